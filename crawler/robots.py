"""robots.txt (RFC 9309) of the hosts of one site."""

from __future__ import annotations

from itertools import islice
from urllib.parse import urlsplit

from protego import Protego

from checks.model.captures import Failure
from crawler.answer import Answer
from crawler.fetching import Fetcher

TOKEN = "xunwang"
"""The name under which robots.txt may address this program."""
_MOST_BYTES = 512_000  # RFC 9309 2.5 asks for at least 500 KiB
_MOST_SITEMAPS = 20
_MOST_STARS = 4  # a pattern of many wildcards makes the matcher go through every way to place them
_NOBODY = frozenset({Failure.NXDOMAIN, Failure.PRIVATE_ADDRESS, Failure.BAD_ADDRESS, Failure.REDIRECT_LOOP})
"""No server that could have rules: asking it harms nobody. More redirects than RFC 9309 2.3.1.2 makes one follow."""


class Robots:
    """Rules by host. A host that was not asked, or says that it has no robots.txt (4xx), allows everything; one whose
    robots.txt cannot be read (5xx, no answer) allows nothing (RFC 9309 2.3.1). `closed` is the answer to blame when
    that is the host of the home page: then the home page alone may be asked, on whatever host the rest lies.
    """

    def __init__(self) -> None:
        self._rules: dict[str, Protego | None] = {}  # None: allows nothing
        self.closed: Answer | None = None

    def __contains__(self, host: str) -> bool:
        return host in self._rules

    async def ask(self, fetcher: Fetcher, scheme: str, host: str, *, home: bool) -> None:
        """Asks `host` for its robots.txt, once more when it cannot be read. `home`: the home page is on this host."""
        url = f"{scheme}://{host}/robots.txt"
        answer = await fetcher.page(url, kinds=("text/plain", "text/html"))
        if _unreadable(answer) and answer.looks == 1:
            answer = await fetcher.page(url, kinds=("text/plain", "text/html"))
        if home:
            self.closed = answer if _unreadable(answer) else None
        if _unreadable(answer):
            self._rules[host] = None
        else:
            self.read(host, answer.body if answer.status == 200 else b"")

    def read(self, host: str, body: bytes) -> None:
        """Takes the robots.txt of `host`; what is no robots.txt (an error page) holds no rules."""
        text = body[:_MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
        kept = (line for line in text.splitlines() if line.count("*") <= _MOST_STARS and len(line) < 2_000)
        self._rules[host] = Protego.parse("\n".join(kept))

    def sitemaps(self, host: str) -> list[str]:
        """The first sitemaps that the robots.txt of `host` names, as written."""
        rules = self._rules.get(host)
        return list(islice(rules.sitemaps, _MOST_SITEMAPS)) if rules is not None else []

    def delay(self, host: str) -> float:
        """Seconds between two requests that `host` asks for (Crawl-delay), as it says them; 0 when it says none."""
        rules = self._rules.get(host)
        return (rules.crawl_delay(TOKEN) or 0.0) if rules is not None else 0.0

    def allows(self, url: str, *, home: bool = False) -> bool:
        """May `url` be asked? `home`: it is the home page."""
        if self.closed is not None:
            return home
        if not self._rules:
            return True
        host = urlsplit(url).netloc
        rules = self._rules.get(host)
        return rules.can_fetch(url, TOKEN) if rules is not None else host not in self._rules


def _unreadable(answer: Answer) -> bool:
    """True when there may be rules and nobody can tell: a server error, or no answer."""
    if answer.status is None:
        return answer.failure not in _NOBODY
    return answer.status >= 500
