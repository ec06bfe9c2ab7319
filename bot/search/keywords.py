"""Things by words that point at them, for typing such as ``that piano one with steve noh``."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from itertools import chain, islice, takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.names import SearchDocument, Subject, Thing
from bot.search.normalise import fold

_FILLING = frozenset(
    re.findall(
        r"\w+",
        "a about again an and are as at by called can didnt do for from had has have he her him his i in is it "
        "its kind like me my of on one or other she so some someone somebody something that the their them there "
        "they thing this to was we were what when where which who with you your anthology drama episode film "
        "instalment movie play plays played season series show story starring tv",
    )
)
"""Words that people put around what they know of a show."""

_LIKE_ENOUGH = 0.75
_SHORTEST_INEXACT = 4
_BEGUN, _MISSPELT = 0.8, 0.7
"""What a word that is only begun, or misspelt, counts beside one that stands there."""


class KeywordIndex:
    """Every word of things that have words beside their names, with the things it points at."""

    def __init__(self, findables: Iterable[tuple[SearchDocument, SearchDocument | None]] = ()) -> None:
        self._pointed: dict[Thing, set[str]] = {}
        self._things: defaultdict[str, set[Thing]] = defaultdict(set)
        self._by_length: defaultdict[int, set[str]] = defaultdict(set)
        # The same actors, tags and anthologies come again and again: each text is folded once.
        words_of = cache(_words)
        for findable, parent in findables:
            self._point(findable, parent, words_of)
        self._in_order = sorted(self._things)
        for word in self._in_order:
            self._by_length[len(word)].add(word)

    def add(self, findable: SearchDocument, parent: SearchDocument | None) -> None:
        """Take in a thing's words, with those of its names and its anthology's; a thing without words is left out."""
        for word in self._point(findable, parent, _words):
            if word not in self._by_length[len(word)]:
                self._by_length[len(word)].add(word)
                insort(self._in_order, word)

    def _point(
        self, findable: SearchDocument, parent: SearchDocument | None, words_of: Callable[[str], Collection[str]]
    ) -> set[str]:
        """Let a thing's words point at it; give them."""
        if not findable.words:
            return set()
        texts = (*findable.words, *findable.names, *(parent.names if parent else ()))
        words = set(chain.from_iterable(map(words_of, texts)))
        thing = findable.thing
        self._pointed[thing] = words
        for word in words:
            self._things[word].add(thing)
        return words

    def remove(self, thing: Thing) -> None:
        """Take a thing's words out."""
        for word in self._pointed.pop(thing, ()):
            self._things[word].discard(thing)
            if not self._things[word]:
                del self._things[word]
                self._by_length[len(word)].discard(word)
                del self._in_order[bisect_left(self._in_order, word)]

    def pointing(self, key: str, subjects: Collection[Subject]) -> list[tuple[Thing, float, int]]:
        """Give each thing that words of the folded key point at, the share of them that does, and how many they are.

        Rare words count more, and a word that points at nothing counts against all.
        """
        kind = set(key.split()) - _FILLING
        if not kind or not self._pointed:
            return []
        shares: defaultdict[Thing, float] = defaultdict(float)
        counts: defaultdict[Thing, int] = defaultdict(int)
        total = 0.0
        for word in sorted(kind):
            closeness: dict[Thing, float] = {}
            for known, close in self._known_words(word):
                for thing in self._things[known]:
                    if thing[0] in subjects:
                        closeness[thing] = max(close, closeness.get(thing, 0.0))
            rarity = math.log1p(len(self._pointed) / (1 + len(closeness)))
            total += rarity
            for thing, close in closeness.items():
                shares[thing] += close * rarity
                counts[thing] += 1
        return [(thing, share / total, counts[thing]) for thing, share in shares.items()]

    def _known_words(self, word: str) -> list[tuple[str, float]]:
        """Give the known words that a typed one may be, each with how close it is."""
        if word in self._things:
            return [(word, 1.0)]
        if len(word) < _SHORTEST_INEXACT:
            return []
        # An index of the words' pieces would be quicker, and take a third of the finder's building time: it is only
        # words that nobody spells right which come here, and rapidfuzz goes through those of some length in a moment.
        lengths = range(math.ceil(len(word) * _LIKE_ENOUGH), math.floor(len(word) / _LIKE_ENOUGH) + 1)
        as_long = [known for length in lengths if length in self._by_length for known in self._by_length[length]]
        near = process.extract(word, as_long, scorer=OSA.normalized_similarity, score_cutoff=_LIKE_ENOUGH, limit=None)
        return [*((known, _BEGUN) for known in self._beginning(word)), *((known, _MISSPELT) for known, _, _ in near)]

    def _beginning(self, word: str) -> Iterator[str]:
        """Give the known words that begin with a typed one."""
        first = bisect_left(self._in_order, word)
        return takewhile(lambda known: known.startswith(word), islice(self._in_order, first, None))


def _words(text: str) -> Collection[str]:
    return [word for word in fold(text).split() if word not in _FILLING]
