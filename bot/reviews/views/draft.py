"""Cards about a review that is being written: what is wrong with it, what it will look like, who was quicker."""

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
MOST_MADE = 3
"""Versions of somebody else that are told where they were quicker."""


def _press(label: str, kind: ActionKind, draft: DraftNumber, *, primary: bool = False, danger: bool = False) -> Button:
    return Button(label, Action(kind, str(draft)), primary, danger)


def faults_card(result: DraftFaults) -> ui.LayoutView:
    """Say what keeps a draft from being published; nothing that was typed is lost."""
    draft = result.draft.number
    return card(
        NO_VERDICT_COLOUR,
        [
            [f"## {safe(result.title, 150)}", _("**Not quite yet.** Your text is kept; this has to change first:")],
            [fault_line(one) for one in result.faults[:MOST_FAULTS]],
        ],
        [
            _press(_("Edit"), ActionKind.EDIT, draft, primary=True),
            _press(_("Comparison and score"), ActionKind.EXTRA, draft),
            _press(_("Discard"), ActionKind.DISCARD, draft, danger=True),
        ],
    )


def preview_card(result: Preview) -> ui.LayoutView:
    """Show a draft as members will see it, with the counts of its texts."""
    draft = result.draft.number
    *above, last = verdict_blocks(result.result)
    whose = (
        None
        if result.whose == result.draft.curator
        else _("the review of {curator}").format(curator=mention(result.whose))
    )
    # With other curators' reviews beside it, the card above speaks for all of them.
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
            _press(_("Publish"), ActionKind.PUBLISH, draft, primary=True),
            _press(_("Edit"), ActionKind.EDIT, draft),
            _press(_("Comparison and score"), ActionKind.EXTRA, draft),
            _press(_("Discard"), ActionKind.DISCARD, draft, danger=True),
        ],
    )


def _counts(opinion: Opinion) -> list[str | None]:
    """Say how long each text is, and how long it may be."""
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
    """Tell who changed a review meanwhile and where it differs from the draft; nothing is overwritten unseen."""
    draft, current = result.draft.number, result.current
    version = str(current.version if current else 0)
    made = [f"• {change_kind_words(one)} · {moment(one.when)}" for one in result.made[:MOST_MADE]]
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
                *made,
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


def discard_card(page: Discarded) -> ui.LayoutView:
    """Ask whether a draft is to be thrown away, or say that it was."""
    title = f"**{safe(page.title, 150)}**"
    if page.gone:
        return card(NO_VERDICT_COLOUR, [[_("Your draft of {title} is discarded.").format(title=title)]])
    draft = page.draft.number
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


def done_card(page: Done) -> ui.LayoutView:
    """Say what became of a review, and offer the way back where something disappeared."""
    review, title = page.record.review, f"**{safe(page.title, 150)}**"
    number_of_review = str(page.record.number)
    verdict = Button(
        _("Verdict card"), Action(ActionKind.REVIEW, review.instalment), primary=page.outcome is not Outcome.REMOVED
    )
    hint = ""
    match page.outcome:
        case Outcome.PUBLISHED:
            said = _("Published: your review of {title}. Members of this server see it from now on.")
        case Outcome.CHANGED:
            said = _("Changed: the review of {title}. Members of this server see it so from now on.")
        case Outcome.UNCHANGED:
            said = _("The review of {title} says just that already; nothing was changed.")
        case Outcome.RESTORED:
            said = _("Restored: the review of {title}. Members of this server see it again.")
        case Outcome.BROUGHT_BACK:
            said = _("Brought back: the review of {title} as it was. The version before is in its history.")
        case Outcome.REMOVED:
            said = _("Removed: the review of {title}. Members do not see it any more.")
            hint = _("It is kept for {count} days and can be restored; then it is erased for good.")
    return card(
        NO_VERDICT_COLOUR if page.outcome is Outcome.REMOVED else VERDICT_STYLES[review.opinion.verdict].colour,
        [[said.format(title=title), quiet(hint.format(count=number(RETENTION_DAYS)))]],
        [
            *(
                [Button(_("Undo"), Action(ActionKind.RESTORE, number_of_review), primary=True)]
                if page.outcome is Outcome.REMOVED
                else [verdict]
            ),
            Button(_("History"), Action(ActionKind.HISTORY, number_of_review)),
            Button(_("All reviews here"), Action(ActionKind.LIST)),
        ],
    )


def theirs_card(page: Discarded) -> ui.LayoutView:
    """Say that what somebody else wrote stays; the text that gave way comes back beside it."""
    title = f"**{safe(page.title, 150)}**"
    return card(HOUSE_COLOUR, [[_("The review of {title} stays as it is; your draft is gone.").format(title=title)]])
