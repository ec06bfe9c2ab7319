"""One line for each fault in an uploaded file: the row, the column and the reason."""

from __future__ import annotations

from bot.exchange.formats import Table, Why, Wrong
from bot.i18n import _, listed, ngettext, number
from bot.models.opinions import Verdict
from bot.ui.markdown import safe
from bot.ui.verdicts import verdict_word


def wrong_line(wrong: Wrong) -> str:
    """Say where something is wrong, and why."""
    return f"• {_place(wrong)}, **{safe(wrong.column, 40)}**: {_reason(wrong)}"


def _place(wrong: Wrong) -> str:
    row = number(wrong.row, 0)
    if not wrong.line:
        if wrong.table is Table.REVIEWS:
            return _("Review {row}").format(row=row)
        return _("Title {row}").format(row=row)
    if wrong.line == wrong.row:
        return _("Line {line}").format(line=row)
    return _("Line {line} (row {row})").format(line=number(wrong.line, 0), row=row)


def _reason(wrong: Wrong) -> str:
    quoted = f"“{safe(wrong.text, 60)}”"
    count, most = number(wrong.number, 0), number(wrong.most, 0)
    match wrong.why:
        case Why.MISSING:
            return _("missing")
        case Why.TOO_LONG | Why.VALUE_TOO_LONG:
            return _("{count} characters, {most} at most").format(count=count, most=most)
        case Why.TOO_MANY:
            return _("{count} of them, {most} at most").format(count=count, most=most)
        case Why.NO_COLUMN:
            return _("{said} stands in no column that has a name").format(said=quoted)
        case Why.NOT_A_TEXT:
            return _("not of the form that an export has")
        case Why.FORMULA:
            return _("{said} is a formula; a text that begins so needs an apostrophe before it").format(said=quoted)
        case Why.SPREADSHEET_ERROR:
            return _("{said} is what the spreadsheet put in the place of a text").format(said=quoted)
        case Why.VERDICT:
            words = listed([verdict_word(one) for one in Verdict], "or")
            return _("{said} is no verdict: {words}").format(said=quoted, words=words)
        case Why.INSTALMENT:
            return _("{said} is no title that I know here").format(said=quoted)
        case Why.SEVERAL:
            found = ngettext("{count} is called {said}", "{count} are called {said}", wrong.number)
            return found.format(count=count, said=quoted) + (
                f": {safe(', '.join(wrong.known), 150)}" if wrong.known else ""
            )
        case Why.OTHER_ANTHOLOGY:
            return _("{said} is of another anthology").format(said=quoted)
        case Why.ITSELF:
            return _("compared with itself")
        case Why.CURATOR:
            return _("{said} is nobody who has written here").format(said=quoted)
        case Why.CURATOR_ROUNDED:
            return _("the spreadsheet rounded the id to {said}; make the column text").format(said=quoted)
        case Why.CURATOR_FOREIGN:
            return _("has not written here; those who manage the server may import for others")
        case Why.SCORE:
            return _("{said} is no score, such as 7.5 out of 10").format(said=quoted)
        case Why.TWICE:
            if wrong.table is Table.TITLES:
                return _("the same title as row {row}").format(row=count)
            return _("the same curator and title as row {row}").format(row=count)
        case Why.NOT_ALLOWED:
            return _("a title of this kind has none")
        case Why.RANGE:
            return _("{said} is not between {first} and {last}").format(
                said=quoted, first=wrong.number, last=wrong.most
            )
        case Why.UNKNOWN:
            nearest = listed([safe(one, 60) for one in wrong.known], "or")
            return _("{said} is unknown").format(said=quoted) + (
                "; " + _("perhaps {near}").format(near=nearest) if nearest else ""
            )
        case Why.FULL:
            return _("there is room for {most} titles that are added, corrected or hidden").format(most=most)
        case Why.UNREADABLE:
            return _("{said} cannot be read").format(said=quoted)
