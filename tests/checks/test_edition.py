"""The edition holds every rule of the official text, its numbers carry their grade, a bad file is refused by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from checks import catalog
from checks.indicators import edition
from checks.indicators.edition import AskedOf, EditionError, Grade, Judged, Kind

ROOT = Path(__file__).resolve().parent.parent.parent
STANDARDS = ROOT.parent / "shared/facts/standards.md"
NUMBER = re.compile(r"\b(?:WV|NV|WD|GL|NB|TAG|GK|GF|JC|JD|YB|CZ|GB|V6|XM|LY|ZC|AO|ERR|PRI|SA)-[A-Z]?\d+[a-z]?(?![\w/])")
NATIONAL = edition.load()
MACHINE = {id: rule for id, rule in NATIONAL.rules.items() if rule.judged.by_check or rule.judged is Judged.LEDGER}


def contract() -> Iterator[tuple[str, set[str], set[str]]]:
    """(check, rules, codes) of every row of docs/findings.md, but for the tables of the life of an issue."""
    checks, _, _ = (ROOT / "docs/findings.md").read_text(encoding="utf-8").partition("## The life of an issue")
    for line in checks.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) < 8 or not re.fullmatch(r"(?!check$)[a-z0-9]+(-[a-z0-9]+)*", cells[1]):
            continue
        codes = re.sub(r"`data\.label` =.*", "", cells[3])
        yield cells[1], _spelled_out(cells[2]), set(re.findall(r"`([a-z][a-z0-9-]*)`", codes))


def _spelled_out(numbers: str) -> set[str]:
    found = set(NUMBER.findall(numbers))
    for prefix, first, last in re.findall(r"([A-Z0-9]+-)(\d+)…(\d+)", numbers):
        found |= {f"{prefix}{number:0{len(first)}}" for number in range(int(first), int(last) + 1)}
    return found


CONTRACT = list(contract())


def test_the_contract_is_read() -> None:
    by_the_ledger = [rule for rule in NATIONAL.rules.values() if rule.judged is Judged.LEDGER]
    assert len(CONTRACT) == len(catalog.load()) + len(by_the_ledger)
    assert dict((check, codes) for check, _, codes in CONTRACT)["ipv6-links"] == {"second", "third"}
    assert dict((check, rules) for check, rules, _ in CONTRACT)["article-labels"] == {
        "TAG-04",
        "TAG-05",
        "TAG-06",
        "TAG-07",
    }


@pytest.mark.skipif(not STANDARDS.exists(), reason="the digest of the official texts is not beside the project")
def test_every_number_of_the_standards_is_in_the_edition() -> None:
    wanted = set(NUMBER.findall(STANDARDS.read_text(encoding="utf-8")))
    assert len(wanted) > 180
    held = {number for rule in NATIONAL.rules.values() for number in rule.code}
    groups = {number.rstrip("abcdefghij") for number in held}
    assert wanted - held - groups == set()
    assert held - wanted == set()


@pytest.mark.parametrize(("check", "rules", "codes"), CONTRACT, ids=[check for check, _, _ in CONTRACT])
def test_every_check_has_its_table(check: str, rules: set[str], codes: set[str]) -> None:
    rule = MACHINE[check]
    assert rules <= set(rule.code)
    assert set(rule.says) == codes == set(rule.fix)
    for code in codes:
        assert len(rule.sentence(code, {})) > 5
        assert rule.advice(code, {}).startswith("请")


def test_only_the_checks_of_the_contract_are_judged_by_machine() -> None:
    assert set(MACHINE) == {check for check, _, _ in CONTRACT}


def test_the_parameters_that_the_checks_ask_for() -> None:
    values = {f"{rule.id}.{name}": param.value for rule in MACHINE.values() for name, param in rule.params.items()}
    grades = {f"{rule.id}.{name}": param.verified for rule in MACHINE.values() for name, param in rule.params.items()}
    assert values["stale-home.days"] == values["stale-columns.news_days"] == 14
    assert values["stale-columns.notice_months"] == values["stale-columns.policy_months"] == 6
    assert values["stale-columns.other_months"] == 12
    assert grades["stale-columns.news_days"] is Grade.B
    assert grades["stale-columns.other_months"] is Grade.C
    for check in (
        "site-labels",
        "column-labels",
        "article-labels",
        "footer-identity",
        "broken-fragments",
        "repeated-labels",
        "wrong-url-label",
    ):
        assert (values[f"{check}.sitewide_share"], values[f"{check}.sitewide_pages"]) == (0.5, 3)
        assert grades[f"{check}.sitewide_share"] is Grade.OURS
    assert values["missing-columns.other"] == []
    topics = {topic for level in ("province", "city", "county") for topic in values[f"missing-columns.topics_{level}"]}
    assert set(values["missing-columns.portal"]) | topics == set(MACHINE["missing-columns"].says)
    assert grades["missing-columns.topics_county"] is Grade.UNVERIFIED
    assert grades["missing-columns.town"] is Grade.OURS
    assert set(values["missing-columns.town"]) < set(values["missing-columns.portal"])
    assert set(values["missing-columns.department"]) < set(values["missing-columns.portal"])
    assert values["domain-name.suffix"] == ".gov.cn"
    assert set(values["footer-identity.elements"]) == set(MACHINE["footer-identity"].says) - {
        *("site-code-differs", "find-error-code")
    }
    assert set(values["document-elements.elements"]) == set(MACHINE["document-elements"].says)
    assert len(values["validity-label.values"]) == 6


def test_the_vetoes() -> None:
    found = {veto.code: veto for rule in NATIONAL.rules.values() for veto in rule.vetoes}
    assert found["WV-3"].at_least == 1
    assert (found["WV-4a"].at_least, set(found["WV-4a"].counts)) == (5, {"news", "notice", "policy"})
    assert (found["WV-4b"].at_least, set(found["WV-4b"].counts)) == (10, {"news", "notice", "policy", "other"})
    assert (found["WV-4c"].at_least, found["WV-4c"].warn) == (5, 3)
    assert found["WV-5a"].counts == ("interaction",)
    assert found["WV-6b"].verified is Grade.UNVERIFIED
    assert {"WV-1", "WV-2", "WV-3", "WV-4a", "WV-4b", "WV-4c", "WV-5a", "WV-5b", "WV-6a", "WV-6b", "WV-6c"} <= set(
        found
    )


def test_the_numbers_of_the_score() -> None:
    assert {name: param.value for name, param in NATIONAL.scoring.items()} == {
        "total": 100,
        "pass": 60,
        "bonus_gate": 80,
        "bonus_total": 30,
        "no_service_total": 75,
        "no_service_factor": "4/3",
        "bonus_gate_reached": False,
        "scale": 100,
        "accounts_total": 0,
        "by_hand_every": "quarter",
        "supervision_total": 100,
        "supervision_bonus_total": 20,
        "precision_least": 0.8,
        "precision_decisions": 20,
        "precision_months": 12,
    }
    assert NATIONAL.scoring["precision_least"].verified is Grade.OURS
    assert NATIONAL.scoring["pass"].verified is Grade.B
    assert NATIONAL.scoring["no_service_total"].verified is Grade.C


def test_prices_are_points_with_a_grade_and_a_ceiling() -> None:
    dead = MACHINE["dead-links"]
    assert dead.deduct == {"home": Decimal("1.0"), "inner": Decimal("0.1")}
    assert (dead.cap, dead.prices_verified) == (Decimal("5.0"), Grade.UNVERIFIED)
    assert MACHINE["missing-columns"].cap == sum(MACHINE["missing-columns"].deduct.values())
    for rule in NATIONAL.rules.values():
        assert not rule.deduct or rule.cap is not None, rule.id


def test_bonus_points_are_given_by_people() -> None:
    bonus = [rule for rule in NATIONAL.rules.values() if rule.kind is Kind.BONUS]
    assert len(bonus) >= 6
    assert all(rule.judged is Judged.BY_HAND for rule in bonus)


# Numbers that name a thing and are no threshold.
NAMES = re.compile(
    r"〔\d{4}〕\d+号|\{\w+\}|2015 年普查|IPv\d|TLS 1\.\d|\.gov\.cn|2026-05-18 10:19|不补 0|15位身份证|YYYY-MM-DD HH:MM|https?://"
)


@pytest.mark.parametrize("rule", NATIONAL.rules.values(), ids=list(NATIONAL.rules))
def test_no_number_is_written_into_a_sentence(rule: edition.Rule) -> None:
    """A threshold in a sentence comes from a parameter, so an overlay changes it and what is unverified says so."""
    for text in (rule.text, *rule.says.values(), *rule.fix.values()):
        assert not re.search(r"\d", NAMES.sub("", text)), text
    assert "{" not in rule.demand + "".join(rule.sentence(c, {}) + rule.advice(c, {}) for c in rule.says)


def test_what_is_not_law_says_so() -> None:
    assert "4（未核实） 类" in NATIONAL.rules["incomplete-guides"].demand
    assert NATIONAL.rules["copied-interpretations"].params["similarity"].shown == "0.8（建议值）"
    assert NATIONAL.rules["stale-home"].params["days"].shown == "14"


def test_every_rule_says_what_it_demands_and_where_that_stands() -> None:
    for rule in NATIONAL.rules.values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id)
        assert rule.text
        assert rule.title
        assert rule.source
        assert all(param.source for param in rule.params.values()), rule.id


def test_gansu_changes_its_number_and_nothing_else() -> None:
    gansu = edition.load(overlays=("gansu",))
    assert gansu.version == "national-2019+gansu"
    silent = gansu.rules["silent-account"]
    assert (silent.param("rhythm_days"), NATIONAL.rules["silent-account"].param("rhythm_days")) == (7, 14)
    assert silent.params["rhythm_days"].verified is Grade.C
    assert "张掖" in silent.params["rhythm_days"].source
    assert silent.param("days") == 14
    assert silent.vetoes == NATIONAL.rules["silent-account"].vetoes
    assert "本地要求的更新频率为 7 天" in silent.demand
    assert silent.overlays == ("gansu",)
    assert {id: rule for id, rule in gansu.rules.items() if id != "silent-account"} == {
        id: rule for id, rule in NATIONAL.rules.items() if id != "silent-account"
    }
    assert gansu.scoring == NATIONAL.scoring


def test_a_local_rule_bars_the_accounts_of_departments_and_townships_and_changes_nothing_else() -> None:
    local = edition.load(overlays=("jianghua",))
    changed = {id: rule for id, rule in local.rules.items() if rule != NATIONAL.rules[id]}
    assert set(changed) == {"low-level-accounts"}
    assert (changed["low-level-accounts"].param("levels"), changed["low-level-accounts"].param("departments")) == (
        ["town"],
        ["county"],
    )
    national = NATIONAL.rules["low-level-accounts"]
    assert (national.param("levels"), national.param("departments")) == ([], [])


def test_local_weights_change_the_numbers_of_the_score_and_nothing_else() -> None:
    mianyang, xuancheng = (edition.load(overlays=(name,)) for name in ("mianyang", "xuancheng"))
    assert mianyang.rules == xuancheng.rules == NATIONAL.rules
    changed = {name: p.value for name, p in mianyang.scoring.items() if p != NATIONAL.scoring[name]}
    assert changed.pop("bonus_total") == 30  # as in the national text, from a source of its own
    assert changed == {"scale": 35, "pass": 21, "accounts_total": 20, "bonus_gate": 44, "bonus_gate_reached": True}
    assert all(mianyang.scoring[name].verified is Grade.C for name in changed)
    assert all("绵阳" in mianyang.scoring[name].source for name in changed)
    twenty = {name: p for name, p in xuancheng.scoring.items() if p != NATIONAL.scoring[name]}
    assert {name: (p.value, p.verified) for name, p in twenty.items()} == {"bonus_total": (20, Grade.A)}


def test_whom_a_person_is_asked_about() -> None:
    for rule in NATIONAL.rules.values():
        if rule.judged is Judged.BY_HAND:
            assert rule.asked_of, rule.id
            assert bool(rule.how) != (rule.asked_of == (AskedOf.OFFICE,)), rule.id
            assert rule.kind is Kind.BONUS or AskedOf.OFFICE in rule.asked_of or rule.says, rule.id
    assert NATIONAL.rules["stale-home"].asked_of == (AskedOf.PORTAL, AskedOf.DEPARTMENT, AskedOf.OTHER)
    assert NATIONAL.rules["silent-account"].asked_of == (AskedOf.ACCOUNT,)
    assert AskedOf.ACCOUNT in NATIONAL.rules["leaked-secrets"].asked_of


RULE = """
[stale-home]
code = ["WV-3"]
title = "首页不更新"
source = "来源"
verified = "B"
kind = "veto"
judged = "machine"
says = { stale = "首页" }
fix = { stale = "请更新" }
"""


def edition_of(folder: Path, text: str) -> edition.Edition:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return edition.load(str(path))


def test_an_edition_of_the_office_itself(tmp_path: Path) -> None:
    own = edition_of(tmp_path, RULE)
    assert (own.name, own.version, own.title) == ("own", "own", str(tmp_path / "own.toml"))
    assert own.rules["stale-home"].sentence("stale", {}) == "首页"
    assert own.rules["stale-home"].advice("other", {}) == ""
    assert own.scoring == {}


BAD = [
    ("x = 1\n" + RULE, "x 不在任何 [规则名] 之下"),
    ("[stale-home\n", "不是合法的 TOML"),
    (RULE.replace('title = "首页不更新"\n', ""), "[stale-home] 缺少：title"),
    (RULE + "colour = 1\n", "有不认识的键：colour"),
    (RULE.replace('["WV-3"]', '"WV-3"'), "code 应是文字的列表，不是 'WV-3'"),
    (RULE.replace('"首页不更新"', "1"), "title 应是文字，不是 1"),
    (RULE.replace('verified = "B"', 'verified = "D"'), "[stale-home] 的取值不对：'D'"),
    (RULE.replace('"veto"', '"fine"'), "'fine'"),
    (RULE.replace('"machine"', '"nobody"'), "'nobody'"),
    (RULE + "asked_of = ['minister']\n", "'minister'"),
    (RULE + "how = 1\n", "how 应是文字，不是 1"),
    (RULE.replace('"首页"', '"{days!r}"'), "占位符只能写成 {名称}"),
    (RULE.replace('"首页"', '"{a.b}"'), "占位符只能写成 {名称}"),
    (RULE.replace('"首页"', '"{a"'), "取值不对"),
    (RULE.replace('"首页"', '"[[a]]"'), "方括号没有成对或者套了两层"),
    (RULE.replace('{ stale = "首页" }', '"首页"'), "says 应写成 { 名称 = 值 }"),
    (RULE.replace('fix = { stale = "请更新" }', ""), "stale 没有整改建议"),
    (RULE + "deduct = { late = 1 }\ncap = 1\n", "late 在 says 中没有对应的说法"),
    (RULE + "deduct = { stale = 1 }\n", "有 deduct 就要有 cap"),
    (RULE + "deduct = { stale = -1 }\ncap = 1\n", "stale 应是不小于 0 的分数，不是 -1"),
    (RULE + "cap = nan\n", "cap 应是不小于 0 的分数"),
    (RULE + 'cap = "many"\n', "cap 应是不小于 0 的分数，不是 'many'"),
    (RULE + "params = { days = 14 }\n", "参数 days 应写成 { value = …, verified = … }"),
    (RULE + 'params = { days = { value = 14, verified = "sure" } }\n', "参数 days 取值不对：'sure'"),
    (RULE + 'params = { days = { value = 14, verified = "B", source = 1 } }\n', "days.source 应是文字"),
    (RULE + "[[stale-home.veto]]\nat_least = 1\nverified = 'B'\n", "[stale-home] 的 veto 缺少 code"),
    (RULE + "[[stale-home.veto]]\ncode = 'WV-3'\nat_least = 0\nverified = 'B'\n", "veto.at_least 应是不小于 1 的整数"),
    (
        RULE + "[[stale-home.veto]]\ncode = 'WV-3'\nat_least = 1\nwarn = true\nverified = 'B'\n",
        "veto.warn 应是不小于 0 的整数，不是 True",
    ),
    (
        RULE + "[[stale-home.veto]]\ncode = 'WV-3'\nat_least = 1\ncounts = ['late']\nverified = 'B'\n",
        "late 在 says 中没有对应的说法",
    ),
    (RULE + "[scoring]\ntotal = 100\n", "[scoring] 的参数 total 应写成"),
    (RULE + '[scoring]\ntotal = { value = 100, verified = "?" }\n', "[scoring] 的参数 total 取值不对"),
]


@pytest.mark.parametrize(("text", "message"), BAD, ids=[message for _, message in BAD])
def test_a_bad_edition_is_refused_and_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(EditionError) as refused:
        edition_of(tmp_path, text)
    assert message in str(refused.value)
    assert "own.toml" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[stale-hone]\ncap = 1\n", "[stale-hone] 在版本 national-2019 中不存在；请改用已有的规则名"),
        ("[stale-home]\nday = 7\n", "[stale-home] 的键 'day' 不认识"),
        ("[scoring]\ntitle = 7\n", "[scoring] 的键 'title' 不认识"),
        ("[stale-home]\nparams.days = 7\n", "[stale-home] 的参数 days 应写成"),
        ("[stale-home]\nparams.days = { value = 7 }\n", "[stale-home] 的参数 days 应写成"),
        ("[scoring]\npass = { value = 50 }\n", "[scoring] 的参数 pass 应写成"),
        ("days = 7\n", "days 不在任何 [规则名] 之下"),
        ("[silent-account]\nsays.silent = '{0}'\n", "占位符只能写成 {名称}"),
    ],
)
def test_a_bad_overlay_is_refused_and_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "city.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EditionError) as refused:
        edition.load(overlays=(str(path),))
    assert message in str(refused.value)
    assert "city" in str(refused.value)


def test_an_overlay_lays_numbers_over_numbers(tmp_path: Path) -> None:
    path = tmp_path / "city.toml"
    path.write_text(
        "[dead-links]\ndeduct.home = 2\n[domain-name]\njudged = 'by hand'\n"
        "[scoring]\nbonus_total = { value = 20, verified = 'A', source = '市办法' }\n",
        encoding="utf-8",
    )
    city = edition.load(overlays=("gansu", str(path)))
    assert city.version == "national-2019+gansu+city"
    assert city.rules["dead-links"].deduct == {"home": Decimal(2), "inner": Decimal("0.1")}
    assert city.rules["domain-name"].judged is Judged.BY_HAND
    assert (city.scoring["bonus_total"].value, city.scoring["bonus_total"].verified) == (20, Grade.A)
    assert city.rules["silent-account"].param("rhythm_days") == 7
    assert edition.load().rules["dead-links"].deduct["home"] == 1


@pytest.mark.parametrize(("name", "overlays"), [("national-1999", ()), ("national-2019", ("atlantis",))])
def test_a_file_that_is_not_there(name: str, overlays: tuple[str, ...]) -> None:
    with pytest.raises(
        EditionError, match=r"读不到规则文件 (national-1999|atlantis)：.*请检查 xunwang.toml 的 \[rules\]"
    ):
        edition.load(name, overlays)


def test_a_file_in_another_charset(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(RULE.encode("gb18030"))
    with pytest.raises(EditionError, match="读不到规则文件"):
        edition.load(str(path))


def test_the_overlay_of_the_manual_works(tmp_path: Path) -> None:
    example = re.search(
        r"```toml\n(# own\.toml.*?)```", (ROOT / "docs/edition.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert example
    path = tmp_path / "own.toml"
    path.write_text(example[1], encoding="utf-8")
    own = edition.load(overlays=("gansu", str(path)))
    assert own.version == "national-2019+gansu+own"
    columns, dead = own.rules["stale-columns"], own.rules["dead-links"]
    assert (columns.param("news_days"), columns.param("policy_months")) == (10, 6)
    assert "动态要闻类 10 天内" in columns.demand
    assert "近 10 天" in columns.advice("news", {})
    assert (dead.deduct["home"], dead.deduct["inner"], dead.prices_verified) == (2, Decimal("0.1"), Grade.A)
    assert own.rules["footer-identity"].judged is Judged.BY_HAND
    assert own.scoring["bonus_total"].value == 20
