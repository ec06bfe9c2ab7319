"""The card with recommendations: a few picks, each with its reasons in words."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.i18n import _, country, listed
from bot.models.ids import anthology_of
from bot.models.known_works import KNOWN_KEY, KnownWork
from bot.models.limits import HOOK
from bot.recommendations.results import NothingUnderstood, Recommendations, Recommended
from bot.recommendations.views.reasons import reasons_in_words
from bot.recommendations.views.wishes import wish_in_words, wishes_in_words
from bot.recommender.models import ReasonKind
from bot.recommender.requests import WishKind
from bot.titles.views.facts import kind_in_words, length
from bot.titles.views.not_found import known_lines
from bot.ui.actions import Action, ActionKind
from bot.ui.card import PARAGRAPH, Button, Menu, Option, card
from bot.ui.markdown import behind, clean, dotted, opening, quiet, safe
from bot.ui.verdicts import HOUSE_COLOUR, verdict_with_icon

REFUSED_TITLE = 70
"""Characters of a title in the menu of refusals, so that the reason is not cut off."""
PREMISE = 160
"""Characters of a premise under a pick that has no hook."""
MOST_MISSED = 4
"""Words named that were not understood."""


def recommend_card(result: Recommendations | NothingUnderstood) -> ui.LayoutView:
    """Show the picks with their reasons, what was understood and what was not, and what to do next."""
    if isinstance(result, NothingUnderstood):
        return nothing_understood_card(result)
    shown = result.picks or result.nearest
    return card(
        HOUSE_COLOUR,
        [
            [*_opening(result), *_understood(result), *_hint(result)],
            [line for position, one in enumerate(shown, 1) for line in _pick_lines(position, one, result)],
            _of_unknown_length(result),
        ],
        _buttons(result),
        _menus(result, (*shown, *result.unknown_length)),
    )


def nothing_understood_card(result: NothingUnderstood) -> ui.LayoutView:
    """Say that nothing was understood, and offer requests that are."""
    typed = safe(result.typed, 100)
    if result.nobody:
        why = _nobody(result.nobody)
    elif typed:
        why = _("“{typed}” doesn't tell me what you'd like.").format(typed=typed)
    else:
        why = _("That doesn't tell me what you'd like.")
    labels = (
        _("Something funny and short"),
        _("Scary, from Japan"),
        _("Like Black Mirror, but hopeful"),
        _("A love story with a happy ending"),
    )
    return card(
        HOUSE_COLOUR,
        [
            [
                "## " + (_("I don't know that name") if result.nobody else _("I didn't catch that")),
                why,
                _("Try a mood, a genre, a length, an actor, or a title you liked. For example:"),
            ]
        ],
        [
            Button(label, Action(ActionKind.PICKS, "0", number, "example"), primary=number == 0)
            for number, label in enumerate(labels)
        ],
        [],
    )


def known_work_card(work: KnownWork, result: Recommendations) -> ui.LayoutView:
    """Say that a work is no anthology, and show anthologies for people who like it."""
    shown = result.picks or result.nearest
    return card(
        HOUSE_COLOUR,
        [
            [*known_lines(work), _("For people who like it:") if shown else ""],
            [line for position, one in enumerate(shown, 1) for line in _pick_lines(position, one, result)],
        ],
        _buttons(result),
        _menus(result, shown),
    )


def _opening(result: Recommendations) -> list[str]:
    if result.picks or result.unknown_length:
        return ["## " + _("Watch next")]
    if result.exhausted:
        return ["## " + _("That is all that fits")]
    return ["## " + _("Nothing fits all of that")]


def _hint(result: Recommendations) -> list[str]:
    if result.picks or result.unknown_length:
        return []
    if result.nearest:
        return [_("These come nearest:")]
    return [_("Try fewer wishes, or other words: a genre, a mood, a title that you liked.")]


def _buttons(result: Recommendations) -> list[Button]:
    buttons: list[Button] = []
    if result.number is not None:
        number = str(result.number)
        if result.picks:
            buttons.append(Button(_("More"), Action(ActionKind.PICKS, number, detail="more"), primary=True))
            buttons.append(Button(_("Shorter"), Action(ActionKind.PICKS, number, detail="shorter")))
            buttons.append(Button(_("Surprise me"), Action(ActionKind.PICKS, number, detail="surprise")))
        if result.exhausted:
            buttons.append(
                Button(_("The first picks again"), Action(ActionKind.PICKS, number, detail="again"), primary=True)
            )
    liked = next((wish.value for wish in result.wishes if wish.kind is WishKind.LIKE), None)
    if liked and not liked.startswith(KNOWN_KEY):
        # The other instalments of an anthology are never picks; they are on its own card.
        buttons.append(Button(_("Same anthology"), Action(ActionKind.SHOW, anthology_of(liked))))
    return buttons


def _menus(result: Recommendations, shown: Sequence[Recommended]) -> list[Menu]:
    opening = [
        Option(
            one.title,
            Action(ActionKind.SHOW, one.pick.key),
            one.anthology.title if one.anthology.title not in one.title else None,
        )
        for one in shown
    ]
    menus = [Menu("open", _("Open one of these"), opening)]
    if result.number is not None and result.picks:
        refusals = {
            "seen": _("seen it"),
            "long": _("too long"),
            "dark": _("too dark"),
            "other": _("not my thing"),
        }
        menus.append(
            Menu(
                "refuse",
                _("Not this one, because…"),
                [
                    Option(
                        _("{title}: {why}").format(title=clean(one.title, REFUSED_TITLE), why=why),
                        Action(ActionKind.REFUSE, str(result.number), position, code),
                    )
                    for position, one in enumerate(shown)
                    for code, why in refusals.items()
                ],
            )
        )
    return menus


def _understood(result: Recommendations) -> list[str]:
    lines: list[str] = []
    if result.of_the_day:
        lines.append(_("Well reviewed, and new every day. For picks of your own, say a mood, a length or a title."))
    elif result.wishes:
        lines.append(_("Understood: {wishes}").format(wishes=dotted([*wishes_in_words(result.wishes, result.names)])))
        if any(wish.kind is WishKind.NOT_WARNING for wish in result.wishes):
            lines.append(
                _("Content notes aren't complete: what I know of is left out, but a pick may still contain it.")
            )
    if result.not_understood:
        lines.append(_("I didn't catch {words}.").format(words=_quoted(result.not_understood)))
    if result.nobody:
        lines.append(_nobody(result.nobody))
    return [quiet(line) for line in lines]


def _quoted(words: Sequence[str]) -> str:
    return listed([_("“{word}”").format(word=safe(word, 60)) for word in words[:MOST_MISSED]], "or")


def _nobody(names: Sequence[str]) -> str:
    return _("Nobody in my catalogue is called {names}.").format(names=_quoted(names))


def _of_unknown_length(result: Recommendations) -> list[str]:
    if not result.unknown_length:
        return []
    first = len(result.picks) + 1
    lines = [line for place, one in enumerate(result.unknown_length, first) for line in _pick_lines(place, one, result)]
    return [PARAGRAPH, "**" + _("Length unknown") + "**", *lines]


def _pick_lines(position: int, one: Recommended, result: Recommendations) -> list[str]:
    instalment = one.story.instalment if one.story else None
    countries = (instalment.countries if instalment else ()) or one.anthology.countries
    services = (instalment.services if instalment else ()) or one.anthology.services
    year = instalment.year if instalment else one.anthology.began
    summary = one.story.summary if one.story else None
    title = instalment or one.anthology
    several = sum(wish.kind is WishKind.LIKE for wish in result.wishes) > 1
    reasons = [reason for reason in one.pick.reasons if not (summary and reason.kind is ReasonKind.STANDING)]
    because = reasons_in_words(reasons, result.names, several_seeds=several)
    missing = [wish_in_words(wish, result.names) for wish in one.pick.misses]
    return [
        PARAGRAPH if position > 1 else "",
        dotted(
            [
                f"**{position}. {safe(one.title, 100)}**",
                verdict_with_icon(summary.consensus.verdict) if summary else None,
            ]
        ),
        quiet(
            dotted(
                [
                    safe(one.anthology.title, 60) if one.anthology.title not in one.title else None,
                    str(year) if year else None,
                    country(countries[0]) if countries else None,
                    (length(instalment) if instalment else kind_in_words(one.anthology.kind)),
                    safe(services[0], 30) if services else None,
                ]
            )
        ),
        safe(title.hook, HOOK) if title.hook else behind(title.premise_spoils, _first_lines(title.premise or "")),
        f"*{because}*" if because else "",
        quiet(_("Not quite: {wishes}").format(wishes=listed(missing))) if missing else "",
    ]


def _first_lines(premise: str) -> str:
    return safe(opening(premise, PREMISE), PREMISE)
