"""What an answer begins with: what was seen, said and mended, and what became of the issue."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from checks.indicators.edition import load
from checks.model.findings import Finding, SubjectType
from results.errors import PersonError
from results.ledger.complaints import Complaint, Truth
from results.ledger.issues import Issue, IssueState
from results.replying import reply_draft

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)  # the 21st in Beijing
ONE = Complaint("平台", "1", "http://a.gov.cn/1", "内容无法访问", "打不开", NOW, verdict=Truth.TRUE, mended="已恢复")
FOUND = Finding("home", "http://a.gov.cn/1", ("a",), {"reason": "超时"}, "http://a.gov.cn/")
ISSUE = Issue(
    1, "v1:x", "dead-links", SubjectType.SITE, "1", IssueState.FIXED, FOUND, NOW, NOW, NOW, 1, 1, 1, "e", "v"
)  # fmt: skip


def test_of_what_is_true_it_says_what_was_found_mended_and_seen_again() -> None:
    assert "您反映的问题属实。已恢复。感谢" in reply_draft(ONE)
    assert "（请写明整改情况）" in reply_draft(replace(ONE, mended=""))
    draft = reply_draft(ONE, ISSUE, load())
    assert "http://a.gov.cn/1 打不开" in draft
    assert "已于 2026年11月21日 整改到位" in draft
    assert "整改到位" not in reply_draft(ONE, replace(ISSUE, state=IssueState.CONFIRMED), load())


def test_of_what_is_not_it_says_why_and_when_it_was_looked_at() -> None:
    evidence = {"says": "能打开", "at": "2026-11-20T10:00:00+08:00"}
    one = replace(ONE, verdict=Truth.FALSE, note="页面正常", machine=Truth.FALSE, evidence=evidence)
    assert "经核实，页面正常。（2026-11-20 10:00 打开该网址查看。）" in reply_draft(one)
    assert "经核实，能打开。" in reply_draft(replace(one, note=""))
    assert "打开该网址" not in reply_draft(replace(one, machine=Truth.TRUE))
    assert "请补充具体网址" in reply_draft(replace(one, verdict=Truth.UNCLEAR))


def test_before_a_person_has_spoken_there_is_none() -> None:
    with pytest.raises(PersonError, match="还没有核实结论"):
        reply_draft(replace(ONE, verdict=None))
