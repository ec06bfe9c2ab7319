"""Is it any good? The verdict card of an instalment, and the verdict board of an anthology."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from discord import ui

from bot.i18n import _, day, ngettext, number
from bot.models import limits
from bot.models.catalogue import Anthology, Instalment
from bot.models.consensus import SCALE, Agreement, Consensus, ReviewSource, Summary, consensus, rank
from bot.models.opinions import Comparison, Opinion, PressReview, ServerReview
from bot.titles.results import AnthologyResult, InstalmentResult, Story
from bot.titles.views.content_notes import notes_button
from bot.titles.views.facts import anthology_facts, instalment_facts, watch_order
from bot.titles.views.navigation import sibling_menu, story_line
from bot.ui import discord_limits
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, card, others_menu
from bot.ui.markdown import behind, dotted, link, quiet, safe, styled
from bot.ui.pagination import PER_PAGE, page_buttons, page_of
from bot.ui.verdicts import HOUSE_COLOUR, accent, verdict_with_icon, verdict_word

PRESS_ON_A_CARD = 4
"""Press reviews named under a verdict; the button shows all of them."""
INDIVIDUAL_REVIEWS_ON_A_CARD = 4
"""Curators' reviews named under a verdict; the button shows all of them."""
INDIVIDUAL_REVIEWS_ON_A_PAGE = 3
REASON_IN_SHORT = 100
"""Characters of a reason there: three reviews of the longest reasons would not fit into a message in full."""
PREMISES_UP_TO = 4
"""If an anthology has at most this many stories, its board also says what each is about."""


def verdict_card(result: InstalmentResult) -> ui.LayoutView:
    """Show the verdict on an instalment: verdict and headline first, then reasons, then numbers and links."""
    instalment, summary = result.instalment, result.story.summary
    count = len(result.press) + len(result.server)
    spoilers = any(review.opinion.spoilers for review in (*result.server, *result.press))
    cast = Button(_("Cast"), Action(ActionKind.CAST, instalment.id))
    buttons = [
        Button(_("More like this"), Action(ActionKind.LIKE, instalment.id), primary=True),
        cast,
        Button(_("About it"), Action(ActionKind.SHOW, instalment.id)),
    ]
    if count > 1:
        buttons.append(
            Button(
                ngettext("All {count} review", "All {count} reviews", count).format(count=number(count)),
                Action(ActionKind.INDIVIDUAL_REVIEWS, instalment.id),
            )
        )
    if spoilers:
        buttons.append(Button(_("Spoilers"), Action(ActionKind.SPOILERS, instalment.id)))
    if (notes := notes_button(instalment)) and len(buttons) == discord_limits.BUTTONS_IN_A_ROW:
        buttons.remove(cast)  # it's one press further, on the card about it
    buttons += notes
    return card(
        accent(summary),
        verdict_blocks(result),
        buttons,
        [*sibling_menu(result.stories, ActionKind.REVIEW, instalment), *others_menu(result.others, ActionKind.REVIEW)],
    )


def verdict_blocks(result: InstalmentResult) -> list[list[str]]:
    """Return the three blocks of text of the verdict card."""
    instalment, summary = result.instalment, result.story.summary
    return [
        [
            f"## {safe(instalment.title, 150)}",
            instalment_facts(instalment, result.anthology),
            *_opening(result.story),
        ],
        [
            *(reasons(summary) if summary else []),
            _comparison(summary, result.anthology) if summary else "",
            quiet(watch_order(result.anthology, instalment)),
        ],
        [*_server_lines(result.server, instalment), *_press_lines(result.press)],
    ]


def _formatter(source: ReviewSource) -> Callable[[str, int], str]:
    """Return how to escape a reviewer's text: curators may use Markdown."""
    return styled if source is ReviewSource.SERVER else safe


def _opening(story: Story) -> list[str]:
    summary = story.summary
    if summary is None:
        return [_("**No verdict yet.** No review of it is bundled or written.")]
    author = _("by this server's curators") if summary.source is ReviewSource.SERVER else None
    return [dotted([f"**{verdict_with_icon(summary.consensus.verdict)}**", author]), headline(story, 300)]


def headline(story: Story, most: int) -> str:
    """Return the sentence that sums up the reviews of an instalment; empty if it has none.

    Parameters
    ----------
    most
        Characters of it to show.
    """
    summary = story.summary
    if summary is None:
        return ""
    return behind(story.instalment.headline_spoils, _formatter(summary.source)(summary.headline, most))


def reasons(opinion: Summary | Opinion, source: ReviewSource = ReviewSource.SERVER) -> list[str]:
    """List what works and what doesn't, one per line, under two headings.

    Parameters
    ----------
    source
        Who wrote the opinion; a summary knows that itself.
    """
    written = _formatter(opinion.source if isinstance(opinion, Summary) else source)
    lines: list[str] = []
    for heading, sign, group in ((_("Works"), "＋", opinion.works), (_("Doesn't"), "－", opinion.doesnt)):
        if group:
            lines += [
                f"**{heading}**",
                *(f"{sign} {written(reason, limits.REASON)}" for reason in group[: limits.REASONS]),
            ]
    return lines


def _comparison(summary: Summary, anthology: Anthology) -> str:
    comparison = summary.comparison
    other = next((one.title for one in anthology.instalments if comparison and one.id == comparison.other), None)
    if comparison is None or other is None:
        return ""
    return comparison_line(comparison, other, summary.source)


def comparison_line(comparison: Comparison, other: str, source: ReviewSource = ReviewSource.SERVER) -> str:
    """Say how an opinion compares something to another title."""
    text = _formatter(source)(comparison.text, limits.COMPARISON)
    return quiet(_("Next to {title}: {text}").format(title=f"**{safe(other, 80)}**", text=text))


def press_in_words(found: Consensus) -> str:
    """Say what critics think, and whether they agree."""
    position, middle = rank(found.verdict), len(SCALE) // 2
    match found.agreement:
        case Agreement.ALONE:
            return _("**Press**, one review")
        case Agreement.DIVIDED:
            if position == middle:
                return _("**Press**, divided")
            return (
                _("**Press**, mostly for it, but divided")
                if position > middle
                else _("**Press**, mostly against it, but divided")
            )
        case Agreement.UNANIMOUS | Agreement.CLOSE:
            if position == middle:
                return _("**Press**, neither for nor against it")
            return _("**Press**, for it") if position > middle else _("**Press**, against it")


def _press_lines(press: Sequence[PressReview]) -> list[str]:
    found = consensus([review.opinion.verdict for review in press])
    if found is None:
        return []
    return [dotted([press_in_words(found), *map(_outlet, press[:PRESS_ON_A_CARD])])]


def _outlet(review: PressReview) -> str:
    score = f", {review.opinion.score}" if review.opinion.score else ""
    return f"{link(review.outlet, review.url)}: {verdict_word(review.opinion.verdict)}{score}"


def _server_lines(server: Sequence[ServerReview], instalment: Instalment) -> list[str]:
    """Say what this server's curators think together, and also one by one if there are several."""
    found = consensus([review.opinion.verdict for review in server])
    if found is None:
        return []
    count = ngettext("{count} curator's review", "{count} curators' reviews", found.reviews)
    together = _("**This server**: {verdict} · {count}").format(
        verdict=verdict_word(found.verdict), count=count.format(count=number(found.reviews))
    )
    if found.agreement is Agreement.ALONE:
        return [together]
    return [
        dotted([together, _("divided") if found.agreement is Agreement.DIVIDED else None]),
        *(_curator_line(review, instalment) for review in server[:INDIVIDUAL_REVIEWS_ON_A_CARD]),
    ]


def _curator_line(review: ServerReview, instalment: Instalment) -> str:
    text = behind(instalment.headline_spoils, styled(review.opinion.headline, 90))
    return dotted([f"<@{review.curator}>: {verdict_with_icon(review.opinion.verdict)}", text])


def board_card(result: AnthologyResult, page: int = 0) -> ui.LayoutView:
    """Show an anthology's verdict board, one line per instalment."""
    anthology = result.anthology
    stories, page, pages = page_of(result.stories, page)
    return card(
        HOUSE_COLOUR,
        [
            [
                f"## {safe(anthology.title, 150)}",
                anthology_facts(anthology),
                behind(anthology.premise_spoils, safe(anthology.premise or "", 300)),
            ],
            [line for story in stories for line in _board_lines(story, alone=len(result.stories) > PREMISES_UP_TO)],
            [quiet(dotted([_start(result), watch_order(anthology), _page_note(page, pages)]))],
        ],
        [
            Button(_("More like this"), Action(ActionKind.LIKE, anthology.id), primary=True),
            Button(_("About it"), Action(ActionKind.SHOW, anthology.id)),
            Button(_("Cast"), Action(ActionKind.CAST, anthology.id)),
            *(notes_button(anthology) if page == 0 else []),
            *page_buttons(Action(ActionKind.REVIEW, anthology.id), page, pages),
        ],
        [
            *sibling_menu(result.stories[page * PER_PAGE :], ActionKind.REVIEW),
            *others_menu(result.others, ActionKind.REVIEW),
        ],
    )


def _board_lines(story: Story, *, alone: bool) -> list[str]:
    instalment = story.instalment
    about = headline(story, 200) or behind(instalment.premise_spoils, safe(instalment.premise or "", 200))
    return [story_line(story), "" if alone else about]


def _page_note(page: int, pages: int) -> str | None:
    return _("Page {page} of {pages}").format(page=page + 1, pages=pages) if pages > 1 else None


def _start(result: AnthologyResult) -> str | None:
    """Name the instalment to start with: the one in the catalogue, or else the one with the single best verdict."""
    named = next((story for story in result.stories if story.instalment.id == result.anthology.start_with), None)
    if named is None:
        reviewed = [(rank(story.summary.consensus.verdict), story) for story in result.stories if story.summary]
        best = max((position for position, _story in reviewed), default=0)
        first = [story for position, story in reviewed if position == best]
        named = first[0] if len(first) == 1 and len(reviewed) > 1 else None
    return _("Start with {title}.").format(title=safe(named.instalment.title, 80)) if named else None


def individual_reviews_card(result: InstalmentResult, page: int = 0) -> ui.LayoutView:
    """Show each review of an instalment on its own: this server's first, then the critics'."""
    reviews: list[ServerReview | PressReview] = [*result.server, *result.press]
    shown, page, pages = page_of(reviews, page, INDIVIDUAL_REVIEWS_ON_A_PAGE)
    blocks = [["\n".join(individual_review_lines(review, result.instalment))] for review in shown] or [
        [_("No review of it is bundled or written yet.")]
    ]
    blocks[0] = [
        f"## {safe(result.instalment.title, 150)}",
        instalment_facts(result.instalment, result.anthology),
        *blocks[0],
    ]
    if pages > 1:
        blocks[-1].append(quiet(_page_note(page, pages) or ""))
    return card(
        accent(result.story.summary),
        blocks,
        [
            Button(_("Verdict"), Action(ActionKind.REVIEW, result.instalment.id), primary=True),
            *page_buttons(Action(ActionKind.INDIVIDUAL_REVIEWS, result.instalment.id), page, pages),
        ],
    )


def individual_review_lines(review: ServerReview | PressReview, instalment: Instalment) -> list[str]:
    """Show one review on its own: author, verdict and score, headline, reasons in short."""
    opinion = review.opinion
    if isinstance(review, ServerReview):
        who = _("A curator of this server: <@{curator}>").format(curator=review.curator)
    else:
        who = dotted(
            [
                link(review.outlet, review.url),
                safe(review.author, 80) if review.author else None,
                day(review.published) if review.published else None,
            ]
        )
    score = f" · {opinion.score}" if opinion.score else ""
    written = _formatter(ReviewSource.SERVER if isinstance(review, ServerReview) else ReviewSource.PRESS)
    text = behind(instalment.headline_spoils, written(opinion.headline, 300))
    return [who, f"**{verdict_with_icon(opinion.verdict)}**{score}", text, *_in_short(opinion, written)]


def _in_short(opinion: Opinion, written: Callable[[str, int], str]) -> list[str]:
    lines: list[str] = []
    if opinion.works:
        lines.append("＋ " + "; ".join(written(reason, REASON_IN_SHORT) for reason in opinion.works[: limits.REASONS]))
    if opinion.doesnt:
        lines.append("－ " + "; ".join(written(reason, REASON_IN_SHORT) for reason in opinion.doesnt[: limits.REASONS]))
    return lines


def spoilers_card(result: InstalmentResult) -> ui.LayoutView:
    """Show the spoilers in the reviews, behind spoiler marks."""
    lines = [
        f"**{safe(review.outlet, 60)}** ||{safe(spoilers, limits.SPOILERS)}||"
        if isinstance(review, PressReview)
        else f"<@{review.curator}> ||{styled(spoilers, limits.SPOILERS, covered=True)}||"
        for review in (*result.server, *result.press)
        if (spoilers := review.opinion.spoilers)
    ]
    return card(
        accent(result.story.summary),
        [
            [
                f"## {safe(result.instalment.title, 150)}",
                quiet(_("With spoilers: press a covered part to read it")),
            ],
            lines or [_("There is nothing here that would spoil it.")],
        ],
        [Button(_("Verdict"), Action(ActionKind.REVIEW, result.instalment.id), primary=True)],
    )
