"""The lock file beside a database, so that two bots never share one."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from bot.storage.errors import LockedError, explain

if sys.platform == "win32":
    import msvcrt

    _LOCKED_BYTE = 1 << 20
    """Windows keeps others from reading a locked byte, so the one that is locked lies behind the process number."""

    def _try_lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_HELD = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})
"""What a system answers where somebody else holds the lock; anything else is a file system without locks."""


class Lock:
    """A held lock; the operating system lets go of it when the process ends, however it ends.

    The file itself stays: removing it would let a third process lock a new one while a second still waits at the old.

    Parameters
    ----------
    database
        The database's resolved path; the lock file has its name with ``.lock`` behind.

    Raises
    ------
    LockedError
        If another process, or another store in this one, holds the lock.
    StoreError
        If the lock file cannot be written.
    """

    __slots__ = ("_descriptor",)

    def __init__(self, database: Path) -> None:
        path = database.with_name(f"{database.name}.lock")
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise explain(error, database) from error
        try:
            _try_lock(descriptor)
        except OSError as error:
            if error.errno not in _HELD:
                os.close(descriptor)
                raise explain(error, database) from error
            holder = os.read(descriptor, 20).decode(errors="replace").strip()
            os.close(descriptor)
            raise LockedError(
                f"{database} is in use by another bot{f' (process {holder})' if holder else ''}: "
                "stop that one first, or set DATABASE_PATH to another file."
            ) from error
        self._descriptor: int | None = descriptor
        try:
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()}\n".encode())
        except OSError as error:
            self.release()
            raise explain(error, database) from error

    def release(self) -> None:
        """Let go of the lock; a second call does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
