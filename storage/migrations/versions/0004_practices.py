"""Groups: channels, their practices, who takes part and what they said; messages that are edited."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _person(table: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_person")
    return (
        sa.Column("person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=name, ondelete="CASCADE"),
    )


def _practice(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_practice")
    return sa.ForeignKeyConstraint(["practice"], ["practices.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "channels",
        sa.Column("id", sa.String(), nullable=False),
        *_person("channels"),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
        sa.UniqueConstraint("mark", name=op.f("uq_channels_mark")),
    )
    op.create_index(op.f("ix_channels_person"), "channels", ["person"], unique=False)
    op.create_table(
        "practices",
        sa.Column("id", sa.String(), nullable=False),
        *_person("practices"),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["channel"], ["channels.id"], name=op.f("fk_practices_channel"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practices")),
    )
    is_open = sa.text("status = 'open'")
    op.create_index(
        "ix_practices_open",
        "practices",
        ["mark"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index("ix_practices_channel", "practices", ["channel", "ended_at"], unique=False)
    op.create_table(
        "practice_members",
        sa.Column("practice", sa.String(), nullable=False),
        sa.Column("seat", sa.Integer(), autoincrement=False, nullable=False),
        *_person("practice_members"),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("consented", sa.Integer(), nullable=False),
        _practice("practice_members"),
        sa.PrimaryKeyConstraint("practice", "seat", name=op.f("pk_practice_members")),
    )
    op.create_index("ix_practice_members_person", "practice_members", ["person", "practice"], unique=False)
    op.create_table(
        "practice_words",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("practice", sa.String(), nullable=False),
        *_person("practice_words"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _practice("practice_words"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_words")),
    )
    op.create_index("ix_practice_words_practice", "practice_words", ["practice"], unique=False)
    op.create_index("ix_practice_words_person", "practice_words", ["person"], unique=False)
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("name", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_column("name")
    for table in ("practice_words", "practice_members", "practices", "channels"):
        op.drop_table(table)
