"""What servers wrote themselves; every query is about one server, which is named by whoever asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial

from bot.models import InstalmentId, MemberId, ServerId, ServerReview
from bot.store.database import Database
from bot.store.rows import OPINION_COLUMNS, insert, moment_text, opinion, opinion_values, reasons, upsert

_KEY = ("server_id", "instalment_id", "curator_id")
_WHOSE = " AND ".join(f"{name} = ?" for name in _KEY)
_REVIEW = upsert("server_reviews", (*_KEY, *OPINION_COLUMNS, "written_at", "changed_at"), _KEY, keep=("written_at",))
_REASON = insert("server_reasons", (*_KEY, "side", "position", "reason"))

_BATCH = 500
"""Instalments in one query; both SQLite and PostgreSQL limit the parameters of a statement."""


class Reviews:
    """The reviews of servers' curators: one of a curator for an instalment."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write(self, review: ServerReview) -> None:
        """Keep a review; one that the curator wrote of the instalment before is replaced, its ``written`` stays.

        Raises
        ------
        RefusedError
            If the store does not know the instalment, or the one that it is compared with.
        ValueError
            If a moment has no time zone.
        """
        await self._database.write(partial(_write, review=review))

    async def remove(self, server: ServerId, curator: MemberId, instalment: InstalmentId) -> bool:
        """Remove a review; False when there was none."""
        return await self._database.write(partial(_remove, key=(server, instalment, curator)))

    async def of(self, server: ServerId, instalments: Collection[InstalmentId]) -> tuple[ServerReview, ...]:
        """Give a server's reviews of these instalments, by instalment and then the latest change first."""
        return await self._database.read(partial(_of, server=server, instalments=sorted(set(instalments))))


def _write(connection: sqlite3.Connection, review: ServerReview) -> None:
    key = (review.server, review.instalment, review.curator)
    moments = (moment_text(review.written), moment_text(review.changed))
    connection.execute(_REVIEW, (*key, *opinion_values(review.opinion), *moments))
    connection.execute(f"DELETE FROM server_reasons WHERE {_WHOSE}", key)
    connection.executemany(_REASON, [(*key, *reason) for reason in reasons(review.opinion)])


def _remove(connection: sqlite3.Connection, key: tuple[ServerId, InstalmentId, MemberId]) -> bool:
    return connection.execute(f"DELETE FROM server_reviews WHERE {_WHOSE}", key).rowcount > 0


def _of(
    connection: sqlite3.Connection, server: ServerId, instalments: Sequence[InstalmentId]
) -> tuple[ServerReview, ...]:
    found: list[ServerReview] = []
    for start in range(0, len(instalments), _BATCH):
        found += _of_batch(connection, server, instalments[start : start + _BATCH])
    return tuple(found)


def _of_batch(
    connection: sqlite3.Connection, server: ServerId, instalments: Sequence[InstalmentId]
) -> list[ServerReview]:
    which = f"server_id = ? AND instalment_id IN ({', '.join('?' * len(instalments))})"
    texts: dict[tuple[str, int, str], list[str]] = {}
    query = f"""
    SELECT instalment_id, curator_id, side, reason FROM server_reasons
     WHERE {which} ORDER BY instalment_id, curator_id, side, position"""
    for instalment, curator, side, reason in connection.execute(query, (server, *instalments)):
        texts.setdefault((instalment, curator, side), []).append(reason)
    query = f"""
    SELECT instalment_id, curator_id, written_at, changed_at, {", ".join(OPINION_COLUMNS)} FROM server_reviews
     WHERE {which} ORDER BY instalment_id, changed_at DESC, curator_id"""
    return [
        ServerReview(
            server=server,
            curator=MemberId(curator),
            instalment=InstalmentId(instalment),
            opinion=opinion(
                columns,
                tuple(texts.get((instalment, curator, "works"), ())),
                tuple(texts.get((instalment, curator, "doesnt"), ())),
            ),
            written=datetime.fromisoformat(written),
            changed=datetime.fromisoformat(changed),
        )
        for instalment, curator, written, changed, *columns in connection.execute(query, (server, *instalments))
    ]
