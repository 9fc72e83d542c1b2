"""The county over IPv6: what its sites do there and not over IPv4. It remembers when it was last asked."""

from __future__ import annotations

import time
from dataclasses import replace

from tests.county.county import County
from tests.county.draft import Over6
from tests.county.nouns import Response
from tests.county.outside import plain


class Sixth:
    """Answers in the place of the sites that behave otherwise over IPv6."""

    def __init__(self, county: County) -> None:
        self._sites = {site.host: site.v6 for site in county.sites}
        self._asked: dict[tuple[str, str], float] = {}

    def answer(self, host: str, path: str, said: Response) -> tuple[Response, float]:
        """What the host answers in the place of `said`, and after how many seconds."""
        host, now = host.lower().partition(":")[0], time.monotonic()
        six = self._sites.get(host, Over6())
        before = self._asked.get((host, path), float("-inf"))
        self._asked[host, path] = now
        if now - before < six.refuses_within:
            return plain(403, "Forbidden"), 0.0
        if path == "/" and six.altered is not None:
            said = replace(said, body=six.altered(said.body))
        answer = six.files.get(path, said)
        return answer, six.pause if path == "/" and six.pause else answer.pause
