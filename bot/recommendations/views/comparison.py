"""Two titles compared: what they share, how they differ, and which one to watch tonight."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.i18n import _, country, listed
from bot.models.consensus import ReviewSource
from bot.models.ids import TagId
from bot.recommendations.results import Compared, OneTitle, WholeAndPart
from bot.recommendations.views.picks import capitalised, reason_in_words
from bot.recommendations.views.wishes import tag_in_words
from bot.recommender.models import Reason, ReasonKind
from bot.titles.results import AnthologyResult, InstalmentResult, Names
from bot.titles.views.facts import anthology_facts, instalment_facts
from bot.titles.views.review import comparison_line
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, card
from bot.ui.markdown import dotted, quiet, safe
from bot.ui.verdicts import HOUSE_COLOUR, NO_VERDICT_COLOUR, verdict_with_icon

TAGS = 4
SHARED = 4


def compare_card(result: Compared) -> ui.LayoutView:
    """Compare two titles: facts and verdicts, what they share, how they differ, the one for tonight."""
    first, second = title_of(result.first), title_of(result.second)
    return card(
        HOUSE_COLOUR,
        [
            [
                "## " + _("{first} or {second}?").format(first=safe(first, 100), second=safe(second, 100)),
                *_side(result.first),
                *_side(result.second),
            ],
            [
                _shared(result),
                _only(first, result.sides.only_first, result.names),
                _only(second, result.sides.only_second, result.names),
            ],
            [*_from_critics(result), _tonight(result)],
        ],
        [
            Button(
                first, Action(ActionKind.SHOW, _key(result.first)), primary=result.sides.tonight != _key(result.second)
            ),
            Button(
                second,
                Action(ActionKind.SHOW, _key(result.second)),
                primary=result.sides.tonight == _key(result.second),
            ),
        ],
    )


def part_card(result: WholeAndPart) -> ui.LayoutView:
    """Say that one of two titles is a part of the other, and open either."""
    whole, part = title_of(result.whole), title_of(result.part)
    return card(
        HOUSE_COLOUR,
        [
            [
                _("**{part}** is one of the stories of **{whole}**: there is nothing to choose between them.").format(
                    part=safe(part, 100), whole=safe(whole, 100)
                ),
                quiet(_("Set the story beside another story, or the anthology beside another one.")),
            ]
        ],
        [
            Button(part, Action(ActionKind.SHOW, _key(result.part)), primary=True),
            Button(whole, Action(ActionKind.SHOW, _key(result.whole))),
        ],
    )


def one_title_card(result: OneTitle) -> ui.LayoutView:
    """Say that a comparison takes two titles."""
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                _("What shall I set beside **{title}**?").format(title=safe(result.typed, 100)),
                quiet(_("Two titles make a comparison: `/compare first: second:`, or one, a bar and the other.")),
            ]
        ],
    )


def title_of(result: AnthologyResult | InstalmentResult) -> str:
    """Return the title that a result is about."""
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


def _shared(result: Compared) -> str:
    shared = [_shared_reason(reason, result.names) for reason in result.sides.shared[:SHARED]]
    if not shared:
        return _("They have little in common.")
    return _("**Both**: {reasons}").format(reasons="; ".join(shared))


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


def _from_critics(result: Compared) -> list[str]:
    """Show how a critic compares the two, if one does."""
    for one, other in ((result.first, result.second), (result.second, result.first)):
        if isinstance(one, InstalmentResult):
            for review in one.press:
                comparison = review.opinion.comparison
                if comparison is not None and comparison.other == _key(other):
                    said = comparison_line(comparison, title_of(other), ReviewSource.PRESS)
                    return [f"**{safe(review.outlet, 60)}** · **{safe(title_of(one), 80)}**", said]
    return []


def _only(title: str, tags: Sequence[TagId], names: Names) -> str:
    if not tags:
        return ""
    names_of_tags = listed([tag_in_words(tag, names) for tag in tags[:TAGS]])
    return _("**Only {title}**: {tags}").format(title=safe(title, 100), tags=names_of_tags)


def _tonight(result: Compared) -> str:
    tonight = next((one for one in (result.first, result.second) if _key(one) == result.sides.tonight), None)
    if tonight is None:
        return quiet(_("Too close to call: take the one you're in the mood for."))
    because = "; ".join(reason_in_words(reason, result.names) for reason in result.sides.because)
    line = _("**Tonight**: {title}").format(title=safe(title_of(tonight), 120))
    return f"{line} · *{capitalised(because)}*" if because else line
