"""合格率 by the one rule of all reports: 合格 of 合格 and 不合格.

Who was not measured, and who waits for a person, is in no divisor: a suspicion must neither lower a rate that is
published nor raise it. How many these are is said beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

from results.reports.content import Share
from results.reports.sums import share
from results.verdicts import Verdict


def pass_rate(label: str, counts: Mapping[Verdict, int], noun: str) -> Share:
    """The rate of subjects that are called `noun`, by how many of them stand how."""
    passed, apart = counts[Verdict.PASSED], counts[Verdict.UNKNOWN] + counts[Verdict.CANDIDATE]
    why = f"未测和待人工确认的{noun}不计入分母"
    return share(label, passed, passed + counts[Verdict.FAILED], left_out=apart, why=why)
