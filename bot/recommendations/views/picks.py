"""The card with recommendations: a few picks, each with its reasons in words."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.i18n import _, country, hours, listed, ngettext, number
from bot.models.ids import anthology_of
from bot.models.known_works import KNOWN_KEY, KnownWork
from bot.models.limits import HOOK
from bot.recommendations.results import NothingUnderstood, Recommendations, Recommended
from bot.recommendations.views.wishes import tag_in_words, title_in_words, wish_in_words, wishes_in_words
from bot.recommender.models import Reason, ReasonKind
from bot.recommender.requests import WishKind
from bot.titles.results import Names
from bot.titles.views.facts import kind_in_words, length
from bot.titles.views.not_found import known_lines
from bot.ui.actions import Action, ActionKind
from bot.ui.card import PARAGRAPH, Button, Menu, Option, card
from bot.ui.markdown import behind, clean, dotted, opening, quiet, safe
from bot.ui.verdicts import HOUSE_COLOUR, verdict_with_icon

REASONS = 2
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
                "## " + _("I didn't catch that"),
                _("“{typed}” doesn't tell me what you'd like.").format(typed=typed)
                if typed
                else _("That doesn't tell me what you'd like."),
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
        words = [_("“{word}”").format(word=safe(word, 60)) for word in result.not_understood[:MOST_MISSED]]
        lines.append(_("I didn't catch {words}.").format(words=listed(words, "or")))
    return [quiet(line) for line in lines]


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
    because = reasons_in_words(one.pick.reasons, result.names, several_seeds=several)
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


def reasons_in_words(reasons: Sequence[Reason], names: Names, *, several_seeds: bool = False) -> str:
    """Return why a title was picked, the strongest reason first."""
    texts = [_with_seed(reason, names) if several_seeds else reason_in_words(reason, names) for reason in reasons]
    return " · ".join(map(capitalised, texts[:REASONS]))


def capitalised(text: str) -> str:
    """Start a line of reasons with a capital, in scripts that have them."""
    return text[:1].upper() + text[1:]


def _with_seed(reason: Reason, names: Names) -> str:
    text = reason_in_words(reason, names)
    if reason.seed is None:
        return text
    return _("{reason} (like {title})").format(reason=text, title=title_in_words(reason.seed, names))


def reason_in_words(reason: Reason, names: Names) -> str:
    """Return one reason in words."""
    match reason.kind:
        case ReasonKind.WANTED_TAG:
            return _("matches: {tags}").format(tags=_tags(reason, names))
        case ReasonKind.SHARED_TAG if reason.seed is None:
            return _("also: {tags}").format(tags=_tags(reason, names))
        case ReasonKind.SHARED_TAG:
            return _("also {tags}").format(tags=_tags(reason, names))
        case ReasonKind.TASTE:
            return _("you like {tags}").format(tags=_tags(reason, names))
        case ReasonKind.WANTED_WORDS:
            return _("mentions {words}").format(words=_words(reason))
        case ReasonKind.SHARED_WORDS:
            return _("both mention {words}").format(words=_words(reason))
        case ReasonKind.SAME_DIRECTOR:
            return _("same director, {people}").format(people=_people(reason, names))
        case ReasonKind.SAME_WRITER:
            return _("same writer, {people}").format(people=_people(reason, names))
        case ReasonKind.SAME_CREATOR:
            return _("by the same maker, {people}").format(people=_people(reason, names))
        case ReasonKind.SAME_HOST:
            return _("same host, {people}").format(people=_people(reason, names))
        case ReasonKind.SAME_CAST:
            return _("{people} again").format(people=_people(reason, names))
        case ReasonKind.SAME_COUNTRY:
            return _("also from {country}").format(country=listed([country(value) for value in reason.values[:2]]))
        case ReasonKind.SAME_SERVICE:
            return _("also made for {service}").format(service=_words(reason))
        case ReasonKind.SAME_YEARS:
            return _("from the same years")
        case ReasonKind.LENGTH:
            return _as_long(reason.values)
        case ReasonKind.STANDING:
            return _("well reviewed")


def _tags(reason: Reason, names: Names) -> str:
    return listed([tag_in_words(tag, names) for tag in reason.values[:3]])


def _people(reason: Reason, names: Names) -> str:
    return listed([safe(names.people.get(one, one), 60) for one in reason.values[:3]])


def _words(reason: Reason) -> str:
    return listed([safe(word, 60) for word in reason.values[:3]])


def _as_long(values: Sequence[str]) -> str:
    total = hours(int(values[0]))
    episodes = int(values[1]) if len(values) > 1 else 1
    if episodes > 1:
        return ngettext("{count} episode, {hours} in all", "{count} episodes, {hours} in all", episodes).format(
            count=number(episodes), hours=total
        )
    return _("{hours} in all").format(hours=total)
