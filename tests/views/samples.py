"""A small sample catalogue whose words can be exchanged, and every card that can be drawn from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from discord import ui
from msgspec.structs import replace

from bot.models.catalogue import Anthology, ContentNote, Credit, Instalment, Kind, Order, PartialDate, Person, Role
from bot.models.consensus import summary
from bot.models.ids import AnthologyId, InstalmentId, MemberId, PersonId, ServerId, TagId
from bot.models.known_works import KnownWork, WorkKind
from bot.models.opinions import Comparison, Opinion, PressReview, Score, ServerReview, Verdict
from bot.models.queries import Choice, SearchKind
from bot.recommendations.results import Compared, Recommendations, Recommended
from bot.recommendations.views.comparison import compare_card
from bot.recommendations.views.picks import known_work_card, recommend_card
from bot.recommender.models import Pick, Reason, ReasonKind, TitleComparison
from bot.recommender.requests import Wish
from bot.titles.results import (
    AnthologyResult,
    Elsewhere,
    InstalmentResult,
    KnownWorkResult,
    MissingPlace,
    Names,
    NothingFound,
    Partner,
    PersonResult,
    Story,
    UnreadableLink,
    WorkOf,
)
from bot.titles.views.result import title_card
from bot.ui.actions import ActionKind
from bot.ui.messages import ask_for_one_card, error_card, gone_card, stopping_card
from tests.views.asked_and_told import every_reason, every_wish

Say = Callable[[str], str]
"""Gives the text for a part: ``title``, ``premise``, ``person``."""

HARBOUR = AnthologyId("harbour")
CURATOR = MemberId(4242)
PRESS_URL = "https://example.org/reviews/harbour_(2)?page=1"
CODE = ("1a2b3c4d", "/show show:", "/cast show:", "/cast person:", "/recommend")
"""Texts that the cards themselves set as code."""
WRITTEN = datetime(2024, 5, 1, 12, tzinfo=UTC)

ENGLISH: Mapping[str, str] = {
    "anthology": "Harbour",
    "title": "Harbour",
    "native": "항구",
    "premise": "A tuner of pianos comes back to the town that she left.",
    "mark": "#2",
    "person": "Ada Lim",
    "native name": "임아다",
    "character": "Hana",
    "about": "a ferryman",
    "service": "Sea One",
    "headline": "Slow, and better for it.",
    "works": "the harbour at night",
    "doesnt": "a late twist",
    "spoilers": "The lighthouse was empty all along.",
    "comparison": "calmer than the first",
    "outlet": "The Gazette",
    "author": "D. Critic",
    "order note": "Two of its people come back.",
    "tag": "second chance",
    "word": "lighthouse",
    "detail": "2021, South Korea",
    "typed": "harbor",
}
KOREAN: Mapping[str, str] = {
    "anthology": "항구",
    "title": "항구",
    "native": "港",
    "premise": "떠났던 마을로 돌아온 피아노 조율사의 이야기.",
    "mark": "#2",
    "person": "임아다",
    "native name": "林",
    "character": "하나",
    "about": "뱃사공",
    "service": "바다",
    "headline": "느려서 더 좋다.",
    "works": "밤의 항구",
    "doesnt": "늦은 반전",
    "spoilers": "등대는 처음부터 비어 있었다.",
    "comparison": "첫 편보다 잔잔하다",
    "outlet": "신문",
    "author": "기자",
    "order note": "두 사람이 돌아온다.",
    "tag": "두 번째 기회",
    "word": "등대",
    "detail": "대한민국",
    "typed": "항ㄱ",
}


def english(part: str) -> str:
    """Give a part in English, as in the bundled catalogue."""
    return ENGLISH[part]


def korean(part: str) -> str:
    """Give a part without a single Latin letter."""
    return KOREAN[part]


@dataclass(frozen=True, slots=True)
class World:
    """An anthology with its reviews and everyone in it.

    Parameters
    ----------
    say
        Gives the words.
    stories, credits, reviews
        How many instalments, how many credits in each, and how many reviews of each kind of each.
    known
        Whether optional facts are there.
    all_spoilers
        Whether the server marks every premise and every headline as spoilers.
    """

    say: Say
    stories: int = 3
    credits: int = 5
    reviews: int = 2
    known: bool = True
    kind: Kind = Kind.SEASONAL
    url: str = PRESS_URL
    all_spoilers: bool = False

    def person(self, place: int) -> Person:
        """Give one of the people."""
        native = self.say("native name") if self.known else None
        return Person(PersonId(f"person-{place}"), self.say("person"), native, (self.say("person") + "·",))

    def credit(self, place: int) -> Credit:
        """Give a credit; the last ones are the makers'."""
        makers = (Role.CREATOR, Role.WRITER, Role.DIRECTOR, Role.HOST)
        role = dict(enumerate(makers, self.credits - len(makers))).get(place, Role.ACTOR)
        known = self.known and role is Role.ACTOR
        return Credit(
            self.person(place),
            role,
            place + 1 if role is Role.ACTOR else 0,
            self.say("character") if known else None,
            self.say("about") if known else None,
        )

    def instalments(self) -> tuple[Instalment, ...]:
        """Give all stories, in order."""
        credited = tuple(self.credit(place) for place in range(self.credits))
        bare = Instalment(InstalmentId("harbour/1"), HARBOUR, 1, "?", season=1)
        full = replace(
            bare,
            premise=self.say("premise"),
            native_title=self.say("native"),
            first_aired=PartialDate(2023, 12, 6),
            episodes=6,
            minutes=45,
            countries=("KR",),
            services=(self.say("service"),),
            credits=credited,
            order_note=self.say("order note"),
            warnings=tuple(ContentNote),
        )
        return tuple(
            replace(
                full if self.known else bare,
                id=InstalmentId(f"harbour/{number}"),
                number=number,
                season=number,
                title=f"{self.say('title')} {number}",
                premise_spoils=self.all_spoilers,
                headline_spoils=self.all_spoilers,
            )
            for number in range(1, self.stories + 1)
        )

    def anthology(self) -> Anthology:
        """Give the anthology."""
        instalments = self.instalments()
        bare = Anthology(HARBOUR, self.kind, self.say("anthology"), instalments)
        return (
            replace(
                bare,
                native_title=self.say("native"),
                premise=self.say("premise"),
                premise_spoils=self.all_spoilers,
                countries=("KR",),
                services=(self.say("service"),),
                began=2021,
                ended=2023,
                creators=(self.person(0),),
                order=Order.IN_ORDER,
                order_note=self.say("order note"),
                start_with=instalments[0].id,
            )
            if self.known
            else bare
        )

    def opinion(self, verdict: Verdict = Verdict.WORTH_WATCHING) -> Opinion:
        """Give an opinion with everything in it."""
        works, doesnt = self.say("works"), self.say("doesnt")
        return Opinion(
            verdict=verdict,
            headline=self.say("headline"),
            works=tuple(f"{works} {place}" for place in range(1, 5)),
            doesnt=tuple(f"{doesnt} {place}" for place in range(1, 5)),
            score=Score(3.5, 5),
            comparison=Comparison(InstalmentId("harbour/1"), self.say("comparison")),
            spoilers=self.say("spoilers"),
        )

    def press(self, instalment: InstalmentId) -> tuple[PressReview, ...]:
        """Give the critics' reviews of an instalment."""
        date = PartialDate(2024, 1, 5)
        return tuple(
            PressReview(instalment, self.say("outlet"), self.url, self.opinion(), self.say("author"), date)
            for _ in range(self.reviews)
        )

    def server(self, instalment: InstalmentId) -> tuple[ServerReview, ...]:
        """Give the curators' reviews of an instalment."""
        return tuple(
            ServerReview(ServerId(1), CURATOR, instalment, self.opinion(Verdict.MUST_WATCH), WRITTEN, WRITTEN)
            for _ in range(self.reviews)
        )

    def all_stories(self) -> tuple[Story, ...]:
        """Give every story with its verdict."""
        said = summary(self.press(InstalmentId("harbour/1")), ())
        return tuple(Story(instalment, said) for instalment in self.instalments())

    def others(self) -> tuple[Choice, ...]:
        """Give other possible matches."""
        return tuple(Choice(f"other-{place}", self.say("title"), self.say("detail")) for place in range(10))

    def anthology_result(self) -> AnthologyResult:
        """Give the result for the anthology."""
        return AnthologyResult(self.anthology(), self.all_stories(), self.others() if self.known else ())

    def instalment_result(self) -> InstalmentResult:
        """Give the result for its second story, with the critics' reviews and the server's."""
        stories = self.all_stories()
        chosen = stories[min(1, len(stories) - 1)]
        key = chosen.instalment.id
        press, server = self.press(key), self.server(key)
        elsewhere = tuple(Elsewhere(self.person(place), self.say("title")) for place in range(5))
        story = Story(chosen.instalment, summary(press, server))
        shown = elsewhere if self.known else ()
        others = self.others() if self.known else ()
        return InstalmentResult(self.anthology(), story, stories, press, server, shown, others)

    def person_result(self) -> PersonResult:
        """Give the result for a person who worked on every story."""
        anthology = self.anthology()
        credited = (Credit(self.person(0), Role.ACTOR, 1, self.say("character")), Credit(self.person(0), Role.WRITER))
        works = tuple(WorkOf(anthology, story, credited) for story in self.all_stories())
        partners = tuple(Partner(self.person(place), place) for place in range(1, 8))
        return PersonResult(self.person(0), works, partners if self.known else (), self.others() if self.known else ())

    def nothing(self, kind: SearchKind) -> NothingFound:
        """Give the result of a search that found nothing."""
        return NothingFound(self.say("typed"), kind, self.others() if self.known else ())

    def missing(self, season: int | None = None, episode: int | None = None, number: int | None = None) -> MissingPlace:
        """Give the result for a season, an episode or a number that the anthology lacks."""
        anthology = replace(self.anthology(), whole=self.stories + 7 if self.known else None)
        return MissingPlace(self.say("typed"), anthology, season, episode, number)

    def known_work(self, kind: WorkKind) -> KnownWork:
        """Give a well-known work that is no anthology."""
        names = (self.say("title"),) if self.known else ()
        return KnownWork(self.say("title"), 2016, "KR", kind, (TagId("tag"),), self.say("native"), names)

    def recommendations(self, picks: int = 4, nearest: int = 0) -> Recommendations:
        """Give picks with every kind of reason among them, for every kind of wish."""
        anthology, stories = self.anthology(), self.all_stories()
        shown = [
            Recommended(self.pick(place, stories), anthology, stories[place % len(stories)] if place else None)
            for place in range(max(picks, nearest))
        ]
        return Recommendations(
            number=123,
            wishes=self.wishes() if self.known else (),
            not_understood=(self.say("typed"),) if self.known else (),
            nobody=(self.say("typed"),) if self.known else (),
            unknown_length=tuple(shown[:1]) if self.known else (),
            picks=tuple(shown[:picks]),
            nearest=tuple(shown[:nearest]),
            names=self.names(),
        )

    def names(self) -> Names:
        """Give the names behind the ids in wishes and reasons."""
        return Names(
            tags={"tag": self.say("tag"), "family": self.say("word"), "word": self.say("title")},
            people={"person": self.say("person")},
            titles={"harbour/1": self.say("title"), "harbour/2": self.say("native")},
        )

    def compared(self, tonight: str | None = None) -> Compared:
        """Give the comparison of its second story with the anthology."""
        first, second = self.instalment_result(), self.anthology_result()
        tags = (TagId("tag"),) * 6 if self.known else ()
        shared = self.reasons() if self.known else ()
        because = (Reason(ReasonKind.LENGTH, ("270", "6")),) if tonight else ()
        sides = TitleComparison(
            first.instalment.id, second.anthology.id, shared, tags, tags, tonight=tonight, because=because
        )
        return Compared(first, second, sides, self.names())

    def pick(self, place: int, stories: Sequence[Story]) -> Pick:
        """Give a pick with three of the reasons and some unmet wishes."""
        reasons = self.reasons()
        start = place * 3 % len(reasons)
        key = stories[place % len(stories)].instalment.id if place else HARBOUR
        return Pick(key, 1.0, (*reasons[start:], *reasons)[:3], self.wishes()[place : place + 3])

    def reasons(self) -> tuple[Reason, ...]:
        """Give a reason of every kind."""
        return every_reason(self.say)

    def wishes(self) -> tuple[Wish, ...]:
        """Give a wish of every kind."""
        return every_wish(self.say)


Draw = Callable[[], ui.LayoutView]


def every_card(world: World) -> dict[str, Draw]:
    """Give every card of a world by name, each drawn when it is called."""
    anthology, instalment, person = world.anthology_result(), world.instalment_result(), world.person_result()
    last = 999
    kinds = (
        *(ActionKind.SHOW, ActionKind.REVIEW, ActionKind.CAST, ActionKind.INDIVIDUAL_REVIEWS),
        *(ActionKind.SPOILERS, ActionKind.CONTENT_NOTES),
    )
    draws: dict[str, Draw] = {}
    for place in (0, 1, last):
        for kind in kinds:
            draws[f"instalment {kind} page {place}"] = partial(title_card, instalment, kind, place)
        for kind in (ActionKind.SHOW, ActionKind.REVIEW, ActionKind.CAST):
            draws[f"anthology {kind} page {place}"] = partial(title_card, anthology, kind, place)
        draws[f"person page {place}"] = partial(title_card, person, ActionKind.PERSON, place)
    for kind in SearchKind:
        draws[f"no {kind}"] = partial(title_card, world.nothing(kind), ActionKind.SHOW)
    for what, missing in {
        "season and episode": world.missing(9, 99),
        "season": world.missing(season=9999),
        "episode": world.missing(episode=999),
        "number": world.missing(number=99),
    }.items():
        for kind in (ActionKind.SHOW, ActionKind.REVIEW, ActionKind.CAST):
            draws[f"no such {what}, {kind}"] = partial(title_card, missing, kind)
    for told in WorkKind:
        work = world.known_work(told)
        draws[f"known {told}"] = partial(title_card, KnownWorkResult(work), ActionKind.SHOW)
        draws[f"known {told} with picks"] = partial(known_work_card, work, world.recommendations())
        draws[f"known {told}, nothing like it"] = partial(known_work_card, work, world.recommendations(0, 0))
    draws["unreadable link"] = partial(title_card, UnreadableLink(world.say("typed")), ActionKind.SHOW)
    draws["picks"] = partial(recommend_card, world.recommendations())
    draws["nearest"] = partial(recommend_card, world.recommendations(0, 4))
    draws["no picks"] = partial(recommend_card, world.recommendations(0, 0))
    draws["all picks shown"] = partial(recommend_card, replace(world.recommendations(0, 0), exhausted=True))
    draws["side by side"] = partial(compare_card, world.compared())
    draws["side by side, one for tonight"] = partial(compare_card, world.compared(HARBOUR))
    draws["gone"] = gone_card
    draws["question gone"] = partial(gone_card, ActionKind.PICKS)
    draws["failure"] = partial(error_card, "1a2b3c4d")
    draws["ask for one"] = ask_for_one_card
    draws["stopping"] = stopping_card
    return draws
