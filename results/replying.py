"""What an answer to the sender of a message may begin with: put together from what the recheck saw, what persons wrote,
and what became of the issue that it is one with."""

from __future__ import annotations

from checks.indicators.edition import Edition
from checks.model.registry import BEIJING
from results.errors import PersonError
from results.ledger.complaints import Complaint, Truth
from results.ledger.issues import Issue, IssueState
from results.lines import issue_line


def reply_draft(one: Complaint, issue: Issue | None = None, edition: Edition | None = None) -> str:
    """The draft; nothing is kept. `issue` is the one that the message is tied to.

    Raises PersonError before a person has said whether the message is true.
    """
    if one.verdict is None:
        raise PersonError(f"留言 {one.id} 还没有核实结论，写不出答复；请先写核实结论")
    told = {Truth.TRUE: _true, Truth.FALSE: _false, Truth.UNCLEAR: _unclear}[one.verdict](one, issue, edition)
    return f"网民您好：您在“{one.source}”反映的“{one.category}”问题（{one.url}）已收到。{told}感谢您的监督和支持。"


def _true(one: Complaint, issue: Issue | None, edition: Edition | None) -> str:
    seen = ended(issue_line(issue, edition)["says"]) if issue else ""
    gone = issue is not None and issue.state is IssueState.FIXED
    again = f"经复查，该问题已于 {issue.changed.astimezone(BEIJING):%Y年%m月%d日} 整改到位。" if issue and gone else ""
    return f"经核实，您反映的问题属实。{seen}{ended(one.mended or '（请写明整改情况）')}{again}"


def _false(one: Complaint, issue: Issue | None, edition: Edition | None) -> str:
    seen = str(one.evidence.get("says", "")) if one.machine is Truth.FALSE else ""
    return f"经核实，{ended(one.note or seen)}{_looked(one) if one.machine is Truth.FALSE else ''}"


def _unclear(one: Complaint, issue: Issue | None, edition: Edition | None) -> str:
    return f"经核实，暂时无法判定您反映的问题：{ended(one.note)}请补充具体网址或截图，以便进一步核实。"


def _looked(one: Complaint) -> str:
    at = str(one.evidence.get("at", ""))[:16].replace("T", " ")
    return f"（{at} 打开该网址查看。）" if at else ""


def ended(text: str) -> str:
    """The text as a sentence that ends."""
    return text if not text or text.endswith(("。", "！", "？", "）")) else f"{text}。"
