"""Every check against small pages: `tests/cases/<check-id>/expect.toml` names exactly what must fire. Where a rule is
judged on sites and on accounts, `accounts.toml` beside it holds the cases of accounts.

The laws at the end hold the folders to docs/findings.md: every code fires somewhere, every check has a page on which it
stays silent, and one on which it says that it could not look.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest

from checks import catalog
from checks.catalog import Check, Scope
from checks.facts.file_text import read_file
from checks.facts.files import named
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.facts.soft import page_says_not_found
from checks.indicators import edition
from checks.indicators.edition import Grade, Param, Rule
from checks.model.captures import (
    Coverage,
    DnsProbe,
    Ended,
    Failure,
    HttpProbe,
    LinkProbe,
    NameserverProbe,
    Probe,
    SearchProbe,
    SiblingProbe,
    TlsProbe,
)
from checks.model.findings import Outcome, Status
from checks.model.marks import WORDS
from checks.model.pages import Page, PageFacts, PageKind, Paging
from checks.model.registry import Account, Column, Level, Site, SiteKind, SubjectState, Unit
from checks.model.urls import directory, page_key
from checks.model.views import GatheredSite, PageView
from checks.runner import run, run_on_account
from crawler.spiders.dialects.known import BY_NAME
from tests import account_cases
from tests.county.attachments import table

FOLDER = Path(__file__).parent / "cases"
CONTRACT = Path(__file__).parent.parent / "docs" / "findings.md"
CASE_KEYS = {
    "name",
    "pages",
    "files",
    "columns",
    "accounts",
    "links",
    "siblings",
    "dns",
    "http",
    "tls",
    "nameservers",
    "searches",
    "ended",
    "failed",
    "site",
    "params",
    "outcome",
    "reason",
    "expect",
}
ASKED: Mapping[str, type[Probe]] = {
    "http": HttpProbe,
    "tls": TlsProbe,
    "nameservers": NameserverProbe,
    "searches": SearchProbe,
}
HTML = "text/html; charset=utf-8"

Table = Mapping[str, Any]
Key = tuple[str, bool]
"""Id of a check, and whether it is the one of accounts."""
EACH: Mapping[Key, Check] = {
    (check.id, check.scope is Scope.ACCOUNT): check
    for check in (*catalog.of_sites().values(), *catalog.of_accounts().values())
}


def called(key: Any) -> str:
    return f"{key[0]}{' of accounts' if key[1] else ''}"


@cache
def casebook() -> dict[Key, tuple[Table, ...]]:
    """Check → its cases, each with `today` and `site` (or `account`) of its file laid under."""
    book = {}
    for path in sorted(FOLDER.glob("*/*.toml")):
        sheet = tomllib.loads(path.read_text(encoding="utf-8"))
        whose = "account" if "account" in sheet else "site"
        cases = [
            {**case, "today": case.get("today", sheet["today"]), whose: {**sheet[whose], **case.get(whose, {})}}
            for case in sheet["case"]
        ]
        book[path.parent.name, whose == "account"] = tuple(cases)
    return book


def cases() -> list[Any]:
    book = casebook()
    return [pytest.param(key, case, id=f"{called(key)}: {case['name']}") for key in book for case in book[key]]


@pytest.mark.parametrize(("check", "case"), cases())
def test_case(check: Key, case: Table) -> None:
    keys = account_cases.KEYS if check[1] else CASE_KEYS | {"today"}
    assert set(case) <= keys, "a key of expect.toml that nobody reads"
    outcome = judged(check, case)
    assert outcome.problem == ""
    seen = Counter((finding.code, finding.at, finding.certainty.value) for finding in outcome.findings)
    wanted = Counter((e["code"], e["url"], e.get("certainty", "certain")) for e in case.get("expect", ()))
    assert (seen, outcome.status.value) == (wanted, case["outcome"]), outcome.reason
    assert case.get("reason", "") in outcome.reason
    for expected in case.get("expect", ()):
        finding = next(f for f in outcome.findings if (f.code, f.at) == (expected["code"], expected["url"]))
        shown = {key: finding.data.get(key) for key in expected.get("data", {})}
        assert shown == expected.get("data", {})
        assert finding.found_on == expected.get("found_on", finding.found_on)
    assert len({finding.key for finding in outcome.findings}) == len(outcome.findings)


@pytest.mark.parametrize("check", sorted(EACH), ids=called)
def test_every_check_has_cases_for_all_it_can_say(check: Key) -> None:
    assert check in casebook(), f"write tests/cases/{check[0]}/{'accounts' if check[1] else 'expect'}.toml"
    book = casebook()[check]
    codes, can_be_blind = contract()[check[0]]
    fired = {finding["code"] for case in book for finding in case.get("expect", ())}
    assert codes <= fired, f"no case fires {sorted(codes - fired)}"
    assert fired <= codes, f"docs/findings.md does not know {sorted(fired - codes)}"
    assert any(case["outcome"] == "PASS" for case in book), "no case in which it looks and stays silent"
    outcomes = [judged(check, case) for case in book]
    blind = any(outcome.status is Status.UNKNOWN or outcome.judged < outcome.of for outcome in outcomes)
    assert blind or not can_be_blind, "no case in which it could not look"


@pytest.mark.parametrize("key", sorted(casebook()), ids=called)
def test_every_folder_serves_a_check(key: Key) -> None:
    assert key in EACH


@pytest.mark.parametrize("check", sorted({check for check, _ in casebook()}))
def test_no_page_lies_unused(check: str) -> None:
    """A page that no case reads guards nothing."""
    read_by_cases = {
        entry["file"]
        for case in (*casebook().get((check, False), ()), *casebook().get((check, True), ()))
        for key in ("pages", "files", "siblings", "answers")
        for entry in case.get(key, ())
        if "file" in entry
    }
    lying = {path.name for path in (FOLDER / check).iterdir() if path.name not in ("expect.toml", "accounts.toml")}
    assert lying == read_by_cases


def test_an_attachment_of_a_case_is_read_as_one_of_a_visit(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("姓名,住址\n张三,临江县", encoding="utf-8")
    moment, at = datetime(2026, 9, 1, tzinfo=UTC), "http://www.county.gov.cn/"
    made = file_view(tmp_path, {"url": at + "b.zip", "rows": [["姓名"], ["李四"]]}, moment)
    given = file_view(tmp_path, {"url": at + "a.csv", "file": "a.csv"}, moment)
    shut = file_view(tmp_path, {"url": at + "c.pdf", "unread": "设有密码，打不开"}, moment)
    assert [view.facts.text for view in (made, given, shut)] == ["姓名\n李四", "姓名\t住址\n张三\t临江县", ""]
    site = GatheredSite(Site("k", at, "甲"), moment, (made, given, shut))
    assert list(site.files()) == [made, given, shut]
    assert list(site.pages()) == []


@cache
def contract() -> dict[str, tuple[frozenset[str], bool]]:
    """Check id → (its codes, whether there is something it cannot look at), from the table of docs/findings.md."""
    told = {}
    for line in CONTRACT.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 7 and cells[0] not in ("check", "---"):
            words = re.findall(r"`([^`]+)`", cells[2])
            told[cells[0]] = frozenset(w for w in words if not w.startswith("data.")), cells[6] not in ("–", "-", "")
    return told


def judged(key: Key, case: Table) -> Outcome:
    """What the check says of the case, through the runner as in a nightly run."""
    check, of_account = key
    rule = rule_for(check, case.get("params", {}))
    if of_account:
        return run_on_account(EACH[key], account_cases.gathered_account(FOLDER / check, case), rule)
    return run(EACH[key], gathered(check, case), rule)


def rule_for(check: str, params: Table) -> Rule:
    rule = edition.load().rules[check]
    return replace(rule, params={**rule.params, **{key: Param(value, Grade.OURS) for key, value in params.items()}})


def gathered(check: str, case: Table) -> GatheredSite:
    site, moment = site_of(case["site"]), case["today"]
    answers: dict[type, list[Probe]] = {}
    if "links" in case:
        answers[LinkProbe] = [link_probe(entry, moment) for entry in case["links"]]
    if "siblings" in case:
        answers[SiblingProbe] = [sibling_probe(FOLDER / check, entry, moment) for entry in case["siblings"]]
    if "dns" in case:
        answers[DnsProbe] = [dns_probe(entry, moment) for entry in case["dns"]]
    for key, kind in ASKED.items():
        if key in case:
            answers[kind] = [msgspec.convert({"asked_at": moment, **entry}, kind) for entry in case[key]]
    views = tuple(page_view(FOLDER / check, entry, site, moment) for entry in case.get("pages", ()))
    views += tuple(file_view(FOLDER / check, entry, moment) for entry in case.get("files", ()))
    ended = Ended(case.get("ended", "complete"))
    return GatheredSite(
        site=site,
        moment=moment,
        page_views=views,
        answers=answers,
        coverage=Coverage(
            known=len(views), asked=len(views), pages=len(views), failed=case.get("failed", 0), ended=ended
        ),
        columns=tuple(Column(**{"site": site.key, **entry}) for entry in case.get("columns", ())),
        unit=Unit(site.unit),
        registered=_registered(case),
    )


def _registered(case: Table) -> tuple[Account, ...] | None:
    """The accounts of the registry, None where the case was given none."""
    if "accounts" not in case:
        return None
    return tuple(account_cases.account_of({"unit": case["site"]["unit"], **entry}) for entry in case["accounts"])


def site_of(entry: Table) -> Site:
    kinds = {"kind": SiteKind, "level": Level, "state": SubjectState, "hosts": tuple}
    return Site(**{key: kinds[key](value) if key in kinds else value for key, value in entry.items()})


def page_view(folder: Path, entry: Table, site: Site, moment: datetime) -> PageView:
    """A page as the crawler hands it on: `depth` is 1 where the case does not say, `paging` what a dialect read,
    `first_seen` and `absent_at` what visits before knew. Where a `dialect` is named, the file is an answer of its
    interface."""
    body = (folder / entry["file"]).read_bytes()
    if "dialect" in entry:
        answered = BY_NAME[entry["dialect"]].read_api(entry["url"], body)
        facts = PageFacts(entry["url"], kind=PageKind.LIST, items=answered.items, listed=answered.listed, data=True)
        page = Page(entry["url"], 200, moment, content_type="application/json", paged_from=entry.get("paged_from", ""))
        return PageView(page, facts)
    kind = entry.get("content_type", HTML)
    home = page_key(entry["url"]) == page_key(site.home)
    paging = (
        Paging("case", **{**entry["paging"], "next": tuple(entry["paging"]["next"])}) if "paging" in entry else None
    )
    facts = read(parse(entry["url"], body, kind), home=home, paging=paging, salt=b"a salt of cases")
    page = Page(
        url=entry["url"],
        status=entry.get("status", 200),
        fetched_at=entry.get("fetched_at", moment),
        final_url=entry.get("final_url", ""),
        depth=entry.get("depth", 0 if home else 1),
        digest=sha256(body).hexdigest(),
        size=len(body),
        content_type=kind,
        paged_from=entry.get("paged_from", ""),
        last_modified=entry.get("last_modified", ""),
        first_seen=entry.get("first_seen"),
        absent_at=entry.get("absent_at"),
    )
    return PageView(page, facts)


def file_view(folder: Path, entry: Table, moment: datetime) -> PageView:
    """An attachment as the crawler hands it on: a `file` of the folder, or `rows` written as the kind that the address
    names (`title` above them); `unread` stands for one that could not be opened, for that reason."""
    kind, facts = named(entry["url"]), PageFacts(entry["url"], kind=PageKind.FILE, unread=entry.get("unread", ""))
    if not facts.unread:
        made = "file" not in entry
        body = table(kind, entry["rows"], entry.get("title", "名单")) if made else (folder / entry["file"]).read_bytes()
        facts = read_file(kind, body, b"a salt of cases").facts(entry["url"])
    page = Page(entry["url"], status=200, fetched_at=moment, depth=entry.get("depth", 2))
    return PageView(page, facts)


def link_probe(entry: Table, moment: datetime) -> LinkProbe:
    return LinkProbe(
        subject=entry["url"],
        asked_at=moment,
        status=entry.get("status"),
        failure=Failure(entry["failure"]) if "failure" in entry else None,
        final_url=entry.get("final_url", ""),
        content_type=entry.get("content_type", ""),
        marks=tuple(entry.get("marks", ())),
        title=entry.get("title", ""),
        size=entry.get("size", -1),
        rounds=entry.get("rounds", 2),
        failing_since=entry.get("failing_since"),
        method=entry.get("method", "GET"),
        elapsed=entry.get("elapsed", 0.0),
        looks=entry.get("looks", 1),
    )


def sibling_probe(folder: Path, entry: Table, moment: datetime) -> SiblingProbe:
    """A made-up address as the crawler hands it on; `file` is the page that it showed."""
    probe = SiblingProbe(
        subject=entry["url"],
        directory=directory(entry.get("beside", entry["url"])),
        asked_at=moment,
        status=entry.get("status", 200),
        failure=Failure(entry["failure"]) if "failure" in entry else None,
        final_url=entry.get("final_url", ""),
    )
    if "file" not in entry:
        return probe
    facts = read(parse(entry["url"], (folder / entry["file"]).read_bytes(), HTML))
    says = (WORDS,) if page_says_not_found(facts) else ()
    return replace(probe, title=facts.title, text=facts.text[:2_000], scripted=facts.scripted, marks=says)


def dns_probe(entry: Table, moment: datetime) -> DnsProbe:
    failures = {key: Failure(entry[key]) for key in ("failure", "aaaa_failure", "ns_failure") if key in entry}
    records = {key: tuple(entry[key]) for key in ("a", "aaaa", "nameservers", "nameservers_v6") if key in entry}
    return DnsProbe(subject=entry["subject"], asked_at=moment, zone=entry.get("zone", ""), **records, **failures)
