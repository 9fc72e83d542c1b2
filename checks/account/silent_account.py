"""Accounts that publish nothing.

How judged: the newest post that the source shows is older than the limit; the list must reach back beyond the limit, or
hold all there is. A day without a time counts to its end. Silence ends where it was last seen: at the latest round of a
gateway, at the day of a person's record. A post that an earlier night saw was published, though it is gone by now or
nobody can look today: it speaks for the account, never against it. `silent`: beyond the limit of the official text; the
sentence says how long (sleeping, dead). `late`: beyond the rhythm that an office or a province asks for. `nearing`: so
close to the limit that it passes soon. `never`: all that is known of the account is empty; suspected, it may have been
opened yesterday.
Not counted: a source that could not be read, leaves part of the account out, or shows no times: could not look; what it
shows of new posts speaks for the account, never against it. An article taken down within the limit was published.
Closed and cancelled accounts. What is dated in the future.
Source: 国办秘函〔2019〕19号 (NV-2a): 监测时间点前 2 周内无更新.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from checks.catalog import account_check
from checks.facts.excerpts import quoted
from checks.indicators.edition import Rule
from checks.indicators.words import reason_of, why_unread
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.posts import Post, ReadingState
from checks.model.registry import BEIJING
from checks.model.silence import empty, rhythm, silence
from checks.model.views import AccountView


@account_check("silent-account")
def silent_account(view: AccountView, rule: Rule) -> Iterator[Said]:
    judgeable = [reading for reading in view.readings() if reading.judgeable]
    lately = _lately(view, rule)
    if not judgeable and lately and not any(one.state is ReadingState.ABNORMAL for one in view.readings()):
        yield Looked()
        return
    if not judgeable:
        for reading in view.readings()[:1]:
            yield Gap(why_unread(reading), view.account.address)
        return
    found = silence(judgeable, view.moment, view.earlier)
    if found is None:
        yield Looked()
        if not lately and empty(judgeable):
            yield _finding(view, "never", {"account": view.account.name}, None, Certainty.SUSPECTED)
        return
    code = _code(found.length, view, rule)
    if code != "silent" or found.proven:
        yield Looked()  # of what may be beyond the limit of the official text it is not said that it was looked at
    if code is not None and not found.proven:
        # What was seen is too old, and newer posts may have gone unseen: no word against the account.
        yield Gap(reason_of(judgeable[0].doubt), view.account.address)
    elif code is not None:
        data = _data(view, rule, found.newest, found.length, code)
        yield _finding(view, code, data, found.newest, Certainty.CERTAIN)


def _lately(view: AccountView, rule: Rule) -> bool:
    """Did an earlier night see a post so new that nothing is to be said against the account?"""
    seen = [latest for post in view.earlier if (latest := post.latest) is not None]
    return bool(seen) and _code(view.moment - max(seen), view, rule) is None


def _code(silent: timedelta, view: AccountView, rule: Rule) -> str | None:
    if silent >= timedelta(days=rule.param("days")):
        return "silent"
    if silent >= timedelta(days=rhythm(view.account, rule.param("rhythm_days"))):
        return "late"
    return "nearing" if silent >= timedelta(days=rule.param("warn_days")) else None


def _data(view: AccountView, rule: Rule, newest: Post, silent: timedelta, code: str) -> dict[str, Value]:
    grades = (("dead_days", "僵尸"), ("sleeping_days", "睡眠"))
    grade = next((name for param, name in grades if silent >= timedelta(days=rule.param(param))), "")
    limit = rhythm(view.account, rule.param("rhythm_days")) if code == "late" else rule.param("days")
    day = f"{newest.moment.astimezone(BEIJING):%Y-%m-%d}" if newest.moment else ""
    told: dict[str, Value] = {"account": view.account.name, "days": silent.days, "newest": day}
    return told | {"limit": limit} | ({"grade": grade} if grade else {})


def _finding(
    view: AccountView, code: str, data: dict[str, Value], newest: Post | None, certainty: Certainty
) -> Finding:
    shown = quoted(f"{newest.raw_moment} {newest.title or newest.text}") if newest else ""
    # One key for all codes: the same silence grows from one to the next, and stays one issue.
    return Finding(code, view.account.address, ("silence",), data, excerpt=shown, certainty=certainty)
