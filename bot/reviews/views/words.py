"""Words for a review's fields and faults, and for what changed: who did what, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from bot.i18n import _, listed, ngettext, number
from bot.models import limits
from bot.models.ids import MemberId
from bot.models.opinions import Opinion, Verdict
from bot.models.reviews import ChangeKind, Revision
from bot.models.text import Fault, Wrong
from bot.reviews.fields import Entry
from bot.reviews.merging import Difference
from bot.titles.views.review import comparison_line, reasons
from bot.ui.markdown import dotted, safe, styled
from bot.ui.verdicts import verdict_with_icon

SHORT = 80
"""Characters of a text in a list of changes."""
Titles = Mapping[str, str]


def mention(member: MemberId) -> str:
    """Name a member as Discord shows them; cards ping nobody."""
    return f"<@{member}>"


def moment(when: datetime, style: Literal["f", "R", "d"] = "f") -> str:
    """Write a moment for Discord to show in the reader's time zone: in full, relative or as a day."""
    return f"<t:{int(when.timestamp())}:{style}>"


def entry_word(entry: Entry) -> str:
    """Name a field of the forms."""
    match entry:
        case Entry.VERDICT:
            return _("Verdict")
        case Entry.HEADLINE:
            return _("Why, in one sentence")
        case Entry.WORKS:
            return _("What works")
        case Entry.DOESNT:
            return _("What doesn't")
        case Entry.SPOILERS:
            return _("With spoilers")
        case Entry.OTHER:
            return _("Compared with")
        case Entry.COMPARISON:
            return _("Comparison")
        case Entry.SCORE:
            return _("Score")


def fault_line(fault: Fault) -> str:
    """Say what is wrong with a field, with the count if something is too long."""
    name = next((entry_word(entry) for entry in Entry if entry == fault.field), safe(fault.field, 40))
    if fault.line:
        name = _("{field}, reason {line}").format(field=name, line=number(fault.line))
    match fault.wrong:
        case Wrong.MISSING:
            text = _("nothing is there yet")
        case Wrong.TOO_LONG:
            text = _("{count} of {most} characters").format(count=number(fault.count), most=number(fault.most))
        case Wrong.TOO_MANY:
            text = _("{count} of {most} reasons").format(count=number(fault.count), most=number(fault.most))
        case Wrong.UNREADABLE:
            text = _("expected a score such as 7.5/10")
        case Wrong.UNKNOWN:
            text = _("not another one of the same anthology")
    quoted = f" “{safe(fault.text, SHORT)}”" if fault.text else ""
    return f"• **{name}**: {text}{quoted}"


def change_kind_words(version: Revision) -> str:
    """Say who did what."""
    who = mention(version.by)
    match version.kind:
        case ChangeKind.WROTE:
            return _("{curator} wrote it").format(curator=who)
        case ChangeKind.CHANGED:
            return _("{curator} changed it").format(curator=who)
        case ChangeKind.MERGED:
            return _("{curator} merged two wordings").format(curator=who)
        case ChangeKind.REMOVED:
            return _("{curator} removed it").format(curator=who)
        case ChangeKind.RESTORED:
            return _("{curator} restored it").format(curator=who)
        case ChangeKind.BROUGHT_BACK:
            return _("{curator} brought back an earlier version").format(curator=who)
        case ChangeKind.IMPORTED:
            return _("{curator} imported it").format(curator=who)
        case ChangeKind.MOVED:
            return _("{curator} moved it to another title").format(curator=who)


def revision_line(version: Revision) -> str:
    """Say which version it is, who made it, how and when."""
    return dotted([f"**{number(version.number)}**", change_kind_words(version), moment(version.when)])


def value_words(entry: Entry, value: str, titles: Titles, most: int = limits.COMPARISON) -> str:
    """Show a field's value, escaped for a card; spoilers are hidden behind a spoiler mark."""
    if not value:
        return _("nothing")
    match entry:
        case Entry.VERDICT:
            return next((verdict_with_icon(one) for one in Verdict if one == value), safe(value, most))
        case Entry.WORKS | Entry.DOESNT:
            return listed([f"“{styled(line, most)}”" for line in value.splitlines()])
        case Entry.SPOILERS:
            return f"||{styled(value, most, covered=True)}||"
        case Entry.OTHER:
            return safe(titles.get(value, value), most)
        case Entry.HEADLINE | Entry.COMPARISON:
            return f"“{styled(value, most)}”"
        case Entry.SCORE:
            return safe(value, most)


def change_words(changed: Sequence[Difference], titles: Titles) -> str:
    """Say in one line what changed; empty if nothing did."""
    return "; ".join(_change(one, titles) for one in changed)


def _change(one: Difference, titles: Titles) -> str:
    name = entry_word(one.entry)
    if one.entry in {Entry.WORKS, Entry.DOESNT}:
        was, becomes = one.before.splitlines(), one.after.splitlines()
        added = [line for line in becomes if line not in was]
        gone = [line for line in was if line not in becomes]
        if not added and not gone:
            return _("{field}: in another order").format(field=name)
        signs = [f"＋ {styled(line, SHORT)}" for line in added] + [f"－ {styled(line, SHORT)}" for line in gone]
        return f"{name}: {', '.join(signs)}"
    if not one.before:
        return f"{name}: {value_words(one.entry, one.after, titles, SHORT)}"
    return f"{name}: {value_words(one.entry, one.before, titles, SHORT)} → " + value_words(
        one.entry, one.after, titles, SHORT
    )


def opinion_lines(opinion: Opinion, titles: Titles) -> list[list[str]]:
    """Show a full opinion in two blocks: verdict and headline; reasons, comparison and spoilers."""
    score = str(opinion.score) if opinion.score else None
    comparison = opinion.comparison
    return [
        [dotted([f"**{verdict_with_icon(opinion.verdict)}**", score]), styled(opinion.headline, 300)],
        [
            *reasons(opinion),
            comparison_line(comparison, titles.get(comparison.other, comparison.other)) if comparison else "",
            spoiler_line(opinion),
        ],
    ]


def spoiler_line(opinion: Opinion, most: int = limits.SPOILERS) -> str:
    """Show the spoilers behind a spoiler mark; empty if there are none."""
    if not opinion.spoilers:
        return ""
    return f"**{entry_word(Entry.SPOILERS)}**: ||{styled(opinion.spoilers, most, covered=True)}||"


def count_words(count: int) -> str:
    """Count reviews."""
    return ngettext("{count} review", "{count} reviews", count).format(count=number(count))
