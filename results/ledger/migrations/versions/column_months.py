"""What the columns of sites publish by month."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022_column_months"
down_revision = "0021_signs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "column_months",
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False, autoincrement=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("url", "name")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("count", "originals", "reposts")),
        sa.Column("whole", sa.SmallInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("site", "month", "url", name="pk_column_months"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("column_months")
