"""Query parser: turn a typed request into wishes: tags, people, lengths, countries, years, "like X", other words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.models.catalogue import Tag
from bot.models.words import NO_WORDS, WordLists
from bot.recommender.requests import Understood
from bot.recommender.text.lexicon import Lexicon
from bot.recommender.text.names import Names, NoNames
from bot.recommender.text.reading import Reader
from bot.recommender.text.tokens import plain, stem
from bot.recommender.text.translation import Translator

MOST_TYPED = 400
"""Characters that are read; the rest is ignored."""

_FAN_OF = re.compile(r"^(?P<title>.{2,60}?)\s+(?:fans?(?:\s+here)?|vibes?)(?=\s*[,;.!?]|$)")
"""What someone says of themselves: ``attack on titan fan here, what now``."""
_FREE = re.compile(r"\b([a-z]+)-free\b")
"""Something that is not wanted: ``horror-free``."""
_BUT = re.compile(r"^(?P<title>.{2,60}?)\s+but\b")
"""A title and what should be different about it: ``fargo but funnier``."""
_PAIR = re.compile(r"\b(?=([^\W\d_][\w'’]+ [^\W\d_][\w'’]+))")
"""Two words; with capitals, they may be a name: ``Adam Driver``."""
_NAMED = re.compile(r"^(?P<title>.{2,60}?)\s*[?!.]*$")
"""Nothing but a title: ``breaking bad``."""


class QueryParser:
    """Parses requests as people type them.

    Parameters
    ----------
    vocabulary
        The tags.
    words
        The word files: what phrases ask for, and phrases of other languages.
    services
        Streaming services and broadcasters, recognised after "on", "from" and "by".
    newest
        The latest year of any title, which "recent" counts back from.
    is_word
        Whether the stem of a word stands in a premise.
    """

    def __init__(
        self,
        vocabulary: Iterable[Tag],
        words: WordLists = NO_WORDS,
        services: Iterable[str] = (),
        newest: int = 2026,
        is_word: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._lexicon = Lexicon(vocabulary, words, services)
        self._newest = newest
        self._translator = Translator(words.translations, self._lexicon.is_english)
        self._stands_in_a_premise = is_word

    def understand(self, typed: str, names: Names | None = None) -> Understood:
        """Parse a typed request. Never fails, whatever was typed."""
        names = names or NoNames()
        text = self._as_a_like(plain(typed[:MOST_TYPED]).replace("w/o", "without"), names)
        text = _FREE.sub(r"not \1", text)
        translation = self._translator.translate(
            text, lambda words: bool(names.titled(words) or names.person(words, certainly=True))
        )
        pairs = {plain(found[1]) for found in _PAIR.finditer(typed[:MOST_TYPED]) if _has_capitals(found[1])}
        reader = Reader(translation, self._lexicon, self._is_word, self._newest, names, pairs)
        return Understood(tuple(reader.wishes()), says_nothing=reader.says_nothing)

    def _is_word(self, word: str) -> bool:
        return self._stands_in_a_premise(stem(word))

    def _as_a_like(self, text: str, names: Names) -> str:
        """Read "X fan here", "X but ..." and a title alone as "like X"; what follows stays as it is."""
        for pattern in (_FAN_OF, _BUT, _NAMED):
            found = pattern.match(text)
            if found is None or (pattern is not _FAN_OF and self._lexicon.names(found["title"].split())):
                continue
            if names.titled(found["title"]) if pattern is _NAMED else names.liked(found["title"]):
                return f"like {found['title']}, {text[found.end() :].lstrip(' ,;.!?')}"
        return text


def _has_capitals(words: str) -> bool:
    return all(word[0].isupper() for word in words.split())
