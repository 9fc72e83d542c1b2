"""Real pages against their manifest: labels, site codes, foot and dates agree, and every defect known there is found.

Where we differ and why: docs/corpus-differences.md.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from checks import catalog
from checks.facts.labelled import label_day, values
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.indicators import edition
from checks.model.findings import Outcome
from checks.model.pages import DateSource, Page, PageFacts
from checks.model.registry import BEIJING, Site
from checks.model.views import GatheredSite, PageView
from checks.runner import run
from tests.real.corpus import corpus

pytestmark = pytest.mark.skipif(corpus() is None, reason="no corpus of real pages here (XUNWANG_CORPUS)")

Row = dict[str, str]
MOMENT = datetime(2026, 11, 20, tzinfo=BEIJING)
LABELS = (
    *("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    *("ArticleTitle", "PubDate", "ContentSource", "Keywords", "Description", "Author", "Image", "Url"),
)
SHOWN = (DateSource.LABEL, DateSource.SCRIPT, DateSource.BARE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ENTRY = re.compile(r"jiucuo|/exposure|网站找错")


@cache
def pages() -> list[tuple[Row, PageFacts]]:
    with (folder() / "MANIFEST.csv").open(encoding="utf-8-sig", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    return [(row, read(parse(row["url"], body(row), "text/html"), home=row["page_type"] == "home")) for row in rows]


def folder() -> Path:
    found = corpus()
    assert found is not None
    return found


def body(row: Row) -> bytes:
    return (folder() / row["file"]).read_bytes()


def day(facts: PageFacts, *sources: DateSource) -> str:
    return next((f"{d.value.astimezone(BEIJING):%Y-%m-%d}" for d in facts.dates if d.source in sources), "")


def codes(row: Row, facts: PageFacts) -> tuple[object, object]:
    ours = "|".join(v.strip() for v in values(facts, "SiteIDCode") if v.strip())
    return row["site_id_code_meta"].strip("|"), ours


def labels(row: Row, facts: PageFacts) -> tuple[object, object]:
    return set(row["has_metas"].split("|")) - {""}, {label for label in LABELS if values(facts, label)}


def label_date(row: Row, facts: PageFacts) -> tuple[object, object]:
    ours = next((label_day(v) for v in values(facts, "PubDate") if v.strip()), None)
    return row["pubdate_meta"][:10], str(ours or "")


def entry(row: Row, facts: PageFacts) -> tuple[object, object]:
    """The manifest looked at the bytes, comments and all."""
    there = row["jiucuo_link"] == "1" and _ENTRY.search(_COMMENT.sub("", body(row).decode("utf-8", "replace")))
    return bool(there), bool(facts.footer.find_error)


COLUMNS: dict[str, Callable[[Row, PageFacts], tuple[object, object]]] = {
    "site_id_code_meta": codes,
    "footer_site_code": lambda row, facts: (row["footer_site_code"], facts.footer.site_code),
    "has_metas": labels,
    "icp": lambda row, facts: (row["icp"] == "1", bool(facts.footer.icp)),
    "gongan": lambda row, facts: (row["gongan"] == "1", bool(facts.footer.police)),
    "conac": lambda row, facts: (row["conac"] == "1", bool(facts.footer.party_mark)),
    "jiucuo_link": entry,
    "title": lambda row, facts: (" ".join(row["title"].split())[:60], facts.title[:60]),
    "pubdate_meta": label_date,
}
WHERE_SAID: dict[str, Callable[[Row, PageFacts], tuple[object, object]]] = {
    "pubdate_visible": lambda row, facts: (row["pubdate_visible"][:10], day(facts, *SHOWN)),
    "pubdate_url": lambda row, facts: (row["pubdate_url"][:10], day(facts, DateSource.URL)),
}


@pytest.mark.parametrize("column", COLUMNS)
def test_what_is_read_agrees_with_the_manifest(column: str) -> None:
    compared = [COLUMNS[column](row, facts) for row, facts in pages()]
    alike = sum(theirs == ours for theirs, ours in compared)
    print(f"{column}: {alike} of {len(compared)}")
    assert len(compared) > 1_000
    assert alike >= 0.98 * len(compared)


@pytest.mark.parametrize("column", WHERE_SAID)
def test_dates_agree_where_the_manifest_says_one(column: str) -> None:
    """What a script shows the manifest did not see, and a page without an address has none to read a date from."""
    compared = [
        WHERE_SAID[column](row, facts) for row, facts in pages() if row[column] and row["url"].startswith("http")
    ]
    alike = sum(theirs == ours for theirs, ours in compared)
    print(f"{column}: {alike} of {len(compared)}")
    assert len(compared) > 450
    assert alike >= 0.98 * len(compared)


def sites() -> Iterator[tuple[str, GatheredSite]]:
    """The pages of every host as one visit, registered as its own pages say."""
    by_host: dict[str, list[tuple[Row, PageFacts]]] = defaultdict(list)
    for row, facts in pages():
        by_host[row["file"].split("/")[1]].append((row, facts))
    for host, read_there in by_host.items():
        home = next((row["url"] for row, _ in read_there if row["page_type"] == "home"), f"http://{host}/")
        views = tuple(
            PageView(Page(row["url"], 200, MOMENT, content_type="text/html"), facts) for row, facts in read_there
        )
        yield host, GatheredSite(Site(host, home, host), MOMENT, views)


@cache
def judged(check: str) -> dict[str, Outcome]:
    """Host → what the check says of it, nothing joined: every page speaks for itself."""
    rule = edition.load().rules[check]
    return {host: run(catalog.load()[check], view, rule) for host, view in sites()}


def told(host: str, check: str, code: str, label: str = "") -> int:
    """On how many pages of a host a check says a code."""
    hits = [f for f in judged(check)[host].findings if f.code == code and (not label or f.data["label"] == label)]
    return sum(int(hit.data.get("pages", 1)) for hit in hits)


def test_templates_that_nobody_filled_are_found() -> None:
    for label in ("SiteName", "SiteDomain", "SiteIDCode"):
        assert told("ggzy-zhangjiagang", "site-labels", "invalid", label) == 25


def test_blanks_behind_a_value_are_found() -> None:
    assert told("edu.sc.gov.cn", "site-labels", "invalid", "SiteIDCode") == 70


def test_blocks_that_stand_twice_are_found() -> None:
    twice = sum(row["site_id_code_meta"].count("|") > 0 for row, _ in pages() if "edu.sc.gov.cn" in row["file"])
    assert twice == 51
    assert told("edu.sc.gov.cn", "repeated-labels", "differs", "ColumnName") == twice
    assert told("www.wanzai.gov.cn", "repeated-labels", "block", "SiteName") == 1
    assert told("www.jlcity.gov.cn", "repeated-labels", "differs") == 0
    assert {host for host, outcome in judged("repeated-labels").items() if outcome.findings} == {
        *("edu.sc.gov.cn", "www.shanxi.gov.cn", "www.wanzai.gov.cn")
    }


def test_addresses_that_are_none_are_found() -> None:
    hashes = sum("####" in v for _, facts in pages() for v in values(facts, "Url"))
    assert told("www.jlcity.gov.cn", "wrong-url-label", "placeholder", "Url") == hashes == 75
    assert told("www.shanxi.gov.cn", "wrong-url-label", "relative", "Url") == 1


def test_labels_with_another_date_than_the_page_shows_are_found() -> None:
    """Of the articles whose label the manifest has more than a day from the date shown, none is missed or invented."""
    wanted = set()
    for row, _ in pages():
        if row["pubdate_meta"] and row["pubdate_visible"] and row["file"].startswith("real-sites/edu.sc.gov.cn"):
            apart = date.fromisoformat(row["pubdate_meta"][:10]) - date.fromisoformat(row["pubdate_visible"][:10])
            wanted |= {row["url"]} if abs(apart.days) > 1 else set()
    found = {f.at for f in judged("article-labels")["edu.sc.gov.cn"].findings if f.code == "date-differs"}
    assert found == wanted
    assert len(wanted) == 29


def test_the_letterbox_in_the_frame_of_another_office_is_found() -> None:
    hits = [f for f in judged("uneven-frame")["www.jlcity.gov.cn"].findings if f.data["element"] == "police"]
    assert {f.data["shown"] for f in hits} == {"22020402000219"}
    assert sum(int(f.data.get("pages", 1)) for f in hits) == 55
