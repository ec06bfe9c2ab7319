"""What to watch next: wishes in, picks with all that their card needs out; a question is kept for its buttons."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Protocol

from bot.answers import TAG_KEY, AnthologyPage, Asker, Compared, InstalmentPage, Recommendations, Recommended
from bot.language import country
from bot.models import Anthology, Tag, TagId
from bot.recommender import Recommender, Request, Understood, Wish, WishKind
from bot.recommender.candidate import candidates_of
from bot.recommender.request import Pick
from bot.store import Store, StoreError
from bot.suggestions import Suggestions

log = logging.getLogger(__name__)

PICKS = 3
"""Picks on a card: with their reasons about a phone's screen; *More* is one press away."""
SHORTER = 0.75
"""What *Shorter* asks for: at most this share of the mean length of the picks shown."""
SHORTEST_ASKED = 20
FAR_END = 40
"""How far down *Surprise me* looks."""
AN_EVENING = 180
"""Minutes asked for where something is too long and nobody knows how long it is."""
DARK_TAGS = ("dark", "scary", "unsettling", "bleak", "violent")
"""What *too dark* rules out, as far as the refused pick carries it; the first where it carries none."""

KEPT_FORM = 1
"""Goes up when questions are kept in another form; older ones are then past their time."""

LENGTHS: Mapping[str, tuple[WishKind, int]] = {
    "sitting": (WishKind.LONGEST, 75),
    "evening": (WishKind.LONGEST, AN_EVENING),
    "weekend": (WishKind.LONGEST, 480),
    "long": (WishKind.SHORTEST, 480),
}
"""What the choices of the length option mean, in minutes."""


class TitleOf(Protocol):
    """Says which title was meant, as :meth:`bot.library.Library.title_of` does."""

    def __call__(self, typed: str, *, guess: bool = False) -> str | None:
        """Give its key, or None."""
        ...


PageOf = Callable[[str, Asker], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Question:
    """What a member typed into the options of `/recommend`; each may be left out."""

    what: str = ""
    like: str = ""
    country: str = ""
    length: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A question as it is kept in the store: what was typed and understood, what was left out, what was shown."""

    typed: str
    wishes: tuple[Wish, ...]
    left_out: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()

    def written(self) -> str:
        wishes = [[wish.kind.value, wish.value, wish.typed] for wish in self.wishes]
        kept = [KEPT_FORM, self.typed, wishes, self.left_out, self.shown]
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> _Kept | None:
        """Read a question back; None where an older version of the bot kept it in another form."""
        try:
            form, typed, wishes, left_out, shown = json.loads(text)
            read = tuple(Wish(WishKind(kind), value, words) for kind, value, words in wishes)
        except (ValueError, TypeError):
            return None
        return cls(typed, read, tuple(left_out), tuple(shown)) if form == KEPT_FORM else None


class Adviser:
    """Recommends from the catalogue, and goes on from what it recommended before.

    Parameters
    ----------
    title_of
        Which anthology or instalment was meant by typed words: its key, or None where that is not sure.
    page_of
        The page behind a key, as :meth:`bot.library.Library.page` gives it.
    """

    def __init__(
        self, store: Store, recommender: Recommender, suggestions: Suggestions, title_of: TitleOf, page_of: PageOf
    ) -> None:
        self._store = store
        self._recommender = recommender
        self._suggestions = suggestions
        self._title_of = title_of
        self._page_of = page_of
        self._names = suggestions.names

    async def recommend(self, question: Question, asker: Asker) -> Recommendations:
        """Answer a question typed into the command's options."""
        return await self._answer(_Kept(question.what.strip(), tuple(self._wishes(question))), asker)

    async def like(self, key: str, asker: Asker) -> Recommendations | None:
        """Recommend what is like one title; None where there is no such title."""
        if self._suggestions.choice(key) is None:
            return None
        return await self._answer(_Kept("", (Wish(WishKind.LIKE, key),)), asker)

    async def again(self, walk: int, asker: Asker) -> Recommendations | None:
        """Give the first picks of a question once more; None where it is not kept any more."""
        kept = await self._kept(walk)
        return None if kept is None else await self._answer(replace(kept, left_out=(), shown=()), asker)

    async def more(self, walk: int, asker: Asker) -> Recommendations | None:
        """Give the next picks of a question; None where it is not kept any more."""
        kept = await self._kept(walk)
        return None if kept is None else await self._answer(_left_out(kept, kept.shown), asker)

    async def shorter(self, walk: int, asker: Asker) -> Recommendations | None:
        """Ask the same for something shorter than what was shown."""
        kept = await self._kept(walk)
        if kept is None:
            return None
        lengths = [length for key in kept.shown if (length := await self._minutes(key))]
        longest = max(SHORTEST_ASKED, int(fmean(lengths) * SHORTER)) if lengths else AN_EVENING
        wishes = [wish for wish in kept.wishes if wish.kind not in {WishKind.LONGEST, WishKind.SHORTEST}]
        asked = replace(kept, wishes=(*wishes, Wish(WishKind.LONGEST, str(longest))))
        return await self._answer(_left_out(asked, kept.shown), asker)

    async def surprise(self, walk: int, asker: Asker) -> Recommendations | None:
        """Give one good title from the far end of what fits: still asked for, yet nothing one would have thought of."""
        kept = await self._kept(walk)
        if kept is None:
            return None
        further = _left_out(kept, kept.shown)
        far = self._recommender.recommend(self._request(further), FAR_END).picks
        standings = self._suggestions.standings
        # The best thought of in the further half; where several are equal, the one furthest away.
        ranked = sorted(enumerate(far[len(far) // 2 :]), key=lambda one: (-standings.get(one[1].key, 0.0), -one[0]))
        if not ranked:
            return await self._answer(further, asker)
        return await self._show(further, [ranked[0][1]], asker)

    async def refuse(self, walk: int, place: int, why: str, asker: Asker) -> Recommendations | None:
        """Replace one pick, with the reason why it was not wanted in mind.

        Parameters
        ----------
        place
            Which of the picks shown, from 0.
        why
            ``seen``, ``long``, ``dark`` or ``other``.
        """
        kept = await self._kept(walk)
        if kept is None or place >= len(kept.shown):
            return None
        refused = kept.shown[place]
        wishes = [*kept.wishes]
        if why == "long":
            length = await self._minutes(refused)
            wishes.append(Wish(WishKind.LONGEST, str(max(SHORTEST_ASKED, length - 1) if length else AN_EVENING)))
        elif why == "dark":
            wishes += [Wish(WishKind.NOT_TAG, tag) for tag in await self._dark_tags(refused)]
        elif why == "other":
            wishes.append(Wish(WishKind.UNLIKE, refused))
        asked = replace(kept, wishes=tuple(dict.fromkeys(wishes)))
        return await self._answer(_left_out(asked, (refused,)), asker)

    def compare(self, first: AnthologyPage | InstalmentPage, second: AnthologyPage | InstalmentPage) -> Compared:
        """Set two titles side by side."""
        sides = self._recommender.compare(_key(first), _key(second))
        return Compared(first, second, sides, self._names)

    def _wishes(self, question: Question) -> list[Wish]:
        wishes: list[Wish] = []
        if question.what.startswith(TAG_KEY) and question.what.removeprefix(TAG_KEY) in self._names.tags:
            wishes.append(Wish(WishKind.TAG, question.what.removeprefix(TAG_KEY)))
        elif question.what.strip():
            wishes += self._understand(question.what).wishes
        if question.like.strip():
            key = self._title_of(question.like, guess=True)
            wishes.append(Wish(WishKind.LIKE, key) if key else Wish(WishKind.WORD, question.like.strip()))
        if question.country.strip():
            wishes.append(self._country(question.country.strip()))
        if question.length in LENGTHS:
            kind, minutes = LENGTHS[question.length]
            wishes.append(Wish(kind, str(minutes)))
        if question.where.strip():
            wishes.append(
                Wish(WishKind.SERVICE, next(iter(self._suggestions.services(question.where)), question.where))
            )
        return wishes

    def _country(self, typed: str) -> Wish:
        """Read a country: a code, its name in the member's language, or as the recommender understands words."""
        codes = self._suggestions.countries()
        by_name = {country(code).casefold(): code for code in codes}
        if (code := by_name.get(typed.casefold())) or ((code := typed.upper()) in codes):
            return Wish(WishKind.COUNTRY, code)
        understood = [wish for wish in self._understand(typed).wishes if wish.kind is WishKind.COUNTRY]
        return understood[0] if understood else Wish(WishKind.WORD, typed)

    def _understand(self, typed: str) -> Understood:
        return self._recommender.understand(typed, self._titles)

    def _titles(self, words: str) -> list[str]:
        key = self._title_of(words)
        return [key] if key else []

    async def _kept(self, walk: int) -> _Kept | None:
        text = await self._store.walks.kept(walk)
        return _Kept.read(text) if text else None

    async def _minutes(self, key: str) -> int | None:
        page = await self._page_of(key, Asker())
        return page.instalment.total_minutes if isinstance(page, InstalmentPage) else None

    async def _dark_tags(self, key: str) -> list[str]:
        """Give the dark moods that a title carries; darkness itself where it carries none by name."""
        match await self._page_of(key, Asker()):
            case InstalmentPage() as page:
                tags = page.instalment.tags
            case AnthologyPage() as page:
                tags = page.anthology.tags
            case _:
                tags = ()
        return [tag for tag in DARK_TAGS if tag in tags] or [DARK_TAGS[0]]

    def _request(self, kept: _Kept) -> Request:
        """Give the request: whoever turned down or saw an anthology is not offered its stories, nor the reverse."""
        families = (self._suggestions.family(key) for key in kept.left_out)
        return Understood(kept.wishes).request.without(*kept.left_out, *(key for family in families for key in family))

    async def _answer(self, kept: _Kept, asker: Asker) -> Recommendations:
        ranking = self._recommender.recommend(self._request(kept), PICKS)
        if ranking.picks:
            return await self._show(kept, ranking.picks, asker)
        if kept.left_out:
            return Recommendations(await self._keep(kept), kept.typed, kept.wishes, self._names, exhausted=True)
        nearest = await self._recommended(ranking.nearest[:PICKS], asker)
        return Recommendations(None, kept.typed, kept.wishes, self._names, nearest=nearest)

    async def _show(self, kept: _Kept, picks: Sequence[Pick], asker: Asker) -> Recommendations:
        found = await self._recommended(picks, asker)
        walk = await self._keep(replace(kept, shown=tuple(one.pick.key for one in found)))
        return Recommendations(walk, kept.typed, kept.wishes, self._names, found)

    async def _recommended(self, picks: Sequence[Pick], asker: Asker) -> tuple[Recommended, ...]:
        found: list[Recommended] = []
        for pick in picks:
            match await self._page_of(pick.key, asker):
                case InstalmentPage() as page:
                    found.append(Recommended(pick, page.anthology, page.story))
                case AnthologyPage() as page:
                    found.append(Recommended(pick, page.anthology))
                case _:
                    pass
        return tuple(found)

    async def _keep(self, kept: _Kept) -> int | None:
        try:
            return await self._store.walks.keep(kept.written())
        except StoreError as error:
            # The answer is there; only its buttons need the disk.
            log.warning("a question could not be kept for its buttons: %s", error)
            return None


def _key(page: AnthologyPage | InstalmentPage) -> str:
    return page.instalment.id if isinstance(page, InstalmentPage) else page.anthology.id


def _left_out(kept: _Kept, keys: Sequence[str]) -> _Kept:
    return replace(kept, left_out=tuple(dict.fromkeys((*kept.left_out, *keys))))


async def build_recommender(
    anthologies: Sequence[Anthology], vocabulary: Sequence[Tag], standings: Mapping[str, float]
) -> Recommender:
    """Build the recommender over every anthology and instalment, off the event loop."""
    groups = {TagId(tag.id): tag.group for tag in vocabulary}
    candidates = [one for anthology in anthologies for one in candidates_of(anthology, groups, standings)]
    return await asyncio.to_thread(Recommender, candidates, vocabulary)
