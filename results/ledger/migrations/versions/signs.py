"""PostgreSQL finds sites and accounts by a part of their name, address or code along an index of neighbouring signs."""

from __future__ import annotations

from alembic import op

revision = "0021_signs"
down_revision = "0020_covering"
branch_labels = None
depends_on = None

_CODES = {"sites": "code", "accounts": "platform_id"}


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    # Its cost tells the planner never to work the signs out row by row where the index has them.
    # Letters are folded as LIKE is told to fold them: ASCII alone, whatever the database was made for.
    op.execute(
        """create function signs_of(given text) returns text[]
        language sql immutable strict parallel safe cost 10000 as $$
        select array(
            select substr(low, place, 2)
            from lower(given collate "C") low, generate_series(1, length(given) - 1) place
            union
            select three from (
                select substr(low, place, 3) as three
                from lower(given collate "C") low, generate_series(1, length(given) - 2) place
            ) told where octet_length(three) = 3
        ) $$"""
    )
    for table, code in _CODES.items():
        op.execute(f"create index ix_{table}_signs on {table} using gin (signs_of(key || name || home || {code}))")
        op.execute(f"analyze {table}")  # else nobody knows which signs are rare


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in _CODES:
        op.execute(f"drop index ix_{table}_signs")
    op.execute("drop function signs_of(text)")
