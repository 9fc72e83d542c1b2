"""What stands now for each subject, what its newest visit held, and what runs came to by unit, region and level."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010_verdicts"
down_revision = "0009_console"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_BY_NAME = ("sites", "accounts")


def upgrade() -> None:
    op.create_table(
        "verdicts",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("verdict", "why", "ended", "detail")),
        *(sa.Column(name, sa.Integer()) for name in ("low", "high")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("confirmed", "waiting")),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_verdicts"),
    )
    for middle in ("verdict", "low"):
        op.create_index(f"ix_verdicts_subject_type_{middle}_subject", "verdicts", ["subject_type", middle, "subject"])
    op.create_table(
        "site_contents",
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("columns", "papers")),
        sa.PrimaryKeyConstraint("site", name="pk_site_contents"),
    )
    _of_runs("run_verdicts", ("subject_type", "unit", "region", "level", "verdict"), ("count", "confirmed", "waiting"))
    _of_runs("run_issues", ("unit",), ("count",))
    _of_runs("run_unknowns", ("subject_type", "check", "reason"), ("count",))
    for table in _BY_NAME:
        op.create_index(f"ix_{table}_name_key", table, ["name", "key"])


def _of_runs(name: str, keys: tuple[str, ...], numbers: tuple[str, ...]) -> None:
    op.create_table(
        name,
        sa.Column("run", sa.Integer(), nullable=False, autoincrement=False),
        *(sa.Column(key, sa.Text(), nullable=False) for key in keys),
        *(sa.Column(number, sa.Integer(), nullable=False) for number in numbers),
        sa.PrimaryKeyConstraint("run", *keys, name=f"pk_{name}"),
    )


def downgrade() -> None:
    for table in _BY_NAME:
        op.drop_index(f"ix_{table}_name_key", table)
    for table in ("run_unknowns", "run_issues", "run_verdicts", "site_contents", "verdicts"):
        op.drop_table(table)
