"""What no labelled set shows: thousands of numbers, hostile texts, facts of every shape, what it costs."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from checks.facts.markup import parse
from checks.facts.personal import MOST, scan
from checks.facts.personal_pages import without_personal
from checks.facts.personal_valid import identity, of_organisation
from checks.facts.reading import read
from checks.model.long_numbers import figures, mask_forms
from checks.model.pages import Item, Link, PageFacts
from checks.model.personal import PersonalKind
from tests.planted import card, child, credit_code, made, mobile
from tests.planted import identity as number_of

URL = "http://www.a.gov.cn/1.html"


def test_ten_thousand_are_masked_and_counted_and_two_thousand_told() -> None:
    numbers = [number_of(n, last_x=None) for n in range(10_000)]
    rows = "\n".join(f"{n}\t张三\t{number}\t{mobile(n)}" for n, number in enumerate(numbers))
    begun = time.process_time()
    scanned = scan(f"序号\t姓名\t身份证号\t手机号\n{rows}", b"salt")
    assert time.process_time() - begun < 10
    assert (scanned.count, len(scanned.found)) == (20_000, MOST)
    assert not any(number in scanned.text for number in numbers)


@pytest.mark.parametrize(
    "hostile",
    [
        "1" * 200_000,
        "1 " * 100_000,
        "138-" * 50_000,
        "110105 " * 30_000,
        "姓名\t身份证号\n" * 15_000,
        "姓名\n" * 60_000 + "13800001234",
        "身份证号" * 50_000 + "13800001234",
        "住址：" + "幸福小区1号楼" * 20_000,
        "护照：" + "E" * 100_000 + "护照" * 20_000,
        "，".join(f"138{n:08}" for n in range(15_000)),
        "0" * 10 + "\n" + "申请人张三" * 40_000,
    ],
    ids=range(11),
)
def test_hostile_texts_are_read_in_time(hostile: str) -> None:
    begun = time.process_time()
    scanned = scan(hostile, b"x", title="名单")
    assert time.process_time() - begun < 8
    assert len(scanned.text) == len(hostile)


@given(some.text(alphabet="0123456789X身份证号手机姓名张三\n\t -:：护照住址1号楼室，。", max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_it_and_what_is_masked_stays_masked(text: str) -> None:
    clean = scan(text, b"x").text
    assert len(clean) == len(text)
    assert mask_forms(mask_forms(text)) == mask_forms(text)
    assert [a for a, b in zip(text, clean, strict=True) if a != b and b != "*"] == []


def test_groups_that_belong_together() -> None:
    assert [one.number for one in figures("110105 19900101 1234，138-0000-1234；6222 0212 3456 7890 123")] == [
        *("110105199001011234", "13800001234", "6222021234567890123"),
    ]
    assert list(figures("2018-330106-48-03-012345-000 0370-2295126 2026-11-21")) == []


def test_codes_of_organisations_are_none_of_people() -> None:
    for serial in range(40):
        for lead in ("91", "11", "12", "51", "53"):
            code = credit_code(serial, lead)
            assert of_organisation(code)
            assert identity(code) == 0
    people = [number_of(n, last_x=None) for n in range(2_000)]
    assert [one for one in people if not identity(one)] == []


def test_a_region_that_nobody_knows_needs_a_label() -> None:
    odd = number_of(5, region="330199")
    assert scan(odd).count == 0
    assert scan(f"身份证号：{odd}").count == 1
    assert scan(f"身份证号：{number_of(5, region='710000')}").count == 0


def test_a_list_is_sure_only_of_the_column_that_is_of_citizens() -> None:
    number = number_of(5)
    assert scan(f"姓名\t身份证号\n张三\t{number}").found[0].listed
    assert not scan(f"录用人员名单\n姓名\t准考证号\n张三\t{number}").found[0].listed
    assert not scan(f"低保名单公示\n姓名\t村\n张三\t{child(5)}").found[0].listed
    assert not scan(f"姓名\t订单号\t账户\n张三\t{card(3)}\t有").found[0].listed


def test_the_number_that_the_standard_shows_is_nobodys() -> None:
    assert scan("身份证号：11010519491231002X").count == 0


def test_everything_that_was_read_is_masked_and_addresses_are_not() -> None:
    number, phone = number_of(3), mobile(3)
    facts = PageFacts(
        URL,
        title=f"户主{number}",
        text=f"户主张三，身份证号{number}，户主手机{phone}",
        links=(Link(f"http://a.gov.cn/{number}.html", f"张三{number}"), Link("http://a.gov.cn/", "首页")),
        items=(Item(f"http://a.gov.cn/{number}.html", f"张三 {phone}"),),
        odd_links=(f"C:\\{number}",),
    )
    clean = without_personal(facts, b"x")
    told = repr(clean).replace(f"http://a.gov.cn/{number}.html", "")
    assert number not in told.replace(f"C:\\\\{number}", "")
    assert phone not in told
    assert clean.links[0].url == facts.links[0].url
    assert clean.links[1] is facts.links[1]
    assert (clean.personal_count, clean.text_length) == (2, facts.text_length)
    assert {one.kind for one in clean.personal} == {PersonalKind.IDENTITY, PersonalKind.MOBILE}


def test_a_page_without_numbers_is_given_back_as_it_is() -> None:
    facts = PageFacts(URL, title="县城", text="联系电话 0370-2295126。" * 20)
    assert without_personal(facts, b"x", named=False) is facts


def test_numbers_in_scripts_of_lists_are_masked() -> None:
    given_ = (Item(URL, f"李四 {number_of(8)}"),)
    facts = read(parse(URL, b"<p>x</p>", "text/html"), items=given_, salt=b"x")
    assert number_of(8) not in repr(facts)
    assert facts.personal_count == 1


def test_telephones_of_offices_stay_readable() -> None:
    foot = f"<div class=footer>主办单位：临江县人民政府 联系电话：{mobile(4)} 网站标识码：3399990001</div>"
    facts = read(parse(URL, f"<p>身份证号：{number_of(4)}</p>{foot}".encode(), "text/html; charset=utf-8"))
    assert mobile(4) in repr(facts)
    assert facts.footer.site_code == "3399990001"


def test_a_card_is_a_citizens_only_where_it_is_said() -> None:
    assert scan(f"订单 {card(3)}").count == 0
    assert scan(f"姓名\t银行卡号\n张三\t{card(3)}").found[0].listed
    assert scan(f"本人银行卡号{card(3)}").found[0].masked == re.sub(r"\d(?=\d{4})", "*", made("card", 3))
