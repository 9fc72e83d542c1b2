"""A person's record of an account, to a reading: for what no program can read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from checks.facts.posts.parsed import Asked, Parsed, conclude, unread
from checks.model.posts import Post, PostKind, Reading, Record, SourceReason

MOST_AGE = timedelta(days=7)
"""A record older than this says nothing of today, where nobody says otherwise (`record_days` of silent-account)."""


def read_record(record: Record, asked: Asked, most_age: timedelta = MOST_AGE) -> Reading:
    """The reading as of the day of the record: the window ends where the person looked.

    What tells against an account needs a person, a day and a screenshot.
    """
    looked = record.looked_at
    if looked is None or not record.who:
        return unread(asked, SourceReason.NO_EVIDENCE)
    age = asked.asked_at - looked
    if age > most_age:
        return replace(unread(asked, SourceReason.RECORD_OLD), synced_at=looked)
    if age < -timedelta(days=1):
        return unread(asked, SourceReason.DOUBTFUL_TIME)
    then = replace(asked, asked_at=looked, since=asked.since - max(age, timedelta(0)))
    if record.found is not None:
        return unread(then, record.found if record.screenshot else SourceReason.NO_EVIDENCE)
    if record.newest is None and not record.never:
        return unread(then, SourceReason.NO_TIME)
    posts = () if record.newest is None else (_post(record, record.newest),)
    blind = None if record.screenshot else SourceReason.NO_EVIDENCE
    return conclude(then, Parsed(posts, whole=True, blind=blind))


def _post(record: Record, newest: datetime) -> Post:
    return Post(
        id=newest.isoformat(),
        title=record.title,
        text=record.remark,
        moment=newest,
        day_only=record.day_only,
        raw_moment=newest.isoformat(),
        kind=PostKind.RECORD,
    )
