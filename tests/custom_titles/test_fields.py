"""The forms of a title read what people mean, and count and name every fault."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.custom_titles.drafts import begun_with, changed_by_them, conflicts, filled_with, put_in_order, typed_in, upon
from bot.custom_titles.fields import (
    FAR_TOO_MANY,
    MOST_NEAR,
    Known,
    TitleField,
    TitleForm,
    changed_facts,
    fields_in,
    fill,
    read,
    script_of,
    with_changes,
)
from bot.custom_titles.lexicon import Lexicon, plain
from bot.models import limits
from bot.models.catalogue import Kind
from bot.models.custom_titles import CastLine, Fact, TitleFacts
from bot.models.ids import TagId
from bot.models.text import Wrong

TAGS = Lexicon.of(
    [("romance", "romance", ("love story",)), ("slow-burn", "slow burn", ()), ("sad", "sad", ("tearjerker",))]
    + [(f"tag-{number}", f"tag {number}", ()) for number in range(40)]
)
COUNTRIES = Lexicon.of(
    [("KR", "Südkorea", ("South Korea", "Korea")), ("KP", "Nordkorea", ("North Korea",)), ("DE", "Deutschland", ())]
)
KNOWN = Known(TAGS, COUNTRIES, last_year=2031)

STORY = TitleFacts(
    title="Harbour #2",
    native_title="항구 #2",
    aliases=("Harbor 2", "Hanggu 2"),
    year=2023,
    countries=("KR", "DE"),
    episodes=6,
    minutes=45,
    premise="A tuner of pianos comes back to the town that she left.",
    tags=(TagId("romance"), TagId("slow-burn")),
    cast=(CastLine("Ada Lim", "Hana"), CastLine("Ben Oh")),
)


def typed(**fields: str) -> dict[str, str]:
    return {"titles": "Harbour", "kind": "seasonal", **fields}


def of_story(**fields: str) -> TitleFacts:
    reading = read(typed(**fields), KNOWN, instalment=True)
    assert reading.faults == ()
    return reading.facts


def faults(*, instalment: bool = True, **fields: str) -> list[tuple[str, Wrong, str]]:
    found = read(typed(**fields), KNOWN, instalment=instalment).faults
    return [(one.field.value, one.wrong, one.text) for one in found]


def test_what_the_forms_are_filled_with_is_read_back_as_it_was() -> None:
    assert read(fill(STORY, KNOWN, instalment=True), KNOWN, instalment=True).facts == STORY


def test_an_anthology_has_a_kind_and_no_length_and_no_cast() -> None:
    facts = TitleFacts(title="Harbour", kind=Kind.STRAND, year=2020)

    assert read(fill(facts, KNOWN, instalment=False), KNOWN, instalment=False).facts == facts
    assert fields_in(TitleForm.FACTS, instalment=False) == ("titles", "kind", "year", "countries")
    assert fields_in(TitleForm.STORY, instalment=False) == ("premise", "tags")


def test_the_first_line_is_the_title_and_the_one_in_another_script_the_native_title() -> None:
    facts = of_story(titles="Harbour\nHarbor\n항구\nHanggu\n\nHarbor")

    assert (facts.title, facts.native_title, facts.aliases) == ("Harbour", "항구", ("Harbor", "Hanggu"))
    assert of_story(titles="항구\nHarbour").native_title == "Harbour"
    assert of_story(titles="Criminal: Germany\nCriminal: Deutschland").native_title is None


@pytest.mark.parametrize(
    ("said", "episodes", "minutes"),
    [
        ("6 × 45", 6, 45),
        ("6x45", 6, 45),
        ("6 X 45 min.", 6, 45),
        ("8 episodes x 45 minutes", 8, 45),
        ("16부작 × 70분", 16, 70),
        ("6 x ?", 6, None),
        ("? × 45", None, 45),
        ("8 episodes", 8, None),
        ("16부작", 16, None),
        ("61", 1, 61),
        ("61 min", 1, 61),
        ("", None, None),
    ],
)
def test_a_length_is_read_as_people_write_it(said: str, episodes: int | None, minutes: int | None) -> None:
    facts = of_story(length=said)

    assert (facts.episodes, facts.minutes) == (episodes, minutes)


@pytest.mark.parametrize("said", ["long", "x", "? × ?", "0 × 45", "501 × 45", "6 × 1001", "6 × 45 × 2", "9" * 400])
def test_what_is_no_length_is_said_to_be_none(said: str) -> None:
    assert faults(length=said) == [("length", Wrong.UNREADABLE, said)]


@pytest.mark.parametrize(
    ("line", "name", "character"),
    [
        ("Keum Sae-rok as Do Hyeon-seo", "Keum Sae-rok", "Do Hyeon-seo"),
        ("Keum Sae-rok (Do Hyeon-seo)", "Keum Sae-rok", "Do Hyeon-seo"),
        ("금새록 （도현서）", "금새록", "도현서"),
        ("Keum Sae-rok - Do Hyeon-seo", "Keum Sae-rok", "Do Hyeon-seo"),
        ("- Keum Sae-rok — Do Hyeon-seo", "Keum Sae-rok", "Do Hyeon-seo"),
        ("Keum Sae-rok", "Keum Sae-rok", None),
        ("Keum Sae-rok AS herself", "Keum Sae-rok", "herself"),
    ],
)
def test_a_line_of_the_cast_is_read_as_people_write_it(line: str, name: str, character: str | None) -> None:
    assert of_story(cast=line).cast == (CastLine(name, character),)


def test_tags_are_known_by_name_by_synonym_and_by_id_and_none_twice() -> None:
    assert of_story(tags="Slow Burn, love story; SAD\nromance").tags == ("slow-burn", "romance", "sad")


def test_countries_are_known_by_code_and_in_two_languages() -> None:
    assert of_story(countries="south korea, de; Nordkorea").countries == ("KR", "DE", "KP")


def test_an_unknown_word_comes_with_what_is_near() -> None:
    reading = read(typed(countries="Koria", tags="romnce, xyzzyq"), KNOWN, instalment=True)
    near = {fault.text: fault.nearest for fault in reading.faults}

    assert [fault.wrong for fault in reading.faults] == [Wrong.UNKNOWN] * 3
    assert near["Koria"][:2] == ("Südkorea", "Nordkorea")
    assert near["romnce"][0] == "romance"
    assert near["xyzzyq"] == ()


@pytest.mark.parametrize(
    ("said", "wrong"), [("1919", 1), ("2032", 1), ("soon", 1), ("２０２３", 1), ("1920", 0), ("2031", 0)]
)
def test_a_year_is_one_that_a_title_can_have(said: str, wrong: int) -> None:
    found = read(typed(year=said), KNOWN, instalment=True).faults

    assert len(found) == wrong
    assert all((one.count, one.most) == (1920, 2031) for one in found)


def test_what_is_too_long_or_too_much_is_counted() -> None:
    reading = read(
        typed(
            titles="T" * (limits.TITLE + 1),
            premise="p" * (limits.PREMISE + 33),
            tags=",".join(f"tag {number}" for number in range(limits.TAGS + 2)),
            cast="\n".join(f"Name {number}" for number in range(limits.CAST + 3)),
        ),
        KNOWN,
        instalment=True,
    )

    assert {(one.field, one.wrong): (one.count, one.most) for one in reading.faults} == {
        (TitleField.TITLES, Wrong.TOO_LONG): (limits.TITLE + 1, limits.TITLE),
        (TitleField.PREMISE, Wrong.TOO_LONG): (limits.PREMISE + 33, limits.PREMISE),
        (TitleField.TAGS, Wrong.TOO_MANY): (limits.TAGS + 2, limits.TAGS),
        (TitleField.CAST, Wrong.TOO_MANY): (limits.CAST + 3, limits.CAST),
    }


def test_a_title_and_the_kind_of_an_anthology_have_to_be_said() -> None:
    assert faults(instalment=False, titles=" \n ", kind="") == [
        ("titles", Wrong.MISSING, ""),
        ("kind", Wrong.MISSING, ""),
    ]
    assert faults(instalment=False, kind="musical") == [("kind", Wrong.UNREADABLE, "musical")]


def test_a_correction_says_only_what_is_otherwise() -> None:
    corrected = replace(STORY, year=2024, premise=None)

    assert changed_facts(corrected, STORY) == {Fact.YEAR, Fact.PREMISE}
    assert with_changes(STORY, corrected, {Fact.YEAR, Fact.PREMISE}) == corrected
    assert with_changes(STORY, corrected, set()) == STORY


def test_two_curators_who_changed_different_fields_both_keep_theirs() -> None:
    was = fill(STORY, KNOWN, instalment=True)
    draft = begun_with(was) | put_in_order(was | {"year": "2024"}, fields_in(TitleForm.FACTS, instalment=True))
    theirs = was | {"premise": "Another one."}

    assert conflicts(draft, theirs) == ()
    assert changed_by_them(draft, theirs) == (TitleField.PREMISE,)
    merged = upon(draft, theirs)
    assert (filled_with(merged) | typed_in(merged)) == theirs | {"year": "2024"}


def test_a_field_that_both_changed_is_shown_with_both_texts() -> None:
    was = fill(STORY, KNOWN, instalment=True)
    draft = begun_with(was) | {"year": "2024", "premise": was["premise"] + " "}
    theirs = was | {"year": "2025", "premise": "Another one."}

    assert [(one.field, one.mine, one.theirs) for one in conflicts(draft, theirs)] == [("year", "2024", "2025")]
    assert changed_by_them(draft, theirs) == (TitleField.PREMISE,)


def test_where_nobody_knows_what_a_form_was_filled_with_every_difference_is_shown() -> None:
    draft = {"titles": "Harbour", "year": "2024"}

    assert [one.field for one in conflicts(draft, {"titles": "Harbour", "year": "2023", "premise": "p"})] == ["year"]


names = st.text("abcdefgh항구ÄÖüß", min_size=1, max_size=20)
facts_of_stories = st.builds(
    TitleFacts,
    title=names,
    year=st.none() | st.integers(1920, 2031),
    countries=st.lists(st.sampled_from(["KR", "KP", "DE"]), unique=True).map(tuple),
    episodes=st.none() | st.integers(1, 500),
    minutes=st.none() | st.integers(1, 1000),
    premise=st.none() | names,
    tags=st.lists(st.sampled_from([TagId("romance"), TagId("sad"), TagId("tag-7")]), unique=True).map(tuple),
    cast=st.lists(st.builds(CastLine, names, st.none() | names), unique=True).map(tuple),
)


@given(facts_of_stories)
def test_any_facts_come_back_through_the_forms(facts: TitleFacts) -> None:
    assert read(fill(facts, KNOWN, instalment=True), KNOWN, instalment=True).facts == facts


@given(st.dictionaries(st.sampled_from([field.value for field in TitleField]), st.text(max_size=300)))
def test_whatever_is_typed_is_read_or_said_to_be_wrong(fields: dict[str, str]) -> None:
    for instalment in (False, True):
        reading = read(put_in_order(fields, TitleField), KNOWN, instalment=instalment)
        if not reading.faults:
            again = read(fill(reading.facts, KNOWN, instalment=instalment), KNOWN, instalment=instalment)
            assert again.facts.title == reading.facts.title
            assert not again.faults


@given(st.text(string.printable, max_size=60))
def test_looking_for_a_word_never_fails(text: str) -> None:
    found = TAGS.find(text)

    assert found is None or plain(text)
    assert len(TAGS.nearest(text)) <= 3


def test_the_script_is_that_of_most_letters() -> None:
    assert script_of("사운드트랙 #2 OST") == "HANGUL"
    assert script_of("#2") == ""


def test_near_words_are_looked_for_so_many_times_and_not_for_what_is_no_word() -> None:
    misspelt = ", ".join(f"romanz{letter}" for letter in string.ascii_lowercase[: MOST_NEAR + 1])
    faults = read({"titles": "T", "tags": misspelt}, KNOWN, instalment=True).faults
    assert [bool(fault.nearest) for fault in faults] == [True] * MOST_NEAR + [False]
    assert TAGS.nearest("romanc") == ("romance",)
    assert TAGS.nearest("romance" + " romance" * 20) == ()


def test_far_too_many_words_are_counted_and_not_looked_at() -> None:
    count = FAR_TOO_MANY * limits.TAGS + 1
    (fault,) = read({"titles": "T", "tags": "unheard;" * count}, KNOWN, instalment=True).faults
    assert (fault.wrong, fault.count, fault.most) == (Wrong.TOO_MANY, count, limits.TAGS)


def test_a_line_of_nothing_but_brackets_is_read_in_one_go() -> None:
    # Backtracking at every bracket would take hours.
    brackets = "(" * 300_000
    (fault,) = read({"titles": "T", "cast": brackets}, KNOWN, instalment=True).faults
    assert (fault.wrong, fault.count) == (Wrong.TOO_LONG, len(brackets))
