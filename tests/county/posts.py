"""What the posts of an account say, in a feed and on pages of their own."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from tests.county import accounts as media
from tests.county.draft import Account, Book
from tests.county.outside import plain

HOST = f"posts.{media.MEDIA}"
CALM = ("便民服务提示", "今天天气晴好，适宜出行。")
"""What an honest post says."""
Post = tuple[str, str]
"""Title and text; a line with tabs is a row of a table."""


def fed(book: Book, platform: str) -> Account:
    """An account that is read by a feed."""
    return media.opened(book, platform, "feed", f"http://{HOST}/{{n}}.xml")


def url(one: Account, number: int) -> str:
    """Where the post of that number is found."""
    return f"http://{HOST}/{one.number}/{number}"


def publish(book: Book, one: Account, posts: Sequence[Post], *, old: Sequence[Post] = (), titles: bool = False) -> None:
    """Lays the feed and the pages of the posts: `posts` of the last days, `old` ones of seven years ago. `titles`: the
    feed shows nothing else."""
    ages = [*((1 + n % 9, post) for n, post in enumerate(posts)), *((2_900, post) for post in old), (40, CALM)]
    items = []
    for number, (age, (title, text)) in enumerate(ages):
        media.lay(book, url(one, number), plain(200, title or text[:20]))
        shown = "" if titles else f"<description>{escape(markup(text))}</description>"
        day = f"<pubDate>{format_datetime(media.moment(book.today, age))}</pubDate>"
        named = f"<guid>{one.number}-{number}</guid><link>{url(one, number)}</link>"
        items.append(f"<item><title>{escape(title)}</title>{shown}{named}{day}</item>")
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>临江政务新媒体</title>'
    media.lay(book, one.url, media.written(f"{head}{''.join(items)}</channel></rss>"))


def markup(text: str) -> str:
    """The text as platforms write it; what is markup already stays."""
    return "".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    if line.startswith("<"):
        return line
    if "\t" in line:
        return f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in line.split(chr(9)))}</tr></table>"
    return f"<p>{line}</p>"


def linked(target: str) -> str:
    """A text with a link."""
    return f'<p>详情请看<a href="{target}">通告全文</a>。</p>'


def passing(said: str, account: str, text: str) -> Post:
    """A post that passes on another, as RSSHub writes it."""
    return f"{said} - 转发 @{account}: {text[:10]}", f"<p>{said}</p><blockquote>{account}: {text}</blockquote>"
