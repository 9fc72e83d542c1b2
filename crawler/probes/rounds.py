"""The home page of one site over IPv4 and over IPv6, by http and by https, some times each; then at each of its IPv6
addresses by itself.

The families take turns, so that both see the same moment. The registered address is asked over IPv4 last of each round:
its answer shows that our own network works. Before each round the name servers are asked afresh for the record of each
family: how long that took is the `dns` of the round's answers.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from checks.model import marks
from checks.model.captures import DnsProbe, Failure, HttpProbe
from checks.model.verdicts import REFUSALS
from crawler.brake import DOUBTFUL
from crawler.network import inner, literal
from crawler.probes.dns import Names
from crawler.probes.errand import Errand, OverSix
from crawler.probes.home import Asker
from crawler.probes.nameservers import public
from crawler.probes.timing import Way

MOST_ADDRESSES = 8
"""IPv6 addresses of a home page that are asked one by one."""
_TEXTS = 2
"""Answers of one address and family whose text is kept: whether a page differs from itself must be known, too."""
_SILENT_ROUNDS = 2
"""Rounds after which an address that answered over no family is let be."""
_CALM = 8
"""Gaps of the site's pace that a refusal is given before it is asked once more, beside the pause between rounds."""
_MOST_REFUSED = 3
"""Refusals, each asked twice, after which the site is left in peace."""
_RECORDS = {4: "A", 6: "AAAA"}
_PRESSED = REFUSALS | {429, 503}


def spellings(home: str) -> tuple[str, ...]:
    """The registered address and the same by the other scheme, at the port of that scheme; a bare address has none."""
    parts = urlsplit(home)
    host = parts.hostname or ""
    if literal(host) is not None:
        return (home,)
    other = parts._replace(scheme="http" if parts.scheme == "https" else "https", netloc=host)
    return (home, other.geturl())


def families(home: str, answer: DnsProbe | None) -> tuple[int, ...]:
    """Over which families the home page can be asked: those that the name servers give an address for. Where they gave
    no answer about IPv4 it is asked all the same: the way there may be told (`connect_to`)."""
    number = literal(urlsplit(home).hostname or "")
    if number is not None:
        return (number.version,)
    if answer is None:
        return (4,)
    return (*((4,) if answer.a or answer.failure else ()), *((6,) if public(answer.aaaa) else ()))


def refused(probe: HttpProbe) -> bool:
    """True for what a wall, a limit or a busy server says: perhaps not to every visitor."""
    wall = any(mark.startswith(marks.WALL) for mark in probe.marks)
    return wall or probe.failure is Failure.THROTTLED or probe.status in _PRESSED


@dataclass
class Rounds:
    """The rounds of one home page. `told` are the answers so far, by address and family."""

    errand: Errand
    asker: Asker
    home: str
    families: tuple[int, ...]
    told: dict[tuple[str, int], list[HttpProbe]] = field(default_factory=dict)
    refusals: int = 0
    looked_up: dict[int, float | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._names = Names(self.errand.network.nameservers)

    async def ask(self) -> None:
        """Raises CutOff."""
        for number in range(self.errand.ways.rounds):
            due = [(url, family) for url, family in self._order() if self._wanted(url, number)]
            if not due or self.refusals >= _MOST_REFUSED:
                break
            if number:
                await asyncio.sleep(self.errand.ways.round_seconds)
            await self._look_up()
            for url, family in due:
                probe, six = await self._patiently(url, family)
                if family in self.looked_up:
                    probe = replace(probe, phases=replace(probe.phases, dns=self.looked_up[family]))
                self.told.setdefault((url, family), []).append(probe)
                self.errand.keep(probe, six)
        self._mark()

    async def ask_addresses(self, answer: DnsProbe) -> None:
        """Each public IPv6 address by itself, by the schemes that answered over IPv4 (over IPv6, where there is no
        IPv4); what fails is asked once more after all others. Raises CutOff."""
        if self.refusals >= _MOST_REFUSED:
            return
        family = 4 if 4 in self.families else 6
        urls = [url for url in spellings(self.home) if self._answered(url, family)]
        spots = [str(address) for address in public(answer.aaaa)][:MOST_ADDRESSES]
        failed = []
        for url in urls:
            for spot in spots:
                probe, six = await self._once(url, 6, spot)
                if probe.failure in DOUBTFUL or refused(probe):
                    failed.append((url, spot))
                else:
                    self.errand.keep(probe, six)
        if failed:
            await self._pause()
        for url, spot in failed:
            self.errand.keep(*await self._once(url, 6, spot))

    @property
    def silent(self) -> bool:
        """Was the site asked over IPv6 and never heard?"""
        six = [probe for (_, family), probes in self.told.items() if family == 6 for probe in probes]
        return bool(six) and all(probe.failure in DOUBTFUL for probe in six)

    async def _look_up(self) -> None:
        """How many seconds the record of each family took, None where it did not come; an address needs none."""
        host = urlsplit(self.home).hostname or ""
        for family in self.families if literal(host) is None else ():
            began = time.monotonic()
            said = await self._names.ask(host, _RECORDS[family])
            self.looked_up[family] = time.monotonic() - began if said and isinstance(said, tuple) else None

    def _order(self) -> Iterator[tuple[str, int]]:
        home, *others = spellings(self.home)
        for url in others:
            yield from ((url, family) for family in self.families)
        yield from ((home, family) for family in reversed(self.families))

    def _wanted(self, url: str, number: int) -> bool:
        heard = [self._answered(url, family) for family in self.families]
        if len(self.families) == 1 and self.families[0] == 4:
            return number < _SILENT_ROUNDS and not any(heard)  # there is nothing to compare it with
        return number < _SILENT_ROUNDS or any(heard)

    def _answered(self, url: str, family: int) -> bool:
        return any(probe.failure is None for probe in self.told.get((url, family), ()))

    async def _patiently(self, url: str, family: int) -> tuple[HttpProbe, OverSix | None]:
        """Once, and once more later where it was refused."""
        probe, six = await self._once(url, family)
        if not refused(probe):
            return probe, six
        self.refusals += 1
        await self._pause()
        return await self._once(url, family)

    async def _pause(self) -> None:
        await asyncio.sleep(self.errand.ways.round_seconds + _CALM * self.errand.pace.gap)

    async def _once(self, url: str, family: int, address: str = "") -> tuple[HttpProbe, OverSix | None]:
        errand, host = self.errand, urlsplit(url).hostname or ""
        texts = self.told.get((url, family), ())
        keeps = not address and sum(bool(probe.text) for probe in texts) < _TEXTS

        async def question() -> HttpProbe:
            asked_at = errand.now()
            probe = await self.asker.ask(url, Way(family, host, address), text=keeps)
            status = 429 if probe.failure is Failure.THROTTLED else probe.status
            errand.pace.answered(status, probe.phases.whole or 0.0)
            return replace(probe, asked_at=asked_at)

        if errand.over:
            return HttpProbe(url, errand.now(), family, failure=Failure.BUDGET, address=address), None
        if family == 4:
            return await errand.four(host, question, believed=url != self.home), None
        six = OverSix(errand)
        answer = await six.ask(host, question, lambda probe: probe.failure)
        none = HttpProbe(url, errand.now(), family, failure=Failure.NO_IPV6, address=address)
        return (answer, six) if answer is not None else (none, None)

    def _mark(self) -> None:
        """What answered well and refused later refuses one who asks often: that is no difference of the families."""
        for number, probe in enumerate(self.errand.probes):
            if isinstance(probe, HttpProbe) and probe.failure is None and refused(probe):
                others = self.told.get((probe.subject, probe.family), ())
                if any(200 <= (other.status or 0) < 300 and not refused(other) for other in others):
                    self.errand.probes[number] = replace(probe, marks=(*probe.marks, marks.THROTTLED))


def own_address(home: str) -> bool:
    """Is the home page written as an address that is of no public network? Then it is not asked at all."""
    number = literal(urlsplit(home).hostname or "")
    return number is not None and inner(number)
