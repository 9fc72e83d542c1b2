"""The section that says how the sample was drawn, so that anyone can draw it again."""

from __future__ import annotations

from results.reports.content import Figure, Head, Section, Shape, Table, Weekly
from results.reports.sample import Stratum, Why

STRATA = {
    Stratum.PORTAL: "门户网站",
    Stratum.DEPARTMENT: "部门网站",
    Stratum.OTHER: "其他网站",
    Stratum.ACCOUNT: "政务新媒体账号",
}
REASONS = {Why.ALWAYS: "每次必查", Why.DUE: "轮查到期", Why.LONGEST: "最久未查", Why.RANDOM: "随机"}


def drawing(given: Weekly) -> Section:
    """The frame, the seed and what was drawn; a sentence when the sites were not drawn but named."""
    sample = given.sample
    if sample is None:
        return Section("抽样方法", ("本次检查的网站是指定的，没有抽样。",))
    reasons = {one.key: REASONS[one.why] for one in sample.drawn}
    rows = tuple(
        (one.key, STRATA[one.stratum], one.last.isoformat() if one.last else "从未", reasons.get(one.key, "未抽中"))
        for one in sample.frame
    )
    shares = "、".join(f"{STRATA[stratum]} {share * 100:.0f}%" for stratum, share in sample.params.shares.items())
    table = Table(
        "frame",
        "抽样框与抽样结果",
        (Head("对象"), Head("层"), Head("上次抽中"), Head("本次", Shape.TEXT)),
        rows,
        empty="没有可抽的对象",
    )
    return Section(
        "抽样方法",
        (
            f"分层抽样：{shares}；每 {sample.params.days} 天抽一次，每个对象在 {sample.params.cycle} 次之内必查一次。",
            f"种子 {sample.seed}，抽样日 {sample.day.isoformat()}。层内先取轮查到期的，再取最久未查的，其余按 "
            "sha256(种子|抽样日|对象) 的十六进制从小到大取，用下表和这个种子可以重新抽出同样的结果。",
        ),
        figures=(
            Figure("抽样框", len(rows), "frame"),
            Figure("抽中", len(sample.drawn), "frame", "本次", tuple(REASONS.values())),
        ),
        tables=(table,),
    )
