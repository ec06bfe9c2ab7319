"""Every method of the desk asks who may, whatever cog calls it: a member is refused, and nothing is written."""

from __future__ import annotations

import inspect
import shutil
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

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

SERVER, CRITICS, NEWS = ServerId(1), RoleId(70), ChannelId(80)
JUN = Actor(SERVER, MemberId(11), "Jun", manages=False, roles=frozenset({CRITICS}))
MEMBER = Actor(SERVER, MemberId(12), "Mina", manages=False, roles=frozenset({RoleId(71)}))
"""Was a curator once, and has drafts and a file from then."""

SOUNDTRACK_1, SOUNDTRACK_2 = InstalmentId("soundtrack/1"), InstalmentId("soundtrack/2")
CORRECTED, OWN = AnthologyId("true-detective"), AnthologyId("own-quay")
FORM = {"verdict": "mixed", "headline": "Lovely songs, thin story."}
TITLE_FORM = {"titles": "Pier", "kind": "seasonal", "year": "2024", "countries": "South Korea"}
SHEET = b"instalment,verdict,headline\nsoundtrack/1,skip,Fine\n"


@dataclass(frozen=True)
class Desk:
    """The desks, and something in the server for each method to find."""

    path: Path
    reviews: ReviewDraftService
    reviewed: ReviewService
    titles: CustomTitleService
    writing: TitleDraftService
    merging: TitleMergeService
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
    said = frozenset({Fact.TITLE} if own else {Fact.YEAR})
    return ServerTitle(SERVER, key, own, facts, said, 0, JUN.member, datetime(2024, 5, 1, tzinfo=UTC))


async def write(store: Store, instalment: InstalmentId) -> ReviewRecord:
    writing = ReviewChange(instalment, JUN.member, Opinion(Verdict.MIXED, "So so."), 0)
    kept = await store.reviews.save(JUN, writing, deed=ChangeKind.WROTE)
    assert isinstance(kept, ReviewRecord)
    return kept


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(
    stocked: Path, index: CatalogueIndex, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Desk, None]:
    path = Path(shutil.copy(stocked, tmp_path_factory.mktemp("desk") / "anthologist.db"))
    async with await Store.open(path) as store:
        title_service = TitleService(store, index)
        sources = TitleLookup(store, title_service)
        joining = TitleMergeService(store, sources)
        titles = CustomTitleService(store, title_service, sources, joining)
        await store.servers.change(ServerSettings(SERVER, CRITICS, None, NEWS, ChannelTrouble.GONE))
        gone = await write(store, SOUNDTRACK_1)
        removed = await store.reviews.remove(JUN, gone.number, based_on=1)
        assert isinstance(removed, ReviewRecord)
        await store.custom_titles.save(JUN, title(OWN, TitleFacts(title="Quay"), own=True), based_on=0)
        await store.custom_titles.save(JUN, title(CORRECTED, TitleFacts(year=2013), own=False), based_on=0)
        yield Desk(
            path,
            ReviewDraftService(store, title_service),
            ReviewService(store, title_service),
            titles,
            TitleDraftService(store, sources, titles),
            joining,
            ExchangeService(store, sources),
            SettingsService(store, ServerLocales(store)),
            await write(store, SOUNDTRACK_2),
            removed,
            await store.drafts.keep(MEMBER, subject_of(SOUNDTRACK_2, MEMBER.member), 0, FORM),
            await store.drafts.keep(MEMBER, SUBJECT + CORRECTED, 1, {"year": "2015"}),
            await store.imports.keep(MEMBER, SHEET.decode()),
        )


async def unwatched(_done: int, _whole: int) -> None:
    """Show nobody how far it is."""


Try = Callable[[Desk, Actor], Awaitable[object]]

TRIES: Mapping[str, Try] = {
    "reviews.begin": lambda desk, who: desk.reviews.begin(who, "soundtrack/2"),
    "reviews.change": lambda desk, who: desk.reviews.change(who, desk.review.number),
    "reviews.edit": lambda desk, who: desk.reviews.edit(who, desk.draft.number),
    "reviews.second_form": lambda desk, who: desk.reviews.second_form(who, desk.draft.number),
    "reviews.write": lambda desk, who: desk.reviews.write(who, SOUNDTRACK_2, FORM),
    "reviews.rewrite": lambda desk, who: desk.reviews.rewrite(who, desk.review.number, 1, FORM),
    "reviews.fill": lambda desk, who: desk.reviews.fill(who, desk.draft.number, "", FORM),
    "reviews.preview": lambda desk, who: desk.reviews.preview(who, desk.draft.number),
    "reviews.publish": lambda desk, who: desk.reviews.publish(who, desk.draft.number),
    "reviews.merge": lambda desk, who: desk.reviews.merge(who, desk.draft.number),
    "reviews.discard": lambda desk, who: desk.reviews.discard(who, desk.draft.number, sure=True),
    "reviewed.browse": lambda desk, who: desk.reviewed.browse(who, ReviewFilter()),
    "reviewed.show_named": lambda desk, who: desk.reviewed.show_named(who, "soundtrack"),
    "reviewed.curator_named": lambda desk, who: desk.reviewed.curator_named(who, "Jun"),
    "reviewed.suggest_curators": lambda desk, who: desk.reviewed.suggest_curators(who, ""),
    "reviewed.suggest": lambda desk, who: desk.reviewed.suggest(who, "", removed=None),
    "reviewed.find": lambda desk, who: desk.reviewed.find(who, "", removed=None),
    "reviewed.open": lambda desk, who: desk.reviewed.open(who, desk.review.number),
    "reviewed.mark_spoiler": lambda desk, who: desk.reviewed.mark_spoiler(who, desk.review.number, on=True),
    "reviewed.remove": lambda desk, who: desk.reviewed.remove(who, desk.review.number, 1),
    "reviewed.restore": lambda desk, who: desk.reviewed.restore(who, desk.removed.number),
    "reviewed.history": lambda desk, who: desk.reviewed.history(who, desk.review.number),
    "reviewed.version": lambda desk, who: desk.reviewed.version(who, desk.review.number, 1),
    "reviewed.bring_back": lambda desk, who: desk.reviewed.bring_back(who, desk.removed.number, 1, 2),
    "titles.overview": lambda desk, who: desk.titles.overview(who),
    "titles.find": lambda desk, who: desk.titles.find(who, "zzz"),
    "titles.suggest": lambda desk, who: desk.titles.suggest(who, ""),
    "titles.title": lambda desk, who: desk.titles.title(who, CORRECTED),
    "titles.hide": lambda desk, who: desk.titles.hide(who, CORRECTED, hidden=True),
    "titles.back_to_bundled": lambda desk, who: desk.titles.back_to_bundled(who, CORRECTED),
    "titles.remove": lambda desk, who: desk.titles.remove(who, OWN),
    "titles.mark_spoiler": lambda desk, who: desk.titles.mark_spoiler(who, CORRECTED, SpoilerPart.PREMISE, on=True),
    "writing.new": lambda desk, who: desk.writing.new(who, ""),
    "writing.begin": lambda desk, who: desk.writing.begin(who, "", TITLE_FORM),
    "writing.form": lambda desk, who: desk.writing.form(who, CORRECTED, TitleForm.STORY),
    "writing.fill_in": lambda desk, who: desk.writing.fill_in(who, CORRECTED, TitleForm.FACTS, TITLE_FORM, 1),
    "writing.preview": lambda desk, who: desk.writing.preview(who, desk.title_draft.number),
    "writing.publish": lambda desk, who: desk.writing.publish(who, desk.title_draft.number),
    "writing.discard": lambda desk, who: desk.writing.discard(who, desk.title_draft.number),
    "merging.suggestions": lambda desk, who: desk.merging.suggestions(who),
    "merging.unseen_suggestions": lambda desk, who: desk.merging.unseen_suggestions(who),
    "merging.suggestion": lambda desk, who: desk.merging.suggestion(who, OWN),
    "merging.not_a_duplicate": lambda desk, who: desk.merging.not_a_duplicate(who, OWN, 0),
    "merging.merge": lambda desk, who: desk.merging.merge(who, OWN, 0),
    "exchange.welcome": lambda desk, who: desk.exchange.welcome(who),
    "exchange.export": lambda desk, who: desk.exchange.export(who),
    "exchange.read": lambda desk, who: desk.exchange.read(who, SHEET, unwatched),
    "exchange.at_hand": lambda desk, who: desk.exchange.at_hand(who, desk.file),
    "exchange.report": lambda desk, who: desk.exchange.report(who, desk.file, unwatched),
    "exchange.apply": lambda desk, who: desk.exchange.apply(who, desk.file, "", unwatched),
    "exchange.discard": lambda desk, who: desk.exchange.discard(who, desk.file),
    "settings.report_trouble": lambda desk, who: desk.settings.report_trouble(who),
}
MANAGERS: Mapping[str, Try] = {
    "settings.settings": lambda desk, who: desk.settings.settings(who),
    "settings.choose_role": lambda desk, who: desk.settings.choose_role(who, RoleId(71)),
    "settings.choose_language": lambda desk, who: desk.settings.choose_language(who, "en"),
    "settings.choose_channel": lambda desk, who: desk.settings.choose_channel(who, None),
}
FREE = {"reviews.text_of"}
"""What takes no leave: one's own text."""


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("method", TRIES)
async def test_a_member_is_refused_by_each_method_and_nothing_is_written(desk: Desk, method: str) -> None:
    before = desk.rows()
    with pytest.raises(NotACuratorError):
        await TRIES[method](desk, MEMBER)
    assert desk.rows() == before


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("method", MANAGERS)
async def test_a_curator_by_role_changes_no_settings(desk: Desk, method: str) -> None:
    before = desk.rows()
    for who in (JUN, MEMBER):
        with pytest.raises(NotACuratorError):
            await MANAGERS[method](desk, who)
    assert desk.rows() == before


@pytest.mark.asyncio(loop_scope="module")
async def test_every_method_that_a_curator_acts_by_is_tried(desk: Desk) -> None:
    services: dict[str, object] = {field.name: getattr(desk, field.name) for field in fields(desk)}
    methods = {
        f"{name}.{method}"
        for name, one in services.items()
        for method, function in inspect.getmembers(one, inspect.iscoroutinefunction)
        if not method.startswith("_") and "actor" in inspect.signature(function).parameters
    }
    assert methods == {*TRIES, *MANAGERS, *FREE}


def test_settings_admit_nobody_from_another_server() -> None:
    here = ServerSettings(SERVER, CRITICS)
    assert here.may_curate(JUN)
    assert not here.may_curate(replace(JUN, server=ServerId(2)))
    assert not here.may_curate(replace(JUN, server=ServerId(2), manages=True))
    assert not here.may_curate(MEMBER)
    assert here.may_curate(replace(MEMBER, manages=True))
    assert not replace(here, curator_role=None).may_curate(JUN)
