"""Every value of a closed list has its Chinese word, and no word is left over."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

from checks.catalog import Scope
from checks.indicators import edition
from checks.indicators.edition import AskedOf, Grade, Judged, Kind
from checks.indicators.words import word
from checks.model.captures import Ended, Failure, Probe
from checks.model.findings import Certainty, Status, SubjectType
from checks.model.pages import DateSource, PageKind, Place, Validity
from checks.model.posts import AccountReason, PostKind, Reading, ReadingState, SourceReason
from checks.model.published import SitePapers
from checks.model.registry import Account, Level, SiteKind, SubjectState
from results.advice import Group, Suggestion
from results.advice import Reason as AdviceReason
from results.ledger.tasks import Verdict
from results.score import Counts

ROOT = Path(__file__).resolve().parent.parent.parent
WORDS = tomllib.loads(resources.files("checks.indicators").joinpath("words.toml").read_text(encoding="utf-8"))
RULES = edition.load().rules
LABELS = [label for id in ("site-labels", "column-labels", "article-labels") for label in RULES[id].param("labels")]


def categories() -> list[str]:
    """The category ids that docs/findings.md fixes for all rooms."""
    text = (ROOT / "docs/findings.md").read_text(encoding="utf-8")
    told = re.search(r"Category ids of columns, everywhere: (.*?)\n\n", text, re.DOTALL)
    return re.findall(r"`([a-z]+)`", told[1] if told else "")


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("failure", Failure),
        ("status", Status),
        ("certainty", Certainty),
        ("ended", Ended),
        ("kind", Kind),
        ("judged", Judged),
        ("grade", Grade),
        ("asked-of", AskedOf),
        ("answer", Verdict),
        ("bonus", Counts),
        ("every", ["month", "quarter", "half-year", "year"]),
        ("level", Level),
        ("site_kind", SiteKind),
        ("state", SubjectState),
        ("date_source", DateSource),
        ("page_kind", PageKind),
        ("place", Place),
        ("validity", Validity),
        ("scope", Scope),
        ("subject", SubjectType),
        ("category", categories()),
        ("label", LABELS),
        ("footer", RULES["footer-identity"].param("elements")),
        ("document", RULES["document-elements"].param("elements")),
        ("reading", ReadingState),
        ("account-reason", AccountReason),
        ("source-reason", SourceReason),
        ("post", PostKind),
        ("advice", Suggestion),
        ("advice-group", Group),
        ("advice-reason", AdviceReason),
        ("capture", [kind.__name__ for kind in (*get_args(Probe), Reading, Account, SitePapers)]),
    ],
)
def test_every_value_has_a_word(table: str, values: Iterable[str]) -> None:
    assert set(WORDS[table]) == set(values)
    assert all(re.search(r"[\u4e00-\u9fa5A-C]", chinese) for chinese in WORDS[table].values())


def test_a_word_or_the_value_itself() -> None:
    assert word("failure", Failure.TIMEOUT) == word("failure", "timeout") == "超时"
    assert word("failure", "页脚由脚本生成") == "页脚由脚本生成"
    assert word("no-such-list", "x") == "x"
