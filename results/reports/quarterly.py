"""The quarterly bulletin (季通报): a letter that an office signs, and behind it the tables that its numbers come from.

Only what a person confirmed is told as a fault. What is suspected or a candidate is told as a number, and stands in the
annexes as what it is. Source of its skeleton: real bulletins (standards.md 13.1, 13.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.model.registry import BEIJING
from results.reports.build import numbered
from results.reports.bulletin_fields import day_of, fields, plain
from results.reports.bulletin_letter import introduction, paragraphs, texts
from results.reports.bulletin_sections import sections
from results.reports.content import Report, Section
from results.reports.letter import Letter
from results.reports.period_rows import PeriodRows
from results.reports.phrases import ANNEXES, OfficeWords
from results.reports.problem_tables import Named, named, strangers
from results.reports.sums import check_sums


def quarterly(given: PeriodRows, words: OfficeWords | None = None) -> Report:
    """The bulletin of a quarter (or of another period), its sums checked. Raises SumsDiffer (a PersonError)."""
    words = words or OfficeWords()
    found = named(given)
    told = tuple(sections(given, found, words))
    letter = _letter(given, found, told, words)
    made = given.made_at.astimezone(BEIJING)
    end = f"截至{day_of(made.date())}" if given.unfinished else day_of(given.period.end)
    report = Report(
        title=f"{letter.fields['发文机关']}关于{given.period.name}政府网站与政务新媒体检查情况的通报",
        period=f"{day_of(given.period.start)}—{end}",
        made=f"生成时间 {made:%Y-%m-%d %H:%M}（北京时间）；检查依据版本 {'、'.join(given.editions) or '未知'}",
        sections=numbered(told),
        letter=letter,
        left_out=(*given.left_out, *_left_out(given, letter)),
    )
    check_sums(report)
    return report


def _letter(given: PeriodRows, found: Sequence[Named], told: Sequence[Section], words: OfficeWords) -> Letter:
    names = fields(given, found, told, words)
    names |= texts(names, messages=given.complaints is not None)
    return Letter(
        receiver=plain(words.receiver),
        introduction=introduction(names, unfinished=given.unfinished),
        body=tuple(paragraphs(names, words.named)),
        signature=plain(given.office) or "（发文机关署名）",
        day=given.made_at.astimezone(BEIJING).date(),
        annexes=ANNEXES,
        fields=names,
    )


def _left_out(given: PeriodRows, letter: Letter) -> Iterator[str]:
    if not given.runs:
        yield f"{given.period.name}没有检查记录，各数只有登记情况"
    if gone := strangers(given):
        yield f"{gone} 个问题属于期末已不在册的网站和账号，没有列入"
    if given.complaints is None:
        yield "没有“我为政府网站找错”的数据，没有写这一部分"
    for name, topic in (("IPv6情况", " IPv6 支持情况"), ("解读情况", "政策解读情况")):
        if not letter.fields[name]:
            yield f"没有测到{topic}，没有写这一部分"
