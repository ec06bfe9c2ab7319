"""The async SQLite store: the one place that knows SQL. Models go in, models come out."""

from bot.storage.catalogue import CatalogueRecord, CatalogueRepository, Counts
from bot.storage.engine.report import DatabaseReport, inspect
from bot.storage.errors import (
    BusyError,
    ClosedError,
    DamagedError,
    DiskFullError,
    ExistsError,
    ForeignFileError,
    LockedError,
    MigrationError,
    MissingFolderError,
    NewerSchemaError,
    ReadOnlyError,
    RefusedError,
    StoreError,
)
from bot.storage.servers.reviews import Reviews
from bot.storage.store import Store, backup_database

__all__ = [
    "BusyError",
    "CatalogueRecord",
    "CatalogueRepository",
    "ClosedError",
    "Counts",
    "DamagedError",
    "DatabaseReport",
    "DiskFullError",
    "ExistsError",
    "ForeignFileError",
    "LockedError",
    "MigrationError",
    "MissingFolderError",
    "NewerSchemaError",
    "ReadOnlyError",
    "RefusedError",
    "Reviews",
    "Store",
    "StoreError",
    "backup_database",
    "inspect",
]
