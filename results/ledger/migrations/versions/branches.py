"""What runs came to, added up for each unit that has others below it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019_branches"
down_revision = "0018_withdrawn"
branch_labels = None
depends_on = None

_ADDED = {
    # table: (made of, other keys, numbers)
    "branch_verdicts": (
        "run_verdicts",
        ("subject_type", "region", "level", "verdict"),
        ("count", "confirmed", "waiting"),
    ),
    "branch_issues": ("run_issues", (), ("count",)),
}


def upgrade() -> None:
    for name, (single, keys, numbers) in _ADDED.items():
        op.create_table(
            name,
            sa.Column("unit", sa.Text(), nullable=False),
            sa.Column("run", sa.Integer(), nullable=False, autoincrement=False),
            *(sa.Column(key, sa.Text(), nullable=False) for key in keys),
            *(sa.Column(number, sa.Integer(), nullable=False) for number in numbers),
            sa.PrimaryKeyConstraint("unit", "run", *keys, name=f"pk_{name}"),
        )
        named = ", ".join(f"s.{key}" for key in ("run", *keys))
        summed = ", ".join(f"sum(s.{number})" for number in numbers)
        op.execute(
            f"insert into {name} (unit, {', '.join(('run', *keys, *numbers))}) select r.above, {named}, {summed} "
            f"from {single} s join unit_reach r on r.unit = s.unit where s.unit <> '*' and r.above in "
            "(select above from unit_reach where above <> '' group by above having count(*) > 1) "
            f"group by r.above, {named}"
        )


def downgrade() -> None:
    for name in _ADDED:
        op.drop_table(name)
