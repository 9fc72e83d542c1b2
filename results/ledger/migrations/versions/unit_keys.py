"""The indexes of the sites and accounts of a unit have their keys, so that what a user sees is read from them alone."""

from __future__ import annotations

from alembic import op

revision = "0025_unit_keys"
down_revision = "0024_moves"
branch_labels = None
depends_on = None

_TABLES = ("sites", "accounts")


def upgrade() -> None:
    for table in _TABLES:
        op.drop_index(f"ix_{table}_unit", table)
        op.create_index(f"ix_{table}_unit_key", table, ["unit", "key"])


def downgrade() -> None:
    for table in _TABLES:
        op.drop_index(f"ix_{table}_unit_key", table)
        op.create_index(f"ix_{table}_unit", table, ["unit"])
