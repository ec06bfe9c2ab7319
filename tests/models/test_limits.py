"""The table of limits: nothing refuses what another place lets through, and the papers name the numbers in it."""

from __future__ import annotations

import re

from bot.models import limits
from bot.settings import HOME
from bot.ui import discord_limits

PAPER_OF_FILES = {
    "titles, aliases": limits.TITLE,
    "a reason": limits.REASON,
    "a part in a story": limits.CHARACTER,
    "a person's name, an outlet, an author": limits.NAME,
    "a hook": limits.HOOK,
    "a premise": limits.PREMISE,
    "a headline": limits.HEADLINE,
    "an order note": limits.ORDER_NOTE,
    "a source's title": limits.SOURCE_TITLE,
    "a comparison": limits.COMPARISON,
    "what is said of a character": limits.ABOUT,
    "spoilers": limits.SPOILERS,
}


def paper(name: str) -> str:
    return " ".join((HOME / "data" / name).read_text(encoding="utf-8").split())


def test_the_paper_on_catalogue_files_names_every_limit() -> None:
    section = (HOME / "data" / "catalogue" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| ([\d,]+) \|$", section, re.MULTILINE)

    assert {what: int(most.replace(",", "")) for what, most in rows} == PAPER_OF_FILES
    text = paper("catalogue/README.md")
    assert f"at most {limits.ID} characters long" in text
    assert f"at most {limits.EPISODES} episodes of at most {limits.MINUTES} minutes" in text
    assert f"# one sentence, at most {limits.HEADLINE} characters" in text
    assert f"at most {limits.REASON} characters each" in text
    assert f"between {limits.FIRST_YEAR} and next year" in text


def test_the_paper_on_exchange_names_every_limit() -> None:
    text = paper("exchange.md")

    assert f"the reason in one sentence, {limits.HEADLINE} characters" in text
    assert f"reasons, {limits.REASON} characters each" in text
    assert f"and {limits.COMPARISON} characters at most on it" in text
    assert f"with spoilers, {limits.SPOILERS:,} characters" in text
    size = f"{limits.FILE_BYTES >> 20} MB, {limits.FILE_ROWS:,} rows, {limits.FILE_COLUMNS} columns"
    assert f"{size} and {limits.CELL:,} characters a cell" in text
    assert f"hides {limits.SERVER_TITLES:,} titles at most" in text


def test_a_field_of_a_form_takes_the_longest_text() -> None:
    longest = (limits.PREMISE, limits.SPOILERS, limits.REASONS * (limits.REASON + 1), limits.TAGS * limits.TAG_NAME)

    assert limits.FIELD == discord_limits.FORM_TEXT
    assert max(*longest, (limits.ALIASES + 2) * (limits.TITLE + 1)) <= limits.FIELD
    # What a spreadsheet holds of a title fits a cell: a cast is the longest.
    assert limits.CAST * (limits.NAME + limits.CHARACTER + len(" as ") + 1) <= limits.CELL


def test_the_longest_id_leaves_room_for_an_action_on_a_button() -> None:
    assert 2 * limits.ID + 1 < discord_limits.CUSTOM_ID
