"""Catalogues to store: a small one that uses every field, and a large one that is made up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import count
from random import Random

from msgspec.structs import replace

from bot.models.catalogue import (
    Anthology,
    Credit,
    Instalment,
    Kind,
    Order,
    PartialDate,
    Person,
    Role,
    Source,
    Tag,
    TagGroup,
)
from bot.models.ids import AnthologyId, InstalmentId, MemberId, PersonId, ServerId, TagId
from bot.models.opinions import Comparison, Opinion, PressReview, Score, ServerReview, Verdict
from bot.models.reviews import ChangeKind, ReviewChange, ReviewRecord, StaleVersion
from bot.models.servers import Actor
from bot.storage import CatalogueRecord, Store

PIANO = Tag(TagId("music"), TagGroup.THEME, "Music", "Music drives the story.", ("musicians", "songs"))
ROMANCE = Tag(TagId("romance"), TagGroup.GENRE, "Romance", "Two people find one another.", (), (PIANO.id,))
TAGS = (ROMANCE, PIANO)

ADA = Person(PersonId("ada-lim"), "Ada Lim", "임아다", ("Lim Ada", "Ada Im"))
BEN = Person(PersonId("ben-oh"), "Ben Oh")
CARA = Person(PersonId("cara-roe"), "Cara Roe", aliases=("C. Roe",))

HARBOUR = AnthologyId("harbour")
FIRST, SECOND = InstalmentId("harbour/1"), InstalmentId("harbour/2")

FULL_OPINION = Opinion(
    verdict=Verdict.WORTH_WATCHING,
    headline="Slow, and better for it.",
    works=("the harbour at night", "two leads who listen", "a score that waits"),
    doesnt=("a late twist",),
    score=Score(3.5, 5),
    comparison=Comparison(FIRST, "calmer than the first"),
    spoilers="The lighthouse was empty all along.",
)

FULL = Anthology(
    id=HARBOUR,
    kind=Kind.SEASONAL,
    title="Harbour",
    instalments=(
        Instalment(FIRST, HARBOUR, 1, "Harbour: Winter"),
        Instalment(
            id=SECOND,
            anthology=HARBOUR,
            number=2,
            title="Harbour: Spring",
            season=2,
            episode=7,
            mark="#2",
            premise="A tuner of pianos comes back to the town that she left.",
            native_title="항구: 봄",
            aliases=("Harbor 2", "Hanggu 2"),
            first_aired=PartialDate(2023, 12, 6),
            last_aired=PartialDate(2023, 12),
            episodes=6,
            minutes=45,
            countries=("KR", "JP"),
            services=("Sea One", "Sea Two"),
            tags=(ROMANCE.id, PIANO.id),
            inherited_tags=(PIANO.id,),
            credits=(
                Credit(BEN, Role.ACTOR, 1, "Do-yun", "a ferryman"),
                Credit(ADA, Role.ACTOR, 2, "Hana"),
                Credit(ADA, Role.DIRECTOR),
                Credit(BEN, Role.HOST),
                Credit(CARA, Role.WRITER),
                Credit(CARA, Role.CREATOR),
            ),
            needs=(FIRST,),
            order_note="Two of its people come back.",
        ),
    ),
    native_title="항구",
    aliases=("Harbor", "Hanggu"),
    premise="Each season another stranger comes to the same harbour.",
    countries=("KR",),
    languages=("ko", "ja-Latn"),
    services=("Sea One",),
    began=2021,
    ended=2023,
    whole=9,
    creators=(CARA, ADA),
    tags=(PIANO.id,),
    order=Order.IN_ORDER,
    order_note="Best from the start.",
    start_with=FIRST,
    sources=(
        Source("https://example.org/cast?a=1&b=2", "An interview", ("cast", "dates")),
        Source("https://example.org/all", "The broadcaster's page"),
    ),
)
FULL_REVIEWS = (
    PressReview(SECOND, "The Gazette", "https://example.org/2", FULL_OPINION, "D. Critic", PartialDate(2024, 1, 5)),
    PressReview(FIRST, "The Gazette", "https://example.org/1", Opinion(Verdict.SKIP, "All fog.")),
    PressReview(SECOND, "The Courier", "https://example.org/3", Opinion(Verdict.MIXED, "Half of it sings.", ("a",))),
)


def record(anthology: Anthology = FULL, reviews: tuple[PressReview, ...] = (), digest: str = "1") -> CatalogueRecord:
    return CatalogueRecord(anthology, reviews, digest)


async def save(store: Store, *records: CatalogueRecord, retire: Sequence[AnthologyId] = ()) -> None:
    await store.catalogue.save(records, tags=TAGS, retire=retire, folder_digest="folder")


def server_review(
    server: int, curator: int, instalment: InstalmentId = SECOND, headline: str = "Ours.", **changes: datetime
) -> ServerReview:
    written = datetime(2024, 5, 1, 20, 15, 0, 123456, tzinfo=UTC)
    opinion = replace(FULL_OPINION, headline=headline)
    review = ServerReview(ServerId(server), MemberId(curator), instalment, opinion, written, written)
    return replace(review, **changes)


def curator_of(review: ServerReview) -> Actor:
    """Give the curator who acts when a review is written."""
    return Actor(review.server, review.curator, f"Curator {review.curator}", manages=True, roles=frozenset())


async def write_review(store: Store, review: ServerReview) -> ReviewRecord:
    """Let a review's curator write it, whatever stood there before."""
    writing = ReviewChange(review.instalment, review.curator, review.opinion)
    kept = await store.reviews.save(curator_of(review), writing, deed=ChangeKind.WROTE)
    if isinstance(kept, StaleVersion) and kept.current:
        writing = replace(writing, based_on=kept.current.version)
        kept = await store.reviews.save(curator_of(review), writing, deed=ChangeKind.CHANGED)
    assert isinstance(kept, ReviewRecord)
    return kept


def timeless(reviews: Iterable[ServerReview]) -> tuple[ServerReview, ...]:
    """Give reviews as the samples are: whenever they were written."""
    moment = server_review(0, 0).written
    return tuple(replace(review, written=moment, changed=moment) for review in reviews)


def simple(name: str, *, instalments: int = 1, people: Sequence[Person] = ()) -> Anthology:
    """Make an anthology of a few instalments in which all these people play."""
    anthology = AnthologyId(name)
    cast = tuple(Credit(person, Role.ACTOR, place) for place, person in enumerate(people, 1))
    return Anthology(
        anthology,
        Kind.EPISODIC,
        name.title(),
        tuple(
            Instalment(InstalmentId(f"{name}/{number}"), anthology, number, f"Part {number}", credits=cast)
            for number in range(1, instalments + 1)
        ),
    )


def large_catalogue(anthologies: int, instalments: int, credited: int) -> tuple[CatalogueRecord, ...]:
    """Make up a catalogue of about these sizes, the same at every call; its tags are :data:`TAGS`."""
    dice = Random(7)
    cast = [
        Person(PersonId(f"person-{number}"), f"Person Number {number}", f"사람 {number}", (f"P. {number}",))
        for number in range(credited // 2)
    ]
    numbers = count()
    return tuple(
        CatalogueRecord(anthology, tuple(_reviews(anthology)), f"digest {anthology.id}")
        for anthology in (
            _made_up(f"show-{number}", share, credited // instalments, cast, dice, numbers)
            for number, share in enumerate(_shares(instalments, anthologies))
        )
    )


def _shares(whole: int, parts: int) -> Iterator[int]:
    for part in range(parts):
        yield whole * (part + 1) // parts - whole * part // parts


def _made_up(
    name: str, instalments: int, credited: int, cast: Sequence[Person], dice: Random, numbers: Iterator[int]
) -> Anthology:
    full, second = FULL, FULL.instalments[1]
    anthology = AnthologyId(name)
    roles = (*[Role.ACTOR] * 8, Role.DIRECTOR, Role.WRITER)
    return replace(
        full,
        id=anthology,
        title=f"Made Up {name}",
        creators=tuple(dice.sample(cast, 1)),
        start_with=None,
        instalments=tuple(
            replace(
                second,
                id=InstalmentId(f"{name}/{number}"),
                anthology=anthology,
                number=number,
                title=f"Story {next(numbers)}",
                needs=(),
                credits=tuple(
                    Credit(person, roles[place % len(roles)], place + 1, f"Character {place}", "a few words on them")
                    for place, person in enumerate(dice.sample(cast, credited))
                ),
            )
            for number in range(1, instalments + 1)
        ),
    )


def _reviews(anthology: Anthology) -> Iterator[PressReview]:
    for instalment in anthology.instalments:
        opinion = replace(FULL_OPINION, comparison=None)
        yield PressReview(instalment.id, "The Gazette", "https://example.org/r", opinion, "D. Critic")
