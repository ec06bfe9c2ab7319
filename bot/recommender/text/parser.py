"""What a member typed, understood: tags wanted and not, lengths, countries, years, "like X", and the words left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.models.catalogue import Kind, Tag
from bot.recommender.models import Understood, Wish, WishKind
from bot.recommender.text.country_names import COUNTRY_WORDS
from bot.recommender.text.durations import duration_at, opposite
from bot.recommender.text.stopwords import FILLERS, LINKS, NEGATIONS, SILENT, SOFTENERS
from bot.recommender.text.tokens import plain, stem, tokens

Titles = Callable[[str], Sequence[str]]
"""Finds a title: takes the words after "like", gives the keys of what they name as a whole, best first, or nothing."""

MOST_TYPED = 400
"""Characters that are read; what comes after them is passed over."""

_TOKEN = re.compile(r"[^\W_]+(?:['’&+][^\W_]+)*\+?|[,;.!?:/|·]")
_ENDS_A_CLAUSE = frozenset(",;.!?:/|·")
_NOT_PHRASES = (("anything", "but"), ("except", "for"), ("other", "than"), ("stay", "away", "from"), ("free", "of"))
_JOINS = (["and"], ["or"], [","], ["plus"])
_GOES_ON = frozenset(("or", "nor"))
_TURNS = frozenset(("but", "only", "except", "though", "without", "instead", "just", "yet", "however"))
_LIKE_PHRASES = (
    ("in", "the", "vein", "of"),
    ("in", "the", "style", "of"),
    ("along", "the", "lines", "of"),
    ("reminds", "me", "of"),
    ("similar", "to"),
    ("same", "as"),
    ("such", "as"),
    ("like",),
    ("resembling",),
)
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
    """One typed word or mark, with where it stands in the plain text."""

    word: str
    start: int
    end: int

    @property
    def ends_a_clause(self) -> bool:
        """Whether a negation stops here."""
        return self.word in _ENDS_A_CLAUSE


class QueryParser:
    """Reads wishes as members type them.

    Parameters
    ----------
    vocabulary
        Names, ids and synonyms are all understood, in singular and plural.
    services
        Understood after "on" and "from".
    newest
        The latest year that anything is from: "recent" is measured by it.
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
        """Read typed words; whatever they are, something comes back."""
        text = plain(typed[:MOST_TYPED])
        return Understood(tuple(_Reading(self, text, titles).wishes()))

    def tag_at(self, words: Sequence[str]) -> tuple[str, int] | None:
        """Give the tag that the longest run of these words from the first on names, and the length of that run."""
        reach = [(place, stem(word)) for place, word in enumerate(words[: 2 * self._longest_tag]) if word not in LINKS]
        if not reach or reach[0][0]:
            return None
        for length in range(min(len(reach), self._longest_tag), 0, -1):
            tag = self._tags.get(tuple(stemmed for _, stemmed in reach[:length]))
            if tag is not None:
                return tag, reach[length - 1][0] + 1
        return None

    def service_at(self, words: Sequence[str]) -> tuple[str, int] | None:
        """Give the service that the longest run of these words from the first on names, and its length."""
        stemmed = _stems(" ".join(words[:4]))
        for length in range(len(stemmed), 0, -1):
            service = self._services.get(stemmed[:length])
            if service is not None:
                return service, length
        return None

    @property
    def newest(self) -> int:
        """The latest year that anything is from."""
        return self._newest


class _Reading:
    """One text being read from left to right."""

    def __init__(self, words: QueryParser, text: str, titles: Titles | None) -> None:
        self._known = words
        self._text = text
        self._titles = titles
        self._tokens = [Token(found[0], *found.span()) for found in _TOKEN.finditer(text)]
        self._words = [token.word.replace("'", "").replace("’", "") for token in self._tokens]
        self._place = 0
        self._negated = False

    def wishes(self) -> Iterator[Wish]:
        """Give what is understood, in the order in which it was typed."""
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
        for read in (self._alone, self._length, self._negation, self._liking, self._tag, self._country, self._service):
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
        said = duration_at(self._text, start, newest=self._known.newest)
        if not said:
            return None
        length = sum(1 for token in self._tokens[self._place :] if token.start < said[0].end)
        tag = self._known.tag_at(self._words[self._place :])
        if (tag is not None and tag[1] > length) or self._is_setting(length):
            return None
        typed = self._typed(length)
        wishes = [Wish(one.kind, one.value, typed) for one in said]
        if self._negated:
            turned = [opposite(one.kind, one.value) for one in wishes]
            wishes = [Wish(*one, f"not {typed}") for one in turned if one is not None]
        self._advance(length)
        return wishes

    def _is_setting(self, length: int) -> bool:
        """Say whether these words are a time that the story is set in, and not the time it was made: "in the 1980s"."""
        set_in = self._words[self._place] == "in" or self._words[max(0, self._place - 1)] in {"in", "the"}
        inside = self._words[self._place : self._place + length]
        return set_in and any(self._known.tag_at(inside[start:]) is not None for start in range(len(inside)))

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

    def _liking(self) -> Sequence[Wish] | None:
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
        """Find the title that begins here: the longest run of words that names one, before any turn first."""
        if self._titles is None:
            return None
        turn = next((n for n in range(start, len(self._words)) if self._words[n] in _TURNS | {";"}), len(self._words))
        near = range(turn, start, -1)
        far = range(len(self._words), turn, -1)
        for end in (*near, *far):
            if self._tokens[end - 1].ends_a_clause:
                continue
            keys = self._titles(self._text[self._tokens[start].start : self._tokens[end - 1].end])
            if keys:
                return keys[0], end
        return None

    def _tag(self) -> Sequence[Wish] | None:
        found = self._known.tag_at(self._words[self._place :])
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
        found = self._known.service_at(self._words[self._place + 1 :])
        return None if found is None else [self._wish(WishKind.SERVICE, found[0], found[1] + 1)]

    def _word(self) -> Sequence[Wish]:
        word = self._words[self._place]
        if word in _TURNS or word == "and":
            self._negated = False
        kind = _KIND_WORDS.get(word)
        if kind is not None:
            if not self._negated:
                return [self._wish(WishKind.KIND, kind.value, 1)]
            self._advance(1)
            return ()
        says_nothing = word in SILENT or word in FILLERS or len(word) == 1 or word.isdecimal()
        if says_nothing:
            self._place += 1
            return ()
        return [self._wish(WishKind.NOT_WORD if self._negated else WishKind.WORD, word, 1)]

    def _wish(self, kind: WishKind, value: str, length: int) -> Wish:
        wish = Wish(kind, value, self._typed(length))
        self._advance(length)
        return wish

    def _advance(self, length: int) -> None:
        """Go on after something that was understood; a negation reaches over "or" to what comes next, no further."""
        self._place += length
        goes_on = self._place < len(self._words) and self._words[self._place] in _GOES_ON
        self._negated = self._negated and goes_on

    def _typed(self, length: int) -> str:
        last = self._tokens[min(self._place + length, len(self._tokens)) - 1]
        return self._text[self._tokens[self._place].start : last.end]

    def _at(self, phrase: Sequence[str]) -> bool:
        return tuple(self._words[self._place : self._place + len(phrase)]) == tuple(phrase)


def _phrase(name: str) -> tuple[str, ...]:
    """Give the stems of a tag's name without the small words between: "exes who meet" is "exes meet"."""
    return tuple(stem(word) for word in tokens(name) if word not in LINKS)


def _stems(name: str) -> tuple[str, ...]:
    return tuple(stem(found[0].replace("'", "").replace("’", "")) for found in _TOKEN.finditer(plain(name)))
