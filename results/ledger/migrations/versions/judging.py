"""Issues are assigned to users, may be duplicates of others, and count what persons did to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014_judging"
down_revision = "0013_looks"
branch_labels = None
depends_on = None

_INDEXED = (("state", "certainty", "id"), ("assigned", "id"))


def upgrade() -> None:
    op.add_column("issues", sa.Column("assigned", sa.Text(), nullable=False, server_default=""))
    op.add_column("issues", sa.Column("duplicate_of", sa.Integer()))
    op.add_column("issues", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    for columns in _INDEXED:
        op.create_index(f"ix_issues_{'_'.join(columns)}", "issues", list(columns))


def downgrade() -> None:
    # Programs before this know no duplicates: such issues are judged anew.
    op.execute("update issues set state = 'open' where state = 'duplicate'")
    for columns in _INDEXED:
        op.drop_index(f"ix_issues_{'_'.join(columns)}", "issues")
    for name in ("version", "duplicate_of", "assigned"):
        op.drop_column("issues", name)
