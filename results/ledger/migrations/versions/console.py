"""The console: users, their sessions, an audit log that is only added to, sums of runs, and the order of lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_console"
down_revision = "0008_notices"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_OLD = (("check", "state"), ("state", "last_seen"), ("subject", "check"))
_NEW = (("subject", "check", "state", "id"), ("check", "state", "id"), ("state", "id"))
_BY_UNIT = (("units", "parent"), ("sites", "unit"), ("accounts", "unit"))
_REFUSED = "the audit log is only added to"


def upgrade() -> None:
    _users()
    _audit()
    _sums()
    _order(_OLD, _NEW)
    for table, column in _BY_UNIT:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "person", "password", "role")),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("whole", "active", "temporary")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed", _MOMENT),
        sa.Column("locked_until", _MOMENT),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("entered", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("name", name="uq_users_name"),
    )
    op.create_table(
        "user_units",
        sa.Column("user", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("user", "unit", name="pk_user_units"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("user", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("began", _MOMENT, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_index("ix_sessions_user", "sessions", ["user"])
    op.create_index("ix_sessions_began", "sessions", ["began"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", _MOMENT, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("who", "address", "act", "object")),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_who_id", "audit", ["who", "id"])
    op.create_index("ix_audit_act_id", "audit", ["act", "id"])
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(
                f"create trigger audit_no_{act} before {act} on audit begin select raise(abort, '{_REFUSED}'); end"
            )
        return
    op.execute(
        "create function audit_refuses() returns trigger language plpgsql as "
        f"$$ begin raise exception '{_REFUSED}'; end $$"
    )
    op.execute(
        "create trigger audit_only_grows before update or delete or truncate on audit "
        "for each statement execute function audit_refuses()"
    )


def _sums() -> None:
    keys = ("subject_type", "unit", "status", "reason")
    op.create_table(
        "run_sums",
        sa.Column("run", sa.Integer(), nullable=False, autoincrement=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in keys),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("run", *keys, name="pk_run_sums"),
    )


def _order(gone: tuple[tuple[str, ...], ...], made: tuple[tuple[str, ...], ...]) -> None:
    for columns in gone:
        op.drop_index(f"ix_issues_{'_'.join(columns)}", "issues")
    for columns in made:
        op.create_index(f"ix_issues_{'_'.join(columns)}", "issues", list(columns))


def downgrade() -> None:
    for table, column in _BY_UNIT:
        op.drop_index(f"ix_{table}_{column}", table)
    _order(_NEW, _OLD)
    for table in ("run_sums", "audit", "sessions", "user_units", "users"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop function audit_refuses()")
