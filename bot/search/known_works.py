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
from bot.search.closeness import slips_allowed
from bot.search.normalise import close_up, fold
from bot.search.romanise import romanise

SHORTEST_INEXACT = 5
"""Letters below which a slip makes another title."""


class _Names(Struct, frozen=True):
    """All works by key and by folded name, and these names in order."""

    by_key: Mapping[str, KnownWork]
    named: Mapping[str, Sequence[KnownWork]]
    in_order: Sequence[str]

    @classmethod
    def of(cls, works: Iterable[KnownWork]) -> _Names:
        by_key = {work.key: work for work in works}
        named: defaultdict[str, list[KnownWork]] = defaultdict(list)
        for work in by_key.values():
            for key in _keys(work):
                named[key].append(work)
        return cls(by_key, {name: tuple(found) for name, found in named.items()}, sorted(named))


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

    def find(self, typed: str, year: int | None = None, kind: WorkKind | None = None) -> KnownWork | None:
        """Give the work of just this name, spaces and signs aside.

        Parameters
        ----------
        year, kind
            Where they were typed too: only a work that agrees is given.
        """
        return _agreeing(self._names.named.get(_key(typed), ()), typed, year, kind)

    def near(self, typed: str, year: int | None = None) -> KnownWork | None:
        """Give the work whose name is typed with a few slips; None where there is none, or two are as near.

        A number is no slip: *Toy Story 3* is not *Toy Story*.
        """
        key = _key(typed)
        allowed = slips_allowed(len(key))
        if len(key) < SHORTEST_INEXACT or not allowed:
            return None
        found = process.extract(key, self._names.in_order, scorer=OSA.distance, score_cutoff=allowed, limit=3)
        if not found or (len(found) > 1 and found[0][1] == found[1][1] and self._differ(found[0][0], found[1][0])):
            return None
        if _figures(key) != _figures(found[0][0]):
            return None
        return _agreeing(self._names.named[found[0][0]], typed, year, None)

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


def _keys(work: KnownWork) -> Iterable[str]:
    names = [*work.all_names]
    if work.native_title and (latin := romanise(work.native_title)):
        names.append(latin)
    return filter(None, dict.fromkeys(map(_key, names)))


def _key(name: str) -> str:
    key = fold(name)
    for article in ("the ", "a ", "an "):
        if key.startswith(article) and len(key) > len(article):
            key = key.removeprefix(article)
            break
    return close_up(key)


def _figures(key: str) -> str:
    return "".join(filter(str.isdigit, key))


def _agreeing(works: Iterable[KnownWork], typed: str, year: int | None, kind: WorkKind | None) -> KnownWork | None:
    """Give the work that is meant most often: one of this very title before other names, then the newest."""
    found = [one for one in works if year in {None, one.year} and kind in {None, one.kind}]

    def likelihood(work: KnownWork) -> tuple[bool, bool, int]:
        return fold(work.title) == fold(typed), _key(work.title) == _key(typed), work.year

    return max(found, key=likelihood, default=None)
