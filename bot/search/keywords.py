"""Keyword index: find things by words from their cast, tags and premise, as in ``that piano one with steve noh``."""

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

_STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a about again an and are as at by called can didnt do for from had has have he her him his i in is it "
        "its kind like me my of on one or other she so some someone somebody something that the their them there "
        "they thing this to was we were what when where which who with you your anthology drama episode film "
        "instalment movie play plays played season series show story starring tv",
    )
)
"""Stop words: what people type around what they remember about a show."""

_LEAST_SIMILARITY = 0.75
_SHORTEST_INEXACT = 4
_PREFIX, _MISSPELLED = 0.8, 0.7
"""The weight of a prefix match and of a misspelling; an exact match weighs 1."""


class KeywordIndex:
    """Inverted index from words to things. Only covers things that have keywords besides their names."""

    def __init__(self, documents: Iterable[tuple[SearchDocument, SearchDocument | None]] = ()) -> None:
        self._words_of: dict[Thing, set[str]] = {}
        self._things_by_word: defaultdict[str, set[Thing]] = defaultdict(set)
        self._by_length: defaultdict[int, set[str]] = defaultdict(set)
        # The same actors, tags and anthologies recur, so each text is folded only once.
        words_of = cache(_words)
        for document, parent in documents:
            self._index(document, parent, words_of)
        self._sorted_words = sorted(self._things_by_word)
        for word in self._sorted_words:
            self._by_length[len(word)].add(word)

    def __contains__(self, word: object) -> bool:
        """Return whether a folded word is indexed."""
        return word in self._things_by_word

    def add(self, document: SearchDocument, parent: SearchDocument | None) -> None:
        """Add a thing's keywords and the words of its own and its anthology's names, unless it has no keywords."""
        for word in self._index(document, parent, _words):
            if word not in self._by_length[len(word)]:
                self._by_length[len(word)].add(word)
                insort(self._sorted_words, word)

    def _index(
        self, document: SearchDocument, parent: SearchDocument | None, words_of: Callable[[str], Collection[str]]
    ) -> set[str]:
        """Index a thing's words and return them."""
        if not document.words:
            return set()
        texts = (*document.words, *document.names, *(parent.names if parent else ()))
        words = set(chain.from_iterable(map(words_of, texts)))
        thing = document.thing
        self._words_of[thing] = words
        for word in words:
            self._things_by_word[word].add(thing)
        return words

    def remove(self, thing: Thing) -> None:
        """Remove a thing's words."""
        for word in self._words_of.pop(thing, ()):
            self._things_by_word[word].discard(thing)
            if not self._things_by_word[word]:
                del self._things_by_word[word]
                self._by_length[len(word)].discard(word)
                del self._sorted_words[bisect_left(self._sorted_words, word)]

    def pointing(self, key: str, subjects: Collection[Subject]) -> list[tuple[Thing, float, int]]:
        """Return each thing that words of the folded key point to, with their weighted share and their number.

        Rare words weigh more, and a word that points to nothing lowers every share.
        """
        typed = set(key.split()) - _STOP_WORDS
        if not typed or not self._words_of:
            return []
        shares: defaultdict[Thing, float] = defaultdict(float)
        counts: defaultdict[Thing, int] = defaultdict(int)
        total = 0.0
        for word in sorted(typed):
            weights: dict[Thing, float] = {}
            for known, weight in self._known_words(word):
                for thing in self._things_by_word[known]:
                    if thing[0] in subjects:
                        weights[thing] = max(weight, weights.get(thing, 0.0))
            rarity = math.log1p(len(self._words_of) / (1 + len(weights)))
            total += rarity
            for thing, weight in weights.items():
                shares[thing] += weight * rarity
                counts[thing] += 1
        return [(thing, share / total, counts[thing]) for thing, share in shares.items()]

    def _known_words(self, word: str) -> list[tuple[str, float]]:
        """Return the indexed words that a typed one may stand for, each with its weight."""
        if word in self._things_by_word:
            return [(word, 1.0)]
        if len(word) < _SHORTEST_INEXACT:
            return []
        # An n-gram index of the words would be faster, but would take a third of the time to build the search.
        # Only unknown words get here, and rapidfuzz checks all words of similar length in no time.
        lengths = range(math.ceil(len(word) * _LEAST_SIMILARITY), math.floor(len(word) / _LEAST_SIMILARITY) + 1)
        similar_length = [known for length in lengths if length in self._by_length for known in self._by_length[length]]
        near = process.extract(
            word, similar_length, scorer=OSA.normalized_similarity, score_cutoff=_LEAST_SIMILARITY, limit=None
        )
        return [
            *((known, _PREFIX) for known in self._completions(word)),
            *((known, _MISSPELLED) for known, _, _ in near),
        ]

    def _completions(self, word: str) -> Iterator[str]:
        """Return the indexed words that start with a typed one."""
        first = bisect_left(self._sorted_words, word)
        return takewhile(lambda known: known.startswith(word), islice(self._sorted_words, first, None))


def _words(text: str) -> Collection[str]:
    return [word for word in fold(text).split() if word not in _STOP_WORDS]
