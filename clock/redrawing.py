"""A weekly sample drawn again from what was recorded of it, by anyone who doubts it."""

from __future__ import annotations

from rich.console import Console

from clock.settings import Settings
from clock.weekly import KIND
from results.errors import PersonError
from results.ledger import samples
from results.ledger.engine import open_ledger
from results.reports.drawing import REASONS, STRATA
from results.reports.sample import Stratum, draw, from_record


def redraw(settings: Settings, period: str, out: Console) -> None:
    """Draws the sample of a week (2026-W47) again and says whether it is the one that is recorded.

    Raises PersonError where none is recorded, where it was recorded before days were kept, or where it differs.
    """
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        record = samples.get(connection, KIND, period)
    if record is None:
        raise PersonError(f"台账里没有 {period[:20]} 的抽样；请写成 2026-W47（年份和第几周）")
    try:
        kept = from_record(record)
    except (KeyError, TypeError, ValueError) as error:
        raise PersonError(
            f"{period} 的抽样记录不全（由旧版本写入），不能用命令重抽；可按报告“抽样方法”一节核对"
        ) from error
    again = draw(kept.frame, kept.seed, kept.day, kept.params)
    for stratum in Stratum:
        frame = sum(one.stratum is stratum for one in again.frame)
        drawn = sum(one.stratum is stratum for one in again.drawn)
        out.print(f"{STRATA[stratum]}：{frame} 个中抽 {drawn} 个", markup=False)
    if again != kept:
        other = {(one.key, REASONS[one.why]) for one in again.drawn} ^ {(o.key, REASONS[o.why]) for o in kept.drawn}
        raise PersonError(f"{period} 重抽的结果与记录不同（{len(other)} 处），记录可能被改过；请核对台账的备份")
    out.print(f"种子 {kept.seed}，抽样日 {kept.day}：重抽的结果与记录相同", markup=False)
