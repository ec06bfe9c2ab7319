"""What those who manage a server decide: who curates, which language, where new reviews are announced."""

from __future__ import annotations

from bot.models.ids import ServerId
from bot.models.servers import Actor, ChannelId, RoleId, ServerSettings
from bot.servers.locales import ServerLocales
from bot.servers.permissions import require_curator, require_manager
from bot.storage import Store


class SettingsService:
    """Reads and changes the settings of the server that somebody acts in; for those alone who may manage it."""

    def __init__(self, store: Store, locales: ServerLocales) -> None:
        self._store = store
        self._locales = locales

    async def settings(self, actor: Actor) -> ServerSettings:
        """Give the settings; what is wrong with the channel counts as told by that.

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
        """Let the members with a role curate, or those alone who manage the server.

        Raises
        ------
        NotACuratorError
            If the member may not manage the server.
        """
        require_manager(actor)
        return await self._store.servers.choose_role(actor.server, role)

    async def choose_language(self, actor: Actor, language: str | None) -> ServerSettings:
        """Answer in a language from now on, or each member in their own.

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
        """Announce new reviews in a channel from now on, or nowhere.

        Raises
        ------
        NotACuratorError
            If the member may not manage the server.
        """
        require_manager(actor)
        return await self._store.servers.choose_channel(actor.server, channel)

    async def trouble_unreported(self) -> frozenset[ServerId]:
        """Give the servers whose curators have yet to be told what is wrong with their channel."""
        return await self._store.servers.trouble_unreported()

    async def report_trouble(self, actor: Actor) -> ServerSettings | None:
        """Give the settings of a server whose channel cannot be used, to a curator, once; None afterwards.

        Raises
        ------
        NotACuratorError
            If the member is no curator there.
        """
        await require_curator(self._store, actor)
        return await self._store.servers.note_trouble_reported(actor.server)
