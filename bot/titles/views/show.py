"""What is it about? The card of an instalment, and the card of an anthology."""

from __future__ import annotations

from discord import ui

from bot.i18n import _, listed, ngettext, number
from bot.models.catalogue import Instalment, Role
from bot.titles.results import AnthologyResult, InstalmentResult
from bot.titles.views.content_notes import notes_button
from bot.titles.views.facts import anthology_facts, instalment_facts, instalment_label, watch_order
from bot.titles.views.navigation import sibling_menu, story_line
from bot.titles.views.review import headline
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, card, others_menu
from bot.ui.markdown import behind, dotted, quiet, safe
from bot.ui.pagination import PER_PAGE, page_buttons, page_of
from bot.ui.verdicts import HOUSE_COLOUR, accent, verdict_with_icon

LEADS = 3
"""Actors named on the card; the cast card has the rest."""


def instalment_card(result: InstalmentResult) -> ui.LayoutView:
    """Show what an instalment is about, its facts, its cast, and its verdict in one line."""
    instalment, summary = result.instalment, result.story.summary
    return card(
        accent(summary),
        instalment_blocks(result),
        [
            Button(_("Review"), Action(ActionKind.REVIEW, instalment.id), primary=True),
            Button(_("Cast"), Action(ActionKind.CAST, instalment.id)),
            Button(_("More like this"), Action(ActionKind.LIKE, instalment.id)),
            Button(
                _("All of {anthology}").format(anthology=result.anthology.title),
                Action(ActionKind.SHOW, result.anthology.id),
            ),
            *notes_button(instalment),
        ],
        [*sibling_menu(result.stories, ActionKind.SHOW, instalment), *others_menu(result.others, ActionKind.SHOW)],
    )


def instalment_blocks(result: InstalmentResult) -> list[list[str]]:
    """Return the blocks of text of an instalment's card."""
    instalment, summary = result.instalment, result.story.summary
    verdict = (
        f"**{verdict_with_icon(summary.consensus.verdict)}** · {headline(result.story, 240)}"
        if summary
        else _("No verdict yet.")
    )
    return [
        [
            f"## {safe(instalment.title, 150)}",
            instalment_facts(instalment, result.anthology),
            quiet(_belongs(result)) if instalment.title != result.anthology.title else "",
            behind(instalment.premise_spoils, safe(instalment.premise or "", 700))
            or _("What it is about is not known here yet."),
        ],
        [verdict, *_people(instalment)],
        [quiet(watch_order(result.anthology, instalment))],
    ]


def _belongs(result: InstalmentResult) -> str:
    """Say which anthology it belongs to, and where in it."""
    label = instalment_label(result.instalment)
    anthology = safe(result.anthology.title, 100)
    if label == result.instalment.title:
        return _("From {anthology}").format(anthology=anthology)
    return _("From {anthology}, {label}").format(anthology=anthology, label=safe(label, 40))


def _people(instalment: Instalment) -> list[str]:
    leads = [f"**{safe(credit.person.name, 80)}**" for credit in instalment.credited(Role.ACTOR)[:LEADS]]
    directors = [safe(credit.person.name, 80) for credit in instalment.credited(Role.DIRECTOR)[:LEADS]]
    return [
        _("With {people}").format(people=listed(leads)) if leads else _("Its cast is not known here yet."),
        quiet(_("Directed by {people}").format(people=listed(directors))) if directors else "",
    ]


def anthology_card(result: AnthologyResult, page: int = 0) -> ui.LayoutView:
    """Show what an anthology is about, which stories it has, and in which order to watch them."""
    anthology = result.anthology
    _stories, page, pages = page_of(result.stories, page, PER_PAGE)
    return card(
        HOUSE_COLOUR,
        anthology_blocks(result, page),
        [
            Button(_("Verdicts"), Action(ActionKind.REVIEW, anthology.id), primary=True),
            Button(_("Cast"), Action(ActionKind.CAST, anthology.id)),
            Button(_("More like this"), Action(ActionKind.LIKE, anthology.id)),
            *(notes_button(anthology) if page == 0 else []),
            *page_buttons(Action(ActionKind.SHOW, anthology.id), page, pages),
        ],
        [
            *sibling_menu(result.stories[page * PER_PAGE :], ActionKind.SHOW),
            *others_menu(result.others, ActionKind.SHOW),
        ],
    )


def anthology_blocks(result: AnthologyResult, page: int = 0) -> list[list[str]]:
    """Return the blocks of text of an anthology's card."""
    anthology = result.anthology
    stories, page, pages = page_of(result.stories, page, PER_PAGE)
    count = len(result.stories)
    creators = [safe(person.name, 80) for person in anthology.creators[:LEADS]]
    start = next((story for story in result.stories if story.instalment.id == anthology.start_with), None)
    return [
        [
            f"## {safe(anthology.title, 150)}",
            anthology_facts(anthology),
            behind(anthology.premise_spoils, safe(anthology.premise or "", 700)),
            quiet(_("Created by {people}").format(people=listed(creators))) if creators else "",
        ],
        [
            *(story_line(story) for story in stories),
            quiet(
                dotted(
                    [
                        ngettext("{count} story here", "{count} stories here", count).format(count=number(count)),
                        _("page {page} of {pages}").format(page=page + 1, pages=pages) if pages > 1 else None,
                    ]
                )
            ),
        ],
        [
            quiet(watch_order(anthology)),
            quiet(_("Start with {title}.").format(title=safe(start.instalment.title, 100))) if start else "",
        ],
    ]
