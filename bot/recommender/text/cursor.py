"""A place in the words of one request, and what moves it on."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from msgspec import Struct

from bot.recommender.requests import Wish, WishKind
from bot.recommender.text.lexicon import Lexicon
from bot.recommender.text.names import Names
from bot.recommender.text.phrases import (
    ENDS_A_CLAUSE,
    GOES_ON,
    LAUGHTER,
)
from bot.recommender.text.stopwords import CHATTER, COMMON, FILLERS, STOP_WORDS
from bot.recommender.text.translation import Translation

_TOKEN = re.compile(r"[^\W_]+(?:['’&+][^\W_]+)*\+?|[,;.!?:/|·]")


class Token(Struct, frozen=True):
    """One word or punctuation mark of the English text, with its position."""

    word: str
    start: int
    end: int

    @property
    def ends_a_clause(self) -> bool:
        """Whether a negation ends here."""
        return self.word in ENDS_A_CLAUSE


class Cursor:
    """Moves over the words of one text.

    Parameters
    ----------
    translation
        The text in English.
    lexicon
        What phrases ask for.
    is_word
        Whether a word stands in a premise, and so is no misspelling.
    capitalised
        Pairs of words that were typed with capitals, in lower case: they may be names.
    newest
        The latest year of any title.
    """

    def __init__(
        self,
        translation: Translation,
        lexicon: Lexicon,
        is_word: Callable[[str], bool],
        newest: int,
        names: Names,
        capitalised: Collection[str] = (),
    ) -> None:
        self._translation = translation
        self._text = translation.english
        self._lexicon = lexicon
        self._newest = newest
        self._names = names
        self._is_word = is_word
        self._capitalised = capitalised
        self._looked_up = 0
        self._tokens = [Token(found[0], *found.span()) for found in _TOKEN.finditer(self._text)]
        bare = (one.word.replace("'", "").replace("’", "").removesuffix("+") for one in self._tokens)
        # A word of another language is no misspelt English one.
        self._words = [*bare] if translation.foreign else lexicon.corrected([*bare], is_word)
        self._place: int = 0
        self._negated = False
        self._negation_goes_on = False

    def _wish(self, kind: WishKind, value: str, length: int) -> Wish:
        wish = Wish(kind, value, self._typed(length))
        self._advance(length)
        return wish

    def _advance(self, length: int) -> None:
        """Move on after something understood. A negation only carries over to the next part after "or"."""
        self._place += length
        ahead = self._words[self._place] if self._place < len(self._words) else ""
        self._negated = self._negated and (ahead in GOES_ON or (ahead == "and" and self._negation_goes_on))

    def _typed(self, length: int) -> str:
        return self._typed_from(self._place, self._place + length)

    def _typed_from(self, start: int, end: int) -> str:
        """Return what was typed for the words from one place to another."""
        last = self._tokens[min(end, len(self._tokens)) - 1]
        first, after = self._translation.origin(self._tokens[start].start, last.end)
        return self._translation.typed[first:after]

    def _any_of(self, phrases: Collection[tuple[str, ...]]) -> tuple[str, ...]:
        """Return the first of the phrases that stands here; empty if none does."""
        return next((phrase for phrase in phrases if self._at(phrase)), ())

    def _at(self, phrase: Sequence[str], place: int | None = None) -> bool:
        start = self._place if place is None else place
        return tuple(self._words[start : start + len(phrase)]) == tuple(phrase)

    @staticmethod
    def _is_filler(word: str) -> bool:
        listed = word in STOP_WORDS or word in FILLERS or word in CHATTER or word in COMMON
        return listed or LAUGHTER.fullmatch(word) is not None
