"""The whole score of a site as plain values: what it is made of, what is not known and why, what changed."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.indicators.words import word
from checks.model.findings import Status
from checks.model.registry import Account, Site
from results.errors import PersonError
from results.ledger import outcomes, runs, tasks
from results.ledger.outcomes import OutcomeRow, ScoreRow
from results.lines import edition_of, shown
from results.score import Line, Score, VetoLine, VetoState, from_row

VERSION = 1


@dataclass(frozen=True, slots=True)
class Change:
    """What is other than in the score before; both sides in Chinese."""

    rule: str
    title: str
    before: str
    after: str


def whole_score(connection: Connection, site: Site, edition: Edition, run: int | None = None) -> dict[str, Any]:
    """The score of a site in a run, the newest when none is named; points are texts.

    `edition` is the one in use; the numbers told are those of the edition that the score was made by.
    Raises PersonError when the site has no score, or none in that run.
    """
    row = score_of(connection, site, run)
    score, told = from_row(row), runs.get(connection, row.run)
    used = edition if edition.version == row.edition else edition_of(row.edition)
    before = outcomes.latest_score(connection, site.key, upto=row.run - 1)
    return {
        "version": VERSION,
        **_site(site),
        "run": row.run,
        "run_kind": told.kind,
        "at": shown(told.started),
        "edition": row.edition,
        "low": str(score.low),
        "high": str(score.high),
        "base": str(score.base),
        "scale": str(score.scale),
        "scored": score.scored,
        "numbers": {name: {"value": p.value, "verified": p.verified.value} for name, p in used.scoring.items()},
        "says": list(_says(score, used)),
        "vetoes": msgspec.to_builtins(score.vetoes),
        "lines": msgspec.to_builtins(score.lines),
        "bonuses": msgspec.to_builtins(score.bonuses),
        "bonus": str(score.bonus),
        "bonus_counts": score.bonus_counts.value,
        "unknown": unknown(outcomes.newest(connection, site.key, upto=row.run), used),
        "by_hand": list(score.by_hand),
        "unserved": list(score.unserved),
        "tasks": open_tasks(connection, site, used),
        "before": _before(before) if before else None,
        "changes": msgspec.to_builtins(changes(from_row(before), score)) if before else [],
    }


def changes(before: Score, after: Score) -> list[Change]:
    """What is other in `after`, vetoes first, then line by line, then the bonus."""
    found = [*_vetoes(before, after), *_lines(before, after)]
    pair = [
        f"{word('bonus', one.bonus_counts)} {one.bonus} 分" if one.bonuses else "没有加分" for one in (before, after)
    ]
    if pair[0] != pair[1]:
        found.append(Change("", "加分", *pair))
    return found


def score_of(connection: Connection, subject: Site | Account, run: int | None) -> ScoreRow:
    """The score of a subject in a run, the newest when none is named. Raises PersonError when there is none."""
    if run is not None:
        runs.get(connection, run)
    row = outcomes.latest_score(connection, subject.key, upto=run)
    if row is None or (run is not None and row.run != run):
        kind = "网站" if isinstance(subject, Site) else f"{subject.platform}账号"
        which = "还没有评分" if run is None else f"在第 {run} 次巡查中没有评分"
        near = f"；最近一次评分在第 {row.run} 次" if row else ""
        how = f"请先运行 python schedule.py nightly --site {shlex.quote(subject.key)}"
        raise PersonError(f"{kind}“{subject.name}”{which}{near}；{how}")
    return row


def unknown(rows: Iterable[OutcomeRow], edition: Edition) -> list[dict[str, Any]]:
    """What did not see everything, and why."""
    return [_unknown(one, edition) for one in rows if _unseen(one)]


def open_tasks(connection: Connection, subject: Site | Account, edition: Edition) -> list[dict[str, Any]]:
    """What persons were asked of a subject and did not answer."""
    waiting = tasks.query(connection, subjects=[subject.key], answered=False)
    return [{"id": o.id, "rule": o.rule, "title": title(edition, o.rule), "period": o.period} for o in waiting]


def title(edition: Edition, rule: str) -> str:
    """What a rule is called, its id where the edition does not have it."""
    return edition.rules[rule].title if rule in edition.rules else rule


def _before(row: ScoreRow) -> dict[str, Any]:
    return {"run": row.run, "low": str(row.low), "high": str(row.high), "edition": row.edition}


def _site(site: Site) -> dict[str, str]:
    told = {"site": site.name, "site_code": site.code, "subject": site.key}
    return {**told, "unit": site.unit, "home": site.home, "site_kind": site.kind.value}


def _says(score: Score, edition: Edition) -> Iterator[str]:
    """What may be said of it as a whole."""
    if any(line.state is VetoState.CONFIRMED for line in score.vetoes):
        yield "经人工确认触发单项否决，不合格；以下得分只供参考"
    yield from unconfirmed(score)
    if not score.scored:
        yield "国家指标只给门户网站计分，以下得分只供参考"
    elif mark := edition.scoring.get("pass"):
        least, grade = Decimal(str(mark.value)), word("grade", mark.verified)
        if score.high < least:
            yield f"最高得分也低于合格线 {least} 分（{grade}），待人工复核"
        elif score.low < least:
            yield f"得分区间跨过合格线 {least} 分（{grade}），尚有项目未查，不能下结论"
        else:
            yield f"得分不低于合格线 {least} 分（{grade}）"
    if score.by_hand:
        yield f"有 {len(score.by_hand)} 项扣分指标本期尚未人工检查，得分区间因此变宽"
    if score.unserved:
        yield f"有 {len(score.unserved)} 项扣分指标的机器检查尚未实现，没有计入"


def unconfirmed(score: Score) -> Iterator[str]:
    """What may be said of vetoes that nobody confirmed."""
    states = {line.state for line in score.vetoes}
    if VetoState.CANDIDATE in states:
        yield "可能触发单项否决，须经人工确认"
    if VetoState.UNKNOWN in states:
        yield "有单项否决项没有查全，不能排除"
    if VetoState.WARNED in states:
        yield "有单项否决项接近规定个数，预警"


def _unseen(row: OutcomeRow) -> bool:
    return row.status is Status.UNKNOWN or (row.status is not Status.NOT_APPLICABLE and row.judged < row.of)


def _unknown(row: OutcomeRow, edition: Edition) -> dict[str, Any]:
    return {
        "rule": row.check,
        "title": title(edition, row.check),
        "status": row.status.value,
        "judged": row.judged,
        "of": row.of,
        "reason": word("failure", row.reason) or ("检查程序出错，见 outcomes" if row.problem else "没有记下原因"),
    }


def _vetoes(before: Score, after: Score) -> Iterator[Change]:
    old, new = ({(line.rule, line.code): line for line in one.vetoes} for one in (before, after))
    for key in dict.fromkeys((*new, *old)):
        line = new.get(key) or old[key]
        pair = (_veto(old.get(key)), _veto(new.get(key)))
        if pair[0] != pair[1]:
            yield Change(line.rule, f"{line.title}（{line.code}）", *pair)


def _veto(line: VetoLine | None) -> str:
    if line is None:
        return "没有触发"
    return f"{word('veto', line.state)}（{line.found + line.suspected}/{line.at_least} 处）"


def _lines(before: Score, after: Score) -> Iterator[Change]:
    old, new = ({line.rule: line for line in one.lines} for one in (before, after))
    for rule in dict.fromkeys((*new, *old)):
        line = new.get(rule) or old[rule]
        pair = (_line(old.get(rule)), _line(new.get(rule)))
        if pair[0] != pair[1]:
            yield Change(rule, line.title, *pair)


def _line(line: Line | None) -> str:
    if line is None:
        return "不计此项"
    told = f"扣 {line.lost}" if line.lost == line.may_lose else f"扣 {line.lost}—{line.may_lose}"
    return f"{word('status', line.status)}，{told}"
