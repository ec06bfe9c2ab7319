"""One sentence on why a file cannot be read, and one on what to do about it."""

from __future__ import annotations

from bot.exchange.formats import Broken, BrokenFileError
from bot.i18n import _, number
from bot.models import limits
from bot.ui.markdown import safe

_MEGABYTE = 1024 * 1024


def broken_sentences(error: BrokenFileError) -> tuple[str, str]:
    """Say why a whole file cannot be read, and what to do."""
    as_utf_8 = _("In the spreadsheet, save it as *CSV UTF-8*.")
    as_csv = _("Open it in the spreadsheet and save it as CSV.")
    as_exported = _("`/curate export` writes files of the form that is read here.")
    line, text = number(error.line, 0), f"**{safe(error.text, 60)}**"
    match error.why:
        case Broken.EMPTY:
            return _("There is nothing in that file."), as_exported
        case Broken.TOO_LARGE:
            return (
                _("That file has {size} MB; {most} MB at most are read.").format(
                    size=number(error.number / _MEGABYTE), most=number(limits.FILE_BYTES / _MEGABYTE, 0)
                ),
                _("Split it, and import the parts one after the other."),
            )
        case Broken.ZIPPED:
            return _("That is a zip or Excel file, whatever its name says."), as_csv
        case Broken.OLD_EXCEL:
            return _("That is an Excel file of the old form, whatever its name says."), as_csv
        case Broken.UTF_16:
            return _("That file is written in UTF-16 (“Unicode text”)."), as_utf_8
        case Broken.NOT_UTF_8:
            return (
                _("That file is not UTF-8: byte {place}, in line {line}, is {said}.").format(
                    place=number(error.place, 0), line=line, said=text
                ),
                as_utf_8,
            )
        case Broken.NUL:
            return (
                _("That is no text: byte {place}, in line {line}, is zero.").format(
                    place=number(error.place, 0), line=line
                ),
                as_csv,
            )
        case Broken.ROW_TOO_LONG:
            return (
                _("The row that begins in line {line} goes on for longer than any row can.").format(line=line),
                _("Is there a quotation mark that never closes?"),
            )
        case Broken.QUOTES:
            return (
                _("The quotation marks of the row that begins in line {line} do not match.").format(line=line),
                _("A text with quotation marks stands inside of quotation marks, its own doubled."),
            )
        case Broken.TOO_MANY_COLUMNS:
            return (
                _("Line {line} has {count} columns; {most} at most are read.").format(
                    line=line, count=number(error.number, 0), most=limits.FILE_COLUMNS
                ),
                as_exported,
            )
        case Broken.TOO_MANY_ROWS:
            return (
                _("That file has more than {most} rows.").format(most=number(limits.FILE_ROWS, 0)),
                _("Split it, and import the parts one after the other."),
            )
        case _:
            return _of_the_form(error, line, text, as_exported)


def _of_the_form(error: BrokenFileError, line: str, text: str, as_exported: str) -> tuple[str, str]:
    """Say the same for a text file that isn't in the expected format."""
    match error.why:
        case Broken.NO_HEADER:
            return _("Line {line} names none of the columns that are known; it begins with {said}.").format(
                line=line, said=text
            ), as_exported
        case Broken.UNKNOWN_COLUMN:
            return (
                _("There is no column {said} (line {line}, the {place}. of them).").format(
                    said=text, line=line, place=error.place
                ),
                _("Correct its name or take it out, so that nothing in it is lost unseen."),
            )
        case Broken.COLUMN_TWICE:
            return _("The column {said} is there twice.").format(said=text), as_exported
        case Broken.COLUMN_MISSING:
            return _("The column {said} is missing.").format(said=text), as_exported
        case Broken.NO_ROWS:
            return _("There are no rows in that file, only the form of them."), as_exported
        case Broken.NOT_JSON:
            if not error.line:
                return _("That is no JSON: there is a number in it that cannot be read."), as_exported
            return _("That is no JSON: line {line}, column {place} cannot be read.").format(
                line=line, place=number(error.place, 0)
            ), as_exported
        case Broken.TOO_DEEP:
            return _("That JSON is nested more deeply than anything that is read here."), as_exported
        case Broken.TOO_MANY_PIECES:
            return _("That JSON has {count} parts, far more than can be read here.").format(
                count=number(error.number, 0)
            ), as_exported
        case Broken.NEWER:
            return (
                _("That file is of version {count} of the form, which is newer than I am.").format(
                    count=number(error.number, 0)
                ),
                _("Whoever runs this bot can update it."),
            )
        case Broken.SHAPE:
            return _("What stands under {said} is no list of entries.").format(said=text), as_exported
        case _:
            return _("That JSON is none of mine."), as_exported
