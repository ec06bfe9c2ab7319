"""Query parser: turn a typed request into wishes: tags, lengths, countries, years, "like X", and remaining words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.models.catalogue import Kind, Tag
from bot.models.country_names import COUNTRY_WORDS
from bot.recommender.models import Understood, Wish, WishKind
from bot.recommender.text.durations import duration_at, opposite
from bot.recommender.text.stopwords import FILLERS, LINKS, NEGATIONS, SOFTENERS, STOP_WORDS
from bot.recommender.text.tokens import plain, stem, tokens

Titles = Callable[[str], Sequence[str]]
"""Finds a title: takes the words after "like", returns the keys of titles with exactly that name, best first."""

MOST_TYPED = 400
"""Characters that are read; the rest is ignored."""

_TOKEN = re.compile(r"[^\W_]+(?:['’&+][^\W_]+)*\+?|[,;.!?:/|·]")
MOST_LOOKED_UP = 40
"""Texts of one request that are looked up as titles: each takes milliseconds, and "like like like ..." has hundreds."""
_ENDS_A_CLAUSE = frozenset(",;.!?:/|·")
_NOT_PHRASES = (("anything", "but"), ("except", "for"), ("other", "than"), ("stay", "away", "from"), ("free", "of"))
_JOINS = (["and"], ["or"], [","], ["plus"])
_GOES_ON = frozenset(("or", "nor"))
_CONTRASTS = frozenset(("but", "only", "except", "though", "without", "instead", "just", "yet", "however"))
_LIKE_PHRASES = (
    ("in", "the", "vein", "of"),
    ("in", "the", "style", "of"),
    ("along", "the", "lines", "of"),
    ("reminds", "me", "of"),
    ("same", "vibes", "as"),
    ("same", "vibe", "as"),
    ("the", "vibes", "of"),
    ("obsessed", "with"),
    ("just", "finished"),
    ("fan", "of"),
    ("fans", "of"),
    ("i", "loved"),
    ("i", "love"),
    ("i", "liked"),
    ("we", "loved"),
    ("loves",),
    ("similar", "to"),
    ("same", "as"),
    ("such", "as"),
    ("like",),
    ("resembling",),
)
_FAN_OF = re.compile(r"^(?P<title>.{2,60}?)\s+(?:fans?(?:\s+here)?|vibes?)(?=\s*[,;.!?]|$)")
"""What someone says of themselves: ``attack on titan fan here, what now``."""
_BUT = re.compile(r"^(?P<title>.{2,60}?)\s+but\b")
"""A title and what should be different about it: ``fargo but funnier``."""
_ALONE_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "no need to have seen anything before",
        "no need to have seen anything",
        "no need to see anything else",
        "nothing to see first",
        "no homework",
        "stands alone",
        "standalone",
        "stand alone",
        "self contained",
        "on its own",
        "no prior knowledge",
        "no previous seasons",
        "without having seen anything",
    )
)
_KIND_WORDS = {
    **dict.fromkeys(("film", "films", "movie", "movies"), Kind.STRAND),
    **dict.fromkeys(("episode", "episodes", "episodic"), Kind.EPISODIC),
    **dict.fromkeys(("season", "seasons", "seasonal"), Kind.SEASONAL),
}


@dataclass(frozen=True, slots=True)
class Token:
    """One typed word or punctuation mark, with its position in the plain text."""

    word: str
    start: int
    end: int

    @property
    def ends_a_clause(self) -> bool:
        """Whether a negation ends here."""
        return self.word in _ENDS_A_CLAUSE


class QueryParser:
    """Parses requests as people type them.

    Parameters
    ----------
    vocabulary
        The tags. Names, ids and synonyms are all recognised, in singular and plural.
    services
        Streaming services and broadcasters, recognised after "on", "from" and "by".
    newest
        The latest year of any title, which "recent" counts back from.
    """

    def __init__(self, vocabulary: Iterable[Tag], services: Iterable[str] = (), newest: int = 2026) -> None:
        self._tags: dict[tuple[str, ...], str] = {}
        vocabulary = list(vocabulary)
        for tag in vocabulary:
            for name in tag.synonyms:
                self._tags.setdefault(_phrase(name), tag.id)
        for tag in vocabulary:
            self._tags[_phrase(tag.id.replace("-", " "))] = tag.id
            self._tags[_phrase(tag.name)] = tag.id
        self._tags.pop((), None)
        self._longest_tag = max(map(len, self._tags), default=0)
        self._services = {_stems(service): service for service in services}
        self._services.pop((), None)
        self._newest = newest

    def understand(self, typed: str, titles: Titles | None = None) -> Understood:
        """Parse a typed request. Never fails, whatever was typed."""
        text = plain(typed[:MOST_TYPED])
        if titles is not None:
            for pattern in (_FAN_OF, _BUT):
                found = pattern.match(text)
                if found and not self._is_tag(found["title"]) and titles(found["title"]):
                    # Read as "like" that title; what follows stays as it is.
                    text = f"like {found['title']}, {text[found.end() :].lstrip(' ,;.!?')}"
                    break
        return Understood(tuple(_Reader(self, text, titles).wishes()))

    def _is_tag(self, words: str) -> bool:
        typed = words.split()
        found = self.tag_at(typed)
        return found is not None and found[1] == len(typed)

    def tag_at(self, words: Sequence[str]) -> tuple[str, int] | None:
        """Return the tag named by the longest run of words from the first one, and the length of that run."""
        reach = [(place, stem(word)) for place, word in enumerate(words[: 2 * self._longest_tag]) if word not in LINKS]
        if not reach or reach[0][0]:
            return None
        for length in range(min(len(reach), self._longest_tag), 0, -1):
            tag = self._tags.get(tuple(stemmed for _, stemmed in reach[:length]))
            if tag is not None:
                return tag, reach[length - 1][0] + 1
        return None

    def service_at(self, words: Sequence[str]) -> tuple[str, int] | None:
        """Return the service named by the longest run of words from the first one, and the length of that run."""
        stemmed = _stems(" ".join(words[:4]))
        for length in range(len(stemmed), 0, -1):
            service = self._services.get(stemmed[:length])
            if service is not None:
                return service, length
        return None

    @property
    def newest(self) -> int:
        """The latest year of any title."""
        return self._newest


class _Reader:
    """One text being parsed from left to right."""

    def __init__(self, parser: QueryParser, text: str, titles: Titles | None) -> None:
        self._parser = parser
        self._text = text
        self._titles = titles
        self._looked_up = 0
        self._tokens = [Token(found[0], *found.span()) for found in _TOKEN.finditer(text)]
        self._words = [token.word.replace("'", "").replace("’", "") for token in self._tokens]
        self._place = 0
        self._negated = False

    def wishes(self) -> Iterator[Wish]:
        """Yield what is understood, in the order it was typed."""
        seen: set[tuple[WishKind, str]] = set()
        while self._place < len(self._tokens):
            for wish in self._next():
                if (wish.kind, wish.value) not in seen:
                    seen.add((wish.kind, wish.value))
                    yield wish

    def _next(self) -> Sequence[Wish]:
        if self._tokens[self._place].ends_a_clause:
            self._negated = False
            self._place += 1
            return ()
        for read in (self._alone, self._length, self._negation, self._like, self._tag, self._country, self._service):
            wishes = read()
            if wishes is not None:
                return wishes
        return self._word()

    def _alone(self) -> Sequence[Wish] | None:
        for phrase in _ALONE_PHRASES:
            if self._at(phrase):
                return [self._wish(WishKind.STANDS_ALONE, "", len(phrase))]
        return None

    def _length(self) -> Sequence[Wish] | None:
        start = self._tokens[self._place].start
        found = duration_at(self._text, start, newest=self._parser.newest)
        if not found:
            return None
        length = sum(1 for token in self._tokens[self._place :] if token.start < found[0].end)
        tag = self._parser.tag_at(self._words[self._place :])
        if (tag is not None and tag[1] > length) or self._is_setting(length):
            return None
        typed = self._typed(length)
        wishes = [Wish(one.kind, one.value, typed) for one in found]
        if self._negated:
            opposites = [opposite(one.kind, one.value) for one in wishes]
            wishes = [Wish(*one, f"not {typed}") for one in opposites if one is not None]
        self._advance(length)
        return wishes

    def _is_setting(self, length: int) -> bool:
        """Return whether these words are when the story is set, not when it was made: "in the 1980s"."""
        set_in = self._words[self._place] == "in" or self._words[max(0, self._place - 1)] in {"in", "the"}
        inside = self._words[self._place : self._place + length]
        return set_in and any(self._parser.tag_at(inside[start:]) is not None for start in range(len(inside)))

    def _negation(self) -> Sequence[Wish] | None:
        length = next((len(phrase) for phrase in _NOT_PHRASES if self._at(phrase)), 0)
        if not length and self._words[self._place] in NEGATIONS:
            length = 1
        if not length:
            return None
        self._negated = True
        self._place += length
        while self._place < len(self._words) and self._words[self._place] in SOFTENERS:
            if self._words[self._place] == "like":
                break
            self._place += 1
        return ()

    def _like(self) -> Sequence[Wish] | None:
        length = next((len(phrase) for phrase in _LIKE_PHRASES if self._at(phrase)), 0)
        if not length:
            return None
        after = self._place + length
        found = self._title_from(after)
        if found is None:
            self._place = after
            return ()
        kind = WishKind.UNLIKE if self._negated else WishKind.LIKE
        wishes: list[Wish] = []
        while found is not None:
            key, end = found
            wishes.append(Wish(kind, key, self._text[self._tokens[after].start : self._tokens[end - 1].end]))
            self._place = end
            after = end + 1
            found = self._title_from(after) if self._words[end : end + 1] in _JOINS else None
        self._negated = False
        return wishes

    def _title_from(self, start: int) -> tuple[str, int] | None:
        """Find the title that starts here: the longest run of words that names one, first up to a word like "but"."""
        contrast = next(
            (n for n in range(start, len(self._words)) if self._words[n] in _CONTRASTS | {";"}), len(self._words)
        )
        near = range(contrast, start, -1)
        far = range(len(self._words), contrast, -1)
        for end in (*near, *far):
            if self._tokens[end - 1].ends_a_clause:
                continue
            if self._titles is None or self._looked_up >= MOST_LOOKED_UP:
                return None
            self._looked_up += 1
            keys = self._titles(self._text[self._tokens[start].start : self._tokens[end - 1].end])
            if keys:
                return keys[0], end
        return None

    def _tag(self) -> Sequence[Wish] | None:
        found = self._parser.tag_at(self._words[self._place :])
        if found is None:
            return None
        tag, length = found
        return [self._wish(WishKind.NOT_TAG if self._negated else WishKind.TAG, tag, length)]

    def _country(self) -> Sequence[Wish] | None:
        for length in (4, 3, 2, 1):
            code = COUNTRY_WORDS.get(tuple(self._words[self._place : self._place + length]))
            if code is not None:
                return [self._wish(WishKind.NOT_COUNTRY if self._negated else WishKind.COUNTRY, code, length)]
        return None

    def _service(self) -> Sequence[Wish] | None:
        if self._words[self._place] not in {"on", "from", "by"}:
            return None
        found = self._parser.service_at(self._words[self._place + 1 :])
        return None if found is None else [self._wish(WishKind.SERVICE, found[0], found[1] + 1)]

    def _word(self) -> Sequence[Wish]:
        word = self._words[self._place]
        if word in _CONTRASTS or word == "and":
            self._negated = False
        kind = _KIND_WORDS.get(word)
        if kind is not None:
            if not self._negated:
                return [self._wish(WishKind.KIND, kind.value, 1)]
            self._advance(1)
            return ()
        is_filler = word in STOP_WORDS or word in FILLERS or len(word) == 1 or word.isdecimal()
        if is_filler:
            self._place += 1
            return ()
        return [self._wish(WishKind.NOT_WORD if self._negated else WishKind.WORD, word, 1)]

    def _wish(self, kind: WishKind, value: str, length: int) -> Wish:
        wish = Wish(kind, value, self._typed(length))
        self._advance(length)
        return wish

    def _advance(self, length: int) -> None:
        """Move on after something understood. A negation only carries over to the next part after "or"."""
        self._place += length
        goes_on = self._place < len(self._words) and self._words[self._place] in _GOES_ON
        self._negated = self._negated and goes_on

    def _typed(self, length: int) -> str:
        last = self._tokens[min(self._place + length, len(self._tokens)) - 1]
        return self._text[self._tokens[self._place].start : last.end]

    def _at(self, phrase: Sequence[str]) -> bool:
        return tuple(self._words[self._place : self._place + len(phrase)]) == tuple(phrase)


def _phrase(name: str) -> tuple[str, ...]:
    """Return the stems of a tag's name without linking words: "exes who meet" becomes "exes meet"."""
    return tuple(stem(word) for word in tokens(name) if word not in LINKS)


def _stems(name: str) -> tuple[str, ...]:
    return tuple(stem(found[0].replace("'", "").replace("’", "")) for found in _TOKEN.finditer(plain(name)))
