"""Whether a visit looked at a place again: what `results.following` asks before it calls a fault mended."""

from __future__ import annotations

from checks.model.captures import LinkProbe
from results.visits.reader import StoredSite

_GONE = frozenset({404, 410})


class Again:
    """The two questions of `follow` to a visit: pass `Again(view).looked` and `Again(view).shown`."""

    def __init__(self, view: StoredSite) -> None:
        self._view = view

    def looked(self, url: str) -> bool:
        """True when the address gave a conclusive answer in this visit.

        An address that a complete visit never met is gone from the site: that is conclusive too. A refusal, a wall, a
        timeout or a server error is not.
        """
        if self._view.page(url) is not None:
            return True
        answer = self._view.answer(url)
        if answer is None:
            return self._view.coverage.complete
        return conclusive(answer)

    def shown(self, url: str) -> bool:
        """True when the site links to the address, or the visit asked it."""
        return self._view.answer(url) is not None


def conclusive(answer: LinkProbe) -> bool:
    """True for what is there (2xx, 3xx), what is not (404, 410), and a failure that is the subject's own."""
    if any(mark.startswith("wall:") for mark in answer.marks):
        return False
    if answer.failure is not None:
        return answer.failure.subjects_own
    return answer.status is not None and (200 <= answer.status < 400 or answer.status in _GONE)
