"""Letters of the public and what belongs to them: figures, a library of answers, and what faults are made of."""

from __future__ import annotations

from html import escape
from random import Random

from tests.county.days import back
from tests.county.dialects.known import DIALECTS
from tests.county.draft import Article, Book, Column, Site
from tests.county.plan import draw_article
from tests.county.prose import Writer

LIBRARY = "cjwt"
FIGURES = "<p>本年共收到来信 46 件，已答复 46 件，答复率 100%。</p>"
_LABELS = {
    "title": "信件标题",
    "kind": "信件类型",
    "submitted": "来信时间",
    "status": "办理状态",
    "question": "来信内容",
    "office": "答复单位",
    "answered": "答复时间",
    "answer": "答复内容",
}


def furnish(book: Book) -> None:
    """What portals owe besides the letters: figures in the column, and a library of answers."""
    for site in book.sites.values():
        if site.kind != "门户网站":
            continue
        site.column("hdjl").extra += FIGURES
        column = Column(LIBRARY, "常见问题解答", "interaction", number=61, registered=site.column("hdjl").registered)
        writer = Writer(Random(f"{book.seed}/{site.key}/{LIBRARY}"))
        for n in range(3):
            article = draw_article(book, site, column, writer, n, 300 - 20 * n)
            article.title = f"{article.title.removeprefix('咨询').removesuffix('的来信')}怎样查询"
            article.paragraphs = [f"{article.title}，可到窗口询问或者拨打服务电话。", *article.paragraphs[2:]]
            article.used = True
            column.articles.append(article)
        site.columns.append(column)


def letter(book: Book, site: Site, n: int, age: int, **fields: str) -> Article:
    """One more letter of a site, `n` to tell it from its fellows, that came `age` days ago and answers as `fields` say.

    `took` is the number of days until its answer; a field that is given as "-" has no row.
    """
    column = site.column("hdjl")
    writer = Writer(Random(f"{book.seed}/{site.key}/letter/{n}"))
    came = back(book.today, age)
    article = draw_article(book, site, column, writer, 700 + n, age)
    article.title, article.used = f"{article.title}（{came:%Y%m%d}）", True
    took = fields.pop("took", "")
    answered = back(book.today, age - int(took)).isoformat() if took else ""
    answer = f"您好，{article.paragraphs[1].removeprefix('答复内容：')}" if took else ""
    told = {
        **{"title": article.title, "kind": "", "submitted": came.isoformat(), "status": ""},
        **{"question": f"请问{article.title[2:-11]}的结果什么时候公布？", "office": site.unit},
        **{"answered": answered, "answer": answer, **fields},
    }
    optional = ("kind", "status")
    rows = "".join(
        f"<tr><td>{label}：</td><td>{escape(told[name])}</td></tr>\n"
        for name, label in _LABELS.items()
        if told[name] != "-" and (told[name] or name not in optional)
    )
    article.paragraphs, article.extra = [], f'<table class="letter" border="1">{rows}</table>'
    article.path = DIALECTS[site.dialect].article(column, column.number * 1000 + 700 + n, article.day)
    column.articles.append(article)
    return article
