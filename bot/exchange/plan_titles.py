"""From the rows of a sheet of titles to what they would change: own titles, corrections, what is hidden and covered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from bot.custom_titles.fields import SAID_IN, Known, TitleFault, TitleField, read, with_changes
from bot.custom_titles.fields import Wrong as Found
from bot.exchange.formats import LISTED, SHOWN, Row, Why, Wrong, first_of_each
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
"""Wrong cells before which words near an unknown one are looked for, the first in each row: it takes long."""
_NEITHER: Final = {True: frozenset({Fact.KIND}), False: frozenset({Fact.EPISODES, Fact.MINUTES, Fact.CAST})}
"""The facts that an instalment does not have, and an anthology."""
_COLUMNS: Mapping[TitleField, str] = {TitleField.TITLES: "title", TitleField.LENGTH: "episodes"}
_YES, _NO = frozenset({YES, "true", "1", "x"}), frozenset({NO, "false", "0", ""})
_UNSAVED: Final = datetime.fromtimestamp(0, UTC)
"""Stands for the moment of saving, which the store fills in."""
_FOUND: Mapping[Found, Why] = {
    Found.MISSING: Why.MISSING,
    Found.TOO_LONG: Why.TOO_LONG,
    Found.TOO_MANY: Why.TOO_MANY,
    Found.UNKNOWN: Why.UNKNOWN,
    Found.UNREADABLE: Why.UNREADABLE,
}


@dataclass(slots=True)
class TitlePlan:
    """What has been planned of titles so far.

    Parameters
    ----------
    names
        What bundled anthologies and instalments are called, by id.
    """

    names: Mapping[str, str]
    known: Known
    holdings: Holdings
    importer: Actor
    planned: list[PlannedRow] = field(default_factory=list[PlannedRow])
    wrong: list[Wrong] = field(default_factory=list[Wrong])
    writings: list[TitleChange] = field(default_factory=list[TitleChange])
    marks: list[SpoilerMark] = field(default_factory=list[SpoilerMark])
    _kept: dict[str, ServerTitle] = field(default_factory=dict[str, ServerTitle])
    _added: int = 0
    _coming: set[str] = field(default_factory=set[str])
    _seen: dict[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        self._kept = {one.id: one for one in self.holdings.titles}

    def expect(self, rows: Sequence[Row]) -> None:
        """Note which titles the file brings: an instalment may stand above its anthology."""
        self._coming = {key for row in rows if is_own(key := row.cells.get("id", "").strip()) and _says_more(row)}

    def take(self, row: Row) -> None:
        """Plan one row."""
        wrong = list(row.wrong)
        key = self._key(row, wrong)
        covers = self._covers(row, key, wrong)
        says_more = _says_more(row)
        if key and says_more and (first := self._seen.setdefault(key, row.row)) != row.row:
            wrong.append(row.wrong_in("id", Why.TWICE, number=first))
        kept = self._kept.get(key) if key else None
        title = self._title(row, key, kept, wrong) if key and says_more else None
        if title is not None and kept is None and len(self._kept) + self._added >= limits.SERVER_TITLES:
            wrong.append(row.wrong_in("id", Why.FULL, most=limits.SERVER_TITLES))
        if key is None or wrong:
            self.wrong += first_of_each(wrong)
            return
        writes = title is not None and (kept is None or _told_apart(title, kept))
        change = Change.NEW if writes and kept is None else Change.CHANGED if writes or covers else Change.UNCHANGED
        called = (title and title.facts.title) or self.names.get(key) or key
        self.planned.append(PlannedRow(row.sheet, row.row, change, called))
        self.marks += covers
        if title is not None and writes:
            self.writings.append(TitleChange(title, kept.version if kept else 0))
            self._added += kept is None

    def instalments(self) -> Iterator[tuple[InstalmentId, tuple[str, ...]]]:
        """Give the instalments that the file adds, with their titles: reviews in it may be of them."""
        for one in self.writings:
            if one.title.is_instalment:
                facts = one.title.facts
                yield InstalmentId(one.title.id), tuple(filter(None, (facts.title, facts.native_title, *facts.aliases)))

    def _key(self, row: Row, wrong: list[Wrong]) -> TitleId | None:
        said = row.cells.get("id", "").strip()
        if not said:
            wrong.append(row.wrong_in("id", Why.MISSING))
            return None
        pattern = INSTALMENT_ID_PATTERN if is_instalment(said) else ID_PATTERN
        too_long = max(len(anthology_of(said)), len(short_id_of(said))) > limits.ID
        if too_long or not pattern.fullmatch(said):
            wrong.append(row.wrong_in("id", Why.UNREADABLE))
            return None
        if said not in self._kept and said not in self.names and not self._can_come(said):
            wrong.append(row.wrong_in("id", Why.INSTALMENT))
            return None
        return said if is_instalment(said) else AnthologyId(said)

    def _can_come(self, key: str) -> bool:
        """Tell whether the file adds an own title of this id, and whether that has a place here."""
        whole = anthology_of(key)
        return key in self._coming and (
            whole == key or whole in self.names or whole in self._kept or whole in self._coming
        )

    def _covers(self, row: Row, key: TitleId | None, wrong: list[Wrong]) -> list[SpoilerMark]:
        found: list[SpoilerMark] = []
        for word in re.split(r"[\s,;]+", row.cells.get("covered", "").strip().casefold()):
            if word and word not in set(SpoilerPart):
                wrong.append(row.wrong_in("covered", Why.UNKNOWN))
            elif word and key:
                found.append(SpoilerMark(key, SpoilerPart(word)))
        return [cover for cover in dict.fromkeys(found) if cover not in self.holdings.spoiler_marks]

    def _title(self, row: Row, key: TitleId, kept: ServerTitle | None, wrong: list[Wrong]) -> ServerTitle | None:
        said = self._said(row, key, wrong)
        hidden = self._hidden(row, kept, wrong)
        own = is_own(key)
        if kept and not row.wrong and _same_cells(row, kept, hidden=hidden):
            # What stands here already is never wrong, whatever was allowed when it was written.
            wrong.clear()
            return kept
        facts, faults = self._facts(row, key)
        wrong += [fault for place, fault in faults if own or SAID_IN[place] & said]
        return ServerTitle(
            server=self.importer.server,
            id=key,
            own=own,
            facts=with_changes(TitleFacts(), facts, said),
            said=said,
            version=kept.version if kept else 0,
            changed_by=self.importer.member,
            changed=kept.changed if kept else _UNSAVED,
            hidden=hidden,
        )

    def _said(self, row: Row, key: TitleId, wrong: list[Wrong]) -> frozenset[Fact]:
        listed = set(re.split(r"[\s,;]+", row.cells.get("said", "").strip()))
        if listed - set(Fact) - {""}:
            wrong.append(row.wrong_in("said", Why.UNKNOWN))
        said = {fact for fact in Fact if fact in listed or fact in row.cells}
        wrong += [row.wrong_in(fact, Why.NOT_ALLOWED) for fact in sorted(said & _NEITHER[is_instalment(key)])]
        return frozenset(said)

    def _hidden(self, row: Row, kept: ServerTitle | None, wrong: list[Wrong]) -> bool:
        said = row.cells.get("hidden", "").strip().casefold()
        if said not in _YES | _NO:
            wrong.append(row.wrong_in("hidden", Why.UNREADABLE))
        return said in _YES if said else kept is not None and kept.hidden

    def _facts(self, row: Row, key: TitleId) -> tuple[TitleFacts, list[tuple[TitleField, Wrong]]]:
        cells = row.cells
        title, native = (one_line(cells.get(name, "")) for name in ("title", "native_title"))
        aliases = lines(cells.get("aliases", ""))
        episodes, minutes = (cells.get(name, "").strip() for name in ("episodes", "minutes"))
        typed: dict[str, str] = {
            TitleField.TITLES: LISTED.join(filter(None, (title, native, *aliases))),
            TitleField.KIND: cells.get("kind", "").strip().casefold(),
            TitleField.LENGTH: f"{episodes or '?'} × {minutes or '?'}" if episodes or minutes else "",
            **{name: cells.get(name, "") for name in ("year", "countries", "premise", "tags", "cast")},
        }
        near = 1 if len(self.wrong) < MOST_NEAR_ROWS else 0
        reading = read(typed, self.known, instalment=is_instalment(key), near=near)
        faults = [(fault.field, _wrong(row, fault)) for fault in reading.faults]
        # Which of the titles is which, the columns say; the form would tell it from their scripts.
        facts = replace(reading.facts, title=title or None, native_title=native or None, aliases=aliases)
        if not title and any(fact in row.cells for fact in ("native_title", "aliases")) and is_own(key):
            faults.append((TitleField.TITLES, row.wrong_in("title", Why.MISSING)))
        return facts, faults


def _says_more(row: Row) -> bool:
    """Tell whether a row says something of a title beside what is covered of it."""
    return bool(row.cells.keys() - {"id", "covered", "own", "changed"})


def _wrong(row: Row, fault: TitleFault) -> Wrong:
    found = row.wrong_in(
        _COLUMNS.get(fault.field, fault.field),
        Why.RANGE if fault.field is TitleField.YEAR else _FOUND[fault.wrong],
        number=fault.count,
        most=fault.most,
        known=fault.nearest,
    )
    return replace(found, said=(fault.text or found.said)[:SHOWN])


def _same_cells(row: Row, kept: ServerTitle, *, hidden: bool) -> bool:
    """Tell whether a row says what stands here already, cell by cell."""
    there = title_row(kept, ())
    facts = {*Fact, "said"}
    return hidden == kept.hidden and all(row.cells.get(name, "") == there[name] for name in facts)


def _told_apart(title: ServerTitle, kept: ServerTitle) -> bool:
    return title is not kept and (title.facts, title.said, title.hidden) != (kept.facts, kept.said, kept.hidden)
