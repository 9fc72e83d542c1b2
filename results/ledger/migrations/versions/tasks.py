"""Tasks for people: what only a person can judge, and every answer that was given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004_tasks"
down_revision = "0003_families"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("rule", "subject_type", "subject", "period")),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("asked", _MOMENT, nullable=False),
        sa.Column("looks", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.UniqueConstraint("subject", "rule", "period", name="uq_tasks_subject_rule_period"),
    )
    op.create_table(
        "task_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_task_events"),
    )
    op.create_index("ix_task_events_task", "task_events", ["task"])


def downgrade() -> None:
    for table in ("task_events", "tasks"):
        op.drop_table(table)
