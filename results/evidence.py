"""The evidence behind an issue: which places it names, the archived page of each, and when each was looked at.

Nothing here fetches: visit files and archives are read, and of what is no longer there it is said why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from checks.indicators.words import word
from checks.model.captures import Failure, LinkProbe, Look
from checks.model.findings import SubjectType
from checks.model.pages import Page, PageKind
from checks.model.urls import host_of, page_key
from results.errors import StorageError, VisitDamaged
from results.harmless import LARGEST, decoded, harmless
from results.ledger.issues import Issue
from results.pointing import Marked, SourceLine, marked, source_around, words_of
from results.visits.kept import inside, kept_visits
from results.visits.reader import StoredSite
from results.visits.records import Record, find_record
from results.visits.warc import warc_path

PLACES = 30
"""So many places of one issue can be looked into."""


@dataclass(frozen=True, slots=True)
class Archived:
    """The archived page of one place. `why` says in Chinese why there is none, "" where there is one.

    `page` is what the visit `visit` (relative to the data folder) knows of it, read by `charset`; `borrowed` names the
    visit whose archive holds it, where the server had only said that nothing had changed.
    """

    url: str
    visit: str = ""
    page: Page | None = None
    charset: str = "utf-8"
    record: Record | None = None
    borrowed: str = ""
    why: str = ""

    @property
    def holds(self) -> bool:
        """Do the body, the record and the visit file name one digest?"""
        told = self.record
        return told is not None and told.holds and self.page is not None and self.page.digest in ("", told.digest)

    @property
    def left_out(self) -> int:
        """Bytes at the end of the page that are not shown."""
        return max(0, len(self.record.body) - LARGEST) if self.record else 0


@dataclass(frozen=True, slots=True)
class PlaceLook:
    """One visit's look at a place: what came when it was read as a page, and each time that it was asked."""

    visit: str
    run: str
    began: datetime
    page: Page | None
    answer: LinkProbe | None

    @property
    def tries(self) -> tuple[Look, ...]:
        """The times that it was asked, as far as they are told one by one."""
        told = self.answer
        if told is None or not told.looks:
            return ()
        return told.history or (Look(told.asked_at, told.method, told.status, told.failure, told.elapsed),)


def places(issue: Issue) -> list[str]:
    """The addresses that the finding names, the page that shows the fault first."""
    finding = issue.finding
    told = dict.fromkeys((finding.found_on, finding.at, *finding.places))
    return [url for url in told if url.startswith(("http://", "https://"))][:PLACES]


def archived(data: Path | None, issue: Issue, url: str) -> Archived:
    """The page at `url` as the visit saw it that last found the issue."""
    if issue.subject_type is SubjectType.ACCOUNT:
        return Archived(url, why="账号的内容是逐条读取的，没有网页存档；读到的文字见上面的证据")
    path = inside(data, issue.visit) if data is not None else None
    if data is None or path is None:
        return Archived(url, why="这个问题没有记下访问文件（不是由访问网站查到的，或控制台没有配置数据文件夹）")
    if not path.is_file():
        return Archived(url, issue.visit, why="那次的访问文件已不在：较早的访问按设置 run.keep 清理了，或者文件被移走")
    try:
        with StoredSite(path) as view:
            seen, answer = view.page(url), view.answer(url)
    except StorageError as error:
        return Archived(url, issue.visit, why=_without_folder(error, data))
    if seen is None:
        return Archived(url, issue.visit, why=_unread(answer))
    known = Archived(url, issue.visit, seen.page, seen.facts.charset)
    if seen.facts.kind is PageKind.FILE:
        return Archived(url, issue.visit, seen.page, why="这是附件；存档只有网页，附件不存")
    return _with_record(known, data, path, seen.page)


def looks_at(data: Path | None, issue: Issue, url: str) -> list[PlaceLook]:
    """What the visits that are kept know of the place, the newest first; those that never met it are left out."""
    path = inside(data, issue.visit) if data is not None else None
    if data is None or path is None or issue.subject_type is SubjectType.ACCOUNT:
        return []
    found = []
    for one in kept_visits(path):
        try:
            with StoredSite(one) as view:
                page, answer = view.page(url), view.answer(url)
                if page is not None or answer is not None:
                    name = one.relative_to(data.resolve()).as_posix()
                    found.append(PlaceLook(name, view.run, view.moment, page.page if page else None, answer))
        except StorageError:  # it may have been removed just now; the page of the place says what is damaged
            continue
    return found


def shown_page(one: Archived, issue: Issue) -> Marked:
    """The archived page, harmless, with the place of the issue marked. `one` has a record."""
    shown = marked(harmless(_text(one), _address(one), _wanted(issue, one)), words_of(issue.finding))
    return replace(shown, sought=shown.sought or page_key(issue.finding.at) != page_key(one.url))


def shown_source(one: Archived, issue: Issue) -> list[SourceLine]:
    """The source of the archived page around the place of the issue; empty where nothing tells where that is."""
    finding, line = issue.finding, 0
    if page_key(finding.found_on or finding.at) == page_key(one.url) and str(finding.data.get("line", "")).isdigit():
        line = int(str(finding.data["line"]))
    targets = [finding.at, finding.at.partition("://")[2].partition("/")[2]] if finding.at != one.url else []
    words = [finding.excerpt.strip("… "), *words_of(finding)]
    return source_around(_text(one), words, [target for target in targets if len(target) > 3], line)


def _with_record(known: Archived, data: Path, path: Path, page: Page) -> Archived:
    """With the record of this visit, else with that of an earlier one that has the same bytes."""
    for visit in [path, *(other for other in kept_visits(path) if other != path)]:
        try:
            record = find_record(warc_path(visit), page.url)
        except FileNotFoundError:
            continue
        except VisitDamaged as error:
            if visit == path:
                return replace(known, why=error.message)
            continue
        if record is not None and (visit == path or record.digest == page.digest):
            borrowed = "" if visit == path else visit.relative_to(data.resolve()).as_posix()
            return replace(known, record=record, borrowed=borrowed)
    if not warc_path(path).is_file():
        return replace(known, why="存档文件不在（可能单独删除了，见 docs/privacy.md），只剩访问文件里记下的情况")
    unchanged = "服务器说网页没有变化，没有再传内容；保存内容的那次访问已经清理"
    return replace(known, why=unchanged if not page.changed else "存档里没有这个网页")


def _unread(answer: LinkProbe | None) -> str:
    if answer is None:
        return "那次访问没有遇到这个网址"
    if not answer.looks:
        return "那次访问没有读这个网址（没有轮到）"
    if answer.failure is not None:
        return f"那次访问没有读到这个网址：{word('failure', answer.failure)}"
    if answer.status is not None and 200 <= answer.status < 300:
        return f"那次访问只查看了它能不能打开（HTTP {answer.status}），没有把它当网页存档"
    return f"这个网址没有给出网页（HTTP {answer.status}），没有可存档的内容"


def _wanted(issue: Issue, one: Archived) -> Callable[[str], bool]:
    """Is a link of the page what the issue is about? Of a host that is at fault every link to it is."""
    finding = issue.finding
    own, target = page_key(one.url), page_key(finding.at)
    host = finding.key[1] if finding.key[:1] == ("host",) and len(finding.key) > 1 else ""
    if target == own and not host:
        return lambda url: False
    return lambda url: page_key(url) == target or (bool(host) and host_of(url) == host)


def _text(one: Archived) -> str:
    return decoded(one.record.body[:LARGEST], one.charset) if one.record else ""


def _address(one: Archived) -> str:
    return (one.page.final_url or one.page.url) if one.page else one.url


def _without_folder(error: StorageError, data: Path) -> str:
    """Where the data lies on the machine is nothing for whoever signs in."""
    return error.message.replace(f"{data.resolve()}/", "").replace(f"{data}/", "")


def failure_of(look: Look) -> str:
    """What came of one try, in Chinese or as a status."""
    return word("failure", look.failure) if isinstance(look.failure, Failure) else f"HTTP {look.status}"
