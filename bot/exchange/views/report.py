"""The cards of `/curate export` and `/curate import`: files out; what a file would change, what was applied."""

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
"""Wrong rows, or changes, on one page of a report."""
MOST_LISTED = 990 * PER_PAGE
"""Lines that all pages of a report hold; a custom_id counts them with three figures."""
DISCARD = "discard"
"""What stands in a walk to the report that throws the file away."""


def gathering_card() -> ui.LayoutView:
    """Say that an export is being written."""
    return card(HOUSE_COLOUR, [[_("Gathering everything that this server wrote…")]])


def export_card(page: Export) -> tuple[ui.LayoutView, list[File]]:
    """Give the files of an export, with what they hold."""
    kept = ngettext("{count} review", "{count} reviews", page.reviews).format(count=number(page.reviews, 0))
    if page.removed:
        removed = ngettext("{count} of them removed", "{count} of them removed", page.removed)
        kept += f" ({removed.format(count=number(page.removed, 0))})"
    titles = ngettext("{count} title added or corrected", "{count} titles added or corrected", page.titles).format(
        count=number(page.titles, 0)
    )
    packed = any(file.packed for file in page.files)
    view = card(
        HOUSE_COLOUR,
        [
            [
                "## " + _("Everything that this server wrote"),
                dotted([kept, titles]),
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
                    files=listed([safe(name, 40) for name in page.left_out])
                )
                if page.left_out
                else "",
                quiet(_("Only you see this. Whoever has the files can read what is in them.")),
            ],
        ],
    )
    files = [File(io.BytesIO(file.content), filename=file.name) for file in page.files]
    for file in files:
        view.add_item(ui.File(file))
    return view, files


def reading_card(done: int = 0, whole: int = 0) -> ui.LayoutView:
    """Say how far the reading of a file is.

    Parameters
    ----------
    whole
        0 while that is not known.
    """
    return card(
        HOUSE_COLOUR,
        [[_("Reading the file…"), _far(done, whole), quiet(_("Nothing is changed before you say so."))]],
    )


def applying_card(done: int = 0, whole: int = 0) -> ui.LayoutView:
    """Say how far the writing of a file's rows is."""
    return card(
        HOUSE_COLOUR,
        [[_("Applying the changes…"), _far(done, whole), quiet(_("All of them are kept, or none."))]],
    )


def _far(done: int, whole: int) -> str:
    return _("{done} of {whole} rows").format(done=number(done, 0), whole=number(whole, 0)) if whole else ""


def broken_card(error: BrokenFileError) -> ui.LayoutView:
    """Say why a file cannot be read, and what to do."""
    said, hint = broken_sentences(error)
    return card(NO_VERDICT_COLOUR, [[said, quiet(hint + " " + _("Nothing was changed."))]])


def not_fetched_card() -> ui.LayoutView:
    """Say that Discord did not hand the file over."""
    return card(
        NO_VERDICT_COLOUR,
        [[_("Discord did not hand me that file."), quiet(_("Please attach it once more. Nothing was changed."))]],
    )


def report_card(result: Imported, number_of_page: int = 0) -> ui.LayoutView:
    """Say what an uploaded file would do; the wrong rows first, and one button that applies it all."""
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
    said = _count_parts(counts)
    if wrong:
        said.append("**" + ngettext("{count} wrong", "{count} wrong", wrong).format(count=number(wrong, 0)) + "**")
    return dotted(said)


def _count_parts(counts: Counter[Change]) -> list[str | None]:
    return [_counted_one(change, counts[change]) for change in Change if counts[change]]


def _counted_one(change: Change, count: int) -> str:
    match change:
        case Change.NEW:
            said = ngettext("{count} new", "{count} new", count)
        case Change.CHANGED:
            said = ngettext("{count} changed", "{count} changed", count)
        case Change.BACK:
            said = ngettext("{count} restored", "{count} restored", count)
        case Change.UNCHANGED:
            said = ngettext("{count} unchanged", "{count} unchanged", count)
        case Change.PASSED_OVER:
            said = ngettext("{count} removed one passed over", "{count} removed ones passed over", count)
    return said.format(count=number(count, 0))


def _change_line(one: PlannedRow) -> str:
    title = f"**{safe(one.title, 80)}**"
    match one.change:
        case Change.CHANGED:
            said = _("changed")
        case Change.BACK:
            said = _("restored")
        case _:
            said = _("new")
    return f"• {dotted([said, title, safe(one.curator, 40) if one.sheet is Table.REVIEWS else None])}"


def applied_card(page: Applied) -> ui.LayoutView:
    """Say what was applied."""
    counts = Counter({change: count for change, count in page.report.counts.items() if change in WRITES})
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
    """Say that an uploaded file was thrown away."""
    return card(NO_VERDICT_COLOUR, [[_("Thrown away."), quiet(_("Nothing was changed."))]])


def import_gone_card() -> ui.LayoutView:
    """Say that an uploaded file is not kept any more."""
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                _("That file is not here any more: it was applied, thrown away, or followed by another one."),
                quiet(_("Upload it again with `/curate import` to see what it would change now.")),
            ]
        ],
    )
