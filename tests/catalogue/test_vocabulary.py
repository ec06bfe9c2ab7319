"""The vocabulary's own rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalogue import read_vocabulary
from bot.catalogue.vocabulary import examine_vocabulary, meanings
from bot.models.catalogue import Tag, TagGroup
from bot.models.ids import TagId
from tests.catalogue.conftest import VOCABULARY

BUNDLED = Path(__file__).parents[2] / "data" / "vocabulary.toml"


def written(folder: Path, text: str) -> Path:
    path = folder / "vocabulary.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_tag_is_read_as_it_stands(tmp_path: Path) -> None:
    tags = read_vocabulary(written(tmp_path, VOCABULARY))

    assert tags[1] == Tag(
        TagId("second-chance"),
        TagGroup.TROPE,
        "second chance",
        "Former lovers meet again.",
        ("exes reunite", "ex-lovers"),
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('group = "trope"', 'group = "tropes"', 'group is "tropes": expected one of genre, mood, theme, trope'),
        ('group = "trope"', "", "group is missing"),
        ('about = "Former lovers meet again."', "", "about is missing"),
        ("[second-chance]", "[Second_Chance]", '"Second_Chance" cannot be an id'),
        ('name = "second chance"', 'name = "second chance"\nsynonym = ["x"]', 'did you mean "synonyms"?'),
        ('"exes reunite"', '"Exes reunite"', 'the synonym "Exes reunite" is not in lower case'),
        ('"exes reunite"', '"love story"', '"love story" is nearly "love story", which stands for "romance"'),
        ('"exes reunite"', '"love-stories"', None),
        ('"exes reunite"', '"romances"', '"romances" is nearly "romance", which stands for "romance"'),
        ('name = "second chance"', 'name = "Love  Story"', 'which stands for "romance"'),
    ],
)
def test_a_fault_is_said_with_its_line(tmp_path: Path, old: str, new: str, said: str | None) -> None:
    text = VOCABULARY.replace(old, new)
    path = written(tmp_path, text)

    problems = [str(problem) for problem in examine_vocabulary(path)[1]]

    if said is None:
        assert problems == []
        return
    assert len(problems) == 1
    marked = new.rpartition("\n")[2] or "[second-chance]"
    expected = text[: text.rindex(marked)].count("\n") + 1
    assert problems[0].startswith(f"{path}:{expected}: ")
    assert said in problems[0]


def test_a_vocabulary_that_is_missing_or_broken_is_said(tmp_path: Path) -> None:
    assert str(examine_vocabulary(tmp_path / "none.toml")[1][0]).endswith("cannot be read: No such file or directory")
    assert "is no TOML that can be read" in str(examine_vocabulary(written(tmp_path, "[x"))[1][0])


def test_every_word_leads_to_its_tag(tmp_path: Path) -> None:
    words = meanings(read_vocabulary(written(tmp_path, VOCABULARY)))

    assert words["second-chance"] == words["second chance"] == words["exes reunite"] == "second-chance"


def test_the_bundled_vocabulary_answers_what_members_ask() -> None:
    tags = read_vocabulary(BUNDLED)
    words = meanings(tags)

    assert 150 <= len(tags) <= 300
    assert {tag.group for tag in tags} == set(TagGroup)
    for typed, tag in (
        ("exes reunite", "second-chance"),
        ("ex-lovers", "second-chance"),
        ("contract marriage", "contract-relationship"),
        ("unrequited love", "one-sided-love"),
        ("creepy", "scary"),
        ("sci-fi", "science-fiction"),
        ("musicians", "music"),
    ):
        assert words[typed] == tag
