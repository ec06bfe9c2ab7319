"""One request being read from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.recommender.requests import ALTERNATIVE, Wish, WishKind
from bot.recommender.text.durations import duration_at
from bot.recommender.text.durations import opposite as opposite_duration
from bot.recommender.text.lexicon import opposite
from bot.recommender.text.naming import NameReader
from bot.recommender.text.phrases import (
    ALONE_PHRASES,
    BEFORE_SERVICES,
    CONTRASTS,
    GOES_ON_TOO,
    KIND_WORDS,
    LAUGHTER,
    MADE,
    NOT_AFTER_PHRASES,
    NOT_PHRASES,
)
from bot.recommender.text.stopwords import CHATTER, NEGATIONS, RELATIVES, SOFTENERS

_LETTERS = re.compile(r"[^\W\d_]+")


class Reader(NameReader):
    """Reads one text: what it asks for, in the order in which it stands there."""

    @property
    def says_nothing(self) -> bool:
        """Whether it is no request at all: signs, figures, "lol"."""
        typed = _LETTERS.findall(self._translation.typed)
        return all(word in CHATTER or LAUGHTER.fullmatch(word) for word in typed)

    def wishes(self) -> Iterator[Wish]:
        """Yield what is understood, in the order it was typed."""
        found: list[Wish] = []
        while self._place < len(self._tokens):
            if phrase := self._any_of(NOT_AFTER_PHRASES):
                if found:
                    found[-1:] = filter(None, [opposite(found[-1])])
                self._place += len(phrase)
            else:
                found += self._next()
        seen: set[tuple[WishKind, str]] = set()
        for wish in found:
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
        phrase = self._any_of(NOT_PHRASES)
        found = self._lexicon.at(self._words[self._place :])
        if found is not None and found[1] >= max(1, len(phrase)):
            return None
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
        counted = any(one.isdecimal() for one in self._words[max(0, self._place - 1) : self._place + 2])
        if kind is not None and counted:
            self._advance(1)  # "6 episodes", "season 2": how many says nothing of the kind
            return ()
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


def _tags_of(meant: Sequence[Wish]) -> list[str]:
    """Return the tags of which one is enough, if a phrase asks for nothing else."""
    if len(meant) != 1 or meant[0].kind not in {WishKind.TAG, WishKind.ONE_OF}:
        return []
    return meant[0].value.split(ALTERNATIVE)
