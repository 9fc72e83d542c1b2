"""NFCMS with gkmlpt (Guangdong's 信息公开目录): static lists, and one catalogue that is drawn from a JSON interface."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from urllib.parse import parse_qs

from checks.model.registry import BEIJING
from tests.county.dialects.shape import Dialect, Leaf, chunks, iso, item, ordered
from tests.county.draft import Article, Column, Site
from tests.county.nouns import Handler, Request, Response

SID = "399099"
CATEGORY = 11
PER_PAGE = 100


def _first(column: Column, number: int) -> str:
    return "/gkmlpt/index" if column.variant == "gkmlpt" else f"/{column.slug}/index.html"


def _article(column: Column, number: int, day: date) -> str:
    if column.variant == "gkmlpt":
        return f"/gkmlpt/content/1/{number // 100}/post_{number}.html"
    return f"/{column.slug}/content/post_{number}.html"


def _leaves(site: Site, column: Column) -> Iterator[Leaf]:
    if column.variant == "gkmlpt":
        yield _catalogue(site, column)
        return
    groups = chunks(column)
    for n, group in enumerate(groups, 1):
        path = column.first if n == 1 else column.first.replace("index.html", f"index_{n}.html")
        rows = "".join(item(a, a.path, iso(a)) for a in group)
        yield Leaf(path, f'<ul class="list">{rows}</ul>{_pager(len(groups), n) if group else ""}', tuple(group))


def _name(n: int) -> str:
    return "index.html" if n == 1 else f"index_{n}.html"


def _pager(pages: int, current: int) -> str:
    links = [f'<a class="first" href="{_name(1)}">首页</a>']
    for n in range(1, pages + 1):
        links.append(f'<a class="{"current" if n == current else "normal"}" href="{_name(n)}">{n}</a>')
    if current < pages:
        links.append(f'<a class="next" href="{_name(current + 1)}">下一页</a>')
    links.append(f'<a class="last" href="{_name(pages)}">最后一页</a>')
    return '<div class="pagination">' + "\n".join(links) + "</div>"


def _catalogue(site: Site, column: Column) -> Leaf:
    tree = [
        {
            "id": CATEGORY,
            "name": column.name,
            "parent": 0,
            "children": [],
            "jump_url": "",
            "post_count": len(ordered(column)),
        }
    ]
    config = json.dumps({"SID": SID, "SITE_NAME": site.name, "TREE": tree, "SERVICE_AREA_ID": 7}, ensure_ascii=False)
    markup = f'<div id="gkmlpt-app"></div><script>window._CONFIG = {config};</script>'
    return Leaf(column.first, markup, tuple(ordered(column)))


def _entry(site: Site, article: Article) -> dict[str, object]:
    def stamp(day: date) -> int:
        return int(datetime.combine(day, time(9, 30), BEIJING).timestamp())

    fields = article.fields or {}
    return {
        "id": int(article.path.rpartition("_")[2].removesuffix(".html")),
        "title": article.title,
        "document_number": fields.get("发文字号", ""),
        "identifier": fields.get("索引号", ""),
        "publisher": article.source,
        "created_at": f"{article.day.isoformat()} 09:30:00",
        "date": stamp(article.signed or article.day),
        "display_publish_time": stamp(article.day),
        "url": site.url(article.path),
        "is_expired": int(article.over == "已失效"),
        "is_abolished": int(article.over == "已废止"),
        "attachment": [],
    }


def _handlers(site: Site) -> dict[str, Handler]:
    column = next((c for c in site.columns if c.variant == "gkmlpt"), None)
    if column is None:
        return {}

    def answer(request: Request) -> Response:
        asked = {k: v[-1] for k, v in parse_qs(request.query).items()}
        page = max(1, int(asked.get("page", "1")))  # page 0 and page 1 are the same
        records = ordered(column)
        group = records[(page - 1) * PER_PAGE : page * PER_PAGE] if asked.get("sid") == SID else []
        answered = {
            "classify": {"post_count": len(records), "name": column.name},
            "total": len(records),
            "articles": [_entry(site, a) for a in group],
        }
        return Response(200, (("Content-Type", "application/json"),), json.dumps(answered, ensure_ascii=False).encode())

    return {f"/gkmlpt/api/all/{CATEGORY}": answer, "/gkmlpt/api/all/0": answer}


def _line(article: Article, shown: str) -> str:
    when = f'<span class="time">时间 : {shown}</span> ' if shown else ""
    return f'<div class="info">{when}<span class="ly">来源 : {article.source}</span></div>'


NFCMS = Dialect(
    "nfcms",
    _first,
    _article,
    _leaves,
    _line,
    '<div class="zw">',
    "</div>",
    "<script>window.NFCMS_SITE_ID = '399099'; window.NFCMS_PUB_TYPE = 'product';</script>",
    _handlers,
)
