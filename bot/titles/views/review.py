"""Whether it is any good: the verdict card of an instalment, and the verdict board of an anthology."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from discord import ui

from bot.i18n import _, day, ngettext, number
from bot.models.catalogue import Anthology, Instalment
from bot.models.consensus import SCALE, Agreement, Consensus, ReviewSource, Summary, consensus, rank
from bot.models.opinions import Comparison, Opinion, PressReview, ServerReview
from bot.titles.results import AnthologyResult, InstalmentResult, Story
from bot.titles.views.facts import anthology_facts, instalment_facts, watch_order
from bot.titles.views.navigation import sibling_menu, story_line
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, card, others_menu
from bot.ui.markdown import behind, dotted, link, quiet, safe, styled
from bot.ui.pagination import PER_PAGE, page_buttons, page_of
from bot.ui.verdicts import HOUSE_COLOUR, accent, verdict_with_icon, verdict_word

PRESS_ON_A_CARD = 4
"""Press reviews named under a verdict; all of them stand behind the button."""
INDIVIDUAL_REVIEWS_ON_A_CARD = 4
"""Curators named under a verdict, likewise."""
INDIVIDUAL_REVIEWS_ON_A_PAGE = 3
PREMISES_UP_TO = 4
"""An anthology of no more stories than this shows what each is about on its board."""


def verdict_card(result: InstalmentResult) -> ui.LayoutView:
    """Say whether an instalment is any good: verdict and one sentence first, reasons next, numbers and links last."""
    instalment, summary = result.instalment, result.story.summary
    voices = len(result.press) + len(result.server)
    spoilers = any(review.opinion.spoilers for review in (*result.server, *result.press))
    buttons = [
        Button(_("More like this"), Action(ActionKind.LIKE, instalment.id), primary=True),
        Button(_("Cast"), Action(ActionKind.CAST, instalment.id)),
        Button(_("About it"), Action(ActionKind.SHOW, instalment.id)),
    ]
    if voices > 1:
        buttons.append(
            Button(
                ngettext("All {count} review", "All {count} reviews", voices).format(count=number(voices)),
                Action(ActionKind.INDIVIDUAL_REVIEWS, instalment.id),
            )
        )
    if spoilers:
        buttons.append(Button(_("Spoilers"), Action(ActionKind.SPOILERS, instalment.id)))
    return card(
        accent(summary),
        verdict_blocks(result),
        buttons,
        [*sibling_menu(result.stories, ActionKind.REVIEW, instalment), *others_menu(result.others, ActionKind.REVIEW)],
    )


def verdict_blocks(result: InstalmentResult) -> list[list[str]]:
    """Give the three blocks of the verdict card; one block of lines where little is known."""
    instalment, summary = result.instalment, result.story.summary
    return [
        [
            f"## {safe(instalment.title, 150)}",
            instalment_facts(instalment, result.anthology),
            *_opening(result.story),
        ],
        [
            *(reasons(summary) if summary else []),
            _beside(summary, result.anthology) if summary else "",
            quiet(watch_order(result.anthology, instalment)),
        ],
        [*_server_lines(result.server, instalment), *_press_lines(result.press)],
    ]


def _worded(voice: ReviewSource) -> Callable[[str, int], str]:
    """Give how the words of a voice enter a card: curators may set theirs in bold."""
    return styled if voice is ReviewSource.SERVER else safe


def _opening(story: Story) -> list[str]:
    summary = story.summary
    if summary is None:
        return [_("**No verdict yet.** No review of it is bundled or written.")]
    whose = _("by this server's curators") if summary.source is ReviewSource.SERVER else None
    return [dotted([f"**{verdict_with_icon(summary.consensus.verdict)}**", whose]), headline(story, 300)]


def headline(story: Story, most: int) -> str:
    """Give the sentence that sums up what is thought of an instalment; nothing where nobody has said anything.

    Parameters
    ----------
    most
        Characters of it that are kept.
    """
    summary = story.summary
    if summary is None:
        return ""
    return behind(story.instalment.headline_spoils, _worded(summary.source)(summary.headline, most))


def reasons(found: Summary | Opinion, voice: ReviewSource = ReviewSource.SERVER) -> list[str]:
    """List what works and what doesn't, a line each, marked by a sign and a heading.

    Parameters
    ----------
    voice
        Whose the reasons are; a summary knows.
    """
    says = _worded(found.source if isinstance(found, Summary) else voice)
    lines: list[str] = []
    for heading, sign, group in ((_("Works"), "＋", found.works), (_("Doesn't"), "－", found.doesnt)):
        if group:
            lines += [f"**{heading}**", *(f"{sign} {says(reason, 160)}" for reason in group[:4])]
    return lines


def _beside(summary: Summary, anthology: Anthology) -> str:
    comparison = summary.comparison
    other = next((one.title for one in anthology.instalments if comparison and one.id == comparison.other), None)
    if comparison is None or other is None:
        return ""
    return comparison_line(comparison, other, summary.source)


def comparison_line(comparison: Comparison, other: str, voice: ReviewSource = ReviewSource.SERVER) -> str:
    """Say how an opinion sets something beside another title."""
    text = _worded(voice)(comparison.text, 200)
    return quiet(_("Next to {title}: {text}").format(title=f"**{safe(other, 80)}**", text=text))


def press_in_words(found: Consensus) -> str:
    """Say how the press leans and how far it agrees."""
    place, middle = rank(found.verdict), len(SCALE) // 2
    match found.agreement:
        case Agreement.ALONE:
            return _("**Press**, one review")
        case Agreement.DIVIDED:
            if place == middle:
                return _("**Press**, divided")
            return (
                _("**Press**, mostly for it, but divided")
                if place > middle
                else _("**Press**, mostly against it, but divided")
            )
        case Agreement.UNANIMOUS | Agreement.CLOSE:
            if place == middle:
                return _("**Press**, neither for nor against it")
            return _("**Press**, for it") if place > middle else _("**Press**, against it")


def _press_lines(press: Sequence[PressReview]) -> list[str]:
    found = consensus([review.opinion.verdict for review in press])
    if found is None:
        return []
    return [dotted([press_in_words(found), *map(_outlet, press[:PRESS_ON_A_CARD])])]


def _outlet(review: PressReview) -> str:
    score = f", {review.opinion.score}" if review.opinion.score else ""
    return f"{link(review.outlet, review.url)}: {verdict_word(review.opinion.verdict)}{score}"


def _server_lines(server: Sequence[ServerReview], instalment: Instalment) -> list[str]:
    """Say what this server's curators think together, and each of them where they are several."""
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
        *(_voice_line(review, instalment) for review in server[:INDIVIDUAL_REVIEWS_ON_A_CARD]),
    ]


def _voice_line(review: ServerReview, instalment: Instalment) -> str:
    said = behind(instalment.headline_spoils, styled(review.opinion.headline, 90))
    return dotted([f"<@{review.curator}>: {verdict_with_icon(review.opinion.verdict)}", said])


def board_card(result: AnthologyResult, number_of_page: int = 0) -> ui.LayoutView:
    """Show an anthology's verdict board, one line an instalment."""
    anthology = result.anthology
    stories, place, pages = page_of(result.stories, number_of_page)
    return card(
        HOUSE_COLOUR,
        [
            [
                f"## {safe(anthology.title, 150)}",
                anthology_facts(anthology),
                behind(anthology.premise_spoils, safe(anthology.premise or "", 300)),
            ],
            [line for story in stories for line in _board_lines(story, alone=len(result.stories) > PREMISES_UP_TO)],
            [quiet(dotted([_start(result), watch_order(anthology), _page_note(place, pages)]))],
        ],
        [
            Button(_("More like this"), Action(ActionKind.LIKE, anthology.id), primary=True),
            Button(_("About it"), Action(ActionKind.SHOW, anthology.id)),
            Button(_("Cast"), Action(ActionKind.CAST, anthology.id)),
            *page_buttons(Action(ActionKind.REVIEW, anthology.id), place, pages),
        ],
        [
            *sibling_menu(result.stories[place * PER_PAGE :], ActionKind.REVIEW),
            *others_menu(result.others, ActionKind.REVIEW),
        ],
    )


def _board_lines(story: Story, *, alone: bool) -> list[str]:
    instalment = story.instalment
    said = headline(story, 200) or behind(instalment.premise_spoils, safe(instalment.premise or "", 200))
    return [story_line(story), "" if alone else said]


def _page_note(place: int, pages: int) -> str | None:
    return _("Page {page} of {pages}").format(page=place + 1, pages=pages) if pages > 1 else None


def _start(result: AnthologyResult) -> str | None:
    """Name the instalment to begin with: the one the catalogue names, else the best verdict where it stands out."""
    named = next((story for story in result.stories if story.instalment.id == result.anthology.start_with), None)
    if named is None:
        judged = [(rank(story.summary.consensus.verdict), story) for story in result.stories if story.summary]
        best = max((place for place, _story in judged), default=0)
        first = [story for place, story in judged if place == best]
        named = first[0] if len(first) == 1 and len(judged) > 1 else None
    return _("Start with {title}.").format(title=safe(named.instalment.title, 80)) if named else None


def individual_reviews_card(result: InstalmentResult, number_of_page: int = 0) -> ui.LayoutView:
    """Show each review of an instalment by itself: this server's first, then the press."""
    voices: list[ServerReview | PressReview] = [*result.server, *result.press]
    shown, place, pages = page_of(voices, number_of_page, INDIVIDUAL_REVIEWS_ON_A_PAGE)
    blocks = [["\n".join(individual_review_lines(review, result.instalment))] for review in shown] or [
        [_("No review of it is bundled or written yet.")]
    ]
    blocks[0] = [
        f"## {safe(result.instalment.title, 150)}",
        instalment_facts(result.instalment, result.anthology),
        *blocks[0],
    ]
    if pages > 1:
        blocks[-1].append(quiet(_page_note(place, pages) or ""))
    return card(
        accent(result.story.summary),
        blocks,
        [
            Button(_("Verdict"), Action(ActionKind.REVIEW, result.instalment.id), primary=True),
            *page_buttons(Action(ActionKind.INDIVIDUAL_REVIEWS, result.instalment.id), place, pages),
        ],
    )


def individual_review_lines(review: ServerReview | PressReview, instalment: Instalment) -> list[str]:
    """Show one review by itself: whose it is, its verdict and score, its sentence, its reasons in short."""
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
    says = _worded(ReviewSource.SERVER if isinstance(review, ServerReview) else ReviewSource.PRESS)
    said = behind(instalment.headline_spoils, says(opinion.headline, 300))
    return [who, f"**{verdict_with_icon(opinion.verdict)}**{score}", said, *_in_short(opinion, says)]


def _in_short(opinion: Opinion, says: Callable[[str, int], str]) -> list[str]:
    lines: list[str] = []
    if opinion.works:
        lines.append("＋ " + "; ".join(says(reason, 100) for reason in opinion.works[:4]))
    if opinion.doesnt:
        lines.append("－ " + "; ".join(says(reason, 100) for reason in opinion.doesnt[:4]))
    return lines


def spoilers_card(result: InstalmentResult) -> ui.LayoutView:
    """Show what can only be said with spoilers, to the one who asked."""
    lines = [
        f"**{safe(review.outlet, 60)}** ||{safe(spoilers, 1000)}||"
        if isinstance(review, PressReview)
        else f"<@{review.curator}> ||{styled(spoilers, 1000, covered=True)}||"
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
