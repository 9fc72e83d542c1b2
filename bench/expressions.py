"""What looking for wrong expressions costs: CPU milliseconds of a page of the corpus, for a lexicon of 10,000 terms.

Run `python -m bench.expressions` beside the corpus of real pages (`XUNWANG_CORPUS` for another place). The terms are
made: misprints of runs of signs as they stand on the pages, so that the automaton is kept as busy as by real ones.
Beside it the lexicon that is shipped. Every page is searched as often as `ROUNDS` says, the best time counts.
"""

from __future__ import annotations

import statistics
import time
from random import Random

from bench.corpus import pages
from checks.facts.expressions import Finder
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.lexicon.expressions import Expression, Level, Lexicon, shipped
from clock.workers import settle

TERMS, ROUNDS, SEED = 10_000, 5, 1
ABOUT = "One pass over the main text of a page of the corpus (`python -m bench.expressions`), at most 0.3 ms"


def texts() -> list[str]:
    """The main text of every page."""
    found: dict[str, str] = {}
    for bodies in pages().values():
        for url, body, home in bodies:
            if url not in found:
                found[url] = read(parse(url, body, "text/html"), home=home).text
    return list(found.values())


def generated(shown: list[str]) -> Lexicon:
    """Ten thousand terms of three to ten signs that stand nowhere, and begin as what stands there."""
    random, whole = Random(SEED), "\n".join(shown)
    terms: dict[str, Expression] = {}
    while len(terms) < TERMS:
        place, length = random.randrange(len(whole) - 12), random.randint(3, 10)
        run = whole[place : place + length]
        wrong = run[:-1] + whole[random.randrange(len(whole))]
        if run.isalnum() and wrong.isalnum() and wrong not in whole:
            terms[wrong] = Expression(wrong, run, Level.TYPO, "word")
    return Lexicon(tuple(terms.values()))


def cost(find: Finder, shown: list[str]) -> list[float]:
    """Best CPU seconds of each text."""
    best = []
    for text in shown:
        took = []
        for _ in range(ROUNDS):
            start = time.process_time()
            for _ in find(text):
                pass
            took.append(time.process_time() - start)
        best.append(min(took))
    return best


def run_all() -> list[str]:
    settle()
    shown = texts()
    known = shipped()
    lexicons = {f"a generated lexicon of {TERMS:,} terms": generated(shown)}
    lexicons[f"the lexicon that is shipped, {len(known.expressions):,} terms"] = known
    lines = ["| | median ms | mean ms |", "|---|---|---|"]
    for name, words in lexicons.items():
        took = cost(Finder(words), shown)
        lines.append(f"| {name} | {statistics.median(took) * 1000:.3f} | {statistics.fmean(took) * 1000:.3f} |")
    signs = statistics.median(map(len, shown))
    return [*lines, "", f"{len(shown)} pages, {signs:.0f} signs in the median."]


if __name__ == "__main__":
    print("\n".join(run_all()))
