"""Who else carries the text of a post at fault (一转再转): the earliest first, so that a repost leads to its source."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from clock.listing import Column, show
from clock.settings import Settings
from results.errors import PersonError
from results.ledger import issues, posts, registry
from results.ledger.engine import open_ledger
from results.ledger.issues import STANDING
from results.lines import shown

COLUMNS: Sequence[Column] = (
    ("发布时间", lambda line: str(line["published"] or "不明")[:16].replace("T", " ")),
    ("主办单位", lambda line: str(line["unit"])),
    ("账号名称", lambda line: str(line["name"])),
    ("平台", lambda line: str(line["platform"])),
    ("转自", lambda line: str(line["passed_on"])),
    ("问题", lambda line: "、".join(map(str, line["issues"])) or "—"),
    ("地址", lambda line: str(line["url"])),
)


def list_copies(settings: Settings, number: int, out: Console, *, form: str, output: Path | None) -> None:
    """The posts that carry the text in which an issue stands, each with the standing issues of its check there.

    Raises NoSuchIssue; PersonError where the issue stands in no text of a post, or in one too short to be told.
    """
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        issue = issues.get(connection, number)
        digest = str(issue.finding.data.get("text_digest", ""))
        if not digest:
            raise PersonError(f"问题 {number} 不在推文的文字里，或文字太短，对不出还有谁发布过")
        found = posts.copies(connection, digest)
        known = {one.key: one for one in registry.load(connection).accounts}
        keys = sorted({one.account for one in found})
        standing: dict[tuple[str, str], list[int]] = {}
        states = [state.value for state in STANDING]
        for other in issues.query(connection, sites=keys, checks=[issue.check], states=states) if keys else ():
            if other.finding.data.get("text_digest") == digest:
                standing.setdefault((other.subject, other.finding.at), []).append(other.id)
    lines: list[dict[str, Any]] = []
    for one in found:
        account = known.get(one.account)
        told = {"unit": account.unit, "name": account.name, "platform": account.platform} if account else {}
        lines.append(
            {
                **{"unit": "", "name": one.account, "platform": "", **told},
                "subject": one.account,
                "published": shown(one.moment) if one.moment else None,
                "passed_on": one.source,
                "url": one.url,
                "issues": standing.get((one.account, one.url), []),
            }
        )
    show(lines, COLUMNS, form, output, out, f"问题 {number} 的文字还有谁发布")
