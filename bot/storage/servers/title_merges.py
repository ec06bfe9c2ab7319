"""A server's own title becomes the bundled one that it is: everything that hangs on it moves, in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from msgspec.structs import replace

from bot.models.custom_titles import ServerTitle
from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.reviews import ChangeKind, ReviewRecord, Revision
from bot.models.servers import Actor
from bot.storage.engine.database import Database
from bot.storage.servers.custom_titles import TitleId, save_title, titles_of
from bot.storage.servers.review_history import (
    KEY,
    WHOSE,
    ReviewKey,
    keep_revision,
    opinion_text,
    read_opinion,
    revisions_since,
)
from bot.storage.servers.reviews import current
from bot.storage.servers.settings import note_name

_REVIEWERS = "SELECT curator_id FROM server_reviews WHERE server_id = ? AND instalment_id = ? ORDER BY curator_id"
# Reasons and versions follow by themselves.
_MOVE_REVIEW = f"UPDATE server_reviews SET instalment_id = ? WHERE {WHOSE}"
_DROP_REVIEW = f"DELETE FROM server_reviews WHERE {WHOSE}"
_DROP_VERSIONS = f"DELETE FROM server_review_versions WHERE {WHOSE}"
_SET_VERSION = f"UPDATE server_reviews SET version = ? WHERE {WHOSE}"
# A card that has moved is due to be changed: it names the title. Where both reviews were announced, the other card
# stays under the title that is gone, and is withdrawn because no review is there.
_MOVE_ANNOUNCEMENT = f"UPDATE OR IGNORE server_announcements SET instalment_id = ?, shown_version = 0 WHERE {WHOSE}"
_DROP_UNHUNG = f"DELETE FROM server_announcements WHERE {WHOSE} AND message_id IS NULL"
_MOVE_COVERS = "UPDATE OR IGNORE server_covers SET title_id = ? WHERE server_id = ? AND title_id = ?"
_DROP_COVERS = "DELETE FROM server_covers WHERE server_id = ? AND title_id = ?"
_DROP_TITLE = "DELETE FROM server_titles WHERE server_id = ? AND title_id = ?"
_COMPARED = "UPDATE server_reviews SET comparison_with = ? WHERE server_id = ? AND comparison_with = ?"
_OF_THEMSELVES = (
    "SELECT curator_id FROM server_reviews WHERE server_id = ? AND instalment_id = ? AND comparison_with = ?"
)
_UNCOMPARE = f"UPDATE server_reviews SET comparison_with = NULL, comparison_text = NULL, version = ? WHERE {WHOSE}"
_VERSIONS = f"SELECT {', '.join(KEY)}, version, opinion FROM server_review_versions WHERE server_id = ?"
_REWRITE_VERSION = f"UPDATE server_review_versions SET opinion = ? WHERE {WHOSE} AND version = ?"
_DRAFTS = "SELECT curator_id, number, subject, based_on, fields FROM server_drafts WHERE server_id = ?"
# Where a curator has a draft of the other title too, both stay as they are: none is thrown away.
_REWRITE_DRAFT = """
UPDATE OR IGNORE server_drafts SET subject = ?, based_on = ?, fields = ?
 WHERE server_id = ? AND curator_id = ? AND number = ?"""

Moves = Mapping[str, str]
"""Ids of a server's own titles, and the ids of what they become."""


class TitleMerges:
    """Joins servers' own titles with bundled ones."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    async def merge(self, actor: Actor, gone: Mapping[TitleId, int], moves: Moves, kept: Sequence[ServerTitle]) -> bool:
        """Let own titles go, and move all that hangs on them: reviews with every version, covers, drafts.

        Where a curator reviewed both, the review that members see, or the newer one, stays; the versions of both stand
        in its history.

        Parameters
        ----------
        gone
            The own titles, and the version of each that the curator saw. An anthology's instalments belong to it.
        kept
            What the server goes on saying: own instalments under their new ids, what the bundle does not know. The
            version of each is the one that the curator saw; 0 where there was none.

        Returns
        -------
        bool
            False where somebody changed one of these titles meanwhile, so that nothing was done.
        """
        try:
            await self._database.write(partial(_join, actor=actor, gone=gone, moves=moves, kept=kept))
        except _OutdatedError:
            return False
        return True


class _OutdatedError(Exception):
    """Ends the transaction when one of the titles was changed meanwhile."""


def _join(
    connection: sqlite3.Connection,
    actor: Actor,
    gone: Mapping[TitleId, int],
    moves: Moves,
    kept: Sequence[ServerTitle],
) -> None:
    server = actor.server
    there = {
        title.id: title.version
        for title in titles_of(connection, server)
        if title.id in gone or (title.own and title.anthology in gone)
    }
    if there != dict(gone):
        raise _OutdatedError
    for title in kept:
        if save_title(connection, actor, title, title.version, None) is None:
            raise _OutdatedError
    for before, after in moves.items():
        for (who,) in connection.execute(_REVIEWERS, (server, before)).fetchall():
            _move_review(connection, actor, (server, InstalmentId(before), MemberId(who)), InstalmentId(after))
        connection.execute(_COMPARED, (after, server, before))
        connection.execute(_MOVE_COVERS, (after, server, before))
        connection.execute(_DROP_COVERS, (server, before))
    for key in gone:
        connection.execute(_DROP_TITLE, (server, key))
    _rewrite_versions(connection, server, moves)
    for after in moves.values():
        for (who,) in connection.execute(_OF_THEMSELVES, (server, after, after)).fetchall():
            _uncompare(connection, actor, (server, InstalmentId(after), MemberId(who)))
    _rewrite_drafts(connection, server, moves, {title.id: title.version for title in titles_of(connection, server)})
    note_name(connection, actor)


def _move_review(connection: sqlite3.Connection, actor: Actor, key: ReviewKey, after: InstalmentId) -> None:
    own_key, target = key, (key[0], after, key[2])
    own, bundled = current(connection, own_key), current(connection, target)
    assert own is not None
    stays_own = bundled is None or _goes_before(own, bundled)
    if bundled is not None:
        stays, kept_at, other = (own, own_key, target) if stays_own else (bundled, target, own_key)
        versions = _merged(connection, (own_key, own), (target, bundled))
        last = Revision(len(versions) + 1, ChangeKind.MOVED, actor.member, datetime.now(UTC), stays.review.opinion)
        connection.execute(_DROP_REVIEW, other)
        connection.execute(_DROP_VERSIONS, kept_at)
        for version in (*versions, last):
            keep_revision(connection, kept_at, version)
        connection.execute(_SET_VERSION, (last.number, *kept_at))
    if stays_own:
        connection.execute(_MOVE_REVIEW, (after, *own_key))
    connection.execute(_MOVE_ANNOUNCEMENT, (after, *own_key))
    connection.execute(_DROP_UNHUNG, own_key)


def _uncompare(connection: sqlite3.Connection, actor: Actor, key: ReviewKey) -> None:
    """Let a review not be compared with what it is itself of by now; what was compared stands in its history."""
    review = current(connection, key)
    assert review is not None
    said = replace(review.review.opinion, comparison=None)
    connection.execute(_UNCOMPARE, (review.version + 1, *key))
    keep_revision(
        connection, key, Revision(review.version + 1, ChangeKind.MOVED, actor.member, datetime.now(UTC), said)
    )


def _goes_before(own: ReviewRecord, bundled: ReviewRecord) -> bool:
    """Say whether of a curator's two reviews that of the own title stays: the one that members see, or the newer."""
    return (own.removed is None, own.review.changed) > (bundled.removed is None, bundled.review.changed)


def _merged(connection: sqlite3.Connection, *reviews: tuple[ReviewKey, ReviewRecord]) -> list[Revision]:
    """Give the versions of all these reviews in the order in which they were made, numbered anew."""
    found: list[Revision] = []
    for key, kept in reviews:
        versions = revisions_since(connection, key, 0)
        if not versions or versions[0].number != kept.version:
            # Written before versions were kept.
            opinion = kept.review.opinion
            found.append(Revision(kept.version, ChangeKind.WROTE, kept.changed_by, kept.review.changed, opinion))
        found += versions
    found.sort(key=lambda version: version.when)
    return [replace(version, number=number) for number, version in enumerate(found, 1)]


def _rewrite_versions(connection: sqlite3.Connection, server: ServerId, moves: Moves) -> None:
    """Let older versions, too, be compared with what the titles have become."""
    for *key, number, text in connection.execute(_VERSIONS, (server,)).fetchall():
        opinion = read_opinion(text)
        if opinion.comparison and opinion.comparison.other in moves:
            other = InstalmentId(moves[opinion.comparison.other])
            rewritten = replace(opinion, comparison=replace(opinion.comparison, other=other))
            connection.execute(_REWRITE_VERSION, (opinion_text(rewritten), *key, number))


def _rewrite_drafts(
    connection: sqlite3.Connection, server: ServerId, moves: Moves, versions: Mapping[TitleId, int]
) -> None:
    for who, number, subject, version, written in connection.execute(_DRAFTS, (server,)).fetchall():
        # A subject names its title between colons, which no id has.
        about = ":".join(moves.get(part, part) for part in subject.split(":"))
        fields: dict[str, str] = json.loads(written)
        moved = {name: moves.get(value, value) for name, value in fields.items()}
        if about == subject and moved == fields:
            continue
        is_title = about.startswith("title:") and about != subject
        based_on = versions.get(InstalmentId(about.removeprefix("title:")), 0) if is_title else version
        row = (about, based_on, json.dumps(moved, ensure_ascii=False), server, who, number)
        connection.execute(_REWRITE_DRAFT, row)
