"""Sites and accounts are found by any part of what they are called, as by looking at all of them; on both databases."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from sqlalchemy import Connection, Table, func, or_, select, text, true

from checks.model.findings import SubjectType
from checks.model.registry import Account, Registry, Site, Unit
from results.ledger import issue_lists, registry, subjects, tables
from results.ledger.alike import begins, holds, in_address
from results.ledger.engine import Ledger
from results.ledger.scope import WHOLE, Scope
from results.ledger.sign_index import may_hold

SIGNS = ("甲", "乙", "镇人民政府", "gov", "GOV", ".cn", "/", "%", "_", "'", "7", "77", "É", "ß", " ", "𠮷", "\\")
SCOPES = (WHOLE, Scope(units=("单位1",)))


def known(chance: Random) -> Registry:
    def made(most: int) -> str:
        return "".join(chance.choice(SIGNS) for _ in range(chance.randrange(1, most)))

    sites = [
        Site(made(6), f"http://{n}.{made(4)}/", f"单位{n % 3}", code=f"{chance.choice('aA')}{n:03}") for n in range(60)
    ]
    sites.append(Site("没有标识码", "http://www.ohne.cn/éß/", "单位1"))
    accounts = [
        Account("weibo", made(6), f"单位{n % 3}", platform_id=f"{made(3)}{n}", home=f"http://weibo.cn/{n}{made(3)}")
        for n in range(60)
    ]
    return Registry(tuple(Unit(f"单位{n}") for n in range(3)), tuple(sites), (), tuple(accounts))


def plain(connection: Connection, kind: SubjectType, scope: Scope, part: str, *, codes: bool) -> list[str]:
    """By looking at every row, as each database looks at texts."""
    table = tables.sites if kind is SubjectType.SITE else tables.accounts
    ways = [table.c.key == part, holds(table.c.name, part), in_address(table.c.home, part)]
    if codes:
        ways.append(begins(table.c.code if kind is SubjectType.SITE else table.c.platform_id, part))
    own = true() if scope.whole else table.c.unit.in_(scope.units)
    return sorted(connection.execute(select(table.c.key).where(or_(*ways), own)).scalars())


def parts(given: Registry, chance: Random) -> list[str]:
    found = ["É", "ÉÉ", "ß", "没有", "http://", "无此", "gov.cn", "0", "SS", "://www.OHNE.cn/é", "cn/É"]
    for one in (*given.sites, *given.accounts):
        told = chance.choice((one.name, one.home, one.key))
        begin = chance.randrange(len(told))
        part = told[begin : begin + chance.randrange(1, 8)]
        found.append(chance.choice((part, part, part.upper(), part.lower(), f"{part}x")))
    return found


@pytest.mark.parametrize("seed", range(2))
def test_what_is_found_is_what_has_the_part(ledger: Ledger, seed: int) -> None:
    chance, hits = Random(seed), 0
    given = known(chance)
    with ledger.begin() as connection:
        registry.save(connection, given)
        for part, scope in product(parts(given, chance), SCOPES):
            for kind in SubjectType:
                page = subjects.page(connection, scope, kind, subjects.Wanted(text=part), size=200)
                wanted = plain(connection, kind, scope, part, codes=True)
                assert sorted(line.key for line in page.lines) == wanted, (part, kind)
            keys = connection.execute(issue_lists.subjects_wanted(connection, scope, part, "")).scalars()
            wanted = [key for kind in SubjectType for key in plain(connection, kind, scope, part, codes=False)]
            assert sorted(keys) == sorted(wanted), part
            hits += len(wanted)
    assert hits > 200


def test_a_change_of_name_is_found(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        registry.save(connection, Registry(sites=(Site("旧名称", "http://a.cn/", "单位", code="1"),)))
        registry.save(connection, Registry(sites=(Site("新名称", "http://a.cn/", "单位", code="1"),)))
        assert _found(connection, "旧名称") == []
        assert _found(connection, "新名称") == ["1"]


def _found(connection: Connection, part: str) -> list[str]:
    return [one.key for one in subjects.page(connection, WHOLE, SubjectType.SITE, subjects.Wanted(text=part)).lines]


@pytest.mark.parametrize("ledger_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("table", "index"), [(tables.sites, "ix_sites_signs"), (tables.accounts, "ix_accounts_signs")])
def test_the_index_is_one_that_the_question_can_take(ledger: Ledger, table: Table, index: str) -> None:
    with ledger.begin() as connection:
        registry.save(connection, known(Random(1)))
        connection.execute(text("set local enable_seqscan = off"))
        asked = select(func.count()).select_from(table).where(*may_hold(connection, WHOLE, table, "甲乙"))
        compiled = str(asked.compile(connection, compile_kwargs={"literal_binds": True})).replace("%%", "%")
        plan = "\n".join(connection.execute(text(f"explain {compiled}")).scalars())
    assert index in plan


def test_what_many_have_is_not_asked_of_the_index(ledger: Ledger) -> None:
    here = ledger.engine.dialect.name == "postgresql"
    sites = tuple(Site(f"镇人民政府{n:03}", f"http://{n}/", "单位", code=f"{n:05}") for n in range(300))
    with ledger.begin() as connection:
        registry.save(connection, Registry(sites=sites))
        if here:
            connection.execute(text("analyze sites"))
        assert len(may_hold(connection, WHOLE, tables.sites, "镇人民", seldom=300)) == here
        assert may_hold(connection, WHOLE, tables.sites, "镇人民", seldom=200) == []
        assert len(may_hold(connection, SCOPES[1], tables.sites, "镇人民", seldom=200)) == here
        assert len(may_hold(connection, WHOLE, tables.sites, "没有", seldom=200)) == here
        assert may_hold(connection, WHOLE, tables.sites, "没") == []
        assert len(_found(connection, "镇人民")) == 50
