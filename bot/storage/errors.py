"""What can go wrong with the database: each error says in one sentence what, where and what to do."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path


class StoreError(Exception):
    """Something is wrong with the database; the text is made to be shown to whoever runs the bot."""


class LockedError(StoreError):
    """Another bot has the database open."""


class BusyError(StoreError):
    """Another program held the database for longer than the store waits."""


class DamagedError(StoreError):
    """The file is no database, or parts of it are broken."""


class ForeignFileError(StoreError):
    """The file is a sound database, but another program's."""


class NewerSchemaError(StoreError):
    """The database was written by a newer version of the bot."""


class MigrationError(StoreError):
    """A migration failed, was changed after it had been applied, or is missing."""


class ReadOnlyError(StoreError):
    """The file or its folder cannot be written."""


class MissingFolderError(StoreError):
    """The folder that should hold the file does not exist, or is no folder."""


class DiskFullError(StoreError):
    """There is no room left for what was to be written."""


class RefusedError(StoreError):
    """The rows contradict one another or what is stored, and nothing of them was written."""


class ClosedError(StoreError):
    """The store was closed."""


class ExistsError(StoreError):
    """A backup's name is taken."""


_Sentence = tuple[type[StoreError], str]

_ELSEWHERE = "or choose another place for it (the database's own is set by DATABASE_PATH)"
_READ_ONLY: _Sentence = (
    ReadOnlyError,
    f"{{path}} or its folder cannot be written: give the bot's user the right to write to both, {_ELSEWHERE}.",
)
_FULL: _Sentence = (
    DiskFullError,
    "The disk that holds {path} is full: make room and try again; what was written before is safe.",
)
_FAILING: _Sentence = (
    DiskFullError,
    "The disk failed to read or write {path} ({error}): see whether it is full or broken; what was written is safe.",
)
_BUSY: _Sentence = (BusyError, "Another program is writing to {path}: close it and try again.")
_DAMAGED: _Sentence = (
    DamagedError,
    "{path} is not a sound database ({error}): move it away and put a sound copy (see {folder}/backups) in its place.",
)
_NO_FOLDER: _Sentence = (
    MissingFolderError,
    f"There is no folder {{folder}} to hold {{path}}: make it, {_ELSEWHERE}.",
)
_IS_FOLDER: _Sentence = (StoreError, f"{{path}} is a folder, not a database: move it away, {_ELSEWHERE}.")
_REFUSED: _Sentence = (
    RefusedError,
    "The database {path} refused what was to be written ({error}); nothing was changed.",
)
_UNEXPECTED: _Sentence = (StoreError, "{path} cannot be used ({error}); what was written before is safe.")

_BY_RESULT_CODE = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _FAILING,
    sqlite3.SQLITE_CONSTRAINT: _REFUSED,
}
_BY_ERRNO = {
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EISDIR: _IS_FOLDER,
}
_PRIMARY_CODE = 0xFF
"""SQLite's extended result codes carry the primary one in their lowest byte."""


def explain(error: sqlite3.Error | OSError, path: Path) -> StoreError:
    """Turn an error of SQLite or of the operating system into the sentence that it means.

    Parameters
    ----------
    error
        What was raised.
    path
        The file that was being read or written.
    """
    if isinstance(error, OSError):
        return _say(_BY_ERRNO.get(error.errno or 0, _UNEXPECTED), path, error.strerror or str(error))
    code = result_code(error)
    if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR} and path.is_dir():
        return _say(_IS_FOLDER, path, str(error))
    if code == sqlite3.SQLITE_CANTOPEN:
        return _say(_READ_ONLY if path.parent.is_dir() else _NO_FOLDER, path, str(error))
    return _say(_BY_RESULT_CODE.get(code, _UNEXPECTED), path, str(error))


def result_code(error: sqlite3.Error) -> int:
    """Give SQLite's primary result code; 0 for an error that Python itself raised, which lacks one."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & _PRIMARY_CODE


def damaged(path: Path, finding: str) -> StoreError:
    """Say that a database is damaged, with what was found."""
    return _say(_DAMAGED, path, finding)


def missing_folder(path: Path) -> StoreError:
    """Say that there is no folder for a file."""
    return _say(_NO_FOLDER, path, "")


def _say(what: _Sentence, path: Path, error: str) -> StoreError:
    kind, sentence = what
    return kind(sentence.format(path=path, folder=path.parent, error=error))
