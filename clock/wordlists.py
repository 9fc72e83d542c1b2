"""What `lexicon` does: the office's own lists taken in, shown, written out, and single entries removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from checks.indicators.edition import load
from clock.alone import alone
from clock.office import make_folder
from clock.rules import lexicon_of
from clock.settings import Settings
from results.errors import PersonError
from results.intake.lexicon import read_lists
from results.intake.lexicon_sheet import write_lists
from results.lexicon import (
    OFFICIALS,
    RULES,
    STATES,
    Count,
    Level,
    Lexicon,
    merged,
    read_lexicon,
    without,
    write_lexicon,
)

LEVELS = {Level.GRAVE: "严重", Level.SERIOUS: "较重", Level.PLAIN: "一般"}
_TOLD = 20


def import_lists(settings: Settings, files: Sequence[Path], out: Console) -> None:
    """Takes sheets in, all or nothing, and says what changed and what should be looked at. Raises PersonError."""
    read = read_lists(files)
    with _held(settings) as path:
        kept, words, people = merged(read_lexicon(path), read.lexicon)
        write_lexicon(path, kept)
    table = Table(title="导入结果")
    for name in ("类别", "新增", "更新", "未变"):
        table.add_column(name)
    for name, count in (("词语", words), ("领导人员", people)):
        table.add_row(name, *_shown(count))
    out.print(table)
    for note in read.notes[:_TOLD]:
        out.print(f"请留意：{note}", markup=False)
    if len(read.notes) > _TOLD:
        out.print(f"请留意：另有 {len(read.notes) - _TOLD} 处类似情况", markup=False)
    _unserved(settings, kept, out)
    out.print("下次巡查起按新词库检查", markup=False)


def list_lists(settings: Settings, out: Console) -> None:
    """How many entries there are, by level and by state. Raises PersonError."""
    kept = read_lexicon(lexicon_of(settings))
    if not kept.words and not kept.people:
        out.print("词库是空的；用 lexicon export 得到空表，填好后用 lexicon import 导入", markup=False)
        return
    table = Table(title=f"本单位词库（{lexicon_of(settings)}）")
    for name in ("类别", "在用", "停用", "检查规则"):
        table.add_column(name)
    words = Counter((word.level, word.off) for word in kept.words)
    for level, rule in RULES.items():
        table.add_row(f"词语（{LEVELS[level]}）", str(words[level, False]), str(words[level, True]), rule)
    people = Counter((person.state, person.off) for person in kept.people)
    for shown, state in STATES.items():
        table.add_row(f"领导人员（{shown}）", str(people[state, False]), str(people[state, True]), OFFICIALS)
    out.print(table)
    _unserved(settings, kept, out)


def export_lists(settings: Settings, file: Path, out: Console) -> None:
    """Writes the lists as a workbook; an empty form where there are none. Raises PersonError."""
    if file.suffix.lower() != ".xlsx":
        raise PersonError(f"词库只能写成 .xlsx，不是 {file.name}")
    kept = read_lexicon(lexicon_of(settings))
    write_lists(file, kept)
    counted = f"词语 {len(kept.words)} 条，领导人员 {len(kept.people)} 条"
    out.print(f"已写出 {counted}：{file}；改好后用 lexicon import {file} 导入", markup=False)


def remove_entry(settings: Settings, word: str, out: Console) -> None:
    """Removes a wrong form, or all entries of a person. Raises PersonError when there is none such."""
    with _held(settings) as path:
        kept, lost = without(read_lexicon(path), word.strip())
        if not lost:
            raise PersonError(f"词库里没有“{word}”；要写错误表述或领导姓名的全部，可用 lexicon export 查看")
        write_lexicon(path, kept)
    out.print(f"已从词库删去“{word}”（{lost} 条）", markup=False)


@contextmanager
def _held(settings: Settings) -> Iterator[Path]:
    """The file of the lexicon, while no night judges by it and nobody else changes it. Raises PersonError."""
    make_folder(settings.folder)
    with alone(settings.folder / "visits"):
        yield lexicon_of(settings)


def _unserved(settings: Settings, kept: Lexicon, out: Console) -> None:
    """Says so where the edition in use has no check for some of the entries."""
    rules = load(settings.rules.edition, settings.rules.overlays).rules
    there = {RULES[word.level] for word in kept.words} | ({OFFICIALS} if kept.people else set())
    idle = [rule for rule in sorted(there) if rule not in rules or not rules[rule].judged.by_check]
    if idle:
        out.print(f"请留意：现用规则版本里 {'、'.join(idle)} 不由机器检查，这部分词语暂不起作用", markup=False)


def _shown(count: Count) -> tuple[str, str, str]:
    return str(count.new), str(count.changed), str(count.same)
