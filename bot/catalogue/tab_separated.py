"""Reading tab separated files, line by line: the seeds and the word files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path


def read_rows(path: Path, header: Sequence[str], comment: str | None = None) -> Iterator[tuple[int, list[str] | str]]:
    """Give every line behind the first with its number: its columns, or a sentence where it is wrong.

    Parameters
    ----------
    header
        The columns that the first line has to name. Where it doesn't, nothing else is read.
    comment
        What a line begins with that is left out, as empty ones are.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        yield 1, f"cannot be read: {fault}"
        return
    if not lines or lines[0].split("\t") != [*header]:
        yield 1, f"the first line names the columns: {', '.join(header)}, with tabs between them"
        return
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or (comment and line.startswith(comment)):
            continue
        columns = [column.strip() for column in line.split("\t")]
        right = len(columns) == len(header)
        yield number, columns if right else f"{len(columns)} columns: expected {len(header)}, with tabs between them"
