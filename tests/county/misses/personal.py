"""Numbers that look like citizens' and are not: offices', businesses', of things, masked ones, examples."""

from __future__ import annotations

from tests.county.attachments import served, table
from tests.county.draft import Book
from tests.county.faults.personal import NAMES, markup, notice, rows
from tests.planted import card, child, credit_code, identity, made, mobile

CHECK = "personal-data"
_OFFICIALS = ("王建国", "李卫东", "周志强", "吴明", "郑洁")


def draw(book: Book) -> None:
    for serial, (key, name, why, text) in enumerate(_pages()):
        site = book.sites[key]
        article = notice(book, site)
        article.extra += text
        book.miss(f"personal-{name}", site, site.url(article.path), why, CHECK)
        if serial % 4 == 0:  # what no reader sees is no leak
            article.extra += f'<p><img src="/images/map.png" data-id="{identity(9_000 + serial)}" alt="图" /></p>'
    for key, kind, name, why, lines in _files():
        site = book.sites[key]
        article = notice(book, site)
        path = f"/fujian/bangong-{name}.{kind}"
        site.files[path] = served(table(kind, lines, "附表"), kind)
        article.extra += f'<p>附件：<a href="{path}">附表.{kind}</a></p>'
        book.miss(f"personal-{name}", site, site.url(path), why, CHECK)


def _masked(kind: str, first: int) -> list[str]:
    return [made(kind, first + n) for n in range(len(NAMES))]


def _phones(column: str, first: int) -> str:
    lines = [["单位", "姓名", "职务", column]]
    return markup(lines + [["东山镇", name, "主任", mobile(first + n)] for n, name in enumerate(_OFFICIALS)])


def _pages() -> list[tuple[str, str, str, str]]:
    return [
        ("mzj", "masked", "号码已脱敏", markup(rows("身份证号", "人口", _masked("idmasked", 4_000)))),
        ("mzj", "masked-mobile", "手机号已脱敏", markup(rows("手机号", "村组", _masked("mmasked", 4_010)))),
        ("rsj", "officials", "各乡镇民政办的联系电话", _phones("联系电话", 4_020)),
        ("mzj", "note", "名单下面是单位的监督电话", _note()),
        ("fgj", "account", "财政局的账号", f"<p>收款单位：临江县财政局　账号：{card(4_030)}</p>"),
        ("wjj", "bond", "投标保证金的账号", f"<p>投标保证金账号：{card(4_031, 19)}</p>"),
        ("nyj", "supplier", "供应商的电话和信用代码", _supplier()),
        ("czj", "project", "采购项目编号", f"<p>采购项目编号：{child(4_033)}，合同编号：{identity(4_034)}。</p>"),
        ("rsj", "tickets", "准考证号", markup(rows("准考证号", "成绩", _masked("ticket", 4_040)))),
        ("jyj", "enrolment", "招生咨询电话", f"<p>考生咨询电话：{mobile(4_050)}，学生资助热线：{mobile(4_051)}</p>"),
        ("nyj", "rivers", "河长公示牌的电话", _phones("河长电话", 4_060)),
        ("nyj", "buyers", "收购商的电话", f"<p>联系人：周老板 {mobile(4_070)}，长期收购西瓜。</p>"),
        ("rsj", "jobs", "招聘单位的电话", f"<p>招聘单位：恒发公司，联系人：刘女士，电话：{mobile(4_080)}</p>"),
        ("rsj", "example", "填写示例", f"<p>填写示例：张三，身份证号{identity(4_081)}，手机号{mobile(4_082)}。</p>"),
        ("zrzy", "parcel", "宗地代码", f"<p>宗地代码：{identity(4_090)}，不动产单元号：{identity(4_091)}。</p>"),
        ("zrzy", "wrong-digit", "校验码不对，不是身份证号", f"<p>身份证号{made('bad', 4_092)}</p>"),
        ("fgj", "licence", "许可证编号", f"<p>许可证编号：{identity(4_100)}</p>"),
    ]


def _note() -> str:
    listed = markup([["姓名", "村组", "金额"], *[[name, "东山村", "420"] for name in NAMES]])
    return f"<p>低保名单公示</p>{listed}<p>如有异议，请致电县民政局 {mobile(4_025)}。</p>"


def _supplier() -> str:
    return f"<p>供应商：恒发公司（统一社会信用代码：{credit_code(4_032)}），联系电话：{mobile(4_032)}。</p>"


def _files() -> list[tuple[str, str, str, str, list[list[str]]]]:
    offices = [
        ["单位", "联系人", "联系电话"],
        *[["东山镇", name, mobile(5_000 + n)] for n, name in enumerate(_OFFICIALS)],
    ]
    firms = [["企业名称", "统一社会信用代码"], *[["恒发公司", credit_code(5_010 + n)] for n in range(5)]]
    projects = [["项目名称", "项目编号", "金额"], *[["道路硬化", child(5_020 + n), "3万"] for n in range(5)]]
    return [
        ("mzj", "xlsx", "masked-sheet", "表里的号码已脱敏", rows("身份证号", "人口", _masked("idmasked", 5_030))),
        ("rsj", "docx", "offices", "各单位联系人的电话", offices),
        ("jyj", "pdf", "offices-pdf", "各单位联系人的电话", offices),
        ("wjj", "csv", "firms", "企业的信用代码", firms),
        ("fgj", "xlsx", "projects", "项目编号", projects),
        ("nyj", "zip", "masked-zip", "压缩包里的号码已脱敏", rows("手机号", "村组", _masked("mmasked", 5_040))),
    ]
