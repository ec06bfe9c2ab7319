"""Cards of `/curate export` and `/curate import`: the exported files, the report on a file, and what was applied."""

from __future__ import annotations

import io
from collections import Counter

from discord import File, ui

from bot.exchange.formats import BrokenFileError, Table
from bot.exchange.report import WRITES, Change, PlannedRow
from bot.exchange.results import Applied, Export, Imported
from bot.exchange.views.broken_files import broken_sentences
from bot.exchange.views.wrong_rows import wrong_line
from bot.i18n import _, listed, ngettext, number
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, card
from bot.ui.markdown import dotted, quiet, safe
from bot.ui.pagination import page_buttons, page_of
from bot.ui.verdicts import HOUSE_COLOUR, NO_VERDICT_COLOUR

PER_PAGE = 6
"""Faults, or changes, on one page of a report."""
MOST_LISTED = 990 * PER_PAGE
"""Lines on all pages of a report; a custom_id has three digits for the page."""
DISCARD = "discard"
"""Detail of the report action that discards the file."""


def gathering_card() -> ui.LayoutView:
    """Say that an export is being written."""
    return card(HOUSE_COLOUR, [[_("Gathering everything that this server wrote…")]])


def export_card(result: Export) -> tuple[ui.LayoutView, list[File]]:
    """Show the files of an export, with what is in them."""
    reviews = ngettext("{count} review", "{count} reviews", result.reviews).format(count=number(result.reviews, 0))
    if result.removed:
        removed = ngettext("{count} of them removed", "{count} of them removed", result.removed)
        reviews += f" ({removed.format(count=number(result.removed, 0))})"
    titles = ngettext("{count} title added or corrected", "{count} titles added or corrected", result.titles).format(
        count=number(result.titles, 0)
    )
    packed = any(file.packed for file in result.files)
    view = card(
        HOUSE_COLOUR,
        [
            [
                "## " + _("Everything that this server wrote"),
                dotted([reviews, titles]),
            ],
            [
                _("**anthologist.json** holds all of it, every version and removed reviews too."),
                _("**reviews.csv** and **titles.csv** open in a spreadsheet; `/curate import` reads all three back."),
                _(
                    "What is too large for Discord is packed with gzip (**.gz**): unpack it first, and import it in"
                    " parts of 10 MB at most."
                )
                if packed
                else "",
                _("Too large for Discord even so: **{files}**. Ask whoever runs this bot for a copy.").format(
                    files=listed([safe(name, 40) for name in result.left_out])
                )
                if result.left_out
                else "",
                quiet(_("Only you see this. Whoever has the files can read what is in them.")),
            ],
        ],
    )
    files = [File(io.BytesIO(file.content), filename=file.name) for file in result.files]
    for file in files:
        view.add_item(ui.File(file))
    return view, files


def reading_card(done: int = 0, whole: int = 0) -> ui.LayoutView:
    """Show the progress of reading a file.

    Parameters
    ----------
    whole
        0 while unknown.
    """
    return card(
        HOUSE_COLOUR,
        [[_("Reading the file…"), _progress(done, whole), quiet(_("Nothing is changed before you say so."))]],
    )


def applying_card(done: int = 0, whole: int = 0) -> ui.LayoutView:
    """Show the progress of applying a file."""
    return card(
        HOUSE_COLOUR,
        [[_("Applying the changes…"), _progress(done, whole), quiet(_("All of them are kept, or none."))]],
    )


def _progress(done: int, whole: int) -> str:
    return _("{done} of {whole} rows").format(done=number(done, 0), whole=number(whole, 0)) if whole else ""


def broken_card(error: BrokenFileError) -> ui.LayoutView:
    """Say why a file cannot be read, and what to do."""
    text, hint = broken_sentences(error)
    return card(NO_VERDICT_COLOUR, [[text, quiet(hint + " " + _("Nothing was changed."))]])


def not_fetched_card() -> ui.LayoutView:
    """Say that Discord did not hand the file over."""
    return card(
        NO_VERDICT_COLOUR,
        [[_("Discord did not hand me that file."), quiet(_("Please attach it once more. Nothing was changed."))]],
    )


def report_card(result: Imported, number_of_page: int = 0) -> ui.LayoutView:
    """Say what an uploaded file would do: its faults, or its changes with one button that applies them all."""
    report = result.report
    opening = ["## " + (_("Nothing is changed yet") if report.changes or report.wrong else _("Nothing to change"))]
    if result.differs:
        opening.append(_("**Something here has changed since the report that you saw. This is how it stands now.**"))
    opening.append(_counted(result))
    shown = [one for one in report.planned if one.change in WRITES]
    lines, place, pages = page_of(
        [*map(wrong_line, report.wrong[:MOST_LISTED])] or [*map(_change_line, shown[:MOST_LISTED])],
        number_of_page,
        PER_PAGE,
    )
    if report.wrong:
        hint = _("Mend these in the file and upload it again: all of it is applied, or nothing.")
    elif report.changes:
        hint = _("Every review that changes keeps its former versions; `/curate history` brings them back.")
    else:
        hint = _("Everything in the file stands here already, word for word.")
    of_pages = _("Page {page} of {pages}").format(page=place + 1, pages=pages) if pages > 1 else ""
    return card(
        HOUSE_COLOUR,
        [opening, lines, [quiet(dotted([of_pages, hint]))]],
        _report_buttons(result, place, pages),
    )


def _report_buttons(result: Imported, place: int, pages: int) -> list[Button]:
    report, key = result.report, str(result.number)
    buttons: list[Button] = []
    if report.changes and not report.wrong:
        label = ngettext("Apply {count} change", "Apply all {count} changes", report.changes)
        action = Action(ActionKind.APPLY, key, detail=report.digest)
        buttons.append(Button(label.format(count=number(report.changes, 0)), action, primary=True))
    buttons += page_buttons(Action(ActionKind.REPORT, key), place, pages)
    buttons.append(Button(_("Discard"), Action(ActionKind.REPORT, key, detail=DISCARD), danger=True))
    return buttons


def _counted(result: Imported) -> str:
    counts = result.report.counts
    wrong = result.report.wrong_rows
    parts = _count_parts(counts)
    if wrong:
        parts.append("**" + ngettext("{count} wrong", "{count} wrong", wrong).format(count=number(wrong, 0)) + "**")
    return dotted(parts)


def _count_parts(counts: Counter[Change]) -> list[str | None]:
    return [_counted_one(change, counts[change]) for change in Change if counts[change]]


def _counted_one(change: Change, count: int) -> str:
    match change:
        case Change.NEW:
            text = ngettext("{count} new", "{count} new", count)
        case Change.CHANGED:
            text = ngettext("{count} changed", "{count} changed", count)
        case Change.BACK:
            text = ngettext("{count} restored", "{count} restored", count)
        case Change.UNCHANGED:
            text = ngettext("{count} unchanged", "{count} unchanged", count)
        case Change.PASSED_OVER:
            text = ngettext("{count} removed one passed over", "{count} removed ones passed over", count)
    return text.format(count=number(count, 0))


def _change_line(one: PlannedRow) -> str:
    title = f"**{safe(one.title, 80)}**"
    match one.change:
        case Change.CHANGED:
            text = _("changed")
        case Change.BACK:
            text = _("restored")
        case _:
            text = _("new")
    return f"• {dotted([text, title, safe(one.curator, 40) if one.table is Table.REVIEWS else None])}"


def applied_card(result: Applied) -> ui.LayoutView:
    """Say what was applied."""
    counts = Counter({change: count for change, count in result.report.counts.items() if change in WRITES})
    return card(
        HOUSE_COLOUR,
        [
            [
                "## " + _("Applied"),
                dotted(_count_parts(counts)),
                quiet(_("Members see it from now on. Imported reviews are not announced.")),
            ]
        ],
    )


def discarded_card() -> ui.LayoutView:
    """Say that an uploaded file was discarded."""
    return card(NO_VERDICT_COLOUR, [[_("Thrown away."), quiet(_("Nothing was changed."))]])


def import_gone_card() -> ui.LayoutView:
    """Say that an uploaded file is no longer stored."""
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                _("That file is not here any more: it was applied, thrown away, or followed by another one."),
                quiet(_("Upload it again with `/curate import` to see what it would change now.")),
            ]
        ],
    )
