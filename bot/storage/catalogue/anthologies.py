"""The catalogue as the store keeps it: anthologies with all that belongs to them, press reviews, the vocabulary."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from functools import partial

from bot.models.catalogue import Anthology, Tag, TagGroup
from bot.models.ids import AnthologyId, InstalmentId, TagId
from bot.models.opinions import PressReview, Verdict
from bot.storage.catalogue.loading import load
from bot.storage.catalogue.people import LISTED
from bot.storage.catalogue.records import CatalogueRecord, Counts
from bot.storage.catalogue.saving import save
from bot.storage.engine.database import Database
from bot.storage.rows import OPINION_COLUMNS, firsts, grouped, opinion, partial_date

_OF_ANTHOLOGY = """
  FROM instalments i JOIN {table} r ON r.instalment_id = i.id
 WHERE i.anthology_id = ? AND i.retired_at IS NULL
 ORDER BY {order}"""

_PRESS_REVIEWS = (
    f"SELECT r.instalment_id, r.position, r.outlet, r.author, r.published, r.url, r.{', r.'.join(OPINION_COLUMNS)}"
    + _OF_ANTHOLOGY.format(table="press_reviews", order="r.position")
)
_PRESS_REASONS = "SELECT r.instalment_id, r.review_position, r.side, r.reason" + _OF_ANTHOLOGY.format(
    table="press_reasons", order="r.instalment_id, r.review_position, r.side, r.position"
)

_PRESS_VERDICTS = """
SELECT r.instalment_id, r.verdict FROM press_reviews r JOIN instalments i ON i.id = r.instalment_id
 WHERE i.retired_at IS NULL ORDER BY r.instalment_id, r.position"""

_COUNTS = (
    "SELECT count(*) FROM anthologies WHERE retired_at IS NULL",
    "SELECT count(*) FROM instalments WHERE retired_at IS NULL",
    f"SELECT count(*) FROM people WHERE {LISTED}",
    "SELECT count(*) FROM press_reviews r JOIN instalments i ON i.id = r.instalment_id WHERE i.retired_at IS NULL",
)


class CatalogueRepository:
    """Anthologies, press reviews and tags; nothing of them belongs to a server."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    async def anthology(self, anthology: AnthologyId) -> Anthology | None:
        """Give an anthology, complete, its instalments by number; None when it is unknown or retired."""
        found = await self._database.read(partial(load, only=anthology))
        return found[0] if found else None

    async def everything(self) -> tuple[Anthology, ...]:
        """Give all anthologies that are not retired, complete, by id."""
        return await self._database.read(load, slow=True)

    async def press_reviews(self, anthology: AnthologyId) -> tuple[PressReview, ...]:
        """Give the press reviews of an anthology's instalments, in the order of its file."""
        return await self._database.read(partial(_press_reviews, anthology=anthology))

    async def press_verdicts(self) -> Mapping[InstalmentId, Sequence[Verdict]]:
        """Give what the press thinks of each instalment that it reviewed; nothing else of the reviews is read."""
        return await self._database.read(_press_verdicts, slow=True)

    async def vocabulary(self) -> tuple[Tag, ...]:
        """Give all tags in use, in their order."""
        return await self._database.read(_vocabulary)

    async def digests(self) -> Mapping[AnthologyId, str]:
        """Give what the file of each anthology was when it was saved; those that are retired have none."""
        return await self._database.read(_digests)

    async def folder_digest(self) -> str | None:
        """Give what the whole folder of files was when it was last saved; None when it never was."""
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

        Parameters
        ----------
        entries
            Anthologies that are new, changed or back. Instalments that such an anthology no longer has are retired.
        tags
            The whole vocabulary, in order; None to leave it as it is. A tag that it lacks is retired.
        retire
            Anthologies that the catalogue no longer has. What servers wrote about them stays.
        folder_digest
            What the whole folder is now.

        Raises
        ------
        RefusedError
            If an entry refers to an instalment or a tag that is not there, or numbers two instalments alike.
        """
        await self._database.write(
            partial(save, entries=entries, tags=tags, retire=retire, folder_digest=folder_digest)
        )


def count(connection: sqlite3.Connection) -> Counts:
    """Count what is not retired, over any connection."""
    return Counts(*(int(connection.execute(query).fetchone()[0]) for query in _COUNTS))


def _press_reviews(connection: sqlite3.Connection, anthology: AnthologyId) -> tuple[PressReview, ...]:
    reasons: dict[tuple[str, int, str], list[str]] = {}
    for instalment, review, side, reason in connection.execute(_PRESS_REASONS, (anthology,)):
        reasons.setdefault((instalment, review, side), []).append(reason)

    def given(instalment: str, position: int, side: str) -> tuple[str, ...]:
        return tuple(reasons.get((instalment, position, side), ()))

    return tuple(
        PressReview(
            instalment=InstalmentId(instalment),
            outlet=outlet,
            url=url,
            opinion=opinion(columns, given(instalment, position, "works"), given(instalment, position, "doesnt")),
            author=author,
            published=partial_date(published),
        )
        for instalment, position, outlet, author, published, url, *columns in connection.execute(
            _PRESS_REVIEWS, (anthology,)
        )
    )


def _press_verdicts(connection: sqlite3.Connection) -> dict[InstalmentId, list[Verdict]]:
    verdicts = {str(verdict): verdict for verdict in Verdict}
    found: dict[InstalmentId, list[Verdict]] = {}
    for instalment, verdict in connection.execute(_PRESS_VERDICTS):
        found.setdefault(instalment, []).append(verdicts[verdict])
    return found


def _vocabulary(connection: sqlite3.Connection) -> tuple[Tag, ...]:
    synonyms = grouped(connection, "SELECT tag_id, synonym FROM tag_synonyms ORDER BY tag_id, position", ())
    rows = connection.execute("SELECT id, tag_group, name, about FROM tags WHERE retired_at IS NULL ORDER BY position")
    return tuple(
        Tag(TagId(tag), TagGroup(group), name, about, firsts(synonyms.get(tag, ()))) for tag, group, name, about in rows
    )


def _digests(connection: sqlite3.Connection) -> dict[AnthologyId, str]:
    return dict(
        connection.execute("SELECT id, digest FROM anthologies WHERE retired_at IS NULL ORDER BY id").fetchall()
    )


def _folder_digest(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT folder_digest FROM catalogue_state WHERE only_row = 1").fetchone()
    return None if row is None else str(row[0])
