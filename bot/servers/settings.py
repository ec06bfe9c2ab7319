"""What those who manage a server decide: who curates, which language, where new reviews are announced."""

from __future__ import annotations

from bot.models.ids import ServerId
from bot.models.servers import ChannelId, Curator, RoleId, ServerSettings
from bot.servers.locales import Languages
from bot.servers.permissions import admit, admit_manager
from bot.storage import Store


class SettingsDesk:
    """Reads and changes the settings of the server that somebody acts in; for those alone who may manage it."""

    def __init__(self, store: Store, languages: Languages) -> None:
        self._store = store
        self._languages = languages

    async def settings(self, curator: Curator) -> ServerSettings:
        """Give the settings; what is wrong with the channel counts as told by that.

        Raises
        ------
        NotACuratorError
            If the member may not manage the server.
        """
        admit_manager(curator)
        settings = await self._store.servers.settings(curator.server)
        if settings.trouble:
            await self._store.servers.tell_trouble(curator.server)
        return settings

    async def choose_role(self, curator: Curator, role: RoleId | None) -> ServerSettings:
        """Let the members with a role curate, or those alone who manage the server.

        Raises
        ------
        NotACuratorError
            If the member may not manage the server.
        """
        admit_manager(curator)
        return await self._store.servers.choose_role(curator.server, role)

    async def choose_language(self, curator: Curator, language: str | None) -> ServerSettings:
        """Answer in a language from now on, or each member in their own.

        Raises
        ------
        NotACuratorError
            If the member may not manage the server.
        """
        admit_manager(curator)
        settings = await self._store.servers.choose_language(curator.server, language)
        self._languages.changed(curator.server, language)
        return settings

    async def choose_channel(self, curator: Curator, channel: ChannelId | None) -> ServerSettings:
        """Announce new reviews in a channel from now on, or nowhere.

        Raises
        ------
        NotACuratorError
            If the member may not manage the server.
        """
        admit_manager(curator)
        return await self._store.servers.choose_channel(curator.server, channel)

    async def untold(self) -> frozenset[ServerId]:
        """Give the servers whose curators have yet to be told what is wrong with their channel."""
        return await self._store.servers.untold()

    async def tell(self, curator: Curator) -> ServerSettings | None:
        """Give the settings of a server whose channel cannot be used, to a curator, once; None afterwards.

        Raises
        ------
        NotACuratorError
            If the member is no curator there.
        """
        await admit(self._store, curator)
        return await self._store.servers.tell_trouble(curator.server)
