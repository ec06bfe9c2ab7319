"""What there is to do about announcements, and taking note of what was done. Discord itself is the cog's."""

from __future__ import annotations

from bot.announcements.results import AnnouncedReview, CardChange, DeleteCard, PostCard, UpdateCard
from bot.models.ids import AnthologyId, InstalmentId, ServerId
from bot.models.queries import Asker
from bot.models.reviews import MessageId, ReviewKey, ReviewNumber, ReviewRecord
from bot.models.servers import ChannelId, ChannelTrouble
from bot.storage import Store
from bot.titles.results import InstalmentResult
from bot.titles.service import TitleService


class AnnouncementService:
    """Decides from the store alone, at every call anew: whatever was interrupted is found again.

    Nobody is asked for leave here: what is announced is what members may read.
    """

    def __init__(self, store: Store, title_service: TitleService) -> None:
        self._store = store
        self._title_service = title_service

    async def key_of(self, server: ServerId, number: ReviewNumber) -> ReviewKey | None:
        """Give the key of a review; None where it was erased."""
        return await self._store.announcements.named(server, number)

    async def of(self, server: ServerId, title: AnthologyId | InstalmentId) -> tuple[ReviewKey, ...]:
        """Give all announced reviews of an instalment, or of an anthology's instalments."""
        return await self._store.announcements.of(server, title)

    async def due(self, server: ServerId | None = None) -> tuple[ReviewKey, ...]:
        """Give every announcement that is not as it should be, of one server or of all."""
        announcements = self._store.announcements
        return await (announcements.due() if server is None else announcements.due_in(server))

    async def next_change(self, key: ReviewKey) -> CardChange | None:
        """Say what there is to do about a review's announcement; None where nothing is.

        One that hangs is always brought up to date: a title or a cover may have changed, and the review not.
        """
        found = await self._store.announcements.one(key)
        if found is None:
            return None
        server, instalment, curator = key
        page = await self._title_service.get(instalment, Asker(server))
        if found.review is None or found.withdrawn or not isinstance(page, InstalmentResult):
            return DeleteCard(found.channel, found.message) if found.message else None
        settings = await self._store.servers.settings(server)
        names = await self._store.servers.names(server)
        card = AnnouncedReview(found.review, page, names.get(curator), settings.language)
        if found.message is not None:
            return UpdateCard(found.channel, found.message, card)
        if settings.announcements is None:
            return None
        return PostCard(settings.announcements, card, _nonce(found.review))

    async def posted(self, key: ReviewKey, order: PostCard | UpdateCard, message: MessageId) -> None:
        """Take note that Discord shows a card."""
        await self._store.announcements.hung(key, order.channel, message, order.card.review.version)

    async def deleted(self, key: ReviewKey, order: DeleteCard) -> None:
        """Take note that a card is withdrawn; the review is announced again when it is restored."""
        found = await self._store.announcements.one(key)
        if found is not None and found.review is None:
            await self._store.announcements.drop(key)
        else:
            await self._store.announcements.taken_down(key, order.channel)

    async def deleted_by_others(self, key: ReviewKey) -> None:
        """Take note that somebody else deleted a card, which is therefore not hung again."""
        await self._store.announcements.drop(key)

    async def trouble(self, server: ServerId, channel: ChannelId, trouble: ChannelTrouble) -> bool:
        """Take note that a channel cannot be used; True where that is news for the curators."""
        return await self._store.servers.note_trouble(server, channel, trouble)

    async def no_trouble(self, server: ServerId, channel: ChannelId) -> bool:
        """Take note that a channel can be used; True where that is news, and other announcements may be waiting."""
        return await self._store.servers.note_no_trouble(server, channel)


def _nonce(review: ReviewRecord) -> str:
    # A number has 62 bits and a version less than 32: with the hyphen, Discord's 25 characters at most.
    return f"{review.number:x}-{review.version:x}"
