"""Jobs, leases, and where a message goes.

Every message written so far was for the terminal, which reads its messages: nothing of them is unsent.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("interview", sa.String(), nullable=True))
        outbox.add_column(sa.Column("platform", sa.String(), nullable=False, server_default="console"))
        outbox.add_column(sa.Column("chat", sa.LargeBinary(), nullable=True))
        outbox.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("platform", server_default=None)
        outbox.alter_column("attempts", server_default=None)
    op.execute("UPDATE outbox SET state = 'read' WHERE state = 'unsent'")
    op.create_index(op.f("ix_outbox_interview"), "outbox", ["interview", "sequence"], unique=False)

    op.create_table(
        "jobs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("interview", sa.String(), nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview", "person"],
            ["interviews.id", "interviews.person"],
            name=op.f("fk_jobs_interview_person"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("interview", "request", name=op.f("uq_jobs_interview_request")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_jobs_state"), "jobs", ["state", "id"], unique=False)
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )


def downgrade() -> None:
    op.drop_table("leases")
    op.drop_table("jobs")
    op.drop_index(op.f("ix_outbox_interview"), table_name="outbox")
    with op.batch_alter_table("outbox") as outbox:
        for column in ("attempts", "chat", "platform", "interview"):
            outbox.drop_column(column)
