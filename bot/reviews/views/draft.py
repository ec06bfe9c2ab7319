"""Cards about a review that is being written: what is wrong with it, what it will look like, who was quicker."""

from __future__ import annotations

from discord import ui

from bot.i18n import _, number
from bot.models import text as texts
from bot.models.opinions import Opinion
from bot.models.reviews import DraftNumber
from bot.models.servers import KEPT_DAYS
from bot.reviews.fields import Entry
from bot.reviews.results import Conflict, Discarded, Done, Faulty, Outcome, Preview
from bot.reviews.views.words import deed_words, entry_word, fault_line, mention, moment, spoiler_line, value_words
from bot.titles.views.review import verdict_blocks, voice_lines
from bot.ui.actions import Step, Walk
from bot.ui.card import PARAGRAPH, Press, card
from bot.ui.markdown import dotted, quiet, safe
from bot.ui.verdicts import HOUSE_COLOUR, LOOKS, NO_VERDICT_COLOUR, accent

MOST_FAULTS = 10
MOST_MADE = 3
"""Versions of somebody else that are told where they were quicker."""


def _press(label: str, step: Step, draft: DraftNumber, *, primary: bool = False, danger: bool = False) -> Press:
    return Press(label, Walk(step, str(draft)), primary, danger)


def faults_card(page: Faulty) -> ui.LayoutView:
    """Say what keeps a draft from being published; nothing that was typed is lost."""
    draft = page.draft.number
    return card(
        NO_VERDICT_COLOUR,
        [
            [f"## {safe(page.title, 150)}", _("**Not quite yet.** Your text is kept; this has to change first:")],
            [fault_line(one) for one in page.faults[:MOST_FAULTS]],
        ],
        [
            _press(_("Edit"), Step.EDIT, draft, primary=True),
            _press(_("Comparison and score"), Step.EXTRA, draft),
            _press(_("Discard"), Step.DISCARD, draft, danger=True),
        ],
    )


def preview_card(page: Preview) -> ui.LayoutView:
    """Show a draft as members will see it, with the counts of its texts."""
    draft = page.draft.number
    *above, last = verdict_blocks(page.page)
    whose = (
        None if page.whose == page.draft.curator else _("the review of {curator}").format(curator=mention(page.whose))
    )
    # With other curators' reviews beside it, the card above speaks for all of them.
    alone = voice_lines(page.page.server[0], page.page.instalment) if len(page.page.server) > 1 else []
    return card(
        accent(page.page.story.summary),
        [
            *above,
            [
                *last,
                *([PARAGRAPH, *alone] if alone else []),
                spoiler_line(page.opinion, 300),
                PARAGRAPH,
                quiet(dotted([_("Preview: only you see this yet"), whose])),
                quiet(dotted(_counts(page.opinion))),
            ],
        ],
        [
            _press(_("Publish"), Step.PUBLISH, draft, primary=True),
            _press(_("Edit"), Step.EDIT, draft),
            _press(_("Comparison and score"), Step.EXTRA, draft),
            _press(_("Discard"), Step.DISCARD, draft, danger=True),
        ],
    )


def _counts(opinion: Opinion) -> list[str | None]:
    """Say how long each text is, and how long it may be."""
    comparison = opinion.comparison.text if opinion.comparison else ""
    longest = max((len(reason) for reason in (*opinion.works, *opinion.doesnt)), default=0)
    return [
        _of(entry_word(Entry.HEADLINE), len(opinion.headline), texts.HEADLINE),
        _of(_("longest reason"), longest, texts.REASON) if longest else None,
        _of(entry_word(Entry.SPOILERS), len(opinion.spoilers), texts.SPOILERS) if opinion.spoilers else None,
        _of(entry_word(Entry.COMPARISON), len(comparison), texts.COMPARISON) if comparison else None,
        f"{entry_word(Entry.SCORE)} {opinion.score}" if opinion.score else None,
    ]


def _of(name: str, count: int, most: int) -> str:
    return f"{name} {number(count)}/{number(most)}"


def conflict_card(page: Conflict) -> ui.LayoutView:
    """Tell who changed a review meanwhile and where it differs from the draft; nothing is overwritten unseen."""
    draft, current = page.draft.number, page.current
    version = str(current.version if current else 0)
    made = [f"• {deed_words(one)} · {moment(one.when)}" for one in page.made[:MOST_MADE]]
    gone = current is None or current.removed is not None
    presses = [
        Press(_("Merge"), Walk(Step.MERGE, str(draft), detail=version), primary=True),
        Press(_("Keep mine"), Walk(Step.MINE, str(draft), detail=version)),
    ]
    if current is None:
        presses = presses[1:] if page.can_keep else []
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                f"## {safe(page.title, 150)}",
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
                        _("Theirs: {text}").format(text=value_words(one.entry, one.before, page.titles)),
                        _("Yours: {text}").format(text=value_words(one.entry, one.after, page.titles)),
                    ]
                )
                for place, one in enumerate(page.differing)
            ]
            if current
            else [],
            [quiet(_("It is removed at the moment; keeping yours publishes it again."))] if gone and current else [],
        ],
        [*presses, Press(_("Keep theirs"), Walk(Step.THEIRS, str(draft)), danger=True)],
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
            Press(_("Keep the draft"), Walk(Step.OPEN, str(draft), detail="draft"), primary=True),
            Press(_("Discard it"), Walk(Step.DISCARD, str(draft), detail="sure"), danger=True),
        ],
    )


def done_card(page: Done) -> ui.LayoutView:
    """Say what became of a review, and offer the way back where something disappeared."""
    review, title = page.kept.review, f"**{safe(page.title, 150)}**"
    number_of_review = str(page.kept.number)
    verdict = Press(
        _("Verdict card"), Walk(Step.REVIEW, review.instalment), primary=page.outcome is not Outcome.REMOVED
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
        NO_VERDICT_COLOUR if page.outcome is Outcome.REMOVED else LOOKS[review.opinion.verdict].colour,
        [[said.format(title=title), quiet(hint.format(count=number(KEPT_DAYS)))]],
        [
            *(
                [Press(_("Undo"), Walk(Step.RESTORE, number_of_review), primary=True)]
                if page.outcome is Outcome.REMOVED
                else [verdict]
            ),
            Press(_("History"), Walk(Step.HISTORY, number_of_review)),
            Press(_("All reviews here"), Walk(Step.LIST)),
        ],
    )


def theirs_card(page: Discarded) -> ui.LayoutView:
    """Say that what somebody else wrote stays; the text that gave way comes back beside it."""
    title = f"**{safe(page.title, 150)}**"
    return card(HOUSE_COLOUR, [[_("The review of {title} stays as it is; your draft is gone.").format(title=title)]])
