"""Which well-known work was meant: by its very name, by a name up to a few slips, or by its beginning.

The works are thousands and seldom asked for, so they have no n-gram index: their names are only folded, and a misspelt
one is compared with all of them, which takes a millisecond or two. Even that waits until the bot is connected, or until
the first text that needs it: a start takes a tenth of a second less.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice

from msgspec import Struct
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.models.known_works import KNOWN_KEY, KnownWork, WorkKind
from bot.search.closeness import has_slips, is_another_word, slips_allowed, without_article
from bot.search.normalise import close_up, fold
from bot.search.romanise import romanise

SHORTEST_INEXACT = 5
"""Letters below which a slip makes another title."""


class _Names(Struct, frozen=True):
    """All works by key and by folded name, these names in order, and the words of all titles."""

    by_key: Mapping[str, KnownWork]
    named: Mapping[str, Sequence[KnownWork]]
    in_order: Sequence[str]
    words: frozenset[str]

    @classmethod
    def of(cls, works: Iterable[KnownWork]) -> _Names:
        by_key = {work.key: work for work in works}
        named: defaultdict[str, list[KnownWork]] = defaultdict(list)
        for work in by_key.values():
            for key in _keys(work):
                named[key].append(work)
        words = frozenset(word for work in by_key.values() for word in fold(work.title).split())
        return cls(by_key, {name: tuple(found) for name, found in named.items()}, sorted(named), words)


class KnownWorks:
    """All known works under all their names.

    Parameters
    ----------
    read
        Gives the works, in any order; called once, by :meth:`load` or by the first look-up.
    """

    def __init__(self, read: Callable[[], Iterable[KnownWork]]) -> None:
        self._read = read

    def __len__(self) -> int:
        return len(self._names.by_key)

    @cached_property
    def _names(self) -> _Names:
        return _Names.of(self._read())

    def load(self) -> None:
        """Read the works now, so that no member waits for it: a tenth of a second, best off the event loop."""
        _ = self._names

    def get(self, key: str) -> KnownWork | None:
        """Give the work that a key stands for."""
        return self._names.by_key.get(key) if key.startswith(KNOWN_KEY) else None

    def has_word(self, word: str) -> bool:
        """Say whether a folded word stands in a name."""
        return word in self._names.words

    def find(
        self, typed: str, year: int | None = None, kind: WorkKind | None = None, country: str | None = None
    ) -> KnownWork | None:
        """Give the work of just this name, spaces and signs aside.

        Parameters
        ----------
        year, kind, country
            Where they were typed too: only a work that agrees is given.
        """
        return _agreeing(self._names.named.get(_key(typed), ()), typed, year, kind, country)

    def near(
        self,
        typed: str,
        year: int | None = None,
        country: str | None = None,
        is_word: Callable[[str], bool] = lambda _word: False,
    ) -> KnownWork | None:
        """Give the work whose name is typed with a few slips; None where there is none, or two are as near.

        A number is no slip: *Toy Story 3* is not *Toy Story*. Neither is another word.

        Parameters
        ----------
        is_word
            Says whether a folded word is one that people use.
        """
        key = _key(typed)
        allowed = slips_allowed(len(key))
        if len(key) < SHORTEST_INEXACT or not allowed:
            return None
        found = process.extract(key, self._names.in_order, scorer=OSA.distance, score_cutoff=allowed, limit=3)
        if not found or (len(found) > 1 and found[0][1] == found[1][1] and self._differ(found[0][0], found[1][0])):
            return None
        name = found[0][0]
        folded = without_article(fold(typed))
        works = [
            work
            for work in self._names.named[name]
            if any(
                has_slips(folded, other) and not is_another_word(folded, other, is_word)
                for other in map(without_article, map(fold, _names_of(work)))
                if close_up(other) == name
            )
        ]
        return _agreeing(works, typed, year, None, country)

    def begun(self, typed: str, most: int) -> list[KnownWork]:
        """Give the works of which a name begins with what was typed, in the order of those names."""
        key = _key(typed)
        if not key:
            return []
        start = bisect_left(self._names.in_order, key)
        found: dict[str, KnownWork] = {}
        for name in islice(self._names.in_order, start, None):
            if not name.startswith(key) or len(found) >= most:
                break
            for work in self._names.named[name]:
                found.setdefault(work.key, work)
        return list(found.values())[:most]

    def _differ(self, one: str, other: str) -> bool:
        return {work.key for work in self._names.named[one]} != {work.key for work in self._names.named[other]}


def _names_of(work: KnownWork) -> Iterable[str]:
    yield from work.all_names
    if work.native_title and (latin := romanise(work.native_title)):
        yield latin


def _keys(work: KnownWork) -> Iterable[str]:
    return filter(None, dict.fromkeys(map(_key, _names_of(work))))


def _key(name: str) -> str:
    return close_up(without_article(fold(name)))


def _agreeing(
    works: Iterable[KnownWork], typed: str, year: int | None, kind: WorkKind | None, country: str | None
) -> KnownWork | None:
    """Give the work that is meant most often: one of this very title before other names, then the newest."""
    found = [
        one for one in works if year in {None, one.year} and kind in {None, one.kind} and country in {None, one.country}
    ]

    def likelihood(work: KnownWork) -> tuple[bool, bool, int]:
        return fold(work.title) == fold(typed), _key(work.title) == _key(typed), work.year

    return max(found, key=likelihood, default=None)
