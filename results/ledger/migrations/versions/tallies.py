"""The tree of units laid out, and tallies of what stands under each: a first page cannot count a million issues."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016_tallies"
down_revision = "0015_tokens"
branch_labels = None
depends_on = None

_KEYS = ("unit", "kind", "run", "what", "state")
_NAMES = ", ".join(_KEYS)
_RUNS = 8
"""Of so many runs jobs and scores are tallied: those that came before are counted when somebody asks."""
_FORK = "r.above <> '' and exists (select 1 from unit_reach b where b.above = r.above and b.unit <> r.above)"
"""A unit that has others below it. Of the rest nothing is kept: what belongs to one unit is quickly counted."""
_KINDS = {
    # table: (kind, run, what, state, which rows)
    "issues": ("issue", "0", '{row}"check"', "{row}state", "true"),
    "jobs": ("job", "{row}run", "{row}detail", "{row}state", "{row}kind = 'site'"),
    "scores": ("score", "{row}run", "''", "''", "exists (select 1 from accounts a where a.key = {row}subject)"),
}
_CHANGING = {"issues": ("subject", "check", "state"), "jobs": ("detail", "state")}
_OWNER = "(select s.unit from sites s where s.key = {0} union all select a.unit from accounts a where a.key = {0})"
_ADDED = f"on conflict ({_NAMES}) do update set count = tallies.count + excluded.count"  # both databases read it alike


def upgrade() -> None:
    _tables()
    op.execute(
        "insert into unit_reach (above, unit) with recursive reached (above, unit) as (select name, name from units "
        "union select r.above, u.name from units u join reached r on u.parent = r.unit) select above, unit from reached"
    )
    _count()
    if op.get_bind().dialect.name == "sqlite":
        for table in _KINDS:
            _sqlite(table)
        return
    _settling()
    for table in _KINDS:
        _postgresql(table)


def _tables() -> None:
    op.create_table(
        "unit_reach",
        sa.Column("above", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("above", "unit", name="pk_unit_reach"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_unit_reach_unit", "unit_reach", ["unit"])
    op.create_table(
        "tallies",
        *_tallied(),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*_KEYS, name="pk_tallies"),
    )
    op.create_table(
        "tally_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        *_tallied(),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tally_moves"),
    )
    op.create_index("ix_tally_moves_unit_kind", "tally_moves", ["unit", "kind"])


def _tallied() -> list[sa.Column[object]]:
    kinds = {"run": sa.Integer()}
    return [sa.Column(name, kinds.get(name, sa.Text()), nullable=False, autoincrement=False) for name in _KEYS]


def _count() -> None:
    """What is there already. `owned` names for each subject the units that it is tallied under."""
    owned = (
        "with owned (key, unit) as (select o.key, r.above from (select key, unit from sites union all "
        f"select key, unit from accounts) o join unit_reach r on r.unit = o.unit where {_FORK})"
    )
    for table in ("sites", "accounts"):
        for unit, joined in (("''", ""), ("o.unit", "join owned o on o.key = t.key")):
            asked = f"select {unit}, '{table[:-1]}', 0, '', t.state, count(*) from {table} t {joined} group by 1, 5"
            op.execute(f"insert into tallies ({_NAMES}, count) {owned} {asked}")
    newest = f"select distinct run from jobs where kind = 'site' order by run desc limit {_RUNS}"
    for table, (kind, run, what, state, where) in _KINDS.items():
        here = " and ".join([where.format(row="t."), *([] if table == "issues" else [f"t.run in ({newest})"])])
        counted = (
            f"select t.subject as subject, {run.format(row='t.')} as run, {what.format(row='t.')} as what, "
            f"{state.format(row='t.')} as state, count(*) as n from {table} t where {here} group by 1, 2, 3, 4"
        )
        for unit, joined in (("''", ""), ("o.unit", "join owned o on o.key = c.subject")):
            asked = (
                f"select {unit}, '{kind}', c.run, c.what, c.state, sum(c.n) from ({counted}) c {joined} "
                "group by 1, 3, 4, 5"
            )
            op.execute(f"insert into tallies ({_NAMES}, count) {owned} {asked}")


def _sqlite(table: str) -> None:
    """One writer: each change is added to the tallies at once."""

    def added(row: str, count: int) -> str:
        kind, run, what, state, where = (part.format(row=f"{row}.") for part in _KINDS[table])
        units = (
            f"select '' as unit union all select r.above from unit_reach r "
            f"where r.unit in {_OWNER.format(f'{row}.subject')} and {_FORK}"
        )
        return (
            f"insert into tallies ({_NAMES}, count) select w.unit, '{kind}', {run}, {what}, {state}, {count} "
            f"from ({units}) w where {where} {_ADDED};"
        )

    op.execute(f"create trigger {table}_tallied_new after insert on {table} begin {added('new', 1)} end")
    op.execute(f"create trigger {table}_tallied_gone after delete on {table} begin {added('old', -1)} end")
    if names := _CHANGING.get(table):
        moved = " or ".join(f'old."{name}" is not new."{name}"' for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        op.execute(
            f"create trigger {table}_tallied_changed after update of {columns} on {table} when {moved} "
            f"begin {added('old', -1)} {added('new', 1)} end"
        )


def _settling() -> None:
    """Adds the moves up: one writer at a time, the others go on."""
    op.execute(
        f"""create function tally_settle() returns void language plpgsql as $$
        begin
            if not pg_try_advisory_xact_lock(hashtext('xunwang tallies'), hashtext(current_schema())) then
                return;
            end if;
            with gone as (delete from tally_moves returning {_NAMES}, count)
            insert into tallies ({_NAMES}, count)
            select {_NAMES}, sum(count) from gone group by {_NAMES} having sum(count) <> 0 {_ADDED};
        end $$"""
    )
    op.execute(
        """create function tally_moved(moves bigint) returns void language plpgsql as $$
        declare last bigint;
        begin
            if moves = 0 then return; end if;
            last := currval(pg_get_serial_sequence('tally_moves', 'id'));
            if last / 4096 <> (last - moves) / 4096 then perform tally_settle(); end if;
        end $$"""
    )


def _told(table: str, rows: str, count: str) -> str:
    """SQL that tells what rows mean for the tallies, added up as far as they are told of together."""
    kind, run, what, state, where = (part.format(row="t.") for part in _KINDS[table])
    return f"""
        with counted as (
            select {_OWNER.format("t.subject")} as owner,
                {run} as run, {what} as what, {state} as state, {count} as n
            from {rows} t where {where}
        ), grouped as (select owner, run, what, state, sum(n) as n from counted group by 1, 2, 3, 4)
        insert into tally_moves ({_NAMES}, count)
        select w.unit, '{kind}', c.run, c.what, c.state, sum(c.n) from grouped c cross join lateral (
            select '' as unit
            union all select r.above from unit_reach r where r.unit = c.owner and {_FORK}
        ) w group by 1, 3, 4, 5 having sum(c.n) <> 0;
        get diagnostics moves = row_count;
        perform tally_moved(moves);"""


def _function(name: str, body: str) -> None:
    op.execute(
        f"create function {name}() returns trigger language plpgsql as $$ declare moves bigint; "
        f"begin {body} return null; end $$"
    )


def _postgresql(table: str) -> None:
    """Many writers: each change is told, and nobody waits. Rows that come or go are told of together."""
    for act, rows, when, count in (("new", "new", "insert", "1"), ("gone", "old", "delete", "-1")):
        _function(f"{table}_tallied_{act}", _told(table, "given", count))
        op.execute(
            f"create trigger {table}_tallied_{act} after {when} on {table} referencing {rows} table as given "
            f"for each statement execute function {table}_tallied_{act}()"
        )
    if names := _CHANGING.get(table):
        both = "(select old.*, -1 as moved union all select new.*, 1 as moved)"
        _function(f"{table}_tallied_changed", _told(table, both, "t.moved"))
        moved = " or ".join(f'old."{name}" is distinct from new."{name}"' for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        op.execute(
            f"create trigger {table}_tallied_changed after update of {columns} on {table} for each row when ({moved}) "
            f"execute function {table}_tallied_changed()"
        )


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in _KINDS:
        for act in ("new", "gone", "changed"):
            if act == "changed" and table not in _CHANGING:
                continue
            name = f"{table}_tallied_{act}"
            op.execute(f"drop trigger {name} on {table}" if postgresql else f"drop trigger {name}")
            if postgresql:
                op.execute(f"drop function {name}()")
    if postgresql:
        op.execute("drop function tally_moved(bigint)")
        op.execute("drop function tally_settle()")
    for table in ("tally_moves", "tallies", "unit_reach"):
        op.drop_table(table)
