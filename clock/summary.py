"""The table at the end of a run: coverage first, then what was found, then what could not be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checks.indicators.edition import Edition
from checks.indicators.words import word
from checks.model.captures import Coverage
from checks.model.findings import Status
from checks.model.registry import BEIJING, Site
from results.following import Counts
from results.ledger.runs import Run
from results.scoring import Score, VetoState


@dataclass(frozen=True, slots=True)
class Row:
    """One site of a run. `score` is None for one that was only glanced at, and `says` what was found of it."""

    site: Site
    coverage: Coverage
    statuses: Mapping[Status, int]
    score: Score | None
    counts: Counts
    says: tuple[str, ...] = ()


HEADS = ("网站", "覆盖", "页面", "有问题", "待确认", "未测", "得分", "否决线索", "新/未改/已改")
_LEFT = {"网站", "覆盖", "否决线索"}


def print_summary(out: Console, run: Run, rows: Sequence[Row], broken: Mapping[str, str], edition: Edition) -> None:
    """One line a site, and one of totals; then the sites that are closed or paused, which count nowhere else."""
    glanced = [row for row in rows if row.score is None]
    rows = [row for row in rows if row.score is not None]
    began = run.started.astimezone(BEIJING)
    table = Table(title=f"第 {run.id} 次巡查（{began:%Y-%m-%d %H:%M}，{edition.version}）")
    for name in HEADS:
        table.add_column(name, overflow="fold", justify="left" if name in _LEFT else "right", no_wrap=name not in _LEFT)
    for row in sorted(rows, key=lambda r: r.site.key):
        table.add_row(*_cells(row))
    out.print(table)
    for key, reason in broken.items():
        out.print(f"没有做完：{key}：{reason}", markup=False)
    if broken:
        out.print("没有做完的网站可用 --resume 再做", markup=False)
    totals = {status: sum(row.statuses.get(status, 0) for row in rows) for status in Status}
    counted = "，".join(f"{word('status', status)} {count}" for status, count in totals.items())
    out.print(f"{len(rows)} 个网站的检查项次：{counted}", markup=False)
    out.print("得分是区间：未测和待确认的项目使它变宽；否决线索须经人工确认才算数", markup=False)
    _print_glanced(out, sorted(glanced, key=lambda row: row.site.key))


def _print_glanced(out: Console, rows: Sequence[Row]) -> None:
    if not rows:
        return
    states = "、".join(f"{word('state', state)} {n}" for state, n in Counter(row.site.state for row in rows).items())
    out.print(f"另有 {len(rows)} 个网站登记为关停或下线（{states}），只看域名和首页，不计入以上各数：", markup=False)
    for row in rows:
        unknown = "域名或首页没有看到，不下结论" if row.statuses.get(Status.UNKNOWN) else "没有发现问题"
        told = "；".join(row.says) or unknown
        out.print(f"  {row.site.name}（{word('state', row.site.state)}）：{told}", markup=False)


def _cells(row: Row) -> tuple[str | Text, ...]:
    vetoes = row.score.vetoes if row.score else ()
    reached = (veto.code for veto in vetoes if veto.state in (VetoState.CANDIDATE, VetoState.CONFIRMED))
    return (
        Text(row.site.name),
        word("ended", row.coverage.ended),
        str(row.coverage.pages),
        str(row.statuses.get(Status.FAIL, 0)),
        str(row.statuses.get(Status.REVIEW, 0)),
        str(row.statuses.get(Status.UNKNOWN, 0)),
        _points(row.score) if row.score else "",
        "、".join(dict.fromkeys(reached)),
        f"{row.counts.new + row.counts.reopened}/{row.counts.open}/{row.counts.fixed}",
    )


def _points(score: Score) -> str:
    low, high = score.low, score.high
    return f"{low:.1f}" if low == high else f"{low:.1f}–{high:.1f}"
