"""One round of availability after another: ask every home page, keep what came, say what it was, judge a week of it."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection

from checks.indicators.edition import Edition, Judged
from checks.indicators.words import word
from checks.model.captures import Failure, HttpProbe
from checks.model.findings import Outcome
from checks.model.registry import BEIJING, Site, SubjectState
from checks.model.rounds import Doubt, Heard, Round
from clock.alone import alone
from clock.rules import edition_of
from clock.settings import Settings
from crawler.probes.availability import ask_homes
from crawler.probes.home import Pace
from crawler.probes.witness import Watch
from results import availability, steadiness
from results.errors import PersonError
from results.intake import rounds as rounds_file
from results.ledger import registry, rounds
from results.ledger.engine import Ledger, open_ledger

JUMP = 5.0
"""Seconds by which the wall clock may drift from the steady one during a round; more is a clock that was set."""
_OURS = frozenset({Failure.BUDGET, Failure.THROTTLED, Failure.CHALLENGED, Failure.BAD_ADDRESS})
_WORST = 20
_STEP = 30.0
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}


@dataclass(frozen=True, slots=True)
class Probed:
    """What a round came to: site → what its answer says."""

    round: Round
    seen: dict[str, availability.Seen]
    over_ipv6: tuple[availability.Seen, ...] = ()

    @property
    def failed(self) -> int:
        return sum(bool(seen.cause) for seen in self.seen.values())


def _utc() -> datetime:
    return datetime.now(UTC)


def probe_once(
    settings: Settings,
    out: Console,
    *,
    spread_minutes: float | None = None,
    longest: float = 3_300.0,
    now: Callable[[], datetime] = _utc,
) -> Probed:
    """One round, kept in the ledger and told on the screen.

    Raises PersonError when nothing is registered, when another round is going on in the same data folder, or when the
    ledger cannot be used.
    """
    folder = settings.folder / "probes"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PersonError(f"建不了 {folder}：{error.strerror}；请检查 [data] path 和权限") from error
    rule = edition_of(settings).rules.get(availability.CHECK)
    if rule and settings.probe.seconds <= rule.param("seconds"):
        limit = rule.param("seconds")
        out.print(f"[probe] seconds 不大于判定时限 {limit} 秒：超时的访问都不能判断，请改大", markup=False)
    with alone(folder, "探测"), open_ledger(settings.ledger_url) as ledger:
        with ledger.connect() as connection:
            known = registry.load(connection)
        due = [site for site in known.sites if site.state is SubjectState.NORMAL]
        if not due:
            raise PersonError("台账里没有要探测的网站；请先运行 python schedule.py import 你的登记表.xlsx")
        pace = _pace(settings, spread_minutes, longest)
        homes = [site.home for site in due]
        round_, answers = _ask(settings, homes, pace, now, lambda began: _turn(ledger, settings, began))
        found = {(s.key, s.home, f): answers[s.home, f] for s in due for f in (0, 6) if (s.home, f) in answers}
        kept = _keep(ledger, settings, round_, found)
    seen = {key: availability.look(Heard(kept, probe), rule) for key, probe in found.items()} if rule else {}
    over = tuple(one for (_, _, family), one in seen.items() if family)
    probed = Probed(kept, {key: one for (key, _, family), one in seen.items() if not family}, over)
    _tell(out, probed, due)
    return probed


def _turn(ledger: Ledger, settings: Settings, moment: datetime) -> bool:
    """Is it time to ask over IPv6 again? Once in each of the `ipv6_per_day` equal parts of a day (Beijing)."""
    often = settings.probe.ipv6_per_day
    if often <= 0:
        return False
    local = moment.astimezone(BEIJING)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight + timedelta(days=1) / often * ((local - midnight) * often // timedelta(days=1))
    with ledger.connect() as connection:
        return not rounds.asked_over(connection, settings.probe.vantage, 6, since)


def _pace(settings: Settings, spread_minutes: float | None, longest: float) -> Pace:
    probe = settings.probe
    spread = 60 * (probe.spread_minutes if spread_minutes is None else spread_minutes)
    return Pace(
        spread=min(spread, 0.8 * longest),
        gap=probe.gap_seconds,
        at_once=probe.at_once,
        seconds=probe.seconds,
        longest=longest,
        witness_every=probe.witness_seconds,
        page_bytes=settings.manners.page_bytes,
        user_agent=settings.manners.user_agent,
    )


def _ask(
    settings: Settings,
    homes: Sequence[str],
    pace: Pace,
    now: Callable[[], datetime],
    turn: Callable[[datetime], bool],
) -> tuple[Round, dict[tuple[str, int], HttpProbe]]:
    answers: dict[tuple[str, int], HttpProbe] = {}

    def keep(probe: HttpProbe) -> None:
        answers[probe.subject, probe.family] = probe

    began, steady = now(), time.monotonic()
    # The loop of the standard library: uvloop looks names up in four threads, and their queue would count as slowness.
    asking = ask_homes(
        homes, pace, settings.network, keep, began=began, seed=int(began.timestamp()), over_ipv6=turn(began)
    )
    watch = asyncio.run(asking)
    took = time.monotonic() - steady
    jumped = abs((now() - began).total_seconds() - took) > JUMP
    first = [probe for (_, family), probe in answers.items() if not family]
    silent = sum(probe.failure is not None and probe.failure not in _OURS for probe in first)
    doubt = Doubt.CLOCK if jumped else _witness(watch)
    ended = began + timedelta(seconds=took)
    return Round(settings.probe.vantage, began, ended, len(first), silent, watch.vouches, doubt), answers


def _witness(watch: Watch) -> Doubt | None:
    return Doubt.WITNESS if watch.never else None


def _keep(ledger: Ledger, settings: Settings, round_: Round, answers: rounds.Homes) -> Round:
    with ledger.begin() as connection:
        if round_.doubt is None and rounds.overlapping(connection, round_):
            round_ = replace(round_, doubt=Doubt.OVERLAP)
        rounds.add(connection, round_, answers)
        if round_.doubt is None:
            rounds.prune(connection, round_.began - timedelta(days=settings.probe.keep_days))
            rounds.forget(connection, 6, round_.began - timedelta(days=settings.probe.ipv6_keep_days))
    return round_


def probe_every(
    settings: Settings,
    out: Console,
    every: timedelta,
    *,
    spread_minutes: float | None = None,
    now: Callable[[], datetime] = _utc,
    wait: Callable[[float], None] = time.sleep,
    most: int | None = None,
) -> None:
    """A round at once, then one at every whole multiple of `every`, for ever (`most` rounds when given).

    A round that runs into the time of the next takes its place; one that could not be made is told, and the next is
    tried.
    """
    seconds, made = every.total_seconds(), 0
    while True:
        turn = now().timestamp() // seconds
        try:
            probe_once(settings, out, spread_minutes=spread_minutes, longest=0.9 * seconds, now=now)
        except PersonError as problem:
            out.print(f"这一轮没有做：{problem}", markup=False)
        made += 1
        if made == most:
            return
        # Looked at in steps: a clock that is set meanwhile must not make us sleep until a day that is far away.
        while (current := now().timestamp()) // seconds == turn:
            wait(max(0.0, min(_STEP, (turn + 1) * seconds - current)))


def period(text: str) -> timedelta:
    """`1h`, `30m`, `90s` as a span of at least ten seconds. Raises PersonError."""
    found = re.fullmatch(r"([0-9]{1,4})([smh])", text)
    span = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else timedelta()
    if span < timedelta(seconds=10):
        raise PersonError(f"--every 应写成 1h、30m 或 90s，且不少于 10 秒，不是 {text!r}")
    return span


def export_rounds(settings: Settings, file: Path, out: Console) -> None:
    """Writes all rounds of the ledger into a file."""
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        count = rounds_file.write(file, rounds.stored(connection))
    out.print(f"已写出 {count} 轮探测：{file}", markup=False)


def import_rounds(settings: Settings, file: Path, out: Console) -> None:
    """Takes in rounds from a file, all or none; those that are known are passed over."""
    new = known = 0
    strange: set[str] = set()
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        sites = {site.key for site in registry.load(connection).sites}
        for round_, answers in rounds_file.read(file):
            if round_.doubt is None and rounds.overlapping(connection, round_):
                began = round_.began.astimezone(BEIJING)
                raise PersonError(
                    f"{file}：观察点 {round_.vantage} 在 {began:%Y-%m-%d %H:%M} 的一轮与已有的轮次重叠；"
                    "两台机器不能用同一个名称，请在其中一台的 [probe] vantage 改名后重新导出"
                )
            added = rounds.add(connection, round_, answers)
            new, known = new + added, known + (not added)
            strange.update(site for site, _, _ in answers if site not in sites)
    out.print(f"导入 {new} 轮探测，{known} 轮已在台账中", markup=False)
    if strange:
        out.print(f"其中 {len(strange)} 个网站不在台账登记表中：{'、'.join(sorted(strange)[:5])}", markup=False)


def reached(
    connection: Connection, site: Site, edition: Edition, moment: datetime, beside: Sequence[Outcome] = ()
) -> tuple[Outcome, ...]:
    """What the rounds say of a site, as outcomes beside those of the checks; () when the edition does not ask."""
    rule, steady = (edition.rules.get(check) for check in (availability.CHECK, steadiness.CHECK))
    if rule is None or rule.judged is not Judged.LEDGER:
        return ()
    since, until = availability.window(rule, moment)
    outcome = availability.judge(site, rounds.series(connection, site.key, site.home, since, until), rule, moment)
    if steady is None or steady.judged is not Judged.LEDGER:
        return (outcome,)
    since, until = availability.window(steady, moment)
    any_way, over = (rounds.series(connection, site.key, site.home, since, until, family) for family in (0, 6))
    none = steadiness.without_address(site, beside)
    return outcome, steadiness.judge(site, any_way, over, steadiness.Rules(steady, rule), moment, no_address=none)


def _tell(out: Console, probed: Probed, sites: Sequence[Site]) -> None:
    round_ = probed.round
    began = round_.began.astimezone(BEIJING)
    took = (round_.ended - round_.began).total_seconds()
    good = sum(not seen.cause and not seen.left_out for seen in probed.seen.values())
    left = Counter(availability.shown(seen.left_out) for seen in probed.seen.values() if seen.left_out)
    counted = f"打开 {good}，打不开或过慢 {probed.failed}，不计 {left.total()}"
    out.print(
        f"{round_.vantage} {began:%Y-%m-%d %H:%M} 探测 {round_.asked} 个首页，用时 {took:.0f} 秒：{counted}",
        markup=False,
    )
    if over := probed.over_ipv6:
        worthless = sum(bool(seen.left_out) for seen in over)
        bad = sum(bool(seen.cause) for seen in over)
        told = (
            f"经 IPv6 访问 {len(over)} 个首页：打开 {len(over) - bad - worthless}，打不开或过慢 {bad}，不计 {worthless}"
        )
        out.print(told, markup=False)
    for reason, count in left.most_common():
        out.print(f"不计：{reason}（{count}）", markup=False)
    if not round_.witnessed:
        out.print(
            "没有配置见证地址（[network] witnesses）：多数网站同时没有应答时，分不清是不是本机网络故障", markup=False
        )
    if round_.doubt:
        out.print(f"本轮不作数：{word('left-out', round_.doubt)}", markup=False)
        return
    bad = [site for site in sites if probed.seen.get(site.key) and probed.seen[site.key].cause]
    if bad:
        table = Table(title="打不开或过慢的首页")
        for head in ("网站", "首页", "原因", "用时（秒）"):
            table.add_column(head, overflow="fold")
        for site in bad[:_WORST]:
            seen = probed.seen[site.key]
            whole = seen.probe.phases.whole
            cells = (site.name, site.home, availability.shown(seen.cause), "" if whole is None else f"{whole:.1f}")
            table.add_row(*(Text(cell) for cell in cells))
        out.print(table)
    if len(bad) > _WORST:
        out.print(f"另有 {len(bad) - _WORST} 个，见 probe --export", markup=False)
