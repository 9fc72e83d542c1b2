"""What home pages are decorated with, and files as articles offer them."""

from __future__ import annotations

from tests.county.attachments import pdf, served
from tests.county.draft import Article, Book, Site
from tests.county.nouns import Response

SLOW = 3.1
"""Seconds for which a slow home page keeps its readers waiting: more than the rule allows, less than a failure."""
FLOAT = (
    '<div id="floatAd" style="position:fixed;left:10px;top:120px"><a href="/"><img src="/images/banner.png" alt="专题"'
    " /></a>{close}</div>"
)
LEAD = '<p class="friends"><a href="http://www.linjiang-wenlv.com/"{act}>临江文旅</a></p>'
NOTICE = '<div style="display:none" id="notice">您即将离开本网站，是否继续？</div>'
PDF = served(pdf(), "pdf")
CEB = Response(200, (("Content-Type", "application/octet-stream"),), b"Founder CEB 3.00" + bytes(400))


def spare(book: Book, site: Site) -> Article:
    """An article that nothing was drawn into yet, of a column that others leave alone where the site has one."""
    slugs = [slug for slug in ("aqsc", "ghjh", "rsxx", "tjsj", "tzgg", "yw") if site.has(slug)]
    free = (a for slug in slugs for a in reversed(site.column(slug).articles) if not a.used and a.listed)
    article = next(free)
    article.used = True
    return article


def coloured(*colours: str, times: int = 6) -> str:
    """Words in each of the colours, so many times."""
    return "".join(f'<span style="color:{colour}">要闻</span>' for colour in colours for _ in range(times))


def offered(path: str, text: str) -> str:
    """A file at the end of an article."""
    return f'<p><a href="{path}">{text}</a></p>'
