"""robots.txt (RFC 9309) of the hosts of one site."""

from __future__ import annotations

from urllib.parse import urlsplit

from protego import Protego

TOKEN = "xunwang"
"""The name under which robots.txt may address this program."""
_MOST_BYTES = 512_000  # RFC 9309 2.5 asks for at least 500 KiB
_MOST_STARS = 4  # a pattern of many wildcards makes the matcher go through every way to place them


class Robots:
    """Rules by host. A host whose robots.txt was not read allows everything: so does a server that has none."""

    def __init__(self) -> None:
        self._rules: dict[str, Protego] = {}

    def read(self, host: str, body: bytes) -> None:
        """Takes the robots.txt of `host`; what is no robots.txt (an error page) holds no rules."""
        text = body[:_MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
        kept = (line for line in text.splitlines() if line.count("*") <= _MOST_STARS and len(line) < 2_000)
        self._rules[host] = Protego.parse("\n".join(kept))

    def allows(self, url: str) -> bool:
        """May `url` be asked?"""
        rules = self._rules.get(urlsplit(url).netloc)
        return rules is None or rules.can_fetch(url, TOKEN)
