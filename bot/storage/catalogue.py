"""The catalogue: an anthology is one JSON document, and of what was ever published the ids are kept for good."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, partial

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.models.catalogue import Anthology, Tag, people_of
from bot.models.ids import AnthologyId, InstalmentId, anthology_of
from bot.models.opinions import PressReview, Verdict
from bot.storage.documents import from_text, shape_of, to_text
from bot.storage.engine.database import Database
from bot.storage.rows import now_text, upsert

_ANTHOLOGY = msgspec.json.Decoder(Anthology)
_PRESS_REVIEWS = msgspec.json.Decoder(tuple[PressReview, ...])
_VOCABULARY = msgspec.json.Decoder(tuple[Tag, ...])

_SAVE = upsert("anthology_documents", ("id", "digest", "shape", "anthology", "press_reviews"), ("id",))
_SAVE_STATE = upsert("catalogue_state", ("only_row", "folder_digest", "shape", "vocabulary", "saved_at"), ("only_row",))
_PUBLISH = upsert("published_ids", ("kind", "id", "retired_at"), ("kind", "id"))


@cache
def _shape() -> int:
    """Give one number for all documents: where any of them has changed, the files are read anew in any case."""
    return shape_of(Anthology, PressReview, Tag)


class CatalogueRecord(Struct, frozen=True):
    """One anthology of the catalogue, complete, as it is to be stored.

    Parameters
    ----------
    digest
        What its file was; the same digest means that nothing has to be written.
    """

    anthology: Anthology
    reviews: tuple[PressReview, ...]
    digest: str


class Counts(Struct, frozen=True):
    """How much the catalogue holds; what is retired is not counted.

    Parameters
    ----------
    reviews
        Press reviews: what servers wrote is theirs, and counted nowhere.
    """

    anthologies: int
    instalments: int
    people: int
    reviews: int


class CatalogueRepository:
    """Anthologies, press reviews and tags; nothing of them belongs to a server.

    A document that was written before the records changed counts as not there: no query gives it, its digest is
    empty, and so the next :meth:`save` of the files writes it anew.
    """

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    async def anthology(self, anthology: AnthologyId) -> Anthology | None:
        """Give an anthology, complete, its instalments by number; None when it is unknown or retired."""
        return await self._database.read(partial(_anthology, anthology=anthology))

    async def everything(self) -> tuple[Anthology, ...]:
        """Give all anthologies that are not retired, complete, by id."""
        return await self._database.read(_everything, slow=True)

    async def press_reviews(self, anthology: AnthologyId) -> tuple[PressReview, ...]:
        """Give the press reviews of an anthology's instalments, in the order of its file."""
        return await self._database.read(partial(_press_reviews, anthology=anthology))

    async def press_verdicts(self) -> Mapping[InstalmentId, Sequence[Verdict]]:
        """Give what the press thinks of each instalment that it reviewed."""
        return await self._database.read(_press_verdicts, slow=True)

    async def vocabulary(self) -> tuple[Tag, ...]:
        """Give all tags in use, in their order."""
        return await self._database.read(_vocabulary)

    async def digests(self) -> Mapping[AnthologyId, str]:
        """Give what the file of each anthology was when it was saved; retired ones have none."""
        return await self._database.read(_digests)

    async def folder_digest(self) -> str | None:
        """Give what the whole folder of files was when it was last saved; None when it has to be saved anew."""
        return await self._database.read(_folder_digest)

    async def counts(self) -> Counts:
        """Count what is not retired."""
        return await self._database.read(count, slow=True)

    async def save(
        self,
        entries: Sequence[CatalogueRecord],
        *,
        tags: Sequence[Tag] | None,
        retire: Collection[AnthologyId],
        folder_digest: str,
    ) -> None:
        """Write what changed in the catalogue, as one transaction.

        Whether an anthology agrees with itself and the vocabulary is not looked at here: reading its file does that.

        Parameters
        ----------
        entries
            Anthologies that are new, changed or back. Instalments that such an anthology no longer has are retired.
        tags
            The whole vocabulary, in order; None to leave it as it is.
        retire
            Anthologies that the catalogue no longer has. Their ids stay, and so does what servers wrote about them.
        folder_digest
            What the whole folder is now.
        """
        await self._database.write(
            partial(_save, entries=entries, tags=tags, retire=retire, folder_digest=folder_digest)
        )


def count(connection: sqlite3.Connection) -> Counts:
    """Count what is not retired, over any connection."""
    query = "SELECT kind, count(*) FROM published_ids WHERE retired_at IS NULL GROUP BY kind"
    published: Mapping[str, int] = dict(connection.execute(query).fetchall())
    return Counts(
        anthologies=published.get("anthology", 0),
        instalments=published.get("instalment", 0),
        people=published.get("person", 0),
        reviews=sum(1 for _ in _all_press_reviews(connection)),
    )


def read_every_document(connection: sqlite3.Connection) -> None:
    """Read all that a start reads, over any connection: what is damaged raises."""
    _everything(connection)
    _press_verdicts(connection)
    _vocabulary(connection)


def _anthology(connection: sqlite3.Connection, anthology: AnthologyId) -> Anthology | None:
    query = "SELECT anthology FROM anthology_documents WHERE id = ? AND shape = ?"
    row = connection.execute(query, (anthology, _shape())).fetchone()
    return from_text(row[0], _ANTHOLOGY) if row else None


def _everything(connection: sqlite3.Connection) -> tuple[Anthology, ...]:
    query = "SELECT anthology FROM anthology_documents WHERE shape = ? ORDER BY id"
    return tuple(from_text(text, _ANTHOLOGY) for (text,) in connection.execute(query, (_shape(),)))


def _press_reviews(connection: sqlite3.Connection, anthology: AnthologyId) -> tuple[PressReview, ...]:
    query = "SELECT press_reviews FROM anthology_documents WHERE id = ? AND shape = ?"
    row = connection.execute(query, (anthology, _shape())).fetchone()
    return from_text(row[0], _PRESS_REVIEWS) if row else ()


def _all_press_reviews(connection: sqlite3.Connection) -> Iterator[PressReview]:
    query = "SELECT press_reviews FROM anthology_documents WHERE shape = ? ORDER BY id"
    for (text,) in connection.execute(query, (_shape(),)):
        yield from from_text(text, _PRESS_REVIEWS)


def _press_verdicts(connection: sqlite3.Connection) -> dict[InstalmentId, list[Verdict]]:
    found: dict[InstalmentId, list[Verdict]] = {}
    for review in _all_press_reviews(connection):
        found.setdefault(review.instalment, []).append(review.opinion.verdict)
    return found


def _vocabulary(connection: sqlite3.Connection) -> tuple[Tag, ...]:
    row = connection.execute(
        "SELECT vocabulary FROM catalogue_state WHERE only_row = 1 AND shape = ?", (_shape(),)
    ).fetchone()
    return from_text(row[0], _VOCABULARY) if row else ()


def _digests(connection: sqlite3.Connection) -> dict[AnthologyId, str]:
    rows = connection.execute("SELECT id, shape, digest FROM anthology_documents ORDER BY id")
    return {anthology: digest if shape == _shape() else "" for anthology, shape, digest in rows}


def _folder_digest(connection: sqlite3.Connection) -> str | None:
    row = connection.execute(
        "SELECT folder_digest FROM catalogue_state WHERE only_row = 1 AND shape = ?", (_shape(),)
    ).fetchone()
    return None if row is None else str(row[0])


def _save(
    connection: sqlite3.Connection,
    entries: Sequence[CatalogueRecord],
    tags: Sequence[Tag] | None,
    retire: Collection[AnthologyId],
    folder_digest: str,
) -> None:
    now = now_text()
    connection.executemany("DELETE FROM anthology_documents WHERE id = ?", [(gone,) for gone in retire])
    connection.executemany(_SAVE, [_values(entry) for entry in entries])
    words = _vocabulary(connection) if tags is None else tuple(tags)
    connection.execute(_SAVE_STATE, (1, folder_digest, _shape(), to_text(words), now))
    _publish(connection, now)


def _values(entry: CatalogueRecord) -> tuple[str | int, ...]:
    anthology = entry.anthology
    in_order = replace(anthology, instalments=tuple(sorted(anthology.instalments, key=lambda one: one.number)))
    return (anthology.id, entry.digest, _shape(), to_text(in_order), to_text(entry.reviews))


def _publish(connection: sqlite3.Connection, now: str) -> None:
    """Keep the id of everything that is there now, and mark those of what is there no more.

    What a document of another shape says cannot be read, but its file is still there: its own ids and its stories' are
    left as they are, and so are those of all people, any of whom it may credit.
    """
    anthologies = _everything(connection)
    unread = {anthology for anthology, digest in _digests(connection).items() if not digest}
    there = {
        *(("anthology", one.id) for one in anthologies),
        *(("instalment", story.id) for one in anthologies for story in one.instalments),
        *(("person", person.id) for person in people_of(anthologies)),
    }
    query = "SELECT kind, id FROM published_ids WHERE retired_at IS NULL"
    known: set[tuple[str, str]] = set(connection.execute(query).fetchall())
    connection.executemany(_PUBLISH, [(*one, None) for one in sorted(there - known)])
    gone = [(kind, key) for kind, key in known - there if anthology_of(key) not in unread]
    if unread:
        gone = [(kind, key) for kind, key in gone if kind != "person"]
    connection.executemany(_PUBLISH, [(*one, now) for one in sorted(gone)])
