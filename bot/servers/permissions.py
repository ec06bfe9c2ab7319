"""Who may curate and who may change settings, checked again for every single action."""

from __future__ import annotations

from bot.models.servers import Actor, NotACuratorError, ServerSettings
from bot.storage import Store


async def require_curator(store: Store, actor: Actor) -> ServerSettings:
    """Check that the member is a curator, and return the settings of their server.

    Every method for curators begins with this. It looks at the member's current roles and the server's settings, never
    at what a button or a modal contains.

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
    """Check that the member may manage the server.

    Raises
    ------
    NotACuratorError
        If they may not; the curator role is not enough.
    """
    if not actor.manages:
        raise NotACuratorError(managing=True)
