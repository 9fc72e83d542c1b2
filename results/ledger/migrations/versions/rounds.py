"""Rounds of availability: who asked when, and what every home page answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_rounds"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vantage", sa.Text(), nullable=False),
        sa.Column("began", _MOMENT, nullable=False),
        sa.Column("ended", _MOMENT, nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("silent", sa.Integer(), nullable=False),
        sa.Column("witnessed", sa.Boolean(), nullable=False),
        sa.Column("doubt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
        sa.UniqueConstraint("vantage", "began", name="uq_rounds_vantage_began"),
    )
    op.create_index("ix_rounds_began", "rounds", ["began"])
    op.create_table(
        "homes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("home", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_homes"),
        sa.UniqueConstraint("site", "home", name="uq_homes_site_home"),
    )
    small = ("seconds", "family", "status", "dns", "connect", "tls", "first_byte", "whole")
    op.create_table(
        "answers",
        sa.Column("round", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("home", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("size", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.SmallInteger(), nullable=False) for name in small),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("failure", "marks", "final_url")),
        sa.PrimaryKeyConstraint("round", "home", name="pk_answers"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("answers", "homes", "rounds"):
        op.drop_table(table)
