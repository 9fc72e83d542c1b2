"""Messages that wait for a recheck, and the order of the lists of messages and tasks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011_waiting"
down_revision = "0010_verdicts"
branch_labels = None
depends_on = None

_OLD = (("complaints", ("state", "answer_due")), ("complaints", ("unit",)))
_NEW = (
    ("complaints", ("state", "answer_due", "id")),
    ("complaints", ("unit", "state", "answer_due", "id")),
    ("complaints", ("waiting",)),
    ("tasks", ("at", "id")),
)


def upgrade() -> None:
    op.add_column("complaints", sa.Column("waiting", sa.DateTime(timezone=True)))
    _order(_OLD, _NEW)


def downgrade() -> None:
    _order(_NEW, _OLD)
    with op.batch_alter_table("complaints") as batch:
        batch.drop_column("waiting")


def _order(gone: tuple[tuple[str, tuple[str, ...]], ...], made: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    for table, columns in gone:
        op.drop_index(f"ix_{table}_{'_'.join(columns)}", table)
    for table, columns in made:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
