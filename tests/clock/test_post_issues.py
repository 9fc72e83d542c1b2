"""Faults of posts over nights: mended where the post is seen without them or taken down, never where it slid away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checks.facts.personal_posts import scanner
from checks.indicators import edition
from checks.model.captures import LinkProbe
from checks.model.findings import Status
from checks.model.posts import Post, PostKind, Reading, ReadingState, Repost
from checks.model.registry import Account, Registry, Unit
from clock.account_run import Accounts
from clock.jobs import Done
from clock.newmedia import judge_share
from clock.settings import Data, Settings
from results.ledger import issues, outcomes, runs
from results.ledger.engine import open_ledger
from results.ledger.issues import IssueState
from results.ledger.registry import save
from results.score import VetoState, from_row
from results.visits.readings import ReadingFile

NATIONAL = edition.load()
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
ONE = Account("微信公众号", "临江发布", "临江县人民政府办公室", "gh_1", home="http://hao.example.cn/1", source="feed")
TWO = Account("新浪微博", "临江发布", "临江县人民政府办公室", "2", home="http://hao.example.cn/2", source="feed")
WINDOW = timedelta(days=14)
LINK = "http://www.example.gov.cn/a.html"
WRONG, RIGHT = "会议对下一阶段的防汛抗旱工作作出了安排布署。", "会议对下一阶段的防汛抗旱工作作出了安排部署。"
GRAVE = "各单位集中学习了中华人民共合国的有关法律法规。"


def post(number: int, text: str, **more: object) -> Post:
    given = {"url": f"http://mp.example.cn/s/{number}", "kind": PostKind.SHORT, "moment": NOW - timedelta(days=1)}
    return Post(f"p{number}", **{**given, "text": text, **more})  # type: ignore[arg-type]  # the test chooses


class Office:
    """Nights whose readings are given."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.known = folder, Registry(accounts=(ONE, TWO), units=(Unit(ONE.unit),))
        self.settings = Settings(data=Data(str(folder)))
        self.ledger = open_ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
        with self.ledger.begin() as connection:
            save(connection, self.known)

    def night(
        self,
        number: int,
        *posts: Post,
        deleted: Sequence[str] = (),
        second: Sequence[Post] = (),
        answers: Mapping[str, int] | None = None,
    ) -> Accounts:
        moment = NOW + timedelta(days=number)
        with self.ledger.begin() as connection:
            run = runs.start(connection, kind="nightly", edition="e", code="c", moment=moment)
            told = runs.get(connection, run)
        folder = self.folder / "visits" / str(number)
        accounts = Accounts(self.ledger, told, self.known, NATIONAL, folder, self.folder)
        (job,) = accounts.reading()
        file = ReadingFile(job.path, moment, str(run), self.known.accounts, self.known.units)
        for one, shown, gone in ((ONE, posts, deleted), (TWO, second, ())):
            whole = {"complete": True, "posts": tuple(shown), "deleted": tuple(gone), "since": moment - WINDOW}
            reading = Reading(one.key, "feed", moment, ReadingState.CONFIRMED_NONE, **whole)  # type: ignore[arg-type]
            file.keep(scanner(b"a salt of this test")(reading))
            file.link(answers or ())
        file.close()
        assert accounts.linking() == ((job.path,) if answers else ())
        probes = [LinkProbe(url, moment, status=status, rounds=2) for url, status in (answers or {}).items()]
        for judging in list(accounts.judging(lambda path: probes)):
            said = judge_share(judging.path, judging.accounts, self.settings)
            accounts.judged(judging, Done(judging.name, outcomes=said))
        return accounts

    def states(self, check: str = "typos") -> dict[str, IssueState]:
        """The state of every issue, by the address of its post."""
        with self.ledger.connect() as connection:
            found = issues.query(connection, states=list(IssueState))
            return {one.finding.at.rpartition("/")[2]: one.state for one in found if one.check == check}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_fault_is_mended_where_the_post_is_seen_without_it(office: Office) -> None:
    office.night(1, post(1, WRONG), post(2, WRONG), post(3, WRONG))
    assert office.states() == dict.fromkeys("123", IssueState.NEW)
    office.night(2, post(1, RIGHT), post(3, WRONG))
    assert office.states() == {"1": IssueState.FIXED, "2": IssueState.NEW, "3": IssueState.OPEN}
    office.night(3, post(1, WRONG))
    assert office.states()["1"] is IssueState.REOPENED


def test_what_the_platform_took_down_is_mended(office: Office) -> None:
    office.night(1, post(1, WRONG), post(2, WRONG))
    office.night(2, post(9, RIGHT), deleted=("http://mp.example.cn/s/1",))
    assert office.states() == {"1": IssueState.FIXED, "2": IssueState.NEW}


def test_what_was_seen_in_part_mends_nothing(office: Office) -> None:
    office.night(1, post(1, WRONG), post(2, WRONG))
    office.night(2, post(1, RIGHT, cut=True), post(2, "", title="会议", kind=PostKind.ARTICLE), post(3, RIGHT))
    assert office.states() == {"1": IssueState.NEW, "2": IssueState.NEW}


def test_posts_without_addresses_that_slid_away_are_not_mended(office: Office) -> None:
    office.night(1, post(70001, WRONG, url=""), post(70002, WRONG, url=ONE.home))
    assert len(office.states()) == 2
    office.night(2, post(70001, RIGHT, url=""))
    assert sorted(office.states().values()) == [IssueState.FIXED, IssueState.NEW]


def test_a_grave_expression_is_a_candidate_of_the_veto_of_accounts(office: Office) -> None:
    told = office.night(1, post(1, GRAVE), second=(post(2, RIGHT),)).told
    with office.ledger.connect() as connection:
        cards = {row.subject: from_row(row).vetoes for row in outcomes.scores(connection, 1)}
    lines = {key: [(line.code, line.rule, line.state) for line in vetoes] for key, vetoes in cards.items()}
    assert ("NV-1", "wrong-expressions", VetoState.CANDIDATE) in lines[ONE.key]
    assert not any(code == "WV-1" for some in lines.values() for code, _, _ in some)
    assert not any(rule == "wrong-expressions" for _, rule, _ in lines[TWO.key])
    assert [one.account.key for one in told.vetoed] == [ONE.key]


def test_a_text_that_others_pass_on_is_known_again(office: Office) -> None:
    passed = post(2, "转发学习", repost_of=Repost("临江发布", text=GRAVE), kind=PostKind.REPOST)
    office.night(1, post(1, f"{GRAVE}\n"), second=(passed, post(3, "学习！" + GRAVE)))
    with office.ledger.connect() as connection:
        found = [one.finding for one in issues.query(connection) if one.check == "wrong-expressions"]
    digests = {one.at.rpartition("/")[2]: one.data["text_digest"] for one in found}
    assert digests["1"] == digests["2"] != digests["3"]
    assert {one.data.get("passed_on") for one in found} == {None, "临江发布"}


def links(office: Office) -> list[IssueState]:
    return list(office.states("dead-post-links").values())


def test_a_link_is_mended_where_it_answers(office: Office) -> None:
    office.night(1, post(1, RIGHT, links=(LINK,)), answers={LINK: 404})
    assert links(office) == [IssueState.NEW]
    office.night(2, post(1, RIGHT, links=(LINK,)), answers={LINK: 200})
    assert links(office) == [IssueState.FIXED]


def test_a_link_is_mended_where_its_post_shows_it_no_more(office: Office) -> None:
    office.night(1, post(1, RIGHT, links=(LINK,)), answers={LINK: 404})
    office.night(2, post(1, RIGHT), post(2, RIGHT, links=(LINK + "?2",)), answers={LINK + "?2": 200})
    assert links(office) == [IssueState.FIXED]


def test_a_link_that_is_not_asked_any_more_stays_as_it_was(office: Office) -> None:
    shown = post(1, RIGHT, links=(LINK,))
    office.night(1, shown, answers={LINK: 404})
    fresh = post(2, RIGHT, links=(LINK + "?2",), moment=NOW + timedelta(days=30))
    office.night(30, shown, fresh, answers={LINK + "?2": 200})
    assert links(office) == [IssueState.NEW]
    office.night(31, fresh, answers={LINK + "?2": 200})
    assert links(office) == [IssueState.NEW], "its post has slid away"


def test_a_wall_mends_no_link(office: Office) -> None:
    shown = post(1, RIGHT, links=(LINK, LINK + "?2"))
    office.night(1, shown, answers={LINK: 404})
    office.night(2, shown, answers={LINK: 403, LINK + "?2": 200})
    assert links(office) == [IssueState.NEW]


def test_numbers_that_nobody_looked_for_are_no_answer(office: Office) -> None:
    reading = Reading(ONE.key, "feed", NOW, ReadingState.NEW, posts=(post(1, RIGHT),))
    path = office.folder / "a.visit"
    file = ReadingFile(path, NOW, "1", office.known.accounts, office.known.units)
    file.keep(reading)
    file.close()
    said = {one.check: one for one in judge_share(path, [ONE.key], office.settings)}
    assert (said["typos"].status, said["personal-data"].status) == (Status.PASS, Status.UNKNOWN)
    assert "读取时没有查找个人信息" in said["personal-data"].reason
