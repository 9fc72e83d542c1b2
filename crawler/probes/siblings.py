"""Made-up addresses on hosts of others, asked where a page there says that it is not there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from checks.facts.soft import Glance, sibling_mark
from checks.facts.target import Shown
from checks.model import marks
from checks.model.captures import LinkProbe, SiblingProbe
from checks.model.urls import directory
from crawler.answer import Answer
from crawler.made_up import made_up
from crawler.siblings import sibling_probe

MOST = 5
"""Made-up addresses that one host is asked (ours)."""


class ForeignSiblings:
    """The made-up addresses of one host. `get` asks one address with GET at the host's pace and follows redirects."""

    def __init__(self, get: Callable[[str], Awaitable[Answer]]) -> None:
        self._get = get
        self._asked: dict[str, asyncio.Future[SiblingProbe]] = {}

    async def compared(self, probe: LinkProbe, shown: Shown) -> LinkProbe:
        """`probe` with what a made-up address beside it says, where `shown`, its page, says that it is not there."""
        if marks.WORDS not in shown.marks or not 200 <= (probe.status or 0) < 300:
            return probe
        sibling = await self._beside(probe.subject)
        if sibling is None:
            return probe
        final = probe.final_url or probe.subject
        mark = sibling_mark(Glance(probe.subject, final, shown.title, shown.text, says=True), sibling)
        return replace(probe, marks=(*probe.marks, mark)) if mark else probe

    async def _beside(self, url: str) -> SiblingProbe | None:
        """The answer for the directory of `url`; None where nothing is to be asked."""
        place = directory(url)
        if place not in self._asked:
            made = made_up(url)
            if not made or len(self._asked) >= MOST:
                return None
            self._asked[place] = asyncio.ensure_future(self._ask(made, place))
        return await asyncio.shield(self._asked[place])

    async def _ask(self, made: str, place: str) -> SiblingProbe:
        return sibling_probe(replace(await self._get(made), asked=made), place)
