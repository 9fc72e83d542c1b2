"""The county over IPv6: what its sites do there and not over IPv4. It remembers how often it was asked."""

from __future__ import annotations

from collections import Counter

from tests.county.county import County
from tests.county.draft import Over6
from tests.county.nouns import Response
from tests.county.outside import plain


class Sixth:
    """Answers in the place of the sites that behave otherwise over IPv6."""

    def __init__(self, county: County) -> None:
        self._sites = {site.host: site.v6 for site in county.sites}
        self._asked: Counter[tuple[str, str]] = Counter()

    def answer(self, host: str, path: str, said: Response) -> tuple[Response, float]:
        """What the host answers in the place of `said`, and after how many seconds."""
        host = host.lower().partition(":")[0]
        six = self._sites.get(host, Over6())
        self._asked[host, path] += 1
        if 0 < six.refuses_from <= self._asked[host, path]:
            return plain(403, "Forbidden"), 0.0
        return six.files.get(path, said), six.pause
