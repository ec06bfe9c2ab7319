"""Who may act at the curators' desk: asked anew for everything that is done there."""

from __future__ import annotations

from bot.models.servers import Curator, NotACuratorError, ServerSettings
from bot.storage import Store


async def admit(store: Store, curator: Curator) -> ServerSettings:
    """Let a curator pass, and give the settings of their server.

    Every method of the desk begins with this: what the member may do is read from their roles at this moment and from
    the server's settings, never from what a button or a form carries.

    Raises
    ------
    NotACuratorError
        If the member may neither manage the server nor has its curator role.
    """
    settings = await store.servers.settings(curator.server)
    if not settings.admits(curator):
        raise NotACuratorError
    return settings


def admit_manager(curator: Curator) -> None:
    """Let those pass who may manage the server.

    Raises
    ------
    NotACuratorError
        If the member may not; the curator role is not enough.
    """
    if not curator.manages:
        raise NotACuratorError(managing=True)
