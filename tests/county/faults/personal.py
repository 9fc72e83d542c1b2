"""Lists of citizens with numbers that nobody may read: on pages, and in every kind of file. All numbers are made up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.county.attachments import served, table
from tests.county.draft import Article, Book, Site
from tests.planted import card, child, identity, made, mobile

NAMES = ("张桂英", "李大山", "王秀兰", "赵铁柱", "孙小梅")
Number = Callable[[int], str]
_LISTS: tuple[tuple[str, str, str, tuple[str, str], Number, bool], ...] = (
    # site, code, what stands above, (its column, the one beside it), the numbers, certain
    ("nyj", "identity", "现将农村低保对象名单公示如下：", ("身份证号", "家庭人口"), identity, True),
    ("fgj", "mobile", "现将农村特困供养人员名单公示如下：", ("手机号", "村组"), mobile, False),
    ("czj", "card", "现将惠农补贴发放名单公示如下：", ("一卡通账号", "补贴金额"), lambda n: card(n, 19), True),
    ("jyj", "identity", "现将受资助学生名单公示如下：", ("学生身份证号", "年级"), child, True),
    (
        "wjj",
        "identity",
        "现将独生子女奖励对象名单公示如下：",
        ("身份证号码", "金额"),
        lambda n: made("idwide", n),
        True,
    ),
    ("nyj", "address", "现将高龄老人慰问名单公示如下：", ("家庭住址", "年龄"), lambda n: made("door", n), False),
    ("rsj", "mobile", "现将一次性求职补贴申请人名单公示如下：", ("联系电话", "补贴金额"), mobile, False),
)
_SENTENCES = (
    ("rsj", "identity", "王芳，女，身份证号{}，系我县公益性岗位人员。", lambda n: made("idspace", n), "FAIL"),
    ("fgj", "identity", "行政处罚决定书：当事人赵敏，身份证号码：{}。", identity, "REVIEW"),
    ("wjj", "passport", "申请人张伟，护照号码：{}，请来县政务大厅领取。", lambda n: made("passport", n), "REVIEW"),
    ("fgj", "permit", "港澳居民来往内地通行证号码：{}，请来补办。", lambda n: made("hkpermit", n), "REVIEW"),
    ("zrzy", "old-identity", "原权利人刘洋，身份证号：{}，请来更正登记。", lambda n: made("old", n), "REVIEW"),
)
_FILES: tuple[tuple[str, str, str, str, Number, bool], ...] = (
    ("mzj", "xlsx", "identity", "身份证号", identity, True),
    ("rsj", "docx", "identity", "身份证号", identity, True),
    ("jyj", "pdf", "identity", "身份证号", identity, True),
    ("nyj", "csv", "identity", "身份证号", identity, True),
    ("fgj", "zip", "identity", "身份证号", identity, True),
    ("wjj", "xlsx", "card", "银行卡号", card, True),
    ("zrzy", "xlsx", "mobile", "户主手机号", mobile, False),
)


def draw(book: Book) -> None:
    for serial, (key, code, above, columns, number, certain) in enumerate(_LISTS, 1):
        _list(book, book.sites[key], code, above, columns, _five(number, 100 * serial), certain)
    for serial, (key, code, sentence, number, status) in enumerate(_SENTENCES, 1):
        site = book.sites[key]
        article = notice(book, site)
        why = "正文里有完整的证件号码"
        if book.fault(site, "personal-data", code, site.url(article.path), why, suspected=status != "FAIL"):
            article.paragraphs.append(sentence.format(number(2_000 + serial)))
    for serial, (key, kind, code, column, number, certain) in enumerate(_FILES, 1):
        _file(book, book.sites[key], kind, code, column, _five(number, 3_000 + 100 * serial), certain)


def notice(book: Book, site: Site) -> Article:
    """A notice that nothing was drawn into, or news where there is none."""
    slug = next(s for s in ("tzgg", "yw", "tjsj") if any(not a.used and a.listed for a in site.column(s).articles))
    return book.take(site, slug)


def _five(number: Number, first: int) -> list[str]:
    return [number(first + n) for n in range(len(NAMES))]


def rows(column: str, beside: str, numbers: Sequence[str]) -> list[list[str]]:
    """A list of the five people."""
    filled = [[str(n), name, number, "3"] for n, (name, number) in enumerate(zip(NAMES, numbers, strict=True), 1)]
    return [["序号", "姓名", column, beside], *filled]


def markup(lines: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in line) for line in lines)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in cells)}</table>"


def _list(
    book: Book, site: Site, code: str, above: str, columns: tuple[str, str], numbers: list[str], certain: bool
) -> None:
    article = notice(book, site)
    why = f"公示名单里有{len(numbers)}个完整的{columns[0]}"
    if book.fault(site, "personal-data", code, site.url(article.path), why, suspected=not certain):
        article.extra += f"<p>{above}</p>{markup(rows(*columns, numbers))}"


def _file(book: Book, site: Site, kind: str, code: str, column: str, numbers: list[str], certain: bool) -> None:
    article = notice(book, site)
    path = f"/fujian/gongshi-{code}.{kind}"
    why = f"{kind}附件里有{len(numbers)}个完整的{column}"
    if not book.fault(site, "personal-data", code, site.url(path), why, suspected=not certain):
        numbers = ["*" * 18] * len(numbers)
    site.files[path] = served(table(kind, rows(column, "人口", numbers), "公示名单"), kind)
    article.extra += f'<p>附件：<a href="{path}">公示名单.{kind}</a></p>'
