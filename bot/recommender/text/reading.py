"""One request being read from left to right."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from msgspec import Struct

from bot.recommender.requests import ALTERNATIVE, IN_ROLE, Wish, WishKind
from bot.recommender.text.durations import duration_at
from bot.recommender.text.durations import opposite as opposite_duration
from bot.recommender.text.lexicon import Lexicon, opposite
from bot.recommender.text.names import Names
from bot.recommender.text.phrases import (
    ALONE_PHRASES,
    BEFORE_SERVICES,
    CONTRASTS,
    CREDITS,
    ENDS_A_CLAUSE,
    GOES_ON,
    GOES_ON_TOO,
    JOINS,
    KIND_WORDS,
    LAUGHTER,
    LIKE_PHRASES,
    MADE,
    NOT_PHRASES,
    PRONOUNS,
    SEEN_PHRASES,
)
from bot.recommender.text.stopwords import CHATTER, FILLERS, NEGATIONS, RELATIVES, SOFTENERS, STOP_WORDS
from bot.recommender.text.translation import Translation

MOST_LOOKED_UP = 40
"""Texts of one request that are looked up as names: each takes milliseconds, and "like like like ..." has hundreds."""
LONGEST_NAME = 4
"""Words of a person's name."""
FEWEST_TELLING = 2
"""Words of a title that begins a clause, stop words aside."""
LONGEST_SEEN_TITLE = 6
"""Words of a title behind "not"."""

_LETTERS = re.compile(r"[^\W\d_]+")
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


class Reader:
    """Reads one text.

    Parameters
    ----------
    translation
        The text in English.
    lexicon
        What phrases ask for.
    is_word
        Whether a word stands in a premise, and so is no misspelling.
    newest
        The latest year of any title.
    """

    def __init__(
        self, translation: Translation, lexicon: Lexicon, is_word: Callable[[str], bool], newest: int, names: Names
    ) -> None:
        self._translation = translation
        self._text = translation.english
        self._lexicon = lexicon
        self._newest = newest
        self._names = names
        self._looked_up = 0
        self._tokens = [Token(found[0], *found.span()) for found in _TOKEN.finditer(self._text)]
        bare = (one.word.replace("'", "").replace("’", "").removesuffix("+") for one in self._tokens)
        # A word of another language is no misspelt English one.
        self._words = [*bare] if translation.foreign else lexicon.corrected([*bare], is_word)
        self._place = 0
        self._negated = False
        self._negation_goes_on = False

    @property
    def says_nothing(self) -> bool:
        """Whether it is no request at all: signs, figures, "lol"."""
        typed = _LETTERS.findall(self._translation.typed)
        return all(word in CHATTER or LAUGHTER.fullmatch(word) for word in typed)

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
        for read in (
            self._alone,
            self._seen,
            self._person_with_role,
            self._length,
            self._phrase_and_negation,
            self._like,
            self._title,
            self._unwanted_title,
            self._person,
            self._phrase,
            self._service,
        ):
            wishes = read()
            if wishes is not None:
                return wishes
        return self._word()

    def _alone(self) -> Sequence[Wish] | None:
        phrase = self._any_of(ALONE_PHRASES)
        return [self._wish(WishKind.STANDS_ALONE, "", len(phrase))] if phrase else None

    def _length(self) -> Sequence[Wish] | None:
        start = self._tokens[self._place].start
        found = duration_at(self._text, start, newest=self._newest)
        if not found:
            return None
        length = sum(1 for token in self._tokens[self._place :] if token.start < found[0].end)
        phrase = self._lexicon.at(self._words[self._place :])
        if (phrase is not None and phrase[1] > length) or self._is_setting(length):
            return None
        typed = self._typed(length)
        wishes = [Wish(one.kind, one.value, typed) for one in found]
        if self._negated:
            opposites = [opposite_duration(one.kind, one.value) for one in wishes]
            wishes = [Wish(*one, f"not {typed}") for one in opposites if one is not None]
        self._advance(length)
        return wishes

    def _is_setting(self, length: int) -> bool:
        """Return whether these words are when the story is set, not when it was made: "in the 1980s"."""
        if self._words[max(0, self._place - 1)] in MADE or self._words[max(0, self._place - 2)] in MADE:
            return False
        set_in = self._words[self._place] == "in" or self._words[max(0, self._place - 1)] in {"in", "the"}
        inside = self._words[self._place : self._place + length]
        return set_in and any(self._lexicon.at(inside[start:]) is not None for start in range(len(inside)))

    def _phrase_and_negation(self) -> Sequence[Wish] | None:
        """Read a negation, unless it begins a phrase of its own ("no strings attached")."""
        if self._lexicon.at(self._words[self._place :]) is not None:
            return None
        phrase = self._any_of(NOT_PHRASES)
        word = self._words[self._place]
        if not phrase and word not in NEGATIONS:
            return None
        self._negated = True
        self._negation_goes_on = bool(phrase) or word in GOES_ON_TOO
        self._place += len(phrase) or 1
        while self._place < len(self._words) and self._words[self._place] in SOFTENERS:
            if self._words[self._place] == "like":
                break
            self._place += 1
        return ()

    def _like(self) -> Sequence[Wish] | None:
        phrase = self._any_of(LIKE_PHRASES)
        if not phrase:
            return None
        kind = WishKind.UNLIKE if self._negated else WishKind.LIKE
        wishes = self._titles_from(self._place + len(phrase), kind, self._names.liked)
        if wishes is None:
            self._place += len(phrase)
            return ()
        self._negated = False
        return wishes

    def _seen(self) -> Sequence[Wish] | None:
        phrase = self._any_of(SEEN_PHRASES)
        return self._titles_from(self._place + len(phrase), WishKind.SEEN, self._names.titled) if phrase else None

    def _titles_from(self, start: int, kind: WishKind, find: Callable[[str], str | None]) -> Sequence[Wish] | None:
        """Read titles joined by "and" or commas; None if there is none."""
        found = self._title_from(start, find)
        if found is None:
            return None
        wishes: list[Wish] = []
        while found is not None:
            key, end = found
            wishes.append(Wish(kind, key, self._typed_from(start, end)))
            self._place = end
            start = end + 1
            found = self._title_from(start, find) if self._words[end : end + 1] in JOINS else None
        return wishes

    def _is_pronoun(self, start: int, end: int) -> bool:
        return end == start + 1 and self._words[start] in PRONOUNS

    def _title_from(self, start: int, find: Callable[[str], str | None]) -> tuple[str, int] | None:
        """Find the title that starts here: the longest run of words that names one, first up to a word like "but"."""
        contrast = next(
            (n for n in range(start, len(self._words)) if self._words[n] in CONTRASTS | {";"}), len(self._words)
        )
        near = range(contrast, start, -1)
        far = range(len(self._words), contrast, -1)
        for end in (*near, *far):
            if self._tokens[end - 1].ends_a_clause or self._is_pronoun(start, end):
                continue
            if self._looked_up >= MOST_LOOKED_UP:
                return None
            self._looked_up += 1
            if key := find(self._typed_from(start, end)):
                return key, end
        return None

    def _title(self) -> Sequence[Wish] | None:
        """Read a title of several words that begins a clause: "reply 1988 was perfect, what now".

        In another script, it is one wherever it stands: nothing is called so by chance.
        """
        if self._negated:
            return None
        if not self._words[self._place].isascii() and (key := self._names.titled(self._typed(1))):
            return [self._wish(WishKind.LIKE, key, 1)]
        if self._place and not self._tokens[self._place - 1].ends_a_clause:
            return None
        for length in range(LONGEST_SEEN_TITLE, 1, -1):
            words = self._words[self._place : self._place + length]
            telling = [word for word in words if word not in STOP_WORDS]
            if len(words) < length or len(telling) < FEWEST_TELLING or self._lexicon.names(words):
                continue
            if self._names.titled(self._typed(length)):
                found = self._titles_from(self._place, WishKind.LIKE, self._names.titled)
                if found is not None:
                    return found
        return None

    def _unwanted_title(self) -> Sequence[Wish] | None:
        """Read a title behind "not", which is not wanted itself: "not black mirror"."""
        if not self._negated:
            return None
        for length in range(LONGEST_SEEN_TITLE, 0, -1):
            words = self._words[self._place : self._place + length]
            if len(words) < length or self._lexicon.names(words):
                continue
            if any(token.ends_a_clause for token in self._tokens[self._place : self._place + length]):
                continue
            if key := self._names.titled(self._typed(length)):
                return [self._wish(WishKind.SEEN, key, length)]
        return None

    def _person_with_role(self) -> Sequence[Wish] | None:
        """Read a person behind "with", "directed by" and the like, who may be misspelt there."""
        for phrase, role in CREDITS.items():
            if not self._at(phrase):
                continue
            after = self._place + len(phrase)
            for length in range(LONGEST_NAME, 0, -1):
                if found := self._person_at(after, length, certainly=False):
                    value = f"{found}{IN_ROLE}{role}" if role else found
                    return self._people(value, len(phrase) + length)
        return None

    def _person(self) -> Sequence[Wish] | None:
        """Read a person's full name, wherever it stands."""
        shortest = 1 if not self._words[self._place].isascii() else 2
        for length in range(LONGEST_NAME, shortest - 1, -1):
            if found := self._person_at(self._place, length, certainly=True):
                return self._people(found, length)
        return None

    def _person_at(self, start: int, length: int, *, certainly: bool) -> str | None:
        words = self._words[start : start + length]
        if len(words) < length or any(token.ends_a_clause for token in self._tokens[start : start + length]):
            return None
        if length == 1 and self._lexicon.at(words) is not None:
            return None
        if not certainly:
            if self._looked_up >= MOST_LOOKED_UP or all(word in STOP_WORDS or word in FILLERS for word in words):
                return None
            if self._negated and self._lexicon.names(words):
                return None  # "nothing with animal cruelty"
            self._looked_up += 1
        return self._names.person(self._typed_from(start, start + length), certainly=certainly)

    def _people(self, value: str, length: int) -> Sequence[Wish]:
        return [self._wish(WishKind.NOT_PERSON if self._negated else WishKind.PERSON, value, length)]

    def _phrase(self) -> Sequence[Wish] | None:
        found = self._lexicon.at(self._words[self._place :], negated=self._negated)
        if found is None:
            return None
        if not self._negated and (either := self._alternatives(*found)) is not None:
            return either
        return self._meant(*found)

    def _alternatives(self, meant: Sequence[Wish], length: int) -> Sequence[Wish] | None:
        """Read tags joined by "or" as one wish: "zombies or vampires"; None if there is only one."""
        tags = _tags_of(meant)
        end = self._place + length
        while tags and self._words[end : end + 1] == ["or"] and (more := self._lexicon.at(self._words[end + 1 :])):
            others = _tags_of(more[0])
            if not others:
                break
            tags, end = [*tags, *others], end + 1 + more[1]
        if end == self._place + length:
            return None
        value = ALTERNATIVE.join(dict.fromkeys(tags))
        return [self._wish(WishKind.ONE_OF, value, end - self._place)]

    def _meant(self, meant: Sequence[Wish], length: int) -> Sequence[Wish]:
        """Return what words ask for, or what they ask not to have behind "not"."""
        typed = self._typed(length)
        wishes = [Wish(one.kind, one.value, typed) for one in meant]
        if self._negated:
            wishes = [turned for one in wishes if (turned := opposite(one)) is not None]
        self._advance(length)
        return wishes

    def _service(self) -> Sequence[Wish] | None:
        if self._words[self._place] not in BEFORE_SERVICES:
            return None
        found = self._lexicon.service_at(self._words[self._place + 1 :])
        if found is None:
            return None
        return [self._wish(WishKind.NOT_SERVICE if self._negated else WishKind.SERVICE, found[0], found[1] + 1)]

    def _word(self) -> Sequence[Wish]:
        word = self._words[self._place]
        if word in CONTRASTS or (word == "and" and not self._negation_goes_on):
            self._negated = False
        kind = KIND_WORDS.get(word)
        if kind is not None:
            if not self._negated:
                return [self._wish(WishKind.KIND, kind.value, 1)]
            self._advance(1)
            return ()
        says_who_watches = word in RELATIVES and self._words[self._place - 1 : self._place] == ["my"]
        if says_who_watches or len(word) == 1 or word.isdecimal() or self._is_filler(word):
            self._place += 1
            return ()
        if learned := self._lexicon.learned(word):
            return self._meant(learned, 1)
        return [self._wish(WishKind.NOT_WORD if self._negated else WishKind.WORD, word, 1)]

    @staticmethod
    def _is_filler(word: str) -> bool:
        listed = word in STOP_WORDS or word in FILLERS or word in CHATTER
        return listed or LAUGHTER.fullmatch(word) is not None

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

    def _at(self, phrase: Sequence[str]) -> bool:
        return tuple(self._words[self._place : self._place + len(phrase)]) == tuple(phrase)


def _tags_of(meant: Sequence[Wish]) -> list[str]:
    """Return the tags of which one is enough, if a phrase asks for nothing else."""
    if len(meant) != 1 or meant[0].kind not in {WishKind.TAG, WishKind.ONE_OF}:
        return []
    return meant[0].value.split(ALTERNATIVE)
