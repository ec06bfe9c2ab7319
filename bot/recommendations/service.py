"""What to watch next: wishes in, picks with all that their card needs out; a question is kept for its buttons."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from bot.i18n import country
from bot.models.queries import TAG_KEY, Asker, SearchKind
from bot.recommendations.results import Compared, Recommendations, Recommended
from bot.recommender import Recommender, Request, Understood, Wish, WishKind
from bot.recommender.models import Pick, Reason, ReasonKind
from bot.storage import Store, StoreError
from bot.titles.results import AnthologyResult, InstalmentResult, NothingFound, PersonResult, TitleResult
from bot.titles.server_catalogue import ServerCatalogue, is_own
from bot.titles.service import TitleService

log = logging.getLogger(__name__)

PICKS = 3
"""Picks on a card: with their reasons about a phone's screen; *More* is one press away."""
SHORTER_SHARE = 0.75
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


FROM_THE_PREMISE = frozenset({ReasonKind.WANTED_WORDS, ReasonKind.SHARED_WORDS})
"""Reasons that cite a premise: not given where it is covered."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a member typed into the options of `/recommend`; each may be left out."""

    what: str = ""
    like: str = ""
    country: str = ""
    length: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question as it is kept in the store: what was typed and understood, what was left out, what was shown."""

    typed: str
    wishes: tuple[Wish, ...]
    left_out: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()

    def written(self) -> str:
        """Write the question as the text that is stored."""
        wishes = [[wish.kind.value, wish.value, wish.typed] for wish in self.wishes]
        kept = [KEPT_FORM, self.typed, wishes, self.left_out, self.shown]
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> KeptQuestion | None:
        """Read a question back; None where an older version of the bot kept it in another form."""
        try:
            form, typed, wishes, left_out, shown = json.loads(text)
            read = tuple(Wish(WishKind(kind), value, words) for kind, value, words in wishes)
        except (ValueError, TypeError):
            return None
        return cls(typed, read, tuple(left_out), tuple(shown)) if form == KEPT_FORM else None


@dataclass(frozen=True, slots=True)
class _Place:
    """Who asks, with what is met where they are."""

    asker: Asker
    catalogue: ServerCatalogue
    recommender: Recommender


class RecommendationService:
    """Recommends from what the asker's server can see, and goes on from what was recommended before.

    Parameters
    ----------
    titles
        Which anthology or instalment was meant by typed words, and the result behind a key.
    """

    def __init__(self, store: Store, titles: TitleService) -> None:
        self._store = store
        self._titles = titles
        self._server_catalogues = titles.server_catalogues

    async def recommend(self, question: Question, asker: Asker) -> Recommendations:
        """Answer a question typed into the command's options."""
        at = await self._at(asker)
        return await self._answer(KeptQuestion(question.what.strip(), tuple(self._wishes(question, at))), at)

    async def like(self, key: str, asker: Asker) -> Recommendations | None:
        """Recommend what is like one title; None where there is no such title."""
        at = await self._at(asker)
        if not at.catalogue.shows(key):
            return None
        return await self._answer(KeptQuestion("", (Wish(WishKind.LIKE, key),)), at)

    async def again(self, number: int, asker: Asker) -> Recommendations | None:
        """Give the first picks of a question once more; None where it is not kept any more."""
        at = await self._at(asker)
        kept = await self._kept(number, at)
        return None if kept is None else await self._answer(replace(kept, left_out=(), shown=()), at)

    async def more(self, number: int, asker: Asker) -> Recommendations | None:
        """Give the next picks of a question; None where it is not kept any more."""
        at = await self._at(asker)
        kept = await self._kept(number, at)
        return None if kept is None else await self._answer(_left_out(kept, kept.shown), at)

    async def shorter(self, number: int, asker: Asker) -> Recommendations | None:
        """Ask the same for something shorter than what was shown."""
        at = await self._at(asker)
        kept = await self._kept(number, at)
        if kept is None:
            return None
        lengths = [length for key in kept.shown if (length := await self._minutes(key, asker))]
        longest = max(SHORTEST_ASKED, int(fmean(lengths) * SHORTER_SHARE)) if lengths else AN_EVENING
        wishes = [wish for wish in kept.wishes if wish.kind not in {WishKind.LONGEST, WishKind.SHORTEST}]
        asked = replace(kept, wishes=(*wishes, Wish(WishKind.LONGEST, str(longest))))
        return await self._answer(_left_out(asked, kept.shown), at)

    async def surprise(self, number: int, asker: Asker) -> Recommendations | None:
        """Give one good title from the far end of what fits: still asked for, yet nothing one would have thought of."""
        at = await self._at(asker)
        kept = await self._kept(number, at)
        if kept is None:
            return None
        further = _left_out(kept, kept.shown)
        far = at.recommender.recommend(_request(further, at), FAR_END).picks
        standings = at.catalogue.autocomplete.popularity
        # The best thought of in the further half; where several are equal, the one furthest away.
        ranked = sorted(enumerate(far[len(far) // 2 :]), key=lambda one: (-standings.get(one[1].key, 0.0), -one[0]))
        if not ranked:
            return await self._answer(further, at)
        return await self._show(further, [ranked[0][1]], at)

    async def refuse(self, number: int, place: int, why: str, asker: Asker) -> Recommendations | None:
        """Replace one pick, with the reason why it was not wanted in mind.

        Parameters
        ----------
        place
            Which of the picks shown, from 0.
        why
            ``seen``, ``long``, ``dark`` or ``other``.
        """
        at = await self._at(asker)
        kept = await self._kept(number, at)
        if kept is None or place >= len(kept.shown) or not at.catalogue.shows(kept.shown[place]):
            return None
        refused = kept.shown[place]
        wishes = [*kept.wishes]
        if why == "long":
            length = await self._minutes(refused, asker)
            wishes.append(Wish(WishKind.LONGEST, str(max(SHORTEST_ASKED, length - 1) if length else AN_EVENING)))
        elif why == "dark":
            wishes += [Wish(WishKind.NOT_TAG, tag) for tag in await self._dark_tags(refused, asker)]
        elif why == "other":
            wishes.append(Wish(WishKind.UNLIKE, refused))
        asked = replace(kept, wishes=tuple(dict.fromkeys(wishes)))
        return await self._answer(_left_out(asked, (refused,)), at)

    async def compare(self, first: str, second: str, asker: Asker) -> Compared | TitleResult:
        """Set two titles side by side.

        Where one is not found, what is closest to it comes instead; where both are the same, that one title does.
        """
        found: list[AnthologyResult | InstalmentResult] = []
        for typed in (first, second):
            result = await self._titles.look_up(typed, asker, SearchKind.TITLE)
            if isinstance(result, NothingFound):
                return result
            if not isinstance(result, PersonResult):
                found.append(result)
        if found[0] == found[1]:
            return found[0]
        return await self._compared(found[0], found[1], asker) or found[0]

    async def _compared(
        self, first: AnthologyResult | InstalmentResult, second: AnthologyResult | InstalmentResult, asker: Asker
    ) -> Compared | None:
        """Compare; None where one of the two was taken away at this moment."""
        at = await self._at(asker)
        one, other = _key(first), _key(second)
        if one not in at.recommender or other not in at.recommender:
            return None
        sides = at.recommender.compare(one, other)
        if at.catalogue.premise_spoils(one) or at.catalogue.premise_spoils(other):
            sides = replace(sides, shared=_untold(sides.shared))
        return Compared(first, second, sides, at.catalogue.names)

    async def _at(self, asker: Asker) -> _Place:
        catalogue = await self._server_catalogues.of(asker.server)
        return _Place(asker, catalogue, await catalogue.recommender())

    def _wishes(self, question: Question, at: _Place) -> list[Wish]:
        wishes: list[Wish] = []
        if question.what.startswith(TAG_KEY) and question.what.removeprefix(TAG_KEY) in at.catalogue.names.tags:
            wishes.append(Wish(WishKind.TAG, question.what.removeprefix(TAG_KEY)))
        elif question.what.strip():
            wishes += self._understand(question.what, at).wishes
        if question.like.strip():
            key = self._titles.title_of(question.like, at.catalogue, guess=True)
            wishes.append(Wish(WishKind.LIKE, key) if key else Wish(WishKind.WORD, question.like.strip()))
        if question.country.strip():
            wishes.append(self._country(question.country.strip(), at))
        if question.length in LENGTHS:
            kind, minutes = LENGTHS[question.length]
            wishes.append(Wish(kind, str(minutes)))
        if question.where.strip():
            services = at.catalogue.autocomplete.services(question.where)
            wishes.append(Wish(WishKind.SERVICE, next(iter(services), question.where)))
        return wishes

    def _country(self, typed: str, at: _Place) -> Wish:
        """Read a country: a code, its name in the member's language, or as the recommender understands words."""
        codes = at.catalogue.autocomplete.countries()
        by_name = {country(code).casefold(): code for code in codes}
        if (code := by_name.get(typed.casefold())) or ((code := typed.upper()) in codes):
            return Wish(WishKind.COUNTRY, code)
        understood = [wish for wish in self._understand(typed, at).wishes if wish.kind is WishKind.COUNTRY]
        return understood[0] if understood else Wish(WishKind.WORD, typed)

    def _understand(self, typed: str, at: _Place) -> Understood:
        def titles(words: str) -> list[str]:
            key = self._titles.title_of(words, at.catalogue)
            return [key] if key else []

        return at.recommender.understand(typed, titles)

    async def _kept(self, action: int, at: _Place) -> KeptQuestion | None:
        """Give a kept question as far as it is about what the asker's server meets.

        One about another server's own title says nothing here, not even the words that were typed.
        """
        text = await self._store.kept_questions.find(action)
        kept = KeptQuestion.read(text) if text else None
        if kept is None:
            return None
        named = [wish.value for wish in kept.wishes if wish.kind in {WishKind.LIKE, WishKind.UNLIKE}]
        unmet = {key for key in named if not at.catalogue.shows(key)}
        if any(map(is_own, unmet)):
            return None
        return replace(kept, wishes=tuple(wish for wish in kept.wishes if wish.value not in unmet)) if unmet else kept

    async def _minutes(self, key: str, asker: Asker) -> int | None:
        page = await self._titles.get(key, asker)
        return page.instalment.total_minutes if isinstance(page, InstalmentResult) else None

    async def _dark_tags(self, key: str, asker: Asker) -> list[str]:
        """Give the dark moods that a title carries; darkness itself where it carries none by name."""
        match await self._titles.get(key, asker):
            case InstalmentResult() as page:
                tags = page.instalment.tags
            case AnthologyResult() as page:
                tags = page.anthology.tags
            case _:
                tags = ()
        return [tag for tag in DARK_TAGS if tag in tags] or [DARK_TAGS[0]]

    async def _answer(self, kept: KeptQuestion, at: _Place) -> Recommendations:
        names = at.catalogue.names
        ranking = at.recommender.recommend(_request(kept, at), PICKS)
        if ranking.picks:
            return await self._show(kept, ranking.picks, at)
        if kept.left_out:
            return Recommendations(await self._keep(kept), kept.typed, kept.wishes, names, exhausted=True)
        nearest = await self._recommended(ranking.nearest[:PICKS], at)
        return Recommendations(None, kept.typed, kept.wishes, names, nearest=nearest)

    async def _show(self, kept: KeptQuestion, picks: Sequence[Pick], at: _Place) -> Recommendations:
        found = await self._recommended(picks, at)
        action = await self._keep(replace(kept, shown=tuple(one.pick.key for one in found)))
        return Recommendations(action, kept.typed, kept.wishes, at.catalogue.names, found)

    async def _recommended(self, picks: Sequence[Pick], at: _Place) -> tuple[Recommended, ...]:
        found: list[Recommended] = []
        for picked in picks:
            pick = replace(picked, reasons=_told(picked, at.catalogue))
            match await self._titles.get(pick.key, at.asker):
                case InstalmentResult() as page:
                    found.append(Recommended(pick, page.anthology, page.story))
                case AnthologyResult() as page:
                    found.append(Recommended(pick, page.anthology))
                case _:
                    pass
        return tuple(found)

    async def _keep(self, kept: KeptQuestion) -> int | None:
        try:
            return await self._store.kept_questions.keep(kept.written())
        except StoreError as error:
            # The answer is there; only its buttons need the disk.
            log.warning("a question could not be kept for its buttons: %s", error)
            return None


def _key(result: AnthologyResult | InstalmentResult) -> str:
    return result.instalment.id if isinstance(result, InstalmentResult) else result.anthology.id


def _left_out(kept: KeptQuestion, keys: Sequence[str]) -> KeptQuestion:
    return replace(kept, left_out=tuple(dict.fromkeys((*kept.left_out, *keys))))


def _request(kept: KeptQuestion, at: _Place) -> Request:
    """Give the request: whoever turned down or saw an anthology is not offered its stories, nor the reverse."""
    families = (at.catalogue.autocomplete.family(key) for key in kept.left_out)
    return Understood(kept.wishes).request.without(*kept.left_out, *(key for family in families for key in family))


def _told(pick: Pick, catalogue: ServerCatalogue) -> tuple[Reason, ...]:
    """Leave out reasons that cite the premise of a title whose premise is covered."""
    said: list[Reason] = []
    for reason in pick.reasons:
        concerned = (pick.key, *pick.members, *filter(None, (reason.seed,)))
        said += _untold([reason]) if any(map(catalogue.premise_spoils, concerned)) else [reason]
    return tuple(said)


def _untold(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple(reason for reason in reasons if reason.kind not in FROM_THE_PREMISE)
