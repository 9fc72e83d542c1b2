"""Papers that persons asked for; one that is open for each period."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023_papers"
down_revision = "0022_column_months"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_OPEN = sa.text("state in ('waiting', 'running')")


def upgrade() -> None:
    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("span", "period", "who")),
        sa.Column("asked", _MOMENT, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("state", "says")),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("started", _MOMENT),
        sa.Column("ended", _MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_papers"),
    )
    op.create_index("ix_papers_state_id", "papers", ["state", "id"])
    op.create_index(
        "uq_papers_open", "papers", ["span", "period"], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
    )


def downgrade() -> None:
    op.drop_table("papers")
