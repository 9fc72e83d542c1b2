"""Which addresses of a visited site are asked over both families, and where the answers go."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from checks.indicators.edition import load
from checks.model.captures import Coverage, DnsProbe, Failure, HttpProbe, LinkProbe, TlsProbe
from checks.model.pages import Capture, Link
from checks.model.views import MissingCapture
from clock.jobs import Done, WaysJob
from clock.performing import perform
from clock.settings import RulesSettings, Settings
from clock.ways import needed_hosts, sampled, subject_of, wanted
from crawler.brake import Brake
from crawler.target import BothWays, Manners, Network
from results.visits.closing import Stage, finish, stage
from results.visits.reader import StoredSite
from tests.crawler.loopback import serving
from tests.results.visits.making import HOME, NOW, capture, writer

HOST = "www.linjiang.gov.cn"
NAMES = DnsProbe(HOST, NOW, a=("203.0.113.1",))


def sealed(path: Path, *captures: Capture, answers: tuple[LinkProbe, ...] = (), names: DnsProbe | None = NAMES) -> Path:
    """A sealed visit; every address that a page shows answered 200 unless `answers` say otherwise."""
    made = writer(path)
    for one in captures:
        made.keep(one)
    shown = {link.url for one in captures for link in one.facts.links}
    for url in sorted(shown - {one.page.url for one in captures}):
        made.keep(LinkProbe(url, NOW, status=200))
    for answer in answers:
        made.keep(answer)
    if names is not None:
        made.keep(names)
    made.seal_crawl(Coverage())
    return path


def pages(path: Path, size: int = 100) -> dict[int, set[str]]:
    with StoredSite(path) as view:
        found = list(sampled(view, random.Random(1), size))
    assert len(found) == len({one.url for one in found})
    return {level: {one.url.removeprefix(HOME) for one in found if one.level == level} for level in (2, 3)}


def test_the_second_level_is_what_the_home_page_links_to_the_third_what_these_do(tmp_path: Path) -> None:
    home = capture(
        links=(HOME, HOME + "a.html", HOME + "b.pdf", "http://other.gov.cn/", "http://sub.linjiang.gov.cn/x")
    )
    deep = capture("a.html", links=(HOME, HOME + "b.pdf", HOME + "c.html", HOME + "d.html", "http://news.cn/"))
    deeper = capture("c.html", links=(HOME + "e.html",))
    path = sealed(tmp_path / "a.visit", home, deep, deeper)
    assert pages(path) == {2: {"a.html", "b.pdf", "http://sub.linjiang.gov.cn/x"}, 3: {"c.html", "d.html"}}


def test_only_what_answered_in_the_visit_is_asked(tmp_path: Path) -> None:
    names = ("gone", "silent", "walled", "robots", "fine", "unchanged")
    home = capture(links=tuple(HOME + name for name in names))
    answers = (
        LinkProbe(HOME + "gone", NOW, status=404),
        LinkProbe(HOME + "silent", NOW, failure=Failure.TIMEOUT),
        LinkProbe(HOME + "walled", NOW, status=200, marks=("wall:ruishu",)),
        LinkProbe(HOME + "robots", NOW, failure=Failure.ROBOTS, looks=0),
        LinkProbe(HOME + "unchanged", NOW, status=304),
    )
    assert pages(sealed(tmp_path / "a.visit", home, answers=answers)) == {2: {"fine", "unchanged"}, 3: set()}


def test_only_links_that_a_reader_follows_are_sampled(tmp_path: Path) -> None:
    home = capture()
    tags = ("a", "area", "iframe", "img", "script", "form", "attachment")
    shown = tuple(Link(HOME + tag, tag=tag) for tag in tags)
    home = replace(home, facts=replace(home.facts, links=shown))
    assert pages(sealed(tmp_path / "a.visit", home))[2] == {"a", "area", "iframe"}


def test_a_sample_is_bounded_and_drawn_by_site_and_day(tmp_path: Path) -> None:
    home = capture(links=tuple(f"{HOME}{n}.html" for n in range(150)))
    deep = [capture(f"{n}.html", links=tuple(f"{HOME}d{n}-{m}.html" for m in range(3))) for n in range(60)]
    path, edition = sealed(tmp_path / "a.visit", home, *deep), load()
    first, again = subject_of(path, edition), subject_of(path, edition)
    assert first is not None
    assert first == again
    assert [sum(one.level == level for one in first.sample) for level in (2, 3)] == [100, 100]
    assert {len(found) for found in pages(path, 7).values()} == {7}
    assert pages(path, 7)[2] != {f"{n}.html" for n in range(7)}


def test_a_site_whose_home_page_was_not_read_has_no_sample(tmp_path: Path) -> None:
    subject = subject_of(sealed(tmp_path / "a.visit"), load())
    assert subject is not None
    assert (subject.home, subject.sample, subject.needed, subject.names) == (HOME, (), (), (NAMES,))


def test_hosts_that_the_home_page_needs() -> None:
    shown = {
        "img": "cdn.cn",
        "script": "js.cn",
        "link": "css.cn",
        "iframe": "frame.cn",
        "a": "link.cn",
        "form": "form.cn",
    }
    links = [Link(f"http://{host}/x.css", tag=tag) for tag, host in shown.items()]
    links += [Link("http://canonical.cn/", tag="link"), Link("http://203.0.113.9/x.js", tag="script")]
    links += [Link(HOME + "x.js", tag="script"), Link("http://cdn.cn/y.png", tag="img")]
    facts = replace(capture().facts, links=tuple(links))
    assert list(needed_hosts(facts, {HOST})) == ["cdn.cn", "js.cn", "css.cn", "frame.cn"]
    many = replace(facts, links=tuple(Link(f"http://h{n}.cn/", tag="img") for n in range(90)))
    assert len(list(needed_hosts(many, {HOST}))) == 50


def settings(network: Network, **more: object) -> Settings:
    manners, ways = Manners(seconds_between=0.0, timeout=2.0), BothWays(rounds=2, round_seconds=0.0)
    return Settings(network=network, manners=manners, ways=ways, **more)  # type: ignore[arg-type]  # the test chooses


async def does(path: Path, network: Network) -> Done:
    return await perform(WaysJob("ways", 1, path), settings(network), lambda said: None, Brake(network))


async def test_a_job_asks_once_and_lays_the_answers_into_the_visit(tmp_path: Path) -> None:
    path = sealed(tmp_path / "a.visit", capture(links=(HOME + "a.html",)))
    async with serving({f"//{HOST}/": "<title>县</title>"}) as server:
        done = await does(path, server.network())
        asked = len(server.asked)
        assert (await does(path, server.network())).asked == 0
        assert len(server.asked) == asked
    assert not done.cut
    finish(path, ())
    with StoredSite(path) as view:
        probes, secure = list(view.probes(HttpProbe)), list(view.probes(TlsProbe))
        assert list(view.probes(DnsProbe)) == [NAMES]
    assert done.asked == len(probes) + len(secure)
    assert [probe.subject for probe in secure] == ["www.linjiang.gov.cn:443"]
    assert (HOME, 4, 200, "县") in {(p.subject, p.family, p.status, p.title) for p in probes}


async def test_a_job_that_our_network_cut_off_leaves_nothing(tmp_path: Path) -> None:
    path = sealed(tmp_path / "a.visit", capture())
    gone = Network({"*": "127.0.0.1:9"}, ("127.0.0.1:9",), witnesses=("http://w.cn/",), patience_minutes=0.001)
    assert (await does(path, gone)).cut
    assert stage(path) is Stage.SEALED
    with StoredSite(path) as view, pytest.raises(MissingCapture):
        view.probes(HttpProbe)


def test_it_is_asked_only_where_something_is_judged_by_it(tmp_path: Path) -> None:
    assert wanted(Settings())
    assert not wanted(Settings(ways=BothWays(on=False)))
    overlay = tmp_path / "none.toml"
    judged = [rule.id for rule in load().rules.values() if rule.judged.by_check]
    overlay.write_text("".join(f'[{name}]\njudged = "by hand"\n' for name in judged), encoding="utf-8")
    assert not wanted(Settings(rules=RulesSettings(overlays=(str(overlay),))))
