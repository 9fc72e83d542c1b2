"""The document that a script of gkmlpt holds, and what interfaces say of the documents in their lists."""

from __future__ import annotations

import json
from datetime import datetime
from time import process_time

from checks.facts.detail import read_detail
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.model.documents import Listed
from checks.model.pages import Document, PageKind, Validity
from checks.model.registry import BEIJING
from crawler.spiders.dialects.known import BY_NAME

HOST = "http://www.a.gov.cn"
STAMP = int(datetime(2026, 3, 2, 9, 30, tzinfo=BEIJING).timestamp())
DETAIL = {
    "id": 1,
    "title": "关于印发某办法的通知",
    "document_number": "某政规[2026]01号",
    "publisher": "某县人民政府",
    "identifier": "MB1/2026-00001",
    "date": STAMP,
    "display_publish_time": STAMP + 3 * 86_400,
    "is_expired": 0,
    "is_abolished": 0,
    "content": "<p>各乡镇：</p><p>本办法自2026年4月1日起施行，&nbsp;有效期五年。</p><p>（此件公开发布）</p>",
}


def shell(detail: object, shown: str = "") -> str:
    config = json.dumps(detail, ensure_ascii=False)
    return (
        f'{shown}<div id="app"></div><script>window._CONFIG = {{SID: "755001", DETAIL: {config}, TREE: []}};</script>'
    )


def document(markup: str) -> Document | None:
    return read(parse(f"{HOST}/gkmlpt/content/1/103/post_103.html", markup.encode(), "text/html")).document


def test_the_fields_stand_in_the_script() -> None:
    for shown in ("", "<h1>某县人民政府信息公开目录平台，内容加载中请稍候</h1>"):
        found = document(shell(DETAIL, shown))
        assert found is not None
        assert (found.title, found.number, found.issuer) == (
            "关于印发某办法的通知",
            "某政规〔2026〕1号",
            "某县人民政府",
        )
        assert found.written == datetime(2026, 3, 2, tzinfo=BEIJING)
        assert found.published == datetime(2026, 3, 5, tzinfo=BEIJING)
        assert found.valid_until == datetime(2031, 3, 31, tzinfo=BEIJING)
        assert (found.validity, found.labels, found.normative) == (None, (), True)
        assert (found.particulars.drawn, found.particulars.publicity) == (True, "此件公开发布")


def test_flags_are_its_validity() -> None:
    for flags, state in (
        ({"is_abolished": 1}, Validity.REPEALED),
        ({"is_expired": 1}, Validity.EXPIRED),
        ({"is_abolished": "1", "is_expired": "1"}, Validity.REPEALED),
        ({"is_abolished": None}, None),
    ):
        found = document(shell({**DETAIL, **flags}))
        assert found is not None
        assert found.validity is state


def test_a_shell_without_a_document_shows_none() -> None:
    for detail in ({}, [], "", 5, {"DETAIL": 1}):
        assert document(shell(detail)) is None or detail == {"DETAIL": 1}
    assert document("<script>window._CONFIG = {DETAIL: {broken</script>") is None
    page = read(parse(f"{HOST}/gkmlpt/index", shell({}).encode(), "text/html"))
    assert page.kind is PageKind.STUB


def test_hostile_scripts_take_no_time() -> None:
    before = process_time()
    for script in (
        "_CONFIG DETAIL: " + "{" * 500_000,
        "_CONFIG" + "DETAIL:" * 200_000,
        '_CONFIG DETAIL: {"a":' * 50_000,
    ):
        assert read_detail([script]) is None
    tags = json.dumps({**DETAIL, "content": "<" * 300_000})
    assert read_detail([f"_CONFIG = {{DETAIL: {tags}}}"]) is not None
    assert process_time() - before < 5


def test_what_a_list_of_gkmlpt_says_of_its_documents() -> None:
    rows = [
        {**DETAIL, "url": "/gkmlpt/content/1/post_1.html", "is_abolished": 1},
        {**DETAIL, "url": "/gkmlpt/content/1/post_2.html", "is_expired": "1"},
        {**DETAIL, "url": "/gkmlpt/content/1/post_3.html"},
        {**DETAIL, "url": "javascript:;", "is_abolished": 1},
        "no row",
    ]
    body = json.dumps({"total": 5, "articles": [row for row in rows if isinstance(row, dict)]}).encode()
    told = BY_NAME["gkmlpt"].read_api(f"{HOST}/gkmlpt/api/all/0?page=1&sid=1", body).listed
    assert told == (
        Listed(f"{HOST}/gkmlpt/content/1/post_1.html", "repealed", "某政规〔2026〕1号"),
        Listed(f"{HOST}/gkmlpt/content/1/post_2.html", "expired", "某政规〔2026〕1号"),
    )


def test_what_a_list_of_ucap_says_of_its_documents() -> None:
    def row(n: int, **values: str) -> dict[str, object]:
        entries = [{"key": key, "value": value} for key, value in values.items()]
        return {"title": "某办法", "url": f"//www.a.gov.cn/c1/{n}.shtml", "domainMetaList": [{"resultList": entries}]}

    rows = [
        row(1, wh="某政发[2020]3号", aging="全文废止"),
        row(2, refno="某政发[2020]4号", YXX="失效"),
        row(3, aging="有效"),
        row(4, aging="部分失效"),
        row(5, theme="已废止"),
        {"title": "某办法", "url": "//www.a.gov.cn/c1/6.shtml", "domainMetaList": "失效"},
    ]
    body = json.dumps({"data": {"page": 1, "rows": 15, "total": 6, "results": rows}}).encode()
    told = BY_NAME["ucap"].read_api(f"{HOST}/common/search/1?page=1", body).listed
    assert told == (
        Listed(f"{HOST}/c1/1.shtml", "repealed", "某政发〔2020〕3号"),
        Listed(f"{HOST}/c1/2.shtml", "expired", "某政发〔2020〕4号"),
    )
