"""When sites and accounts came to another unit or another state."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024_moves"
down_revision = "0023_papers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moves",
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("subject_type", "subject", "what", "before", "after")
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_moves"),
    )
    op.create_index("ix_moves_at", "moves", ["at"])


def downgrade() -> None:
    op.drop_table("moves")
