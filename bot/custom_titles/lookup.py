"""Look titles up: in the bundled catalogue, in the server's custom titles, and in the vocabulary of the forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.custom_titles.fields import Known, facts_of, with_changes
from bot.custom_titles.lexicon import Lexicon
from bot.custom_titles.matching import BundledTitles
from bot.i18n import _, country, country_codes, current_language, use_locale
from bot.models import limits
from bot.models.catalogue import Anthology, Instalment, Tag
from bot.models.corrections import apply, corrected_anthology
from bot.models.custom_titles import ServerTitle, TitleFacts
from bot.models.ids import ServerId, TitleId, anthology_of, is_instalment, is_own
from bot.models.queries import Asker
from bot.models.servers import Actor
from bot.storage import Store
from bot.titles.results import AnthologyResult, InstalmentResult, PersonResult, Story
from bot.titles.service import TitleService

YEARS_AHEAD = 5
"""How many years ahead a title may be announced."""
OTHER_NAMES = {
    "AE": ("uae",),
    "CD": ("dr congo",),
    "CZ": ("czech republic",),
    "GB": ("uk", "britain", "great britain", "england", "scotland", "wales"),
    "HK": ("hong kong",),
    "KR": ("korea", "republic of korea"),
    "MM": ("burma",),
    "MO": ("macau",),
    "NL": ("holland",),
    "PS": ("palestine",),
    "TR": ("turkey",),
    "US": ("usa", "america", "united states of america"),
}
"""Other names of countries, besides those in CLDR."""


class TitleState(Struct, frozen=True):
    """A title as it is now: the bundled facts and the server's own.

    Parameters
    ----------
    bundled
        None for a custom title.
    record
        None if the server has neither added nor changed it.
    """

    key: TitleId
    bundled: TitleFacts | None
    record: ServerTitle | None

    @property
    def version(self) -> int:
        """The version of the server's record; 0 if there is none."""
        return self.record.version if self.record else 0

    @property
    def facts(self) -> TitleFacts:
        """The facts as the server's members see them."""
        if self.record is None:
            return self.bundled or TitleFacts()
        if self.bundled is None:
            return self.record.facts
        return with_changes(self.bundled, self.record.facts, self.record.said)


class Bundle(Struct, frozen=True):
    """The bundled titles by name.

    Parameters
    ----------
    names
        The title of each, by id.
    """

    names: Mapping[str, str]
    titles: BundledTitles


def no_changes(actor: Actor, key: TitleId) -> ServerTitle:
    """Give the empty record of a title that the server has not changed yet."""
    return ServerTitle(
        server=actor.server,
        id=key,
        own=is_own(key),
        facts=TitleFacts(),
        said=frozenset(),
        version=0,
        changed_by=actor.member,
        changed=datetime.now(UTC),
    )


class TitleLookup:
    """Looks up titles for the services of custom titles."""

    def __init__(self, store: Store, title_service: TitleService) -> None:
        self._store = store
        self._title_service = title_service
        self._vocabulary: tuple[Tag, ...] | None = None
        self._known: dict[str, Known] = {}
        self._bundle: Bundle | None = None

    def forget(self, server: ServerId) -> None:
        """Drop a server's cached catalogue, so that members see changes at once."""
        self._title_service.server_catalogues.forget(server)

    async def known(self) -> Known:
        """Give the words that forms are checked against, in the member's language."""
        if self._vocabulary is None:
            self._vocabulary = await self._store.catalogue.vocabulary()
        last_year = datetime.now(UTC).year + YEARS_AHEAD
        known = self._known.get(current_language().code)
        if known is None or known.last_year != last_year:
            tags = Lexicon.of((tag.id, _(tag.name), (tag.name, *tag.synonyms)) for tag in self._vocabulary)
            # Of two equally similar countries, the one more common in the catalogue comes first.
            usual = [choice.key for choice in await self._title_service.suggest_countries("", Asker())]
            known = self._known[current_language().code] = Known(tags, Lexicon.of(_countries(usual)), last_year)
        return known

    async def bundle(self) -> Bundle:
        """Give the names of all bundled titles, and the index to match them by."""
        if self._bundle is None:
            anthologies = await self._store.catalogue.everything()
            names: dict[str, str] = {one.id: one.title for one in anthologies}
            names |= {story.id: story.title for one in anthologies for story in one.instalments}
            self._bundle = Bundle(names, BundledTitles.of(anthologies))
        return self._bundle

    async def state(self, server: ServerId, key: TitleId) -> TitleState | None:
        """Give a bundled or custom title; None if there is none of that id."""
        record = await self._store.custom_titles.one(server, key)
        if is_own(key):
            return TitleState(key, None, record) if record and record.own else None
        bundled = await self._bundled(server, key)
        return TitleState(key, facts_of(bundled), record) if bundled else None

    async def _bundled(self, server: ServerId, key: TitleId) -> Anthology | Instalment | None:
        """Give a bundled title; an instalment with the tags that it has from its anthology in this server."""
        anthology = await self._store.catalogue.anthology(anthology_of(key))
        if anthology is None or not is_instalment(key):
            return anthology
        if whole := await self._store.custom_titles.one(server, anthology.id):
            anthology = corrected_anthology(anthology, whole, self._title_service.server_catalogues.tag_rules)
        return next((one for one in anthology.instalments if one.id == key), None)

    async def has_room(self, state: TitleState | None, server: ServerId) -> bool:
        """Say whether the server may change a title: it already has, or it is below the limit."""
        has_record = state is not None and state.record is not None
        return has_record or len(await self._store.custom_titles.of(server)) < limits.SERVER_TITLES

    async def preview(
        self, actor: Actor, key: TitleId, draft: ServerTitle | None = None
    ) -> AnthologyResult | InstalmentResult | None:
        """Give a title as members see it, but ignoring that it is hidden or marked as a spoiler.

        Parameters
        ----------
        draft
            The record to use instead of the stored one; None for the stored one.
        """
        titles = {title.id: title for title in await self._store.custom_titles.of(actor.server)}
        if draft is not None:
            titles[key] = draft
        whole = anthology_of(key)
        for one in (whole, key):
            if one in titles:
                titles[one] = replace(titles[one], hidden=False)
        bundled = await self._store.catalogue.anthology(whole)
        changes = [title for title in titles.values() if title.anthology == whole]
        catalogues = self._title_service.server_catalogues
        visible = apply({whole: bundled} if bundled else {}, changes, catalogues.people_by_name, catalogues.tag_rules)
        anthology = visible.get(whole, bundled)
        if anthology is None:
            return None
        return _result(anthology, key, await self._title_service.get(key, Asker(actor.server, actor.member)))


def _result(
    anthology: Anthology, key: TitleId, shown: AnthologyResult | InstalmentResult | PersonResult | None
) -> AnthologyResult | InstalmentResult | None:
    """Build the result of an anthology or instalment, with the review summaries from the result members see."""
    before = () if shown is None or isinstance(shown, PersonResult) else shown.stories
    summaries = {story.instalment.id: story.summary for story in before}
    stories = tuple(Story(one, summaries.get(one.id)) for one in anthology.instalments)
    if not is_instalment(key):
        return AnthologyResult(anthology, stories)
    story = next((story for story in stories if story.instalment.id == key), None)
    return InstalmentResult(anthology, story, stories) if story else None


def _countries(usual: Iterable[str]) -> Iterator[tuple[str, str, Iterable[str]]]:
    with use_locale("en"):
        english = {code: country(code) for code in (*usual, *country_codes())}
    return ((code, country(code), (name, *OTHER_NAMES.get(code, ()))) for code, name in english.items())
