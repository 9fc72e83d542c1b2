"""Templates of Word: measured before they are opened; a field that Word has split is mended, what is wrong is named."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from results.errors import PersonError
from results.reports.docx_filling import INFLATED, LARGEST, asked, filled

NAME = "通报模板"


def made(*paragraphs: str | tuple[str, ...]) -> bytes:
    """A document of these paragraphs; one given as several pieces has a run for each, as Word leaves them."""
    paper = Document()
    for one in paragraphs:
        line = paper.add_paragraph()
        for piece in (one,) if isinstance(one, str) else one:
            line.add_run(piece).bold = len(piece) % 2 == 0
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def lines(document: bytes) -> list[str]:
    return [one.text for one in Document(io.BytesIO(document)).paragraphs]


def with_part(template: bytes, name: str, data: bytes) -> bytes:
    file = io.BytesIO(template)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, data)
    return file.getvalue()


def test_a_field_that_word_has_split_is_filled() -> None:
    template = made(("致{", "{ ", "主", "送 }", "}："), ("{%p fo", "r 一个 in 正文 %}"), "{{ 一个 }}", "{%p endfor %}")
    assert lines(filled(template, {"主送": "甲&<w:p>{{ x }}", "正文": ("一", "二")}, NAME)) == [
        "致甲&<w:p>{{ x }}：",
        "一",
        "二",
    ]


def test_quotes_that_word_made_round_are_understood() -> None:
    template = made("{% if 级 == “一” %}有{% endif %}")
    assert lines(filled(template, {"级": "一"}, NAME)) == ["有"]


def test_all_that_is_asked_for_and_not_there_is_named_at_once() -> None:
    template = made("{{ 领导 }}{{ 主送 }}", "{% for 一个 in 名单 %}{{ 一个 }}{% endfor %}")
    assert asked(template, NAME) == {"领导", "主送", "名单"}
    with pytest.raises(PersonError, match="通报模板 里有程序没有的字段“名单”、“领导”；可用的字段：主送、日期"):
        filled(template, {"主送": "", "日期": ""}, NAME)


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("{% for 一个 in 正文 %}{{ 一个 }}", "有一个 for 没有结束，缺少 {%p endfor %}"),
        ("{% if 主送 %}", "有一个 if 没有结束"),
        ("开头 {{ 主送 ) }} 结尾", "在“开头 {{ 主送 ) }} 结尾”处"),
        ("{{ 主送 | 大写 }}", "在“{{ 主送 | 大写 }}”处"),
        ("{% endfor %}", "写错的字段"),
        ("{% for 一个 in 正文 %}{{ 一个.电话 }}{% endfor %}", "程序没有的字段“电话”"),
        ("{{ 主送.__class__.__mro__ }}", "里有"),
        ("{{ 正文.append(1) }}", "程序没有的字段“append”"),
        ("{{ 正文[9] }}", "程序没有的字段"),
        ("{{ '%d' % 主送 }}", "算不出来的字段"),
        ("{{ [0] * 9999999999999999999 }}", "算不出来的字段"),
    ],
)
def test_what_is_wrong_is_said_and_where(paragraph: str, said: str) -> None:
    with pytest.raises(PersonError) as refused:
        filled(made("第一段", paragraph, "最后一段"), {"主送": "甲", "正文": ("一",)}, NAME)
    assert said in refused.value.message
    assert refused.value.message.startswith(NAME)


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        (
            "{% for a in 正文 %}{% for b in 正文 %}{% for c in 正文 %}{% for d in 正文 %}x{% endfor %}{% endfor %}"
            "{% endfor %}{% endfor %}",
            "循环里面的循环，只能列出外层那一项自己的内容",
        ),
        ("{% for a in 正文 %}{% for b in [a, a] %}{% for c in b %}x{% endfor %}{% endfor %}{% endfor %}", "外层那一项"),
        ("{% for i in range(99999) %}x{% endfor %}", "程序没有的字段“range”"),
        ("{{ lipsum(n=100000) }}", "程序没有的字段“lipsum”"),
        ("{% set a = 主送 %}" + "{% set a = a ~ a %}" * 60, "不能用 set"),
        ("{% set a %}x{% endset %}", "不能用 set"),
        ("{% with a = 主送 ~ 主送 %}{{ a }}{% endwith %}", "不能用 with"),
        ("{% macro m(n) %}x{% endmacro %}{{ m(1) }}", "不能调用函数"),
        ("{% block b %}x{% endblock %}{{ self.b() }}", "算不出来的字段"),
        ("{{ 'a' * 10000000000 }}", "不能这样用 *"),
        ("{{ 10 ** 10 ** 10 }}", "不能这样用 **"),
        ("{{ '%999999999d' % 1 }}", "不能这样用 %"),
        ("{{ '%999999999d' | format(1) }}", "写错的字段"),
        ("{{ '{:99999999999}'.format(1) }}", "算不出来的字段"),
        ("{{ 'a' | center(10000000000) }}", "写错的字段"),
        ("{{ 主送 | replace('甲', '甲甲') }}", "写错的字段"),
        ("{{ 正文 | join('" + "x" * 101 + "') }}", "分隔超过 100 个字"),
        ("{{ 正文 | join" + " | list | join('xxxxxxxxxx')" * 9 + " }}", "结果超过 1000000 个字"),
    ],
)
def test_work_without_end_is_not_begun(paragraph: str, said: str) -> None:
    with pytest.raises(PersonError) as refused:
        filled(made(paragraph), {"主送": "甲", "正文": tuple("一二三四五六七八九" for _ in range(300))}, NAME)
    assert said in refused.value.message


def test_a_tree_is_walked_and_counted() -> None:
    template = made(
        "{% for a in 对象 %}{{ loop.index }}{% if not loop.last %}；{% endif %}{% for b in a.问题 %}{{ b.名 }}"
        "{% for c in b['址'] %}{{ c }}{% endfor %}{% endfor %}{% endfor %}{{ 对象 | length * 2 }}{{ 7 % 4 }}"
    )
    told = ({"问题": ({"名": "甲", "址": ("x", "y")}, {"名": "乙", "址": ()})}, {"问题": ()})
    assert lines(filled(template, {"对象": told}, NAME)) == ["1；甲xy乙243"]


def test_a_bomb_is_not_opened() -> None:
    with pytest.raises(PersonError, match="解开后过大"):
        filled(with_part(made("x"), "word/media/a.bin", bytes(INFLATED + 1)), {}, NAME)
    with pytest.raises(PersonError, match="超过 10 MB"):
        filled(bytes(LARGEST + 1), {}, NAME)


def test_one_with_macros_is_refused() -> None:
    with pytest.raises(PersonError, match="带有宏"):
        filled(with_part(made("x"), "word/vbaProject.bin", b"x"), {}, NAME)


def test_other_archives_and_damaged_documents_are_no_documents() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("a.txt", "x")
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made("x"))) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<w:document" if name == "word/document.xml" else old.read(name))
    for data in (file.getvalue(), broken.getvalue(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)):
        with pytest.raises(PersonError, match="通报模板 不是 Word 文档"):
            filled(data, {}, NAME)
