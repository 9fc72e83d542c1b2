"""A week of invented sites, as the rows that a report is built from."""

from datetime import UTC, date, datetime
from decimal import Decimal

from checks.model.findings import Status
from results.reports.content import IssueRow, OutcomeRow, SiteRow, Weekly
from results.reports.sample import Stratum, Subject, draw
from results.verdicts import ScoreRow, VetoRow

MOMENT = datetime(2026, 11, 18, 17, 5, tzinfo=UTC)
NAMES = ("临江县人民政府", "临江县教育局", "临江县水利局", "临江县财政局", "临江县统计局")


def site(number: int, **changes: object) -> SiteRow:
    name = NAMES[number % len(NAMES)]
    given: dict[str, object] = {
        "key": f"339999000{number}",
        "code": f"339999000{number}",
        "name": name,
        "unit": name,
        "home": f"http://s{number}.linjiang.example/",
        "visited_at": MOMENT,
        "ended": "complete",
        "known": 640,
        "asked": 640,
        "pages": 412,
        "score": ScoreRow(Decimal("92.10"), Decimal("97.60")),
        "visit": f"visits/339999000{number}/2026-11-18.sqlite",
        "warc": f"visits/339999000{number}/2026-11-18.warc.gz",
    }
    return SiteRow(**{**given, **changes})  # type: ignore[arg-type]  # a row of any shape, for one test


def issue(number: int, **changes: object) -> IssueRow:
    given: dict[str, object] = {
        "number": number,
        "site": "3399990000",
        "check": "dead-links",
        "title": "链接可用性",
        "kind": "deduct",
        "state": "open",
        "certainty": "certain",
        "says": "页面 /zwgk/ 上的链接 http://s0.linjiang.example/gone.html 打不开：404",
        "url": "http://s0.linjiang.example/gone.html",
        "found_on": "http://s0.linjiang.example/zwgk/",
        "fix": "更正地址，或删除该链接。",
        "excerpt": "关于印发临江县防汛应急预案的通知",
        "indicator": ("WD-403", "GL-37"),
        "grade": "unverified",
        "first_seen": datetime(2026, 11, 3, 17, tzinfo=UTC),
        "last_seen": MOMENT,
        "visit": "visits/3399990000/2026-11-18.sqlite",
        "warc": "visits/3399990000/2026-11-18.warc.gz",
    }
    return IssueRow(**{**given, **changes})  # type: ignore[arg-type]  # a row of any shape, for one test


def week(**changes: object) -> Weekly:
    frame = [Subject(f"339999000{n}", Stratum.PORTAL if n == 0 else Stratum.DEPARTMENT) for n in range(9)]
    given: dict[str, object] = {
        "office": "临江县人民政府办公室",
        "start": date(2026, 11, 16),
        "end": date(2026, 11, 22),
        "made_at": MOMENT,
        "edition": "national-2019+gansu",
        "sample": draw(frame, "临江-2026W47", date(2026, 11, 16)),
        "sites": (
            site(0, vetoes=(VetoRow("WV-3", "首页长期未更新"),), score=ScoreRow(Decimal("71.30"), Decimal("88.05"))),
            site(1, score=None),
            site(2, ended="budget-pages", known=9000, asked=5200, failed=31, skipped={"budget": 3800, "robots": 12}),
            site(
                3,
                ended="home-failed",
                known=1,
                asked=1,
                pages=0,
                failed=1,
                detail="首页超时，三次都没有应答",
                score=None,
            ),
            site(4, unseen=("栏目长期未更新",)),
        ),
        "issues": (
            issue(1),
            issue(
                2, first_seen=MOMENT, state="new", url="http://s0.linjiang.example/a?x=1&y=<b>", certainty="suspected"
            ),
            issue(3, state="fixed", check="validity-label", title="有效性标注", site="3399990001"),
            issue(4, state="reopened", check="stale-home", title="首页长期未更新", kind="veto"),
            issue(5, state="dismissed"),
            issue(
                6, site="3399990002", excerpt='=HYPERLINK("http://evil.example","x")', says="<script>alert(1)</script>"
            ),
        ),
        "outcomes": (
            OutcomeRow("3399990000", "dead-links", "链接可用性", Status.FAIL, 630, 640, "超时 10"),
            OutcomeRow("3399990001", "dead-links", "链接可用性", Status.PASS, 640, 640),
            OutcomeRow("3399990003", "stale-home", "首页长期未更新", Status.UNKNOWN, 0, 1, "首页无法读取"),
            OutcomeRow("3399990003", "ipv6-address", "IPv6 解析", Status.UNKNOWN, 0, 1, "本机的域名服务器没有应答"),
            OutcomeRow("3399990004", "document-elements", "文件要素", Status.NOT_APPLICABLE, 0, 0),
        ),
        "pass_mark": Decimal(60),
    }
    return Weekly(**{**given, **changes})  # type: ignore[arg-type]  # a week of any shape, for one test
