"""Who is in it: the cast of an instalment, the casts of an anthology, and a person's anthology work."""

from __future__ import annotations

from discord import ui

from bot.i18n import _, listed, ngettext, number
from bot.models.catalogue import Credit, Person, Role
from bot.titles.results import AnthologyResult, InstalmentResult, PersonResult, WorkOf
from bot.titles.views.facts import anthology_facts, instalment_facts
from bot.titles.views.navigation import sibling_menu
from bot.ui import discord_limits
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, Menu, Option, card, others_menu
from bot.ui.markdown import dotted, quiet, safe
from bot.ui.pagination import PER_PAGE, page_buttons, page_of
from bot.ui.verdicts import HOUSE_COLOUR, accent, verdict_with_icon

CAST_ON_A_PAGE = 10
LEADS = 3
NAMES_FROM_ELSEWHERE = 3
PARTNERS = 5


def cast_card(result: InstalmentResult, page: int = 0) -> ui.LayoutView:
    """Show who plays whom, in billing order, and who made it."""
    instalment = result.instalment
    cast = instalment.credited(Role.ACTOR, Role.HOST)
    shown, page, pages = page_of(cast, page, CAST_ON_A_PAGE)
    makers = [
        quiet(text.format(people=listed([safe(credit.person.name, 80) for credit in found[:4]])))
        for text, role in (
            (_("Directed by {people}"), Role.DIRECTOR),
            (_("Written by {people}"), Role.WRITER),
            (_("Created by {people}"), Role.CREATOR),
        )
        if (found := instalment.credited(role))
    ]
    return card(
        accent(result.story.summary),
        [
            [
                "## " + _("Cast of {title}").format(title=safe(instalment.title, 150)),
                instalment_facts(instalment, result.anthology),
                *([_cast_line(credit) for credit in shown] or [_("Its cast is not known here yet.")]),
                quiet(_("Page {page} of {pages}").format(page=page + 1, pages=pages)) if pages > 1 else "",
            ],
            makers,
            [quiet(_elsewhere(result))],
        ],
        [
            Button(_("Review"), Action(ActionKind.REVIEW, instalment.id), primary=True),
            Button(_("About it"), Action(ActionKind.SHOW, instalment.id)),
            Button(_("More like this"), Action(ActionKind.LIKE, instalment.id)),
            *page_buttons(Action(ActionKind.CAST, instalment.id), page, pages),
        ],
        [
            _people_menu([credit.person for credit in (*shown, *instalment.credits)]),
            *sibling_menu(result.stories, ActionKind.CAST, instalment),
            *others_menu(result.others, ActionKind.CAST),
        ],
    )


def _cast_line(credit: Credit) -> str:
    person = credit.person
    name = f"**{safe(person.name, 80)}**" + (f" {safe(person.native_name, 40)}" if person.native_name else "")
    if credit.role is Role.HOST:
        text = _("{person}, host").format(person=name)
    elif credit.character:
        text = _("{person} as {character}").format(person=name, character=f"**{safe(credit.character, 80)}**")
    else:
        text = name
    return f"{text}, {safe(credit.about, 120)}" if credit.about else text


def _elsewhere(result: InstalmentResult) -> str:
    """Name a few people from here and what else they did in anthologies."""
    works = [
        _("{person} in {title}").format(person=safe(one.person.name, 60), title=f"**{safe(one.title, 80)}**")
        for one in result.elsewhere[:NAMES_FROM_ELSEWHERE]
    ]
    return _("Also in anthologies here: {works}").format(works=listed(works)) if works else ""


def _people_menu(people: list[Person]) -> Menu:
    distinct = {person.id: person for person in people}
    return Menu(
        "people",
        _("Look at a person"),
        [
            Option(person.name, Action(ActionKind.PERSON, person.id), person.native_name)
            for person in list(distinct.values())[: discord_limits.OPTIONS]
        ],
    )


def casts_card(result: AnthologyResult, page: int = 0) -> ui.LayoutView:
    """Show the leads of each story of an anthology: each has its own cast."""
    stories, page, pages = page_of(result.stories, page)
    lines = [
        f"**{safe(story.instalment.title, 100)}**: "
        + (
            listed(
                [safe(credit.person.name, 80) for credit in story.instalment.credited(Role.ACTOR, Role.HOST)[:LEADS]]
            )
            or _("not known here yet")
        )
        for story in stories
    ]
    return card(
        HOUSE_COLOUR,
        [
            [
                "## " + _("Casts of {title}").format(title=safe(result.anthology.title, 150)),
                anthology_facts(result.anthology),
            ],
            lines,
            [quiet(_("Page {page} of {pages}").format(page=page + 1, pages=pages)) if pages > 1 else ""],
        ],
        [
            Button(_("Verdicts"), Action(ActionKind.REVIEW, result.anthology.id), primary=True),
            Button(_("About it"), Action(ActionKind.SHOW, result.anthology.id)),
            *page_buttons(Action(ActionKind.CAST, result.anthology.id), page, pages),
        ],
        [
            *sibling_menu(result.stories[page * PER_PAGE :], ActionKind.CAST),
            *others_menu(result.others, ActionKind.CAST),
        ],
    )


def person_card(result: PersonResult, page: int = 0) -> ui.LayoutView:
    """Show a person's anthology work, newest first, and who they worked with."""
    person = result.person
    works, page, pages = page_of(result.works, page, PER_PAGE)
    count = len(result.works)
    others = [name for name in person.names if name != person.name]
    partners = [
        ngettext("{person} ({count} story)", "{person} ({count} stories)", partner.shared).format(
            person=safe(partner.person.name, 60), count=number(partner.shared)
        )
        if partner.shared > 1
        else safe(partner.person.name, 60)
        for partner in result.partners[:PARTNERS]
    ]
    return card(
        HOUSE_COLOUR,
        [
            [
                f"## {safe(person.name, 150)}",
                quiet(
                    dotted(
                        [
                            listed([safe(name, 60) for name in others[:3]]) or None,
                            ngettext("{count} anthology story", "{count} anthology stories", count).format(
                                count=number(count)
                            ),
                        ]
                    )
                ),
            ],
            [
                *(_work_line(work) for work in works),
                quiet(_("Page {page} of {pages}").format(page=page + 1, pages=pages)) if pages > 1 else "",
            ],
            [quiet(_("Worked there with {people}").format(people=listed(partners))) if partners else ""],
        ],
        page_buttons(Action(ActionKind.PERSON, person.id), page, pages),
        [
            Menu(
                "works",
                _("Open one of these"),
                [
                    Option(
                        work.story.instalment.title_with_year,
                        Action(ActionKind.SHOW, work.story.instalment.id),
                        _part(work),
                    )
                    for work in works
                ],
            ),
            *others_menu(result.others, ActionKind.SHOW),
        ],
    )


def _part(work: WorkOf) -> str:
    """Return what a person did in an instalment: ``Do Hyeon-seo``, ``director · writer``."""
    return " · ".join(
        credit.character if credit.character and credit.role is Role.ACTOR else role_word(credit.role)
        for credit in work.credits
    )


def role_word(role: Role) -> str:
    """Return the name of a role."""
    match role:
        case Role.ACTOR:
            return _("actor")
        case Role.HOST:
            return _("host")
        case Role.DIRECTOR:
            return _("director")
        case Role.WRITER:
            return _("writer")
        case Role.CREATOR:
            return _("creator")


def _work_line(work: WorkOf) -> str:
    instalment, summary = work.story.instalment, work.story.summary
    return dotted(
        [
            safe(instalment.title, 100),
            safe(work.anthology.title, 60) if work.anthology.title not in instalment.title else None,
            str(instalment.year) if instalment.year else None,
            f"**{safe(_part(work), 120)}**",
            verdict_with_icon(summary.consensus.verdict) if summary else None,
        ]
    )
