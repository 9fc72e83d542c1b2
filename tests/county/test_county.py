"""The fake county keeps its word: numbers, answers that are served so, dialects that can be walked to the end."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

import pytest

from checks.indicators.edition import Judged, load
from checks.model.urls import normalise, spelt_inner
from tests.county import Answer, County, build
from tests.county.dialects.known import DIALECTS
from tests.county.draft import Site
from tests.county.frame import footer
from tests.county.manual import MANUAL, manual

DAY = date(2026, 11, 20)
_ELEMENTS = ("site-code", "icp", "police", "party-mark", "find-error", "sponsor", "contact", "sitemap")
CHECKS = frozenset(id for id, rule in load().rules.items() if rule.judged.by_check or rule.judged is Judged.LEDGER)
"""What a machine judges: each has seeded faults."""
BY_LIST = {"missing-reposts", "low-level-accounts", "unforwarded-posts"}
"""Judged by a list of the office, or by a local rule, which the county has not: nothing can be missing from none."""

FEET = ("footer-identity", "faulty-filing-numbers", "uneven-frame")
LASTING = {
    *("domain-name", "malformed-site-code", "surplus-sites", "foreign-column-hosts", "unreported-changes", "weak-https")
}
"""What no page can mend: names, what the registry says, doors that are shut."""


def get(county: County, url: str, method: str = "GET") -> tuple[int, bytes, str]:
    """Status, body and last address, redirects followed; status 0 for a broken wire or a circle."""
    for _ in range(5):
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        answer = county.respond(parts.netloc, path, method, secure=parts.scheme == "https")
        if answer.wire not in ("", "no-head"):
            return 0, b"", url
        if answer.status not in (301, 302, 307):
            return answer.status, answer.body, url
        url = urljoin(url, answer.header("Location"))
    return 0, b"", url


def text(county: County, site: Site, url: str) -> str:
    status, body, _ = get(county, url)
    assert status == 200, url
    return body.decode("utf-16" if body[:2] in (b"\xff\xfe", b"\xfe\xff") else site.charset)


def nobodys(url: str) -> bool:
    """An address that only a machine inside the office can follow: file: or an inner host."""
    return url.startswith("file:") or spelt_inner(url)


def soft(county: County) -> dict[str, Answer]:
    """Addresses that answer 200 and are not there."""
    dead = [a for a in county.answers if a.check == "dead-links" and not nobodys(a.url)]
    return {a.url: a for a in dead if get(county, a.url)[0] == 200 and urlsplit(a.url).scheme == "http"}


def test_the_promised_numbers(county: County) -> None:
    assert len(county.sites) >= 8
    assert county.pages >= 600
    assert len(county.answers) >= 150
    assert len(county.near_misses) >= 100
    assert {a.check for a in county.answers} == CHECKS - BY_LIST
    assert len({s.dialect for s in county.sites}) >= 9
    assert {"utf-8", "gb18030"} <= {s.charset for s in county.sites}


def test_it_is_the_same_every_time_and_moves_with_the_day() -> None:
    one, two = build(DAY), build(DAY)
    assert one.files == two.files
    assert one.answers == two.answers
    assert build(DAY, seed=2).files != one.files
    assert build(date(2026, 11, 21)).files != one.files


@pytest.mark.parametrize(
    "day", [date(2024, 2, 29), date(2025, 1, 3), date(2026, 8, 31), date(2027, 1, 20), date(2025, 12, 31)]
)
def test_any_day_will_do(day: date) -> None:
    county = build(day)
    assert len(county.answers) >= 150
    assert Counter(a.id for a in county.answers).most_common(1)[0][1] == 1


def test_no_answer_and_no_near_miss_say_the_opposite(county: County) -> None:
    seeded = {(a.site_code, a.check, a.url, code) for a in county.answers for code in (a.code, "")}
    calm = {(m.site_code, m.check, m.url, m.code) for m in county.near_misses}
    assert not seeded & calm
    assert Counter(a.id for a in county.answers).most_common(1)[0][1] == 1
    assert Counter((m.name, m.site_code, m.check, m.url) for m in county.near_misses).most_common(1)[0][1] == 1
    assert all(m.check in CHECKS and m.why for m in county.near_misses)


def test_addresses_are_written_as_the_program_writes_them(county: County) -> None:
    for said in [*(a.url for a in county.answers), *(m.url for m in county.near_misses)]:
        if not said.startswith("file:"):
            assert normalise(said) == said.partition("#")[0]


def test_dead_addresses_are_dead_and_others_are_not(county: County) -> None:
    for answer in (a for a in county.answers if a.check == "dead-links" and not nobodys(a.url)):
        if urlsplit(answer.url).hostname in county.untrusted:
            continue  # the page is there, behind a certificate of nobody
        status = get(county, answer.url)[0]
        gone = (404, 410) if answer.status == "FAIL" else (0, 500, 502, 504)
        assert status in gone or answer.url in soft(county), answer
    assert all(get(county, m.url)[0] == 200 for m in county.near_misses if m.name == "last-leaf")
    quiet = {
        "redirect-works",
        "error-words-in-title",
        "refresh-stub",
        "session-id",
        "no-scheme",
        "head-refused",
        "fragment",
    }
    for miss in (m for m in county.near_misses if m.check == "dead-links" and m.name in quiet):
        assert get(county, miss.url)[0] == 200, miss


def test_every_dead_address_is_shown_somewhere(county: County) -> None:
    for site in (s for s in county.sites if not s.wire):
        shown = {a.path for c in site.columns for a in c.articles}  # lists show them, some by an interface
        pages = [r.body for r in county.files[site.host].values() if "html" in r.header("Content-Type")]
        blob = b"".join(pages)
        for answer in (a for a in county.answers if a.site_code == site.code and a.check == "dead-links"):
            path = answer.url.removeprefix(site.root)
            assert path in shown or path.encode() in blob, answer


def test_every_answer_but_a_dead_link_or_name_stands_on_a_page_that_opens(county: County) -> None:
    of_names = ("dead-links", "dead-post-links", "idle-domains", "unreported-changes", "several-domains")
    for answer in (a for a in county.answers if a.check not in of_names):
        assert get(county, answer.url)[0] == 200, answer


def test_nothing_is_dead_that_was_not_seeded(county: County) -> None:
    known = {a.url for a in county.answers if a.check == "dead-links"} | {m.url for m in county.near_misses}
    for site in (s for s in county.sites if not s.wire):
        for path, answer in county.files[site.host].items():
            if answer.status != 200 or "html" not in answer.header("Content-Type"):
                continue
            page = re.sub(
                r"<!--.*?-->|<textarea.*?</textarea>|<script[^>]*>[^<].*?</script>",
                "",
                text(county, site, site.url(path)),
                flags=re.DOTALL,
            )
            for href in re.findall(r'<(?:a|img|script|link)\b[^>]*?\s(?:href|src)="([^"]+)"', page):
                url = normalise(
                    urljoin(site.url(path), href.strip().replace("\n", "").replace("\\", "/").replace("&amp;", "&"))
                )
                nowhere = url and urlsplit(url).netloc not in county.hosts and urljoin(url, "/") in known
                if url and url not in known and not nowhere and "://www.example" not in url:
                    assert get(county, url)[0] == 200, (url, path)


@pytest.mark.parametrize("name", sorted(DIALECTS))
def test_every_article_of_a_dialect_is_listed_once_and_opens(county: County, name: str) -> None:
    for site in (s for s in county.sites if s.dialect == name and not s.wire):
        for column in site.columns:
            leaves = list(DIALECTS[name].leaves(site, column))
            listed = [a.path for leaf in leaves for a in leaf.items]
            if name == "hanweb":  # what the datastore does not hold comes by the interface
                assert len(listed) <= column.per_page
                continue
            assert sorted(listed) == sorted(a.path for a in column.articles)
            assert all(county.respond(site.host, leaf.path, secure=site.tls.home).status == 200 for leaf in leaves)
            assert len({leaf.path for leaf in leaves}) == len(leaves)


def test_charsets_are_what_the_plan_says(county: County) -> None:
    gbk = next(s for s in county.sites if s.charset == "gb18030")
    body = county.respond(gbk.host, "/").body
    assert gbk.name in body.decode("gb18030")
    assert b"charset=gb2312" in body
    wrong = next(s for s in county.sites if s.header_charset == "ISO-8859-1")
    answer = county.respond(wrong.host, "/")
    assert answer.header("Content-Type").endswith("ISO-8859-1")
    assert wrong.name in answer.body.decode("utf-8")
    wide = next(m for m in county.near_misses if m.name == "utf-16-page")
    assert get(county, wide.url)[1][:2] == b"\xff\xfe"


def test_labels_are_wrong_only_where_the_key_says(county: County) -> None:
    for site in (s for s in county.sites if not s.wire):
        told = {(a.url, a.label) for a in county.answers if a.site_code == site.code and a.check == "site-labels"}
        calm = {m.url for m in county.near_misses if m.site_code == site.code and m.check == "site-labels"}
        expected = {"SiteName": site.name, "SiteDomain": site.host, "SiteIDCode": site.code}
        for path, answer in county.files[site.host].items():
            url = site.url(path)
            if answer.status == 200 and "html" in answer.header("Content-Type") and url not in calm:
                page = text(county, site, url)
                for label, value in expected.items():
                    right = f'<meta name="{label}" content="{value}" />' in page
                    assert right != bool({(url, label), (site.home, label)} & told), (url, label)


def test_feet_are_whole_but_where_the_key_says(county: County) -> None:
    for site in (s for s in county.sites if not s.wire):
        told = {
            a.url: a.code for a in county.answers if a.site_code == site.code and a.check in FEET and a.code != "head"
        }
        everywhere = {a.code for a in county.answers if a.site_code == site.code and a.url == site.home} & set(
            _ELEMENTS
        )
        assert {element for element in _ELEMENTS if element in site.foot} == everywhere
        spelt = {m.url for m in county.near_misses if m.check in FEET and m.url not in told}
        stubs = {m.url for m in county.near_misses if m.name == "refresh-stub"} | spelt
        whole = footer(site, site.foot)
        for path, answer in county.files[site.host].items():
            url = site.url(path)
            if answer.status == 200 and "html" in answer.header("Content-Type") and url not in stubs | {site.home}:
                assert (whole in text(county, site, url)) != (url in told), url


def test_mending_takes_the_fault_away_and_moves_nothing_else(county: County) -> None:
    chosen = frozenset(
        next(a.id for a in county.answers if a.check == check)
        for check in ("dead-links", "site-labels", "blank-columns")
    )
    second = build(DAY, mended=chosen, night=2)
    assert {a.id for a in county.answers} - {a.id for a in second.answers} == chosen
    fresh = {a.id for a in second.answers} - {a.id for a in county.answers}
    assert Counter(i.split("|")[1] for i in fresh) == {"dead-links": 3, "backdated-articles": 3}
    for host, files in county.files.items():
        assert set(files) <= set(second.files[host])


@pytest.mark.parametrize("code", ["written-in-future", "published-before-written"])
def test_one_wrong_date_that_is_told_twice_is_mended_once(county: County, code: str) -> None:
    twice = {a.url for a in county.answers if a.code == "written-in-future"}
    chosen = frozenset(a.id for a in county.answers if a.url in twice and a.code == code)
    second = build(DAY, mended=chosen)
    assert len(chosen) == len(twice) == 2
    assert not [a for a in second.answers if a.url in twice]
    assert all(get(second, url)[1] != get(county, url)[1] for url in twice)


def test_fresh_news_mend_the_home_page_that_shows_them(county: County) -> None:
    homes = {a.url: a.site_code for a in county.answers if a.check == "stale-home"}
    aged = {a.id for a in county.answers if a.check == "stale-columns" and a.code == "news"}
    for home, code in homes.items():
        second = build(DAY, mended=frozenset(i for i in aged if i.startswith(code)))
        assert (DAY - timedelta(days=3)).isoformat().encode() in get(second, home)[1]
        assert home not in {a.url for a in second.answers if a.check == "stale-home"}


def test_every_fault_can_be_mended_alone_or_all_together(county: County) -> None:
    clean = build(DAY, mended=frozenset(a.id for a in build(DAY, night=2).answers))
    assert {a.check for a in clean.answers} == LASTING
    assert {a.code for a in clean.answers if a.check == "unreported-changes"} == {"down-but-normal"}
    assert clean.pages >= county.pages


def test_unchanged_pages_answer_304(county: County) -> None:
    host = county.sites[0].host
    page = county.respond(host, "/")
    for header, name in (("if-none-match", "ETag"), ("if-modified-since", "Last-Modified")):
        again = county.respond(host, "/", "GET", {header: page.header(name)})
        assert (again.status, again.body) == (304, b"")
    assert county.respond(host, "/", "GET", {"if-none-match": '"other"'}).status == 200


def test_the_registry_can_be_read_back(county: County, tmp_path) -> None:  # type: ignore[no-untyped-def]
    sites, columns, accounts = county.write_registry(tmp_path)
    lines = sites.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("网站标识码,网站名称,首页网址,主办单位,网站类型")
    assert len(lines) == len(county.sites) + len(county.ghosts) + 1
    registered = [(s.code, c.name) for s in county.sites for c in s.columns if c.registered]
    registered += [(s.code, name) for s in county.sites for name, _, _ in s.more_columns]
    assert [tuple(line.split(",")[:2]) for line in columns.read_text(encoding="gbk").splitlines()[1:]] == registered
    assert len(accounts.read_text(encoding="utf-8").splitlines()) == len(county.accounts) + 1


def test_answers_are_as_the_contract_says(county: County) -> None:
    assert [f.name for f in fields(Answer)][:6] == ["site_code", "check", "code", "url", "status", "why"]
    assert {a.status for a in county.answers} == {"FAIL", "REVIEW"}


def test_the_manual_is_not_stale() -> None:
    assert MANUAL.read_text(encoding="utf-8") == manual(), "run python -m tests.county --docs"


CONTENT = (
    *("wrong-expressions", "imprecise-names", "typos", "wrong-officials", "leaked-secrets", "personal-data"),
    *("backdated-articles", "contradicting-copies", "wrong-unit-names", "repealed-but-valid", "regulation-notes"),
    *("differing-downloads", "missing-attachments", "malformed-numbers", "expired-but-valid", "validity-label"),
)
"""Checks of what documents say: to be silent is harder there than to speak."""


def test_checks_of_content_are_tempted_more_often_than_fed(county: County) -> None:
    faults = Counter(answer.check for answer in county.answers)
    misses = Counter(miss.check for miss in county.near_misses)
    assert {check: (faults[check], misses[check]) for check in CONTENT if misses[check] <= faults[check]} == {}
    assert all(faults[check] for check in CONTENT)
