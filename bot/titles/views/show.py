"""What a show is about: the card of an instalment, and the card of an anthology."""

from __future__ import annotations

from discord import ui

from bot.i18n import _, listed, ngettext, number
from bot.models.catalogue import Instalment, Role
from bot.titles.results import AnthologyPage, InstalmentPage
from bot.titles.views.facts import anthology_facts, instalment_facts, instalment_label, watch_order
from bot.titles.views.navigation import sibling_menu, story_line
from bot.titles.views.review import headline
from bot.ui.actions import Step, Walk
from bot.ui.card import Press, card, others_menu
from bot.ui.markdown import behind, dotted, quiet, safe
from bot.ui.pagination import PER_PAGE, page_of, page_presses
from bot.ui.verdicts import HOUSE_COLOUR, accent, marked

LEADS = 3
"""Actors named on the card; the rest stands on the cast's."""


def instalment_card(page: InstalmentPage) -> ui.LayoutView:
    """Say what an instalment is about, when, where, how long, with whom, and its verdict in a line."""
    instalment, summary = page.instalment, page.story.summary
    return card(
        accent(summary),
        instalment_blocks(page),
        [
            Press(_("Review"), Walk(Step.REVIEW, instalment.id), primary=True),
            Press(_("Cast"), Walk(Step.CAST, instalment.id)),
            Press(_("More like this"), Walk(Step.LIKE, instalment.id)),
            Press(_("All of {anthology}").format(anthology=page.anthology.title), Walk(Step.SHOW, page.anthology.id)),
        ],
        [*sibling_menu(page.stories, Step.SHOW, instalment), *others_menu(page.others, Step.SHOW)],
    )


def instalment_blocks(page: InstalmentPage) -> list[list[str]]:
    """Give what the card of an instalment says, block by block."""
    instalment, summary = page.instalment, page.story.summary
    verdict = (
        f"**{marked(summary.consensus.verdict)}** · {headline(page.story, 240)}" if summary else _("No verdict yet.")
    )
    return [
        [
            f"## {safe(instalment.title, 150)}",
            instalment_facts(instalment, page.anthology),
            quiet(_belongs(page)) if instalment.title != page.anthology.title else "",
            behind(instalment.premise_covered, safe(instalment.premise or "", 700))
            or _("What it is about is not known here yet."),
        ],
        [verdict, *_people(instalment)],
        [quiet(watch_order(page.anthology, instalment))],
    ]


def _belongs(page: InstalmentPage) -> str:
    """Say which anthology it is of, and where in it."""
    label = instalment_label(page.instalment)
    anthology = safe(page.anthology.title, 100)
    if label == page.instalment.title:
        return _("From {anthology}").format(anthology=anthology)
    return _("From {anthology}, {label}").format(anthology=anthology, label=safe(label, 40))


def _people(instalment: Instalment) -> list[str]:
    leads = [f"**{safe(credit.person.name, 80)}**" for credit in instalment.credited(Role.ACTOR)[:LEADS]]
    directors = [safe(credit.person.name, 80) for credit in instalment.credited(Role.DIRECTOR)[:LEADS]]
    return [
        _("With {people}").format(people=listed(leads)) if leads else _("Its cast is not known here yet."),
        quiet(_("Directed by {people}").format(people=listed(directors))) if directors else "",
    ]


def anthology_card(page: AnthologyPage, number_of_page: int = 0) -> ui.LayoutView:
    """Say what an anthology is, how it is watched, and which stories it has."""
    anthology = page.anthology
    _stories, place, pages = page_of(page.stories, number_of_page, PER_PAGE)
    return card(
        HOUSE_COLOUR,
        anthology_blocks(page, number_of_page),
        [
            Press(_("Verdicts"), Walk(Step.REVIEW, anthology.id), primary=True),
            Press(_("Cast"), Walk(Step.CAST, anthology.id)),
            Press(_("More like this"), Walk(Step.LIKE, anthology.id)),
            *page_presses(Walk(Step.SHOW, anthology.id), place, pages),
        ],
        [*sibling_menu(page.stories[place * PER_PAGE :], Step.SHOW), *others_menu(page.others, Step.SHOW)],
    )


def anthology_blocks(page: AnthologyPage, number_of_page: int = 0) -> list[list[str]]:
    """Give what the card of an anthology says, block by block."""
    anthology = page.anthology
    stories, place, pages = page_of(page.stories, number_of_page, PER_PAGE)
    count = len(page.stories)
    creators = [safe(person.name, 80) for person in anthology.creators[:LEADS]]
    start = next((story for story in page.stories if story.instalment.id == anthology.start_with), None)
    return [
        [
            f"## {safe(anthology.title, 150)}",
            anthology_facts(anthology),
            behind(anthology.premise_covered, safe(anthology.premise or "", 700)),
            quiet(_("Created by {people}").format(people=listed(creators))) if creators else "",
        ],
        [
            *(story_line(story) for story in stories),
            quiet(
                dotted(
                    [
                        ngettext("{count} story here", "{count} stories here", count).format(count=number(count)),
                        _("page {page} of {pages}").format(page=place + 1, pages=pages) if pages > 1 else None,
                    ]
                )
            ),
        ],
        [
            quiet(watch_order(anthology)),
            quiet(_("Start with {title}.").format(title=safe(start.instalment.title, 100))) if start else "",
        ],
    ]
