"""Small visits written by hand."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from checks.model.captures import Coverage, LinkProbe
from checks.model.pages import Capture, Item, Link, Page, PageFacts, PageKind
from checks.model.registry import Column, Site, Unit
from results.visits.writer import VisitWriter

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOME = "http://www.linjiang.gov.cn/"
SITE = Site("临江县人民政府", HOME, "临江县人民政府办公室", code="3399990001")
UNIT = Unit("临江县人民政府办公室")
COLUMNS = (Column("3399990001", "通知公告", HOME + "tzgg/", "notice", 14),)


def capture(
    path: str = "",
    *,
    links: tuple[str, ...] = (),
    items: tuple[str, ...] = (),
    body: bytes = b"<html></html>",
    **more: object,
) -> Capture:
    """A page of the site that links to `links` and lists `items`, answered 200 unless told otherwise."""
    url = HOME + path
    page = Page(url, 200, NOW, digest=sha256(body).hexdigest(), size=len(body), content_type="text/html")
    page = Page(**{name: more.get(name, getattr(page, name)) for name in Page.__dataclass_fields__})  # type: ignore[arg-type]
    facts = PageFacts(
        url=url,
        title=f"标题{path}",
        kind=PageKind.OTHER if path else PageKind.HOME,
        links=tuple(Link(link, f"到{link[-6:]}") for link in links),
        items=tuple(Item(item, "条目", NOW) for item in items),
    )
    probe = LinkProbe(url, NOW, status=page.status, final_url=page.final_url, content_type="text/html")
    return Capture(
        page, facts, probe, body, (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"))
    )


def writer(path: Path, **more: object) -> VisitWriter:
    given = {"site": SITE, "unit": UNIT, "columns": COLUMNS, "moment": NOW, "run": 7, **more}
    return VisitWriter(path, **given)  # type: ignore[arg-type]  # the test chooses


def visit(path: Path, *captures: object, coverage: Coverage | None = None, **more: object) -> Path:
    """A closed visit of what is given."""
    made = writer(path, **more)
    for one in captures:
        made.keep(one)  # type: ignore[arg-type]  # the test chooses
    return made.close(coverage or Coverage(known=len(captures), asked=len(captures), pages=len(captures)))
