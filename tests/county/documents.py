"""Policy documents: the fields that stand in their metadata box, their articles, and the day under the text."""

from __future__ import annotations

from datetime import date
from html import escape

from tests.county.days import back, chinese
from tests.county.draft import Article, Site

LABELS = ("索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期", "有效性", "公开方式")
_SIGNS = {
    "portal": "临政规",
    "czj": "临财规",
    "jyj": "临教规",
    "wjj": "临卫规",
    "zrzy": "临自然规",
    "mzj": "临民规",
    "nyj": "临农规",
    "scjg": "临市监规",
    "rsj": "临人社规",
    "fgj": "临发改规",
    "kfq": "临开管规",
    "sjj": "临审规",
    "whg": "临文馆规",
    "tjj": "临统规",
    "yjj": "临应急规",
    "slj": "临水规",
    "jtj": "临交规",
    "lyj": "临林规",
    "wgj": "临文旅规",
    "tyj": "临体规",
    "dsj": "临数规",
    "xfj": "临信规",
}


def number(site: Site, year: int, serial: int) -> str:
    return f"{_SIGNS[site.key]}〔{year}〕{serial}号"


def draw(site: Site, article: Article, serial: int) -> None:
    """Makes an article a faultless normative document, written four days before it was published."""
    written = back(article.day, 4)
    article.signed = written
    article.fields = {
        "索引号": f"1133999{site.code[-3:]}/{written.year}-{serial:05d}",
        "主题分类": "综合政务",
        "发文机关": site.unit,
        "成文日期": chinese(written),
        "标题": article.title,
        "发文字号": number(site, written.year, serial),
        "发布日期": article.day.isoformat(),
        "有效性": "有效",
        "公开方式": "主动公开",
    }
    word = article.title[-4:] if article.title.endswith("办法") else "规定"
    article.paragraphs = [
        f"第一条　为规范有关工作，结合本县实际，制定本{word[-2:]}。",
        *(f"第{n}条　{text}" for n, text in zip("二三四", article.paragraphs, strict=False)),
        f"第五条　{term(written, 5)}",
    ]


def term(effective: date, years: int, word: str = "办法") -> str:
    return f"本{word}自{chinese(effective)}起施行，有效期{years}年。"


def box(site: Site, article: Article) -> str:
    """The metadata box as the site paints it, "" where the article has none."""
    if article.fields is None:
        return ""
    pairs = [(label, escape(value)) for label, value in article.fields.items()]
    if site.box == "table":
        return _table(pairs)
    if site.box == "list":
        rows = "".join(f'<li><span class="k">{label}：</span><span>{value}</span></li>' for label, value in pairs)
        return f'<div class="xxgk_head"><ul>{rows}</ul></div>'
    rows = "".join(
        f"<li>{'&ensp;'.join(label)}：{f'<em>{value}</em>' if label == '有效性' else f'<font>{value}</font>'}</li>"
        for label, value in pairs
    )
    return f'<div class="index_box"><ul>{rows}</ul></div>'


def _table(pairs: list[tuple[str, str]]) -> str:
    rows = []
    for i in range(0, len(pairs), 2):
        cells = "".join(f"<td><b>{label}：</b></td><td>{value}</td>" for label, value in pairs[i : i + 2])
        rows.append(f"<tr>{cells}</tr>")
    return f'<table class="xxgk_table" border="1">{"".join(rows)}</table>'
