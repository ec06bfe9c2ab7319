"""Violations that are refused wrongly, or wait to be mended: ``exceptions.toml`` beside the catalogue's files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import cast

import tomli
from msgspec import Struct

from bot.catalogue.folder import EXCEPTIONS
from bot.catalogue.lines import Lines
from bot.catalogue.problem import Problem, did_you_mean
from bot.catalogue.rules.violation import Violation
from bot.models.ids import anthology_of

RULES = frozenset(
    {
        *("no-hook", "hook-from-premise", "no-genre", "no-mood", "phrase", "mirror"),
        *("no-reasons", "one-sided", "repeated-reason", "against-score", "needless-overruled"),
    }
)
"""Every rule that an exception can be made from."""


class Exceptions(Struct, frozen=True):
    """All exceptions of a folder.

    Parameters
    ----------
    lines
        For each violation that is let through, by its key, the line that says so.
    problems
        What is wrong with the file itself.
    """

    file: Path
    lines: dict[tuple[str, str, str], int]
    problems: tuple[Problem, ...] = ()

    def left(self, violations: Iterable[Violation]) -> tuple[Violation, ...]:
        """Give the violations that no exception lets through."""
        return tuple(violation for violation in violations if violation.key not in self.lines)

    def needless(self, violations: Iterable[Violation], unread: Collection[str]) -> Iterator[Problem]:
        """Give every exception that lets nothing through.

        Parameters
        ----------
        unread
            Anthologies whose files cannot be read just now: nothing is said of theirs.
        """
        needed = {violation.key for violation in violations}
        for (rule, title, about), line in self.lines.items():
            if (rule, title, about) not in needed and anthology_of(title) not in unread:
                which = f"{title}, {about}" if about else title
                yield Problem(str(self.file), line, f"{rule}: the exception for {which} is no longer needed")


def read_exceptions(folder: Path) -> Exceptions:
    """Read the exceptions of a folder; one without the file makes none."""
    file = folder / EXCEPTIONS
    if not file.is_file():
        return Exceptions(file, {})
    try:
        text = file.read_text(encoding="utf-8")
        found = tomli.loads(text)
    except (OSError, ValueError) as fault:
        return Exceptions(file, {}, (Problem(str(file), None, f"cannot be read: {fault}"),))
    at, lines, problems = Lines(text), dict[tuple[str, str, str], int](), list[Problem]()
    for rule, value in found.items():
        if rule not in RULES:
            what = f'"{rule}" is no rule that has exceptions{did_you_mean(rule, RULES)}'
            problems.append(Problem(str(file), at.line_of((rule,)), what))
            continue
        entries = cast("list[object]", value) if isinstance(value, list) else [value]
        for index, entry in enumerate(entries):
            line = at.line_of((rule, index))
            parts = _parts(entry)
            if parts is None:
                what = f"{rule}: expected a title, what about it where that is not clear, and why, each a text"
                problems.append(Problem(str(file), line, what))
            elif (key := (rule, *parts)) in lines:
                problems.append(Problem(str(file), line, f"{rule}: {parts[0]} stands here twice"))
            else:
                lines[key] = line
    return Exceptions(file, lines, tuple(problems))


def _parts(entry: object) -> tuple[str, str] | None:
    """Give the title and what about it; None where the entry lacks a part or has another."""
    if not isinstance(entry, dict):
        return None
    table = cast("dict[str, object]", entry)
    title, about, why = (table.get(key, "") for key in ("title", "about", "why"))
    if not (isinstance(title, str) and isinstance(about, str) and isinstance(why, str)):
        return None
    return (title, about) if title and why.strip() and table.keys() <= {"title", "about", "why"} else None
