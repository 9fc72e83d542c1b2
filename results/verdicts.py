"""What may be said of a site or an account as a whole. In doubt it is 未测, never 合格 and never 不合格.

A veto counts when a person has confirmed it: until then its subject is a candidate. What a person confirmed of an
account stands, whatever its source shows tonight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.indicators.words import word
from checks.model.captures import Ended
from checks.model.findings import SubjectType
from checks.model.registry import Account, Site, SubjectState
from results.ledger import verdicts
from results.ledger.outcomes import READ
from results.ledger.verdicts import VerdictRow
from results.score import Score, VetoState, as_json

NOT_READ = "没有读取"
UNREAD = frozenset((Ended.HOME_FAILED, Ended.OUR_NETWORK))
"""How a visit ends that shows nothing of its site."""


class Verdict(StrEnum):
    """What may be said of a subject. A veto counts when a person has confirmed it: until then a candidate."""

    PASSED = "合格"
    FAILED = "不合格"
    CANDIDATE = "不合格候选"
    UNKNOWN = "未测"

    @property
    def code(self) -> str:
        """What the ledger and addresses call it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class VetoRow:
    """A veto that was reached. `confirmed` when a person said so."""

    code: str
    title: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """Points of a site: what is unknown widens low to high. `base` is what can be reached."""

    low: Decimal
    high: Decimal
    base: Decimal = Decimal(100)


class Scored(Protocol):
    """What a score says of a subject beside its points."""

    @property
    def vetoes(self) -> Sequence[VetoRow]: ...
    @property
    def unseen(self) -> Sequence[str]: ...
    @property
    def warned(self) -> Sequence[str]: ...


class SeenSite(Scored, Protocol):
    """What is known of a site. `unknown` says in Chinese why it was not measured, `ended` is a value of `Ended` ("": no
    visit), `detail` what stopped the visit."""

    @property
    def unknown(self) -> str: ...
    @property
    def ended(self) -> str: ...
    @property
    def detail(self) -> str: ...
    @property
    def score(self) -> ScoreRow | None: ...


class ReadAccount(Scored, Protocol):
    """What is known of an account. `state` is a value of `ReadingState`, "" = not read; `reason` says in Chinese why
    nothing can be concluded."""

    @property
    def state(self) -> str: ...
    @property
    def reason(self) -> str: ...


def of_site(site: SeenSite, pass_mark: Decimal | None) -> tuple[Verdict, str]:
    """What may be said of a site, and why."""
    if site.unknown or not site.ended or site.ended in UNREAD:
        ended = word("ended", site.ended) if site.ended else "没有访问"
        return Verdict.UNKNOWN, site.unknown or site.detail or ended
    if confirmed := [veto.title for veto in site.vetoes if veto.confirmed]:
        return Verdict.FAILED, f"经人工确认触发单项否决：{'、'.join(confirmed)}"
    if site.vetoes:
        return Verdict.CANDIDATE, f"可能触发单项否决，待人工确认：{'、'.join(veto.title for veto in site.vetoes)}"
    if site.unseen:
        return Verdict.UNKNOWN, f"单项否决项未能查全：{'、'.join(site.unseen)}"
    if pass_mark is not None and site.score is not None:
        if site.score.high < pass_mark:
            return Verdict.CANDIDATE, f"得分最高 {site.score.high}，低于 {pass_mark} 分，待人工复核"
        if site.score.low < pass_mark:
            return Verdict.UNKNOWN, f"得分区间 {site.score.low}—{site.score.high} 跨过 {pass_mark} 分，尚有项目未测"
    if site.ended != Ended.COMPLETE:
        return Verdict.UNKNOWN, f"访问没有完成（{word('ended', site.ended)}），已访问的部分没有触发单项否决"
    return Verdict.PASSED, f"预警：{'、'.join(site.warned)}" if site.warned else ""


def of_account(row: ReadAccount) -> tuple[Verdict, str]:
    """What may be said of an account, and why."""
    if confirmed := [veto.title for veto in row.vetoes if veto.confirmed]:
        return Verdict.FAILED, f"经人工确认触发单项否决：{'、'.join(confirmed)}"
    if row.vetoes:
        return Verdict.CANDIDATE, f"可能触发单项否决，待人工确认：{'、'.join(veto.title for veto in row.vetoes)}"
    if row.state not in READ:
        told = word("reading", row.state) if row.state else NOT_READ
        return Verdict.UNKNOWN, f"{told}：{row.reason}" if row.reason else told
    if row.reason:
        return Verdict.UNKNOWN, row.reason
    if row.unseen:
        return Verdict.UNKNOWN, f"单项否决项未能查全：{'、'.join(row.unseen)}"
    return Verdict.PASSED, f"预警：{'、'.join(row.warned)}" if row.warned else ""


def unjudged(account: Account) -> str:
    """Why an account that was read is not judged, in Chinese; "" where it is."""
    return "" if account.state is SubjectState.NORMAL else f"登记状态为{word('state', account.state)}，没有评判"


def reached(detail: Mapping[str, Any]) -> tuple[tuple[VetoRow, ...], tuple[str, ...], tuple[str, ...]]:
    """Of a score as the ledger keeps it: the vetoes that are reached, those that might be, those that are near."""
    lines: list[Mapping[str, Any]] = detail.get("vetoes", [])
    sure = (VetoState.CONFIRMED, VetoState.CANDIDATE)
    vetoes = (line for line in lines if line["state"] in sure)
    return (
        tuple(VetoRow(line["code"], line["title"], line["state"] == VetoState.CONFIRMED) for line in vetoes),
        tuple(dict.fromkeys(line["title"] for line in lines if line["state"] == VetoState.UNKNOWN)),
        tuple(_nearness(line) for line in lines if line["state"] == VetoState.WARNED),
    )


def pass_mark(edition: Edition) -> Decimal | None:
    """The least score that passes; None where the edition has none."""
    mark = edition.scoring.get("pass")
    return Decimal(str(mark.value)) if mark else None


@dataclass(frozen=True, slots=True)
class Seen:
    """A subject as a look left it: what a verdict is given by. `state` is of an account, `ended` of a site."""

    vetoes: tuple[VetoRow, ...]
    unseen: tuple[str, ...]
    warned: tuple[str, ...]
    score: ScoreRow | None = None
    ended: str = ""
    detail: str = ""
    state: str = ""
    unknown: str = ""
    reason: str = ""


def keep_site(
    connection: Connection,
    run: int,
    site: Site,
    score: Score,
    edition: Edition,
    *,
    ended: str,
    detail: str,
    at: datetime,
) -> None:
    """Keeps what may be said of a site by its score and by how its visit ended. `at` is when that was (aware)."""
    points = ScoreRow(score.low, score.high, score.base) if score.scored else None
    seen = Seen(*reached(as_json(score)), points, ended=ended, detail=detail)
    said = of_site(seen, pass_mark(edition))
    _keep(connection, run, (site.key, SubjectType.SITE), seen, said, (ended, detail, at))


def keep_rescored(connection: Connection, run: int, site: Site, score: Score, edition: Edition) -> None:
    """Keeps what may be said of a site that was scored anew without a visit; nothing where no visit was judged."""
    if (last := verdicts.get(connection, site.key)) is not None:
        keep_site(connection, run, site, score, edition, ended=last.ended, detail=last.detail, at=last.at)


def keep_account(connection: Connection, run: int, account: Account, score: Score, *, state: str, at: datetime) -> None:
    """Keeps what may be said of an account by its vetoes and by how its reading ended, a value of `ReadingState`."""
    seen = Seen(*reached(as_json(score)), state=state, reason=unjudged(account))
    _keep(connection, run, (account.key, SubjectType.ACCOUNT), seen, of_account(seen), (state, "", at))


def _keep(
    connection: Connection,
    run: int,
    whose: tuple[str, SubjectType],
    seen: Seen,
    said: tuple[Verdict, str],
    look: tuple[str, str, datetime],
) -> None:
    low, high = (int(seen.score.low * 100), int(seen.score.high * 100)) if seen.score else (None, None)
    confirmed = sum(veto.confirmed for veto in seen.vetoes)
    counts = (confirmed, len(seen.vetoes) - confirmed)
    verdicts.save(connection, VerdictRow(*whose, run, said[0].code, said[1], *look[:2], low, high, *counts, look[2]))


def _nearness(line: Mapping[str, Any]) -> str:
    doubtful = f"，其中疑似 {line['suspected']} 处" if line["suspected"] else ""
    return f"{line['title']} {line['found'] + line['suspected']} 处{doubtful}（{line['at_least']} 处即否决）"
