"""Erasing for good what was kept for its time: a few rows a transaction, so that nobody who writes waits long."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from functools import partial

from bot.storage.servers.review_history import KEY, WHOSE

BATCH = 500
"""Rows of one transaction; a review counts as one, its reasons and versions go with it."""

TABLES: Mapping[str, tuple[str, ...]] = {
    "server_announcements": KEY,
    "server_imports": ("server_id", "number"),
    "server_covers": ("server_id", "title_id", "part"),
    "server_titles": ("server_id", "title_id"),
    "server_drafts": ("server_id", "curator_id", "subject"),
    "server_reviews": KEY,
    "server_curators": ("server_id", "member_id"),
    "server_settings": ("server_id",),
}
"""Everything that is kept of a server, with its key; the mark that the bot left goes last. What refers to reviews
(reasons, versions) goes with them."""

_LEFT = "server_id IN (SELECT server_id FROM server_settings WHERE left_at < ?)"
_REMOVED = f"SELECT {', '.join(KEY)} FROM server_reviews WHERE removed_at < ? LIMIT ?"
_NAMED_BY = {
    "server_reviews": ("curator_id", "changed_by"),
    "server_review_versions": ("made_by",),
    "server_drafts": ("curator_id",),
    "server_titles": ("changed_by",),
    "server_covers": ("covered_by",),
    "server_imports": ("curator_id",),
}
"""Where members stand, so that their names are needed."""
_NAMELESS = " AND ".join(
    f"NOT EXISTS (SELECT 1 FROM {table} AS t WHERE t.server_id = server_curators.server_id"
    f" AND server_curators.member_id IN ({', '.join(f't.{column}' for column in columns)}))"
    for table, columns in _NAMED_BY.items()
)


def _some(table: str, which: str) -> str:
    """Write the statement that erases at most so many rows; SQLite and PostgreSQL know no limit to a deletion."""
    key = ", ".join(TABLES[table])
    return f"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} WHERE {which} LIMIT ?)"


def purge_batch(connection: sqlite3.Connection, before: str) -> int:
    """Erase some of what is older than a moment; give how many rows, 0 when nothing is left to erase."""
    steps: list[Callable[[int], int]] = [
        *(partial(_erase, connection, _some(table, _LEFT), before) for table in TABLES),
        partial(_erase_removed, connection, before),
        *(
            partial(_erase, connection, _some(table, "kept_at < ?"), before)
            for table in ("server_drafts", "server_imports")
        ),
        partial(_erase, connection, _some("server_curators", f"seen_at < ? AND {_NAMELESS}"), before),
    ]
    erased = 0
    for step in steps:
        erased += step(BATCH - erased)
        if erased >= BATCH:
            break
    return erased


def _erase(connection: sqlite3.Connection, statement: str, before: str, most: int) -> int:
    return connection.execute(statement, (before, most)).rowcount


def _erase_removed(connection: sqlite3.Connection, before: str, most: int) -> int:
    keys = connection.execute(_REMOVED, (before, most)).fetchall()
    connection.executemany(f"DELETE FROM server_announcements WHERE {WHOSE}", keys)
    connection.executemany(f"DELETE FROM server_reviews WHERE {WHOSE}", keys)
    return len(keys)
