"""Anthologies that nobody would write, for what is stored has to come back whatever it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from bot.models.catalogue import Anthology, Credit, Instalment, Kind, Order, PartialDate, Person, Role, Source
from bot.models.ids import AnthologyId, InstalmentId, MemberId, PersonId, ServerId
from bot.models.opinions import Comparison, Opinion, PressReview, Score, ServerReview, Verdict
from bot.storage import CatalogueRecord
from tests.storage.samples import TAGS

# Everything but lone surrogates, which are no characters and which UTF-8 cannot write.
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
several_texts = st.lists(texts, max_size=3).map(tuple)
maybe_text = st.none() | texts
ids = st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True)
numbers = st.integers(0, 10_000)
tags = st.lists(st.sampled_from([tag.id for tag in TAGS]), max_size=3).map(tuple)
snowflakes = st.integers(1, 2**63 - 1)
zones = st.sampled_from([UTC, timezone(timedelta(hours=9)), timezone(-timedelta(hours=3, minutes=30))])
# A day less at either end of time, so that every moment also is one in UTC; hypothesis wants the bounds without a zone.
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=zones)  # noqa: DTZ001
dates = st.none() | st.dates().flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
    )
)
scores = st.builds(Score, st.floats(0, 100), st.floats(1, 100))


def people(known: tuple[str, ...]) -> st.SearchStrategy[list[Person]]:
    """Give one person for each id: a catalogue tells the same of somebody wherever it does so."""
    return st.tuples(
        *(st.builds(Person, st.just(PersonId(who)), texts, maybe_text, several_texts) for who in known)
    ).map(list)


def opinions(instalments: list[InstalmentId]) -> st.SearchStrategy[Opinion]:
    comparisons = st.builds(Comparison, st.sampled_from(instalments), texts)
    return st.builds(
        Opinion,
        st.sampled_from(Verdict),
        texts,
        several_texts,
        several_texts,
        st.none() | scores,
        st.none() | comparisons,
        maybe_text,
    )


@st.composite
def records(draw: st.DrawFn) -> CatalogueRecord:
    anthology = AnthologyId(draw(ids))
    short = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    own = [InstalmentId(f"{anthology}/{each}") for each in short]
    cast = draw(people(("a", "b", "c")))
    credit = st.builds(Credit, st.sampled_from(cast), st.sampled_from(Role), numbers, maybe_text, maybe_text)
    places = sorted(draw(st.lists(numbers, min_size=len(own), max_size=len(own), unique=True)))
    instalments = tuple(
        draw(
            st.builds(
                Instalment,
                id=st.just(each),
                anthology=st.just(anthology),
                number=st.just(number),
                title=texts,
                season=st.none() | numbers,
                episode=st.none() | numbers,
                mark=maybe_text,
                premise=maybe_text,
                native_title=maybe_text,
                aliases=several_texts,
                first_aired=dates,
                last_aired=dates,
                episodes=st.none() | numbers,
                minutes=st.none() | numbers,
                countries=several_texts,
                services=several_texts,
                tags=tags,
                credits=st.lists(credit, max_size=4).map(tuple),
                needs=st.lists(st.sampled_from(own), max_size=2).map(tuple),
                order_note=maybe_text,
            )
        )
        for each, number in zip(own, places, strict=True)
    )
    show = draw(
        st.builds(
            Anthology,
            id=st.just(anthology),
            kind=st.sampled_from(Kind),
            title=texts,
            instalments=st.just(instalments),
            native_title=maybe_text,
            aliases=several_texts,
            premise=maybe_text,
            countries=several_texts,
            languages=several_texts,
            services=several_texts,
            began=st.none() | numbers,
            ended=st.none() | numbers,
            whole=st.none() | numbers,
            creators=st.lists(st.sampled_from(cast), max_size=2).map(tuple),
            tags=tags,
            order=st.sampled_from(Order),
            order_note=maybe_text,
            start_with=st.none() | st.sampled_from(own),
            sources=st.lists(st.builds(Source, texts, texts, several_texts), max_size=2).map(tuple),
        )
    )
    review = st.builds(PressReview, st.sampled_from(own), texts, texts, opinions(own), maybe_text, dates)
    return CatalogueRecord(show, tuple(draw(st.lists(review, max_size=3))), draw(texts))


def server_reviews(instalments: list[InstalmentId]) -> st.SearchStrategy[ServerReview]:
    return st.builds(
        ServerReview,
        snowflakes.map(ServerId),
        snowflakes.map(MemberId),
        st.sampled_from(instalments),
        opinions(instalments),
        moments,
        moments,
    )
