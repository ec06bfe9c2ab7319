"""The catalogue as a whole: what belongs together over files, what has changed, and that nothing breaks the reader."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.catalogue import Counts, catalogue_digest, read_catalogue
from bot.models.catalogue import people_of
from bot.models.ids import AnthologyId, InstalmentId, PersonId
from tests.bundled import bundled_catalogue
from tests.catalogue.conftest import SOUNDTRACK, Shelf, film
from tests.examples import examples


def test_the_bundled_catalogue_and_vocabulary_have_no_problems() -> None:
    catalogue = bundled_catalogue()

    assert [str(problem) for problem in catalogue.problems] == []
    assert AnthologyId("soundtrack") in {entry.anthology.id for entry in catalogue.entries}


def test_what_one_file_tells_of_a_person_holds_in_every_file(shelf: Shelf) -> None:
    keum = '[[people]]\nname = "Keum Sae-rok"\nnative = "금새록"\naliases = ["Geum Sae-rok"]'
    shelf.write("a", film("A", cast='["Keum Sae Rok"]'))
    shelf.write("b", film("B", cast='["Keum Sae-rok"]', people=keum))

    catalogue = shelf.read()

    assert catalogue.problems == ()
    seen = {person for entry in catalogue.entries for person in people_of([entry.anthology])}
    (person,) = seen
    assert person.id == PersonId("keum-sae-rok")
    assert person.names == ("Keum Sae-rok", "금새록", "Geum Sae-rok", "Keum Sae Rok")


def test_where_nobody_describes_a_person_the_commonest_spelling_is_the_name(shelf: Shelf) -> None:
    for title, name in (("A", "Keum Sae Rok"), ("B", "Keum Sae-rok"), ("C", "Keum Sae-rok")):
        shelf.write(title.lower(), film(title, cast=f'["{name}"]'))

    names = {person.names for entry in shelf.read().entries for person in people_of([entry.anthology])}

    assert names == {("Keum Sae-rok", "Keum Sae Rok")}


def test_two_native_names_of_one_person_are_said(shelf: Shelf) -> None:
    for title, native in (("A", "김희원"), ("B", "김희완")):
        people = f'[[people]]\nname = "Kim Hee-won"\nnative = "{native}"'
        shelf.write(title.lower(), film(title, cast='["Kim Hee-won"]', people=people))

    (problem,) = shelf.read().problems

    assert str(problem).startswith(f"{shelf.folder}/b.toml:8: Kim Hee-won is 김희완 here and 김희원 in ")


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Keum Sae-rok", "Keum Saerok", "differs in hyphens, spaces or order"),
        ("Keum Sae-rok", "Sae-rok Keum", "differs in hyphens, spaces or order"),
        ("Kim Min-joo", "Kim Joo-min", None),
        ("Clémence Poésy", "Clemence-Poesy", None),
        ("Park Hyung-sik", "Park Hyun-sik", "differ in one letter"),
        ("Park Hyung-sik", "Park Hyang-sik", "differ in one letter"),
        ("Park Hyung-sik", "Park Hyang-sok", None),
        ("Yoo Jin", "Yoo Jun", None),
    ],
)
def test_people_whose_names_are_nearly_the_same_are_said(
    shelf: Shelf, one: str, other: str, reason: str | None
) -> None:
    shelf.write("a", film("A", cast=f'["{one}"]'))
    shelf.write("b", film("B", cast=f'[\n"{other}"]'))

    said = [str(problem) for problem in shelf.read().problems]

    assert bool(said) == bool(reason)
    if reason:
        assert len(said) == 1
        assert "is probably" in said[0]
        assert reason in said[0]


def test_a_credit_under_an_alias_of_somebody_else_is_said_with_its_line(shelf: Shelf) -> None:
    people = '[[people]]\nname = "Noh Sang-hyun"\naliases = ["Steve Noh"]'
    shelf.write("a", film("A", cast='["Noh Sang-hyun"]', people=people))
    shelf.write("b", film("B", cast='[\n"Steve Noh"]'))

    (problem,) = shelf.read().problems

    assert str(problem).startswith(f'{shelf.folder}/b.toml:12: Steve Noh ("steve-noh") is probably Noh Sang-hyun (')


def test_one_native_name_under_two_ids_is_said(shelf: Shelf) -> None:
    for title, name in (("A", "Keum Sae-rok"), ("B", "Geum Sae-rok")):
        people = f'[[people]]\nname = "{name}"\nnative = "금새록"'
        shelf.write(title.lower(), film(title, cast=f'["{name}"]', people=people))

    (problem,) = shelf.read().problems

    assert "both are 금새록" in problem.what


def test_people_who_are_written_down_as_different_are_left_alone(shelf: Shelf) -> None:
    natives = '[[people]]\nname = "{}"\nnative = "{}"'
    shelf.write("a", film("A", cast='["Lee Joo-young"]', people=natives.format("Lee Joo-young", "이주영")))
    shelf.write("b", film("B", cast='["Lee Joo-yeong"]', people=natives.format("Lee Joo-yeong", "이주연")))
    shelf.write("c", film("C", cast='[{ name = "Lee Joo-young", id = "lee-joo-young-writer" }]'))
    unlike = '[[people]]\nname = "Jon Hamiltons"\ndifferent_from = ["john-hamiltons"]'
    shelf.write("d", film("D", cast='["Jon Hamiltons", "John Hamiltons"]', people=unlike))

    assert shelf.read().problems == ()


def test_a_difference_from_nobody_is_said(shelf: Shelf) -> None:
    unlike = '[[people]]\nname = "Jon Hamilton"\ndifferent_from = ["john-hamilton"]'
    path = shelf.write("a", film("A", cast='["Jon Hamilton"]', people=unlike))

    (problem,) = shelf.read().problems

    assert str(problem) == f'{path}:8: different_from names "john-hamilton", but nobody has that id'


def test_premises_that_share_a_sentence_are_said(shelf: Shelf) -> None:
    shelf.write("a", film("A", premise="Two friends share one small flat. It rains."))
    path = shelf.write("b", film("B", premise="It rains. Two friends share one small flat!"))

    (problem,) = shelf.read().problems

    said = 'the premise shares the sentence "two friends share one small flat" with one in '
    assert str(problem) == f"{path}:10: {said}{shelf.folder}/a.toml"


def test_an_id_of_another_site_that_two_titles_have_is_said(shelf: Shelf) -> None:
    text = SOUNDTRACK.replace("season = 1\n", 'season = 1\nids = { mydramalist = "744347" }\n')
    path = shelf.write("soundtrack", text)
    shelf.write("other", film("Other").replace("[[sources]]", 'ids = { tmdb = "tv/1" }\n[[sources]]'))

    said = [str(problem) for problem in shelf.read().problems]

    lines = text.split("\n")
    series, second = (
        1 + next(at for at, line in enumerate(lines) if key in line) for key in ("imdb =", '"tv/1/season/2"')
    )
    assert said == [
        f'{path}:{series}: tmdb is "tv/1", as it is of other',
        f'{path}:{second}: mydramalist is "744347", as it is of soundtrack/1',
    ]


def test_the_digest_changes_with_any_file_and_with_nothing_else(shelf: Shelf) -> None:
    shelf.write("a", film("A"))
    first = catalogue_digest(shelf.folder, shelf.vocabulary)
    (shelf.folder / "README.md").write_text("Not a catalogue file.", encoding="utf-8")
    assert catalogue_digest(shelf.folder, shelf.vocabulary) == first

    digests = [first]
    for change in (
        lambda: shelf.write("a", film("A") + "# a comment"),
        lambda: shelf.write("b", film("B")),
        lambda: shelf.vocabulary.write_text("", encoding="utf-8"),
        lambda: (shelf.folder / "b.toml").rename(shelf.folder / "c.toml"),
    ):
        change()
        digests.append(catalogue_digest(shelf.folder, shelf.vocabulary))

    assert len(set(digests)) == len(digests)


def test_only_the_entry_that_changed_has_to_be_written_again(shelf: Shelf) -> None:
    shelf.write("a", film("A"))
    shelf.write("b", film("B"))
    known = {entry.anthology.id: entry.digest for entry in shelf.read().entries}
    assert shelf.read().changed(known) == ()

    shelf.write("b", film("B", premise="A new one."))

    assert [entry.anthology.id for entry in shelf.read().changed(known)] == ["b"]


def test_an_entry_changes_with_what_another_file_tells_of_its_people(shelf: Shelf) -> None:
    shelf.write("a", film("A", cast='["Keum Sae-rok"]'))
    shelf.write("b", film("B", cast='["Keum Sae-rok"]'))
    shelf.write("c", film("C"))
    known = {entry.anthology.id: entry.digest for entry in shelf.read().entries}

    keum = '[[people]]\nname = "Keum Sae-rok"\nnative = "금새록"'
    shelf.write("b", film("B", cast='["Keum Sae-rok"]', people=keum))

    assert [entry.anthology.id for entry in shelf.read().changed(known)] == ["a", "b"]


def test_the_catalogue_counts_what_it_holds(shelf: Shelf) -> None:
    shelf.write("soundtrack", SOUNDTRACK)
    shelf.write("film", film("Film", cast='["Keum Sae-rok", "Somebody Else"]'))

    assert shelf.read().counts == Counts(anthologies=2, instalments=3, people=7, reviews=2)


LINES = [line for line in SOUNDTRACK.splitlines() if line]


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.text().map(str.encode),
        st.binary(),
        st.lists(st.sampled_from(LINES)).map(lambda lines: "\n".join(lines).encode()),
        st.lists(
            st.tuples(
                st.sampled_from(LINES), st.sampled_from(["= 1", "= [[]]", "= {}", "= true", '= ""', "= 1979-05-27"])
            )
        ).map(lambda lines: "\n".join(line.partition("=")[0] + value for line, value in lines).encode()),
    )
)
@example(content=b"a = " + b"[" * 2000 + b"]" * 2000)
@example(content=b"a = " + b"{a=" * 2000)
@example(content=b"a = " + b"9" * 5000)
@example(content=b"instalments = [1, {}, [], {reviews = [{comparison = {with = '1'}}]}]")
@example(content=b"[instalments.1]\nid = 1\n['']\n\"\" = 1\n")
@example(content=b"a.b.c = 1\n[[people]]\n[people.name]\nx = 1")
def test_whatever_stands_in_a_file_it_is_read_or_reported(shelf: Shelf, content: bytes) -> None:
    (shelf.folder / "any.toml").write_bytes(content)

    catalogue = shelf.read()

    assert bool(catalogue.entries) != bool(catalogue.problems)
    assert all(problem.line is None or 1 <= problem.line <= content.count(b"\n") + 1 for problem in catalogue.problems)


def test_a_year_is_held_against_the_day_of_reading(shelf: Shelf) -> None:
    shelf.write("a", film("A").replace("cast =", "first_aired = 2026-01-01\ncast ="))

    in_2024 = read_catalogue(shelf.folder, shelf.vocabulary, today=date(2024, 12, 31))
    in_2025 = read_catalogue(shelf.folder, shelf.vocabulary, today=date(2025, 1, 1))

    assert in_2024.problems[0].what == "first_aired is in 2026: expected a year from 1920 to 2025"
    assert in_2025.entries[0].anthology.instalments[0].id == InstalmentId("a/film")
