"""Reading and changing a server's settings: curator role, language, channel for announcements."""

from __future__ import annotations

from bot.models.ids import ServerId
from bot.models.servers import Actor, ChannelId, RoleId, ServerSettings
from bot.servers.locales import ServerLocales
from bot.servers.permissions import require_curator, require_manager
from bot.storage import Store


class SettingsService:
    """Reads and changes the settings of the actor's server, for members who may manage it."""

    def __init__(self, store: Store, locales: ServerLocales) -> None:
        self._store = store
        self._locales = locales

    async def settings(self, actor: Actor) -> ServerSettings:
        """Return the settings; a problem with the channel counts as reported by that.

        Raises
        ------
        NotACuratorError
            If the member may not manage the server.
        """
        require_manager(actor)
        settings = await self._store.servers.settings(actor.server)
        if settings.trouble:
            await self._store.servers.note_trouble_reported(actor.server)
        return settings

    async def choose_role(self, actor: Actor, role: RoleId | None) -> ServerSettings:
        """Set the curator role; None leaves curating to members who may manage the server.

        Raises
        ------
        NotACuratorError
            If the member may not manage the server.
        """
        require_manager(actor)
        return await self._store.servers.choose_role(actor.server, role)

    async def choose_language(self, actor: Actor, language: str | None) -> ServerSettings:
        """Set the language of all answers; None answers each member in their own.

        Raises
        ------
        NotACuratorError
            If the member may not manage the server.
        """
        require_manager(actor)
        settings = await self._store.servers.choose_language(actor.server, language)
        self._locales.changed(actor.server, language)
        return settings

    async def choose_channel(self, actor: Actor, channel: ChannelId | None) -> ServerSettings:
        """Set the channel where new reviews are announced; None announces them nowhere.

        Raises
        ------
        NotACuratorError
            If the member may not manage the server.
        """
        require_manager(actor)
        return await self._store.servers.choose_channel(actor.server, channel)

    async def trouble_unreported(self) -> frozenset[ServerId]:
        """Return the servers whose curators don't know yet that their channel cannot be used."""
        return await self._store.servers.trouble_unreported()

    async def report_trouble(self, actor: Actor) -> ServerSettings | None:
        """Return the settings of a server whose channel cannot be used, the first time only; None after that.

        Raises
        ------
        NotACuratorError
            If the member is not a curator there.
        """
        await require_curator(self._store, actor)
        return await self._store.servers.note_trouble_reported(actor.server)
