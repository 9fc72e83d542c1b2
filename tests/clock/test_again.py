"""Second looks, apart in time: a host that recovers is accused of nothing, and nobody is asked too early."""

import socket
import sqlite3
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web

from checks.model.captures import Coverage, Failure, LinkProbe
from checks.model.findings import Outcome
from checks.model.registry import Site, Unit
from checks.model.verdicts import Reason
from clock.again import BATCH, TOGETHER, Timing, gather, look_again
from clock.jobs import AgainJob, Done, Job, JudgeJob, LinksJob
from clock.performing import perform
from clock.settings import RunSettings, Settings
from clock.shares import share_of
from crawler.brake import Brake
from crawler.target import Manners, Network
from results.visits.answers import AnswerFile, all_answers
from results.visits.closing import finish
from results.visits.reader import StoredSite
from results.visits.remembered import ready, remember
from results.visits.waiting import waiting_room
from results.visits.writer import VisitWriter
from tests.crawler.loopback import Server, serving
from tests.results.visits.making import HOME, NOW, SITE, capture, writer

OTHER = "http://other.gov.cn/"
HOST = "//www.linjiang.gov.cn"
FLAKY, GONE, FINE, OWN_FLAKY, OWN_GONE = OTHER + "flaky", OTHER + "gone", OTHER + "fine", HOME + "flaky", HOME + "gone"


async def does(job: Job, given: Settings) -> Done:
    """What comes of one job, with a brake of its own."""
    return await perform(job, given, lambda said: None, Brake(given.network))


def settings(server: Server, minutes: float = 0.0) -> Settings:
    manners = Manners(seconds_between=0.0, timeout=5.0, second_look_minutes=minutes)
    return Settings(network=server.network(), manners=manners, run=RunSettings(workers=1))


def sealed(path: Path, *links: str, **more: object) -> VisitWriter:
    """A crawl that has ended: the home page shows `links`, and what is the site's own of them answered 404."""
    made = writer(path, **more)
    made.keep(capture("", links=links))
    for url in links:
        if url.startswith(HOME):
            made.keep(LinkProbe(url, NOW, status=404))
    made.seal_crawl(Coverage())
    return made


async def links(folder: Path, server: Server, *visits: Path, memory: Path | None = None, name: str = "answers") -> int:
    job = LinksJob("links", 1, visits, {}, 0, 1, folder / name, memory=memory)
    return (await does(job, settings(server))).asked


async def again(folder: Path, server: Server, *visits: Path, owners: dict[str, Path] | None = None) -> int:
    job = AgainJob("again", 1, visits, (folder / "answers",), owners or {}, 0, 1, folder / "again")
    return (await does(job, settings(server))).asked


async def judged(folder: Path, server: Server, path: Path) -> dict[str, Outcome]:
    job = JudgeJob("judge", 1, path, (folder / "answers",), {}, again=(folder / "again",))
    return {outcome.check: outcome for outcome in (await does(job, settings(server))).outcomes}


def recovering(well: list[bool]) -> Callable[[web.Request], web.Response]:
    return lambda request: web.Response(status=200 if well else 404)


async def test_a_host_that_recovers_is_no_fault(tmp_path: Path) -> None:
    well: list[bool] = []
    visit = tmp_path / "a.visit"
    sealed(visit, FLAKY, GONE, FINE, OWN_FLAKY, OWN_GONE)
    pages = {"//other.gov.cn/flaky": recovering(well), "//other.gov.cn/fine": "<p>在</p>"}
    async with serving(pages | {f"{HOST}/flaky": recovering(well)}) as server:
        await links(tmp_path, server, visit)
        well.append(True)
        before = len(server.asked)
        assert await again(tmp_path, server, visit) == 4
        asked = server.asked[before:]
        outcome = (await judged(tmp_path, server, visit))["dead-links"]
    assert not [line for line in asked if "fine" in line]
    assert {finding.at for finding in outcome.findings} == {GONE, OWN_GONE}
    assert {finding.certainty for finding in outcome.findings} == {"certain"}
    assert all(str(finding.data["tried"]).count("404") == 2 for finding in outcome.findings)
    with StoredSite(visit) as view:
        for url in (FLAKY, OWN_FLAKY):
            alive = view.answer(url)
            assert alive is not None
            assert (alive.status, alive.rounds) == (200, 1)
            assert [look.status for look in alive.history] == [404, 200]


async def test_without_a_second_look_nothing_is_dead(tmp_path: Path) -> None:
    visit = tmp_path / "a.visit"
    sealed(visit, GONE, OWN_GONE)
    async with serving({}) as server:
        await links(tmp_path, server, visit)
        outcome = (await judged(tmp_path, server, visit))["dead-links"]
    assert not outcome.findings


async def test_each_address_is_asked_once_for_all_sites(tmp_path: Path) -> None:
    one, two = tmp_path / "a.visit", tmp_path / "b.visit"
    home = "http://www.anjiang.gov.cn/"
    sealed(one, GONE, OWN_GONE)
    second = sealed(two, GONE, OWN_GONE, site=Site("安江县", home, "安江县"), unit=Unit("安江县"))
    assert second.path == two
    owners = {"www.linjiang.gov.cn": one, "www.anjiang.gov.cn": two}
    async with serving({}) as server:
        job = LinksJob("links", 1, (one, two), owners, 0, 1, tmp_path / "answers")
        await does(job, settings(server))
        before = len(server.asked)
        assert await again(tmp_path, server, one, two, owners=owners) == 2
        assert sorted(line for line in server.asked[before:] if line.startswith("GET")) == [
            "GET //other.gov.cn/gone",
            f"GET {HOST}/gone",
        ]
        judge = JudgeJob("judge", 1, two, (tmp_path / "answers",), owners, again=(tmp_path / "again",))
        done = await does(judge, settings(server))
    outcome = next(outcome for outcome in done.outcomes if outcome.check == "dead-links")
    assert {finding.at for finding in outcome.findings} == {GONE, OWN_GONE}


async def test_what_was_asked_in_an_earlier_attempt_is_not_asked_again(tmp_path: Path) -> None:
    visit = tmp_path / "a.visit"
    sealed(visit, GONE, FLAKY, OWN_GONE)
    async with serving({}) as server:
        await links(tmp_path, server, visit)
        await again(tmp_path, server, visit)
        asked = len(server.asked)
        known, looked = (tmp_path / "answers",), (tmp_path / "again",)
        job = LinksJob("links", 1, (visit,), {}, 0, 1, tmp_path / "more", known=known)
        assert (await does(job, settings(server))).asked == 0
        job = AgainJob("again", 1, (visit,), known, {}, 0, 1, tmp_path / "more", known=looked)
        assert (await does(job, settings(server))).asked == 0
        assert len(server.asked) == asked
        cut = AnswerFile(tmp_path / "cut")
        cut.keep(LinkProbe(GONE, NOW, failure=Failure.OUR_NETWORK))
        cut.close()
        job = LinksJob("links", 1, (visit,), {}, 0, 1, tmp_path / "more", known=(tmp_path / "cut", *known))
        assert (await does(job, settings(server))).asked == 1


async def test_when_our_own_network_fails_the_first_answer_stands(tmp_path: Path) -> None:
    visit = tmp_path / "a.visit"
    sealed(visit, GONE)
    async with serving({}) as server:
        await links(tmp_path, server, visit)
        nowhere = Network(nameservers=("127.0.0.1:9",))
        silent = Settings(network=nowhere, manners=Manners(timeout=5.0, seconds_between=0.0, second_look_minutes=0.0))
        job = AgainJob("again", 1, (visit,), (tmp_path / "answers",), {}, 0, 1, tmp_path / "again")
        assert (await does(job, silent)).asked == 0
        outcome = (await judged(tmp_path, server, visit))["dead-links"]
    assert not outcome.findings
    with StoredSite(visit) as view:
        answer = view.answer(GONE)
    assert answer is not None
    assert (answer.status, answer.rounds, answer.failure) == (404, 1, None)


async def test_a_good_answer_serves_for_days_and_a_failure_never(tmp_path: Path) -> None:
    memory = tmp_path / "memory.sqlite"
    ready(memory)
    async with serving({"//other.gov.cn/fine": "<p>在</p>"}) as server:
        for night in ("one", "two"):
            (tmp_path / night).mkdir()
            visit = tmp_path / night / "a.visit"
            sealed(visit, FINE, GONE)
            await links(tmp_path / night, server, visit, memory=memory)
            remember(memory, all_answers(tmp_path / night / "answers"), timedelta(days=3), datetime.now(UTC))
        first, second = ({p.subject: p for p in all_answers(tmp_path / n / "answers")} for n in ("one", "two"))
    asked = [line.split("/")[-1] for line in server.asked]
    assert asked.count("fine") == 1
    assert asked.count("gone") == first[GONE].looks + second[GONE].looks >= 2
    assert second[FINE] == first[FINE]  # with the moment when it was given
    assert second[GONE].asked_at > first[GONE].asked_at


async def test_a_host_that_is_silent_over_runs_is_dead(tmp_path: Path) -> None:
    last, path = tmp_path / "last.visit", tmp_path / "a.visit"
    before = datetime.now(UTC) - timedelta(hours=7)
    silent = LinkProbe(GONE, before, failure=Failure.TIMEOUT)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound and never listened on: whoever connects is refused
        way = {"other.gov.cn": f"127.0.0.1:{closed.getsockname()[1]}"}
        manners = Manners(seconds_between=0.0, timeout=5.0, second_look_minutes=0.0)
        one = Settings(network=Network(connect_to=way), manners=manners)
        sealed(last, GONE)
        finish(last, [silent])
        findings = []
        for name, known in (("first", None), ("second", last)):
            folder = tmp_path / name
            path = folder / "a.visit"
            sealed(path, GONE)
            answers, later = folder / "answers", folder / "again"
            await does(LinksJob("links", 1, (path,), {}, 0, 1, answers), one)
            await does(AgainJob("again", 1, (path,), (answers,), {}, 0, 1, later), one)
            judge = JudgeJob("judge", 1, path, (answers,), {}, again=(later,), last=known)
            done = await does(judge, one)
            findings.append([f.at for o in done.outcomes if o.check == "dead-links" for f in o.findings])
    assert findings == [[], [OTHER]]
    with StoredSite(path) as view:
        answer = view.answer(GONE)
    assert answer is not None
    assert answer.failing_since == before


async def test_a_host_that_became_another_is_marked(tmp_path: Path) -> None:
    memory, visit, now = tmp_path / "memory.sqlite", tmp_path / "a.visit", datetime.now(UTC)
    ready(memory)
    then = LinkProbe(OTHER, now, status=200, marks=("class:government",))
    remember(memory, [then, LinkProbe(FINE, now, status=200, marks=("class:business",))], timedelta(days=3), now)
    sealed(visit, FINE)
    async with serving({}) as server:
        assert await links(tmp_path, server, visit, memory=memory) == 0
    (kept,) = all_answers(tmp_path / "answers")
    assert kept.marks == ("class:business", "was:government")


def gathered(folder: Path, *visits: Path, mine: Callable[[str], bool] = lambda url: True) -> dict[str, LinkProbe]:
    """The first answers of all that waits for a second look."""
    with waiting_room(folder / "room") as waiting:
        gather(waiting, visits, (), mine, NOW)
        return {url: first for url, (first, _) in waiting.take(NOW, 100).items()}


def test_only_visits_that_can_still_be_written_want_second_looks(tmp_path: Path) -> None:
    """A closed one never changes; one that is damaged stops nobody."""
    sealed(tmp_path / "closed.visit", OWN_GONE)
    finish(tmp_path / "closed.visit", ())
    damaged = tmp_path / "damaged.visit.part"
    sealed(tmp_path / "damaged.visit", OWN_GONE)
    with sqlite3.connect(damaged) as connection:
        connection.execute("drop table pages")
        connection.execute("drop table places")
    connection.close()
    sealed(tmp_path / "open.visit", OWN_FLAKY)
    visits = [tmp_path / f"{name}.visit" for name in ("closed", "damaged", "open", "absent")]
    assert set(gathered(tmp_path, *visits)) == {OWN_FLAKY}


def test_a_host_that_two_sites_name_is_asked_by_one_share(tmp_path: Path) -> None:
    shared = "http://wza.linjiang.gov.cn/gone"
    made = writer(tmp_path / "a.visit", site=replace(SITE, hosts=("wza.linjiang.gov.cn",)))
    made.keep(capture("", links=(OWN_GONE, shared)))
    for url in (OWN_GONE, shared):
        made.keep(LinkProbe(url, NOW, status=404))
    made.seal_crawl(Coverage())
    assert set(gathered(tmp_path, tmp_path / "a.visit")) == {OWN_GONE, shared}
    assert set(gathered(tmp_path, tmp_path / "a.visit", mine=lambda url: "wza" in url)) == {shared}


def test_a_page_that_says_not_found_is_known_again_by_its_title(tmp_path: Path) -> None:
    made = writer(tmp_path / "a.visit")
    made.keep(capture("", links=(HOME + "lost",)))
    lost = capture("lost")
    made.keep(replace(lost, probe=replace(lost.probe, marks=("words:not-found", "sibling:same"))))
    made.seal_crawl(Coverage())
    (first,) = gathered(tmp_path, tmp_path / "a.visit").values()
    assert first.title == lost.facts.title


class Clock:
    """Time that passes only in sleep and in answering."""

    def __init__(self) -> None:
        self.moment = NOW + timedelta(minutes=1)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += timedelta(seconds=seconds)


async def looked(
    path: Path, minutes: list[float], *, gap: float = 10, longest: float = 240, slow: float = 0.0
) -> tuple[list[tuple[str, datetime]], Clock]:
    """When each address was asked again whose first look was so many minutes after NOW. An answer takes `slow` s."""
    clock, asked = Clock(), list[tuple[str, datetime]]()

    async def ask(urls: list[str], keep: Callable[[LinkProbe], None]) -> None:
        for url in urls:
            clock.moment += timedelta(seconds=slow)
            asked.append((url, clock.now()))
            keep(LinkProbe(url, clock.now(), status=404))

    timing = Timing(timedelta(minutes=gap), timedelta(minutes=longest), clock.now, clock.sleep)
    with waiting_room(path) as waiting:
        for n, late in enumerate(minutes):
            first = LinkProbe(f"{OTHER}{n}", NOW + timedelta(minutes=late), status=404)
            waiting.put(first, Reason.GONE, NOW + timedelta(hours=9))
        await look_again(waiting, ask, lambda both: None, timing)
    return asked, clock


async def test_nobody_is_asked_before_his_time(tmp_path: Path) -> None:
    minutes = [9.0, 0.0, 0.5, 4.0]
    asked, clock = await looked(tmp_path / "room", minutes)
    assert [url for url, _ in asked] == [f"{OTHER}{n}" for n in (1, 2, 3, 0)]
    for url, moment in asked:
        first = NOW + timedelta(minutes=minutes[int(url[len(OTHER) :])])
        assert timedelta(minutes=10) <= moment - first <= timedelta(minutes=10) + TOGETHER
    assert len(clock.slept) == 3  # the two that lay half a minute apart were asked together


async def test_without_a_pause_nobody_waits(tmp_path: Path) -> None:
    asked, clock = await looked(tmp_path / "room", [0.0, 0.5, 1.0], gap=0)
    assert len(asked) == 3
    assert not clock.slept


async def test_a_host_without_end_does_not_hold_up_the_night(tmp_path: Path) -> None:
    asked, _ = await looked(tmp_path / "room", [0.0] * (3 * BATCH), longest=5, slow=1.0)
    assert len(asked) == BATCH


def test_hosts_of_one_site_fall_to_one_share() -> None:
    owners = {f"h{n}.gov.cn": Path("/run/a.visit") for n in range(20)}
    assert len({share_of(host, owners, 7) for host in owners}) == 1
    assert share_of("other.cn", owners, 7) == zlib.crc32(b"other.cn") % 7


async def test_shares_divide_the_addresses(tmp_path: Path) -> None:
    visit = tmp_path / "a.visit"
    urls = [f"http://h{n}.gov.cn/x" for n in range(12)]
    sealed(visit, *urls, OWN_GONE)
    file = AnswerFile(tmp_path / "answers")
    for url in urls:
        file.keep(LinkProbe(url, NOW, status=404))
    file.close()
    owners = {"www.linjiang.gov.cn": visit}
    found: list[str] = []
    async with serving({}) as server:
        for share in range(3):
            path = tmp_path / f"again-{share}"
            job = AgainJob("again", 1, (visit,), (tmp_path / "answers",), owners, share, 3, path)
            await does(job, settings(server))
            found += [probe.subject for probe in all_answers(path)]
    assert sorted(found) == sorted([*urls, OWN_GONE])


async def test_own_addresses_in_the_office_network_may_be_asked_again(tmp_path: Path) -> None:
    """The guard refuses a private address of anybody else."""
    visit = tmp_path / "a.visit"
    async with serving({}) as server:
        host = server.address
        made = writer(visit, site=Site("内网", f"http://{host}/", SITE.unit))
        made.keep(LinkProbe(f"http://{host}/gone", NOW, status=404))
        made.keep(capture("", links=(f"http://{host}/gone",)))
        made.seal_crawl(Coverage())
        inner = Settings(manners=Manners(timeout=5.0, seconds_between=0.0, second_look_minutes=0.0))
        for name, owners in (("own", {host: visit}), ("foreign", {})):
            job = AgainJob("again", 1, (visit,), (), owners, 0, 1, tmp_path / name)
            await does(job, inner)
    own, foreign = (list(all_answers(tmp_path / name)) for name in ("own", "foreign"))
    assert [(probe.status, probe.rounds) for probe in own] == [(404, 2)]
    assert foreign == []
