"""What servers' curators wrote; every query is about one server, which is named by whoever asks."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Opinion, ServerReview
from bot.models.reviews import ChangeKind, Draft, ReviewChange, ReviewNumber, ReviewRecord, Revision, StaleVersion
from bot.models.servers import Actor
from bot.storage.engine.database import Database
from bot.storage.rows import OPINION_COLUMNS, Value, insert, moment_text, opinion, opinion_values, reasons, upsert
from bot.storage.servers.drafts import NUMBER_BITS, finish_draft
from bot.storage.servers.negative_cache import NegativeCache
from bot.storage.servers.review_history import KEY, WHOSE, ReviewKey, keep_revision, revisions_since
from bot.storage.servers.settings import note_name, note_names

_REVIEW = upsert(
    "server_reviews",
    (*KEY, "number", "version", *OPINION_COLUMNS, "written_at", "changed_at", "changed_by", "removed_at"),
    KEY,
    keep=("number", "written_at"),
)
_REASON = insert("server_reasons", (*KEY, "side", "position", "reason"))
_STATE = f"""
UPDATE server_reviews SET version = ?, changed_at = ?, changed_by = ?, removed_at = ?
 WHERE {WHOSE}"""
_ANNOUNCE = """
INSERT INTO server_announcements (server_id, instalment_id, curator_id, channel_id, message_id, shown_version)
SELECT s.server_id, ?, ?, s.announcement_channel_id, NULL, 0 FROM server_settings s
 WHERE s.server_id = ? AND s.announcement_channel_id IS NOT NULL
ON CONFLICT (server_id, instalment_id, curator_id) DO NOTHING"""

_BATCH = 500
"""Instalments in one query; both SQLite and PostgreSQL limit the parameters of a statement."""


class Reviews:
    """The reviews of servers' curators: one of a curator for an instalment, with every version that it had.

    Parameters
    ----------
    reviewless
        What is remembered of servers without reviews; whoever else writes reviews tells it too.
    """

    __slots__ = ("_database", "_reviewless")

    def __init__(self, database: Database, reviewless: NegativeCache) -> None:
        self._database = database
        self._reviewless = reviewless

    async def of(self, server: ServerId, instalments: Collection[InstalmentId]) -> tuple[ServerReview, ...]:
        """Give what members see of these instalments, by instalment and then the latest change first."""
        if server in self._reviewless:
            return ()
        written = self._reviewless.written
        found = await self._database.read(partial(_of, server=server, instalments=sorted(set(instalments))))
        if found is None:
            self._reviewless.seen(server, written)
        return found or ()

    async def records(self, server: ServerId) -> tuple[ReviewRecord, ...]:
        """Give all reviews of a server, removed ones too, the latest change first."""
        return await self._database.read(partial(review_records, server=server), slow=True)

    async def one(self, server: ServerId, number: ReviewNumber) -> ReviewRecord | None:
        """Give a review of a server by its number, also a removed one; None where there is none."""
        return await self._database.read(partial(_one, server=server, number=number))

    async def by(self, server: ServerId, curator: MemberId, instalment: InstalmentId) -> ReviewRecord | None:
        """Give a curator's review of an instalment, also a removed one."""
        return await self._database.read(partial(current, key=(server, instalment, curator)))

    async def history(self, server: ServerId, number: ReviewNumber) -> tuple[Revision, ...]:
        """Give every version of a review, the newest first; none where there is no such review."""
        return await self._database.read(partial(_history, server=server, number=number))

    async def save(
        self, actor: Actor, change: ReviewChange, *, deed: ChangeKind, draft: Draft | None = None
    ) -> ReviewRecord | StaleVersion:
        """Keep a review, if nobody changed it meanwhile; what was removed is there again.

        Parameters
        ----------
        deed
            What to call it in the history where there is a review already; a first version is always called written.
        draft
            The curator's draft that thereby is done with; it stays where something else was typed into it meanwhile.

        Returns
        -------
        ReviewRecord | StaleVersion
            The review as it is now; or, where the version is not the one that the writing is based on, what was made
            since. Nothing is written then.
        """
        job = partial(_save, actor=actor, change=change, deed=deed, draft=draft)
        return await self._database.write(job, partial(self._reviewless.wrote, actor.server))

    async def save_all(
        self, actor: Actor, changes: Sequence[ReviewChange], names: Mapping[MemberId, str]
    ) -> tuple[StaleVersion, ...]:
        """Keep many reviews as one transaction: all of them, or none where somebody changed one meanwhile.

        Parameters
        ----------
        names
            How those are called whose reviews these are, where that is known.

        Returns
        -------
        tuple of StaleVersion
            Empty when all is written; else what stood in the way.
        """
        try:
            job = partial(save_all, actor=actor, changes=changes, names=names)
            await self._database.write(job, partial(self._reviewless.wrote, actor.server))
        except StaleVersionError as error:
            return error.found
        return ()

    async def remove(self, actor: Actor, number: ReviewNumber, *, based_on: int) -> ReviewRecord | StaleVersion | None:
        """Take a review out of members' sight; it can be restored until it is erased.

        Parameters
        ----------
        based_on
            The version that was to be removed. Where it is another one meanwhile, nothing is done.
        """
        return await self._database.write(partial(_remove, actor=actor, number=number, based_on=based_on))

    async def restore(self, actor: Actor, number: ReviewNumber) -> ReviewRecord | None:
        """Let members see a removed review again; None where it is there no more. One that is there stays as it is."""
        return await self._database.write(partial(_restore, actor=actor, number=number))


class StaleVersionError(Exception):
    """Ends a transaction of many reviews when one of them was changed meanwhile."""

    def __init__(self, found: tuple[StaleVersion, ...]) -> None:
        super().__init__(f"{len(found)} reviews were changed meanwhile")
        self.found = found


def _save(
    connection: sqlite3.Connection, actor: Actor, change: ReviewChange, deed: ChangeKind, draft: Draft | None
) -> ReviewRecord | StaleVersion:
    saved = save_one(connection, actor, change, deed)
    if isinstance(saved, ReviewRecord):
        note_name(connection, actor)
        if saved.version == 1:
            connection.execute(_ANNOUNCE, (change.instalment, change.curator, actor.server))
        if draft is not None:
            finish_draft(connection, actor, draft)
    return saved


def save_all(
    connection: sqlite3.Connection, actor: Actor, changes: Sequence[ReviewChange], names: Mapping[MemberId, str]
) -> None:
    """Keep many reviews as a part of a transaction, which fails where one was changed meanwhile."""
    outdated: list[StaleVersion] = []
    for writing in changes:
        saved = save_one(connection, actor, writing, ChangeKind.IMPORTED)
        if isinstance(saved, StaleVersion):
            outdated.append(saved)
    if outdated:
        raise StaleVersionError(tuple(outdated))
    note_names(connection, actor.server, names)
    note_name(connection, actor)


def save_one(
    connection: sqlite3.Connection, actor: Actor, change: ReviewChange, deed: ChangeKind
) -> ReviewRecord | StaleVersion:
    """Keep one review and its new version, as a part of a transaction."""
    key = (actor.server, change.instalment, change.curator)
    before = current(connection, key)
    if (before.version if before else 0) != change.based_on:
        return StaleVersion(before, revisions_since(connection, key, change.based_on))
    now = datetime.now(UTC)
    version = Revision(change.based_on + 1, deed if before else _first(deed), actor.member, now, change.opinion)
    number = before.number if before else secrets.randbits(NUMBER_BITS)
    written = before.review.written if before else now
    row = (*key, number, version.number, *opinion_values(change.opinion))
    connection.execute(_REVIEW, (*row, moment_text(written), moment_text(now), actor.member, None))
    connection.execute(f"DELETE FROM server_reasons WHERE {WHOSE}", key)
    connection.executemany(_REASON, [(*key, *reason) for reason in reasons(change.opinion)])
    keep_revision(connection, key, version)
    return ReviewRecord(_review(key, change.opinion, written, now), ReviewNumber(number), version.number, actor.member)


def _first(deed: ChangeKind) -> ChangeKind:
    return deed if deed is ChangeKind.IMPORTED else ChangeKind.WROTE


def _remove(
    connection: sqlite3.Connection, actor: Actor, number: ReviewNumber, based_on: int
) -> ReviewRecord | StaleVersion | None:
    before = _one(connection, actor.server, number)
    if before is None:
        return None
    if before.version != based_on:
        return StaleVersion(before, revisions_since(connection, _key(before.review), based_on))
    return before if before.removed else _turn(connection, actor, before, ChangeKind.REMOVED)


def _restore(connection: sqlite3.Connection, actor: Actor, number: ReviewNumber) -> ReviewRecord | None:
    before = _one(connection, actor.server, number)
    if before is None or not before.removed:
        return before
    return _turn(connection, actor, before, ChangeKind.RESTORED)


def _turn(connection: sqlite3.Connection, actor: Actor, before: ReviewRecord, deed: ChangeKind) -> ReviewRecord:
    """Remove or restore: a version with the same words."""
    key, now = _key(before.review), datetime.now(UTC)
    version = before.version + 1
    removed = moment_text(now) if deed is ChangeKind.REMOVED else None
    connection.execute(_STATE, (version, moment_text(now), actor.member, removed, *key))
    keep_revision(connection, key, Revision(version, deed, actor.member, now, before.review.opinion))
    note_name(connection, actor)
    after = current(connection, key)
    assert after is not None
    return after


def current(connection: sqlite3.Connection, key: ReviewKey) -> ReviewRecord | None:
    """Give a review as it is now, also a removed one, as a part of a transaction."""
    found = _read(connection, WHOSE, key)
    return found[0] if found else None


def _one(connection: sqlite3.Connection, server: ServerId, number: ReviewNumber) -> ReviewRecord | None:
    if number.bit_length() > NUMBER_BITS:
        return None
    found = _read(
        connection,
        f"({', '.join(KEY)}) IN (SELECT {', '.join(KEY)} FROM server_reviews WHERE server_id = ? AND number = ?)",
        (server, number),
    )
    return found[0] if found else None


def review_records(connection: sqlite3.Connection, server: ServerId) -> tuple[ReviewRecord, ...]:
    """Give all reviews of a server, removed ones too, the latest change first, as a part of a transaction."""
    found = _read(connection, "server_id = ?", (server,))
    return tuple(sorted(found, key=lambda one: (one.review.changed, one.number), reverse=True))


def _history(connection: sqlite3.Connection, server: ServerId, number: ReviewNumber) -> tuple[Revision, ...]:
    found = _one(connection, server, number)
    return revisions_since(connection, _key(found.review), 0) if found else ()


def _of(
    connection: sqlite3.Connection, server: ServerId, instalments: Sequence[InstalmentId]
) -> tuple[ServerReview, ...] | None:
    """Give a server's reviews of these instalments; None where it has no review at all, not even a removed one."""
    if connection.execute("SELECT 1 FROM server_reviews WHERE server_id = ? LIMIT 1", (server,)).fetchone() is None:
        return None
    found: list[ReviewRecord] = []
    for start in range(0, len(instalments), _BATCH):
        batch = instalments[start : start + _BATCH]
        which = f"server_id = ? AND instalment_id IN ({', '.join('?' * len(batch))})"
        found += _read(connection, which, (server, *batch))
    return tuple(one.review for one in found if not one.removed)


def _read(connection: sqlite3.Connection, which: str, parameters: Sequence[Value]) -> list[ReviewRecord]:
    """Give the reviews that a condition names, by instalment and then the latest change first."""
    texts: dict[tuple[int, str, int, str], list[str]] = {}
    query = f"""
    SELECT server_id, instalment_id, curator_id, side, reason FROM server_reasons
     WHERE {which} ORDER BY instalment_id, curator_id, side, position"""
    for server, instalment, curator, side, reason in connection.execute(query, parameters):
        texts.setdefault((server, instalment, curator, side), []).append(reason)
    query = f"""
    SELECT server_id, instalment_id, curator_id, number, version, written_at, changed_at, changed_by, removed_at,
           {", ".join(OPINION_COLUMNS)}
      FROM server_reviews WHERE {which} ORDER BY instalment_id, changed_at DESC, curator_id"""
    found: list[ReviewRecord] = []
    for row in connection.execute(query, parameters):
        server, instalment, curator, number, version, written, changed, changed_by, removed, *columns = row
        works, doesnt = (tuple(texts.get((server, instalment, curator, side), ())) for side in ("works", "doesnt"))
        key = (ServerId(server), InstalmentId(instalment), MemberId(curator))
        moments = (datetime.fromisoformat(written), datetime.fromisoformat(changed))
        found.append(
            ReviewRecord(
                _review(key, opinion(columns, works, doesnt), *moments),
                ReviewNumber(number),
                version,
                MemberId(changed_by),
                datetime.fromisoformat(removed) if removed else None,
            )
        )
    return found


def _review(key: ReviewKey, said: Opinion, written: datetime, changed: datetime) -> ServerReview:
    server, instalment, curator = key
    return ServerReview(server, curator, instalment, said, written, changed)


def _key(review: ServerReview) -> ReviewKey:
    return review.server, review.instalment, review.curator
