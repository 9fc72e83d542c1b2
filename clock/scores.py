"""`score NAME`: the whole table of a site's score, or the verdict on an account, on the screen or as one JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from rich.console import Console

from checks.indicators.words import word
from checks.model.registry import Account
from clock.account_scores import print_account
from clock.rules import edition_of
from clock.score_tables import Card, print_changes, print_run, print_table, print_tasks, print_unknown, print_vetoes
from clock.settings import Settings
from results.account_card import account_card
from results.ledger import registry
from results.ledger.engine import open_ledger
from results.whole_score import whole_score


def tell_score(
    settings: Settings, out: Console, err: Console, name: str, *, run: int | None = None, as_json: bool = False
) -> None:
    """Tells the score of a site, named by code, home page or name, or the verdict on an account, named by key, id,
    platform:name or name. Raises PersonError, also where several are meant."""
    edition = edition_of(settings)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        named = registry.subject_named(registry.load(connection), name)
        if isinstance(named, Account):
            given = (named, edition, settings.folder, lambda line: err.print(line, markup=False))
            card = account_card(connection, *given, run)
        else:
            card = whole_score(connection, named, edition, run)
    if as_json:
        out.file.write(json.dumps(card, ensure_ascii=False) + "\n")
    elif isinstance(named, Account):
        print_account(out, card)
    else:
        _print_site(out, card)


def _print_site(out: Console, card: Card) -> None:
    code = f"（{card['site_code']}）" if card["site_code"] else ""
    out.print(f"{card['site']}{code}，{word('site_kind', card['site_kind'])}，{card['unit']}", markup=False)
    print_run(out, card)
    out.print(f"得分 {_range(card)}（满分 {card['scale']}）", markup=False)
    for sentence in card["says"]:
        out.print(f"· {sentence}", markup=False)
    print_vetoes(out, card)
    heads = ("编号", "指标", "由谁判断", "结果", "发现 × 单价", "最多扣", "确定扣", "最多可能扣", "核实")
    print_table(out, _scale(card), heads, _lines(card))
    _bonus(out, card)
    print_unknown(out, card)
    print_tasks(out, card, "影响得分")
    before = card["before"]
    print_changes(out, card, f"：{_range(before)} → {_range(card)}" if before else "")


def _scale(card: Card) -> str:
    if card["base"] == card["scale"]:
        return f"扣分指标（满分 {card['base']}）"
    return f"扣分指标（按 {card['base']} 分扣，余下的乘以 {card['scale']}/{card['base']} 折算）"


def _lines(card: Card) -> Iterable[Sequence[str]]:
    for line in card["lines"]:
        found = [_priced(one, "found") for one in line["counted"] if one["found"]]
        found += [f"疑似 {_priced(one, 'suspected')}" for one in line["counted"] if one["suspected"]]
        found += [f"未查 {line['unseen']} 处"] if line["unseen"] else []
        yield (
            " ".join(line["code"]),
            line["title"],
            word("judged", line["judged"]),
            word("status", line["status"]),
            "；".join(found) or "—",
            "不限" if line["cap"] is None else str(line["cap"]),
            str(line["lost"]),
            str(line["may_lose"]),
            word("grade", line["verified"]),
        )


def _priced(one: Card, count: str) -> str:
    price = f" × {one['price']}" if float(one["price"]) else "（不扣分）"
    return f"{one['code']} {one[count]}{price}"


def _bonus(out: Console, card: Card) -> None:
    if not card["bonuses"]:
        return
    gate, total = card["numbers"].get("bonus_gate"), card["numbers"].get("bonus_total")
    print_table(out, "加分指标（人工）", ("规则", "加分"), ((one["title"], one["points"]) for one in card["bonuses"]))
    told = f"加分合计 {card['bonus']} 分：{word('bonus', card['bonus_counts'])}"
    if gate and total:
        grades = [word("grade", one["verified"]) for one in (gate, total)]
        told += f"（加分线 {gate['value']} 分，{grades[0]}；满分 {total['value']} 分，{grades[1]}）"
    out.print(told, markup=False)


def _range(card: Card) -> str:
    low, high = card["low"], card["high"]
    return str(low) if low == high else f"{low}—{high}"
