"""Other ways to find a title by a typed text, for the same names: what the finder is measured against."""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from bot.search.normalise import fold

Find = Callable[[str, int], list[str]]
"""From a typed text and a number to that many keys, best first."""
Named = Sequence[tuple[str, str]]
"""Names, each with the key of what it names."""

_MORE = 4
"""Names looked at for each key wanted: several names may be of one thing."""


def rapidfuzz_as_it_is(named: Named) -> Find:
    """Compare with every name by WRatio."""
    return _by_wratio([name for name, _ in named], [key for _, key in named], str)


def rapidfuzz_folded(named: Named) -> Find:
    """Compare with every name by WRatio, both sides folded as the finder folds them."""
    return _by_wratio([fold(name) for name, _ in named], [key for _, key in named], fold)


def _by_wratio(names: list[str], keys: list[str], prepare: Callable[[str], str]) -> Find:
    def find(typed: str, limit: int) -> list[str]:
        found = process.extract(prepare(typed), names, scorer=fuzz.WRatio, limit=limit * _MORE)
        return _first(limit, (keys[place] for _, _, place in found))

    return find


def sqlite_trigram(named: Named) -> Find:
    """Ask SQLite's FTS5 with its trigram tokenizer for names that share trigrams, best by bm25; both sides folded."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE names USING fts5(name, key UNINDEXED, tokenize='trigram')")
    database.executemany("INSERT INTO names VALUES (?, ?)", [(fold(name), key) for name, key in named])

    def find(typed: str, limit: int) -> list[str]:
        key = fold(typed)
        pieces = {key[at : at + 3] for at in range(len(key) - 2)}
        if not pieces:
            return []
        query = " OR ".join('"' + piece.replace('"', '""') + '"' for piece in sorted(pieces))
        found = database.execute(
            "SELECT key FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?", (query, limit * _MORE)
        ).fetchall()
        return _first(limit, (row[0] for row in found))

    return find


def frizbee(named: Named) -> Find | None:
    """Match every name with frizbee, two typos allowed, both sides folded; None where it is not installed.

    It is no dependency: install it in an environment that is thrown away, and put that on PYTHONPATH.
    """
    try:
        module: Any = importlib.import_module("frizbee")
    except ImportError:
        return None
    names = module.Haystacks([fold(name) for name, _ in named])
    keys = [key for _, key in named]

    def find(typed: str, limit: int) -> list[str]:
        found = module.Matcher(fold(typed), max_typos=2).match_list(names)
        return _first(limit, (keys[match.index] for match in found))

    return find


def _first(limit: int, keys: Any) -> list[str]:
    seen: dict[str, None] = {}
    for key in keys:
        seen[key] = None
        if len(seen) == limit:
            break
    return list(seen)
