"""The two forms of a title, facts and story: fill their fields from facts, and read and check them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from bot.custom_titles.lexicon import Lexicon
from bot.models import limits
from bot.models import text as texts
from bot.models.catalogue import Anthology, Instalment, Kind, Role
from bot.models.custom_titles import CastLine, Fact, TitleFacts
from bot.models.ids import TagId
from bot.models.text import Wrong, one_line

FAR_TOO_MANY = 5
"""With this many times more words than allowed, they are only counted and not looked up."""
MOST_NEAR = 12
"""Unknown words of a form that get suggestions; each is compared with every known spelling."""


class TitleField(StrEnum):
    """A field of one of the two forms, by the name it is submitted under."""

    TITLES = "titles"
    KIND = "kind"
    LENGTH = "length"
    YEAR = "year"
    COUNTRIES = "countries"
    PREMISE = "premise"
    TAGS = "tags"
    CAST = "cast"


class TitleForm(StrEnum):
    """Which of the two forms."""

    FACTS = "facts"
    STORY = "story"


Typed = Mapping[str, str]
"""The text of each field, by the field's name."""

FACTS_IN: Mapping[TitleField, frozenset[Fact]] = {
    TitleField.TITLES: frozenset({Fact.TITLE, Fact.NATIVE_TITLE, Fact.ALIASES}),
    TitleField.KIND: frozenset({Fact.KIND}),
    TitleField.LENGTH: frozenset({Fact.EPISODES, Fact.MINUTES}),
    TitleField.YEAR: frozenset({Fact.YEAR}),
    TitleField.COUNTRIES: frozenset({Fact.COUNTRIES}),
    TitleField.PREMISE: frozenset({Fact.PREMISE}),
    TitleField.TAGS: frozenset({Fact.TAGS}),
    TitleField.CAST: frozenset({Fact.CAST}),
}
"""The facts each field holds."""


def fields_in(form: TitleForm, *, instalment: bool) -> tuple[TitleField, ...]:
    """Give the fields of a form, in their order."""
    if form is TitleForm.STORY:
        return (TitleField.PREMISE, TitleField.TAGS, *((TitleField.CAST,) if instalment else ()))
    middle = TitleField.LENGTH if instalment else TitleField.KIND
    return (TitleField.TITLES, middle, TitleField.YEAR, TitleField.COUNTRIES)


def all_fields(*, instalment: bool) -> tuple[TitleField, ...]:
    """Give the fields of both forms."""
    return tuple(field for form in TitleForm for field in fields_in(form, instalment=instalment))


class TitleFault(Struct, frozen=True):
    """One thing that is wrong with a form.

    Parameters
    ----------
    text
        The wrong part, as typed.
    count, most
        The amount and its limit; for a number out of range, the lowest and the highest allowed.
    nearest
        Known words that are similar.
    """

    field: TitleField
    wrong: Wrong
    text: str = ""
    count: int = 0
    most: int = 0
    nearest: tuple[str, ...] = ()


class TitleReading(Struct, frozen=True):
    """The facts of a form and its faults; facts with a fault are left out."""

    facts: TitleFacts
    faults: tuple[TitleFault, ...]


class Known(Struct, frozen=True):
    """The words and limits that forms are checked against.

    Parameters
    ----------
    last_year
        The latest year a title may have.
    """

    tags: Lexicon
    countries: Lexicon
    last_year: int


def fill(facts: TitleFacts, known: Known, *, instalment: bool) -> dict[str, str]:
    """Write facts into the fields of both forms."""
    values: dict[TitleField, str] = {
        TitleField.TITLES: "\n".join(filter(None, (facts.title, facts.native_title, *facts.aliases))),
        TitleField.KIND: facts.kind or "",
        TitleField.LENGTH: _length_written(facts.episodes, facts.minutes),
        TitleField.YEAR: str(facts.year or ""),
        TitleField.COUNTRIES: ", ".join(map(known.countries.name, facts.countries)),
        TitleField.PREMISE: facts.premise or "",
        TitleField.TAGS: ", ".join(map(known.tags.name, facts.tags)),
        TitleField.CAST: "\n".join(map(_cast_written, facts.cast)),
    }
    return {field.value: values[field] for field in all_fields(instalment=instalment)}


def _length_written(episodes: int | None, minutes: int | None) -> str:
    return f"{episodes or '?'} × {minutes or '?'}" if episodes or minutes else ""


def _cast_written(line: CastLine) -> str:
    return f"{line.name} as {line.character}" if line.character else line.name


def read(typed: Typed, known: Known, *, instalment: bool, near: int = MOST_NEAR) -> TitleReading:
    """Read both forms; a missing field counts as empty.

    Parameters
    ----------
    near
        How many unknown words get suggestions.
    """
    reading = _Reading(typed, known, near)
    facts = reading.facts(instalment=instalment)
    return TitleReading(facts, tuple(reading.faults))


class _Reading:
    """Reads one pair of forms and collects the faults."""

    def __init__(self, typed: Typed, known: Known, near: int) -> None:
        self._typed = typed
        self._known = known
        self._near = near
        self.faults: list[TitleFault] = []

    def facts(self, *, instalment: bool) -> TitleFacts:
        title, native, aliases = self._titles()
        facts = TitleFacts(
            title=title,
            native_title=native,
            aliases=aliases,
            year=self._year(),
            countries=self._words(TitleField.COUNTRIES, self._known.countries, limits.COUNTRIES),
            premise=self._premise(),
            tags=tuple(TagId(tag) for tag in self._words(TitleField.TAGS, self._known.tags, limits.TAGS)),
        )
        if not instalment:
            return replace(facts, kind=self._kind())
        episodes, minutes = self._length()
        return replace(facts, episodes=episodes, minutes=minutes, cast=self._cast())

    def _wrong(self, field: TitleField, wrong: Wrong, text: str = "", count: int = 0, most: int = 0) -> None:
        self.faults.append(TitleFault(field, wrong, text, count, most))

    def _lines(self, field: TitleField) -> list[str]:
        return list(texts.lines(self._typed.get(field, "")))

    def _line(self, field: TitleField) -> str:
        return one_line(self._typed.get(field, ""))

    def _fits(self, field: TitleField, text: str, most: int) -> bool:
        if len(text) > most:
            self._wrong(field, Wrong.TOO_LONG, text, count=len(text), most=most)
        return len(text) <= most

    def _at_most(self, field: TitleField, things: Sequence[object], most: int) -> bool:
        if len(things) > most:
            self._wrong(field, Wrong.TOO_MANY, count=len(things), most=most)
        return len(things) <= most

    def _titles(self) -> tuple[str | None, str | None, tuple[str, ...]]:
        lines = self._lines(TitleField.TITLES)
        if not lines:
            self._wrong(TitleField.TITLES, Wrong.MISSING)
            return None, None, ()
        title, *others = [line for line in lines if self._fits(TitleField.TITLES, line, limits.TITLE)] or [None]
        if not self._at_most(TitleField.TITLES, others, limits.ALIASES) or title is None:
            return title, None, ()
        native = next((other for other in others if other and script_of(other) != script_of(title)), None)
        return title, native, tuple(other for other in others if other and other != native)

    def _kind(self) -> Kind | None:
        said = self._line(TitleField.KIND)
        if said not in set(Kind):
            self._wrong(TitleField.KIND, Wrong.UNREADABLE if said else Wrong.MISSING, said)
            return None
        return Kind(said)

    def _year(self) -> int | None:
        said = self._line(TitleField.YEAR)
        if not said:
            return None
        year = int(said) if re.fullmatch(r"[0-9]{1,9}", said) else 0
        if not limits.FIRST_YEAR <= year <= self._known.last_year:
            self._wrong(TitleField.YEAR, Wrong.UNREADABLE, said, count=limits.FIRST_YEAR, most=self._known.last_year)
            return None
        return year

    def _length(self) -> tuple[int | None, int | None]:
        said = self._line(TitleField.LENGTH)
        if not said:
            return None, None
        read = _length_read(said)
        ends = (limits.EPISODES, limits.MINUTES)
        if read is None or not all(value is None or 1 <= value <= most for value, most in zip(read, ends, strict=True)):
            self._wrong(TitleField.LENGTH, Wrong.UNREADABLE, said, count=limits.EPISODES, most=limits.MINUTES)
            return None, None
        return read

    def _premise(self) -> str | None:
        said = self._line(TitleField.PREMISE)
        return said if said and self._fits(TitleField.PREMISE, said, limits.PREMISE) else None

    def _words(self, field: TitleField, lexicon: Lexicon, most: int) -> tuple[str, ...]:
        found: list[str] = []
        words = [word for word in map(one_line, re.split(r"[,;\n，、؛]", self._typed.get(field, ""))) if word]
        if len(words) > FAR_TOO_MANY * most:
            self._wrong(field, Wrong.TOO_MANY, count=len(words), most=most)
            return ()
        for word in words:
            if key := lexicon.find(word):
                found.append(key)
            else:
                nearest = lexicon.nearest(word) if self._near > 0 else ()
                self._near -= 1
                self.faults.append(TitleFault(field, Wrong.UNKNOWN, word, nearest=nearest))
        found = list(dict.fromkeys(found))
        return tuple(found) if self._at_most(field, found, most) else ()

    def _cast(self) -> tuple[CastLine, ...]:
        lines = [_cast_read(line) for line in self._lines(TitleField.CAST)]
        for line in lines:
            self._fits(TitleField.CAST, line.name, limits.NAME)
            self._fits(TitleField.CAST, line.character or "", limits.CHARACTER)
            if not line.name:
                self._wrong(TitleField.CAST, Wrong.UNREADABLE, _cast_written(line))
        return tuple(dict.fromkeys(lines)) if self._at_most(TitleField.CAST, lines, limits.CAST) else ()


_COUNT = r"([0-9]{1,9}|\?)?"
_UNIT = r"\s*[^\W\d_]*\.?"
_LENGTH = re.compile(
    rf"{_COUNT}{_UNIT}?\s*(?:[×*]|(?<=[\d?\s])[xх]|[xх](?=[\d?\s]|$))\s*{_COUNT}{_UNIT}", re.IGNORECASE
)
_ALONE = re.compile(rf"([0-9]{{1,9}})({_UNIT})", re.IGNORECASE)
_EPISODES = ("ep", "fol", "cap", "회", "화", "부", "話", "集")
"""Beginnings of words for episodes."""


def _length_read(said: str) -> tuple[int | None, int | None] | None:
    """Read ``6 × 45``, ``6 x ?``, ``? x 45``, ``6 episodes``, ``61 min`` (one episode); None if it is none of them."""
    if found := _LENGTH.fullmatch(said):
        episodes, minutes = (int(count) if count and count != "?" else None for count in found.groups())
        return (episodes, minutes) if episodes is not None or minutes is not None else None
    if found := _ALONE.fullmatch(said):
        count, unit = int(found[1]), found[2].strip().casefold()
        return (count, None) if unit.startswith(_EPISODES) else (1, count)
    return None


_PARTED = r"\s+as\s+|\s+[-–—]\s+"
_CAST_LINE = re.compile(rf"(?P<name>.*?)(?:{_PARTED})(?P<character>.+)", re.IGNORECASE)
_BRACKETED = re.compile(rf"(?P<name>.*?)(?:{_PARTED}|\s*[(（])(?P<character>.+)", re.IGNORECASE)
"""For lines that end with a bracket. The caller checks that: in the pattern itself, many brackets would be slow."""


def _cast_read(line: str) -> CastLine:
    """Read ``Name as Character``, ``Name (Character)``, ``Name - Character`` or ``Name``."""
    found = (_BRACKETED if line.endswith((")", "）")) else _CAST_LINE).fullmatch(line)
    if not found:
        return CastLine(line)
    character = found["character"]
    if line[found.end("name") :].lstrip()[0] in "(（":
        character = character[:-1].strip()
    return CastLine(found["name"].strip(), character or None)


def script_of(text: str) -> str:
    """Give the script of most letters of a text: ``LATIN``, ``HANGUL``; empty if it has no letters."""
    scripts = [unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha()]
    return max(scripts, key=scripts.count, default="")


def facts_of(title: Anthology | Instalment) -> TitleFacts:
    """Give a bundled title's facts in the form a server's corrections have."""
    facts = TitleFacts(
        title=title.title,
        native_title=title.native_title,
        aliases=title.aliases,
        countries=title.countries,
        premise=title.premise,
        tags=title.tags,
    )
    if isinstance(title, Anthology):
        return replace(facts, kind=title.kind, year=title.began)
    return replace(
        facts,
        year=title.year,
        episodes=title.episodes,
        minutes=title.minutes,
        cast=tuple(CastLine(credit.person.name, credit.character) for credit in title.credited(Role.ACTOR)),
    )


def changed_facts(facts: TitleFacts, before: TitleFacts) -> frozenset[Fact]:
    """Give the facts that differ from before."""
    return frozenset(fact for fact in Fact if getattr(facts, fact) != getattr(before, fact))


def with_changes(before: TitleFacts, facts: TitleFacts, overridden: Collection[Fact]) -> TitleFacts:
    """Replace the overridden facts with the server's."""
    return replace(before, **{fact.value: getattr(facts, fact) for fact in overridden})
