"""The extra ``try``: a server can do without the package that plays Discord, so it may not be there."""

from __future__ import annotations

from importlib.util import find_spec

PACKAGE = "simcord"


class NotInstalledError(Exception):
    """What was asked for needs the extra; the text says how to install it."""

    def __init__(self, what: str) -> None:
        # The lock rather than the extra's name: its versions are the tested ones, and nothing unchecked is fetched.
        super().__init__(
            f"{what} needs the package {PACKAGE}, which plays Discord on this machine and isn't installed: "
            "run `make install-try`, or `pip install --require-hashes -r requirements-try.lock`."
        )


def simulator_is_installed() -> bool:
    """Tell whether there is something to play Discord, without importing it: that takes a second."""
    return find_spec(PACKAGE) is not None


def require_simulator(what: str) -> None:
    """Refuse to go on without the extra.

    Parameters
    ----------
    what
        What needs it, as the sentence begins.

    Raises
    ------
    NotInstalledError
        If it is not installed.
    """
    if not simulator_is_installed():
        raise NotInstalledError(what)
