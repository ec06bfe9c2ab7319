"""Cards in the pseudo language: nothing is left in English, and a real compiled file gives the same."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import discord
import pytest
from discord import Locale, app_commands
from discord.app_commands import TranslationContext, TranslationContextLocation, locale_str

from bot.i18n import language_for, use_locale
from bot.models.opinions import Verdict
from bot.settings import HOME
from bot.ui import commands
from bot.ui.commands import CommandWords
from bot.ui.verdicts import verdict_word
from tests.pseudo import CLOSING, CODE, OPENING, PSEUDO, korean_is_pseudo, pseudo, sentences
from tests.views.reading import parts, visible_strings
from tests.views.samples import World, every_card, korean

WORLDS = {
    "everything known": World(korean),
    "nothing known": World(korean, known=False),
    "many pages": World(korean, stories=30, credits=30, reviews=8),
    "nobody has said anything": World(korean, reviews=0),
    "one story alone": World(korean, stories=1),
}


def left_in_english(said: str) -> str:
    """Give the Latin letters outside of the brackets, and the brackets without a partner."""
    depth, left = 0, ""
    for letter in said:
        depth += (letter == OPENING) - (letter == CLOSING)
        latin = letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN")
        left += letter if depth < 0 or (depth == 0 and latin) else ""
    return left + OPENING * max(depth, 0)


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_everything_a_member_reads_can_be_translated(world: World) -> None:
    for name, draw in every_card(world).items():
        with use_locale(PSEUDO):
            view = draw()
        for said in visible_strings(view):
            assert not left_in_english(said), f"{name}: {said!r}"


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_no_placeholder_is_left_unfilled_or_cut_off_in_a_third_longer_text(world: World) -> None:
    for name, draw in every_card(world).items():
        with use_locale(PSEUDO):
            view = draw()
        for said in visible_strings(view):
            assert "{" not in said, f"{name}: {said!r}"
            assert "}" not in said, f"{name}: {said!r}"


def test_the_check_itself_sees_what_was_left_in_english() -> None:
    assert left_in_english(f"{OPENING}Ńò{CLOSING} 항구") == ""
    assert left_in_english(f"{OPENING}Ńò {OPENING}ýèť{CLOSING} x{CLOSING}") == ""
    assert left_in_english("항구 season") == "season"
    assert left_in_english(f"{OPENING}cut o…") == OPENING
    assert left_in_english("off⟧") != ""


def test_the_made_up_language_keeps_placeholders_and_signs_and_grows_by_a_third() -> None:
    assert pseudo("{count} **good** of `/cast show:`") == "⟦{count} **ĝòòòď** òƒƒ `/cast show:`⟧"
    assert pseudo("-# small") == "-# ⟦śmààĺĺ⟧"
    assert pseudo("") == ""
    long = "Its cast is not known here yet, and neither is anything else."
    assert 1.2 * len(long) < len(pseudo(long)) < 1.45 * len(long)


def test_a_compiled_file_of_all_that_the_extractor_finds_says_the_same(tmp_path: Path) -> None:
    names = [korean("tag"), korean("title"), korean("word"), "person"]
    with korean_is_pseudo(tmp_path, names) as language:
        assert language.code == CODE
        for world in WORLDS.values():
            for name, draw in every_card(world).items():
                with use_locale(PSEUDO):
                    meant = parts(draw())
                with use_locale(CODE):
                    assert parts(draw()) == meant, name


def test_without_the_compiled_file_korean_members_are_answered_as_before(tmp_path: Path) -> None:
    before = language_for(CODE).translations.gettext("Must watch")
    with korean_is_pseudo(tmp_path), use_locale(CODE):
        assert verdict_word(Verdict.MUST_WATCH) == pseudo("Must watch")
    assert language_for(CODE).translations.gettext("Must watch") == before


@app_commands.command(description=commands.SHOW)
async def show(interaction: discord.Interaction) -> None:
    """Stand for any command."""


async def test_what_discord_shows_while_a_command_is_typed_is_translated(tmp_path: Path) -> None:
    described = {name: said for name, said in vars(commands).items() if isinstance(said, locale_str)}
    assert {"SHOW", "REVIEW", "CAST", "RECOMMEND", "OPTION_PRIVATE"} <= set(described)
    context = TranslationContext(TranslationContextLocation.command_description, show)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  # bound to no cog
    with korean_is_pseudo(tmp_path):
        for name, said in described.items():
            translated = await CommandWords().translate(said, Locale.korean, context)  # pyright: ignore[reportUnknownArgumentType]
            assert translated is not None, name
            assert translated.startswith(OPENING), name
            assert len(translated) <= 100
        assert await CommandWords().translate(commands.SHOW, Locale.american_english, context) is None  # pyright: ignore[reportUnknownArgumentType]


def sentence_calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(path for folder in ("bot", "cogs") for path in (HOME / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                yield f"{path.name}:{node.lineno}", node


def test_every_sentence_is_written_so_that_the_extractor_finds_it() -> None:
    found = sentences()
    literal: set[str | tuple[str, str]] = set()
    for place, call in sentence_calls():
        values = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
        texts = [value for value in values if isinstance(value, str)]
        assert not any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in call.args), place
        if texts:
            literal.add((texts[0], texts[1]) if len(texts) == 2 else texts[0])
    assert len(literal) > 100
    assert literal <= found


def test_every_sentence_names_its_placeholders() -> None:
    for said in sentences():
        for form in said if isinstance(said, tuple) else (said,):
            assert not re.search(r"\{\W*\d*\}|%[sd]", form), form


def test_singular_and_plural_hold_the_same_placeholders() -> None:
    for said in sentences():
        if isinstance(said, tuple):
            one, many = (set(re.findall(r"\{(\w+)\}", form)) for form in said)
            assert one == many, said
