"""The rules on whole folders: where a violation stands, what an exception lets through, and our own catalogue."""

from __future__ import annotations

import pytest

from bot.catalogue.folder import EXCEPTIONS
from bot.catalogue.rules.edition import edition_problems
from bot.catalogue.rules.exceptions import RULES
from bot.catalogue.sync import CATALOGUE
from tests.bundled import bundled_catalogue
from tests.catalogue.conftest import SOUNDTRACK, Shelf, film


def problems(shelf: Shelf) -> list[str]:
    return [str(one).removeprefix(f"{shelf.folder}/") for one in edition_problems(shelf.read(), shelf.folder)]


def test_our_own_catalogue_keeps_to_all_rules() -> None:
    assert edition_problems(bundled_catalogue(), CATALOGUE) == ()


def test_each_violation_is_named_with_its_line(shelf: Shelf) -> None:
    path = shelf.write("soundtrack", SOUNDTRACK.replace("Below the first.", "Below the one whom we knew."))
    lines = path.read_text(encoding="utf-8").splitlines()
    said = problems(shelf)

    def line_of(what: str) -> str:
        return lines[int(next(one for one in said if what in one).split(":")[1]) - 1]

    assert line_of("soundtrack/2 has no hook") == "[[instalments]]"
    assert line_of("soundtrack/1 has no mood") == 'tags = ["romance"]'
    assert line_of("NME on soundtrack/1: no reason").startswith("[[instalments.reviews]]")
    assert "Below the one whom" in line_of("the comparison of soundtrack/2 says")
    assert all(one.startswith("soundtrack.toml:") for one in said)


def test_an_exception_lets_one_violation_through_and_is_named_when_it_is_no_longer_needed(shelf: Shelf) -> None:
    shelf.write("soundtrack", SOUNDTRACK)
    shelf.write("film", film("Film", premise="A train never comes."))
    before = problems(shelf)
    exceptions = shelf.folder / EXCEPTIONS
    exceptions.write_text(
        'no-hook = [\n  { title = "film/film", why = "a test" },\n  { title = "soundtrack/1", why = "a test" },\n]\n'
        'no-reasons = [{ title = "soundtrack/1", about = "NME", why = "to be looked up" }]\n',
        "utf-8",
    )
    after = problems(shelf)

    let_through = {one for one in before if "film/film has no hook" in one or "no reason is given" in one}
    assert len(let_through) == 2
    assert set(before) - set(after) == let_through
    assert set(after) - set(before) == {f"{EXCEPTIONS}:3: no-hook: the exception for soundtrack/1 is no longer needed"}

    shelf.write("soundtrack", "title = oops")
    assert not [one for one in problems(shelf) if "no longer needed" in one], "a file that can't be read says nothing"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'no-hooks = [{ title = "a", why = "b" }]',
            '"no-hooks" is no rule that has exceptions: did you mean "no-hook"?',
        ),
        ('no-hook = [{ title = "a" }]', "no-hook: expected a title"),
        ('no-hook = [{ title = "a", why = "b", whyy = "c" }]', "no-hook: expected a title"),
        ('no-hook = "a"', "no-hook: expected a title"),
        ('no-hook = [{ title = 1, why = "b" }]', "no-hook: expected a title"),
        ('no-hook = [{ title = "a", why = "b" }, { title = "a", why = "c" }]', "no-hook: a stands here twice"),
        ("no-hook = [", "cannot be read"),
    ],
)
def test_a_faulty_exception_is_a_problem(shelf: Shelf, text: str, said: str) -> None:
    (shelf.folder / EXCEPTIONS).write_text(text + "\n", "utf-8")
    assert any(said in one for one in problems(shelf))


def test_every_rule_can_have_exceptions(shelf: Shelf) -> None:
    shelf.write("soundtrack", SOUNDTRACK)
    assert {"no-hook", "no-mood", "no-reasons"} <= RULES
