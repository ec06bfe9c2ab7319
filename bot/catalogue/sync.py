"""Brings the store up to the catalogue's files at start: nothing is parsed unless a file changed, nor written twice."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from msgspec import Struct

from bot.catalogue import Problem, catalogue_digest, read_catalogue
from bot.catalogue.folder import catalogue_files
from bot.models.ids import AnthologyId
from bot.settings import HOME
from bot.storage import CatalogueRecord, Store

log = logging.getLogger(__name__)

CATALOGUE = HOME / "data" / "catalogue"
COVERAGE_PAGE = CATALOGUE / "COVERAGE.md"
EDITOR_SCHEMA = CATALOGUE / "schema.json"
VOCABULARY = HOME / "data" / "vocabulary.toml"


class SyncReport(Struct, frozen=True):
    """What a start did with the catalogue.

    Parameters
    ----------
    written, retired
        How many anthologies were written anew, and how many are not in the files any more.
    missing
        The anthologies that are not shown: an earlier version wrote their documents, and their files cannot be read.
    """

    written: int = 0
    retired: int = 0
    problems: tuple[Problem, ...] = ()
    missing: tuple[AnthologyId, ...] = ()


async def sync_catalogue(store: Store, folder: Path = CATALOGUE, vocabulary: Path = VOCABULARY) -> SyncReport:
    """Write what has changed in the files into the store, in one transaction.

    A broken file is reported and changes nothing: what the store held of it stays. An anthology whose file is gone is
    retired; what servers wrote about it stays too. A folder without any file retires nothing: it is not mounted, most
    likely. After an update that changed the documents, what the store held can't be read any more: a title whose file
    cannot be read just then is named in the log, and comes back with its file.

    What is wrong only between files is left to ``check``: it keeps nothing out of the store, and every first start
    would take longer.
    """
    digest = await asyncio.to_thread(catalogue_digest, folder, vocabulary)
    if digest == await store.catalogue.folder_digest():
        return SyncReport()
    catalogue = await asyncio.to_thread(read_catalogue, folder, vocabulary, across=False)
    for problem in catalogue.problems:
        log.warning("catalogue: %s", problem)
    known = await store.catalogue.digests()
    changed = catalogue.changed(known)
    files = await asyncio.to_thread(_files, folder)
    if not files:
        log.warning("catalogue: %s holds no files: nothing is retired", folder)
    gone = known.keys() - files if files else set[AnthologyId]()
    await store.catalogue.save(
        [CatalogueRecord(entry.anthology, entry.reviews, entry.digest) for entry in changed],
        tags=catalogue.tags or None,
        retire=gone,
        # Remembered only when all is well, so that the next start reports what is broken once more.
        folder_digest="" if catalogue.problems else digest,
    )
    log.info("catalogue: %d anthologies written, %d retired", len(changed), len(gone))
    missing = tuple(key for key, digest in (await store.catalogue.digests()).items() if not digest)
    if missing:
        log.error(
            "catalogue: not shown until their files can be read: %s (what servers wrote about them is kept)",
            ", ".join(missing),
        )
    return SyncReport(len(changed), len(gone), catalogue.problems, missing)


def _files(folder: Path) -> set[AnthologyId]:
    """Give the ids of all files, broken ones included."""
    return {AnthologyId(path.stem) for path in catalogue_files(folder)}
