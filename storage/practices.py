"""Practices of groups, their members and what these said.

The rules: everything is asked for with the person whose it is, so that only members see a practice; a
practice is an owner of its own, whose key seals its facts, while each one's words are sealed with their own
key. Ids of practices begin with `PRACTICE`, so that a conversation says what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, insert, literal_column, select, update

from storage.ids import new_id
from storage.rows import Member, Practice
from storage.tables import MEMBER, PRACTICE_WORDS, interviews, people, practice_members, practice_words
from storage.tables import practices as table
from storage.work import AnyRow, Work, in_batches

PRACTICE = "practice:"
QUESTION = "practice:q-"  # a channel's question, which everybody answers in their own time
_IS_OPEN = table.c.status == literal_column("'open'")


def is_practice(conversation: str) -> bool:
    """Whether a conversation is a practice's, or one member's within it."""
    return conversation.startswith(PRACTICE)


def is_question(conversation: str) -> bool:
    """Whether a conversation is a channel's question's, or one member's within it."""
    return conversation.startswith(QUESTION)


def new_question_id(now: int) -> str:
    """The id of a channel's question."""
    return f"{QUESTION}{new_id(now)}"


def question_place(channel: str) -> str:
    """Where a channel's question stands, beside a practice that may be open there."""
    return f"{channel}\x00question"


def new_practice_id(now: int) -> str:
    """The id of a practice, of its owner and of its conversation."""
    return f"{PRACTICE}{new_id(now)}"


def aside(practice: str, person: str) -> str:
    """The conversation in which somebody is told what is for them alone."""
    return f"{practice}/{person}"


def practice_of(conversation: str) -> str:
    """The practice of a conversation.

    >>> practice_of("practice:1/ada"), practice_of("practice:1")
    ('practice:1', 'practice:1')
    """
    return conversation.partition("/")[0]


class Practices:
    """The practices."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def mark(self, platform: str, chat: str) -> str:
        """What a chat is looked up by."""
        return self._work.keys.mark("place", platform, chat)

    async def create(self, practice: str, channel: str, platform: str, chat: str, now: int) -> None:
        """A new open practice with a key of its own. Raises Conflict where one is open in the chat."""
        owner = {"id": practice, "created_at": now, "wrapped_key": self._work.keys.new_wrapped_key(practice)}
        await self._work.run(insert(people).values(**owner))
        stream = {"id": practice, "person": practice, "status": "open", "created_at": now}
        await self._work.run(insert(interviews).values(**stream))
        new = {"id": practice, "person": practice, "channel": channel, "platform": platform, "opened_at": now}
        mark = self.mark(platform, chat)
        await self._work.run(insert(table).values(**new, mark=mark, status="open"))

    async def end(self, practice: str, now: int) -> None:
        """Closes the practice; nothing happens where it is closed."""
        await self._work.hold(practice)
        mine = (table.c.id == practice) & _IS_OPEN
        await self._work.run(update(table).where(mine).values(status="ended", ended_at=now))
        stream = update(interviews).where(interviews.c.id == practice, interviews.c.person == practice)
        await self._work.run(stream.values(status="ended", ended_at=now))

    async def get(self, practice: str) -> Practice | None:
        """The practice, where it is (still) there."""
        row = (await self._work.run(select(table).where(table.c.id == practice))).first()
        return _practice(row) if row else None

    async def open_at(self, platform: str, chat: str) -> str | None:
        """The open practice in a chat."""
        query = select(table.c.id).where(table.c.mark == self.mark(platform, chat), _IS_OPEN)
        found: str | None = (await self._work.run(query)).scalar()
        return found

    async def open_on(self, platform: str) -> Sequence[Practice]:
        """The open practices of a platform, without the channels' questions."""
        there = (table.c.platform == platform) & table.c.id.not_like(f"{QUESTION}%")
        query = select(table).where(_IS_OPEN, there).order_by(table.c.id)
        return [_practice(row) for row in await self._work.run(query)]

    async def of_person(self, person: str, *, questions: bool = False) -> Sequence[tuple[Practice, int]]:
        """The practices in which somebody took part with their seat in each, the newest first.

        With `questions` the channels' questions that they answered too.
        """
        joined = practice_members.join(table, table.c.id == practice_members.c.practice)
        query = select(table, practice_members.c.seat).select_from(joined)
        mine = query.where(practice_members.c.person == person)
        if not questions:
            mine = mine.where(table.c.id.not_like(f"{QUESTION}%"))
        newest = mine.order_by(table.c.opened_at.desc(), table.c.id.desc())
        return [(_practice(row), row.seat) for row in await self._work.run(newest)]

    async def over(self, channel: str, before: int) -> Sequence[str]:
        """The practices of a channel that ended before a time."""
        ended = (table.c.channel == channel) & (table.c.ended_at < before)
        return list((await self._work.run(select(table.c.id).where(ended))).scalars())

    # ── members ──────────────────────────────────────────────────────────────────────────────────

    async def hold(self, *owners: str) -> None:
        """Holds several owners in one order, so that no two transactions wait for each other."""
        for owner in sorted(set(owners)):
            await self._work.hold(owner)

    async def seat(self, practice: str, person: str) -> int:
        """The seat of a person, 0 for somebody who never took part."""
        mine = (practice_members.c.practice == practice) & (practice_members.c.person == person)
        query = select(func.max(practice_members.c.seat)).where(mine)
        return (await self._work.run(query)).scalar() or 0

    async def person(self, practice: str, seat: int) -> str | None:
        """Who has a seat; None for nobody, or for somebody who was forgotten."""
        mine = (practice_members.c.practice == practice) & (practice_members.c.seat == seat)
        found: str | None = (await self._work.run(select(practice_members.c.person).where(mine))).scalar()
        return found

    async def seats(self, practice: str) -> Sequence[str]:
        """Everybody who takes or took part, by id alone."""
        query = select(practice_members.c.person).where(practice_members.c.practice == practice)
        return list((await self._work.run(query)).scalars())

    async def sit(self, practice: str, seat: int, person: str, name: str) -> None:
        """Gives a person a seat under a name; who sits there already is only called anew."""
        cipher = await self._work.cipher(person)
        row = {"practice": practice, "seat": seat, "person": person}
        sealed = cipher.seal(name, MEMBER, practice, seat)
        new = self._work.upsert(practice_members).values(**row, name=sealed, consented=0)
        called = new.on_conflict_do_update(
            index_elements=["practice", "seat"],
            set_={"name": sealed},
            where=practice_members.c.person == person,
        )
        await self._work.run(called)

    async def consent(self, practice: str, person: str) -> None:
        """Notes that somebody agreed to recordings."""
        await self._work.hold(person)
        mine = (practice_members.c.practice == practice) & (practice_members.c.person == person)
        await self._work.run(update(practice_members).where(mine).values(consented=1))

    async def consented(self, channel: str, person: str) -> bool:
        """Whether somebody agreed to recordings in a channel before."""
        joined = practice_members.join(table, table.c.id == practice_members.c.practice)
        agreed = (practice_members.c.person == person) & (practice_members.c.consented == 1)
        query = select(table.c.id).select_from(joined).where(agreed, table.c.channel == channel).limit(1)
        return (await self._work.run(query)).first() is not None

    async def members(self, practice: str) -> list[Member]:
        """Everybody who takes or took part, by seat, without those who were forgotten."""
        query = select(practice_members).where(practice_members.c.practice == practice)
        found = []
        for row in list(await self._work.run(query.order_by(practice_members.c.seat))):
            cipher = await self._work.cipher(row.person)
            name = cipher.open(row.name, MEMBER, practice, row.seat)
            found.append(Member(row.seat, row.person, name, row.consented == 1))
        return found

    # ── words ────────────────────────────────────────────────────────────────────────────────────

    async def put_words(self, practice: str, person: str, texts: Mapping[str, str]) -> None:
        """Keeps what somebody said or wrote, by id."""
        cipher = await self._work.cipher(person)
        row = {"practice": practice, "person": person}
        rows = [
            {"id": id_, **row, "content": cipher.seal(said, PRACTICE_WORDS, id_)}
            for id_, said in texts.items()
        ]
        if rows:
            await self._work.run(insert(practice_words), rows)

    async def words(self, practice: str, ids: Iterable[str]) -> dict[str, str]:
        """The texts of `ids`, without those that are not the practice's or are gone."""
        texts: dict[str, str] = {}
        for batch in in_batches(ids):
            there = practice_words.c.id.in_(batch) & (practice_words.c.practice == practice)
            for row in list(await self._work.run(select(practice_words).where(there))):
                cipher = await self._work.cipher(row.person)
                texts[row.id] = cipher.open(row.content, PRACTICE_WORDS, row.id)
        return texts

    async def words_of(self, practice: str, person: str) -> dict[str, str]:
        """All that one person said and wrote in a practice, by id."""
        mine = (practice_words.c.practice == practice) & (practice_words.c.person == person)
        ids = (await self._work.run(select(practice_words.c.id).where(mine))).scalars()
        return await self.words(practice, list(ids))


def _practice(row: AnyRow) -> Practice:
    return Practice(row.id, row.channel, row.platform, row.status == "open", row.opened_at)
