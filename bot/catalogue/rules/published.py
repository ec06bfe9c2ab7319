"""What was published once keeps its id: ``published.txt`` says what that is, ``moved.toml`` where an id went after all.

Buttons, links and what servers wrote point at ids. The list is that of the last release; a release adds to it, and
nothing ever goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import tomli

from bot.catalogue.folder import MOVED, Catalogue
from bot.catalogue.lines import Lines
from bot.catalogue.problem import Problem, did_you_mean
from bot.models.ids import is_instalment, today_key

PUBLISHED = "published.txt"


def read_moved(folder: Path) -> Mapping[str, str]:
    """Give the ids that have changed, and what each is today; nothing where the file can't be read."""
    moved, _problems = _read(folder / MOVED)
    return moved


def titles_of(catalogue: Catalogue) -> tuple[str, ...]:
    """Give the ids of all anthologies and instalments, sorted."""
    anthologies = [entry.anthology for entry in catalogue.entries]
    return tuple(sorted({*(one.id for one in anthologies), *(one.id for a in anthologies for one in a.instalments)}))


def published_list(catalogue: Catalogue, folder: Path) -> str:
    """Give the text of the list after a release: all that was in it, and all that is here today."""
    return "".join(f"{key}\n" for key in sorted({*_published(folder), *titles_of(catalogue)}))


def published_problems(catalogue: Catalogue, folder: Path, unread: Collection[str]) -> Iterator[Problem]:
    """Give every published id that is gone, and what is wrong with ``moved.toml``.

    Parameters
    ----------
    unread
        Anthologies whose files cannot be read just now: nothing is said of theirs.
    """
    here = set(titles_of(catalogue))
    path = folder / MOVED
    moved, problems = _read(path)
    yield from problems
    lines = Lines(path.read_text(encoding="utf-8") if moved else "")
    for before in moved:
        line, after = lines.line_of((before,)), today_key(before, moved)
        if before in here:
            yield Problem(str(path), line, f'"{before}" is said to have moved, but is here')
        elif is_instalment(before) != is_instalment(after):
            yield Problem(
                str(path), line, f'"{before}" has moved to "{after}": a story stays one, and so does an anthology'
            )
        elif after not in here and after.partition("/")[0] not in unread:
            yield Problem(
                str(path), line, f'"{before}" has moved to "{after}", which is not here{did_you_mean(after, here)}'
            )
    for number, key in enumerate(_published(folder), 1):
        after = today_key(key, moved)
        if after not in here and not {key.partition("/")[0], after.partition("/")[0]} & set(unread):
            what = f'"{key}" was published and is gone: expected it here, or in {MOVED} with what it is now'
            yield Problem(str(folder / PUBLISHED), number, what)


def _published(folder: Path) -> list[str]:
    path = folder / PUBLISHED
    # A line with a broken character is an id that is nowhere, and is told as one.
    return path.read_text(encoding="utf-8", errors="replace").split() if path.is_file() else []


def _read(path: Path) -> tuple[dict[str, str], list[Problem]]:
    if not path.is_file():
        return {}, []
    try:
        found = tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        return {}, [Problem(str(path), None, f"cannot be read: {fault}")]
    moved = {before: after for before, after in found.items() if isinstance(after, str)}
    wrong = [Problem(str(path), None, f'"{key}": expected its new id as a text') for key in found if key not in moved]
    return moved, wrong
