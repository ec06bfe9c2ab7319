"""Who may act at the curators' desk: asked anew for everything that is done there."""

from __future__ import annotations

from bot.models.servers import Actor, NotACuratorError, ServerSettings
from bot.storage import Store


async def require_curator(store: Store, actor: Actor) -> ServerSettings:
    """Let a curator pass, and give the settings of their server.

    Every method of the desk begins with this: what the member may do is read from their roles at this moment and from
    the server's settings, never from what a button or a form carries.

    Raises
    ------
    NotACuratorError
        If the member may neither manage the server nor has its curator role.
    """
    settings = await store.servers.settings(actor.server)
    if not settings.may_curate(actor):
        raise NotACuratorError
    return settings


def require_manager(actor: Actor) -> None:
    """Let those pass who may manage the server.

    Raises
    ------
    NotACuratorError
        If the member may not; the curator role is not enough.
    """
    if not actor.manages:
        raise NotACuratorError(managing=True)
