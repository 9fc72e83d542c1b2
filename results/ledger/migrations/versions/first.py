"""The first schema: registry, runs, outcomes, issues, decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = (
    *("units", "sites", "columns", "accounts", "runs", "jobs", "outcomes"),
    *("followed", "scores", "samples", "issues", "issue_events", "decisions"),
)
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _units()
    _sites()
    _columns()
    _accounts()
    _runs()
    _jobs()
    _outcomes()
    _followed()
    _scores()
    _samples()
    _issues()
    _issue_events()
    _decisions()


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _units() -> None:
    op.create_table(
        "units",
        _text("name"),
        _text("parent"),
        _text("level"),
        _text("region"),
        sa.PrimaryKeyConstraint("name", name="pk_units"),
    )


def _sites() -> None:
    op.create_table(
        "sites",
        _text("key"),
        _text("name"),
        _text("home"),
        _text("unit"),
        _text("code"),
        _text("kind"),
        _text("level"),
        _text("region"),
        sa.Column("has_services", sa.Boolean(), nullable=False),
        _text("state"),
        sa.Column("hosts", sa.JSON(), nullable=False),
        sa.Column("full_coverage", sa.Boolean(), nullable=False),
        _text("contact"),
        _text("phone"),
        _text("notes"),
        sa.PrimaryKeyConstraint("key", name="pk_sites"),
    )


def _columns() -> None:
    op.create_table(
        "columns",
        _text("site"),
        _text("url"),
        _text("name"),
        _text("category"),
        sa.Column("days", sa.Integer()),
        _text("exempt"),
        sa.PrimaryKeyConstraint("site", "url", name="pk_columns"),
    )


def _accounts() -> None:
    op.create_table(
        "accounts",
        _text("key"),
        _text("platform"),
        _text("name"),
        _text("unit"),
        _text("platform_id"),
        _text("home"),
        _text("parent_unit"),
        _text("level"),
        _text("region"),
        _text("verified_as"),
        sa.Column("days", sa.Integer()),
        _text("source"),
        _text("source_url"),
        _text("state"),
        sa.Column("main", sa.Boolean(), nullable=False),
        _text("notes"),
        sa.PrimaryKeyConstraint("key", name="pk_accounts"),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("kind"),
        _text("edition"),
        _text("code"),
        _text("state"),
        sa.Column("started", _MOMENT, nullable=False),
        sa.Column("ended", _MOMENT),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_state", "runs", ["state"])


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("run", sa.Integer(), nullable=False),
        _text("subject"),
        _text("kind"),
        _text("state"),
        _text("visit"),
        _text("detail"),
        sa.Column("ended", _MOMENT),
        sa.PrimaryKeyConstraint("run", "subject", "kind", name="pk_jobs"),
    )


def _outcomes() -> None:
    op.create_table(
        "outcomes",
        sa.Column("run", sa.Integer(), nullable=False),
        _text("subject_type"),
        _text("subject"),
        _text("check"),
        _text("status"),
        sa.Column("judged", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        _text("reason"),
        _text("problem"),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("run", "subject_type", "subject", "check", name="pk_outcomes"),
    )


def _followed() -> None:
    op.create_table(
        "followed",
        sa.Column("run", sa.Integer(), nullable=False),
        _text("subject"),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("run", "subject", name="pk_followed"),
    )


def _scores() -> None:
    op.create_table(
        "scores",
        sa.Column("run", sa.Integer(), nullable=False),
        _text("subject"),
        sa.Column("low", sa.String(20), nullable=False),
        sa.Column("high", sa.String(20), nullable=False),
        sa.Column("base", sa.String(20), nullable=False),
        _text("edition"),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("run", "subject", name="pk_scores"),
    )


def _samples() -> None:
    op.create_table(
        "samples",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("kind"),
        _text("period"),
        _text("seed"),
        sa.Column("drawn_at", _MOMENT, nullable=False),
        sa.Column("frame", sa.JSON(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_samples"),
        sa.UniqueConstraint("kind", "period", name="uq_samples_kind_period"),
    )


def _issues() -> None:
    op.create_table(
        "issues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=40), nullable=False),
        _text("check"),
        _text("subject_type"),
        _text("subject"),
        _text("code"),
        _text("certainty"),
        _text("state"),
        _text("url"),
        _text("found_on"),
        _text("text"),
        sa.Column("finding", sa.JSON(), nullable=False),
        _text("edition"),
        _text("visit"),
        sa.Column("first_run", sa.Integer(), nullable=False),
        sa.Column("last_run", sa.Integer(), nullable=False),
        sa.Column("first_seen", _MOMENT, nullable=False),
        sa.Column("last_seen", _MOMENT, nullable=False),
        sa.Column("changed", _MOMENT, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_issues"),
        sa.UniqueConstraint("fingerprint", name="uq_issues_fingerprint"),
    )
    op.create_index("ix_issues_check_state", "issues", ["check", "state"])
    op.create_index("ix_issues_state_last_seen", "issues", ["state", "last_seen"])
    op.create_index("ix_issues_subject_check", "issues", ["subject", "check"])


def _issue_events() -> None:
    op.create_table(
        "issue_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        _text("who"),
        _text("what"),
        _text("reason"),
        sa.Column("run", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_issue_events"),
    )
    op.create_index("ix_issue_events_issue", "issue_events", ["issue"])
    op.create_index("ix_issue_events_run_what", "issue_events", ["run", "what"])


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("check"),
        _text("subject"),
        _text("text"),
        _text("scope"),
        _text("who"),
        _text("reason"),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_check_text", "decisions", ["check", "text"])
