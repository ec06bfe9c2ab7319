"""Words for the facts and form fields of titles, and one line for each fault."""

from __future__ import annotations

from collections.abc import Collection

from bot.custom_titles.fields import FACTS_IN, TitleFault, TitleField
from bot.i18n import _, listed, ngettext, number
from bot.models.catalogue import Kind
from bot.models.custom_titles import Fact
from bot.models.text import Wrong
from bot.titles.views.facts import kind_in_words
from bot.ui.markdown import safe

SHOWN = 80
"""Characters shown of a wrong text."""


def field_word(field: TitleField) -> str:
    """Name a field of the forms, as part of a sentence."""
    match field:
        case TitleField.TITLES:
            return _("titles")
        case TitleField.KIND:
            return _("kind")
        case TitleField.LENGTH:
            return _("length")
        case TitleField.YEAR:
            return _("year")
        case TitleField.COUNTRIES:
            return _("countries")
        case TitleField.PREMISE:
            return _("premise")
        case TitleField.TAGS:
            return _("tags")
        case TitleField.CAST:
            return _("cast")


def facts_listed(facts: Collection[Fact]) -> str:
    """List facts as part of a sentence, in the order of the forms."""
    return listed([field_word(field) for field in TitleField if FACTS_IN[field] & frozenset(facts)])


def field_value(field: TitleField, text: str) -> str:
    """Show a field's value, short enough for one line."""
    if not text.strip():
        return _("nothing")
    if field is TitleField.KIND and text in set(Kind):
        return kind_in_words(Kind(text))
    return f"“{safe(' / '.join(text.split(chr(10))), 120)}”"


def fault_line(fault: TitleFault) -> str:
    """Say what is wrong with a field, with suggestions."""
    return f"• **{field_word(fault.field)}**: {_fault(fault)}"


def _fault(fault: TitleFault) -> str:
    quoted = f"“{safe(fault.text, SHOWN)}”"
    count, most = number(fault.count, 0), number(fault.most, 0)
    match fault.wrong:
        case Wrong.MISSING:
            return _missing(fault.field)
        case Wrong.TOO_LONG:
            return _("{said} has {count} characters of {most}").format(said=quoted, count=count, most=most)
        case Wrong.TOO_MANY:
            return ngettext("{count} of them; at most {most}", "{count} of them; at most {most}", fault.count).format(
                count=count, most=most
            )
        case Wrong.UNKNOWN:
            return _unknown(fault, quoted)
        case Wrong.UNREADABLE:
            return _unreadable(fault, quoted)


def _missing(field: TitleField) -> str:
    return _("choose one") if field is TitleField.KIND else _("the first line is the title; it is missing")


def _unknown(fault: TitleFault, quoted: str) -> str:
    nearest = [f"**{safe(name, 60)}**" for name in fault.nearest]
    if fault.field is TitleField.COUNTRIES:
        if nearest:
            meant = listed(nearest, "or")
            return _("{said} is no country I know: did you mean {meant}?").format(said=quoted, meant=meant)
        return _("{said} is no country I know").format(said=quoted)
    if nearest:
        meant = listed(nearest, "or")
        return _("{said} is no tag of the vocabulary; the nearest: {meant}").format(said=quoted, meant=meant)
    return _("{said} is no tag of the vocabulary, and none is near").format(said=quoted)


def _unreadable(fault: TitleFault, quoted: str) -> str:
    match fault.field:
        case TitleField.YEAR:
            # Years are written without a sign between thousands.
            return _("{said} is no year from {first} to {last}").format(said=quoted, first=fault.count, last=fault.most)
        case TitleField.LENGTH:
            return _(
                "{said} is no length: write episodes × minutes, as 6 × 45 (up to {episodes} × {minutes}), "
                "or the minutes alone for a film or one episode"
            ).format(said=quoted, episodes=number(fault.count, 0), minutes=number(fault.most, 0))
        case TitleField.CAST:
            return _("{said} names nobody: write “Name as Character”").format(said=quoted)
        case _:
            return _("{said} cannot be read").format(said=quoted)
