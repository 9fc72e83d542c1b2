"""The index of the issues of a subject has all that a list is chosen by, so that it is read without the issues."""

from __future__ import annotations

from alembic import op

revision = "0020_covering"
down_revision = "0019_branches"
branch_labels = None
depends_on = None

_OLD = ("subject", "check", "state", "id")
_NEW = (*_OLD, "certainty", "assigned")


def upgrade() -> None:
    _instead(_OLD, _NEW)
    if op.get_bind().dialect.name == "postgresql":
        # It reads an index alone where the table was tidied up, which it would do when a fifth of it has changed.
        op.execute("alter table issues set (autovacuum_vacuum_scale_factor = 0.05)")


def downgrade() -> None:
    _instead(_NEW, _OLD)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("alter table issues reset (autovacuum_vacuum_scale_factor)")


def _instead(gone: tuple[str, ...], made: tuple[str, ...]) -> None:
    op.drop_index(f"ix_issues_{'_'.join(gone)}", "issues")
    op.create_index(f"ix_issues_{'_'.join(made)}", "issues", list(made))
