"""Documents that a list seems to end and that hold, or whose pages say what became of them; files that are the same
text or are none; annexes that are there; regulations in order.
"""

from __future__ import annotations

from datetime import timedelta

from tests.county.attachments import docx, served
from tests.county.days import back, chinese
from tests.county.draft import Article, Book, Site
from tests.county.repeals import (
    REGULATIONS,
    add_notice,
    add_paper,
    add_regulation,
    named,
    numbered,
    paper_text,
    set_field,
    table,
)

_CHECK = "repealed-but-valid"
_PAPERS = (
    # site, title, serial, what its list says, what its page says, near miss, why
    ("czj", "临江县财政票据管理办法", 321, "废止", "已废止", "repealed-and-says-so", "页面已经标明已废止"),
    ("czj", "临江县政府采购监管办法", 322, "继续有效", "有效", "listed-as-valid", "清理结果是继续有效"),
    ("czj", "临江县会计委派管理办法", 323, "部分条款废止", "有效", "partly-repealed", "只废止部分条款"),
    ("czj", "临江县预算绩效管理办法", 324, "拟修改", "有效", "to-be-amended", "只是准备修改"),
    ("czj", "临江县非税收入管理办法", 325, "废止", "失效", "expired-in-other-words", "标的是失效，也是标了"),
)
_ANNEXES = (
    # site, title, line, markup below, near miss, why
    ("fgj", "关于报送价格监测数据的通知", "附件：价格监测数据表", "file", "annex-is-a-file", "附件是文件"),
    ("rsj", "关于公布职称评审结果的通知", "附件：职称评审通过人员", "below", "annex-below", "附件就在正文下面"),
    ("zrzy", "关于下达测绘任务的通知", "附件：测绘任务分解表（略）", "", "annex-left-out", "写明附件略"),
    ("jyj", "关于组织教师体检的通知", "附件：体检时间安排", "picture", "annex-is-a-picture", "附件是图片"),
    (
        "nyj",
        "关于开展秋粮测产的通知",
        "附件：秋粮测产记录表",
        "linked",
        "annex-on-another-page",
        "附件在另一页，有链接",
    ),
    ("wjj", "关于健康义诊活动的通知", "报名时请交申请书及附件材料一式两份。", "", "annex-in-passing", "说的是报名材料"),
)
_DOWNLOADS = (
    ("zrzy", "临江县土地整理管理办法", "same-text", "下载的是同一文本"),
    ("mzj", "临江县救灾物资储备办法", "text-as-on-paper", "有页码和印发栏，文本相同"),
    ("rsj", "临江县公益岗位管理办法", "more-in-the-file", "文件里多出附表，正文相同"),
    ("scjg", "临江县特种设备巡查办法", "annex-is-another-text", "下载的是附件，不是正文"),
    ("jyj", "临江县校外培训管理办法", "form-is-another-text", "下载的是申请表"),
)


def draw_articles(book: Book) -> None:
    """Before articles have addresses."""
    for key, title, serial, *_ in _PAPERS:
        add_paper(book, key, title, 1150, serial)
    for key, title, age, serial in (
        ("nyj", "临江县种子经营管理办法", 1120, 321),
        ("nyj", "临江县种业发展扶持办法", 280, 322),
        ("scjg", "临江县食品作坊管理办法", 1300, 321),
        ("rsj", "临江县劳动保障监察办法", 1040, 321),
        ("wjj", "临江县医疗废物管理办法", 1060, 321),
        ("wjj", "临江县医疗垃圾处置办法", 30, 322),
        ("zrzy", "临江县矿产储量管理办法", 1080, 321),
        ("jyj", "临江县校车管理办法（修订）", 860, 321),
    ):
        add_paper(book, key, title, age, serial)
    for key, title, *_ in _DOWNLOADS:
        add_paper(book, key, title, 720, 331)
    for key, title, age in (
        ("czj", "临江县财政局规范性文件清理结果目录", 140),
        ("scjg", "临江县市场监督管理局关于宣布失效部分规范性文件的公告", 700),
        ("scjg", "临江县市场监督管理局继续有效的规范性文件目录", 90),
        ("rsj", "临江县人力资源和社会保障局关于废止部分规范性文件的通知", 6),
        ("zrzy", "关于废止部分规范性文件的决定（征求意见稿）", 300),
        ("jyj", "临江县教育局关于修改个别规范性文件的通知", 170),
    ):
        add_notice(book, key, title, age, ("现将有关规范性文件的情况公布如下，请遵照执行。",))
    for key, title, line, *_ in _ANNEXES:
        lines = ("各有关单位：", "请按照分工抓好落实，并在月底以前把办理的情况报送到我局办公室。", line)
        add_notice(book, key, title, 270, lines)
    column = book.sites["mzj"].column(REGULATIONS)
    days = [chinese(back(book.today, 500 + n)) for n in (0, 60)]
    for serial, (title, note) in enumerate(
        (
            ("临江县养老服务规定", f"（{days[1]}临江县人民政府令第11号公布，自{days[0]}起施行）"),
            (
                "临江县社区服务规定",
                f"（{days[1]}临江县人民政府令第12号公布　根据{days[0]}临江县人民政府令第19号修正　自公布之日起施行）",
            ),
            ("临江县救助管理规定", "（二〇一九年五月六日临江县人民政府令第十三号公布　自二〇一九年七月一日起施行）"),
            ("临江县人民政府关于修改《临江县殡葬管理规定》的决定", ""),
        ),
        11,
    ):
        add_regulation(book, column, title, serial, (note,) if note else ())


def draw(book: Book) -> None:
    _listed(book)
    _said(book)
    _downloads(book)
    for key, title, _, how, name, why in _ANNEXES:
        site = book.sites[key]
        article = named(site, "tzgg", title)
        article.extra += _annex(site, how, title)
        book.miss(name, site, site.url(article.path), why, "missing-attachments")
    site = book.sites["mzj"]
    for article in site.column(REGULATIONS).articles[-4:]:
        book.miss("regulation-in-order", site, site.url(article.path), "题注齐全，或者不是规章本身", "regulation-notes")


def _listed(book: Book) -> None:
    rows: list[tuple[Article, str]] = []
    for key, title, _, what, shown, name, why in _PAPERS:
        site = book.sites[key]
        article = named(site, "zcwj", title)
        set_field(article, "有效性", shown)
        rows.append((article, what))
        book.miss(name, site, site.url(article.path), why, _CHECK)
    named(book.sites["czj"], "tzgg", "临江县财政局规范性文件清理结果目录").extra += table(rows)


def _said(book: Book) -> None:
    for key, title, words, line, name, why in (
        ("scjg", "临江县食品作坊管理办法", "关于宣布失效部分规范性文件的公告", "1.{}", "", ""),
        ("scjg", "临江县食品作坊管理办法", "继续有效的规范性文件目录", "1.{}", "later-list", "后来的目录里继续有效"),
        ("rsj", "临江县劳动保障监察办法", "关于废止部分规范性文件的通知", "1.{}", "repealed-last-week", "废止才六天"),
        ("zrzy", "临江县矿产储量管理办法", "（征求意见稿）", "1.{}", "proposed-only", "还在征求意见"),
        (
            "jyj",
            "临江县校车管理办法（修订）",
            "关于修改个别规范性文件的通知",
            "对{}作如下修改：",
            "shown-as-amended",
            "标题写明修订",
        ),
    ):
        site = book.sites[key]
        article = named(site, "zcwj", title)
        notice = next(a for a in site.column("tzgg").articles if a.title.endswith(words) and a.used)
        notice.paragraphs.append(line.format(numbered(article)))
        if name:
            book.miss(name, site, site.url(article.path), why, _CHECK)
    later = book.today + timedelta(days=60)
    for key, old, new, line, name, why in (
        (
            "nyj",
            "临江县种子经营管理办法",
            "临江县种业发展扶持办法",
            "{}第二条、第三条同时废止。",
            "two-articles",
            "只废止两条",
        ),
        (
            *("wjj", "临江县医疗废物管理办法", "临江县医疗垃圾处置办法"),
            *(f"本办法自{chinese(later)}起施行，{{}}同时废止。", "not-yet-in-force", "新办法还没有施行"),
        ),
    ):
        site = book.sites[key]
        article = named(site, "zcwj", old)
        named(site, "zcwj", new).paragraphs.append(f"第四条　{line.format(numbered(article))}")
        book.miss(name, site, site.url(article.path), why, _CHECK)


def _downloads(book: Book) -> None:
    for key, title, name, why in _DOWNLOADS:
        site = book.sites[key]
        article = named(site, "zcwj", title)
        lines, shown = paper_text(site, article), f"{title}.docx"
        if name == "text-as-on-paper":
            lines = [*lines, "— 1 —", f"{site.unit}办公室　{chinese(article.day)}印发"]
        elif name == "more-in-the-file":
            lines = [*lines, "附表", "岗位名称：保洁员，补贴标准每月1800元，共计安排120人。"]
        elif name != "same-text":
            shown = f"附件：{title}有关名册.docx" if name == "annex-is-another-text" else "申请表下载"
            lines = ["名册", "设备所在地：临江县青溪镇，登记的设备共三十六台，逐台编号。"]
        path = f"/files/{name}.docx"
        site.files[path] = served(docx("\n".join(lines)), "docx")
        article.extra += f'<p><a href="{path}">{shown}</a></p>'
        book.miss(name, site, site.url(article.path), why, "differing-downloads")


def _annex(site: Site, how: str, title: str) -> str:
    path = f"/files/fj-{len(title)}.docx"
    if how == "file":
        site.files[path] = served(docx(title), "docx")
        return f'<p><a href="{path}">价格监测数据表.docx</a></p>'
    if how == "below":
        return "<p>附件</p><p>职称评审通过人员</p><p>高级教师三人，一级教师六人。</p>"
    if how == "picture":
        return '<p><img src="/images/map.png" alt="体检时间安排" /></p>'
    return f'<p><a href="{site.column("zcwj").first}">秋粮测产记录表</a></p>' if how == "linked" else ""
