"""How large the series of availability grows: 1,500 sites, 24 rounds a day, 6 of them over IPv6 as well, 90 days
(14 of what came over IPv6).
`python -m bench.series [URL]`.

Fills a ledger round by round, as the clock does (a new SQLite file, or the database of URL, which must be empty), with
answers as they are met: most good, a few slow, a few failed. Prints its size in MB, indexes included, and how long the
verdict of one site takes; ends with 1 where it is more than the limit.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, text

from checks.indicators import edition
from checks.model.captures import Failure, HttpProbe, Phases
from checks.model.registry import BEIJING, Site
from checks.model.rounds import Round
from results import availability
from results.ledger import rounds
from results.ledger.engine import open_ledger

SITES, A_DAY, OVER_IPV6, DAYS, IPV6_DAYS = 1_500, 24, 6, 90, 14
MEGABYTES = 300.0
BEGAN = datetime(2026, 8, 1, tzinfo=BEIJING)


def answer(dice: random.Random, home: str, at: datetime) -> HttpProbe:
    """One answer in a hundred fails, one in fifty is by https with a certificate that does not hold."""
    spans = Phases(*(dice.random() * part for part in (0.05, 0.1, 0.2, 1.0, 3.0)))
    if dice.random() < 0.01:
        return HttpProbe(home, at, failure=dice.choice((Failure.RESET, Failure.REFUSED)), phases=spans)
    marks = ("bad-certificate",) if dice.random() < 0.02 else ()
    return HttpProbe(home, at, status=200, phases=spans, size=dice.randrange(200_000), marks=marks)


def fill(connection: Connection, day: int, keys: list[tuple[str, str]], dice: random.Random) -> None:
    for hour in range(A_DAY):
        began = BEGAN + timedelta(days=day, hours=hour)
        held = Round("本机", began, began + timedelta(minutes=10), SITES, 15, True)
        at = [began + timedelta(seconds=dice.random() * 600) for _ in keys]
        found = {(*key, 0): answer(dice, key[1], moment) for key, moment in zip(keys, at, strict=True)}
        if hour * OVER_IPV6 % A_DAY == 0:  # as if every site had an IPv6 address
            over = {key: replace(answer(dice, key[1], m), family=6) for key, m in zip(keys, at, strict=True)}
            found.update({(*key, 6): probe for key, probe in over.items()})
        rounds.add(connection, held, found)
        rounds.forget(connection, 6, began - timedelta(days=IPV6_DAYS))


def size(connection: Connection) -> float:
    """MB of the tables of the series with their indexes; of the whole file on SQLite."""
    if connection.dialect.name == "sqlite":
        pages = connection.execute(text("pragma page_count")).scalar_one()
        return float(pages * connection.execute(text("pragma page_size")).scalar_one()) / 1e6
    names = ("rounds", "homes", "answers")
    asked = " + ".join(f"pg_total_relation_size('{name}')" for name in names)
    return float(connection.execute(text(f"select {asked}")).scalar_one()) / 1e6


def main(url: str) -> int:
    dice = random.Random(1)
    sites = [Site(f"s{n}", f"http://www.s{n}.gov.cn/", "u", code=f"33{n:08}") for n in range(SITES)]
    keys = [(site.key, site.home) for site in sites]
    with open_ledger(url) as ledger:
        for day in range(DAYS):
            with ledger.begin() as connection:
                fill(connection, day, keys, dice)
        rule, night = edition.load().rules[availability.CHECK], BEGAN + timedelta(days=DAYS, hours=1)
        since, until = availability.window(rule, night)
        with ledger.connect() as connection:
            began = time.monotonic()
            for site in sites[:100]:
                series = rounds.series(connection, site.key, site.home, since, until)
                assert availability.judge(site, series, rule, night).judged == 168
            each = (time.monotonic() - began) * 10
            megabytes = size(connection)
    count = SITES * (A_DAY * DAYS + OVER_IPV6 * IPV6_DAYS)
    print(f"{ledger.engine.name}: {count:,} answers, {megabytes:.0f} MB, verdict {each:.1f} ms a site")
    return int(megabytes > MEGABYTES)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(sys.argv[1]))
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(main(f"sqlite:///{Path(folder) / 'ledger.sqlite'}"))
