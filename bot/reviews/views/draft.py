"""Cards about a review being written: its faults, its preview, a conflict, publishing and discarding."""

from __future__ import annotations

from discord import ui

from bot.i18n import _, number
from bot.models import limits
from bot.models.opinions import Opinion
from bot.models.reviews import DraftNumber
from bot.models.servers import RETENTION_DAYS
from bot.reviews.fields import Entry
from bot.reviews.results import Conflict, Discarded, Done, DraftFaults, Outcome, Preview
from bot.reviews.views.words import (
    change_kind_words,
    entry_word,
    fault_line,
    mention,
    moment,
    spoiler_line,
    value_words,
)
from bot.titles.views.review import individual_review_lines, verdict_blocks
from bot.ui.actions import Action, ActionKind
from bot.ui.card import PARAGRAPH, Button, card
from bot.ui.markdown import dotted, quiet, safe
from bot.ui.verdicts import HOUSE_COLOUR, NO_VERDICT_COLOUR, VERDICT_STYLES, accent

MOST_FAULTS = 10
MOST_NEWER = 3
"""Newer versions listed on the conflict card."""


def _button(label: str, kind: ActionKind, draft: DraftNumber, *, primary: bool = False, danger: bool = False) -> Button:
    return Button(label, Action(kind, str(draft)), primary, danger)


def faults_card(result: DraftFaults) -> ui.LayoutView:
    """Say why a draft can't be published yet; nothing that was typed is lost."""
    draft = result.draft.number
    return card(
        NO_VERDICT_COLOUR,
        [
            [f"## {safe(result.title, 150)}", _("**Not quite yet.** Your text is kept; this has to change first:")],
            [fault_line(one) for one in result.faults[:MOST_FAULTS]],
        ],
        [
            _button(_("Edit"), ActionKind.EDIT, draft, primary=True),
            _button(_("Comparison and score"), ActionKind.EXTRA, draft),
            _button(_("Discard"), ActionKind.DISCARD, draft, danger=True),
        ],
    )


def preview_card(result: Preview) -> ui.LayoutView:
    """Show a draft as members will see it, with the lengths of its texts."""
    draft = result.draft.number
    *above, last = verdict_blocks(result.result)
    whose = (
        None
        if result.whose == result.draft.curator
        else _("the review of {curator}").format(curator=mention(result.whose))
    )
    # If other curators reviewed it too, the card above sums up all of them, so the draft is shown on its own as well.
    alone = (
        individual_review_lines(result.result.server[0], result.result.instalment)
        if len(result.result.server) > 1
        else []
    )
    return card(
        accent(result.result.story.summary),
        [
            *above,
            [
                *last,
                *([PARAGRAPH, *alone] if alone else []),
                spoiler_line(result.opinion, 300),
                PARAGRAPH,
                quiet(dotted([_("Preview: only you see this yet"), whose])),
                quiet(dotted(_counts(result.opinion))),
            ],
        ],
        [
            _button(_("Publish"), ActionKind.PUBLISH, draft, primary=True),
            _button(_("Edit"), ActionKind.EDIT, draft),
            _button(_("Comparison and score"), ActionKind.EXTRA, draft),
            _button(_("Discard"), ActionKind.DISCARD, draft, danger=True),
        ],
    )


def _counts(opinion: Opinion) -> list[str | None]:
    """Give each text's length and limit."""
    comparison = opinion.comparison.text if opinion.comparison else ""
    longest = max((len(reason) for reason in (*opinion.works, *opinion.doesnt)), default=0)
    return [
        _of(entry_word(Entry.HEADLINE), len(opinion.headline), limits.HEADLINE),
        _of(_("longest reason"), longest, limits.REASON) if longest else None,
        _of(entry_word(Entry.SPOILERS), len(opinion.spoilers), limits.SPOILERS) if opinion.spoilers else None,
        _of(entry_word(Entry.COMPARISON), len(comparison), limits.COMPARISON) if comparison else None,
        f"{entry_word(Entry.SCORE)} {opinion.score}" if opinion.score else None,
    ]


def _of(name: str, count: int, most: int) -> str:
    return f"{name} {number(count)}/{number(most)}"


def conflict_card(result: Conflict) -> ui.LayoutView:
    """Say who changed a review in the meantime and how it differs from the draft, so nothing is overwritten unseen."""
    draft, current = result.draft.number, result.current
    version = str(current.version if current else 0)
    newer = [f"• {change_kind_words(one)} · {moment(one.when)}" for one in result.newer[:MOST_NEWER]]
    gone = current is None or current.removed is not None
    buttons = [
        Button(_("Merge"), Action(ActionKind.MERGE, str(draft), detail=version), primary=True),
        Button(_("Keep mine"), Action(ActionKind.MINE, str(draft), detail=version)),
    ]
    if current is None:
        buttons = buttons[1:] if result.can_keep else []
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                f"## {safe(result.title, 150)}",
                _("**Somebody was quicker.** While you wrote, this review changed; nothing of yours is published yet.")
                if current
                else _("**This review was erased meanwhile**; nothing of yours is published yet."),
                *newer,
            ],
            [
                "\n".join(
                    [
                        *([PARAGRAPH] if place else []),
                        f"**{entry_word(one.entry)}**",
                        _("Theirs: {text}").format(text=value_words(one.entry, one.before, result.titles)),
                        _("Yours: {text}").format(text=value_words(one.entry, one.after, result.titles)),
                    ]
                )
                for place, one in enumerate(result.differing)
            ]
            if current
            else [],
            [quiet(_("It is removed at the moment; keeping yours publishes it again."))] if gone and current else [],
        ],
        [*buttons, Button(_("Keep theirs"), Action(ActionKind.THEIRS, str(draft)), danger=True)],
    )


def discard_card(result: Discarded) -> ui.LayoutView:
    """Ask whether to discard a draft, or say that it was discarded."""
    title = f"**{safe(result.title, 150)}**"
    if result.gone:
        return card(NO_VERDICT_COLOUR, [[_("Your draft of {title} is discarded.").format(title=title)]])
    draft = result.draft.number
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                _("Discard your draft of {title}? What you wrote is gone then.").format(title=title),
                quiet(_("What members see now stays as it is.")),
            ]
        ],
        [
            Button(_("Keep the draft"), Action(ActionKind.OPEN, str(draft), detail="draft"), primary=True),
            Button(_("Discard it"), Action(ActionKind.DISCARD, str(draft), detail="sure"), danger=True),
        ],
    )


def done_card(result: Done) -> ui.LayoutView:
    """Say what was done to a review; a removal can be undone."""
    review, title = result.record.review, f"**{safe(result.title, 150)}**"
    number_of_review = str(result.record.number)
    verdict = Button(
        _("Verdict card"), Action(ActionKind.REVIEW, review.instalment), primary=result.outcome is not Outcome.REMOVED
    )
    hint = ""
    match result.outcome:
        case Outcome.PUBLISHED:
            text = _("Published: your review of {title}. Members of this server see it from now on.")
        case Outcome.CHANGED:
            text = _("Changed: the review of {title}. Members of this server see it so from now on.")
        case Outcome.UNCHANGED:
            text = _("The review of {title} says just that already; nothing was changed.")
        case Outcome.RESTORED:
            text = _("Restored: the review of {title}. Members of this server see it again.")
        case Outcome.BROUGHT_BACK:
            text = _("Brought back: the review of {title} as it was. The version before is in its history.")
        case Outcome.REMOVED:
            text = _("Removed: the review of {title}. Members do not see it any more.")
            hint = _("It is kept for {count} days and can be restored; then it is erased for good.")
    return card(
        NO_VERDICT_COLOUR if result.outcome is Outcome.REMOVED else VERDICT_STYLES[review.opinion.verdict].colour,
        [[text.format(title=title), quiet(hint.format(count=number(RETENTION_DAYS)))]],
        [
            *(
                [Button(_("Undo"), Action(ActionKind.RESTORE, number_of_review), primary=True)]
                if result.outcome is Outcome.REMOVED
                else [verdict]
            ),
            Button(_("History"), Action(ActionKind.HISTORY, number_of_review)),
            Button(_("All reviews here"), Action(ActionKind.LIST)),
        ],
    )


def theirs_card(result: Discarded) -> ui.LayoutView:
    """Say that the other curator's version stays; the draft's text is sent back separately."""
    title = f"**{safe(result.title, 150)}**"
    return card(HOUSE_COLOUR, [[_("The review of {title} stays as it is; your draft is gone.").format(title=title)]])
