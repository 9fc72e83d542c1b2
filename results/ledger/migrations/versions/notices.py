"""Notices to mend (整改通知), the issues each holds, and what was done about it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008_notices"
down_revision = "0007_complaints"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts("number", "unit", "state", "answer"),
        sa.Column("proof", sa.JSON(), nullable=False),
        sa.Column("issued", _MOMENT, nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("reminded", sa.Integer(), nullable=False),
        *(sa.Column(name, _MOMENT) for name in ("answered", "ended")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("number", name="uq_notices_number"),
    )
    op.create_index("ix_notices_unit", "notices", ["unit"])
    op.create_index("ix_notices_state_due", "notices", ["state", "due"])
    op.create_table(
        "notice_items",
        sa.Column("notice", sa.Integer(), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("notice", "issue", name="pk_notice_items"),
    )
    op.create_index("ix_notice_items_issue", "notice_items", ["issue"])
    op.create_table(
        "notice_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        *_texts("who", "what", "reason"),
        sa.PrimaryKeyConstraint("id", name="pk_notice_events"),
    )
    op.create_index("ix_notice_events_notice", "notice_events", ["notice"])


def downgrade() -> None:
    for table in ("notice_events", "notice_items", "notices"):
        op.drop_table(table)
