"""Joining accounts by a one-time code."""

from __future__ import annotations

import pytest

from storage.faults import Gone
from storage.links import CODE_LIFE_MS, TRIES_WINDOW_MS
from storage.rows import Arrival, Linking, NewEvent, Redeemed
from storage.store import Store
from tests.storage.somebody import with_everything


async def make_code(store: Store, person: str, now: int = 10_000) -> str:
    async with store.begin() as tx:
        return await tx.links.make_link_code(person, now)


async def redeem(store: Store, code: str, account: str, now: int = 11_000) -> Redeemed:
    async with store.begin() as tx:
        return await tx.links.redeem(code, "discord", account, now)


async def person_of(store: Store, platform: str, account: str, now: int = 5_000) -> str:
    async with store.begin() as tx:
        return await tx.people.find_or_create(platform, account, now)


async def test_a_code_is_two_groups_of_four_that_cannot_be_misread(store: Store) -> None:
    code = await make_code(store, await person_of(store, "telegram", "1"))
    assert len(code) == 9
    assert code[4] == "-"
    assert not set(code.replace("-", "")) - set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


async def test_a_new_account_joins_the_person_who_made_the_code(store: Store) -> None:
    person = await person_of(store, "telegram", "1")
    code = await make_code(store, person)
    assert await redeem(store, code.lower().replace("-", " "), "new") == Redeemed(Linking.LINKED, person)
    assert await person_of(store, "discord", "new") == person


async def test_a_code_works_once(store: Store) -> None:
    person = await person_of(store, "telegram", "1")
    code = await make_code(store, person)
    await redeem(store, code, "first")
    assert await redeem(store, code, "second") == Redeemed(Linking.UNKNOWN_CODE, None)


async def test_a_code_that_its_platform_brings_once_more_is_told_to_be_joined_already(store: Store) -> None:
    person = await person_of(store, "telegram", "1")
    code = await make_code(store, person)
    assert await redeem(store, code, "new") == Redeemed(Linking.LINKED, person)
    assert await redeem(store, code, "new") == Redeemed(Linking.ALREADY, person)
    later = await redeem(store, code, "new", now=11_000 + CODE_LIFE_MS)
    assert later == Redeemed(Linking.UNKNOWN_CODE, None)


async def test_a_newer_code_replaces_the_older(store: Store) -> None:
    person = await person_of(store, "telegram", "1")
    older = await make_code(store, person)
    newer = await make_code(store, person)
    assert (await redeem(store, older, "new")).outcome is Linking.UNKNOWN_CODE
    assert (await redeem(store, newer, "new")).outcome is Linking.LINKED


@pytest.mark.parametrize(
    ("age", "outcome"), [(CODE_LIFE_MS - 1, Linking.LINKED), (CODE_LIFE_MS, Linking.UNKNOWN_CODE)]
)
async def test_a_code_expires_after_ten_minutes(store: Store, age: int, outcome: Linking) -> None:
    code = await make_code(store, await person_of(store, "telegram", "1"), now=10_000)
    assert (await redeem(store, code, "new", now=10_000 + age)).outcome is outcome


async def test_after_five_wrong_codes_the_right_one_is_refused_for_ten_minutes(store: Store) -> None:
    person = await person_of(store, "telegram", "1")
    for _ in range(5):
        assert (await redeem(store, "0000-0000", "guesser")).outcome is Linking.UNKNOWN_CODE
    code = await make_code(store, person)
    assert await redeem(store, code, "guesser") == Redeemed(Linking.TOO_MANY_TRIES, None)
    assert (await redeem(store, code, "somebody else")).outcome is Linking.LINKED
    later = 11_000 + TRIES_WINDOW_MS
    code = await make_code(store, person, now=later)
    assert (await redeem(store, code, "guesser", now=later)).outcome is Linking.LINKED


async def test_ones_own_code_changes_nothing(store: Store) -> None:
    person = await person_of(store, "discord", "1")
    code = await make_code(store, person)
    assert await redeem(store, code, "1") == Redeemed(Linking.ALREADY, person)


async def test_the_older_person_stays_and_has_everything_of_both(store: Store) -> None:
    older, _ = await with_everything(store, "1", "from the older", now=1_000)
    younger, interview = await with_everything(store, "2", "from the younger", now=2_000)
    async with store.begin() as tx:
        await tx.people.add_account(younger, "discord", "2", 2_500)
        await tx.settings.keep(younger, {"goal": "from the younger", "length": "long"})
    assert await redeem(store, await make_code(store, older), "2") == Redeemed(Linking.LINKED, older)
    kept = await store.export(older)
    assert {account["account"] for account in kept["accounts"]} == {"1", "2"}
    assert kept["settings"] == {"goal": "from the older", "length": "long"}
    assert [list(one["words"].values()) for one in kept["interviews"]] == [
        ["from the younger"],
        ["from the older"],
    ]
    assert [event["payload"] for event in kept["interviews"][0]["events"]] == [
        "from the younger",
        {"said": "from the younger"},
    ]
    assert [row["payload"] for row in kept["received"]] == ["from the older", "from the younger"]
    assert [row["payload"] for row in kept["sent"]] == [
        "You said: from the older",
        "You said: from the younger",
    ]
    assert [row["message"] for row in kept["sent"]] == ["message-to-1", "message-to-2"]
    async with store.begin() as tx:
        assert await tx.people.resolve(younger) == older
        assert await tx.people.find("discord", "2") == older
        assert await tx.events.append(older, interview, 2, [NewEvent("More", 1, 9_000, "{}")]) == 3
        with pytest.raises(Gone):
            await tx.settings.of(younger)


async def test_the_maker_of_the_code_goes_into_an_older_joining_person(store: Store) -> None:
    joining = await person_of(store, "discord", "old", now=1_000)
    maker, interview = await with_everything(store, "2", "from the maker", now=2_000)
    code = await make_code(store, maker)
    assert await redeem(store, code, "old") == Redeemed(Linking.LINKED, joining)
    async with store.read() as tx:
        assert await tx.words.of_interview(joining, interview) == {f"words-of-{interview}": "from the maker"}
        assert await tx.people.find("telegram", "2") == joining


async def test_an_open_interview_of_the_maker_goes_on_in_the_other_account(store: Store) -> None:
    joining = await person_of(store, "discord", "old", now=1_000)
    maker = await person_of(store, "telegram", "2", now=2_000)
    async with store.begin() as tx:
        interview = await tx.interviews.create(maker, 3_000)
        await tx.timers.set(maker, interview, "quiet", 9_000)
    code = await make_code(store, maker)
    assert await redeem(store, code, "old") == Redeemed(Linking.LINKED, joining)
    async with store.read() as tx:
        now_open = await tx.interviews.open_of(joining)
        timers = await tx.timers.due(9_000)
    assert now_open is not None
    assert now_open.id == interview
    assert [timer.person for timer in timers] == [joining]


async def test_an_open_interview_of_the_joining_account_refuses_until_it_ends(store: Store) -> None:
    maker = await person_of(store, "telegram", "1", now=1_000)
    joining = await person_of(store, "discord", "2", now=2_000)
    async with store.begin() as tx:
        interview = await tx.interviews.create(joining, 3_000)
    code = await make_code(store, maker)
    assert await redeem(store, code, "2") == Redeemed(Linking.BUSY, None)
    assert await person_of(store, "discord", "2") == joining
    async with store.begin() as tx:
        await tx.interviews.end(joining, interview, 12_000)
    assert await redeem(store, code, "2", now=13_000) == Redeemed(Linking.LINKED, maker)


@pytest.mark.parametrize("older_maker", [True, False])
async def test_undone_updates_refuse_but_not_the_one_that_carries_the_code(
    store: Store, older_maker: bool
) -> None:
    maker = await person_of(store, "telegram", "1", now=1_000 if older_maker else 3_000)
    joining = await person_of(store, "discord", "2", now=2_000)
    code = await make_code(store, maker)
    async with store.begin() as tx:
        waiting = await tx.inbox.add(joining, Arrival("discord", "1", joining, "text", "{}"), 9_000)
        carrying = await tx.inbox.add(joining, Arrival("discord", "2", joining, "link", "{}"), 9_000)
        assert waiting and carrying
        await tx.inbox.done(joining, carrying)
        assert await tx.links.redeem(code, "discord", "2", 11_000) == Redeemed(Linking.BUSY, None)
        await tx.inbox.done(joining, waiting)
        kept = maker if older_maker else joining
        assert await tx.links.redeem(code, "discord", "2", 11_000) == Redeemed(Linking.LINKED, kept)


async def test_undone_updates_of_a_younger_maker_refuse(store: Store) -> None:
    await person_of(store, "discord", "2", now=1_000)
    maker = await person_of(store, "telegram", "1", now=2_000)
    code = await make_code(store, maker)
    async with store.begin() as tx:
        await tx.inbox.add(maker, Arrival("telegram", "1", maker, "text", "{}"), 9_000)
    assert await redeem(store, code, "2") == Redeemed(Linking.BUSY, None)


async def test_a_link_that_is_rolled_back_leaves_both_as_they_were(store: Store) -> None:
    maker, _ = await with_everything(store, "1", "one", now=1_000)
    joining, interview = await with_everything(store, "2", "two", now=2_000)
    async with store.begin() as tx:
        await tx.people.add_account(joining, "discord", "2", 2_500)
    code = await make_code(store, maker)
    with pytest.raises(ZeroDivisionError):
        async with store.begin() as tx:
            await tx.links.redeem(code, "discord", "2", 11_000)
            raise ZeroDivisionError
    async with store.read() as tx:
        assert await tx.words.of_interview(joining, interview) == {f"words-of-{interview}": "two"}
        assert await tx.people.find("discord", "2") == joining
