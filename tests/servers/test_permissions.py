"""Every service method for curators checks permissions: a member is refused, and nothing is written."""

from __future__ import annotations

import inspect
import shutil
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from msgspec.structs import replace

from bot.custom_titles.drafting import TitleDraftService
from bot.custom_titles.fields import TitleForm
from bot.custom_titles.lookup import TitleLookup
from bot.custom_titles.merging import TitleMergeService
from bot.custom_titles.results import SUBJECT
from bot.custom_titles.service import CustomTitleService
from bot.exchange.service import ExchangeService
from bot.models.custom_titles import Fact, ServerTitle, SpoilerPart, TitleFacts
from bot.models.ids import AnthologyId, InstalmentId, MemberId, ServerId
from bot.models.opinions import Opinion, Verdict
from bot.models.reviews import ChangeKind, Draft, ReviewChange, ReviewRecord
from bot.models.servers import Actor, ChannelId, ChannelTrouble, NotACuratorError, RoleId, ServerSettings
from bot.reviews.drafting import ReviewDraftService, subject_of
from bot.reviews.filters import ReviewFilter
from bot.reviews.service import ReviewService
from bot.servers.locales import ServerLocales
from bot.servers.settings import SettingsService
from bot.storage import Store
from bot.storage.servers.imports import ImportNumber
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.service import TitleService

SERVER, CURATORS, NEWS = ServerId(1), RoleId(70), ChannelId(80)
JUN = Actor(SERVER, MemberId(11), "Jun", manages=False, roles=frozenset({CURATORS}))
MEMBER = Actor(SERVER, MemberId(12), "Mina", manages=False, roles=frozenset({RoleId(71)}))
"""Was a curator once, and has drafts and a file from then."""

SOUNDTRACK_1, SOUNDTRACK_2 = InstalmentId("soundtrack/1"), InstalmentId("soundtrack/2")
CORRECTED, OWN = AnthologyId("true-detective"), AnthologyId("own-quay")
FORM = {"verdict": "mixed", "headline": "Lovely songs, thin story."}
TITLE_FORM = {"titles": "Pier", "kind": "seasonal", "year": "2024", "countries": "South Korea"}
CSV = b"instalment,verdict,headline\nsoundtrack/1,skip,Fine\n"


@dataclass(frozen=True)
class World:
    """All services, and something in the server for each method to find."""

    path: Path
    review_drafts: ReviewDraftService
    reviews: ReviewService
    custom_titles: CustomTitleService
    title_drafts: TitleDraftService
    title_merges: TitleMergeService
    exchange: ExchangeService
    settings: SettingsService
    review: ReviewRecord
    removed: ReviewRecord
    draft: Draft
    title_draft: Draft
    file: ImportNumber

    def rows(self) -> list[str]:
        with closing(sqlite3.connect(self.path)) as connection:
            return sorted(connection.iterdump())


def title(key: AnthologyId, facts: TitleFacts, *, own: bool) -> ServerTitle:
    overridden = frozenset({Fact.TITLE} if own else {Fact.YEAR})
    return ServerTitle(SERVER, key, own, facts, overridden, 0, JUN.member, datetime(2024, 5, 1, tzinfo=UTC))


async def write(store: Store, instalment: InstalmentId) -> ReviewRecord:
    change = ReviewChange(instalment, JUN.member, Opinion(Verdict.MIXED, "So so."), 0)
    saved = await store.reviews.save(JUN, change, deed=ChangeKind.WROTE)
    assert isinstance(saved, ReviewRecord)
    return saved


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(
    stocked: Path, index: CatalogueIndex, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[World, None]:
    path = Path(shutil.copy(stocked, tmp_path_factory.mktemp("permissions") / "anthologist.db"))
    async with await Store.open(path) as store:
        titles = TitleService(store, index)
        lookup = TitleLookup(store, titles)
        merges = TitleMergeService(store, lookup)
        custom_titles = CustomTitleService(store, titles, lookup, merges)
        await store.servers.change(ServerSettings(SERVER, CURATORS, None, NEWS, ChannelTrouble.GONE))
        to_remove = await write(store, SOUNDTRACK_1)
        removed = await store.reviews.remove(JUN, to_remove.number, based_on=1)
        assert isinstance(removed, ReviewRecord)
        await store.custom_titles.save(JUN, title(OWN, TitleFacts(title="Quay"), own=True), based_on=0)
        await store.custom_titles.save(JUN, title(CORRECTED, TitleFacts(year=2013), own=False), based_on=0)
        yield World(
            path,
            ReviewDraftService(store, titles),
            ReviewService(store, titles),
            custom_titles,
            TitleDraftService(store, lookup, custom_titles),
            merges,
            ExchangeService(store, lookup),
            SettingsService(store, ServerLocales(store)),
            await write(store, SOUNDTRACK_2),
            removed,
            await store.drafts.keep(MEMBER, subject_of(SOUNDTRACK_2, MEMBER.member), 0, FORM),
            await store.drafts.keep(MEMBER, SUBJECT + CORRECTED, 1, {"year": "2015"}),
            await store.imports.keep(MEMBER, CSV.decode()),
        )


async def no_progress(_done: int, _whole: int) -> None:
    """Show no progress."""


Try = Callable[[World, Actor], Awaitable[object]]

TRIES: Mapping[str, Try] = {
    "review_drafts.begin": lambda world, who: world.review_drafts.begin(who, "soundtrack/2"),
    "review_drafts.change": lambda world, who: world.review_drafts.change(who, world.review.number),
    "review_drafts.edit": lambda world, who: world.review_drafts.edit(who, world.draft.number),
    "review_drafts.second_form": lambda world, who: world.review_drafts.second_form(who, world.draft.number),
    "review_drafts.write": lambda world, who: world.review_drafts.write(who, SOUNDTRACK_2, FORM),
    "review_drafts.rewrite": lambda world, who: world.review_drafts.rewrite(who, world.review.number, 1, FORM),
    "review_drafts.fill": lambda world, who: world.review_drafts.fill(who, world.draft.number, "", FORM),
    "review_drafts.preview": lambda world, who: world.review_drafts.preview(who, world.draft.number),
    "review_drafts.publish": lambda world, who: world.review_drafts.publish(who, world.draft.number),
    "review_drafts.merge": lambda world, who: world.review_drafts.merge(who, world.draft.number),
    "review_drafts.discard": lambda world, who: world.review_drafts.discard(who, world.draft.number, sure=True),
    "reviews.browse": lambda world, who: world.reviews.browse(who, ReviewFilter()),
    "reviews.show_named": lambda world, who: world.reviews.show_named(who, "soundtrack"),
    "reviews.curator_named": lambda world, who: world.reviews.curator_named(who, "Jun"),
    "reviews.suggest_curators": lambda world, who: world.reviews.suggest_curators(who, ""),
    "reviews.suggest": lambda world, who: world.reviews.suggest(who, "", removed=None),
    "reviews.find": lambda world, who: world.reviews.find(who, "", removed=None),
    "reviews.open": lambda world, who: world.reviews.open(who, world.review.number),
    "reviews.mark_spoiler": lambda world, who: world.reviews.mark_spoiler(who, world.review.number, on=True),
    "reviews.remove": lambda world, who: world.reviews.remove(who, world.review.number, 1),
    "reviews.restore": lambda world, who: world.reviews.restore(who, world.removed.number),
    "reviews.history": lambda world, who: world.reviews.history(who, world.review.number),
    "reviews.version": lambda world, who: world.reviews.version(who, world.review.number, 1),
    "reviews.bring_back": lambda world, who: world.reviews.bring_back(who, world.removed.number, 1, 2),
    "custom_titles.overview": lambda world, who: world.custom_titles.overview(who),
    "custom_titles.find": lambda world, who: world.custom_titles.find(who, "zzz"),
    "custom_titles.suggest": lambda world, who: world.custom_titles.suggest(who, ""),
    "custom_titles.title": lambda world, who: world.custom_titles.title(who, CORRECTED),
    "custom_titles.hide": lambda world, who: world.custom_titles.hide(who, CORRECTED, hidden=True),
    "custom_titles.back_to_bundled": lambda world, who: world.custom_titles.back_to_bundled(who, CORRECTED),
    "custom_titles.remove": lambda world, who: world.custom_titles.remove(who, OWN),
    "custom_titles.mark_spoiler": lambda world, who: world.custom_titles.mark_spoiler(
        who, CORRECTED, SpoilerPart.PREMISE, on=True
    ),
    "title_drafts.new": lambda world, who: world.title_drafts.new(who, ""),
    "title_drafts.begin": lambda world, who: world.title_drafts.begin(who, "", TITLE_FORM),
    "title_drafts.form": lambda world, who: world.title_drafts.form(who, CORRECTED, TitleForm.STORY),
    "title_drafts.fill_in": lambda world, who: world.title_drafts.fill_in(
        who, CORRECTED, TitleForm.FACTS, TITLE_FORM, 1
    ),
    "title_drafts.preview": lambda world, who: world.title_drafts.preview(who, world.title_draft.number),
    "title_drafts.publish": lambda world, who: world.title_drafts.publish(who, world.title_draft.number),
    "title_drafts.discard": lambda world, who: world.title_drafts.discard(who, world.title_draft.number),
    "title_merges.suggestions": lambda world, who: world.title_merges.suggestions(who),
    "title_merges.unseen_suggestions": lambda world, who: world.title_merges.unseen_suggestions(who),
    "title_merges.suggestion": lambda world, who: world.title_merges.suggestion(who, OWN),
    "title_merges.not_a_duplicate": lambda world, who: world.title_merges.not_a_duplicate(who, OWN, 0),
    "title_merges.merge": lambda world, who: world.title_merges.merge(who, OWN, 0),
    "exchange.welcome": lambda world, who: world.exchange.welcome(who),
    "exchange.export": lambda world, who: world.exchange.export(who),
    "exchange.read": lambda world, who: world.exchange.read(who, CSV, no_progress),
    "exchange.at_hand": lambda world, who: world.exchange.at_hand(who, world.file),
    "exchange.report": lambda world, who: world.exchange.report(who, world.file, no_progress),
    "exchange.apply": lambda world, who: world.exchange.apply(who, world.file, "", no_progress),
    "exchange.discard": lambda world, who: world.exchange.discard(who, world.file),
    "settings.report_trouble": lambda world, who: world.settings.report_trouble(who),
}
MANAGERS: Mapping[str, Try] = {
    "settings.settings": lambda world, who: world.settings.settings(who),
    "settings.choose_role": lambda world, who: world.settings.choose_role(who, RoleId(71)),
    "settings.choose_language": lambda world, who: world.settings.choose_language(who, "en"),
    "settings.choose_channel": lambda world, who: world.settings.choose_channel(who, None),
}
UNCHECKED = {"review_drafts.text_of"}
"""Methods without a permission check: the text of one's own draft."""


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("method", TRIES)
async def test_a_member_is_refused_by_each_method_and_nothing_is_written(world: World, method: str) -> None:
    before = world.rows()
    with pytest.raises(NotACuratorError):
        await TRIES[method](world, MEMBER)
    assert world.rows() == before


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("method", MANAGERS)
async def test_a_curator_by_role_changes_no_settings(world: World, method: str) -> None:
    before = world.rows()
    for who in (JUN, MEMBER):
        with pytest.raises(NotACuratorError):
            await MANAGERS[method](world, who)
    assert world.rows() == before


@pytest.mark.asyncio(loop_scope="module")
async def test_every_method_with_an_actor_is_tried(world: World) -> None:
    services: dict[str, object] = {field.name: getattr(world, field.name) for field in fields(world)}
    methods = {
        f"{name}.{method}"
        for name, one in services.items()
        for method, function in inspect.getmembers(one, inspect.iscoroutinefunction)
        if not method.startswith("_") and "actor" in inspect.signature(function).parameters
    }
    assert methods == {*TRIES, *MANAGERS, *UNCHECKED}


def test_curators_of_another_server_may_not_curate_here() -> None:
    here = ServerSettings(SERVER, CURATORS)
    assert here.may_curate(JUN)
    assert not here.may_curate(replace(JUN, server=ServerId(2)))
    assert not here.may_curate(replace(JUN, server=ServerId(2), manages=True))
    assert not here.may_curate(MEMBER)
    assert here.may_curate(replace(MEMBER, manages=True))
    assert not replace(here, curator_role=None).may_curate(JUN)
