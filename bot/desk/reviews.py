"""The reviews' desk: what curators write, remove and look up, asked leave for each time."""

from __future__ import annotations

from bot.answers import AnthologyPage, Asker, InstalmentPage, NothingFound, PersonPage, Sought
from bot.curation.opinions import fields_of
from bot.curation.review_pages import FormPage, NotReviewed, ToChoose
from bot.desk.admission import admit
from bot.library import Library
from bot.models import InstalmentId, MemberId
from bot.servers import Curator
from bot.store import Store


def subject_of(instalment: InstalmentId, whose: MemberId) -> str:
    """Name the draft of a review."""
    return f"review:{instalment}:{whose}"


class ReviewsDesk:
    """What curators do to their server's own reviews."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library

    async def begin(
        self, curator: Curator, show: str, whose: MemberId | None = None
    ) -> FormPage | ToChoose | NotReviewed | NothingFound:
        """Find what is to be reviewed and give the form for it.

        Parameters
        ----------
        whose
            Whose review is meant; None: the curator's own.
        """
        await admit(self._store, curator)
        page = await self._library.look_up(show, Asker(curator.server, curator.member), Sought.TITLE)
        if isinstance(page, AnthologyPage) and len(page.stories) == 1:
            page = await self._library.page(page.stories[0].instalment.id, Asker(curator.server, curator.member))
        match page:
            case InstalmentPage():
                return await self._form(curator, page, curator.member if whose is None else whose)
            case AnthologyPage():
                return ToChoose(page)
            case NothingFound():
                return page
            case PersonPage() | None:
                return NothingFound(show, Sought.TITLE)

    async def _form(self, curator: Curator, page: InstalmentPage, whose: MemberId) -> FormPage | NotReviewed:
        instalment = page.instalment
        draft = await self._store.drafts.about(curator, subject_of(instalment.id, whose))
        if draft is not None:
            return FormPage(draft.number, is_draft=True, title=instalment.title, fields=draft.fields)
        kept = await self._store.reviews.by(curator.server, whose, instalment.id)
        if kept is not None:
            fields = fields_of(kept.review.opinion)
            return FormPage(kept.number, is_draft=False, title=instalment.title, fields=fields, based_on=kept.version)
        if whose != curator.member:
            return NotReviewed(instalment.id, instalment.title, whose)
        return FormPage(instalment.id, is_draft=False, title=instalment.title, fields={})
