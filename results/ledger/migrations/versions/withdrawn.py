"""Records of persons may be withdrawn: they stay, marked, and count no more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018_withdrawn"
down_revision = "0017_word_index"
branch_labels = None
depends_on = None

_TEXTS = ("withdrawn_by", "withdrawn_why")


def upgrade() -> None:
    op.add_column("records", sa.Column("withdrawn", sa.DateTime(timezone=True)))
    for name in _TEXTS:
        op.add_column("records", sa.Column(name, sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    # SQLite drops a column without copying the table where nothing leans on it.
    for name in (*_TEXTS, "withdrawn"):
        op.drop_column("records", name)
