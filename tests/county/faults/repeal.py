"""Documents that lists repeal and whose pages call them valid, files that are another text, annexes that are not there,
regulations without a proper note.
"""

from __future__ import annotations

from tests.county.attachments import docx, served
from tests.county.days import back, chinese
from tests.county.draft import Article, Book, Site
from tests.county.repeals import (
    REGULATIONS,
    add_notice,
    add_paper,
    add_regulation,
    add_regulations,
    named,
    numbered,
    other_number,
    paper_text,
    set_field,
    table,
)

SITES_OF_DOWNLOADS = {
    "number": ("zrzy", "临江县采矿权登记管理办法"),
    "date": ("mzj", "临江县粮食救济发放办法"),
    "figures": ("rsj", "临江县创业补贴发放办法"),
    "text": ("scjg", "临江县计量器具检定办法"),
}
_ANNEXES = (
    ("fgj", "关于开展项目投资统计工作的通知", "附件：1.项目投资统计表", "2.填报说明"),
    ("rsj", "关于报送职业技能培训情况的通知", "附件：职业技能培训情况汇总表", ""),
    ("zrzy", "关于开展地质灾害隐患排查的通知", "排查点位详见附件。", ""),
)


def draw_articles(book: Book) -> None:
    """Before articles have addresses."""
    for key, title, age, serial in (
        ("czj", "临江县国有资产出租管理办法", 1200, 301),
        ("czj", "临江县公务卡结算管理办法", 1180, 302),
        ("nyj", "临江县农机购置补贴管理办法", 1100, 301),
        ("scjg", "临江县小摊贩登记管理办法", 1000, 301),
        ("jyj", "临江县民办幼儿园奖补办法", 900, 301),
        ("wjj", "临江县村医补助发放办法", 1300, 301),
        ("mzj", "临江县养老床位补贴办法", 950, 301),
    ):
        add_paper(book, key, title, age, serial)
    for key, title in SITES_OF_DOWNLOADS.values():
        add_paper(book, key, title, 700, 311, ("第四条　每户每年补助2万元，由主管单位在每年6月底前一次性拨付到位。",))
    add_paper(book, "nyj", "临江县农业机械化扶持办法", 300, 302)
    add_notice(book, "czj", "临江县财政局关于公布行政规范性文件清理结果的公告", 150, ("现将清理结果公告如下：",))
    add_notice(book, "scjg", "临江县市场监督管理局关于废止部分规范性文件的决定", 200, ("决定废止下列规范性文件：",))
    add_notice(book, "jyj", "临江县教育局关于修改部分规范性文件的决定", 180, ("经研究，作出如下决定。",))
    add_notice(book, "wjj", "临江县卫生健康局继续有效的规范性文件目录", 250, ("本目录自公布之日起执行。",))
    add_notice(book, "mzj", "临江县民政局关于宣布失效部分规范性文件的决定", 160, ("宣布下列规范性文件失效：",))
    for key, title, *_ in _ANNEXES:
        add_notice(
            book, key, title, 260, ("各有关单位：", "请按照分工抓好落实，并在月底以前把办理的情况报送到我局办公室。")
        )
    column = add_regulations(book, "mzj")
    for serial, title in enumerate(("临江县殡葬管理规定", "临江县地名管理规定", "临江县慈善募捐规定"), 1):
        add_regulation(book, column, title, serial, ())


def draw(book: Book) -> None:
    _listed(book)
    _said(book)
    _downloads(book)
    for key, title, *lines in _ANNEXES:
        site = book.sites[key]
        article = named(site, "tzgg", title)
        if book.fault(site, "missing-attachments", "missing", site.url(article.path), "附件没有公开", suspected=True):
            article.paragraphs += [line for line in lines if line]
    _notes(book)


def _listed(book: Book) -> None:
    site = book.sites["czj"]
    rows: list[tuple[Article, str]] = []
    for code, word, title in (
        ("repealed", "废止", "临江县国有资产出租管理办法"),
        ("expired", "失效", "临江县公务卡结算管理办法"),
    ):
        article = named(site, "zcwj", title)
        if not _fault(book, site, code, article, f"清理结果里是{word}，页面仍标有效"):
            set_field(article, "有效性", f"已{word}")
        rows.append((article, word))
    named(site, "tzgg", "临江县财政局关于公布行政规范性文件清理结果的公告").extra += table(rows)
    for key, title, slug, code, line, why in (
        (
            "scjg",
            "临江县小摊贩登记管理办法",
            "关于废止部分规范性文件的决定",
            "repealed",
            "1.{}",
            "决定废止，页面仍标有效",
        ),
        (
            "jyj",
            "临江县民办幼儿园奖补办法",
            "关于修改部分规范性文件的决定",
            "amended",
            "对{}作如下修改：",
            "已修改，页面没有标明",
        ),
        (
            "wjj",
            "临江县村医补助发放办法",
            "继续有效的规范性文件目录",
            "continued",
            "1.{}",
            "目录里继续有效，页面标已废止",
        ),
    ):
        site = book.sites[key]
        article = named(site, "zcwj", title)
        _list(site, slug).paragraphs.append(line.format(numbered(article)))
        drawn = _fault(book, site, code, article, why, suspected=code in ("amended", "continued"))
        if drawn == (code == "continued"):
            set_field(article, "有效性", "已修改" if code == "amended" else "已废止")


def _said(book: Book) -> None:
    site = book.sites["nyj"]
    old, new = named(site, "zcwj", "临江县农机购置补贴管理办法"), named(site, "zcwj", "临江县农业机械化扶持办法")
    new.paragraphs.append(f"第四条　本办法自{chinese(new.day)}起施行，有效期5年。{numbered(old)}同时废止。")
    if not _fault(book, site, "repealed", old, "新办法里写明同时废止，页面仍标有效"):
        set_field(old, "有效性", "已废止")
    site = book.sites["mzj"]
    article = named(site, "zcwj", "临江县养老床位补贴办法")
    url = site.url(article.path)
    label, mark = ("validity-label", "missing", url), ("repealed-but-valid", "unmarked", url)
    _list(site, "关于宣布失效部分规范性文件的决定").paragraphs.append(f"1.{numbered(article)}")
    if book.fault(site, *mark, "已宣布失效，页面没有任何标注", suspected=True, falls_with=(label,)):
        book.fault(site, *label, "规范性文件没有标注有效性", falls_with=(mark,))
        set_field(article, "有效性", None)
    else:
        set_field(article, "有效性", "已失效")


def _downloads(book: Book) -> None:
    for code, (key, title) in SITES_OF_DOWNLOADS.items():
        site = book.sites[key]
        article = named(site, "zcwj", title)
        path = f"/files/xz-{code}.docx"
        lines = paper_text(site, article)
        why = "下载的文件与网页不是同一文本或者有出入"
        if book.fault(site, "differing-downloads", code, site.url(article.path), why, suspected=True):
            if code == "number":
                lines = paper_text(site, article, sign=other_number(site, article))
            elif code == "date":
                lines = paper_text(site, article, signed=back(article.signed or article.day, 20))
            elif code == "figures":
                lines = [line.replace("2万元", "8万元") for line in lines]
            else:
                lines = [
                    f"全县集贸市场第{n}次巡查记录：摊位秩序良好，未见短斤缺两的投诉，商户证照齐备。" for n in range(9)
                ]
        site.files[path] = served(docx("\n".join(lines)), "docx")
        article.extra += f'<p><a href="{path}">{title}.docx</a></p>'


def _notes(book: Book) -> None:
    site = book.sites["mzj"]
    for serial, (title, code) in enumerate(
        (
            ("临江县殡葬管理规定", "missing"),
            ("临江县地名管理规定", "incomplete"),
            ("临江县慈善募捐规定", "order-repeated"),
        ),
        1,
    ):
        article = named(site, REGULATIONS, title)
        day = chinese(article.day)
        note = f"（{day}临江县人民政府令第{serial}号公布　自{day}起施行）"
        head = [note]
        if book.fault(site, "regulation-notes", code, site.url(article.path), f"规章题注：{code}", suspected=True):
            order = [
                f"临江县人民政府令第{serial}号",
                f"《{title}》已经县政府常务会议通过，现予公布，自{day}起施行。",
                note,
            ]
            head = {"missing": [], "incomplete": [f"（{day}临江县人民政府令第{serial}号公布）"]}.get(code, order)
        article.paragraphs = [*head, *article.paragraphs]


def _list(site: Site, words: str) -> Article:
    return next(a for a in site.column("tzgg").articles if a.title.endswith(words))


def _fault(book: Book, site: Site, code: str, article: Article, why: str, *, suspected: bool = False) -> bool:
    return book.fault(site, "repealed-but-valid", code, site.url(article.path), why, suspected=suspected)
