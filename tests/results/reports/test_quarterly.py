"""The quarterly bulletin: its skeleton, that each of its numbers stands in a table, and what it never says."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as some

from checks.indicators.edition import load
from checks.model.findings import SubjectType
from results.complaint_figures import Counted, Figures
from results.reports.content import GlancedRow, Report
from results.reports.glanced import closed
from results.reports.letter import Level
from results.reports.period_rows import IndicatorCount, PeriodRows, Progress, Rectified
from results.reports.phrases import ANNEXES, FIELDS, OfficeWords, sources
from results.reports.quarterly import quarterly
from results.reports.row_laws import NONE
from results.reports.sums import SumsDiffer, check_sums
from results.verdicts import Verdict
from tests.results.reports.quarter import PROBLEMS, SITES, account, problem, quarter, subject, veto

WORDS = OfficeWords(
    receiver="各乡镇人民政府，县政府各部门", contact="张某", sources=sources(load("national-2019", ("gansu",)))
)
NO_FIGURE = (
    r"[^（、《]{1,8}〔\d{4}〕\d+号",  # documents
    r"\d{4}年(\d+月\d+日|第.季度)",
    r"附件\d",
    r"证据编号[\d、]+",
    r"IPv6",
    r"(?m)^\d+\.",  # 1. 2. 3.
)


def text_of(report: Report) -> str:
    assert report.letter is not None
    return "\n".join((*report.letter.introduction, *(one.text for one in report.letter.body)))


def paragraph(report: Report, heading: str) -> str:
    """The text below a heading of the second level."""
    assert report.letter is not None
    texts = [one.text for one in report.letter.body]
    return texts[next(n for n, text in enumerate(texts) if text.endswith(heading)) + 1]


def numbers(report: Report, given: PeriodRows) -> list[str]:
    """Every number of the letter that is no date, no number of a document and not part of what a check said."""
    told = text_of(report)
    for one in sorted({row.says for row in given.problems}, key=len, reverse=True):
        told = told.replace(one, "")
    for pattern in NO_FIGURE:
        told = re.sub(pattern, "", told)
    return re.findall(r"\d+(?:\.\d+)?", told)


def known(report: Report) -> set[str]:
    """What figures, shares and sums of the report say."""
    found: set[str] = set()
    for section in report.sections:
        found |= {str(one.value) for one in section.figures}
        found |= {str(one.shown) for one in section.shares}
        found |= {str(value) for one in section.wholes for value in (one.whole, *(part for _, part in one.parts))}
    return found


def test_the_skeleton_is_that_of_a_real_bulletin() -> None:
    report = quarterly(quarter(), WORDS)
    assert report.title == "临江县人民政府办公室关于2026年第三季度政府网站与政务新媒体检查情况的通报"
    assert report.period == "2026年7月1日—2026年9月30日"
    letter = report.letter
    assert letter is not None
    assert (letter.receiver, letter.signature, str(letter.day)) == (
        "各乡镇人民政府，县政府各部门",
        "临江县人民政府办公室",
        "2026-10-09",
    )
    assert [one.text for one in letter.body if one.level is Level.FIRST] == [
        "一、总体情况",
        "二、存在的主要问题",
        "三、下一步工作要求",
    ]
    assert [one.text for one in letter.body if one.level is Level.SECOND] == [
        *(
            "（一）政府网站",
            "（二）政务新媒体",
            "（三）上次问题整改",
            "（四）我为政府网站找错",
            "（五）IPv6支持",
            "（六）政策解读",
        ),
        *("（一）政府网站", "（二）政务新媒体账号"),
        *("（一）严格审核把关", "（二）加强更新维护", "（三）限期整改到位", "（四）按时反馈情况"),
    ]
    assert [table.title for one in letter.annexes for table in report.tables if table.id == one] == [
        *("网站检查情况表", "新媒体检查情况表", "地区汇总表", "问题明细", "不合格名单", "不合格候选（待人工确认）名单"),
    ]
    assert letter.introduction == (
        "按照《政府网站发展指引》（国办发〔2017〕47号）、《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）、"
        "《关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕123号）、《甘肃省政务新媒体管理办法》要求，"
        "临江县人民政府办公室组织开展了2026年第三季度政府网站与政务新媒体检查。检查时间为2026年7月1日至2026年9月30日，"
        "采取机器检查与人工复核相结合的方式，共检查3轮次；在册的政府网站6家、政务新媒体账号5个，"
        "至少检查到一次的政府网站5家、政务新媒体账号4个。现将有关情况通报如下。",
    )
    assert letter.body[-1].text == "联系方式：张某。"


def test_what_is_told_of_sites_and_accounts() -> None:
    report = quarterly(quarter(), WORDS)
    assert paragraph(report, "（一）政府网站") == (
        "在册运行的政府网站6家，得出检查结果的5家，其中合格3家、不合格1家，合格率75.00%；"
        "其余1家可能不合格，待人工确认（见附件6），不计入合格率；1家未测（首页超时1家），不计入合格率；"
        "1家期内曾不合格，现已不在不合格之列。详见附件1，不合格名单见附件5。"
    )
    assert paragraph(report, "（二）政务新媒体") == (
        "在册运行的政务新媒体账号5个（微信3个、微博2个），得出检查结果的4个，其中合格3个、不合格1个，合格率75.00%；"
        "1个未测（无法核查1个），不计入合格率。详见附件2，不合格名单见附件5；各地区（部门）合格率和位次见附件3。"
    )
    assert paragraph(report, "（三）上次问题整改") == (
        "上期不合格、现仍在册的政府网站2家，现在合格1家、仍不合格1家。"
        "上期和本期下发整改通知的问题8个，期限已到的6个，其中已整改5个，整改率83.33%；整改后再次出现1个。"
        "政府网站的问题11个（含待人工确认的）：新发现7个、再次出现1个、未整改1个、已整改2个。"
        "政务新媒体账号的问题2个（含待人工确认的）：新发现2个、再次出现0个、未整改0个、已整改0个。"
    )
    assert paragraph(report, "（四）我为政府网站找错") == (
        "共收到留言9条，办结7条，办结率77.78%；应答复7条，按期答复5条，按期答复率71.43%；超期未答复1条；"
        "答复期限不明、没有计入的1条。"
    )
    assert paragraph(report, "（五）IPv6支持") == (
        "“首页经 IPv6 打不开”一项，没有发现问题2家、机器发现问题1家、待人工确认1家、未测1家"
        "（机器检查结果，人工排除的没有扣除，供参考）。"
    )
    assert paragraph(report, "（六）政策解读").startswith(
        "“政策文件未解读”一项，没有发现问题1家、待人工确认2家、未测3家"
    )


def test_problems_are_told_by_kind_the_gravest_first_and_sites_before_accounts() -> None:
    report = quarterly(quarter(), WORDS)
    assert report.letter is not None
    body = [one.text for one in report.letter.body]
    of_sites, of_accounts = body.index("二、存在的主要问题") + 1, body.index("（二）政务新媒体账号")
    assert body[of_sites:of_accounts] == [
        "（一）政府网站",
        "1.首页长期未更新（单项否决）。涉及1家网站、1个问题：临江县教育局办公室“临江县教育局”，"
        "首页最近一条内容发布于 2026-08-01，已超过 14 天（证据编号11）。",
        "2.链接可用性。涉及2家网站、5个问题：临江县人民政府办公室“临江县人民政府”，"
        "首页链接 http://s1.linjiang.example/gone31.html 打不开：404（证据编号31）；"
        "临江县教育局办公室“临江县教育局”，首页链接 http://s2.linjiang.example/gone20.html 打不开：404"
        "（证据编号20、21、22等）。",
        "另有机器发现的3个问题待人工确认，不作为通报依据；提示1条，不是问题，见附件4。",
    ]
    assert body[of_accounts + 1].startswith(
        "1.账号长期未更新（单项否决）。涉及1个账号、1个问题：临江教育办公室“临江教育（微博）”"
    )


@pytest.mark.parametrize("named", [1, 5])
def test_every_number_of_the_letter_stands_in_a_figure(named: int) -> None:
    rows = quarter()
    report = quarterly(rows, replace(WORDS, named=named))
    told = numbers(report, rows)
    assert len(told) > 50
    assert [one for one in told if one not in known(report)] == []


def test_many_subjects_are_named_to_a_number_and_the_others_counted() -> None:
    sites = tuple(subject(f"s{n}", f"某局{chr(0x4E00 + n)}") for n in range(7))
    rows = quarter(sites=sites, problems=tuple(problem(100 + n, f"s{n}") for n in range(7)))
    said = next(one for one in text_of(quarterly(rows, WORDS)).split("\n") if one.startswith("1."))
    assert said.count("某局") == 2 * 5
    assert said.endswith("；等7家网站，全部见附件4。")
    assert "等" not in next(
        one for one in text_of(quarterly(rows, replace(WORDS, named=7))).split("\n") if one.startswith("1.")
    )


def test_a_site_that_is_called_as_its_unit_is_named_once() -> None:
    sites = (subject("s1", "某局", unit="某局"),)
    told = text_of(quarterly(quarter(sites=sites, problems=(problem(1, "s1", says="坏了"),))))
    assert "1.链接可用性。涉及1家网站、1个问题：某局网站，坏了（证据编号1）。" in told


def test_many_platforms_are_told_to_a_number() -> None:
    names = "甲乙丙丁戊己庚辛壬癸"
    rows = quarter(accounts=tuple(account(f"a{n}", f"号{n}", kind=f"{name}平台") for n, name in enumerate(names)))
    told = paragraph(quarterly(replace(rows, problems=())), "（二）政务新媒体")
    assert "辛平台" not in told
    assert "个等，共10个平台）" in told


def test_what_came_back_is_told_as_such() -> None:
    again = replace(PROBLEMS[0], progress=Progress.AGAIN)
    assert "已超过 14 天（整改后再次出现，证据编号11）" in text_of(quarterly(quarter(problems=(again,))))
    mended = replace(PROBLEMS[0], progress=Progress.MENDED)
    assert "证据编号" not in text_of(quarterly(quarter(problems=(mended,)), replace(WORDS, demands=())))


def test_annexes_on_paper_hold_what_the_letter_leaves_to_them() -> None:
    report = quarterly(quarter(), WORDS)
    assert report.letter is not None
    told = {table.id: table for table in report.tables if table.id in report.letter.annexes}
    widths = {name: len(table.paper or table.heads) for name, table in told.items()}
    assert widths == {"sites": 13, "accounts": 13, "regions": 15, "problems": 11, "failed": 9, "candidates": 9}
    assert {"sites", "accounts"} == {name for name, table in told.items() if "理由" in table.paper}, "why it is 未测"
    for table in told.values():
        assert {"检查结果", "编号", "位次", "序号"} & {*table.paper, *(head.title for head in table.heads)}
        assert {*table.paper} <= {head.title for head in table.heads}


def test_what_nobody_confirmed_is_a_number_and_no_name() -> None:
    report = quarterly(quarter(), WORDS)
    told = text_of(report)
    for name in ("水利局", "栏目长期未更新", "推文链接打不开", "证书", "南河之声"):
        assert name not in told
    evidence = {number for found in re.findall(r"证据编号([\d、]+)", told) for number in found.split("、")}
    assert evidence == {"11", "20", "21", "22", "31", "51"}
    tables = {table.id: table for table in report.tables}
    assert [row[2] for row in tables["failed"].rows] == ["临江县教育局", "临江教育（微博）"]
    assert [row[2] for row in tables["candidates"].rows] == ["临江县水利局"]
    assert "确认之前不是不合格" in tables["candidates"].note


def test_a_template_is_given_every_field_and_no_other() -> None:
    for rows in (quarter(), quarter(complaints=None, checked=(), sites=(), accounts=(), problems=(), runs=())):
        letter = quarterly(rows).letter
        assert letter is not None
        assert set(letter.fields) == set(FIELDS)
    fields = quarterly(quarter(), WORDS).letter.fields  # type: ignore[union-attr]  # a bulletin has a letter
    assert (fields["网站总数"], fields["网站合格率"], fields["整改率"]) == (6, "75.00%", "83.33%")
    assert fields["平台"] == [{"名称": "微信", "总数": 3}, {"名称": "微博", "总数": 2}]
    assert fields["地区"][3] == {
        "名称": "临江县",
        "网站合格率": "50.00%",
        "账号合格率": "50.00%",
        "合计合格率": "50.00%",
        "位次": 4,
    }
    assert fields["网站问题"][0]["对象"] == [
        {
            "单位": "临江县教育局办公室",
            "名称": "临江县教育局",
            "说明": "首页最近一条内容发布于 2026-08-01，已超过 14 天",
            "证据编号": "11",
            "重复": "",
        }
    ]
    assert [one["名称"] for one in fields["曾不合格名单"]] == ["南河镇人民政府"]


def test_every_field_is_in_the_manual() -> None:
    manual = (Path(__file__).parents[3] / "docs/bulletin.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"(?m)^\| `(.+?)` \| (.+) \|$", manual))
    assert told == dict(FIELDS)


def test_what_is_not_known_is_said_and_never_nought() -> None:
    rows = quarter(complaints=None, checked=(), freshness=(), rectified=Rectified(), left_out=("甲",))
    report = quarterly(rows)
    assert report.left_out == (
        "甲",
        "没有“我为政府网站找错”的数据，没有写这一部分",
        "没有测到 IPv6 支持情况，没有写这一部分",
        "没有测到政策解读情况，没有写这一部分",
    )
    assert report.letter is not None
    assert {report.letter.fields[name] for name in ("找错留言数", "找错按期答复率")} == {NONE}
    assert report.letter.fields["整改率"] == NONE
    assert "没有下发整改通知的问题，不计算整改率" in text_of(report)
    assert "找错" not in text_of(report)
    assert "按照" not in report.letter.introduction[0]


def test_no_message_is_told_as_none() -> None:
    none = Counted(Figures(), (), ())
    assert paragraph(quarterly(quarter(complaints=none)), "我为政府网站找错") == "期内没有收到“我为政府网站找错”留言。"
    early = Figures(received=2)
    told = paragraph(
        quarterly(quarter(complaints=Counted(early, (("甲", early),), (("乙", early),)))), "我为政府网站找错"
    )
    assert told == "共收到留言2条，办结0条，办结率0.00%；没有到期应答复的留言。"


def test_the_most_frequent_reasons_are_told() -> None:
    whys = ("首页超时", "首页超时", "域名不存在", "证书无效", "被防护拦截")
    rows = quarter(sites=tuple(subject(f"s{n}", f"站{n}", Verdict.UNKNOWN, why=why) for n, why in enumerate(whys)))
    told = paragraph(quarterly(replace(rows, accounts=(), problems=())), "（一）政府网站")
    assert "5家未测（首页超时2家、域名不存在1家、被防护拦截1家，其余原因见附件1），不计入合格率" in told


def test_interpretations_are_those_of_sites() -> None:
    of_accounts = IndicatorCount("missing-interpretation", "推文未解读", 4, type=SubjectType.ACCOUNT)
    report = quarterly(quarter(checked=(of_accounts,)))
    assert "推文未解读" not in text_of(report)
    assert "没有测到政策解读情况，没有写这一部分" in report.left_out


def test_nobody_measured_nobody_judged() -> None:
    unknown = tuple(replace(one, verdict=Verdict.UNKNOWN, why="首页超时", vetoes=(), once=()) for one in SITES)
    report = quarterly(quarter(sites=unknown, accounts=(), problems=(), runs=()))
    assert paragraph(report, "（一）政府网站") == (
        "在册运行的政府网站6家，得出检查结果的0家，其中合格0家、不合格0家，没有可以计算合格率的；"
        "6家未测（首页超时6家），不计入合格率。详见附件1。"
    )
    assert paragraph(report, "（二）政务新媒体") == "没有在册的政务新媒体账号。"
    assert "没有经人工确认、尚未整改的问题。" in text_of(report)
    assert "2026年第三季度没有检查记录，各数只有登记情况" in report.left_out


def test_problems_of_who_is_no_longer_registered_are_counted_apart() -> None:
    report = quarterly(quarter(problems=(*PROBLEMS, problem(99, "gone"))))
    assert "1 个问题属于期末已不在册的网站和账号，没有列入" in report.left_out
    assert [row[0] for table in report.tables if table.id == "problems" for row in table.rows].count(99) == 0


def test_an_office_without_a_name_is_left_blank_and_a_quarter_that_is_not_over_says_so() -> None:
    made = datetime(2026, 9, 1, 2, tzinfo=UTC)
    report = quarterly(quarter(office="", unfinished=True, made_at=made))
    assert report.title.startswith("（发文机关）关于2026年第三季度")
    assert report.letter is not None
    assert report.letter.signature == "（发文机关署名）"
    assert report.period == "2026年7月1日—截至2026年9月1日"
    assert "检查时间为2026年7月1日至2026年9月1日" in report.letter.introduction[0]
    assert "本期尚未结束" in report.letter.introduction[0]


def test_hostile_text_is_one_bounded_line() -> None:
    says = "第一行\n第二行\u202e\x00" + "长" * 500
    rows = quarter(problems=(problem(20, "s2", says=says), problem(21, "s1", title="标题\n假段落")))
    report = quarterly(rows, OfficeWords(receiver="各单位\n二、伪造"))
    assert report.letter is not None
    assert not any(re.search(r"[\n\u202e\x00]", one.text) or len(one.text) > 400 for one in report.letter.body)
    assert report.letter.receiver == "各单位 二、伪造"


def test_a_bulletin_from_which_a_row_was_taken_is_refused() -> None:
    report = quarterly(quarter(), WORDS)
    guarded = set()
    for number, section in enumerate(report.sections):
        for table in section.tables:
            if not table.rows:
                continue
            less = tuple(replace(one, rows=one.rows[1:]) if one is table else one for one in section.tables)
            sections = (*report.sections[:number], replace(section, tables=less), *report.sections[number + 1 :])
            try:
                check_sums(replace(report, sections=sections))
            except SumsDiffer:
                guarded.add(table.id)
    unguarded = {table.id for table in report.tables if table.rows} - guarded
    ours = {one for one in unguarded if not one.startswith("published-")}
    assert ours == {"weeks"}, "a table that no figure is counted from"


def test_a_letter_that_says_another_number_is_refused() -> None:
    report = quarterly(quarter(), WORDS)
    assert report.letter is not None
    for name, wrong in (("网站合格率", "99.96%"), ("网站总数", 7), ("找错留言数", 10)):
        letter = replace(report.letter, fields={**report.letter.fields, name: wrong})
        with pytest.raises(SumsDiffer, match=f"字段“{name}”写作 {wrong}"):
            check_sums(replace(report, letter=letter))


def test_the_sources_are_those_that_the_edition_names() -> None:
    national = load("national-2019")
    assert sources(national) == (
        "《政府网站发展指引》（国办发〔2017〕47号）",
        "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",
        "《关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕123号）",
    )
    assert "《甘肃省政务新媒体管理办法》" in sources(load("national-2019", ("gansu",)))
    few = replace(national, rules={"dead-links": replace(national.rules["dead-links"], source="国办秘函〔2019〕19号")})
    assert sources(few) == ("《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",)
    assert sources(replace(national, rules={})) == ()


def test_the_demands_may_be_the_offices_own() -> None:
    report = quarterly(quarter(), OfficeWords(demands=(("立即整改", "十个工作日内报告。"),)))
    assert report.letter is not None
    body = [one.text for one in report.letter.body]
    assert body[body.index("三、下一步工作要求") + 1 :] == ["（一）立即整改", "十个工作日内报告。"]


def test_the_demands_name_the_annex_of_problems() -> None:
    assert ANNEXES.index("problems") == 3
    assert "问题明细（附件4）" in text_of(quarterly(quarter()))


VERDICTS = some.sampled_from(list(Verdict))
REGIONS = some.sampled_from(["甲县", "乙县", "丙县", ""])


@some.composite
def quarters(draw: some.DrawFn) -> PeriodRows:
    """Any quarter in which what a person confirmed and what he did not are told apart by their sentences."""
    rows = [
        (subject if n % 2 else account)(f"k{n}", f"名{chr(0x4E10 + n)}", draw(VERDICTS), region=draw(REGIONS))
        for n in range(draw(some.integers(0, 8)))
    ]
    found = [
        (veto(n, row.key, "某项", f"说明{n}") if draw(some.booleans()) else problem(n, row.key, says=f"说明{n}"))
        for n, row in enumerate(draw(some.lists(some.sampled_from(rows), max_size=12)) if rows else [], 1000)
    ]
    changed = tuple(
        replace(one, confirmed=draw(some.booleans()), progress=draw(some.sampled_from(list(Progress)))) for one in found
    )
    sites, accounts = (tuple(row for row in rows if row.type.value == kind) for kind in ("site", "account"))
    return quarter(sites=sites, accounts=accounts, problems=changed, freshness=())


@settings(max_examples=60, deadline=None)
@drawn(quarters())
def test_any_quarter_adds_up_and_accuses_nobody_without_a_person(rows: PeriodRows) -> None:
    report = quarterly(rows, replace(WORDS, named=2))
    assert [one for one in numbers(report, rows) if one not in known(report)] == []
    told = {int(n) for found in re.findall(r"证据编号([\d、]+)", text_of(report)) for n in found.split("、")}
    by = {one.number: one for one in rows.problems}
    assert all(by[number].confirmed and by[number].progress is not Progress.MENDED for number in told)
    tables = {table.id: table for table in report.tables}
    failed = [row for row in (*rows.sites, *rows.accounts) if row.verdict is Verdict.FAILED]
    assert len(tables["failed"].rows) == len(failed)
    places = [row[-1] for row in tables["regions"].rows if isinstance(row[-1], int)]
    rates = [row[-2] for row in tables["regions"].rows if isinstance(row[-2], Decimal)]
    assert places == [1 + sum(other > rate for other in rates) for rate in rates]  # type: ignore[operator]  # decimals


def test_what_is_told_of_the_time_of_making_says_so() -> None:
    """Sites that are closed are told as they stand now, results of checks as they were then."""
    (shut,) = closed((GlancedRow("a", "b", "closed", "http://a.gov.cn/"),)).says
    assert "登记状态和问题都是生成报告时的" in shut
    assert "没有人工确认的不作为通报依据" in shut
    tables = {table.id: table for table in quarterly(quarter()).tables}
    assert "后来人工排除的没有扣除" in tables["checked"].note
    assert "分属几个地区的，其留言不归入任何一个地区" in tables["regions"].note
