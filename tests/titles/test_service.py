"""A person's page: what they are credited in comes from the index, newest first."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from bot.models.catalogue import Anthology, Credit, Instalment, PartialDate, Role
from bot.models.ids import PERSON_KEY, AnthologyId, InstalmentId, PersonId
from bot.models.queries import Asker
from bot.storage import Store
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.results import AnthologyResult, InstalmentResult, PersonResult
from bot.titles.service import TitleService
from tests.storage.samples import ADA, CARA, FULL, SECOND, record, save, simple


async def page_of(path: Path, person: PersonId, *anthologies: Anthology) -> PersonResult:
    async with await Store.open(path) as store:
        await save(store, *map(record, anthologies))
        found = await TitleService(store, await CatalogueIndex.build(store)).get(PERSON_KEY + person, Asker())
    assert isinstance(found, PersonResult)
    return found


async def test_work_comes_newest_first_and_what_has_no_date_last(tmp_path: Path) -> None:
    def aired(name: str, number: int, date: PartialDate | None) -> Instalment:
        credit = Credit(ADA, Role.ACTOR, number, f"Role {number}")
        anthology = AnthologyId(name)
        return Instalment(InstalmentId(f"{name}/{number}"), anthology, number, "A", first_aired=date, credits=(credit,))

    some = (aired("aaa", 1, None), aired("aaa", 2, PartialDate(2019, 5)), aired("aaa", 3, PartialDate(2021)))
    more = (
        aired("bbb", 1, PartialDate(2019, 5, 2)),
        aired("bbb", 2, PartialDate(2020, 1, 1)),
        aired("bbb", 3, PartialDate(2019, 5)),
        aired("bbb", 4, PartialDate(2019, 5)),
        aired("bbb", 5, None),
    )
    anthologies = (replace(simple("aaa"), instalments=some), replace(simple("bbb"), instalments=more))
    page = await page_of(tmp_path / "bot.db", ADA.id, *anthologies)

    ids = [work.story.instalment.id for work in page.works]
    assert ids == ["aaa/3", "bbb/2", "bbb/1", "aaa/2", "bbb/4", "bbb/3", "aaa/1", "bbb/5"]
    assert page.works[1].credits == more[1].credits


async def test_all_credits_of_one_instalment_are_one_work_in_their_order(tmp_path: Path) -> None:
    page = await page_of(tmp_path / "bot.db", ADA.id, FULL)

    hers = tuple(credit for credit in FULL.instalments[1].credits if credit.person == ADA)
    assert [(work.story.instalment.id, work.credits) for work in page.works] == [(SECOND, hers)]


async def test_somebody_who_only_created_an_anthology_is_known_and_has_no_work(tmp_path: Path) -> None:
    page = await page_of(tmp_path / "bot.db", CARA.id, replace(simple("aaa"), creators=(CARA,)))

    assert page.person == CARA
    assert page.works == ()


async def test_a_button_of_an_id_that_has_moved_opens_the_title_of_today(tmp_path: Path) -> None:
    async with await Store.open(tmp_path / "bot.db") as store:
        await save(store, record(FULL))
        index = replace(await CatalogueIndex.build(store), moved={"once": FULL.id, "once/one": SECOND})
        service = TitleService(store, index)

        whole, story = await service.open("once", Asker()), await service.open("once/one", Asker())
        typed = await service.look_up("once/one", Asker())
        gone = await service.open("never", Asker())

    assert isinstance(whole, AnthologyResult)
    assert whole.anthology.id == FULL.id
    assert isinstance(story, InstalmentResult)
    assert story.instalment.id == SECOND
    assert typed == story
    assert gone is None
