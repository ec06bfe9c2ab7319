"""The seeds: well-known works that are no anthologies, one a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalogue.seeds import HEADER, SEEDS, read_seeds
from bot.models.known_works import KnownWork, WorkKind
from bot.search.normalise import close_up, fold
from tests.bundled import bundled_catalogue

VOCABULARY = {"drama", "romance", "crime", "ghosts", "school", "friendship", "revenge", "money"}
TAGS = "drama romance crime ghosts school friendship"
GOOD = f"Stranger Things\t\tST|Hawkins\t2016\tUS\tseries\t{TAGS}"


def read(folder: Path, *lines: str, header: str = "\t".join(HEADER)) -> tuple[tuple[KnownWork, ...], list[str]]:
    (folder / "some.tsv").write_text("\n".join((header, *lines)), "utf-8")
    works, problems = read_seeds(folder, VOCABULARY)
    return works, [str(problem).removeprefix(f"{folder}/") for problem in problems]


def test_a_line_is_read(tmp_path: Path) -> None:
    works, problems = read(tmp_path, GOOD, "", f"Signal\t시그널\t\t2016\tKR\tseries\t{TAGS}")

    assert problems == []
    assert [work.all_names for work in works] == [("Stranger Things", "ST", "Hawkins"), ("Signal", "시그널")]
    assert (works[0].year, works[0].country, works[0].kind) == (2016, "US", WorkKind.SERIES)
    assert list(works[0].tags) == TAGS.split()
    assert works[0].key == "known:stranger-things-2016"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Stranger Things\t2016", "2 columns: expected 7, with tabs between them"),
        (GOOD.replace("Stranger Things", ""), "a work needs a title"),
        (GOOD.replace("2016", "16"), "year '16': expected 1920 to 2030"),
        (GOOD.replace("2016", "soon"), "year 'soon': expected 1920 to 2030"),
        (GOOD.replace("US", "UK"), "country 'UK': expected an ISO 3166 code, such as KR or GB"),
        (GOOD.replace("US", "usa"), "country 'usa': expected an ISO 3166 code, such as KR or GB"),
        (GOOD.replace("series", "show"), "kind 'show': expected series or film"),
        (GOOD.replace("romance ", ""), "5 tags: expected 6 to 12"),
        (GOOD.replace("romance", "drama"), "a tag stands twice"),
        (GOOD.replace("romance", "romanse"), "unknown tag 'romanse': did you mean \"romance\"?"),
        (GOOD.replace("romance", "xyzzy"), "unknown tag 'xyzzy'"),
    ],
)
def test_each_fault_has_its_sentence_with_file_and_line(tmp_path: Path, line: str, sentence: str) -> None:
    works, problems = read(tmp_path, f"Dark\t\t\t2017\tDE\tseries\t{TAGS}", line)

    assert problems == [f"some.tsv:3: {sentence}"]
    assert [work.title for work in works] == ["Dark"], "the rest is read"


def test_a_work_that_stands_twice_is_named(tmp_path: Path) -> None:
    works, problems = read(tmp_path, GOOD, GOOD.replace("US", "GB"))

    assert problems == ["some.tsv:3: Stranger Things (2016) stands in these files twice"]
    assert len(works) == 1


def test_a_film_and_a_series_of_one_name_and_year_are_two_works(tmp_path: Path) -> None:
    works, problems = read(tmp_path, GOOD, GOOD.replace("series", "film"))

    assert problems == []
    assert [work.key for work in works] == ["known:stranger-things-2016", "known:stranger-things-2016-film"]


def test_a_file_without_the_columns_names_is_refused(tmp_path: Path) -> None:
    columns = "title, native, names, year, country, kind, tags"
    expected = [f"some.tsv:1: the first line names the columns: {columns}, with tabs between them"]

    assert read(tmp_path, GOOD, header="title,year") == ((), expected)


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_bytes(b"\xff\xfe\xfa")
    _works, (problem,) = read_seeds(tmp_path, VOCABULARY)

    assert str(problem).startswith(f"{tmp_path / 'bad.tsv'}:1: cannot be read: ")


def test_a_folder_that_is_not_there_has_no_works(tmp_path: Path) -> None:
    assert read_seeds(tmp_path / "nowhere", VOCABULARY) == ((), ())


def bundled() -> tuple[tuple[KnownWork, ...], list[str]]:
    works, problems = read_seeds(SEEDS, {tag.id for tag in bundled_catalogue().tags})
    return works, [str(problem) for problem in problems]


def test_the_bundled_seeds_are_thousands_and_have_no_problems() -> None:
    works, problems = bundled()

    assert problems == []
    assert len(works) >= 2000
    assert {work.kind for work in works} == set(WorkKind)
    assert all(len(work.key) <= 100 for work in works), "Discord takes no longer value in a menu"


def test_no_seed_has_the_name_and_the_year_of_an_anthology_in_the_catalogue() -> None:
    years = {
        (close_up(fold(name)), year)
        for entry in bundled_catalogue().entries
        for name in entry.anthology.names
        for year in {entry.anthology.began, *(one.year for one in entry.anthology.instalments)}
    }

    works, _problems = bundled()
    assert [work.title_with_year for work in works if (close_up(fold(work.title)), work.year) in years] == []
