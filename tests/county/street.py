"""What traps are made of: articles to show them on, pages in the frame of a site, pages of others, places where
every address answers alike."""

from __future__ import annotations

from tests.county.draft import Book, Site
from tests.county.frame import Metas, page
from tests.county.nouns import Handler, Request, Response

_HOOK = '<p class="more">'
_HUNG = 4
_HTML = ("Content-Type", "text/html; charset=utf-8")


def show(book: Book, site: Site, markup: str, *, drawn: bool = True) -> str:
    """Puts markup under the next free news article and returns its path. The article is taken whether or not the
    markup is drawn, so that mending one fault moves no other."""
    article = book.take(site, "yw")
    if drawn:
        article.extra += f"<p>{markup}</p>"
    return article.path


def hang(book: Book, site: Site, markup: str) -> None:
    """Puts markup that nobody will ever mend under a news article, `_HUNG` of them under one."""
    half = (a for a in site.column("yw").articles if 0 < a.extra.count(_HOOK) < _HUNG)
    article = next(half, None) or book.take(site, "yw")
    article.extra += f"{_HOOK}{markup}</p>"


def framed(site: Site, title: str, main: str, *, script: str = "", metas: Metas | None = None) -> Response:
    """A page with head, navigation and foot of its site."""
    return Response(200, (_HTML,), page(site, title, metas or {}, main, script=script).encode(site.charset))


def bare(title: str, main: str, *headers: tuple[str, str], status: int = 200, head: str = "") -> Response:
    """A page of somebody else, or of a server itself."""
    text = f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{main}</body></html>"
    return Response(status, (_HTML, *headers), text.encode())


def always(answer: Response) -> Handler:
    """A place where every address answers alike."""
    return lambda request: answer


def leading(target: str, *headers: tuple[str, str]) -> Handler:
    """A place where every address leads to `target`."""
    return always(Response(302, (("Location", target), *headers)))


def beside(place: str, answer: Response, rest: Handler) -> Handler:
    """`answer` at one path, `rest` at all others."""
    return lambda request: answer if request.path == place else rest(request)


def gone(request: Request) -> Response:
    """An honest 404."""
    return bare("404 Not Found", "<h1>404 Not Found</h1>", status=404)
