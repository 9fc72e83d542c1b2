"""What the columns of each list are when it is a sheet: a head, and the words of a line (`results.lines`) below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checks.indicators.words import word
from results.by_hand import shown_period
from results.reports.rows import Column, Line


def _text(name: str) -> Callable[[Line], str]:
    return lambda line: str(line[name])


def _word(kind: str, name: str) -> Callable[[Line], str]:
    return lambda line: word(kind, str(line[name])) if line[name] else ""


def _moment(name: str) -> Callable[[Line], str]:
    return lambda line: str(line[name] or "")[:16].replace("T", " ")


def _day(name: str) -> Callable[[Line], str]:
    return lambda line: str(line[name] or "")[:10]


def _truth(name: str) -> Callable[[Line], str]:
    return lambda line: "是" if line[name] else ""


def subject_of(line: Line) -> str:
    """The name of a site, or that of an account with its platform; what names it in the ledger where it has none."""
    name = str(line["site"] or line["subject"])
    return f"{name}（{line['platform']}）" if line["platform"] else name


ISSUES: Sequence[Column] = (
    ("主办单位", _text("unit")),
    ("网站或账号", subject_of),
    ("检查", _text("check")),
    ("状态", _word("issue", "state")),
    ("确定程度", _word("certainty", "certainty")),
    ("问题", _text("says")),
    ("页面摘录", _text("excerpt")),
    ("地址", _text("url")),
    ("所在页面", _text("found_on")),
    ("整改办法", _text("fix")),
    ("首次发现", _day("first_seen")),
)
NUMBERED_ISSUES: Sequence[Column] = (("编号", _text("id")), *ISSUES, ("最近查到", _day("last_seen")))
"""As the console lists them, where one finds an issue by its number."""
FOUND: Sequence[Column] = tuple(
    column for column in ISSUES if column[0] not in ("主办单位", "网站或账号", "状态", "首次发现")
)
"""Of one look at one site: there every fault is of that site, and new."""
OUTCOMES: Sequence[Column] = (
    ("对象", subject_of),
    ("标识", _text("subject")),
    ("检查", _text("check")),
    ("结果", _word("status", "status")),
    ("已查", lambda line: f"{line['judged']}/{line['of']}"),
    ("未查原因", _text("reason")),
)
COMPLAINTS: Sequence[Column] = (
    ("编号", _text("id")),
    ("留言编号", _text("number")),
    ("类别", _text("category")),
    ("内容", _text("text")),
    ("问题网址", _text("url")),
    ("责任单位", _text("unit")),
    ("状态", _word("complaint", "state")),
    ("收到", _moment("received")),
    ("答复期限", _text("answer_due")),
    ("时限", _word("deadline", "clock")),
    ("初判", _word("truth", "machine")),
    ("核实", _word("truth", "verdict")),
    ("问题", lambda line: "" if line["issue"] is None else str(line["issue"])),
)
NOTICES: Sequence[Column] = (
    ("编号", _text("number")),
    ("主办单位", _text("unit")),
    ("状态", _word("notice", "state")),
    ("发出", _day("issued")),
    ("期限", lambda line: str(line["due"]) or "不明"),
    ("超期", _truth("overdue")),
    ("未整改", _text("standing")),
    ("已整改", _text("fixed")),
    ("再次出现", _text("repeated")),
    ("催办", _text("reminded")),
    ("反馈", _text("answer")),
)
TASKS: Sequence[Column] = (
    ("编号", _text("id")),
    ("主办单位", _text("unit")),
    ("名称", lambda line: str(line["site"] or line["subject"])),
    ("规则", _text("rule")),
    ("检查内容", _text("title")),
    ("周期", lambda line: shown_period(str(line["period"]))),
    ("查看", lambda line: "\n".join(f"{look['name']} {look['url']}" for look in line["looks"])),
    ("结论", _word("answer", "verdict")),
    ("处数", lambda line: str(line["faults"] or "")),
    ("说明", _text("remark")),
    ("加分", _text("points")),
    ("检查人", _text("who")),
    ("检查日期", _day("at")),
)
SITES: Sequence[Column] = (
    ("网站标识码", _text("code")),
    ("网站名称", _text("name")),
    ("首页网址", _text("home")),
    ("主办单位", _text("unit")),
    ("网站类型", _word("site_kind", "kind")),
    ("行政级别", _word("level", "level")),
    ("所属地区", _text("region")),
    ("对外服务职能", lambda line: "有" if line["has_services"] else "无"),
    ("状态", _word("state", "state")),
)
ACCOUNTS: Sequence[Column] = (
    ("平台", _text("platform")),
    ("账号名称", _text("name")),
    ("平台账号ID", _text("platform_id")),
    ("主页", _text("home")),
    ("主办单位", _text("unit")),
    ("行政级别", _word("level", "level")),
    ("所属地区", _text("region")),
    ("主账号", _truth("main")),
    ("状态", _word("state", "state")),
)
UNITS: Sequence[Column] = (
    ("单位", _text("name")),
    ("上级单位", _text("parent")),
    ("行政级别", _word("level", "level")),
    ("所属地区", _text("region")),
)
RUNS: Sequence[Column] = (
    ("编号", _text("id")),
    ("种类", _text("kind")),
    ("状态", _word("run", "state")),
    ("开始", _moment("started")),
    ("结束", _moment("ended")),
    ("规则", _text("edition")),
)
COVERAGE: Sequence[Column] = (
    ("巡查", _text("run")),
    ("主办单位", _text("unit")),
    ("网站", lambda line: str(line["site"] or line["subject"])),
    ("标识", _text("subject")),
    ("结果", _word("job", "state")),
    ("没有做完的原因", _text("reason")),
    ("完成", _moment("ended")),
)
USERS: Sequence[Column] = (
    ("用户名", _text("name")),
    ("姓名", _text("person")),
    ("角色", _word("role", "role")),
    ("能看的单位", lambda line: "全部" if line["whole"] else "、".join(line["units"])),
    ("可以登录", _truth("active")),
    ("新增", _moment("created")),
    ("上次登录", _moment("entered")),
)
AUDIT: Sequence[Column] = (
    ("编号", _text("id")),
    ("时间", _moment("at")),
    ("谁", _text("who")),
    ("从哪里", _text("address")),
    ("操作", _word("act", "act")),
    ("对象", _text("object")),
    ("原来", _text("before")),
    ("之后", _text("after")),
)
