"""What a weekly report says beside its tables, told again: shares, wholes, bars and the sentences with numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from tests.results.quarter import six_told as six
from tests.results.quarter import weekly_accounts_told as accounts
from tests.results.quarter import weekly_told as of
from tests.results.quarter.standing import CANDIDATE, FAILED, PASSED, UNKNOWN
from tests.results.quarter.tables_told import VERDICTS, Told
from tests.results.quarter.week_told import WeekTold, Wrong

Parts = tuple[str, dict[str, int]]


def _counts(told: Told, title: str) -> Counter[str]:
    """How often each value stands in a column."""
    return Counter(str(cells[title]) for cells in told.values())


def _verdicts(week: WeekTold, *, sites: bool) -> Counter[str]:
    return Counter(week.stood[one.key].verdict for one in (week.sites if sites else week.accounts))


def shares(week: WeekTold) -> Iterator[tuple[str, int, int, int]]:
    """Of each its label, its part, of how many, and how many were left out."""
    for label, sites in (("合格率", True), ("账号合格率", False)):
        counts = _verdicts(week, sites=sites)
        judged = counts[PASSED] + counts[FAILED]
        yield label, counts[PASSED], judged, counts[CANDIDATE] + counts[UNKNOWN]
        if sites:
            read = sum(week.readings[one.key]["read"] for one in week.accounts)
            yield "读到内容的账号", read, len(week.accounts), 0


def wholes(week: WeekTold) -> Iterator[Parts]:
    """What adds up, and of what parts."""
    looked = sum(week.looks[site.key]["looked"] for site in week.sites)
    yield "抽查网站", {"完整": looked, "未完整访问或没有访问": len(week.sites) - looked}
    states = Counter(accounts.STATES[week.readings[one.key]["state"].value] for one in week.accounts)
    yield "抽查账号", {state: states[state] for state in accounts.STATES.values()}
    unread = len(accounts.unread(week))
    yield "抽查账号", {"读到内容": len(week.accounts) - unread, "没有读到内容": unread}
    for noun, sites in (("抽查网站", True), ("抽查账号", False)):
        counts = _verdicts(week, sites=sites)
        yield noun, {verdict: counts[verdict] for verdict in VERDICTS}
    yield from _standing("全部问题", week, lambda week: week.of_sites)
    yield from _standing("全部新媒体问题", week, lambda week: week.of_accounts)
    late = _counts(accounts.due(week), "状态")
    unseen = len(accounts.due_unseen(week))
    yield "列出的账号", {"已超期": late["已超期"], "将超期": late["将超期"], "无法核查": unseen}
    mend = _counts(of.to_mend(week), "对象")
    yield "待整改", {"网站": mend["网站"], "账号": mend["账号"]}
    some = _counts(of.unseen(week), "程度")
    yield "未测项目", {"完全未测": some["未测"], "部分未测": some["部分未测"]}
    items = {key: int(str(cells["账号项次"])) for key, cells in accounts.unseen(week).items()}
    none = sum(count for key, count in items.items() if key[1] == "未测")
    yield "未测账号项次", {"完全未测": none, "部分未测": sum(items.values()) - none}
    for key, cells in six.sums(week).items():
        yield key[0], {answer: int(str(cells[answer])) for answer in six.ANSWERS}


def _standing(label: str, week: WeekTold, some: Callable[[WeekTold], list[Wrong]]) -> Iterator[Parts]:
    found = some(week)
    stands = Counter(week.progress(one) for one in found)
    sure = sum(one.sure for one in found)
    yield label, {name: stands[name] for name in of.PROGRESS}
    yield label, {"机器确定": sure, "疑似，待人工确认": len(found) - sure}
    for key, cells in of.by_check(some)(week).items():
        yield key[0], {name: int(str(cells[name])) for name in of.PROGRESS}


def bars(week: WeekTold) -> Iterator[tuple[str, int, int, str]]:
    """Of each site of the sample: how many addresses answered, of how many, and how the visit ended."""
    for (name,), cells in of.coverage(week).items():
        asked, known, silent = (int(str(cells[title])) for title in ("已访问", "发现地址", "无应答"))
        yield name, asked - silent, max(known, asked), str(cells["访问结果"])


def sentences(week: WeekTold) -> Iterator[str]:
    """Those that have a number in them."""
    units = {cells["主办单位"] for cells in of.to_mend(week).values()}
    if units:
        yield f"涉及 {len(units)} 个单位；编号与明细一致。"
    yield "按国家 IPv6 发展监测平台的指标（V6-01 至 V6-08）列出，每项写明测得的数值；没有测到的不推断。"
    yield (
        "分层抽样：门户网站 100%、部门网站 30%、其他网站 30%、政务新媒体账号 20%；"
        "每 7 天抽一次，每个对象在 12 次之内必查一次。"
    )
    yield (
        f"种子 {week.week['period']}，抽样日 {week.today}。层内先取轮查到期的，再取最久未查的，其余按 "
        "sha256(种子|抽样日|对象) 的十六进制从小到大取，用下表和这个种子可以重新抽出同样的结果。"
    )
