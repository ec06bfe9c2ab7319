"""Plan an import of titles: custom titles, corrections, hidden titles and spoiler marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from bot.custom_titles.fields import FACTS_IN, Known, TitleFault, TitleField, read, with_changes
from bot.custom_titles.fields import Wrong as Found
from bot.exchange.formats import LIST_SEPARATOR, SHOWN, Row, Why, Wrong, first_of_each
from bot.exchange.report import Change, PlannedRow, TitleChange
from bot.exchange.row_codec import NO, YES, title_row
from bot.models import limits
from bot.models.custom_titles import Fact, Holdings, ServerTitle, SpoilerMark, SpoilerPart, TitleFacts
from bot.models.ids import (
    ID_PATTERN,
    INSTALMENT_ID_PATTERN,
    AnthologyId,
    InstalmentId,
    TitleId,
    anthology_of,
    is_instalment,
    is_own,
    short_id_of,
)
from bot.models.servers import Actor
from bot.models.text import lines, one_line

MOST_NEAR_ROWS: Final = 200
"""Faults up to which unknown words get suggestions, one word a row: finding similar words is slow."""
_NOT_ALLOWED: Final = {True: frozenset({Fact.KIND}), False: frozenset({Fact.EPISODES, Fact.MINUTES, Fact.CAST})}
"""Facts that an instalment (True) and an anthology (False) cannot have."""
_COLUMNS: Mapping[TitleField, str] = {TitleField.TITLES: "title", TitleField.LENGTH: "episodes"}
_YES, _NO = frozenset({YES, "true", "1", "x"}), frozenset({NO, "false", "0", ""})
_UNSAVED: Final = datetime.fromtimestamp(0, UTC)
"""Placeholder for the time of saving, which the store fills in."""
_FOUND: Mapping[Found, Why] = {
    Found.MISSING: Why.MISSING,
    Found.TOO_LONG: Why.TOO_LONG,
    Found.TOO_MANY: Why.TOO_MANY,
    Found.UNKNOWN: Why.UNKNOWN,
    Found.UNREADABLE: Why.UNREADABLE,
}


class TitlePlan(Struct):
    """Collects the plan of all title rows.

    Parameters
    ----------
    names
        The titles of bundled anthologies and instalments, by id.
    """

    names: Mapping[str, str]
    known: Known
    holdings: Holdings
    importer: Actor
    planned: list[PlannedRow] = field(default_factory=list[PlannedRow])
    wrong: list[Wrong] = field(default_factory=list[Wrong])
    changes: list[TitleChange] = field(default_factory=list[TitleChange])
    marks: list[SpoilerMark] = field(default_factory=list[SpoilerMark])
    _records: dict[str, ServerTitle] = field(default_factory=dict[str, ServerTitle])
    _added: int = 0
    _coming: set[str] = field(default_factory=set[str])
    _seen: dict[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        self._records = {one.id: one for one in self.holdings.titles}

    def expect(self, rows: Sequence[Row]) -> None:
        """Note which titles the file adds, as an instalment may come before its anthology."""
        self._coming = {key for row in rows if is_own(key := row.values.get("id", "").strip()) and _says_more(row)}

    def take(self, row: Row) -> None:
        """Plan one row."""
        wrong = list(row.wrong)
        key = self._key(row, wrong)
        marks = self._marks(row, key, wrong)
        says_more = _says_more(row)
        if key and says_more and (first := self._seen.setdefault(key, row.row)) != row.row:
            wrong.append(row.wrong_in("id", Why.TWICE, number=first))
        record = self._records.get(key) if key else None
        title = self._title(row, key, record, wrong) if key and says_more else None
        if title is not None and record is None and len(self._records) + self._added >= limits.SERVER_TITLES:
            wrong.append(row.wrong_in("id", Why.FULL, most=limits.SERVER_TITLES))
        if key is None or wrong:
            self.wrong += first_of_each(wrong)
            return
        writes = title is not None and (record is None or _differs(title, record))
        change = Change.NEW if writes and record is None else Change.CHANGED if writes or marks else Change.UNCHANGED
        name = (title and title.facts.title) or self.names.get(key) or key
        self.planned.append(PlannedRow(row.table, row.row, change, name))
        self.marks += marks
        if title is not None and writes:
            self.changes.append(TitleChange(title, record.version if record else 0))
            self._added += record is None

    def instalments(self) -> Iterator[tuple[InstalmentId, tuple[str, ...]]]:
        """Give the instalments the file adds, with their titles; its reviews may be about them."""
        for one in self.changes:
            if one.title.is_instalment:
                facts = one.title.facts
                yield InstalmentId(one.title.id), tuple(filter(None, (facts.title, facts.native_title, *facts.aliases)))

    def _key(self, row: Row, wrong: list[Wrong]) -> TitleId | None:
        said = row.values.get("id", "").strip()
        if not said:
            wrong.append(row.wrong_in("id", Why.MISSING))
            return None
        pattern = INSTALMENT_ID_PATTERN if is_instalment(said) else ID_PATTERN
        too_long = max(len(anthology_of(said)), len(short_id_of(said))) > limits.ID
        if too_long or not pattern.fullmatch(said):
            wrong.append(row.wrong_in("id", Why.UNREADABLE))
            return None
        if said not in self._records and said not in self.names and not self._is_coming(said):
            wrong.append(row.wrong_in("id", Why.INSTALMENT))
            return None
        return said if is_instalment(said) else AnthologyId(said)

    def _is_coming(self, key: str) -> bool:
        """Say whether the file adds a custom title of this id, and its anthology exists or is added too."""
        anthology = anthology_of(key)
        return key in self._coming and (
            anthology == key or anthology in self.names or anthology in self._records or anthology in self._coming
        )

    def _marks(self, row: Row, key: TitleId | None, wrong: list[Wrong]) -> list[SpoilerMark]:
        found: list[SpoilerMark] = []
        for word in re.split(r"[\s,;]+", row.values.get("covered", "").strip().casefold()):
            if word and word not in set(SpoilerPart):
                wrong.append(row.wrong_in("covered", Why.UNKNOWN))
            elif word and key:
                found.append(SpoilerMark(key, SpoilerPart(word)))
        return [mark for mark in dict.fromkeys(found) if mark not in self.holdings.spoiler_marks]

    def _title(self, row: Row, key: TitleId, record: ServerTitle | None, wrong: list[Wrong]) -> ServerTitle | None:
        overridden = self._overridden(row, key, wrong)
        hidden = self._hidden(row, record, wrong)
        own = is_own(key)
        if record and not row.wrong and _same_values(row, record, hidden=hidden):
            # A title that is already stored is never wrong, even if the limits were different when it was written.
            wrong.clear()
            return record
        facts, faults = self._facts(row, key)
        wrong += [fault for place, fault in faults if own or FACTS_IN[place] & overridden]
        return ServerTitle(
            server=self.importer.server,
            id=key,
            own=own,
            facts=with_changes(TitleFacts(), facts, overridden),
            said=overridden,
            version=record.version if record else 0,
            changed_by=self.importer.member,
            changed=record.changed if record else _UNSAVED,
            hidden=hidden,
        )

    def _overridden(self, row: Row, key: TitleId, wrong: list[Wrong]) -> frozenset[Fact]:
        listed = set(re.split(r"[\s,;]+", row.values.get("said", "").strip()))
        if listed - set(Fact) - {""}:
            wrong.append(row.wrong_in("said", Why.UNKNOWN))
        overridden = {fact for fact in Fact if fact in listed or fact in row.values}
        wrong += [row.wrong_in(fact, Why.NOT_ALLOWED) for fact in sorted(overridden & _NOT_ALLOWED[is_instalment(key)])]
        return frozenset(overridden)

    def _hidden(self, row: Row, record: ServerTitle | None, wrong: list[Wrong]) -> bool:
        text = row.values.get("hidden", "").strip().casefold()
        if text not in _YES | _NO:
            wrong.append(row.wrong_in("hidden", Why.UNREADABLE))
        return text in _YES if text else record is not None and record.hidden

    def _facts(self, row: Row, key: TitleId) -> tuple[TitleFacts, list[tuple[TitleField, Wrong]]]:
        values = row.values
        title, native = (one_line(values.get(name, "")) for name in ("title", "native_title"))
        aliases = lines(values.get("aliases", ""))
        episodes, minutes = (values.get(name, "").strip() for name in ("episodes", "minutes"))
        typed: dict[str, str] = {
            TitleField.TITLES: LIST_SEPARATOR.join(filter(None, (title, native, *aliases))),
            TitleField.KIND: values.get("kind", "").strip().casefold(),
            TitleField.LENGTH: f"{episodes or '?'} × {minutes or '?'}" if episodes or minutes else "",
            **{name: values.get(name, "") for name in ("year", "countries", "premise", "tags", "cast")},
        }
        near = 1 if len(self.wrong) < MOST_NEAR_ROWS else 0
        reading = read(typed, self.known, instalment=is_instalment(key), near=near)
        faults = [(fault.field, _wrong(row, fault)) for fault in reading.faults]
        # Here the columns say which title is which; the form guesses it from the scripts.
        facts = replace(reading.facts, title=title or None, native_title=native or None, aliases=aliases)
        if not title and any(fact in row.values for fact in ("native_title", "aliases")) and is_own(key):
            faults.append((TitleField.TITLES, row.wrong_in("title", Why.MISSING)))
        return facts, faults


def _says_more(row: Row) -> bool:
    """Say whether a row has more than spoiler marks."""
    return bool(row.values.keys() - {"id", "covered", "own", "changed"})


def _wrong(row: Row, fault: TitleFault) -> Wrong:
    found = row.wrong_in(
        _COLUMNS.get(fault.field, fault.field),
        Why.RANGE if fault.field is TitleField.YEAR else _FOUND[fault.wrong],
        number=fault.count,
        most=fault.most,
        known=fault.nearest,
    )
    return replace(found, text=(fault.text or found.text)[:SHOWN])


def _same_values(row: Row, record: ServerTitle, *, hidden: bool) -> bool:
    """Say whether every value of a row equals the stored title."""
    current = title_row(record, ())
    facts = {*Fact, "said"}
    return hidden == record.hidden and all(row.values.get(name, "") == current[name] for name in facts)


def _differs(title: ServerTitle, record: ServerTitle) -> bool:
    return title is not record and (title.facts, title.said, title.hidden) != (record.facts, record.said, record.hidden)
