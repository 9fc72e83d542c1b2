"""The form by which issues are judged, on the queue and on the page of an issue: what was chosen and typed into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, request

from results.console.forms import number
from results.judging import LONGEST, Seen
from results.ledger.issues import Issue
from results.ledger.users import User
from results.triage import Scope as Reach

MOST = 200
"""Issues of one form: more than a page shows, and a transaction that keeps nobody waiting."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form. `issues` are the boxes that are ticked, as number and version; `reason` is a comment,
    too."""

    issues: tuple[str, ...] = ()
    reason: str = ""
    reach: Reach = Reach.THIS
    into: str = ""
    to: str = ""


NOTHING = Typed()


@dataclass(frozen=True, slots=True)
class Acting:
    """What the form needs: the issue that is acted on where no box is ticked, to whom it may be given, and what was
    typed and refused."""

    issue: Issue
    judges: Sequence[User]
    typed: Typed
    longest: int = LONGEST

    @property
    def reaches(self) -> list[Reach]:
        return list(Reach)


def typed() -> Typed:
    """What was sent. A scope that does not exist is refused with 400."""
    given = request.form
    reach = given.get("reach", Reach.THIS.value)
    if reach not in set(Reach):
        abort(400)
    texts = {name: given.get(name, "").strip() for name in ("reason", "into", "to")}
    return Typed(tuple(given.getlist("issue")), reach=Reach(reach), **texts)


def seen(given: Typed) -> list[Seen]:
    """The issues that were ticked, else the one that was looked at. What is no number is refused with 400."""
    found = [_seen(text) for text in given.issues or request.form.getlist("at")]
    if len(found) > MOST:
        abort(413)
    return found


def _seen(text: str) -> Seen:
    first, _, version = text.partition(".")
    try:
        return Seen(number(first), number(version))
    except ValueError:
        abort(400)
