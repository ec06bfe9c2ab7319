"""What the titles' desk looks things up in: the bundle, what the server says, the words that are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.custom_titles.fields import Known, facts_of, with_changes
from bot.custom_titles.lexicon import Lexicon
from bot.custom_titles.matching import BundledTitles
from bot.i18n import _, country, country_codes, current_language, use_locale
from bot.models import limits
from bot.models.catalogue import Anthology, Instalment, Tag
from bot.models.corrections import apply
from bot.models.custom_titles import ServerTitle, TitleFacts
from bot.models.ids import ServerId, TitleId, anthology_of, is_instalment, is_own
from bot.models.queries import Asker
from bot.models.servers import Actor
from bot.storage import Store
from bot.titles.results import AnthologyResult, InstalmentResult, PersonResult, Story
from bot.titles.service import TitleService

YEARS_AHEAD = 5
"""How far ahead a title may be announced."""
CALLED = {
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
"""What countries are called beside their names in CLDR."""


@dataclass(frozen=True, slots=True)
class TitleState:
    """A title as it stands: what the bundle has of it, and what the server says.

    Parameters
    ----------
    bundled
        None for an own title.
    kept
        None where the server says nothing.
    """

    key: TitleId
    bundled: TitleFacts | None
    kept: ServerTitle | None

    @property
    def version(self) -> int:
        """The version of what the server says; 0 where it says nothing."""
        return self.kept.version if self.kept else 0

    @property
    def facts(self) -> TitleFacts:
        """The facts as the server's members have them."""
        if self.kept is None:
            return self.bundled or TitleFacts()
        if self.bundled is None:
            return self.kept.facts
        return with_changes(self.bundled, self.kept.facts, self.kept.said)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The bundled titles by name.

    Parameters
    ----------
    names
        What each is called, by id.
    """

    names: Mapping[str, str]
    titles: BundledTitles


def no_changes(actor: Actor, key: TitleId) -> ServerTitle:
    """Give what a server says of a title before it says anything."""
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
    """Looks up what the desk needs of titles."""

    def __init__(self, store: Store, title_service: TitleService) -> None:
        self._store = store
        self._title_service = title_service
        self._vocabulary: tuple[Tag, ...] | None = None
        self._known: dict[str, Known] = {}
        self._bundle: Bundle | None = None

    def forget(self, server: ServerId) -> None:
        """Let a server's members meet at once what has changed."""
        self._title_service.server_catalogues.forget(server)

    async def known(self) -> Known:
        """Give what forms are held against, in the member's language."""
        if self._vocabulary is None:
            self._vocabulary = await self._store.catalogue.vocabulary()
        last_year = datetime.now(UTC).year + YEARS_AHEAD
        known = self._known.get(current_language().code)
        if known is None or known.last_year != last_year:
            tags = Lexicon.of((tag.id, _(tag.name), (tag.name, *tag.synonyms)) for tag in self._vocabulary)
            # Of two that are equally near to what was typed, the commoner one in the catalogue comes first.
            usual = [choice.key for choice in await self._title_service.suggest_countries("", Asker())]
            known = self._known[current_language().code] = Known(tags, Lexicon.of(_countries(usual)), last_year)
        return known

    async def bundle(self) -> Bundle:
        """Give what every bundled title is called, and what it takes to know one again."""
        if self._bundle is None:
            anthologies = await self._store.catalogue.everything()
            names: dict[str, str] = {one.id: one.title for one in anthologies}
            names |= {story.id: story.title for one in anthologies for story in one.instalments}
            self._bundle = Bundle(names, BundledTitles.of(anthologies))
        return self._bundle

    async def bundled(self, key: TitleId) -> Anthology | Instalment | None:
        """Give a bundled title; None where the bundle has none of that id."""
        anthology = await self._store.catalogue.anthology(anthology_of(key))
        if anthology is None or not is_instalment(key):
            return anthology
        return next((one for one in anthology.instalments if one.id == key), None)

    async def state(self, server: ServerId, key: TitleId) -> TitleState | None:
        """Give a title of the bundle, or of the server's own; None where there is none of that id."""
        kept = await self._store.custom_titles.one(server, key)
        if is_own(key):
            return TitleState(key, None, kept) if kept and kept.own else None
        bundled = await self.bundled(key)
        return TitleState(key, facts_of(bundled), kept) if bundled else None

    async def has_room(self, state: TitleState | None, server: ServerId) -> bool:
        """Say whether the server may say something of a title: it does already, or not of too many others."""
        said_already = state is not None and state.kept is not None
        return said_already or len(await self._store.custom_titles.of(server)) < limits.SERVER_TITLES

    async def preview(
        self, actor: Actor, key: TitleId, told_now: ServerTitle | None = None
    ) -> AnthologyResult | InstalmentResult | None:
        """Give a title's page as members meet it, or would if nothing of it were hidden or covered.

        Parameters
        ----------
        told_now
            What the server is about to say of it; None: what it says.
        """
        titles = {title.id: title for title in await self._store.custom_titles.of(actor.server)}
        if told_now is not None:
            titles[key] = told_now
        whole = anthology_of(key)
        for one in (whole, key):
            if one in titles:
                titles[one] = replace(titles[one], hidden=False)
        bundled = await self._store.catalogue.anthology(whole)
        here = [title for title in titles.values() if title.anthology == whole]
        people = self._title_service.server_catalogues.people_by_name
        met = apply({whole: bundled} if bundled else {}, here, people)
        anthology = met.get(whole, bundled)
        if anthology is None:
            return None
        return _page(anthology, key, await self._title_service.get(key, Asker(actor.server, actor.member)))


def _page(
    anthology: Anthology, key: TitleId, there: AnthologyResult | InstalmentResult | PersonResult | None
) -> AnthologyResult | InstalmentResult | None:
    """Put an anthology into the page that members have of it, so that what is thought of its stories stays there."""
    before = () if there is None or isinstance(there, PersonResult) else there.stories
    thought = {story.instalment.id: story.summary for story in before}
    stories = tuple(Story(one, thought.get(one.id)) for one in anthology.instalments)
    if not is_instalment(key):
        return AnthologyResult(anthology, stories)
    story = next((story for story in stories if story.instalment.id == key), None)
    return InstalmentResult(anthology, story, stories) if story else None


def _countries(usual: Iterable[str]) -> Iterator[tuple[str, str, Iterable[str]]]:
    with use_locale("en"):
        english = {code: country(code) for code in (*usual, *country_codes())}
    return ((code, country(code), (name, *CALLED.get(code, ()))) for code, name in english.items())
