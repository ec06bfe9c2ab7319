"""The card for when nothing was found: what was searched for, the closest matches, what to try."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.i18n import _, country, listed, ngettext, number
from bot.models.known_works import KnownWork, WorkKind
from bot.models.queries import SearchKind
from bot.titles.results import KnownWorkResult, MissingPlace, NothingFound
from bot.ui import discord_limits
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, card
from bot.ui.markdown import clean, quiet, safe
from bot.ui.verdicts import NO_VERDICT_COLOUR

NEAREST = 3


def nothing_card(result: NothingFound, kind: ActionKind = ActionKind.SHOW) -> ui.LayoutView:
    """Say that nothing was found, with the three closest matches and what to try."""
    typed = safe(result.typed, 100)
    looked_for = (
        _("Nobody here is called **{typed}**.")
        if result.kind is SearchKind.PERSON
        else _("Nothing here is called **{typed}**.")
    )
    nearest = result.nearest[:NEAREST]
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                looked_for.format(typed=typed) if typed else _("There was nothing to look for."),
                _("The nearest that I know:") if nearest else "",
                *(
                    f"• **{safe(one.title, 100)}**" + (f", {safe(one.detail, 80)}" if one.detail else "")
                    for one in nearest
                ),
                quiet(_("Try part of a title, its original script, or someone in it; pick from the list as you type.")),
            ]
        ],
        [
            Button(clean(one.title, discord_limits.BUTTON_LABEL), Action.to(one.key, kind), primary=index == 0)
            for index, one in enumerate(nearest)
        ],
    )


def missing_card(result: MissingPlace, kind: ActionKind = ActionKind.SHOW) -> ui.LayoutView:
    """Say that an anthology is here, but not the season, the episode or the special that was asked for."""
    there = [result.around, result.anthology] if result.around else [result.anthology]
    return card(
        NO_VERDICT_COLOUR,
        [[_missing(result), quiet(_have(result))]],
        [
            Button(clean(one.title, discord_limits.BUTTON_LABEL), Action(kind, one.id), primary=index == 0)
            for index, one in enumerate(there)
        ],
    )


def _missing(result: MissingPlace) -> str:
    title = f"**{safe((result.around or result.anthology).title, 100)}**"
    if result.season is not None and result.episode is not None and not result.around:
        return _("Season {season}, episode {episode} of {title} isn't in my catalogue.").format(
            season=number(result.season, 0), episode=number(result.episode, 0), title=title
        )
    if result.episode is not None:
        return _("I have no episode {episode} of {title}.").format(episode=number(result.episode, 0), title=title)
    if result.season is not None:
        return _("I have no season {season} of {title}.").format(season=number(result.season, 0), title=title)
    if result.number is not None:
        return _("I have no {title} {number}.").format(title=title, number=number(result.number, 0))
    return _("I know of no such special of {title}.").format(title=title)


def _have(result: MissingPlace) -> str:
    if result.around:
        count = result.around.episodes or 0
        return ngettext("It has {count} episode.", "It has {count} episodes.", count).format(count=number(count, 0))
    by_story = any(one.episode is not None for one in result.anthology.instalments)
    says_a_season = result.season is not None or (result.number is not None and not by_story)
    if result.seasons and result.episode is None and says_a_season:
        return _seasons(result.seasons, by_story=by_story)
    here, whole = len(result.anthology.instalments), result.anthology.whole
    if whole is not None and whole > here:
        return _("I have {count} of its {whole} stories.").format(count=number(here, 0), whole=number(whole, 0))
    return ngettext("I have {count} story of it.", "I have {count} stories of it.", here).format(count=number(here, 0))


def _seasons(seasons: Sequence[int], *, by_story: bool) -> str:
    """Say which seasons there are; of one that is told story by story, that there is something of them."""
    named = listed(_runs(seasons))
    if by_story:
        return ngettext(
            "I have stories of season {seasons}; others aren't in my catalogue yet.",
            "I have stories of seasons {seasons}; others aren't in my catalogue yet.",
            len(seasons),
        ).format(seasons=named)
    return ngettext(
        "I have season {seasons} of it; others aren't in my catalogue yet.",
        "I have seasons {seasons} of it; others aren't in my catalogue yet.",
        len(seasons),
    ).format(seasons=named)


def _runs(seasons: Sequence[int]) -> list[str]:
    """Write 1, 2, 3 and 5 as ``1–3`` and ``5``."""
    runs: list[list[int]] = []
    for season in seasons:
        if runs and season == runs[-1][-1] + 1:
            runs[-1].append(season)
        else:
            runs.append([season])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]


def known_lines(work: KnownWork) -> list[str]:
    """Say what a known work is, and that it is no anthology."""
    facts = f"{work.year} · {country(work.country)}"
    return [
        "## " + _("{title} ({facts})").format(title=safe(work.title, 100), facts=facts),
        _("It tells one continuing story; I only know anthologies.")
        if work.kind is WorkKind.SERIES
        else _("It's a film of its own; I only know anthologies."),
    ]


def known_card(result: KnownWorkResult) -> ui.LayoutView:
    """Say that a work is known and no anthology."""
    return card(NO_VERDICT_COLOUR, [known_lines(result.work)])


def unreadable_card() -> ui.LayoutView:
    """Say that a link doesn't tell which title it is about."""
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                _("I can't tell which title that link is about."),
                quiet(_("Type the title instead: `/show show:`")),
            ]
        ],
    )
