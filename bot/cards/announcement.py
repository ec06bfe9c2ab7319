"""The card that announces a server's new review, and what its curators are told when it cannot be hung."""

from __future__ import annotations

from discord import ui

from bot.cards.facts import instalment_facts
from bot.cards.frame import Press, card
from bot.cards.marks import LOOKS, NO_VERDICT_COLOUR, marked
from bot.cards.text import behind, dotted, quiet, safe, styled
from bot.cards.walks import Step, Walk
from bot.curation.server_pages import AnnouncementPage
from bot.language import _
from bot.servers import ChannelTrouble, ServerSettings


def announcement_card(announced: AnnouncementPage) -> ui.LayoutView:
    """Announce a review: the verdict and its sentence, of what and by whom."""
    instalment, opinion = announced.page.instalment, announced.review.review.opinion
    covered = instalment.headline_covered
    by = _("by {curator}").format(curator=safe(announced.who, 80)) if announced.who else None
    return card(
        LOOKS[opinion.verdict].colour,
        [
            [
                quiet(_("A new review of this server's own")),
                f"## {safe(instalment.title, 150)}",
                instalment_facts(instalment, announced.page.anthology),
                dotted([f"**{marked(opinion.verdict)}**", by]),
                behind(covered, styled(opinion.headline, 300, covered=covered)),
            ]
        ],
        [Press(_("The whole verdict"), Walk(Step.REVIEW, instalment.id), primary=True)],
    )


def trouble_card(settings: ServerSettings) -> ui.LayoutView:
    """Tell a curator, once, that new reviews cannot be announced."""
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                trouble_line(settings),
                quiet(_("Reviews are kept and shown all the same. I say this once; `/settings` shows it too.")),
            ]
        ],
    )


def trouble_line(settings: ServerSettings) -> str:
    """Say what is wrong with the channel for announcements, and what to do; nothing where nothing is."""
    match settings.trouble:
        case ChannelTrouble.GONE:
            return _(
                "⚠️ New reviews are not announced: the channel for it is gone."
                " Whoever manages the server can choose another one with `/settings`."
            )
        case ChannelTrouble.FORBIDDEN:
            return _(
                "⚠️ New reviews are not announced: I may not write in {channel}. There I need"
                " **View Channel** and **Send Messages**; or choose another channel with `/settings`."
            ).format(channel=f"<#{settings.announcements}>")
        case None:
            return ""
