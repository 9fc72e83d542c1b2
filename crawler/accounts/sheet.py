"""What a person noted: asked for nothing, read from the records that the office keeps."""

from __future__ import annotations

from datetime import datetime

from checks.facts.posts.parsed import unread
from checks.facts.posts.records import read_record
from checks.model.posts import Reading, SourceReason
from checks.model.registry import Account
from crawler.accounts.reader import Means, asked


class SheetReader:
    """The record of an account, by its key."""

    at_once = 64

    def __init__(self, source: str, means: Means) -> None:
        self.source = source
        self._means = means

    def place(self, account: Account) -> str:
        return ""

    async def read(self, account: Account, since: datetime, now: datetime) -> Reading:
        about = asked(account, self.source, since, now, "")
        record = self._means.records.get(account.key)
        if record is None:
            return unread(about, SourceReason.NOT_RECORDED)
        return read_record(record, about, self._means.most_age)
