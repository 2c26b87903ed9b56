"""Interviews by when they ended."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_interviews_ended", "interviews", ["ended_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_interviews_ended", table_name="interviews")
