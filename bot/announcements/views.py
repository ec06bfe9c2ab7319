"""The card that announces a server's new review, and the notice to curators if it cannot be posted."""

from __future__ import annotations

from discord import ui

from bot.announcements.results import AnnouncedReview
from bot.i18n import _
from bot.models.servers import ServerSettings
from bot.servers.views import trouble_line
from bot.titles.views.facts import instalment_facts
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, card
from bot.ui.markdown import behind, dotted, quiet, safe, styled
from bot.ui.verdicts import NO_VERDICT_COLOUR, VERDICT_STYLES, verdict_with_icon


def announcement_card(announced: AnnouncedReview) -> ui.LayoutView:
    """Announce a review: title, verdict, curator and headline."""
    instalment, opinion = announced.result.instalment, announced.review.review.opinion
    spoils = instalment.headline_spoils
    by = _("by {curator}").format(curator=safe(announced.who, 80)) if announced.who else None
    return card(
        VERDICT_STYLES[opinion.verdict].colour,
        [
            [
                quiet(_("A new review of this server's own")),
                f"## {safe(instalment.title, 150)}",
                instalment_facts(instalment, announced.result.anthology),
                dotted([f"**{verdict_with_icon(opinion.verdict)}**", by]),
                behind(spoils, styled(opinion.headline, 300, covered=spoils)),
            ]
        ],
        [Button(_("The whole verdict"), Action(ActionKind.REVIEW, instalment.id), primary=True)],
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
