"""Published ids never go: what the last release had is there, or stands in moved.toml."""

from __future__ import annotations

import pytest

from bot.catalogue.folder import MOVED
from bot.catalogue.rules.published import PUBLISHED, published_list, published_problems, read_moved, titles_of
from bot.catalogue.sync import CATALOGUE
from bot.models.ids import today_key
from tests.bundled import bundled_catalogue
from tests.catalogue.conftest import SOUNDTRACK, Shelf

MOVES = {"old": "new", "new/1": "new/first", "a/1": "b/1", "b/1": "a/1"}


def problems(shelf: Shelf, unread: tuple[str, ...] = ()) -> list[str]:
    found = published_problems(shelf.read(), shelf.folder, unread)
    return [str(one).removeprefix(f"{shelf.folder}/") for one in found]


def test_every_id_of_the_last_release_is_here_or_has_moved() -> None:
    published = (CATALOGUE / PUBLISHED).read_text(encoding="utf-8").split()
    moved, here = read_moved(CATALOGUE), set(titles_of(bundled_catalogue()))
    assert len(published) > 800
    assert published == sorted(set(published))
    assert [key for key in published if today_key(key, moved) not in here] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("old", "new"),
        ("old/2", "new/2"),
        ("old/1", "new/first"),
        ("new/1", "new/first"),
        ("new/2", "new/2"),
        ("older/1", "older/1"),
        ("person:old", "person:old"),
        ("", ""),
    ],
)
def test_a_moved_id_leads_to_that_of_today(before: str, after: str) -> None:
    assert today_key(before, MOVES) == after
    assert today_key(before, {}) == before


def test_a_circle_ends() -> None:
    assert today_key("a/1", MOVES) in {"a/1", "b/1"}


def test_what_is_gone_is_named_until_it_is_said_where_it_went(shelf: Shelf) -> None:
    shelf.write("soundtrack", SOUNDTRACK)
    (shelf.folder / PUBLISHED).write_text("score\nscore/1\nsoundtrack/2\n", "utf-8")
    assert [one.partition(" was")[0] for one in problems(shelf)] == [
        'published.txt:1: "score"',
        'published.txt:2: "score/1"',
    ]

    (shelf.folder / MOVED).write_text('# a comment\nscore = "soundtrack"\n', "utf-8")
    assert problems(shelf) == []
    assert read_moved(shelf.folder) == {"score": "soundtrack"}
    assert len(shelf.read().entries) == 1, "the file of moves is no anthology"


def test_of_a_file_that_cannot_be_read_nothing_is_said(shelf: Shelf) -> None:
    (shelf.folder / PUBLISHED).write_text("soundtrack\nsoundtrack/1\n", "utf-8")
    assert len(problems(shelf)) == 2
    assert problems(shelf, ("soundtrack",)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('soundtrack = "score"', 'moved.toml:1: "soundtrack" is said to have moved, but is here'),
        ('score = "soundtrak"', 'moved.toml:1: "score" has moved to "soundtrak", which is not here: did you mean'),
        ('score = "soundtrack/1"', 'moved.toml:1: "score" has moved to "soundtrack/1": a story stays one'),
        ("score = 1", 'moved.toml: "score": expected its new id as a text'),
        ("score = ", "moved.toml: cannot be read"),
    ],
)
def test_a_faulty_move_is_a_problem(shelf: Shelf, text: str, said: str) -> None:
    shelf.write("soundtrack", SOUNDTRACK)
    (shelf.folder / MOVED).write_text(text + "\n", "utf-8")
    (found,) = problems(shelf)
    assert found.startswith(said)


def test_a_release_adds_to_the_list_and_takes_nothing_away(shelf: Shelf) -> None:
    shelf.write("soundtrack", SOUNDTRACK)
    (shelf.folder / PUBLISHED).write_text("gone\n", "utf-8")
    assert published_list(shelf.read(), shelf.folder).split() == ["gone", "soundtrack", "soundtrack/1", "soundtrack/2"]
