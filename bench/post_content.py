"""What the content of posts costs: CPU of masking and of judging one. `python -m bench.post_content [--write]`

Posts of four hundred letters, cut from a text of laws and notices; every post another one, then each text passed on by
three hundred accounts. Masking is what a night does before it stores a post; judging is the six checks of content on
accounts of twenty posts, from memory. Then the arithmetic to 90,000 accounts.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from checks import catalog
from checks.facts.personal_posts import scanner
from checks.indicators import edition
from checks.lexicon.expressions import shipped
from checks.model.posts import Post, PostKind, Reading, ReadingState
from checks.model.registry import Account
from checks.model.views import GatheredAccount
from checks.runner import run_on_account
from clock.workers import settle

ACCOUNTS, POSTS, LETTERS, PASSED, SEED = 500, 20, 400, 300, 1
ALL = 90_000
NOW = datetime(2026, 11, 20, tzinfo=UTC)
CHECKS = (
    *("wrong-expressions", "imprecise-names", "typos"),
    *("wrong-officials", "leaked-secrets", "personal-data"),
)
_HEADING = "## The content of posts"


def readings(texts: Iterator[str]) -> list[Reading]:
    """One reading for each account, with the next twenty texts."""
    made = []
    for account in range(ACCOUNTS):
        days = [NOW - timedelta(days=n + 1) for n in range(POSTS)]
        posts = tuple(
            Post(f"p{n}", f"http://mp.example.cn/{account}/{n}", "工作动态", next(texts), day, kind=PostKind.ARTICLE)
            for n, day in enumerate(days)
        )
        made.append(Reading(f"号|{account}", "feed", NOW, ReadingState.NEW, posts=posts))
    return made


def texts(apart: bool) -> Iterator[str]:
    """Texts made of right forms and common words: each another one, or each three hundred times."""
    random = Random(SEED)
    words = [one.right for one in shipped().expressions if one.right] + [
        "各乡镇",
        "，",
        "。\n",
        "认真抓好",
        "2026年",
        "工作",
    ] * 300
    while True:
        text = "".join(random.choices(words, k=LETTERS // 3))[:LETTERS]
        for _ in range(1 if apart else PASSED):
            yield text


def measure(apart: bool) -> tuple[float, float]:
    """CPU milliseconds of masking and of judging a post."""
    given, clean, text = readings(texts(apart)), scanner(b"a salt of this bench" + bytes([apart])), edition.load()
    began = time.process_time()
    masked = [clean(reading) for reading in given]
    mask = time.process_time() - began
    checks = [catalog.of_accounts()[id] for id in CHECKS]
    run_on_account(checks[0], _view(masked[0]), text.rules[CHECKS[0]])  # the lexicon is made once
    began = time.process_time()
    for reading in masked:
        for check in checks:
            run_on_account(check, _view(reading), text.rules[check.id])
    judge = time.process_time() - began
    return tuple(1000 * seconds / (ACCOUNTS * POSTS) for seconds in (mask, judge))  # type: ignore[return-value]  # two


def _view(reading: Reading) -> GatheredAccount:
    return GatheredAccount(Account("号", "某县发布", "县政府办", reading.account), NOW, read=(reading,))


def lines() -> list[str]:
    """What was measured, and what follows for a country."""
    table = [
        "| | masking, ms a post | judging, ms a post | 90,000 accounts of 20 posts, minutes of one core |",
        "|---|---|---|---|",
    ]
    for name, apart in (("every text another one", True), (f"each text in {PASSED} posts", False)):
        mask, judge = measure(apart)
        table.append(f"| {name} | {mask:.3f} | {judge:.3f} | {ALL * POSTS * (mask + judge) / 60_000:.0f} |")
    told = f"{ACCOUNTS * POSTS:,} posts of {LETTERS} letters; the lexicon that is shipped."
    return [*table, "", told]


def write(told: list[str], path: Path) -> None:
    """Puts the figures into the page of benchmarks, in the place of older ones."""
    before, _, rest = path.read_text(encoding="utf-8").partition(f"\n{_HEADING}\n")
    after = rest[rest.index("\n## ") + 1 :] if "\n## " in rest else ""
    said = "\n".join([_HEADING, "", "`python -m bench.post_content`, CPU of one process:", "", *told])
    path.write_text("\n\n".join(filter(None, [before.rstrip("\n"), said, after.rstrip("\n")])) + "\n", encoding="utf-8")


if __name__ == "__main__":
    settle()
    figures = lines()
    print("\n".join(figures))
    if "--write" in sys.argv:
        write(figures, Path(__file__).resolve().parent.parent / "docs/benchmarks.md")
