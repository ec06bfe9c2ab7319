"""Answers `/recommend`; questions are stored so that the buttons below an answer work later."""

from __future__ import annotations

import logging
from collections import ChainMap
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from statistics import fmean
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from bot.i18n import country
from bot.models.ids import anthology_of, is_own
from bot.models.queries import TAG_KEY, Asker
from bot.recommendations.questions import KeptQuestion, Question
from bot.recommendations.results import (
    EXAMPLES,
    NothingUnderstood,
    Recommendations,
    Recommended,
)
from bot.recommendations.understanding import as_likes, missed, nobody, understood, without_premise
from bot.recommender import Recommender, Request, Understood, Wish, WishKind
from bot.recommender.index.candidates import Candidate
from bot.recommender.models import Pick, Reason
from bot.recommender.requests import Praise
from bot.storage import Store, StoreError
from bot.titles.results import AnthologyResult, InstalmentResult, Names
from bot.titles.server_catalogue import ServerCatalogue
from bot.titles.service import TitleService

log = logging.getLogger(__name__)

PICKS = 5
"""Picks on a card, at most: three lines each fit on two screens of a phone."""
FEW = 3
"""With fewer picks of a known length, others follow whose length is not known."""
DAILY = 60
"""How many of the best reviewed titles those for a member and a day are drawn from."""
SHORTER_SHARE = 0.75
"""What *Shorter* asks for: at most this share of the mean length of the picks shown before."""
SHORTEST_ASKED = 20
FAR_END = 40
"""How many picks *Surprise me* looks through."""
AN_EVENING = 180
"""Minutes asked for if something is too long but its length is unknown."""
DARK_TAGS = ("dark", "scary", "unsettling", "bleak", "violent")
"""What *too dark* rules out: those of these tags that the refused pick has, or the first if it has none."""

LENGTHS: Mapping[str, tuple[WishKind, int]] = {
    "sitting": (WishKind.LONGEST, 75),
    "evening": (WishKind.LONGEST, AN_EVENING),
    "weekend": (WishKind.LONGEST, 480),
    "long": (WishKind.SHORTEST, 480),
}
"""What the choices of the length option mean, in minutes."""


class _Context(Struct, frozen=True):
    """Who asks, and what is visible in their server."""

    asker: Asker
    catalogue: ServerCatalogue
    recommender: Recommender
    names: Names


class RecommendationService:
    """Recommends from what the asker's server can see, and continues earlier questions.

    Parameters
    ----------
    titles
        Finds the title that was meant, and the result for a key.
    """

    def __init__(self, store: Store, titles: TitleService) -> None:
        self._store = store
        self._titles = titles
        self._server_catalogues = titles.server_catalogues

    async def recommend(self, question: Question, asker: Asker) -> Recommendations | NothingUnderstood:
        """Answer a question typed into the command's options."""
        at = await self._at(asker)
        wishes = as_likes(await self._wishes(question, at), at.recommender)
        typed = question.what.strip() or question.like.strip()
        if not wishes and not (typed and (await self._titles.understand(typed, at.asker, at.recommender)).says_nothing):
            return await self._of_the_day(at)  # nothing was typed, or only "what should I watch?"
        if not understood(wishes, at.recommender):
            return NothingUnderstood(typed, nobody(wishes))
        return await self._answer(KeptQuestion(question.what.strip(), wishes), at)

    async def _of_the_day(self, at: _Context) -> Recommendations:
        """Return well reviewed titles, others for every member and on every day (UTC)."""
        question = KeptQuestion("", (Wish(WishKind.VERDICT, Praise.GOOD),))
        shown = await self._show(question, _drawn(Request(), at), at)
        return replace(shown, of_the_day=True)

    async def example(self, number: int, asker: Asker) -> Recommendations | NothingUnderstood | None:
        """Answer one of the examples; None if there is no such example."""
        return await self.recommend(Question(what=EXAMPLES[number]), asker) if 0 <= number < len(EXAMPLES) else None

    async def like(self, key: str, asker: Asker) -> Recommendations | None:
        """Recommend titles like another one; None if there is no such title."""
        at, key = await self._at(asker), self._titles.today_key(key)
        if not at.catalogue.shows(key) and self._titles.known_work(key) is None:
            return None
        return await self._answer(KeptQuestion("", (Wish(WishKind.LIKE, key),)), at)

    async def again(self, number: int, asker: Asker) -> Recommendations | None:
        """Return the first picks of a question again; None if it is no longer stored."""
        at = await self._at(asker)
        question = await self._kept(number, at)
        return None if question is None else await self._answer(replace(question, left_out=(), shown=()), at)

    async def more(self, number: int, asker: Asker) -> Recommendations | None:
        """Return the next picks of a question; None if it is no longer stored."""
        at = await self._at(asker)
        question = await self._kept(number, at)
        return None if question is None else await self._answer(_left_out(question, question.shown), at)

    async def shorter(self, number: int, asker: Asker) -> Recommendations | None:
        """Return picks that are shorter than those shown; None if the question is no longer stored."""
        at = await self._at(asker)
        question = await self._kept(number, at)
        if question is None:
            return None
        lengths = [length for key in question.shown if (length := await self._minutes(key, asker))]
        longest = max(SHORTEST_ASKED, int(fmean(lengths) * SHORTER_SHARE)) if lengths else AN_EVENING
        wishes = [wish for wish in question.wishes if wish.kind not in {WishKind.LONGEST, WishKind.SHORTEST}]
        asked = replace(question, wishes=(*wishes, Wish(WishKind.LONGEST, str(longest))))
        return await self._answer(_left_out(asked, question.shown), at)

    async def surprise(self, number: int, asker: Asker) -> Recommendations | None:
        """Return one good title from the far end of what fits; None if the question is no longer stored."""
        at = await self._at(asker)
        question = await self._kept(number, at)
        if question is None:
            return None
        at = self._with_known_works(question.wishes, at)
        unseen = _left_out(question, question.shown)
        picks = at.recommender.recommend(_request(unseen, at), FAR_END).picks
        popularity = at.catalogue.autocomplete.popularity
        # The best reviewed in the further half; of several equally good ones, the furthest.
        far = sorted(enumerate(picks[len(picks) // 2 :]), key=lambda one: (-popularity.get(one[1].key, 0.0), -one[0]))
        if not far:
            return await self._answer(unseen, at)
        return await self._show(unseen, [far[0][1]], at)

    async def refuse(self, number: int, place: int, why: str, asker: Asker) -> Recommendations | None:
        """Replace one pick, taking into account why it was refused; None if that pick is no longer there.

        Parameters
        ----------
        place
            The position of the pick on the card, from 0.
        why
            ``seen``, ``long``, ``dark`` or ``other``.
        """
        at = await self._at(asker)
        question = await self._kept(number, at)
        if question is None or place >= len(question.shown) or not at.catalogue.shows(question.shown[place]):
            return None
        refused = question.shown[place]
        wishes = [*question.wishes]
        if why == "long":
            length = await self._minutes(refused, asker)
            wishes.append(Wish(WishKind.LONGEST, str(max(SHORTEST_ASKED, length - 1) if length else AN_EVENING)))
        elif why == "dark":
            wishes += [Wish(WishKind.NOT_TAG, tag) for tag in await self._dark_tags(refused, asker)]
        elif why == "other":
            wishes.append(Wish(WishKind.UNLIKE, refused))
        asked = replace(question, wishes=tuple(dict.fromkeys(wishes)))
        return await self._answer(_left_out(asked, (refused,)), at)

    async def _at(self, asker: Asker) -> _Context:
        catalogue = await self._server_catalogues.of(asker.server)
        return _Context(asker, catalogue, await catalogue.recommender(), catalogue.names)

    async def _wishes(self, question: Question, at: _Context) -> list[Wish]:
        wishes: list[Wish] = []
        if question.what.startswith(TAG_KEY) and question.what.removeprefix(TAG_KEY) in at.catalogue.names.tags:
            wishes.append(Wish(WishKind.TAG, question.what.removeprefix(TAG_KEY)))
        elif question.what.strip():
            wishes += (await self._titles.understand(question.what, at.asker, at.recommender)).wishes
        if question.like.strip():
            key = await self._titles.seed_of(question.like, at.asker, guess=True)
            wishes.append(Wish(WishKind.LIKE, key) if key else Wish(WishKind.UNKNOWN, question.like.strip()))
        if question.country.strip():
            wishes.append(await self._country(question.country.strip(), at))
        if question.length in LENGTHS:
            kind, minutes = LENGTHS[question.length]
            wishes.append(Wish(kind, str(minutes)))
        if question.where.strip():
            services = at.catalogue.autocomplete.services(question.where)
            wishes.append(Wish(WishKind.SERVICE, next(iter(services), question.where)))
        return wishes

    async def _country(self, typed: str, at: _Context) -> Wish:
        """Read a country: its code, its name in the member's language, or whatever the recommender understands."""
        codes = at.catalogue.autocomplete.countries()
        by_name = {country(code).casefold(): code for code in codes}
        if (code := by_name.get(typed.casefold())) or ((code := typed.upper()) in codes):
            return Wish(WishKind.COUNTRY, code)
        named = [
            wish
            for wish in (await self._titles.understand(typed, at.asker, at.recommender)).wishes
            if wish.kind is WishKind.COUNTRY
        ]
        return named[0] if named else Wish(WishKind.UNKNOWN, typed)

    async def _kept(self, number: int, at: _Context) -> KeptQuestion | None:
        """Return a stored question, without the titles that are not visible in the asker's server.

        A question about another server's own title is not returned at all, so that nothing of it is visible here.
        """
        text = await self._store.kept_questions.find(number)
        question = KeptQuestion.read(text) if text else None
        if question is None:
            return None
        named = [wish.value for wish in question.wishes if wish.kind in {WishKind.LIKE, WishKind.UNLIKE}]
        hidden = {key for key in named if not at.catalogue.shows(key) and self._titles.known_work(key) is None}
        if any(map(is_own, hidden)):
            return None
        return (
            replace(question, wishes=tuple(wish for wish in question.wishes if wish.value not in hidden))
            if hidden
            else question
        )

    async def _minutes(self, key: str, asker: Asker) -> int | None:
        result = await self._titles.get(key, asker)
        return result.instalment.total_minutes if isinstance(result, InstalmentResult) else None

    async def _dark_tags(self, key: str, asker: Asker) -> list[str]:
        """Return the dark tags that a title has; the first of them all if it has none."""
        match await self._titles.get(key, asker):
            case InstalmentResult() as result:
                tags = result.instalment.tags
            case AnthologyResult() as result:
                tags = result.anthology.tags
            case _:
                tags = ()
        return [tag for tag in DARK_TAGS if tag in tags] or [DARK_TAGS[0]]

    def _with_known_works(self, wishes: Sequence[Wish], at: _Context) -> _Context:
        """Let known works take part as seeds; they are never picks, since a request leaves out what it names."""
        likes = [wish.value for wish in wishes if wish.kind in {WishKind.LIKE, WishKind.UNLIKE}]
        works = [work for key in likes if (work := self._titles.known_work(key))]
        if not works:
            return at
        groups = {tag.id: tag.group for tag in self._titles.vocabulary}
        tags = {work.key: self._server_catalogues.tag_rules.with_implied(work.tags) for work in works}
        candidates = [
            Candidate(
                key=work.key,
                anthology=work.key,
                title=work.title,
                tags=tuple((tag, groups[tag]) for tag in tags[work.key] if tag in groups),
                countries=(work.country,),
                year=work.year,
            )
            for work in works
        ]
        names = at.names
        titles = ChainMap({work.key: work.title_with_year for work in works}, dict(names.titles))
        return replace(at, recommender=at.recommender.with_changes(candidates), names=replace(names, titles=titles))

    async def _answer(self, question: KeptQuestion, at: _Context) -> Recommendations:
        at = self._with_known_works(question.wishes, at)
        request = _request(question, at)
        if not request.says_what and len(drawn := _drawn(request, at)) == PICKS:
            return await self._show(question, drawn, at)
        picks = at.recommender.recommend(request, PICKS, fill=False)
        unknown: Sequence[Pick] = ()
        if len(picks.picks) < FEW and (request.longest is not None or request.shortest is not None):
            unknown = at.recommender.recommend(request.of_unknown_length, FEW, fill=False).picks
        if picks.picks or unknown:
            return await self._show(question, picks.picks, at, unknown)
        if question.left_out:
            return replace(_nothing_shown(question, at), number=await self._keep(question), exhausted=True)
        return replace(_nothing_shown(question, at), nearest=await self._recommended(picks.nearest[:FEW], at))

    async def _show(
        self, question: KeptQuestion, picks: Sequence[Pick], at: _Context, unknown: Sequence[Pick] = ()
    ) -> Recommendations:
        found, also = await self._recommended(picks, at), await self._recommended(unknown, at)
        number = await self._keep(replace(question, shown=tuple(one.pick.key for one in (*found, *also))))
        return replace(_nothing_shown(question, at), number=number, picks=found, unknown_length=also)

    async def _recommended(self, picks: Sequence[Pick], at: _Context) -> tuple[Recommended, ...]:
        found: list[Recommended] = []
        for one in picks:
            pick = replace(one, reasons=_reasons_without_spoilers(one, at.catalogue))
            match await self._titles.get(pick.key, at.asker):
                case InstalmentResult() as result:
                    found.append(Recommended(pick, result.anthology, result.story))
                case AnthologyResult() as result:
                    found.append(Recommended(pick, result.anthology))
                case _:
                    pass
        return tuple(found)

    async def _keep(self, question: KeptQuestion) -> int | None:
        try:
            return await self._store.kept_questions.keep(question.written())
        except StoreError as error:
            # The answer itself is ready; only its buttons need the stored question.
            log.warning("a question could not be kept for its buttons: %s", error)
            return None


def _nothing_shown(question: KeptQuestion, at: _Context) -> Recommendations:
    """Return how a question was understood, with no picks yet."""
    return Recommendations(
        number=None,
        wishes=understood(question.wishes, at.recommender),
        names=at.names,
        not_understood=missed(question.wishes, at.recommender),
        nobody=nobody(question.wishes),
    )


def _drawn(request: Request, at: _Context) -> Sequence[Pick]:
    """Return well reviewed titles that fit, others for every member and on every day (UTC), one of an anthology."""
    best = at.recommender.recommend(replace(request, praise=Praise.GOOD), DAILY, fill=False).picks
    draw = f"{datetime.now(UTC).date()} {at.asker.member}"
    drawn = sorted(best, key=lambda pick: crc32(f"{draw} {pick.key}".encode()))
    one_each = {anthology_of(pick.key): pick for pick in reversed(drawn)}
    return [*one_each.values()][: -PICKS - 1 : -1]


def _left_out(question: KeptQuestion, keys: Sequence[str]) -> KeptQuestion:
    return replace(question, left_out=tuple(dict.fromkeys((*question.left_out, *keys))))


def _request(question: KeptQuestion, at: _Context) -> Request:
    """Return the request; whatever is left out takes its anthology or its stories with it."""
    named = (wish.value for wish in question.wishes if wish.kind in {WishKind.SEEN, WishKind.NOT_TITLE})
    left_out = [*question.left_out, *named]
    families = (at.catalogue.autocomplete.family(key) for key in left_out)
    return Understood(question.wishes).request.without(*left_out, *(key for family in families for key in family))


def _reasons_without_spoilers(pick: Pick, catalogue: ServerCatalogue) -> tuple[Reason, ...]:
    """Leave out reasons that quote a premise that has a spoiler mark."""
    reasons: list[Reason] = []
    for reason in pick.reasons:
        titles = (pick.key, *pick.members, *filter(None, (reason.seed,)))
        reasons += without_premise([reason]) if any(map(catalogue.premise_spoils, titles)) else [reason]
    return tuple(reasons)
