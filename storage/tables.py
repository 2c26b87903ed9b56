"""All tables, and which of their columns are encrypted.

The rule: whatever a person said, chose or is called stands only in a `LargeBinary` column, sealed with
that person's key; plain columns hold ids, times, counts, and words of our own. Times are integer
milliseconds since the epoch. Every row of a person goes with the row in `people` (cascades), so that
forgetting cannot miss one; interviews' children carry the person in their foreign key, so that no row
of one person can hang on another's interview.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# SQLite hands out ascending ids only for a column of exactly the type INTEGER.
_Ascending = BigInteger().with_variant(Integer, "sqlite")


def _person(**more: Any) -> Column[str]:
    return Column("person", String, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, **more)


def _of_interview(column: str) -> ForeignKeyConstraint:
    target = ["interviews.id", "interviews.person"]
    return ForeignKeyConstraint([column, "person"], target, ondelete="CASCADE", onupdate="CASCADE")


vault = Table(
    "vault",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("fingerprint", String, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

people = Table(
    "people",
    metadata,
    Column("id", String, primary_key=True),
    Column("created_at", BigInteger, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
)

# Ids of people who were joined into another one, so that late work and the forgotten list find them.
absorbed = Table(
    "absorbed",
    metadata,
    Column("id", String, primary_key=True),
    _person(index=True),
)

accounts = Table(
    "accounts",
    metadata,
    Column("mark", String, primary_key=True),
    _person(index=True),
    Column("platform", String, nullable=False),
    Column("account", LargeBinary, nullable=False),
    Column("linked_at", BigInteger, nullable=False),
)

link_codes = Table(
    "link_codes",
    metadata,
    Column("mark", String, primary_key=True),
    _person(unique=True),
    Column("expires_at", BigInteger, nullable=False),
)

link_tries = Table(
    "link_tries",
    metadata,
    Column("mark", String, primary_key=True),
    Column("since", BigInteger, nullable=False),
    Column("count", Integer, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    _person(primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

interviews = Table(
    "interviews",
    metadata,
    Column("id", String, primary_key=True),
    _person(),
    Column("domain", String),
    Column("status", String, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    UniqueConstraint("id", "person"),
    Index("ix_interviews_newest", "person", "created_at", "id"),
    Index("ix_interviews_ended", "ended_at"),
    Index(
        "ix_interviews_open",
        "person",
        unique=True,
        sqlite_where=text("status = 'open'"),
        postgresql_where=text("status = 'open'"),
    ),
)

events = Table(
    "events",
    metadata,
    Column("stream", String, primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("person", String, nullable=False),
    Column("type", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    _of_interview("stream"),
)

words = Table(
    "words",
    metadata,
    Column("id", String, primary_key=True),
    Column("interview", String, nullable=False, index=True),
    Column("person", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    _of_interview("interview"),
)

timers = Table(
    "timers",
    metadata,
    Column("interview", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("due_at", BigInteger, nullable=False, index=True),
    _of_interview("interview"),
)

contents = Table(
    "contents",
    metadata,
    Column("hash", String, primary_key=True),
    Column("content", Text, nullable=False),
)

# A forgotten person's rows stay as marks: only `id`, `mark` and the state say anything.
inbox = Table(
    "inbox",
    metadata,
    Column("id", _Ascending, primary_key=True),
    Column("mark", String, nullable=False, unique=True),
    Column("platform", String),
    Column("conversation", String),
    Column("person", String, ForeignKey("people.id")),
    Column("kind", String),
    Column("payload", LargeBinary),
    Column("received_at", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("state", String, nullable=False),
    Index("ix_inbox_next", "state", "conversation", "id"),
    Index("ix_inbox_person", "person", "state"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _Ascending, primary_key=True),
    Column("conversation", String, nullable=False),
    Column("sequence", Integer, nullable=False),
    _person(index=True),
    Column("kind", String, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("state", String, nullable=False),
    Column("message", LargeBinary),
    # Of which interview it is, where it is of one; whom it goes to, and where there if not to the account.
    Column("interview", String),
    Column("platform", String, nullable=False),
    Column("chat", LargeBinary),
    Column("attempts", Integer, nullable=False),
    # A message with the name of an earlier one of its conversation is an edit of that.
    Column("name", String),
    UniqueConstraint("conversation", "sequence"),
    Index("ix_outbox_next", "state", "id"),
    Index("ix_outbox_interview", "interview", "sequence"),
    sqlite_autoincrement=True,
)

# What takes long: a request of an interview that waits to be answered. What it is about is in the events.
jobs = Table(
    "jobs",
    metadata,
    Column("id", _Ascending, primary_key=True),
    Column("person", String, nullable=False),
    Column("interview", String, nullable=False),
    Column("request", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("state", String, nullable=False),
    _of_interview("interview"),
    UniqueConstraint("interview", "request"),
    Index("ix_jobs_state", "state", "id"),
    sqlite_autoincrement=True,
)

# What was spoken. The sound goes once its transcript is kept, unless the person keeps clips; how long it
# was stays, so that a day's minutes can be counted.
clips = Table(
    "clips",
    metadata,
    Column("id", String, primary_key=True),
    _person(),
    Column("created_at", BigInteger, nullable=False),
    Column("length_ms", Integer),
    Column("content", LargeBinary),
    Index("ix_clips_day", "person", "created_at"),
)

# A channel of a platform: where it is and what is set for it, sealed with a key of its own. A channel and a
# practice are each an owner in `people`, so that what belongs to them is sealed, found and forgotten as
# what belongs to a person is; `person` is their own id.
channels = Table(
    "channels",
    metadata,
    Column("id", String, primary_key=True),
    _person(index=True),
    Column("mark", String, nullable=False, unique=True),
    Column("platform", String, nullable=False),
    Column("place", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# A practice; its events, timers and jobs stand under an interview of the same id. `mark` is made of the chat
# it lives in, where only one can be open.
practices = Table(
    "practices",
    metadata,
    Column("id", String, primary_key=True),
    _person(),
    Column("channel", String, ForeignKey("channels.id", ondelete="CASCADE"), nullable=False),
    Column("mark", String, nullable=False),
    Column("platform", String, nullable=False),
    Column("status", String, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Index(
        "ix_practices_open",
        "mark",
        unique=True,
        sqlite_where=text("status = 'open'"),
        postgresql_where=text("status = 'open'"),
    ),
    Index("ix_practices_channel", "channel", "ended_at"),
)

# Who sits where: the events of a practice know seats only, so whoever is forgotten leaves a number behind.
practice_members = Table(
    "practice_members",
    metadata,
    Column("practice", String, ForeignKey("practices.id", ondelete="CASCADE"), primary_key=True),
    Column("seat", Integer, primary_key=True, autoincrement=False),
    _person(),
    Column("name", LargeBinary, nullable=False),
    Column("consented", Integer, nullable=False),
    Index("ix_practice_members_person", "person", "practice"),
)

# What was said and written in a practice, each under the key of whoever said it.
practice_words = Table(
    "practice_words",
    metadata,
    Column("id", String, primary_key=True),
    Column("practice", String, ForeignKey("practices.id", ondelete="CASCADE"), nullable=False, index=True),
    _person(index=True),
    Column("content", LargeBinary, nullable=False),
)

# Who does what only one process may do at a time (a platform's connection), until when.
leases = Table(
    "leases",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until", BigInteger, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """An encrypted column, the columns that name its row (bound into the ciphertext), and how its rows
    are found from a person: by `person`, or where `via` is one of the person's interviews.
    """

    column: Column[bytes]
    key: tuple[Column[Any], ...]
    via: Column[str] | None = None

    @property
    def place(self) -> str:
        """Where it stands, as in `words.content`."""
        return f"{self.column.table.name}.{self.column.name}"


ACCOUNT = Sealed(accounts.c.account, (accounts.c.mark,))
SETTINGS = Sealed(settings.c.content, (settings.c.person,))
EVENT = Sealed(events.c.payload, (events.c.stream, events.c.sequence), via=events.c.stream)
WORDS = Sealed(words.c.content, (words.c.id,), via=words.c.interview)
RECEIVED = Sealed(inbox.c.payload, (inbox.c.mark,))
SENT = Sealed(outbox.c.payload, (outbox.c.conversation, outbox.c.sequence))
MESSAGE = Sealed(outbox.c.message, (outbox.c.conversation, outbox.c.sequence))
CHAT = Sealed(outbox.c.chat, (outbox.c.conversation, outbox.c.sequence))
CLIP = Sealed(clips.c.content, (clips.c.id,))
CHANNEL_PLACE = Sealed(channels.c.place, (channels.c.id,))
CHANNEL = Sealed(channels.c.content, (channels.c.id,))
MEMBER = Sealed(practice_members.c.name, (practice_members.c.practice, practice_members.c.seat))
PRACTICE_WORDS = Sealed(practice_words.c.content, (practice_words.c.id,))

SEALED = (
    ACCOUNT,
    SETTINGS,
    EVENT,
    WORDS,
    RECEIVED,
    SENT,
    MESSAGE,
    CHAT,
    CLIP,
    CHANNEL_PLACE,
    CHANNEL,
    MEMBER,
    PRACTICE_WORDS,
)
