"""Titles that servers added, what they correct of bundled ones, and which parts of titles they cover."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from functools import partial
from typing import TypedDict, cast

from msgspec.structs import replace

from bot.models.catalogue import Kind
from bot.models.custom_titles import CastLine, Fact, ServerTitle, SpoilerMark, SpoilerPart, TitleFacts
from bot.models.ids import AnthologyId, InstalmentId, MemberId, ServerId, TagId, TitleId
from bot.models.reviews import DraftNumber
from bot.models.servers import Actor
from bot.storage.engine.database import Database
from bot.storage.rows import insert, now_text, upsert
from bot.storage.servers.drafts import drop_draft
from bot.storage.servers.settings import note_name

_KEY = ("server_id", "title_id")
_COLUMNS = (*_KEY, "own", "hidden", "facts", "version", "changed_by", "changed_at")
# What was taken back stays as a row that says nothing, so that its versions go on: whoever still has a form open that
# was filled in before does not write over what somebody says of the title since.
_OF = f"SELECT {', '.join(_COLUMNS)} FROM server_titles WHERE server_id = ? AND (hidden = 1 OR facts <> '{{}}')"
_TAKE_BACK = """
UPDATE server_titles SET facts = '{}', hidden = 0, version = version + 1, changed_by = ?, changed_at = ?
 WHERE server_id = ? AND title_id = ?"""
_SAVE = upsert("server_titles", _COLUMNS, _KEY)
_VERSION = "SELECT version FROM server_titles WHERE server_id = ? AND title_id = ?"
_REVIEWED = "SELECT 1 FROM server_reviews WHERE server_id = ? AND instalment_id = ? LIMIT 1"
_COVERS = "SELECT title_id, part FROM server_covers WHERE server_id = ?"
_COVER_COLUMNS = ("server_id", "title_id", "part", "covered_by", "covered_at")
_COVER = insert("server_covers", _COVER_COLUMNS) + " ON CONFLICT (server_id, title_id, part) DO NOTHING"
_UNCOVER = "DELETE FROM server_covers WHERE server_id = ? AND title_id = ? AND part = ?"
_UNCOVER_ALL = "DELETE FROM server_covers WHERE server_id = ? AND title_id = ?"


class _Said(TypedDict, total=False):
    """The facts that a server says of a title, as they are written down; each key but the last is a :class:`Fact`."""

    title: str | None
    native_title: str | None
    aliases: list[str]
    kind: str | None
    year: int | None
    countries: list[str]
    episodes: int | None
    minutes: int | None
    premise: str | None
    tags: list[str]
    cast: list[tuple[str, str | None]]
    apart: list[str]


class CustomTitles:
    """What servers say of titles, beside the bundled catalogue."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, server: ServerId) -> tuple[ServerTitle, ...]:
        """Give everything that a server added or corrects, by id."""
        return await self._database.read(partial(titles_of, server=server))

    async def one(self, server: ServerId, key: TitleId) -> ServerTitle | None:
        """Give what a server says of one title; None where it says nothing."""
        return await self._database.read(partial(_one, server=server, key=key))

    async def spoiler_marks(self, server: ServerId) -> frozenset[SpoilerMark]:
        """Give what a server covers because it spoils."""
        return await self._database.read(partial(spoiler_marks_of, server=server))

    async def save(
        self, actor: Actor, title: ServerTitle, *, based_on: int, draft: DraftNumber | None = None
    ) -> ServerTitle | None:
        """Keep what a curator says of a title, in place of what the server said before.

        Parameters
        ----------
        title
            Its server, version, and who changed it when are filled in here. Facts that are not ``said`` are not kept.
        based_on
            The version that the curator saw; 0 where there was none.
        draft
            The draft that it was written in, dropped in the same transaction.

        Returns
        -------
        ServerTitle | None
            What is kept now; None where somebody changed it meanwhile, so that nothing was written.
        """
        return await self._database.write(
            partial(save_title, actor=actor, title=title, based_on=based_on, draft=draft),
        )

    async def remove(self, actor: Actor, key: TitleId, based_on: int) -> bool:
        """Take back a correction, or an own title, with what was covered of the latter.

        False where somebody changed it meanwhile, or where an own title still has something: reviews (removed ones
        that can be restored too), or instalments that the server added to it.
        """
        return await self._database.write(partial(_remove, actor=actor, key=key, based_on=based_on))

    async def mark_spoiler(self, actor: Actor, mark: SpoilerMark, on: bool) -> bool:  # noqa: FBT001 - it is the whole question
        """Cover a part of a title, or open it; False where that was so already."""
        return await self._database.write(partial(mark_spoiler, actor=actor, mark=mark, on=on))


def titles_of(connection: sqlite3.Connection, server: ServerId) -> tuple[ServerTitle, ...]:
    """Give everything that a server added or corrects, as a part of a transaction."""
    return tuple(_title(*row) for row in connection.execute(f"{_OF} ORDER BY title_id", (server,)))


def _one(connection: sqlite3.Connection, server: ServerId, key: TitleId) -> ServerTitle | None:
    row = connection.execute(f"{_OF} AND title_id = ?", (server, key)).fetchone()
    return None if row is None else _title(*row)


def spoiler_marks_of(connection: sqlite3.Connection, server: ServerId) -> frozenset[SpoilerMark]:
    """Give what a server covers, as a part of a transaction."""
    return frozenset(
        SpoilerMark(InstalmentId(key), SpoilerPart(part)) for key, part in connection.execute(_COVERS, (server,))
    )


def save_title(
    connection: sqlite3.Connection, actor: Actor, title: ServerTitle, based_on: int, draft: DraftNumber | None
) -> ServerTitle | None:
    """Keep what a curator says of a title, as a part of a transaction; None where somebody changed it meanwhile."""
    before = _one(connection, actor.server, title.id)
    if (before.version if before else 0) != based_on:
        return None
    latest = connection.execute(_VERSION, (actor.server, title.id)).fetchone()
    moment = now_text()
    kept = replace(
        title,
        server=actor.server,
        facts=_read_facts(_written(title)),
        version=1 if latest is None else latest[0] + 1,
        changed_by=actor.member,
        changed=datetime.fromisoformat(moment),
    )
    said = json.dumps(_written(title), ensure_ascii=False)
    row = (kept.server, kept.id, int(kept.own), int(kept.hidden), said, kept.version, kept.changed_by, moment)
    connection.execute(_SAVE, row)
    note_name(connection, actor)
    if draft is not None:
        drop_draft(connection, actor, draft)
    return kept


def _remove(connection: sqlite3.Connection, actor: Actor, key: TitleId, based_on: int) -> bool:
    before = _one(connection, actor.server, key)
    if before is None or before.version != based_on:
        return False
    if before.own:
        if connection.execute(_REVIEWED, (actor.server, key)).fetchone() is not None:
            return False
        if any(other.id.startswith(f"{key}/") for other in titles_of(connection, actor.server)):
            return False
        connection.execute(_UNCOVER_ALL, (actor.server, key))
    connection.execute(_TAKE_BACK, (actor.member, now_text(), actor.server, key))
    note_name(connection, actor)
    return True


def mark_spoiler(connection: sqlite3.Connection, actor: Actor, mark: SpoilerMark, *, on: bool) -> bool:
    """Cover a part of a title or open it, as a part of a transaction."""
    which = (actor.server, mark.title, mark.part)
    if on:
        changed = connection.execute(_COVER, (*which, actor.member, now_text())).rowcount > 0
    else:
        changed = connection.execute(_UNCOVER, which).rowcount > 0
    note_name(connection, actor)
    return changed


def _title(
    server: int, key: str, own: int, hidden: int, facts: str, version: int, changed_by: int, changed: str
) -> ServerTitle:
    said: _Said = json.loads(facts)
    return ServerTitle(
        ServerId(server),
        InstalmentId(key),
        bool(own),
        _read_facts(said),
        frozenset(fact for fact in Fact if fact in said),
        version,
        MemberId(changed_by),
        datetime.fromisoformat(changed),
        bool(hidden),
        frozenset(AnthologyId(key) for key in said.get("apart", ())),
    )


def _written(title: ServerTitle) -> _Said:
    """Give the facts that are said, as JSON knows them."""
    facts = title.facts
    everything = _Said(
        title=facts.title,
        native_title=facts.native_title,
        aliases=list(facts.aliases),
        kind=facts.kind,
        year=facts.year,
        countries=list(facts.countries),
        episodes=facts.episodes,
        minutes=facts.minutes,
        premise=facts.premise,
        tags=list(facts.tags),
        cast=[(line.name, line.character) for line in facts.cast],
    )
    if title.apart:
        everything["apart"] = sorted(title.apart)
    kept = {*title.said, "apart"}
    return cast("_Said", {name: value for name, value in everything.items() if name in kept})


def _read_facts(said: _Said) -> TitleFacts:
    kind = said.get("kind")
    return TitleFacts(
        title=said.get("title"),
        native_title=said.get("native_title"),
        aliases=tuple(said.get("aliases", ())),
        kind=None if kind is None else Kind(kind),
        year=said.get("year"),
        countries=tuple(said.get("countries", ())),
        episodes=said.get("episodes"),
        minutes=said.get("minutes"),
        premise=said.get("premise"),
        tags=tuple(TagId(tag) for tag in said.get("tags", ())),
        cast=tuple(CastLine(name, character) for name, character in said.get("cast", ())),
    )
