"""People have all the names that the files give them, and their work, newest first."""

from __future__ import annotations

from dataclasses import replace

from bot.models.catalogue import Credit, Instalment, PartialDate, Person, Role
from bot.models.ids import AnthologyId, InstalmentId, PersonId
from bot.storage import Store, Work
from tests.storage.samples import ADA, BEN, CARA, FULL, HARBOUR, SECOND, record, save, simple


async def test_a_person_has_every_name_and_an_unknown_one_is_nobody(store: Store) -> None:
    await save(store, record(FULL))

    assert await store.people.person(ADA.id) == ADA
    assert await store.people.everyone() == (ADA, BEN, CARA)
    assert await store.people.person(PersonId("nobody")) is None
    assert await store.people.work_of(PersonId("nobody")) == ()


async def test_what_is_known_of_a_person_is_what_was_saved_last_and_holds_wherever_they_are_named(store: Store) -> None:
    first = Person(PersonId("noh"), "Steve Noh")
    more = Person(PersonId("noh"), "Noh Sang-hyun", "노상현", ("Steve Noh",))
    await save(store, record(simple("aaa", people=[first])))
    await save(store, record(simple("bbb", people=[more])))
    assert await store.people.person(first.id) == more
    show = await store.catalogue.anthology(AnthologyId("aaa"))
    assert show
    assert show.instalments[0].credits[0].person == more

    await save(store, record(simple("bbb", people=[first])))
    assert await store.people.person(first.id) == first


async def test_somebody_is_known_as_long_as_one_show_that_names_them_is(store: Store) -> None:
    await save(store, record(simple("aaa", people=[ADA])), record(simple("bbb", people=[ADA])))
    await save(store, retire=[AnthologyId("aaa")])
    assert await store.people.person(ADA.id) == ADA
    assert [work.instalment for work in await store.people.work_of(ADA.id)] == ["bbb/1"]

    await save(store, retire=[AnthologyId("bbb")])
    assert await store.people.person(ADA.id) is None
    assert await store.people.everyone() == ()
    assert await store.people.work_of(ADA.id) == ()

    await save(store, record(simple("bbb", people=[ADA])))
    assert await store.people.everyone() == (ADA,)


async def test_somebody_whom_no_show_names_any_more_is_forgotten(store: Store) -> None:
    await save(store, record(simple("aaa", people=[ADA, BEN])))
    await save(store, record(simple("aaa", people=[BEN])))

    assert await store.people.everyone() == (BEN,)
    assert (await store.catalogue.counts()).people == 1


async def test_somebody_whom_only_a_vanished_instalment_named_is_gone_and_comes_back_with_it(store: Store) -> None:
    show = simple("aaa", instalments=2)
    one, two = show.instalments
    both = replace(show, instalments=(one, replace(two, credits=(Credit(BEN, Role.ACTOR, 1),))))
    await save(store, record(both))
    await save(store, record(replace(show, instalments=(one,))))
    assert await store.people.everyone() == ()
    assert await store.catalogue.everything() == (replace(show, instalments=(one,)),)

    await save(store, record(both))
    assert await store.people.everyone() == (BEN,)
    assert await store.catalogue.everything() == (both,)


async def test_work_comes_newest_first_and_what_has_no_date_last(store: Store) -> None:
    def aired(name: str, number: int, date: PartialDate | None) -> Instalment:
        credit = Credit(ADA, Role.ACTOR, number, f"Role {number}")
        anthology = AnthologyId(name)
        return Instalment(InstalmentId(f"{name}/{number}"), anthology, number, "A", first_aired=date, credits=(credit,))

    some = (aired("aaa", 1, None), aired("aaa", 2, PartialDate(2019, 5)), aired("aaa", 3, PartialDate(2021)))
    more = (aired("bbb", 1, PartialDate(2019, 5, 2)), aired("bbb", 2, PartialDate(2020, 1, 1)))
    await save(
        store, record(replace(simple("aaa"), instalments=some)), record(replace(simple("bbb"), instalments=more))
    )

    work = await store.people.work_of(ADA.id)
    assert [each.instalment for each in work] == ["aaa/3", "bbb/2", "bbb/1", "aaa/2", "aaa/1"]
    assert work[1] == Work(InstalmentId("bbb/2"), more[1].credits[0])


async def test_all_credits_of_one_instalment_are_work_in_their_order(store: Store) -> None:
    await save(store, record(FULL))

    hers = [credit for credit in FULL.instalments[1].credits if credit.person == ADA]
    assert await store.people.work_of(ADA.id) == tuple(Work(SECOND, credit) for credit in hers)
    assert (await store.catalogue.anthology(HARBOUR)) == FULL


async def test_somebody_who_only_created_an_anthology_is_known_and_has_no_work(store: Store) -> None:
    await save(store, record(replace(simple("aaa"), creators=(CARA,))))

    assert await store.people.person(CARA.id) == CARA
    assert await store.people.work_of(CARA.id) == ()
