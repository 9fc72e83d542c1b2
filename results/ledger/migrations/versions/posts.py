"""Posts of accounts kept over nights, how well each month was looked at, and records of persons."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_posts"
down_revision = "0005_incidents"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _posts()
    op.create_table(
        "post_months",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False, autoincrement=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("looked", "missed", "days", "run")),
        *(sa.Column(name, sa.Integer()) for name in ("originals", "reposts", "unsaid", "timeless")),
        sa.PrimaryKeyConstraint("account", "month", name="pk_post_months"),
        sqlite_with_rowid=False,
    )
    said = ("platform", "name", "platform_id", "found", "screenshot", "who", "title", "remark", "file")
    op.create_table(
        "records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("looked_at", _MOMENT, nullable=False),
        sa.Column("newest", _MOMENT),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("day_only", "never")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in said),
        sa.Column("imported", _MOMENT, nullable=False),
        sa.Column("digest", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_records"),
        sa.UniqueConstraint("account", "looked_at", "digest", name="uq_records_account_looked_at_digest"),
    )


def downgrade() -> None:
    for table in ("records", "post_months", "posts"):
        op.drop_table(table)


def _posts() -> None:
    op.create_table(
        "posts",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("moment", _MOMENT),
        sa.Column("day_only", sa.Boolean(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "origin", "title", "url", "source")),
        sa.Column("digest", sa.String(length=20), nullable=False),
        sa.Column("first_run", sa.Integer(), nullable=False),
        sa.Column("first_seen", _MOMENT, nullable=False),
        sa.Column("seen", _MOMENT, nullable=False),
        *(sa.Column(name, sa.BigInteger()) for name in ("reads", "likes", "comments", "forwards")),
        sa.Column("least", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", "post", name="pk_posts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_posts_month_account", "posts", ["month", "account"])
    op.create_index("ix_posts_digest", "posts", ["digest"])
