"""Files that curators uploaded, kept until they are applied; and all that a server holds, read and written at once."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NewType

from bot.models.custom_titles import Holdings, ServerTitle, SpoilerMark
from bot.models.ids import MemberId, ServerId, is_own
from bot.models.reviews import ChangeKind, ReviewChange, ReviewNumber, Revision, StaleVersion
from bot.models.servers import Actor
from bot.storage.engine.database import Database
from bot.storage.rows import insert, now_text
from bot.storage.servers.custom_titles import mark_spoiler, save_title, spoiler_marks_of, titles_of
from bot.storage.servers.drafts import NUMBER_BITS
from bot.storage.servers.negative_cache import NegativeCache
from bot.storage.servers.review_history import all_revisions
from bot.storage.servers.reviews import review_records, save_one
from bot.storage.servers.settings import names_of, note_name, note_names

ImportNumber = NewType("ImportNumber", int)
"""What an uploaded file is called in a custom_id: a random number."""

Counting = Callable[[int, int], None]
"""Is told how much is done, of how much; on the database's thread."""

_KEEP = insert("server_imports", ("server_id", "number", "curator_id", "content", "kept_at"))
_MINE = "server_id = ? AND curator_id = ? AND number = ?"
_CONTENT = f"SELECT content FROM server_imports WHERE {_MINE}"
_DROP = f"DELETE FROM server_imports WHERE {_MINE}"
_DROP_FORMER = "DELETE FROM server_imports WHERE server_id = ? AND curator_id = ?"

_REVIEWED = "SELECT DISTINCT instalment_id FROM server_reviews WHERE server_id = ?"

_COUNT_EVERY = 50


class Imports:
    """Uploaded files, one of a curator in a server at a time; nobody else ever sees it."""

    __slots__ = ("_database", "_reviewless")

    def __init__(self, database: Database, reviewless: NegativeCache) -> None:
        self._database = database
        self._reviewless = reviewless

    async def keep(self, actor: Actor, content: str) -> ImportNumber:
        """Keep a file's text, in place of what the curator uploaded there before."""
        return await self._database.write(partial(_keep, actor=actor, content=content))

    async def content(self, actor: Actor, number: ImportNumber) -> str | None:
        """Give the text of a file that the curator uploaded in that server; None where there is none (any more)."""
        return await self._database.read(partial(_content, actor=actor, number=number), slow=True)

    async def drop(self, actor: Actor, number: ImportNumber) -> bool:
        """Throw a file away; False when there was none."""
        return await self._database.write(partial(_drop, actor=actor, number=number))

    async def holdings(self, server: ServerId, *, versions: bool = False) -> Holdings:
        """Give everything that a server wrote, as it is at one moment.

        Parameters
        ----------
        versions
            Whether every version of each review is wanted.
        """
        return await self._database.read(partial(_holdings, server=server, versions=versions), slow=True)

    async def apply(
        self,
        actor: Actor,
        number: ImportNumber,
        changes: Sequence[ReviewChange],
        titles: Sequence[tuple[ServerTitle, int]],
        marks: Sequence[SpoilerMark],
        names: Mapping[MemberId, str],
        counting: Counting,
    ) -> bool:
        """Write all that a file brings and throw the file away, as one transaction.

        Parameters
        ----------
        titles
            Each with the version that it is based on; 0 where there was none.
        names
            How those are called whose reviews these are; who has a name here keeps it.

        Returns
        -------
        bool
            False where somebody changed one of these meanwhile, or the file is gone: nothing is written then.
        """
        job = partial(
            _apply,
            actor=actor,
            number=number,
            changes=changes,
            titles=titles,
            marks=marks,
            names=names,
            counting=counting,
        )
        try:
            await self._database.write(job, partial(self._reviewless.wrote, actor.server))
        except _ChangedError:
            return False
        return True


class _ChangedError(Exception):
    """Ends the transaction of an import that does not fit what is there any more."""


def _keep(connection: sqlite3.Connection, actor: Actor, content: str) -> ImportNumber:
    number = ImportNumber(secrets.randbits(NUMBER_BITS))
    connection.execute(_DROP_FORMER, (actor.server, actor.member))
    connection.execute(_KEEP, (actor.server, number, actor.member, content, now_text()))
    return number


def _content(connection: sqlite3.Connection, actor: Actor, number: ImportNumber) -> str | None:
    if number.bit_length() > NUMBER_BITS:
        return None
    row = connection.execute(_CONTENT, (actor.server, actor.member, number)).fetchone()
    return None if row is None else str(row[0])


def _drop(connection: sqlite3.Connection, actor: Actor, number: ImportNumber) -> bool:
    if number.bit_length() > NUMBER_BITS:
        return False
    return connection.execute(_DROP, (actor.server, actor.member, number)).rowcount > 0


def _holdings(connection: sqlite3.Connection, server: ServerId, *, versions: bool) -> Holdings:
    reviews = review_records(connection, server)
    found: dict[ReviewNumber, tuple[Revision, ...]] = {}
    if versions:
        every = all_revisions(connection, server)
        found = {one.number: every.get((one.review.instalment, one.review.curator), ()) for one in reviews}
    return Holdings(
        server,
        reviews,
        titles_of(connection, server),
        spoiler_marks_of(connection, server),
        names_of(connection, server),
        found,
    )


def _apply(
    connection: sqlite3.Connection,
    actor: Actor,
    number: ImportNumber,
    changes: Sequence[ReviewChange],
    titles: Sequence[tuple[ServerTitle, int]],
    marks: Sequence[SpoilerMark],
    names: Mapping[MemberId, str],
    counting: Counting,
) -> None:
    if not _drop(connection, actor, number):
        raise _ChangedError
    whole = len(titles) + len(changes)
    for done, (title, based_on) in enumerate(titles):
        if done % _COUNT_EVERY == 0:
            counting(done, whole)
        if save_title(connection, actor, title, based_on, None) is None:
            raise _ChangedError
    if not _all_there(connection, actor.server, changes, titles, marks):
        raise _ChangedError
    for cover in marks:
        mark_spoiler(connection, actor, cover, on=True)
    for done, writing in enumerate(changes, len(titles)):
        if done % _COUNT_EVERY == 0:
            counting(done, whole)
        if isinstance(save_one(connection, actor, writing, ChangeKind.IMPORTED), StaleVersion):
            raise _ChangedError
    note_names(connection, actor.server, names)
    note_name(connection, actor)
    counting(whole, whole)


def _all_there(
    connection: sqlite3.Connection,
    server: ServerId,
    changes: Sequence[ReviewChange],
    titles: Sequence[tuple[ServerTitle, int]],
    marks: Sequence[SpoilerMark],
) -> bool:
    """Tell whether every own title that is named is there: one may have been joined or taken away meanwhile."""
    named = {
        *(writing.instalment for writing in changes),
        *(writing.opinion.comparison.other for writing in changes if writing.opinion.comparison),
        *(title.anthology for title, _based_on in titles),
        *(cover.title for cover in marks),
    }
    own = {key for key in named if is_own(key)}
    gone = own - {title.id for title in titles_of(connection, server)} if own else own
    # What has reviews can be reviewed and covered whatever became of it.
    return not gone or gone <= {key for (key,) in connection.execute(_REVIEWED, (server,))}
