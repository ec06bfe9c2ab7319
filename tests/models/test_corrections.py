"""What a server's members meet: own titles, corrections, hidden ones and covers over the bundled anthologies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.models import limits
from bot.models.catalogue import Anthology, Credit, Instalment, Kind, PartialDate, Person, Role
from bot.models.corrections import apply, by_name, person_of, with_spoiler_marks
from bot.models.custom_titles import CastLine, Fact, ServerTitle, SpoilerMark, SpoilerPart, TitleFacts
from bot.models.ids import ID_PATTERN, AnthologyId, InstalmentId, MemberId, PersonId, ServerId, TagId
from bot.models.tags import TagRules
from tests.examples import examples
from tests.storage.samples import ADA, BEN, CARA, FIRST, FULL, HARBOUR, SECOND
from tests.storage.test_custom_titles import facts

BUNDLED = {HARBOUR: FULL}
PEOPLE = by_name((ADA, BEN, CARA))
RULES = TagRules(frozenset({TagId("warm")}), {TagId("boys-love"): (TagId("lgbtq"),)})
CLUB = AnthologyId("own-club")
WHEN = datetime(2024, 5, 1, tzinfo=UTC)


def title(key: str, *, own: bool = False, hidden: bool = False, **told: object) -> ServerTitle:
    return ServerTitle(
        server=ServerId(1),
        id=InstalmentId(key),
        own=own,
        facts=replace(TitleFacts(), **told),  # pyright: ignore[reportArgumentType]  # the fields' own names
        said=frozenset(map(Fact, told)),
        version=1,
        changed_by=MemberId(7),
        changed=WHEN,
        hidden=hidden,
    )


def met(*titles: ServerTitle, key: AnthologyId = HARBOUR) -> Anthology:
    anthology = apply(BUNDLED, titles, PEOPLE, RULES)[key]
    assert anthology is not None
    return anthology


def story(anthology: Anthology, key: str) -> Instalment:
    return next(one for one in anthology.instalments if one.id == key)


def test_a_server_that_says_nothing_meets_what_is_bundled() -> None:
    assert apply(BUNDLED, (), PEOPLE, RULES) == {}


def test_an_own_anthology_has_all_that_was_said_of_it_and_its_instalments_in_the_order_of_their_years() -> None:
    club = met(
        title("own-club/own-late", own=True, title="Late", year=2021, minutes=40, episodes=3, countries=("IS",)),
        title("own-club/own-some-day", own=True, title="Some Day"),
        title("own-club/own-early", own=True, title="Early", year=2019),
        title(
            CLUB,
            own=True,
            title="Club Nights",
            native_title="클럽",
            aliases=("CN",),
            kind=Kind.SEASONAL,
            premise="A club and its nights.",
            countries=("IS",),
            tags=(TagId("music"),),
        ),
        key=CLUB,
    )
    assert (club.title, club.native_title, club.aliases, club.kind) == ("Club Nights", "클럽", ("CN",), Kind.SEASONAL)
    assert (club.premise, club.countries, club.tags) == ("A club and its nights.", ("IS",), (TagId("music"),))
    assert club.began == 2019, "as its first instalment did, where nobody said"
    assert [(one.number, one.title) for one in club.instalments] == [(1, "Early"), (2, "Late"), (3, "Some Day")]
    late = story(club, "own-club/own-late")
    assert (late.year, late.total_minutes, late.countries, late.anthology) == (2021, 120, ("IS",), CLUB)


def tags(*names: str) -> tuple[TagId, ...]:
    return tuple(map(TagId, names))


TAGGED = replace(
    FULL,
    tags=tags("music", "warm", "reunion"),
    instalments=(
        # "reunion" does not hold for the first one, and the second one says "music" itself.
        replace(FULL.instalments[0], tags=tags("sad", "music"), inherited_tags=tags("music")),
        replace(FULL.instalments[1], tags=tags("romance", "music", "reunion"), inherited_tags=tags("reunion")),
    ),
)


def with_tags(*titles: ServerTitle, key: AnthologyId = HARBOUR) -> list[tuple[TagId, ...]]:
    """Give the tags of an anthology and of each of its instalments, as the server's members meet them."""
    anthology = apply({HARBOUR: TAGGED}, titles, PEOPLE, RULES)[key]
    assert anthology is not None
    return [anthology.tags, *(one.tags for one in anthology.instalments)]


def test_the_tags_that_a_server_gives_an_instalment_are_the_whole_list() -> None:
    said = title(SECOND, tags=tags("boys-love", "sad"))
    assert with_tags(said)[2] == tags("boys-love", "sad", "lgbtq"), "with what they imply, and nothing inherited"
    assert with_tags(title(HARBOUR, tags=tags("folk")), said)[2] == tags("boys-love", "sad", "lgbtq")
    assert with_tags(title(SECOND, tags=()))[2] == ()


def test_an_instalment_that_a_server_adds_has_the_tags_of_its_anthology_too() -> None:
    autumn = title("harbour/own-autumn", own=True, title="Autumn", tags=tags("romance"))
    assert with_tags(autumn)[3] == tags("romance", "music", "reunion")
    assert with_tags(title(HARBOUR, tags=tags("folk")), autumn)[3] == tags("romance", "folk")
    club = title(CLUB, own=True, title="Club Nights", tags=tags("boys-love", "warm"))
    night = title("own-club/own-1", own=True, title="One", tags=tags("sad"))
    assert with_tags(club, night, key=CLUB) == [tags("boys-love", "warm", "lgbtq"), tags("sad", "boys-love", "lgbtq")]


def test_the_tags_that_a_server_gives_an_anthology_reach_its_instalments() -> None:
    whole, first, second = with_tags(title(HARBOUR, tags=tags("folk", "reunion", "snow", "warm")))
    assert whole == tags("folk", "reunion", "snow", "warm")
    assert first == tags("sad", "folk", "snow"), "what did not hold for it still does not"
    assert second == tags("romance", "music", "folk", "reunion", "snow"), "what it says itself stays"
    assert with_tags(title(HARBOUR, title="Port"))[1:] == [one.tags for one in TAGGED.instalments]


def test_an_instalment_added_to_a_bundled_anthology_comes_after_its_last() -> None:
    harbour = met(title("harbour/own-autumn", own=True, title="Harbour: Autumn", year=1999))
    assert [(one.number, one.id) for one in harbour.instalments][-2:] == [(2, SECOND), (3, "harbour/own-autumn")]
    assert harbour.instalments[:2] == FULL.instalments
    assert replace(harbour, instalments=FULL.instalments) == FULL


def test_what_is_said_replaces_a_bundled_fact_and_the_rest_stays() -> None:
    told = title(SECOND, title="Harbour: Thaw", premise="Ice goes.", minutes=50, tags=(), countries=("IS",))
    spring = story(met(told), SECOND)
    before = FULL.instalments[1]
    assert (spring.title, spring.premise, spring.minutes) == ("Harbour: Thaw", "Ice goes.", 50)
    assert (spring.tags, spring.countries) == ((), ("IS",))
    assert spring.inherited_tags == ()
    unchanged = replace(
        before, title=spring.title, premise="Ice goes.", minutes=50, tags=(), inherited_tags=(), countries=("IS",)
    )
    assert spring == unchanged


def test_what_is_said_to_be_unknown_is_unknown_but_a_title_never_is() -> None:
    told = title(SECOND, title=None, native_title=None, aliases=(), year=None, episodes=None, premise=None, cast=())
    spring = story(met(told), SECOND)
    assert spring.title == "Harbour: Spring"
    assert (spring.native_title, spring.aliases, spring.episodes, spring.premise) == (None, (), None, None)
    assert (spring.first_aired, spring.last_aired) == (None, None)
    assert spring.credited(Role.ACTOR) == ()
    assert spring.credited(Role.DIRECTOR) == FULL.instalments[1].credited(Role.DIRECTOR)
    whole = met(title(HARBOUR, title=None, kind=None, premise=None, year=None))
    assert (whole.title, whole.kind, whole.premise, whole.began) == ("Harbour", Kind.SEASONAL, None, None)


def test_the_day_stays_known_where_the_year_was_right_and_goes_where_it_was_not() -> None:
    assert story(met(title(SECOND, year=2023, minutes=1)), SECOND).first_aired == PartialDate(2023, 12, 6)
    moved = story(met(title(SECOND, year=2022)), SECOND)
    assert (moved.first_aired, moved.last_aired) == (PartialDate(2022), None)


def test_an_anthology_does_not_end_before_it_begins() -> None:
    bundled = {HARBOUR: replace(FULL, began=2001, ended=2004)}
    later = apply(bundled, [title(HARBOUR, year=2010)], PEOPLE, RULES)[HARBOUR]
    assert later is not None
    assert (later.began, later.ended) == (2010, None)


def test_a_servers_cast_is_of_bundled_people_where_a_name_is_one_persons_alone() -> None:
    namesake = Person(PersonId("ben-oh-2"), "Ben Oh")
    known = by_name((ADA, BEN, namesake, CARA))
    assert person_of("ada  LIM", known) == ADA
    assert person_of("임아다", known) == ADA, "the name in her own script"
    assert person_of("C. Roe", known) == CARA, "another name"
    assert person_of("Ben Oh", known) == Person(PersonId("own-ben-oh"), "Ben Oh"), "two bear it"
    assert person_of("Someone New", known) == Person(PersonId("own-someone-new"), "Someone New")


def test_a_servers_cast_stands_in_the_order_in_which_it_was_told() -> None:
    lines = (CastLine("Someone New", "a guest"), CastLine("Ada Lim", "Hana"), CastLine("Someone New", "a guest"))
    spring = story(met(title(SECOND, cast=lines)), SECOND)
    assert [(one.billing, one.person.name, one.character) for one in spring.credited(Role.ACTOR)] == [
        (1, "Someone New", "a guest"),
        (2, "Ada Lim", "Hana"),
    ]


def test_what_is_known_of_a_character_stays_where_the_character_does() -> None:
    hana = Credit(ADA, Role.ACTOR, 3, "Hana", "a tuner of pianos")
    bundled = {HARBOUR: replace(FULL, instalments=(replace(FULL.instalments[0], credits=(hana,)),))}
    cast = (CastLine("Ben Oh"), CastLine("Ada Lim", "Hana"))
    harbour = apply(bundled, [title(FIRST, cast=cast)], PEOPLE, RULES)[HARBOUR]
    assert harbour is not None
    assert harbour.instalments[0].credits == (Credit(BEN, Role.ACTOR, 1), replace(hana, billing=2))


@pytest.mark.parametrize("name", ["금새록", "Ŝan", "...", "x" * 100, "Ана Б", "José", "\ud800", "own-own"])
def test_a_person_whom_only_the_server_knows_has_an_id_that_fits_everywhere(name: str) -> None:
    key = person_of(name, {}).id
    assert key.startswith("own-")
    assert ID_PATTERN.fullmatch(key)
    assert len(key) <= limits.ID
    assert person_of(name, {}).id == key


def test_names_that_differ_only_in_letters_that_ids_cannot_hold_are_two_people() -> None:
    assert person_of("김하나", {}).id != person_of("김하늘", {}).id
    assert person_of("Jo 김", {}).id != person_of("Jo 이", {}).id
    assert person_of("x" * 100, {}).id != person_of("x" * 101, {}).id
    assert person_of("José Roe", {}).id == person_of("Jose Roe", {}).id


def test_a_hidden_title_is_gone_with_all_that_refers_to_it() -> None:
    needing = replace(FULL.instalments[1], needs=(FIRST,))
    bundled = {HARBOUR: replace(FULL, instalments=(FULL.instalments[0], needing), start_with=FIRST)}
    harbour = apply(bundled, [title(FIRST, hidden=True)], PEOPLE, RULES)[HARBOUR]
    assert harbour is not None
    assert [one.id for one in harbour.instalments] == [SECOND]
    assert harbour.instalments[0].needs == ()
    assert harbour.start_with is None
    assert apply(bundled, [title(HARBOUR, hidden=True)], PEOPLE, RULES) == {HARBOUR: None}


def test_a_hidden_anthology_takes_what_was_added_to_it_along() -> None:
    added = title("harbour/own-autumn", own=True, title="Autumn")
    assert apply(BUNDLED, [added, title(HARBOUR, hidden=True)], PEOPLE, RULES) == {HARBOUR: None}
    own = title("own-club/own-1", own=True, title="One")
    assert apply({}, [own, title(CLUB, own=True, title="Club", hidden=True)], PEOPLE, RULES) == {}


def test_what_is_said_of_a_title_that_is_gone_says_nothing() -> None:
    assert apply({}, [title(HARBOUR, title="Port")], PEOPLE, RULES) == {}
    assert apply(BUNDLED, [title("harbour/99", title="Nothing")], PEOPLE, RULES) == {}
    assert apply({}, [title("harbour/2", title="Spring"), title("harbour/2x", hidden=True)], PEOPLE, RULES) == {}


def test_an_instalment_whose_anthology_is_gone_is_shown_by_itself() -> None:
    autumn = met(title("gone/own-autumn", own=True, title="Autumn", year=2020), key=AnthologyId("gone"))
    assert (autumn.title, autumn.began, len(autumn.instalments)) == ("Autumn", 2020, 1)


keys = st.sampled_from(
    ("harbour", "harbour/1", "harbour/2", "harbour/own-a", "harbour/gone", "own-club", "own-club/own-1", "gone/own-x")
)


@st.composite
def said_titles(draw: st.DrawFn) -> ServerTitle:
    """Draw something that a server says of a title, whether or not it makes sense."""
    one = title(draw(keys), own=draw(st.booleans()), hidden=draw(st.booleans()))
    return replace(one, facts=draw(facts), said=draw(st.frozensets(st.sampled_from(Fact))))


titles = st.lists(said_titles(), max_size=8, unique_by=lambda one: one.id)


def told_by(anthologies: Iterable[Anthology | None]) -> Iterable[Instalment]:
    return (one for anthology in anthologies if anthology for one in anthology.instalments)


@settings(max_examples=examples(200), deadline=None)
@given(titles, st.sets(st.sampled_from((HARBOUR,))))
def test_whatever_a_server_says_its_members_meet_whole_anthologies(
    said: list[ServerTitle], still_there: set[AnthologyId]
) -> None:
    bundled = {key: BUNDLED[key] for key in still_there}
    found = apply(bundled, said, PEOPLE, RULES)
    hidden = {one.id for one in said if one.hidden}
    for key, anthology in found.items():
        if anthology is None:
            assert key in bundled
            assert key in hidden
            continue
        assert anthology.id == key
        assert anthology.title
        assert anthology != bundled.get(key)
        numbers = [one.number for one in anthology.instalments]
        assert numbers == sorted(set(numbers))
        there = {one.id for one in anthology.instalments}
        assert not there & hidden
        assert anthology.start_with is None or anthology.start_with in there
    for one in told_by(found.values()):
        assert one.title
        assert set(one.needs) <= {other.id for other in told_by(found.values())}
        assert all(ID_PATTERN.fullmatch(credit.person.id) for credit in one.credits)
    assert apply(bundled, reversed(said), PEOPLE, RULES) == found, "in whatever order it was said"
    assert bundled == {key: BUNDLED[key] for key in still_there}


def test_covers_lie_on_what_they_name_and_on_nothing_else() -> None:
    covers = frozenset(
        {
            SpoilerMark(HARBOUR, SpoilerPart.PREMISE),
            SpoilerMark(SECOND, SpoilerPart.HEADLINE),
            SpoilerMark(CLUB, SpoilerPart.PREMISE),
        }
    )
    harbour = with_spoiler_marks(FULL, covers)
    first, second = harbour.instalments
    assert harbour.premise_spoils
    assert (first.premise_spoils, first.headline_spoils) == (False, False)
    assert (second.premise_spoils, second.headline_spoils) == (False, True)
    assert (
        with_spoiler_marks(
            FULL,
            {SpoilerMark(CLUB, SpoilerPart.PREMISE), SpoilerMark(InstalmentId("harbour-2/1"), SpoilerPart.PREMISE)},
        )
        is FULL
    )
