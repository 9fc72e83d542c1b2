"""An invented quarter as a report with a letter, tables of all shapes and charts of all kinds, to try formats on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from results.reports.charts import Chart, Drawn, Series
from results.reports.content import Figure, Report, Section, Table, Value, Whole, heads
from results.reports.letter import Letter, Level, Paragraph
from results.reports.sums import share

MOMENT = datetime(2026, 9, 30, 16, 5, tzinfo=UTC)
LONG = "本部门网站“政策文件”“通知公告”等栏目超过规定时限没有更新，首页有3处链接打不开。"
_SITES = (
    "序号:number 网站名称 网站标识码:code 主办单位 网址:link 检查结果 单项否决项:long 得分:points 主要问题:long "
    "问题网址:link 最近检查:moment"
)
_PROBLEMS = "证据编号:evidence 对象 状态 规则编号 问题描述:long 网址:link 发现时间:moment 复核人"
_REGIONS = "位次 地区 网站总数:number 检查数:number 不合格数:number 合格率（%）:points"


def sites(count: int) -> Table:
    rows = tuple(_site(number) for number in range(1, count + 1))
    return Table("sites", "网站检查情况表", heads(_SITES), rows, note="未测的网站不计入合格率的分母。")


def _site(number: int) -> tuple[Value, ...]:
    result = ("合格", "不合格", "未测")[number % 3]
    name, code = f"临江县第{number}局网站", f"{3399990000 + number}"
    told = (number, name, code, f"临江县第{number}局", f"http://s{number}.linjiang.example/", result)
    veto = "首页长期未更新" if number % 3 == 1 else ""
    page = f"http://s{number}.linjiang.example/zwgk/tz/{number}.html"
    return (*told, veto, None if number % 3 == 2 else Decimal("81.50"), LONG if veto else "", page, MOMENT)


def problems(count: int, brief: int = 0) -> Table:
    rows = tuple(
        (n, f"临江县第{n}局网站", "新发现", "WD-403", LONG, f"http://s{n}.linjiang.example/{n}.html", MOMENT, "李四")
        for n in range(1, count + 1)
    )
    return Table("problems", "问题明细", heads(_PROBLEMS), rows, brief=brief)


def regions() -> Table:
    rows: tuple[tuple[Value, ...], ...] = (
        ("1", "城关镇", 12, 12, 0, Decimal("100.00")),
        ("1", "东街街道", 8, 8, 0, Decimal("100.00")),
        ("3", "=河西乡", 9, 8, 2, Decimal("75.00")),
        ("—", "山口乡", 2, 0, 0, None),
    )
    return Table("regions", "地区汇总表", heads(_REGIONS), rows, note="合格率相同的并列，位次相同。")


def charts() -> tuple[Chart, ...]:
    months = ("7月", "8月", "9月")
    return (
        Chart(
            "trend",
            "网站合格率走势",
            Drawn.LINE,
            ("第1周", "第2周", "第3周", "第4周", "第5周"),
            (
                Series("网站", (Decimal("96.5"), None, Decimal("97.1"), Decimal("98.0"), Decimal("97.52")), "good"),
                Series("新媒体账号", (Decimal("91.2"), Decimal("90.1"), Decimal("92.8"), None, Decimal("95.77"))),
            ),
            "%",
            "sites",
            "第2周网站、第4周新媒体没有检查，图中空缺，不是 0。",
        ),
        Chart(
            "kinds",
            "各类问题数量",
            Drawn.BARS,
            ("错链", "错别字", "长期未更新"),
            (Series("问题", (41, 7, None)),),
            "个",
        ),
        Chart(
            "standing",
            "问题整改情况",
            Drawn.STACKED,
            ("城关镇", "东街街道", "一个名称特别特别长、图里写不下的乡镇人民政府"),
            (
                Series("已整改", (12, 7, 3), "good"),
                Series("未整改", (3, 1, 9), "bad"),
                Series("无法核查", (0, None, 1), "unsure"),
            ),
            "个",
        ),
        Chart(
            "fresh",
            "栏目距最近更新的天数",
            Drawn.HEAT,
            months,
            (
                Series("临江县人民政府", (1, 14, 3)),
                Series("临江县教育局$", (40, None, 190)),
                Series("水利局𠮷", (0, 7, 9)),
            ),
            "天",
        ),
    )


def letter(**changes: object) -> Letter:
    first, second, third, text = Level.FIRST, Level.SECOND, Level.THIRD, Level.TEXT
    body = (
        (first, "一、总体情况"),
        (second, "（一）政府网站"),
        (text, "全县在运行政府网站31家，检查28家，合格率92.86%。" + "按照全覆盖的要求逐家检查，" * 9 + "情况如上。"),
        (second, "（二）政务新媒体"),
        (text, "全县政务新媒体账号303个，检查303个，合格率96.70%。"),
        (first, "二、存在的主要问题"),
        (third, "1.部分网站更新不及时。"),
        (text, "临江县第1局网站“通知公告”栏目超过6个月没有更新；" * 12),
        (first, "三、下一步要求"),
        (text, "请各单位于2026年10月31日前完成整改。" * 6),
    )
    given: dict[str, object] = {
        "receiver": "各乡镇人民政府，县政府各部门",
        "introduction": (
            "根据《政府网站发展指引》和《政府网站与政务新媒体检查指标》，2026年第三季度，县政府办公室对全县政府网站和"
            "政务新媒体进行了检查。现将有关情况通报如下。",
        ),
        "body": tuple(Paragraph(level, said) for level, said in body),
        "signature": "临江县人民政府办公室",
        "day": date(2026, 10, 12),
        "annexes": ("sites", "regions", "problems"),
        "fields": {"网站合格率": "92.86%", "网站总数": "31"},
    }
    return Letter(**{**given, **changes})  # type: ignore[arg-type]  # a letter of any shape, for one test


def quarter(count: int = 12, *, brief: int = 0, signed: bool = True, **changes: object) -> Report:
    """The report; `count` rows of sites and of problems."""
    of_sites, of_regions, found = sites(count), regions(), problems(count, brief)
    passed, failed = (sum(row[5] == word for row in of_sites.rows) for word in ("合格", "不合格"))
    unknown = count - passed - failed
    first = Section(
        "一、网站检查情况",
        ("没有查到的部分没有下结论。",),
        (Figure("检查网站", count, "sites"), Figure("合格", passed, "sites", "检查结果", ("合格",), tone="good")),
        (share("合格率", passed, passed + failed, left_out=unknown, why="未测的网站不计入分母"),),
        (Whole("检查网站", count, (("合格", passed), ("不合格", failed), ("未测", unknown))),),
        tables=(of_sites, of_regions),
        charts=charts()[:2],
    )
    second = Section("二、问题", figures=(Figure("问题", count, "problems"),), tables=(found,), charts=charts()[2:])
    given: dict[str, object] = {
        "title": "临江县人民政府办公室关于2026年第三季度全县政府网站与政务新媒体检查情况的通报",
        "period": "2026年第三季度",
        "made": "生成时间 2026-10-12 09:00（北京时间）；检查依据版本 national-2019",
        "sections": (first, second),
        "letter": letter() if signed else None,
        "left_out": ("原临江县旅游局网站8月并入县文广旅局，按新单位统计", "9月12日至14日本机网络中断，没有检查"),
    }
    return Report(**{**given, **changes})  # type: ignore[arg-type]  # a report of any shape, for one test
