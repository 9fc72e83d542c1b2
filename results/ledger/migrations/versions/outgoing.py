"""Messages that wait to be sent, the mailboxes of units, and the files that units hand in with an answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012_outgoing"
down_revision = "0011_waiting"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        *_texts("event", "object", "unit", "channel", "address", "subject", "text", "state", "error"),
        sa.Column("queued", _MOMENT, nullable=False),
        sa.Column("next", _MOMENT),
        sa.Column("ended", _MOMENT),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("tries", "version")),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("key", name="uq_messages_key"),
    )
    op.create_index("ix_messages_state_next", "messages", ["state", "next"])
    op.create_index("ix_messages_state_id", "messages", ["state", "id"])
    op.create_table(
        "unit_mail",
        *_texts("unit", "address"),
        sa.PrimaryKeyConstraint("unit", "address", name="pk_unit_mail"),
    )
    op.create_table(
        "notice_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice", sa.Integer(), nullable=False),
        *_texts("name", "kind", "who"),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice_files"),
    )
    op.create_index("ix_notice_files_notice", "notice_files", ["notice"])
    op.create_index("ix_notice_files_digest", "notice_files", ["digest"])


def downgrade() -> None:
    for table in ("notice_files", "unit_mail", "messages"):
        op.drop_table(table)
