"""Writes the manual of an edition: what each rule demands, how well that is verified, who judges it and how.

Pure text from the edition and the docstrings of the checks; `python -m checks docs` puts it into docs/indicators.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checks.indicators.edition import Edition, Grade, Judged, Rule, Veto
from checks.indicators.words import word

HEAD = """# 指标手册

本页由 `python -m checks docs` 从规则文件和检查程序生成，不要手改。

每个数字后面标明核实等级：A 官方原文，B 两处以上互证，C 单一来源，未核实，本项目建议值。
后两种不是官方规定，只作参数，可以在叠加文件里改。
"""


def manual(edition: Edition, docstrings: Mapping[str, str]) -> str:
    """The whole page (Markdown). `docstrings` are the manuals of the checks by id; each rule has an anchor, its id."""
    lines = [HEAD, f"版本：{edition.version}（{edition.title}）", "", "## 计分", "", "| 参数 | 值 | 核实 | 来源 |"]
    lines += ["|---|---|---|---|"]
    lines += [
        f"| `{name}` | {p.shown} | {word('grade', p.verified)} | {p.source} |" for name, p in edition.scoring.items()
    ]
    lines += ["", "## 规则一览", "", "| 规则 | 编号 | 类型 | 由谁判断 | 核实 |", "|---|---|---|---|---|"]
    lines += [_row(rule) for rule in edition.rules.values()]
    for rule in edition.rules.values():
        lines += ["", *_chapter(rule, docstrings.get(rule.id, ""))]
    return "\n".join(lines) + "\n"


def numbers(rule: Rule) -> str:
    """The official numbers of a rule, — where the text gives it none."""
    return "、".join(rule.code) or "—"


def sections(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    """What is to be said of a rule in Chinese: (heading, lines). Empty sections are left out."""
    told = {
        "规则编号": [numbers(rule)],
        "类型": [word("kind", rule.kind) + (f"（{rule.block}）" if rule.block else "")],
        "来源": [f"{rule.source}（{word('grade', rule.verified)}）"],
        "由谁判断": [word("judged", rule.judged)],
        "要求": [rule.demand] if rule.text else [],
        "人工检查": list(_by_hand(rule)),
        "参数": [
            f"{name} = {param.shown}（{word('grade', param.verified)}{'：' + param.source if param.source else ''}）"
            for name, param in rule.params.items()
        ],
        "扣分": list(_prices(rule)),
        "单项否决": [_veto(rule, veto) for veto in rule.vetoes],
        "问题说法": [f"{code}：{rule.sentence(code, {})}" for code in rule.says],
        "整改建议": [f"{code}：{rule.advice(code, {})}" for code in rule.says],
        "叠加文件": [f"由 {'、'.join(rule.overlays)} 修改"] if rule.overlays else [],
    }
    yield from ((heading, lines) for heading, lines in told.items() if lines)


def _prices(rule: Rule) -> Iterator[str]:
    grade = word("grade", rule.prices_verified)
    for code, points in rule.deduct.items():
        yield f"{code}：每处 {points} 分（{grade}）"
    if rule.cap is not None:
        yield f"本项最多扣 {rule.cap} 分（{grade}）"
    if rule.kind == "deduct" and not rule.deduct:
        yield "分值没有读到，暂不计分"


def _by_hand(rule: Rule) -> Iterator[str]:
    if rule.judged is Judged.BY_HAND:
        yield "检查对象：" + "、".join(word("asked-of", one) for one in rule.asked_of)
        if rule.how:
            yield f"怎样检查：{rule.how}"


def _veto(rule: Rule, veto: Veto) -> str:
    what = "、".join(veto.counts) or "本项问题"
    warn = f"，{veto.warn} 处时预警（{word('grade', Grade.OURS)}）" if veto.warn else ""
    return f"{veto.code}：{what} 累计达到 {veto.at_least} 处{warn}（{word('grade', veto.verified)}），经人确认后才算"


def _row(rule: Rule) -> str:
    cells = (
        f"[{rule.title}](#{rule.id})",
        numbers(rule),
        word("kind", rule.kind),
        word("judged", rule.judged),
        word("grade", rule.verified),
    )
    return f"| {' | '.join(cells)} |"


def _chapter(rule: Rule, docstring: str) -> Iterator[str]:
    yield f'<a id="{rule.id}"></a>'
    yield ""
    yield f"## {rule.title} `{rule.id}`"
    for heading, lines in sections(rule):
        yield ""
        if len(lines) == 1:
            yield f"**{heading}** {lines[0]}"
        else:
            yield f"**{heading}**"
            yield ""
            yield from (f"- {line}" for line in lines)
    if rule.judged.by_check and docstring:
        yield from ("", "**检查程序的说明**", "", "```text", docstring.strip(), "```")
