"""The figures of 政府网站监管年度报表, the quarters beside each other, and who was ever 不合格."""

from __future__ import annotations

from dataclasses import replace

from results.reports.content import GlancedRow, Report, Section, Table
from results.reports.ever_failed import GONE as NO_MORE
from results.reports.ever_failed import ever_failed, ever_section
from results.reports.quarter_tables import quarter_section, quarters_of
from results.reports.row_laws import NONE
from results.reports.sums import check_sums
from results.reports.supervision import BY_HAND, NO_RUN, UNKNOWN, form_section
from results.verdicts import Verdict
from tests.results.reports.quarter import SITES, STALE, problem, subject, veto
from tests.results.reports.year import GONE, part, parts, year


def form(**changes: object) -> Table:
    given = year(**changes)
    return form_section(given, quarters_of(given, parts())).tables[0]


def told(table: Table, item: str) -> tuple[object, ...]:
    """What a row of the form says of each quarter and of the year."""
    row = next(row for row in table.rows if row[2] == item)
    return row[4:9]


def test_what_the_ledger_knows_is_filled_in() -> None:
    table = form()
    assert [head.title for head in table.heads][4:9] == ["第一季度", "第二季度", "第三季度", "第四季度", "全期"]
    assert told(table, "检查网站") == (6, NO_RUN, 5, 5, 5)
    assert told(table, "合格网站") == (3, NO_RUN, 3, 3, 3)
    assert told(table, "不合格网站（经人工确认）") == (3, NO_RUN, 2, 2, 3)  # one was mended, one is gone
    assert told(table, "不合格账号（经人工确认）") == (1, NO_RUN, 1, 1, 1)
    assert told(table, "期末在册网站") == (*(NONE,) * 4, 6)  # nobody kept who was registered then
    assert told(table, "登记为关停、注销的网站") == (*(NONE,) * 4, 1)
    assert told(table, "登记为临时下线的网站") == (*(NONE,) * 4, 0)
    assert told(table, "收到留言") == (UNKNOWN, NO_RUN, 9, 9, 9)
    assert told(table, "办结留言") == (UNKNOWN, NO_RUN, 7, 7, 7)
    assert told(table, "按期答复留言") == (UNKNOWN, NO_RUN, 5, 5, 5)
    assert told(table, "超期未答复留言") == (UNKNOWN, NO_RUN, 1, 1, 1)
    assert told(table, "下发整改通知的问题") == (*(NONE,) * 4, 1)


def test_what_it_does_not_know_is_a_blank_for_a_person_and_never_nought() -> None:
    table = form(complaints=None)
    blank = [row for row in table.rows if row[9] == BY_HAND]
    assert {row[1] for row in blank} == {"抽查", "安全检查", "开设整合", "假冒网站", "人员培训"}
    assert all(set(row[4:9]) == {BY_HAND} and row[10] for row in blank)
    assert {"约谈、书面检查等问责", "新开设网站", "整合迁移网站", "处置假冒网站", "参加培训"} <= {
        row[2] for row in blank
    }
    assert told(table, "收到留言")[-1] == UNKNOWN
    section = form_section(year(), quarters_of(year(), parts()))
    assert section.figures[1].value == len(blank)
    assert str(len(blank)) in section.says[0]


def test_faked_sites_are_clues_and_some_confirmed() -> None:
    fakes = tuple(problem(80 + n, "s1", check="fake-sites", kind="hint", confirmed=n == 0) for n in range(3))
    table = form(problems=fakes)
    assert told(table, "疑似假冒网站线索") == (*(NONE,) * 4, 3)
    assert told(table, "其中经人工确认的") == (*(NONE,) * 4, 1)


def test_states_of_the_registry_are_counted_apart() -> None:
    rows = tuple(GlancedRow("某站", "某局", state, "http://x/") for state in ("closed", "cancelled", "paused"))
    table = form(closed=rows)
    assert told(table, "登记为关停、注销的网站")[-1] == 2
    assert told(table, "登记为临时下线的网站")[-1] == 1


def test_who_was_ever_failed() -> None:
    given = year()
    found = {one.row.key: one for one in ever_failed(given, quarters_of(given, parts()))}
    assert set(found) == {"s2", "s5", "s9", "a2"}
    assert (found["s5"].now, found["s5"].quarters) == ("合格", ("第一季度", "第三季度", "第四季度"))
    assert (found["s2"].now, found["s2"].vetoes) == ("不合格", (STALE.title,))
    assert (found["s9"].now, found["s9"].quarters) == (NO_MORE, ("第一季度",))
    table = ever_section(given, quarters_of(given, parts())).tables[0]
    assert [row[2] for row in table.rows][-1] == "临江教育（微博）"  # sites come first


def test_a_candidate_was_never_failed() -> None:
    maybe = tuple(replace(row, once=(), vetoes=()) for row in SITES if row.verdict is Verdict.CANDIDATE)
    quarters = quarters_of(year(), [part(1, sites=maybe, accounts=())])
    assert ever_failed(year(sites=maybe, accounts=()), quarters) == []


def test_an_old_veto_of_who_could_not_be_looked_at_is_none_of_this_period() -> None:
    row = subject("x", "某局", Verdict.UNKNOWN, vetoes=(STALE,))
    assert ever_failed(year(sites=(row,), accounts=()), ()) == []


def test_a_failed_one_without_a_named_veto_is_still_there() -> None:
    row = subject("x", "某局", Verdict.FAILED)
    found = ever_failed(year(sites=(row,), accounts=()), ())
    assert [(one.row.key, one.vetoes, one.quarters) for one in found] == [("x", ("",), ())]


def test_quarters_stand_beside_each_other() -> None:
    given = year()
    section = quarter_section(given, quarters_of(given, parts()))
    table = section.tables[0]
    check_sums(Report("", "", "", (section,)))
    assert [row[-1] for row in table.rows] == ["", NO_RUN, "", "尚未结束"]
    assert set(table.rows[1][1:-1]) == {None, NONE}
    assert section.says == ("2026年第二季度没有检查，表中空白，不是零。",)
    figures = {one.label: one.value for one in section.figures}
    assert (figures["各季度网站检查数合计"], figures["各季度网站不合格数合计"]) == (16, 4)
    assert section.wholes == ()  # the messages of two quarters are not known


def test_a_veto_that_nobody_confirmed_is_not_in_the_form() -> None:
    given = year(problems=(veto(1, "s1", STALE.title, "x", confirmed=False),))
    section = Section("", tables=(form_section(given, quarters_of(given, [])).tables[0],))
    assert told(section.tables[0], "不合格网站（经人工确认）")[-1] == 2  # those of the year itself
    assert told(section.tables[0], "检查网站")[:4] == (NO_RUN,) * 4


def test_the_gone_site_is_not_in_the_register_any_more() -> None:
    assert GONE.key not in {row.key for row in year().sites}
