"""The county as it is: built from today's date, answering any request without memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from tests.county.accounts import tokens
from tests.county.dialects.known import DIALECTS
from tests.county.draft import Account, Book, Site, Tls
from tests.county.messages import write as write_messages
from tests.county.notices import write_officials
from tests.county.nouns import Answer, Habit, Handler, NearMiss, Request, Response
from tests.county.outside import OUTSIDE, not_found
from tests.county.paint import paint, settle_articles, settle_columns
from tests.county.plan import lay_out
from tests.county.records import write as write_records
from tests.county.registry import write
from tests.county.rounds import write as write_rounds
from tests.county.stages import BEFORE, COLUMNS, PAGES, Draw


@dataclass(frozen=True, slots=True)
class County:
    """`files` and `handlers` are by host; `ghosts` are registered sites without pages; `outside` is by address, `doors`
    by host. `untrusted` hosts speak TLS, badly; `tls` says of all others that know it how they do."""

    today: date
    seed: int
    sites: tuple[Site, ...]
    answers: tuple[Answer, ...]
    near_misses: tuple[NearMiss, ...]
    files: Mapping[str, Mapping[str, Response]]
    handlers: Mapping[str, Mapping[str, Handler]]
    outside: Mapping[str, Response]
    doors: Mapping[str, Handler]
    untrusted: frozenset[str]
    habits: Mapping[str, Habit]
    tls: Mapping[str, Tls]
    ghosts: tuple[Site, ...] = ()
    accounts: tuple[Account, ...] = ()
    records: tuple[tuple[str, ...], ...] = ()
    name: str = "临江县"

    @property
    def pages(self) -> int:
        """How many html pages the sites have, without those made on demand."""
        return sum(
            1
            for files in self.files.values()
            for r in files.values()
            if r.status == 200 and "html" in r.header("Content-Type")
        )

    @property
    def hosts(self) -> frozenset[str]:
        """Every host that has an address: the sites and the world they link to."""
        return frozenset({*self.files, *OUTSIDE, *self.doors, *(urlsplit(url).netloc for url in self.outside)})

    def write_registry(self, folder: Path) -> list[Path]:
        """Writes sites.csv, columns.csv and accounts.csv and returns where."""
        return write((*self.sites, *self.ghosts), self.accounts, folder)

    @property
    def tokens(self) -> dict[str, str]:
        """What the office has in its environment for its accounts."""
        return tokens(self.accounts)

    def write_officials(self, path: Path) -> Path:
        """Writes the office's list of officials as `lexicon import` reads it, and returns where."""
        return write_officials(path, self.today)

    def write_records(self, path: Path) -> Path:
        """Writes what persons noted of accounts as `accounts record` reads it, and returns where."""
        return write_records(self.records, path)

    def write_messages(self, path: Path) -> Path:
        """Writes what citizens wrote of the sites as `complaints import` reads it, and returns where."""
        return write_messages(self.answers, self.sites, self.today, path)

    def write_rounds(self, path: Path) -> Path:
        """Writes the week of availability before today as `probe --import` reads it, and returns where."""
        return write_rounds(self.sites, dict(self.habits), self.today, path)

    def respond(
        self,
        host: str,
        path: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        family: int = 4,
        secure: bool = False,
    ) -> Response:
        """What the server of `host` answers to `path` (with its query). Header names in lower case. A host that the
        county does not know answers 404, as a provider's default host does. `secure` is asked over https."""
        host = host.lower().removesuffix(":80")
        spoken = self.tls.get(host, Tls())
        if spoken.home and not secure:
            return Response(301, (("Location", f"https://{host}{path}"),))
        if spoken.back and secure:
            return Response(302, (("Location", f"http://{host}{path}"),))
        bare, _, query = path.partition("?")
        answer = self._answer(host, path, Request(bare, query, method, headers or {}, body))
        if spoken.hsts:
            answer = replace(answer, headers=(*answer.headers, ("Strict-Transport-Security", spoken.hsts)))
        if family == 6 and any(s.host == host and not s.dns.get("aaaa", True) for s in self.sites):
            return Response(0, wire="reset")
        if answer.status == 200 and _unchanged(answer, headers or {}):
            kept = tuple(h for h in answer.headers if h[0] in ("ETag", "Last-Modified"))
            return Response(304, kept)
        if method != "HEAD":
            return answer
        if answer.wire == "no-head":
            return Response(405, (("Allow", "GET"),))
        told = () if answer.header("Content-Length") else (("Content-Length", str(len(answer.body))),)
        return Response(answer.status, (*answer.headers, *told), b"", answer.wire)

    def _answer(self, host: str, path: str, request: Request) -> Response:
        if host not in self.files:
            return self._foreign(host, path, request)
        found = self.files[host].get(path)
        if found is not None:
            return found
        bare, query = request.path, request.query
        for place, handler in self.handlers[host].items():
            if bare == place or (place.endswith("/") and bare.startswith(place)):
                return handler(request)
        if ";jsessionid=" in bare:
            bare = bare.partition(";")[0]
            return self._answer(host, bare + (f"?{query}" if query else ""), replace(request, path=bare))
        return self._dropping_session(host, bare, query)

    def _foreign(self, host: str, path: str, request: Request) -> Response:
        said = self.outside.get(f"http://{host}{path}")
        if said is None and host in self.doors:
            return self.doors[host](request)
        return said or OUTSIDE.get(host) or not_found(host)

    def _dropping_session(self, host: str, bare: str, query: str) -> Response:
        """A session id in the query makes no other page."""
        kept = "&".join(pair for pair in query.split("&") if not pair.upper().startswith("PHPSESSID="))
        path = f"{bare}?{kept}" if kept else bare
        return self.files[host].get(path, not_found(host)) if kept != query else not_found(host)


def _unchanged(answer: Response, headers: Mapping[str, str]) -> bool:
    if tag := headers.get("if-none-match"):
        return tag == answer.header("ETag")
    since = headers.get("if-modified-since", "")
    return bool(since) and since == answer.header("Last-Modified")


def build(today: date, seed: int = 1, *, mended: frozenset[str] = frozenset(), night: int = 1) -> County:
    """The county as it stands on `today`. `mended` names faults (`Answer.id`) that were put right; `night` 2 adds the
    faults that came after the first."""
    book = Book(today, seed, mended, night)
    lay_out(book)
    _draw(book, BEFORE)
    for site in book.sites.values():
        settle_columns(site)
    _draw(book, COLUMNS)
    for site in book.sites.values():
        settle_articles(site)
    _draw(book, PAGES)
    files = {s.host: paint(s, today) for s in book.sites.values() if not s.wire}
    broken = {s.host: {"/": Response(0, wire=s.wire)} for s in book.sites.values() if s.wire}
    return County(
        today,
        seed,
        tuple(book.sites.values()),
        tuple(book.answers),
        tuple(book.misses),
        {**files, **broken},
        {s.host: {**DIALECTS[s.dialect].handlers(s), **s.handlers} for s in book.sites.values()},
        dict(book.outside),
        dict(book.doors),
        frozenset(book.untrusted),
        dict(book.habits),
        {site.host: site.tls for site in book.sites.values()} | dict.fromkeys(book.secured, Tls("good")),
        tuple(book.ghosts),
        tuple(book.accounts),
        tuple(book.records),
    )


def _draw(book: Book, stage: tuple[Draw, ...]) -> None:
    for draw in stage:
        draw(book)
