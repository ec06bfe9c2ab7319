"""The async SQLite store: the one place that knows SQL. Models go in, models come out."""

from bot.store.errors import (
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
from bot.store.people import People
from bot.store.records import CatalogueRecord, Counts, Work
from bot.store.report import DatabaseReport, inspect
from bot.store.reviews import Reviews
from bot.store.shows import Shows
from bot.store.store import Store, backup_database

__all__ = [
    "BusyError",
    "CatalogueRecord",
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
    "People",
    "ReadOnlyError",
    "RefusedError",
    "Reviews",
    "Shows",
    "Store",
    "StoreError",
    "Work",
    "backup_database",
    "inspect",
]
