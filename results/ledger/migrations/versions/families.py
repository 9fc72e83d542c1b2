"""A home page asked over a family of its own (IPv6) is a series of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_families"
down_revision = "0002_rounds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("homes") as table:
        table.add_column(sa.Column("family", sa.SmallInteger(), nullable=False, server_default="0"))
        table.drop_constraint("uq_homes_site_home", type_="unique")
        table.create_unique_constraint("uq_homes_site_home_family", ["site", "home", "family"])


def downgrade() -> None:
    over_one = "home in (select id from homes where family <> 0)"
    op.execute(f"delete from answers where {over_one}")
    op.execute("delete from homes where family <> 0")
    with op.batch_alter_table("homes") as table:
        table.drop_constraint("uq_homes_site_home_family", type_="unique")
        table.drop_column("family")
        table.create_unique_constraint("uq_homes_site_home", ["site", "home"])
