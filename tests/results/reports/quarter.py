"""A quarter of an invented county, as the rows that a bulletin is built from."""

from datetime import UTC, date, datetime
from decimal import Decimal

from checks.model.findings import Status, SubjectType
from results.complaint_figures import Counted, Figures
from results.ledger.complaints import Truth
from results.ledger.contents import Fresh
from results.reports.content import GlancedRow, OutcomeRow
from results.reports.period_rows import (
    FreshRow,
    IndicatorCount,
    PeriodRows,
    ProblemRow,
    Progress,
    Rectified,
    RunRow,
    SubjectRow,
)
from results.reports.periods import Period, Span
from results.verdicts import ScoreRow, Verdict, VetoRow

QUARTER = Period(Span.QUARTER, 2026, 3)
MADE = datetime(2026, 10, 9, 2, tzinfo=UTC)
SEEN = datetime(2026, 9, 28, 17, tzinfo=UTC)
FIRST = datetime(2026, 8, 3, 17, tzinfo=UTC)
STALE = VetoRow("WV-3", "首页长期未更新", confirmed=True)
MAYBE = VetoRow("WV-4", "栏目长期未更新")
SILENT = VetoRow("NV-2", "账号长期未更新", confirmed=True)


def subject(key: str, name: str, verdict: Verdict = Verdict.PASSED, **changes: object) -> SubjectRow:
    given: dict[str, object] = {
        "key": key,
        "type": SubjectType.SITE,
        "name": name,
        "unit": f"{name}办公室",
        "region": "临江县",
        "level": "county",
        "kind": "部门网站",
        "home": f"http://{key}.linjiang.example/",
        "verdict": verdict,
        "why": "",
        "code": f"33999{len(key):05}",
        "run": 90,
        "moment": SEEN,
        "looked": 88,
        "missed": 2,
        "visit": f"visits/{key}/2026-09-29.sqlite",
        "warc": f"visits/{key}/2026-09-29.warc.gz",
    }
    return SubjectRow(**{**given, **changes})  # type: ignore[arg-type]  # a row of any shape, for one test


def account(key: str, name: str, verdict: Verdict = Verdict.PASSED, **changes: object) -> SubjectRow:
    given: dict[str, object] = {
        "type": SubjectType.ACCOUNT,
        "kind": "微信",
        "code": "",
        "warc": "",
        "newest": SEEN,
        "days": 3,
        "posts": 40,
        "verified_as": name,
        "interaction": Status.PASS,
    }
    return subject(key, name, verdict, **{**given, **changes})


def problem(number: int, whose: str, **changes: object) -> ProblemRow:
    given: dict[str, object] = {
        "number": number,
        "subject": whose,
        "type": SubjectType.SITE,
        "check": "dead-links",
        "title": "链接可用性",
        "kind": "deduct",
        "progress": Progress.NEW,
        "confirmed": True,
        "suspected": False,
        "says": f"首页链接 http://{whose}.linjiang.example/gone{number}.html 打不开：404",
        "url": f"http://{whose}.linjiang.example/gone{number}.html",
        "first_seen": FIRST,
        "last_seen": SEEN,
        "found_on": f"http://{whose}.linjiang.example/",
        "fix": "更正地址，或删除该链接。",
        "indicator": ("WD-403", "GL-37"),
        "grade": "unverified",
        "by": "李检查",
        "visit": f"visits/{whose}/2026-09-29.sqlite",
    }
    return ProblemRow(**{**given, **changes})  # type: ignore[arg-type]  # a row of any shape, for one test


def veto(number: int, whose: str, title: str, says: str, **changes: object) -> ProblemRow:
    return problem(number, whose, check=title, title=title, kind="veto", says=says, grade="B", **changes)


SITES = (
    subject("s1", "临江县人民政府", kind="门户网站", score=ScoreRow(Decimal("88.05"), Decimal("91.30"))),
    subject("s2", "临江县教育局", Verdict.FAILED, vetoes=(STALE,), once=(STALE.title,), earlier=Verdict.FAILED),
    subject(
        "s3", "临江县水利局", Verdict.CANDIDATE, vetoes=(MAYBE,), why="可能触发单项否决，待人工确认：栏目长期未更新"
    ),
    subject(
        "s4", "北山乡人民政府", Verdict.UNKNOWN, region="北山乡", why="首页超时，三次都没有应答", looked=0, missed=90
    ),
    subject("s5", "南河镇人民政府", region="南河镇", once=(STALE.title,), earlier=Verdict.FAILED),
    subject("s6", "西岭镇人民政府", region="西岭镇", earlier=Verdict.PASSED),
)
ACCOUNTS = (
    account("a1", "临江发布"),
    account("a2", "临江教育", Verdict.FAILED, vetoes=(SILENT,), kind="微博", newest=None, days=None, posts=None),
    account("a3", "南河之声", region="南河镇", interaction=None),
    account("a4", "北山在线", Verdict.UNKNOWN, region="北山乡", kind="微博", why="无法核查：来源限速", looked=0),
    account("a5", "交通微讯", region="", branch="临江县交通局", interaction=Status.FAIL),
)
ON_ACCOUNT = {"type": SubjectType.ACCOUNT}
PROBLEMS = (
    veto(
        11, "s2", STALE.title, "首页最近一条内容发布于 2026-08-01，已超过 14 天", due=date(2026, 10, 20), notified=True
    ),
    veto(12, "s3", MAYBE.title, "“通知公告”等 10 个栏目超期未更新", confirmed=False, by=""),
    veto(13, "s5", STALE.title, "首页最近一条内容发布于 2026-07-01", progress=Progress.MENDED, mended=SEEN),
    *(problem(20 + n, "s2") for n in range(4)),
    problem(31, "s1", progress=Progress.OPEN),
    problem(32, "s1", confirmed=False, suspected=True, by=""),
    problem(33, "s1", confirmed=False, progress=Progress.AGAIN, by=""),
    problem(34, "s6", progress=Progress.MENDED, mended=SEEN),
    problem(
        41, "s6", check="bad-certificate", title="https 证书有问题", kind="hint", says="证书剩余 9 天", grade="ours"
    ),
    veto(51, "a2", SILENT.title, "最近一条内容发布于 2026-08-30，已 29 天没有更新", **ON_ACCOUNT),
    problem(52, "a3", check="dead-post-links", title="推文链接打不开", confirmed=False, **ON_ACCOUNT),
)
RUNS = (
    RunRow(70, "nightly", datetime(2026, 7, 6, 17, tzinfo=UTC), datetime(2026, 7, 6, 20, tzinfo=UTC),
           {Verdict.PASSED: 3, Verdict.FAILED: 2, Verdict.UNKNOWN: 1}, {Verdict.PASSED: 4, Verdict.UNKNOWN: 1}),
    RunRow(89, "weekly", datetime(2026, 9, 28, 18, tzinfo=UTC), SEEN, {Verdict.PASSED: 1}, {Verdict.PASSED: 1}),
    RunRow(90, "nightly", datetime(2026, 9, 28, 15, 30, tzinfo=UTC), SEEN,
           {Verdict.PASSED: 3, Verdict.FAILED: 1, Verdict.CANDIDATE: 1, Verdict.UNKNOWN: 1},
           {Verdict.PASSED: 3, Verdict.FAILED: 1, Verdict.UNKNOWN: 1}),
)  # fmt: skip
TOLD = Figures(9, 7, 6, 5, 1, 1, 3, 0, 12, 6, {Truth.TRUE: 4, Truth.FALSE: 2}, {"错别字": 5, "内容无法访问": 4})
AT_SCHOOL = Figures(6, 5, 5, 4, 0, 1, 2, 0, 10, 5, {Truth.TRUE: 4}, {"错别字": 5, "内容无法访问": 1})
ELSEWHERE = Figures(3, 2, 1, 1, 1, 0, 1, 0, 2, 1, {Truth.FALSE: 2}, {"内容无法访问": 3})
MESSAGES = Counted(
    TOLD,
    (("临江县教育局办公室", AT_SCHOOL), ("", ELSEWHERE)),
    (
        ("错别字", Figures(5, 4, 4, 4, 0, 0, 2, 0, 8, 4, {Truth.TRUE: 3})),
        ("内容无法访问", Figures(4, 3, 2, 1, 1, 1, 1, 0, 4, 2, {Truth.TRUE: 1, Truth.FALSE: 2})),
    ),
)
CHECKED = (
    IndicatorCount("dead-links", "链接可用性", 3, 2, 0, 1, 0),
    IndicatorCount("ipv6-home", "首页经 IPv6 打不开", 2, 1, 1, 1, 1),
    IndicatorCount("missing-interpretation", "政策文件未解读", 1, 0, 2, 3, 0),
    IndicatorCount("dead-post-links", "推文链接打不开", 3, 0, 1, 1, 0, SubjectType.ACCOUNT),
)


def quarter(**changes: object) -> PeriodRows:
    given: dict[str, object] = {
        "office": "临江县人民政府办公室",
        "period": QUARTER,
        "made_at": MADE,
        "editions": ("national-2019+gansu",),
        "pass_mark": Decimal(60),
        "sites": SITES,
        "accounts": ACCOUNTS,
        "problems": PROBLEMS,
        "unseen": (
            OutcomeRow("s1", "dead-links", "链接可用性", Status.FAIL, 630, 640, "超时 10"),
            OutcomeRow("s4", "dead-links", "链接可用性", Status.UNKNOWN, 0, 0, "首页无法读取"),
            OutcomeRow("s6", "dead-links", "链接可用性", Status.UNKNOWN, 0, 0, "首页无法读取（超时）"),
            OutcomeRow("a4", "dead-post-links", "推文链接打不开", Status.UNKNOWN, 0, 1, "来源限速"),
        ),
        "checked": CHECKED,
        "runs": RUNS,
        "rectified": Rectified(notified=8, due=6, mended=5, again=1),
        "complaints": MESSAGES,
        "freshness": (
            FreshRow("s1", "news", 4, Fresh.FRESH, 1),
            FreshRow("s1", "notice", 2, Fresh.STALE, 40),
            FreshRow("s2", "news", 1, Fresh.STALE, 59),
            FreshRow("s2", "policy", 1, Fresh.EMPTY),
        ),
        "closed": (GlancedRow("临江县老干部局", "临江县老干部局", "closed", "http://old.linjiang.example/"),),
        "left_out": ("7 月 8 日夜间巡查因本机网络中断没有做完",),
    }
    return PeriodRows(**{**given, **changes})  # type: ignore[arg-type]  # a quarter of any shape, for one test
