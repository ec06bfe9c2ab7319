"""Why a title was picked, in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import _, country, hours, listed, ngettext, number
from bot.recommendations.views.wishes import tag_in_words, title_in_words
from bot.recommender.models import Reason, ReasonKind
from bot.titles.results import Names
from bot.ui.markdown import safe

REASONS = 2
"""How many reasons a pick names."""


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
            return _("in common: {tags}").format(tags=_tags(reason, names))
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
