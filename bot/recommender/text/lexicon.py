"""The lexicon: what English phrases ask for, from tags, word files, countries and services."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.models.catalogue import Tag
from bot.models.country_names import COUNTRY_WORDS
from bot.models.words import Meaning, WordLists
from bot.recommender.requests import ALTERNATIVE, Wish, WishKind
from bot.recommender.text.stopwords import CHATTER, FILLERS, LINKS, NEGATIONS, SOFTENERS, STOP_WORDS
from bot.recommender.text.tokens import plain, stem, tokens

LONGEST_LED = 7
"""The words of a phrase that begins with a small word, at most."""
SHORTEST_PHRASE = 2
"""The letters that a phrase has, at least."""
SHORTEST_CORRECTED, SHORTEST_TWICE = 5, 9
"""The letters that a word has, at least, before one slip in it is corrected, or two."""

_KINDS = {
    "country": WishKind.COUNTRY,
    "service": WishKind.SERVICE,
    "max": WishKind.LONGEST,
    "min": WishKind.SHORTEST,
    "years": WishKind.YEARS,
    "kind": WishKind.KIND,
    "verdict": WishKind.VERDICT,
    "warning": WishKind.NOT_WARNING,
}
_OPPOSITES = {
    WishKind.TAG: WishKind.NOT_TAG,
    WishKind.NOT_TAG: WishKind.TAG,
    WishKind.ONE_OF: WishKind.NONE_OF,
    WishKind.COUNTRY: WishKind.NOT_COUNTRY,
    WishKind.SERVICE: WishKind.NOT_SERVICE,
    WishKind.PERSON: WishKind.NOT_PERSON,
    WishKind.WORD: WishKind.NOT_WORD,
    WishKind.NOT_WARNING: WishKind.NOT_WARNING,
}
"""What "not" makes of a wish; of others it makes nothing. Content notes only ever stand behind it."""


class Lexicon:
    """Every phrase that asks for something.

    Where two sources know a phrase, a tag's own name comes before what another tag is also called, and the word files
    before both.

    Parameters
    ----------
    vocabulary
        The tags. Names, ids and synonyms are phrases, in singular and plural.
    words
        The word files.
    services
        Names of streaming services and broadcasters. Many are ordinary words, so they only count where
        :meth:`service_at` is asked.
    """

    def __init__(self, vocabulary: Iterable[Tag], words: WordLists, services: Iterable[str] = ()) -> None:
        self._wishes: dict[tuple[str, ...], tuple[Wish, ...]] = {}
        self._led: dict[tuple[str, ...], tuple[Wish, ...]] = {}
        vocabulary = list(vocabulary)
        for tag in vocabulary:
            for name in tag.synonyms:
                self._wishes.setdefault(_phrase(name), (Wish(WishKind.TAG, tag.id),))
        for tag in vocabulary:
            for name in (tag.id.replace("-", " "), tag.name):
                self._wishes[_phrase(name)] = (Wish(WishKind.TAG, tag.id),)
        for names, code in COUNTRY_WORDS.items():
            self._wishes[_phrase(" ".join(names))] = (Wish(WishKind.COUNTRY, code),)
        for phrase, meanings in words.meanings.items():
            written = tokens(phrase)
            if written and written[0] in LINKS:
                self._led[tuple(map(stem, written))] = tuple(map(_wish, meanings))
            else:
                self._wishes[_phrase(phrase)] = tuple(map(_wish, meanings))
        self._learned = {stem(plain(word)): tuple(map(_wish, found)) for word, found in words.learned.items()}
        for phrase in [*self._wishes]:
            if len("".join(phrase)) < SHORTEST_PHRASE:
                del self._wishes[phrase]  # "A.I." without its article is "I"
        self._longest = max(map(len, self._wishes), default=0)
        self._services = {tuple(map(stem, tokens(service))): service for service in services}
        self._services.pop((), None)
        self._words = sorted({word for phrase in self._written(vocabulary, words) for word in tokens(phrase)})
        self._pairs = {pair for phrase in self._wishes for pair in pairwise(phrase)}
        self._spelt = frozenset(self._words)
        self._alone = frozenset(phrase for phrase in self._written(vocabulary, words) if " " not in phrase)
        self._known = {stem(word) for word in self._words}

    @staticmethod
    def _written(vocabulary: Sequence[Tag], words: WordLists) -> Iterator[str]:
        for tag in vocabulary:
            yield from (tag.name, *tag.synonyms)
        yield from words.meanings
        yield from (" ".join(names) for names in COUNTRY_WORDS)

    def at(self, words: Sequence[str], *, negated: bool = False) -> tuple[tuple[Wish, ...], int] | None:
        """Return what the longest phrase from the first word on asks for, and how many words it has.

        Parameters
        ----------
        negated
            Whether "not" stands before it. Only then do content notes count: nobody asks for a story because an animal
            dies in it.
        """
        if words and words[0] in LINKS:
            return self._led_at(words, negated=negated)
        reach = [(place, stem(word)) for place, word in enumerate(words[: 2 * self._longest]) if word not in LINKS]
        if not reach or reach[0][0]:
            return None
        for length in range(min(len(reach), self._longest), 0, -1):
            if length == 1 and self._is_listed(words[0]) and words[0] not in self._alone:
                return None  # "new" is not "news"
            wishes = self._wishes.get(tuple(stemmed for _, stemmed in reach[:length]), ())
            if not negated:
                wishes = tuple(wish for wish in wishes if wish.kind is not WishKind.NOT_WARNING)
            if wishes:
                return wishes, reach[length - 1][0] + 1
        return None

    def _led_at(self, words: Sequence[str], *, negated: bool) -> tuple[tuple[Wish, ...], int] | None:
        """Return a phrase that begins with a small word and means something else without it: "for kids"."""
        stemmed = tuple(map(stem, words[:LONGEST_LED]))
        for length in range(len(stemmed), 1, -1):
            wishes = self._led.get(stemmed[:length], ())
            if not negated:
                wishes = tuple(wish for wish in wishes if wish.kind is not WishKind.NOT_WARNING)
            if wishes:
                return wishes, length
        return None

    def learned(self, word: str) -> tuple[Wish, ...]:
        """Return which tags a word speaks of, by a guess that was learned; empty if nothing is known of it."""
        return self._learned.get(stem(word), ())

    def is_english(self, word: str) -> bool:
        """Whether a word is one of an English request: in a phrase, or around one."""
        if self._is_listed(word) or word in self._spelt or stem(word) in self._known:
            return True
        return self._nearest(word, ()) != word

    def names(self, words: Sequence[str]) -> bool:
        """Whether these words, all of them, are a phrase that asks for something."""
        found = self.at(words, negated=True)
        return found is not None and found[1] == len(words)

    def service_at(self, words: Sequence[str]) -> tuple[str, int] | None:
        """Return the service named by the longest run of words from the first one, and the length of that run."""
        stemmed = tuple(map(stem, words[:4]))
        for length in range(len(stemmed), 0, -1):
            service = self._services.get(stemmed[:length])
            if service is not None:
                return service, length
        return None

    def corrected(self, words: Sequence[str], is_word: Callable[[str], bool]) -> list[str]:
        """Return words without their slips, where just one known word is that near, or fits between the others.

        Parameters
        ----------
        is_word
            Whether a word stands in a premise, and so is one.
        """
        return [
            word if self._is_known(word) or is_word(word) else self._nearest(word, words[max(0, place - 1) : place + 2])
            for place, word in enumerate(words)
        ]

    def _nearest(self, word: str, around: Sequence[str]) -> str:
        """Return the known word that a misspelt one stands for; the word itself if that is none, or not clear."""
        if len(word) < SHORTEST_CORRECTED or not word.isalpha():
            return word
        slips = 2 if len(word) >= SHORTEST_TWICE else 1
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=8)
        nearest = [known for known, distance, _ in near if distance == near[0][1] and known[0] == word[0]]
        if len({stem(known) for known in nearest}) > 1:
            others = {stem(other) for other in around}
            nearest = [known for known in nearest if any(self._stand_together(stem(known), one) for one in others)]
        return nearest[0] if len({stem(known) for known in nearest}) == 1 else word

    def _stand_together(self, one: str, other: str) -> bool:
        return (one, other) in self._pairs or (other, one) in self._pairs

    def _is_known(self, word: str) -> bool:
        return self._is_listed(word) or stem(word) in self._known or stem(word) in self._learned

    @staticmethod
    def _is_listed(word: str) -> bool:
        return any(word in listed for listed in (STOP_WORDS, FILLERS, NEGATIONS, SOFTENERS, CHATTER))


def opposite(wish: Wish) -> Wish | None:
    """Return what "not" makes of a wish; None if nothing."""
    kind = _OPPOSITES.get(wish.kind)
    return None if kind is None else Wish(kind, wish.value, wish.typed)


def _wish(meaning: Meaning) -> Wish:
    match meaning.kind:
        case "!":
            return Wish(WishKind.FREE_OF, meaning.value)
        case "":
            return Wish(WishKind.ONE_OF if ALTERNATIVE in meaning.value else WishKind.TAG, meaning.value)
        case kind:
            return Wish(_KINDS[kind], meaning.value)


def _phrase(name: str) -> tuple[str, ...]:
    """Return the stems of a phrase without linking words: "exes who meet" becomes "exes meet"."""
    return tuple(stem(word) for word in tokens(name) if word not in LINKS)
