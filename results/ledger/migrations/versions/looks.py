"""Looks that persons asked for at once; one open look for each issue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013_looks"
down_revision = "0012_outgoing"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_OPEN = sa.text("state in ('waiting', 'running')")


def upgrade() -> None:
    op.create_table(
        "looks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("asked", _MOMENT, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("state", "answer", "says")),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("started", _MOMENT),
        sa.Column("ended", _MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_looks"),
    )
    for columns in (("issue", "id"), ("who", "asked"), ("state", "id")):
        op.create_index(f"ix_looks_{'_'.join(columns)}", "looks", list(columns))
    op.create_index("uq_looks_open", "looks", ["issue"], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN)


def downgrade() -> None:
    op.drop_table("looks")
