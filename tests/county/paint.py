"""Paints a drawn site: every address it answers, and with what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from hashlib import sha256
from html import escape

from tests.county.attachments import ole, pdf
from tests.county.dialects.known import DIALECTS
from tests.county.dialects.shape import Leaf, ordered
from tests.county.documents import box
from tests.county.draft import Article, Column, Site
from tests.county.frame import SITEMAP, Metas, page, trail
from tests.county.nouns import Response
from tests.county.services import box as guide_box

_ASSET = re.compile(r'(?:src|href)="(/[\w/.\-]+\.(?:js|css))"')
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)
PDF = pdf()
DOC = ole()
TYPES = {
    "png": "image/png",
    "js": "application/javascript",
    "css": "text/css",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "txt": "text/plain",
}
_PICTURES = ("logo", "gongan", "red", "jiucuo", "banner", "map", "portrait")


def settle_columns(site: Site) -> None:
    """Gives every column its address."""
    for column in site.columns:
        column.first = column.first or DIALECTS[site.dialect].first(column, 1000 + column.number)


def settle_articles(site: Site) -> None:
    """Gives every article its address; its number is its place in its column, so mending a fault moves nobody."""
    for column in site.columns:
        for n, article in enumerate(column.articles):
            article.path = article.path or DIALECTS[site.dialect].article(column, column.number * 1000 + n, article.day)


def paint(site: Site, today: date) -> dict[str, Response]:
    """path (with query) → answer, for everything that is not made on demand."""
    files = dict(_assets(site, today))
    files["/"] = replace(html(site, home(site), today), pause=site.pause)
    if site.foot.get("sitemap", "") is not None:
        files[SITEMAP] = html(site, sitemap(site), today)
    for column in site.columns:
        for leaf in DIALECTS[site.dialect].leaves(site, column):
            newest = max((a.day for a in leaf.items), default=today)
            files[leaf.path] = html(site, list_page(site, column, leaf), newest)
        for article in (a for a in column.articles if not a.gone):
            stored = article.stored or article.day
            files[article.path] = html(site, article_page(site, column, article), stored, article.charset)
    files.update(site.files)
    return files


def home(site: Site) -> str:
    blocks = []
    for column in site.columns:
        if site.home_listed and column.slug in ("yw", "tzgg", "zcwj") and column.articles and not column.words:
            rows = "".join(
                f'<li><a href="{escape(a.path)}" title="{escape(a.title)}">{escape(a.title)}</a>'
                f"{'' if a.shown_day == 'list-' else f'<span>{a.day.isoformat()}</span>'}</li>"
                for a in ordered(column)[:6]
            )
            blocks.append(
                f'<div class="block"><h3><a href="{escape(column.first)}">{column.name}</a></h3><ul>{rows}</ul></div>'
            )
    box = f'<div class="so">{site.search}</div>' if site.search else ""
    main = (
        f'{box}<div class="banner"><img src="/images/banner.png" alt="横幅" /></div>{"".join(blocks)}{site.home_extra}'
    )
    return page(site, site.home_title or site.name, site.home_metas, main, foot=site.home_foot)


def sitemap(site: Site) -> str:
    links = "".join(f'<a href="{escape(c.first)}">{c.name}</a> ' for c in site.columns if c.nav)
    metas: Metas = dict.fromkeys(("ColumnName", "ColumnType"), "站点地图")
    metas |= {"ColumnDescription": f"{site.name}站点地图", "ColumnKeywords": "站点地图,导航", **site.sitemap_metas}
    return page(
        site,
        f"站点地图_{site.name}",
        metas,
        f'<h2>站点地图</h2><div class="map">{links}</div>',
        crumbs=trail(site, None, "站点地图"),
    )


def column_metas(site: Site, column: Column) -> Metas:
    return {
        "ColumnName": column.name,
        "ColumnDescription": f"{site.name}{column.name}栏目，发布{column.name}方面的信息",
        "ColumnKeywords": f"{column.name},{site.name}",
        "ColumnType": column.name,
        **column.metas,
    }


def list_page(site: Site, column: Column, leaf: Leaf) -> str:
    inner = column.markup or leaf.markup
    if column.words:
        inner = f'<div class="notice">{column.words}</div>'
    main = f'<div class="column"><h2>{column.name}</h2>{inner}{column.extra}</div>'
    title = f"{column.name}_{site.name}"
    return page(site, title, column_metas(site, column), main, crumbs=trail(site, column), foot=column.foot)


def article_page(site: Site, column: Column, article: Article) -> str:
    dialect = DIALECTS[site.dialect]
    stamp = f"{article.day.isoformat()} {article.clock}"
    metas: Metas = {
        "ColumnName": column.name,
        "ColumnType": column.name,
        "ArticleTitle": article.title,
        "PubDate": stamp,
        "ContentSource": article.source,
        "Keywords": column.name,
        **article.metas,
    }
    shown = {"": stamp, "-": "", "list-": stamp}.get(article.shown_day, article.shown_day)
    heading = "" if article.shown_title == "-" else f"<h1>{article.shown_title or escape(article.title)}</h1>"
    text = "".join(f"<p>{p}</p>\n" for p in article.paragraphs)
    if article.signed:
        text += f'<p align="right">{site.unit}</p><p align="right">{_spoken(article.signed)}</p>'
    body = f"{dialect.before}{text}{guide_box(article)}{article.extra}{dialect.after}"
    main = f'<div class="article">{heading}{dialect.line(article, shown)}{box(site, article)}{body}</div>'
    title = f"{article.title}_{site.name}"
    crumbs = trail(site, column, "正文") if article.crumbs else ""
    return page(site, title, metas, main, crumbs=crumbs, foot=article.foot, script=article.script, head=article.head)


def _spoken(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def html(site: Site, text: str, day: date, charset: str = "") -> Response:
    """A page as bytes, in the charset of the site or its own, with the type its server announces."""
    announced = f"text/html; charset={site.header_charset}" if site.header_charset else "text/html"
    if charset:
        return file(text.replace(f"charset={site.charset}", f"charset={charset}", 1).encode(charset), "text/html", day)
    return file(text.encode(site.charset), announced, day)


def file(body: bytes, content_type: str, day: date) -> Response:
    moment = datetime.combine(day, time(1, 30), UTC)
    tag = sha256(body).hexdigest()[:16]
    headers = (
        ("Content-Type", content_type),
        ("Last-Modified", format_datetime(moment, usegmt=True)),
        ("ETag", f'"{tag}"'),
    )
    return Response(200, headers, body)


def _assets(site: Site, today: date) -> Iterator[tuple[str, Response]]:
    for name in _PICTURES:
        yield f"/images/{name}.png", file(PNG, TYPES["png"], today)
    paths = {"/css/style.css", "/js/jquery.js", *_ASSET.findall(DIALECTS[site.dialect].head)}
    for path in sorted(paths):
        yield path, file(f"/* {path} */".encode(), TYPES[path.rpartition(".")[2]], today)
    yield "/robots.txt", file(b"User-agent: *\nDisallow: /neibu/\n", TYPES["txt"], today)
