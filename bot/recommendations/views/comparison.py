"""Two titles side by side: what they share, where they part, and which to take tonight."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.i18n import _, country, listed
from bot.models.ids import TagId
from bot.recommendations.results import Compared
from bot.recommendations.views.picks import began, reason_in_words, tag_in_words
from bot.recommender.models import Reason, ReasonKind
from bot.titles.results import AnthologyResult, InstalmentResult, Names
from bot.titles.views.facts import anthology_facts, instalment_facts
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, card
from bot.ui.markdown import dotted, quiet, safe
from bot.ui.verdicts import HOUSE_COLOUR, verdict_with_icon

TAGS = 4
SHARED = 4


def compare_card(page: Compared) -> ui.LayoutView:
    """Set two titles beside each other: facts and verdicts, common ground and differences, the one for tonight."""
    first, second = title_of(page.first), title_of(page.second)
    return card(
        HOUSE_COLOUR,
        [
            [
                "## " + _("{first} or {second}?").format(first=safe(first, 100), second=safe(second, 100)),
                *_side(page.first),
                *_side(page.second),
            ],
            [
                _shared(page),
                _only(first, page.sides.only_first, page.names),
                _only(second, page.sides.only_second, page.names),
            ],
            [_tonight(page)],
        ],
        [
            Button(first, Action(ActionKind.SHOW, _key(page.first)), primary=page.sides.tonight != _key(page.second)),
            Button(second, Action(ActionKind.SHOW, _key(page.second)), primary=page.sides.tonight == _key(page.second)),
        ],
    )


def title_of(result: AnthologyResult | InstalmentResult) -> str:
    """Give the title of what a page is about."""
    return result.instalment.title if isinstance(result, InstalmentResult) else result.anthology.title


def _key(result: AnthologyResult | InstalmentResult) -> str:
    return result.instalment.id if isinstance(result, InstalmentResult) else result.anthology.id


def _side(result: AnthologyResult | InstalmentResult) -> list[str]:
    summary = result.story.summary if isinstance(result, InstalmentResult) else None
    facts = (
        instalment_facts(result.instalment, result.anthology)
        if isinstance(result, InstalmentResult)
        else anthology_facts(result.anthology)
    )
    verdict = verdict_with_icon(summary.consensus.verdict) if summary else None
    return [dotted([f"**{safe(title_of(result), 120)}**", verdict]), facts]


def _shared(page: Compared) -> str:
    said = [_shared_reason(reason, page.names) for reason in page.sides.shared[:SHARED]]
    if not said:
        return _("They have little in common.")
    return _("**Both**: {reasons}").format(reasons="; ".join(said))


def _shared_reason(reason: Reason, names: Names) -> str:
    match reason.kind:
        case ReasonKind.SHARED_TAG:
            return listed([tag_in_words(tag, names) for tag in reason.values[:3]])
        case ReasonKind.SAME_COUNTRY:
            return _("from {country}").format(country=listed([country(code) for code in reason.values[:2]]))
        case ReasonKind.SAME_SERVICE:
            return _("made for {service}").format(service=listed([safe(name, 40) for name in reason.values[:2]]))
        case _:
            return reason_in_words(reason, names)


def _only(title: str, tags: Sequence[TagId], names: Names) -> str:
    if not tags:
        return ""
    named = listed([tag_in_words(tag, names) for tag in tags[:TAGS]])
    return _("**Only {title}**: {tags}").format(title=safe(title, 100), tags=named)


def _tonight(page: Compared) -> str:
    tonight = next((one for one in (page.first, page.second) if _key(one) == page.sides.tonight), None)
    if tonight is None:
        return quiet(_("Nothing that is known speaks for one before the other: take the one you are in the mood for."))
    because = "; ".join(reason_in_words(reason, page.names) for reason in page.sides.because)
    said = _("**Tonight**: {title}").format(title=safe(title_of(tonight), 120))
    return f"{said} · *{began(because)}*" if because else said
