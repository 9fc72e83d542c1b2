"""How long reading takes: one page of 27 kB with 80 links again and again, and the pages of `bench.site` once each.

Run `python bench/facts.py`. Prints milliseconds beside what the parser alone takes on the same machine, because
absolute figures drift.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from selectolax.lexbor import LexborHTMLParser

from bench import site
from checks.facts import markup, reading
from checks.facts.outline import Outline

URL = "http://www.example.gov.cn/xwzx/tzgg/index.html"
ROUNDS, EACH = 40, 25


def page() -> bytes:
    """A list page of 27 kB: 20 links of navigation, 60 entries with a date, 60 paragraphs of text, a foot."""
    nav = "".join(f'<li><a href="/c{n}/">栏目{n}</a></li>' for n in range(20))
    text = "".join(f'<p class="x">{"中文正文内容，" * 14}</p>' for _ in range(60))
    entries = "".join(
        f'<li><a href="/c1/t202601{n % 28 + 1:02}_{n}.html" title="标题{n}">关于某事项的通知第{n}号</a>'
        f"<span>2026-01-{n % 28 + 1:02}</span></li>"
        for n in range(60)
    )
    return (
        "<html><head><title>通知公告</title><meta name='SiteName' content='某县人民政府'></head><body>"
        f'<div class="nav"><ul>{nav}</ul></div><div class="main">{text}<ul class="list">{entries}</ul></div>'
        '<div class="footer">主办单位：某县人民政府 网站标识码：4114240001</div></body></html>'
    ).encode()


def best(work: Callable[[], object]) -> float:
    """Milliseconds of CPU of one call: the best round, so that neighbours on the machine count least."""
    work()
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(EACH):
            work()
        rounds.append((time.process_time() - start) / EACH * 1000)
    return min(rounds)


def first_sight() -> tuple[float, float]:
    """(the parser alone, parse and read) in milliseconds, medians over pages that were not seen before.

    Both are taken in turn on each page, so that neighbours on the machine slow both alike.
    """
    kinds = site.addresses("127.0.0.1", 8800)
    alone, whole = [], []
    for number, url in enumerate(kinds["pages"]):
        body = site.page(number, kinds)
        start = time.perf_counter()
        LexborHTMLParser(body)
        between = time.perf_counter()
        reading.read(markup.parse(url, body, "text/html; charset=utf-8"))
        alone.append(between - start)
        whole.append(time.perf_counter() - between)
    return statistics.median(alone) * 1000, statistics.median(whole) * 1000


def main() -> None:
    """Prints one line for each step."""
    alone, whole = first_sight()
    body = page()
    text = body.decode()
    parsed = markup.parse(URL, body, "text/html; charset=utf-8")
    steps = {
        "lexbor alone": lambda: LexborHTMLParser(text),
        "parse": lambda: markup.parse(URL, body, "text/html; charset=utf-8"),
        "outline": lambda: Outline(parsed.tree),
        "read": lambda: reading.read(parsed),
        "parse and read": lambda: reading.read(markup.parse(URL, body, "text/html; charset=utf-8")),
    }
    print(f"{len(body)} bytes, {len(reading.read(parsed).links)} links, {len(reading.read(parsed).items)} entries")
    for name, work in steps.items():
        print(f"{name:15} {best(work):6.3f} ms")
    print(f"pages of bench.site at first sight: {whole:.3f} ms, {whole / alone:.1f} × lexbor alone ({alone:.3f} ms)")


if __name__ == "__main__":
    main()
