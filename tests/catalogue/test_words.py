"""The word files: which phrases are read, and which lines are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalogue.words import WORDS, read_words
from bot.models.catalogue import ContentNote
from bot.models.words import Meaning
from tests.bundled import bundled_catalogue


def read(folder: Path, *lines: str) -> tuple[dict[str, tuple[Meaning, ...]], list[str]]:
    (folder / "en.tsv").write_text("\n".join(("phrase\tmeans", *lines)) + "\n", "utf-8")
    lists, problems = read_words(folder, {"animals", "death"})
    return dict(lists.meanings), [problem.what for problem in problems]


def test_our_own_files_are_sound_and_every_content_note_can_be_asked_for() -> None:
    lists, problems = read_words(WORDS, {tag.id for tag in bundled_catalogue().tags})
    asked = {part.value for parts in lists.meanings.values() for part in parts if part.kind == "warning"}
    assert problems == ()
    assert asked == set(ContentNote)


def test_a_phrase_can_have_a_content_note_beside_its_tags(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "animal death\tanimals|death warning=harm-to-animals", "dog dies\twarning=suicide")
    assert problems == []
    assert found["animal death"] == (Meaning("", "animals|death"), Meaning("warning", "harm-to-animals"))
    assert found["dog dies"] == (Meaning("warning", "suicide"),)


@pytest.mark.parametrize("value", ["", "harm", "suicide|torture", "Suicide"])
def test_another_word_is_no_content_note(tmp_path: Path, value: str) -> None:
    found, problems = read(tmp_path, f"dog dies\twarning={value}")
    assert found == {}
    assert problems == [f'warning is "{value}", which it cannot be']
