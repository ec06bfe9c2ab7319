"""Decides what to announce and records what was announced; the job does the posting."""

from __future__ import annotations

from bot.announcements.results import AnnouncedReview, CardChange, DeleteCard, PostCard, UpdateCard
from bot.models.ids import ServerId, TitleId
from bot.models.queries import Asker
from bot.models.reviews import MessageId, ReviewKey, ReviewNumber, ReviewRecord
from bot.models.servers import ChannelId, ChannelTrouble
from bot.storage import Store
from bot.titles.results import InstalmentResult
from bot.titles.service import TitleService


class AnnouncementService:
    """Decides from what is in the store, every time again, so that interrupted work is found later.

    There is no permission check: what is announced is what every member may read.
    """

    def __init__(self, store: Store, titles: TitleService) -> None:
        self._store = store
        self._titles = titles

    async def key_of(self, server: ServerId, number: ReviewNumber) -> ReviewKey | None:
        """Return the key of a review; None if it was purged."""
        return await self._store.announcements.named(server, number)

    async def of(self, server: ServerId, title: TitleId) -> tuple[ReviewKey, ...]:
        """Return all announced reviews of an instalment, or of all instalments of an anthology."""
        return await self._store.announcements.of(server, title)

    async def due(self, server: ServerId | None = None) -> tuple[ReviewKey, ...]:
        """Return every review whose announcement is out of date, in one server or in all."""
        announcements = self._store.announcements
        return await (announcements.due() if server is None else announcements.due_in(server))

    async def next_change(self, key: ReviewKey) -> CardChange | None:
        """Return what has to be done for a review; None if nothing has.

        A posted card is always updated, because a title or a spoiler mark may have changed even if the review did not.
        """
        found = await self._store.announcements.one(key)
        if found is None:
            return None
        server, instalment, curator = key
        result = await self._titles.get(instalment, Asker(server))
        if found.review is None or found.withdrawn or not isinstance(result, InstalmentResult):
            return DeleteCard(found.channel, found.message) if found.message else None
        settings = await self._store.servers.settings(server)
        names = await self._store.servers.names(server)
        card = AnnouncedReview(found.review, result, names.get(curator), settings.language)
        if found.message is not None:
            return UpdateCard(found.channel, found.message, card)
        if settings.announcements is None:
            return None
        return PostCard(settings.announcements, card, _nonce(found.review))

    async def posted(self, key: ReviewKey, change: PostCard | UpdateCard, message: MessageId) -> None:
        """Record that a card was posted or updated."""
        await self._store.announcements.hung(key, change.channel, message, change.card.review.version)

    async def deleted(self, key: ReviewKey, change: DeleteCard) -> None:
        """Record that a card was deleted; the review is announced again if it is restored."""
        found = await self._store.announcements.one(key)
        if found is not None and found.review is None:
            await self._store.announcements.drop(key)
        else:
            await self._store.announcements.taken_down(key, change.channel)

    async def deleted_by_others(self, key: ReviewKey) -> None:
        """Record that someone else deleted a card, so that it is not posted again."""
        await self._store.announcements.drop(key)

    async def trouble(self, server: ServerId, channel: ChannelId, trouble: ChannelTrouble) -> bool:
        """Record that a channel cannot be used; return whether the curators don't know that yet."""
        return await self._store.servers.note_trouble(server, channel, trouble)

    async def no_trouble(self, server: ServerId, channel: ChannelId) -> bool:
        """Record that a channel can be used; return whether that is new, so that other announcements may be waiting."""
        return await self._store.servers.note_no_trouble(server, channel)


def _nonce(review: ReviewRecord) -> str:
    # A review number has 62 bits and a revision number less than 32: at most 25 characters with the hyphen.
    return f"{review.number:x}-{review.version:x}"
