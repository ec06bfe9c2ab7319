"""What is said about each kind of fault in a file: its line, and what was expected there."""

from __future__ import annotations

import pytest

from tests.catalogue.conftest import SOUNDTRACK, Shelf, film
from tests.catalogue.faults import Fault, check_said

SECOND_PREMISE = 'premise = "A pianist is found by the man who once left her."'
SOURCE = """\
[[sources]]
url = "https://example.org/soundtrack_(series)"
title = "A page about it"
facts = ["cast"]
"""
REVIEW = """\
outlet = "OTTplay"
author = "A Critic"
published = 2023-12-23
url = "https://example.org/2"
"""
SAME_REVIEW_TWICE = f"""\
outlet = "OTTplay"
verdict = "skip"
headline = "No."
url = "https://example.org/2"

[[instalments.reviews]]
{REVIEW.rstrip()}  # HERE
"""
COMPARISON = 'comparison = { with = "1", text = "Below the first." }'
SECOND_HEAD = '[[instalments]]\nid = "2"'
THIRD_TWICE = """\
[[instalments]]
id = "3"
title = "Soundtrack #3"
[[instalments]]
id = "3"  # HERE
title = "Once more"
"""
CAST_ENTRY = '{ name = "Han So-hee", character = "Lee Eun-soo" },'


FAULTS = {
    "a key with a slip": Fault(
        'verdict = "mixed"\n',
        'verdict = "mixed"\nheadlin = "x"  # HERE\n',
        'the key "headlin" is not known here: did you mean "headline"?',
    ),
    "an unknown key at the top": Fault('order = "any"', 'orders = "any"  # HERE', 'did you mean "order"?'),
    "an unknown key of a person": Fault(
        CAST_ENTRY,
        '{ name = "Han So-hee", charakter = "x" },  # HERE',
        'the key "charakter" is not known here: did you mean "character"?',
    ),
    "no kind": Fault('kind = "seasonal"', "# HERE", "kind is missing"),
    "an unknown kind": Fault(
        'kind = "seasonal"', 'kind = "season"  # HERE', 'kind is "season": expected one of seasonal, episodic, strand'
    ),
    "a kind that is a number": Fault(
        'kind = "seasonal"', "kind = 3  # HERE", "kind is a whole number: expected a text"
    ),
    "no title": Fault(
        '[[instalments]]\nid = "2"\ntitle = "Soundtrack #2"', '[[instalments]]  # HERE\nid = "2"', "title is missing"
    ),
    "an empty title": Fault('title = "Soundtrack #2"', 'title = " "  # HERE', "title is empty"),
    "a placeholder left from the README": Fault(SECOND_PREMISE, 'premise = "…"  # HERE', "premise is empty"),
    "spaces around a title": Fault(
        'title = "Soundtrack #2"', 'title = "Soundtrack #2 "  # HERE', "title has spaces around it"
    ),
    "a title that is too long": Fault(
        'title = "Soundtrack #2"', f'title = "{"x" * 151}"  # HERE', "title has 151 characters: expected at most 150"
    ),
    "a premise that is too long": Fault(SECOND_PREMISE, f'premise = "{"x" * 601}"  # HERE', "at most 600"),
    "a headline that is too long": Fault(
        'headline = "It loses the beat in its last episode."', f'headline = "{"x" * 201}"  # HERE', "at most 200"
    ),
    "a reason that is too long": Fault(
        'works = ["Piano and guitar"]',
        f'works = [\n "Piano",\n "{"x" * 161}"]  # HERE',
        "works has 161 characters: expected at most 160",
    ),
    "five reasons": Fault(
        'works = ["Piano and guitar"]',
        'works = ["a", "b", "c", "d",\n"e"]  # HERE',
        "works has 5 entries: expected at most 4",
    ),
    "the same reason twice": Fault(
        'works = ["Piano and guitar"]', 'works = ["a",\n"a"]  # HERE', 'works names "a" twice'
    ),
    "a list that is a text": Fault(
        'works = ["Piano and guitar"]', 'works = "Piano"  # HERE', "works is a text: expected a list"
    ),
    "a list of numbers": Fault(
        'works = ["Piano and guitar"]', "works = [1]  # HERE", "works holds a whole number: expected texts"
    ),
    "no verdict": Fault(
        '\n[[instalments.reviews]]\noutlet = "NME"\nurl = "https://example.org/1"\nverdict = "must-watch"\n',
        '\n[[instalments.reviews]]  # HERE\noutlet = "NME"\nurl = "https://example.org/1"\n',
        "verdict is missing",
    ),
    "an unknown verdict": Fault(
        'verdict = "mixed"',
        'verdict = "good"  # HERE',
        "expected one of must-watch, worth-watching, mixed, for-fans, skip",
    ),
    "a score without its maximum": Fault(
        'score = "2.5/5"', 'score = "2.5"  # HERE', 'score is "2.5": expected points and maximum, as "3.5/5"'
    ),
    "a score over its maximum": Fault(
        'score = "2.5/5"', 'score = "6/5"  # HERE', 'score is "6/5": expected points up to a maximum'
    ),
    "a score out of nothing": Fault('score = "2.5/5"', 'score = "0/0"  # HERE', "expected points up to a maximum"),
    "a score that is a number": Fault('score = "2.5/5"', "score = 2.5  # HERE", "score is a number: expected a text"),
    "an address that is none": Fault(
        'url = "https://example.org/2"',
        'url = "example.org/2"  # HERE',
        "expected an address that begins with https:// or http://",
    ),
    "an address of another kind": Fault(
        'url = "https://example.org/2"', 'url = "ftp://example.org/2"  # HERE', "expected an address"
    ),
    "an address that is broken": Fault(
        'url = "https://example.org/2"', 'url = "http://[x"  # HERE', "expected an address"
    ),
    "the same review twice": Fault(REVIEW, SAME_REVIEW_TWICE, "this review by OTTplay stands here twice"),
    "a day that does not exist": Fault(
        "first_aired = 2023-12-06",
        'first_aired = "2023-02-30"  # HERE',
        'first_aired is "2023-02-30": expected a day that exists',
    ),
    "a date in words": Fault(
        "first_aired = 2023-12-06", 'first_aired = "December 2023"  # HERE', "expected a day that exists"
    ),
    "a date with a time": Fault(
        "first_aired = 2023-12-06",
        "first_aired = 2023-12-06 20:00:00  # HERE",
        "first_aired is a date or a time: expected",
    ),
    "a date that is a number": Fault(
        "first_aired = 2023-12-06", "first_aired = 2023  # HERE", "first_aired is a whole number: expected"
    ),
    "a date before television": Fault(
        "first_aired = 2023-12-06",
        "first_aired = 1919-01-01  # HERE",
        "first_aired is in 1919: expected a year from 1920 to 2027",
    ),
    "a date far ahead": Fault(
        "first_aired = 2023-12-06", 'first_aired = "2028"  # HERE', "expected a year from 1920 to 2027"
    ),
    "an end before the beginning": Fault(
        'last_aired = "2022-04"',
        'last_aired = "2022-02"  # HERE',
        "last_aired is 2022-02, before first_aired, 2022-03-23",
    ),
    "an anthology that ended before it began": Fault(
        'order = "any"', 'order = "any"\nbegan = 2022\nended = 2021  # HERE', "ended is 2021, before began, 2022"
    ),
    "an anthology that ended before its last instalment": Fault(
        'order = "any"', 'order = "any"\nended = 2022  # HERE', "ended is 2022, but an instalment was shown in 2023"
    ),
    "an anthology that began after its first instalment": Fault(
        'order = "any"', 'order = "any"\nbegan = 2023  # HERE', "began is 2023, but an instalment was shown in 2022"
    ),
    "a year that is none": Fault(
        'order = "any"', 'order = "any"\nbegan = 22  # HERE', "began is out of bounds: expected 1920 to 2027"
    ),
    "no minutes": Fault("minutes = 45", "minutes = 0  # HERE", "minutes is out of bounds: expected 1 to 1000"),
    "too many minutes": Fault("minutes = 45", "minutes = 1001  # HERE", "minutes is out of bounds"),
    "minutes in words": Fault("minutes = 45", 'minutes = "45"  # HERE', "minutes is a text: expected a whole number"),
    "minutes that are true": Fault(
        "minutes = 45", "minutes = true  # HERE", "minutes is true or false: expected a whole number"
    ),
    "too many episodes": Fault(
        "episodes = 4", "episodes = 501  # HERE", "episodes is out of bounds: expected 1 to 500"
    ),
    "an unknown tag": Fault(
        'tags = ["second-chance", "romance"]',
        'tags = ["second-chanse", "romance"]  # HERE',
        'the tag "second-chanse" is not in the vocabulary: did you mean "second-chance"?',
    ),
    "a synonym in place of a tag": Fault(
        'tags = ["second-chance", "romance"]', 'tags = ["Exes reunite"]  # HERE', 'did you mean "second-chance"?'
    ),
    "a tag twice": Fault(
        'tags = ["second-chance", "romance"]', 'tags = ["romance", "romance"]  # HERE', 'tags names "romance" twice'
    ),
    "an id with a capital": Fault(
        'id = "2"', 'id = "Two"  # HERE', 'id is "Two": expected lower-case letters, digits and single hyphens'
    ),
    "an id that is too long": Fault('id = "2"', f'id = "{"x" * 30}"  # HERE', "has 41 characters: expected at most 40"),
    "an id as servers give them": Fault(
        'id = "2"', 'id = "own-2"  # HERE', 'id is "own-2": "own-" begins the ids of what servers add'
    ),
    "no id": Fault('[[instalments]]\nid = "2"', "[[instalments]]  # HERE", "id is missing"),
    "an id twice": Fault(SECOND_HEAD, THIRD_TWICE + SECOND_HEAD, 'id "3" is taken by an instalment above'),
    "a number twice": Fault("season = 2", "season = 2\nnumber = 1  # HERE", 'number 1 is taken by "Soundtrack #1"'),
    "a need that is nobody's": Fault(
        "season = 2", 'season = 2\nneeds = ["3"]  # HERE', 'needs names "3", but no instalment here has that id'
    ),
    "a need of itself": Fault(
        "season = 2", 'season = 2\nneeds = ["2"]  # HERE', 'needs names "2", which is the instalment itself'
    ),
    "a comparison with nobody": Fault(
        COMPARISON,
        'comparison = { with = "7", text = "Below." }  # HERE',
        'with names "7", but no instalment here has that id',
    ),
    "a comparison with itself": Fault(
        COMPARISON, 'comparison = { with = "2", text = "Below." }  # HERE', "which is the instalment itself"
    ),
    "a comparison with nothing": Fault(
        COMPARISON, 'comparison = { text = "Below." }  # HERE', "comparison needs the short id of another instalment"
    ),
    "a comparison that is a text": Fault(
        COMPARISON, 'comparison = "Below"  # HERE', "comparison is a text: expected a table"
    ),
    "a start that is nobody's": Fault(
        'start_with = "1"',
        'start_with = "soundtrack/1"  # HERE',
        'start_with names "soundtrack/1", but no instalment here has that id',
    ),
    "a cast entry without a name": Fault(CAST_ENTRY, '{ character = "Lee Eun-soo" },  # HERE', "name is missing"),
    "a cast entry that is a number": Fault(
        CAST_ENTRY, "3,  # HERE", "cast holds a whole number: expected names or tables with a name"
    ),
    "a person twice in one role": Fault(
        CAST_ENTRY, '{ name = "Park Hyung-sik", character = "Another" },  # HERE', "Park Hyung-sik stands in cast twice"
    ),
    "a name of which no id can be made": Fault(
        'writers = ["Ahn Sae-bom"]',
        'writers = ["안새봄"]  # HERE',
        'no id can be made from the name "안새봄": expected an id beside it',
    ),
    "a name whose id would be a server's": Fault(
        'writers = ["Ahn Sae-bom"]',
        'writers = ["Own Sae-bom"]  # HERE',
        'the id "own-sae-bom" would be one of those that servers add: expected an id beside it',
    ),
    "somebody described whom nobody credits": Fault(
        'name = "Keum Sae-rok"\nnative',
        'name = "Keum Se-rok"  # HERE\nnative',
        'Keum Se-rok is credited nowhere in this file: did you mean "Keum Sae-rok"?',
    ),
    "somebody described twice": Fault(
        'aliases = ["Geum Sae-rok"]',
        '[[people]]\nname = "Keum Sae-rok"  # HERE',
        "Keum Sae-rok is described twice in this file",
    ),
    "a country that is none": Fault(
        'countries = ["KR"]',
        'countries = ["UK"]  # HERE',
        'countries has "UK": expected an ISO 3166 code of two letters',
    ),
    "a language that is none": Fault(
        'languages = ["ko"]', 'languages = ["Korean"]  # HERE', 'languages has "Korean": expected a BCP 47 code'
    ),
    "no source": Fault(SOURCE, "", "no source is named: expected at least one [[sources]]"),
    "facts that are a text": Fault(
        'facts = ["cast"]\n', 'facts = "cast"  # HERE\n', "facts is a text: expected a list"
    ),
    "a line break in a text": Fault(
        'spoilers = "They part."',
        'spoilers = "They\\npart."  # HERE',
        "spoilers holds a line break or another control character",
    ),
    "a text turned round": Fault(
        'spoilers = "They part."', 'spoilers = "They \\u202Epart."  # HERE', "turns the direction of the text"
    ),
    "a mention of everybody": Fault(
        'spoilers = "They part."', 'spoilers = "They @everyone part."  # HERE', "spoilers holds a mention of everybody"
    ),
    "a mention of somebody": Fault(
        'spoilers = "They part."', 'spoilers = "Ask <@!123>."  # HERE', "spoilers holds a Discord mention"
    ),
    "a channel": Fault(
        'spoilers = "They part."', 'spoilers = "See <#123>."  # HERE', "spoilers holds a Discord mention"
    ),
    "a masked link": Fault(
        'spoilers = "They part."', 'spoilers = "[Here](https://example.org)."  # HERE', "spoilers holds a masked link"
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_with(shelf: Shelf, fault: str) -> None:
    check_said(shelf, FAULTS[fault])


def test_everything_that_is_wrong_with_a_file_is_said_at_once(shelf: Shelf) -> None:
    text = SOUNDTRACK.replace('verdict = "mixed"', 'verdict = "meh"').replace("minutes = 45", "minutes = 4500")
    shelf.write("soundtrack", text)

    catalogue = shelf.read()

    assert [problem.what.split(" ")[0] for problem in catalogue.problems] == ["minutes", "verdict"]
    assert [problem.line for problem in catalogue.problems] == [
        text[: text.index("minutes = 4500")].count("\n") + 1,
        text[: text.index('verdict = "meh"')].count("\n") + 1,
    ]


def test_two_instalments_that_need_each_other_are_both_named(shelf: Shelf) -> None:
    text = SOUNDTRACK.replace("season = 1\n", 'season = 1\nneeds = ["2"]\n')
    shelf.write("soundtrack", text.replace("season = 2\n", 'season = 2\nneeds = ["1"]\n'))

    whats = [problem.what for problem in shelf.read().problems]

    assert whats == [f'"Soundtrack #{number}" needs an instalment that needs it in turn' for number in (1, 2)]


def test_a_syntax_error_is_said_with_its_line(shelf: Shelf) -> None:
    path = shelf.write("soundtrack", SOUNDTRACK.replace('order = "any"', 'order = "any'))

    (problem,) = shelf.read().problems

    assert str(problem) == f"{path}:14: is no TOML that can be read: Illegal character '\\n'"


def test_a_file_that_breaks_off_is_said_with_its_last_line(shelf: Shelf) -> None:
    path = shelf.write("soundtrack", 'kind = "strand"\ntags = [')

    (problem,) = shelf.read().problems

    assert str(problem).startswith(f"{path}:2: is no TOML that can be read: ")


def test_a_file_in_another_encoding_is_said_with_its_line(shelf: Shelf) -> None:
    path = shelf.folder / "soundtrack.toml"
    path.write_bytes('kind = "seasonal"\ntitle = "사운드트랙"'.encode("euc-kr"))

    (problem,) = shelf.read().problems

    assert str(problem) == f"{path}:2: is not written in UTF-8: byte 0xbb means nothing there"


def test_a_file_whose_name_cannot_be_an_id_is_left_out(shelf: Shelf) -> None:
    path = shelf.write("Sound Track", film("Soundtrack"))

    catalogue = shelf.read()

    assert catalogue.entries == ()
    assert str(catalogue.problems[0]).startswith(f'{path}:1: "Sound Track" cannot be an id: ')


def test_a_file_whose_name_would_be_the_id_of_a_servers_own_title_is_left_out(shelf: Shelf) -> None:
    path = shelf.write("own-soundtrack", film("Soundtrack"))

    catalogue = shelf.read()

    assert catalogue.entries == ()
    assert str(catalogue.problems[0]).startswith(f'{path}:1: "own-soundtrack" cannot be an id: ')


def test_a_file_with_no_instalment_is_left_out(shelf: Shelf) -> None:
    shelf.write("empty", film("Empty").partition("[[instalments]]")[0])

    (problem,) = shelf.read().problems

    assert problem.what == "no instalment is named: expected at least one [[instalments]]"


def test_a_folder_that_is_not_there_is_said(shelf: Shelf) -> None:
    shelf.folder.rmdir()

    (problem,) = shelf.read().problems

    assert str(problem) == f"{shelf.folder}: is no folder: expected one with a TOML file an anthology"


def test_a_file_that_cannot_be_opened_is_said(shelf: Shelf) -> None:
    path = shelf.folder / "soundtrack.toml"
    path.mkdir()

    (problem,) = shelf.read().problems

    assert str(problem) == f"{path}: cannot be read: Is a directory"
