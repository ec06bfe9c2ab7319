"""The vocabulary of tags: read from its file, held to one meaning a word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import tomli
from rapidfuzz import fuzz, process

from bot.catalogue.lines import Place
from bot.catalogue.problem import Problem, did_you_mean
from bot.catalogue.schema import Report, Table
from bot.models import limits
from bot.models.catalogue import Tag, TagGroup
from bot.models.ids import ID_PATTERN, TagId

TOO_ALIKE = 92
"""From this likeness (0 to 100) on, two words of two tags are near-duplicates."""


def read_vocabulary(path: Path) -> tuple[Tag, ...]:
    """Give the tags of the vocabulary in the file's order, those with a fault left out."""
    return examine_vocabulary(path, across=False)[0]


def examine_vocabulary(path: Path, *, across: bool = True) -> tuple[tuple[Tag, ...], tuple[Problem, ...]]:
    """Give the tags of the vocabulary, and everything that is wrong with it.

    Parameters
    ----------
    across
        Whether to compare the tags' words with each other too. Words that are too much alike leave no tag out.
    """
    try:
        text = path.read_text(encoding="utf-8")
        found: Mapping[str, object] = tomli.loads(text)
    except OSError as fault:
        return (), (Problem(str(path), None, f"cannot be read: {fault.strerror}"),)
    except (ValueError, RecursionError) as fault:
        return (), (Problem(str(path), None, f"is no TOML that can be read: {fault}"),)
    report = Report(str(path), text)
    top = Table(found, (), report, last_year=9999)
    tags: list[Tag] = []
    for key in found:
        wrong_before = len(report.problems)
        tag = _tag(top, key, found.keys())
        if tag and len(report.problems) == wrong_before:
            tags.append(tag)
    if across:
        _check_words(tags, report)
    return tuple(tags), tuple(report.problems)


def meanings(tags: Iterable[Tag]) -> dict[str, TagId]:
    """Give every word of the vocabulary, in lower case, and the tag that it means."""
    words: dict[str, TagId] = {}
    for tag in tags:
        for word in (*tag.synonyms, tag.name):
            words.setdefault(word.casefold(), tag.id)
    return words | {tag.id: tag.id for tag in tags}


def _tag(top: Table, key: str, known: Collection[str]) -> Tag | None:
    table = top.table(key)
    if table is None:
        return None
    if not ID_PATTERN.fullmatch(key) or len(key) > limits.ID:
        form = f"lower-case letters, digits and single hyphens, at most {limits.ID} characters"
        table.wrong(None, f'"{key}" cannot be an id: expected {form}')
    group = table.one_of("group", TagGroup)
    if not table.has("group"):
        table.wrong(None, "group is missing")
    name = table.required_text("name", limits.TAG_NAME)
    about = table.required_text("about", limits.TAG_ABOUT)
    synonyms = table.placed_texts("synonyms", limits.TAG_NAME)
    for synonym, place in synonyms:
        if synonym != synonym.lower():
            table.report.add(place, f'the synonym "{synonym}" is not in lower case')
    implied = table.placed_texts("implies", limits.ID)
    for other, place in implied:
        if other == key:
            table.report.add(place, "implies itself")
        elif other not in known:
            table.report.add(place, f'implies "{other}", which is no tag{did_you_mean(other, known)}')
    table.nothing_else()
    if group is None:
        return None
    words = tuple(synonym for synonym, _ in synonyms)
    return Tag(TagId(key), group, name, about, words, tuple(TagId(other) for other, _ in implied))


def _check_words(tags: Iterable[Tag], report: Report) -> None:
    """Report every word that stands, or nearly stands, on two tags."""
    met: dict[str, TagId] = {}
    for tag in tags:
        synonyms = ((word, (tag.id, "synonyms", index)) for index, word in enumerate(tag.synonyms))
        own: dict[str, tuple[str, Place]] = {}
        for word, place in ((tag.name, (tag.id, "name")), (tag.id, (tag.id,)), *synonyms):
            own.setdefault(_bare(word), (word, place))
        for bare, (word, place) in own.items():
            if best := process.extractOne(bare, met.keys(), scorer=fuzz.ratio, score_cutoff=TOO_ALIKE):
                what = f'"{word}" is nearly "{best[0]}", which stands for "{met[best[0]]}": expected one tag a word'
                report.add(place, what)
        met |= dict.fromkeys(own, tag.id)


def _bare(word: str) -> str:
    """Give a word's letters in lower case, without hyphens and the like."""
    return " ".join(re.findall(r"[^\W_]+", word.casefold()))
