"""How an anthology of the catalogue becomes candidates."""

from __future__ import annotations

from msgspec.structs import replace

from bot.models.catalogue import Anthology, ContentNote, Credit, Instalment, Kind, PartialDate, Person, Role, TagGroup
from bot.models.ids import AnthologyId, InstalmentId, PersonId, TagId
from bot.recommender import Candidate, Recommender, Request, candidates_of

GROUPS = {TagId("romance"): TagGroup.GENRE, TagId("music"): TagGroup.THEME, TagId("warm"): TagGroup.MOOD}
KEUM = Person(PersonId("keum-sae-rok"), "Keum Sae-rok")
KIM = Person(PersonId("kim-hee-won"), "Kim Hee-won")
HOST = Person(PersonId("host"), "The Host")


def instalment(short: str, **known: object) -> Instalment:
    anthology = AnthologyId("soundtrack")
    return Instalment(InstalmentId(f"soundtrack/{short}"), anthology, int(short), f"Soundtrack #{short}", **known)  # pyright: ignore[reportArgumentType] - the tests' own words


def soundtrack(*instalments: Instalment) -> tuple[Candidate, ...]:
    anthology = Anthology(
        AnthologyId("soundtrack"),
        Kind.SEASONAL,
        "Soundtrack",
        instalments,
        premise="Songs and second chances.",
        countries=("KR",),
        languages=("ko",),
        services=("Disney+",),
        began=2022,
        creators=(KIM,),
        tags=(TagId("romance"),),
    )
    return tuple(candidates_of(anthology, GROUPS, {"soundtrack/1": 0.8}))


def test_the_anthology_comes_first_and_then_each_instalment() -> None:
    found = soundtrack(instalment("1"), instalment("2"))
    assert [(one.key, one.anthology, one.umbrella) for one in found] == [
        ("soundtrack", "soundtrack", True),
        ("soundtrack/1", "soundtrack", False),
        ("soundtrack/2", "soundtrack", False),
    ]


def test_an_instalment_brings_its_own_facts_and_takes_the_anthology_s_where_it_has_none() -> None:
    first, second = soundtrack(
        instalment(
            "1",
            premise="A pianist.",
            first_aired=PartialDate(2022, 3),
            episodes=4,
            minutes=44,
            countries=("JP",),
            tags=(TagId("music"), TagId("warm")),
            credits=(Credit(KEUM, Role.ACTOR, 1), Credit(KIM, Role.DIRECTOR), Credit(HOST, Role.HOST)),
            needs=(InstalmentId("soundtrack/2"),),
        ),
        instalment("2", tags=(TagId("romance"),)),
    )[1:]
    assert (first.countries, first.year, first.minutes, first.episodes) == (("JP",), 2022, 176, 4)
    assert first.tags == ((TagId("music"), TagGroup.THEME), (TagId("warm"), TagGroup.MOOD))
    assert first.cast == ("keum-sae-rok",)
    assert set(first.crew) == {("kim-hee-won", Role.DIRECTOR), ("kim-hee-won", Role.CREATOR), ("host", Role.HOST)}
    assert first.needs_other
    assert (second.countries, second.services, second.tag_ids) == (("KR",), ("Disney+",), ("romance",))
    assert not second.needs_other
    story = soundtrack(instalment("1", tags=(TagId("music"), TagId("romance")), inherited_tags=(TagId("romance"),)))[1]
    assert (story.tag_ids, story.inherited) == (("music", "romance"), {"romance"})


def test_a_tag_from_the_anthology_makes_titles_less_alike_than_one_of_their_own() -> None:
    music = ((TagId("music"), TagGroup.THEME),)
    liked, own, inherited = (Candidate(key, key, key, tags=music) for key in ("liked", "own", "inherited"))
    inherited = replace(
        inherited, inherited=frozenset({TagId("music")}), tags=(*music, (TagId("romance"), TagGroup.GENRE))
    )
    own = replace(own, tags=inherited.tags)
    picks = Recommender([liked, own, inherited]).recommend(Request(liked=("liked",)), 2).picks
    assert [pick.key for pick in picks] == ["own", "inherited"]
    asked = Recommender([own, inherited]).recommend(Request(tags=(TagId("music"),)), 2).picks
    assert {reason.values for pick in asked for reason in pick.reasons} == {("music",)}, "who asks for it gets both"


def test_what_is_thought_of_a_title_is_taken_over_and_half_where_nobody_said() -> None:
    assert [one.popularity for one in soundtrack(instalment("1"), instalment("2"))] == [0.5, 0.8, 0.5]


def test_an_anthology_as_a_whole_carries_its_own_tags_alone() -> None:
    umbrella = soundtrack(instalment("1", tags=(TagId("music"),)), instalment("2", tags=(TagId("music"),)))[0]
    assert umbrella.tag_ids == ("romance",)


def test_an_anthology_s_length_is_known_only_where_every_part_s_is() -> None:
    known = {"episodes": 2, "minutes": 50}
    assert soundtrack(instalment("1", **known), instalment("2", **known))[0].minutes == 200
    assert soundtrack(instalment("1", **known), instalment("2"))[0].minutes is None


def test_a_tag_that_the_vocabulary_lacks_is_passed_over() -> None:
    assert soundtrack(instalment("1", tags=(TagId("music"), TagId("unheard-of"))))[1].tag_ids == ("music",)


def test_an_instalment_brings_its_content_notes_and_an_anthology_those_of_all() -> None:
    notes = (ContentNote.SUICIDE, ContentNote.TORTURE)
    whole, first, second, third = soundtrack(
        instalment("1", warnings=notes[:1]), instalment("2"), instalment("3", warnings=notes)
    )
    assert (whole.warnings, first.warnings, second.warnings, third.warnings) == (
        frozenset(notes),
        frozenset(notes[:1]),
        frozenset(),
        frozenset(notes),
    )
