"""Messages of 我为政府网站找错, and what was done about each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007_complaints"
down_revision = "0006_posts"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts("source", "number", "url", "category", "text", "site", "unit", "state"),
        sa.Column("received", _MOMENT, nullable=False),
        *(sa.Column(name, sa.Date()) for name in ("forward_due", "answer_due")),
        *(sa.Column(name, _MOMENT) for name in ("dispatched", "answered", "closed")),
        *_texts("machine", "verdict", "note", "mended", "answer"),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("issue", sa.Integer()),
        sa.Column("urged", sa.Integer(), nullable=False),
        sa.Column("sender", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_complaints"),
        sa.UniqueConstraint("source", "number", name="uq_complaints_source_number"),
    )
    op.create_index("ix_complaints_state_answer_due", "complaints", ["state", "answer_due"])
    for column in ("received", "unit", "issue"):
        op.create_index(f"ix_complaints_{column}", "complaints", [column])
    op.create_table(
        "complaint_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        *_texts("who", "what", "reason"),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("before", "after")),
        sa.PrimaryKeyConstraint("id", name="pk_complaint_events"),
    )
    op.create_index("ix_complaint_events_complaint", "complaint_events", ["complaint"])


def downgrade() -> None:
    for table in ("complaint_events", "complaints"):
        op.drop_table(table)
