"""Whether it is any good: the verdict card of an instalment, and the verdict board of an anthology."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from discord import ui

from bot.i18n import _, day, ngettext, number
from bot.models.catalogue import Anthology, Instalment
from bot.models.consensus import SCALE, Agreement, Consensus, Summary, Voice, consensus, rank
from bot.models.opinions import Comparison, Opinion, PressReview, ServerReview
from bot.titles.results import AnthologyPage, InstalmentPage, Story
from bot.titles.views.facts import anthology_facts, instalment_facts, watch_order
from bot.titles.views.navigation import sibling_menu, story_line
from bot.ui.actions import Step, Walk
from bot.ui.card import Press, card, others_menu
from bot.ui.markdown import behind, dotted, link, quiet, safe, styled
from bot.ui.pagination import PER_PAGE, page_of, page_presses
from bot.ui.verdicts import HOUSE_COLOUR, accent, marked, verdict_word

PRESS_ON_A_CARD = 4
"""Press reviews named under a verdict; all of them stand behind the button."""
VOICES_ON_A_CARD = 4
"""Curators named under a verdict, likewise."""
VOICES_ON_A_PAGE = 3
PREMISES_UP_TO = 4
"""An anthology of no more stories than this shows what each is about on its board."""


def verdict_card(page: InstalmentPage) -> ui.LayoutView:
    """Say whether an instalment is any good: verdict and one sentence first, reasons next, numbers and links last."""
    instalment, summary = page.instalment, page.story.summary
    voices = len(page.press) + len(page.server)
    spoilers = any(review.opinion.spoilers for review in (*page.server, *page.press))
    presses = [
        Press(_("More like this"), Walk(Step.LIKE, instalment.id), primary=True),
        Press(_("Cast"), Walk(Step.CAST, instalment.id)),
        Press(_("About it"), Walk(Step.SHOW, instalment.id)),
    ]
    if voices > 1:
        presses.append(
            Press(
                ngettext("All {count} review", "All {count} reviews", voices).format(count=number(voices)),
                Walk(Step.VOICES, instalment.id),
            )
        )
    if spoilers:
        presses.append(Press(_("Spoilers"), Walk(Step.SPOILERS, instalment.id)))
    return card(
        accent(summary),
        verdict_blocks(page),
        presses,
        [*sibling_menu(page.stories, Step.REVIEW, instalment), *others_menu(page.others, Step.REVIEW)],
    )


def verdict_blocks(page: InstalmentPage) -> list[list[str]]:
    """Give the three blocks of the verdict card; one block of lines where little is known."""
    instalment, summary = page.instalment, page.story.summary
    return [
        [
            f"## {safe(instalment.title, 150)}",
            instalment_facts(instalment, page.anthology),
            *_opening(page.story),
        ],
        [
            *(reasons(summary) if summary else []),
            _beside(summary, page.anthology) if summary else "",
            quiet(watch_order(page.anthology, instalment)),
        ],
        [*_server_lines(page.server, instalment), *_press_lines(page.press)],
    ]


def _worded(voice: Voice) -> Callable[[str, int], str]:
    """Give how the words of a voice enter a card: curators may set theirs in bold."""
    return styled if voice is Voice.SERVER else safe


def _opening(story: Story) -> list[str]:
    summary = story.summary
    if summary is None:
        return [_("**No verdict yet.** No review of it is bundled or written.")]
    whose = _("by this server's curators") if summary.voice is Voice.SERVER else None
    return [dotted([f"**{marked(summary.consensus.verdict)}**", whose]), headline(story, 300)]


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
    return behind(story.instalment.headline_covered, _worded(summary.voice)(summary.headline, most))


def reasons(found: Summary | Opinion, voice: Voice = Voice.SERVER) -> list[str]:
    """List what works and what doesn't, a line each, marked by a sign and a heading.

    Parameters
    ----------
    voice
        Whose the reasons are; a summary knows.
    """
    says = _worded(found.voice if isinstance(found, Summary) else voice)
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
    return beside(comparison, other, summary.voice)


def beside(comparison: Comparison, other: str, voice: Voice = Voice.SERVER) -> str:
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
    count = ngettext("{count} curator's review", "{count} curators' reviews", found.voices)
    together = _("**This server**: {verdict} · {count}").format(
        verdict=verdict_word(found.verdict), count=count.format(count=number(found.voices))
    )
    if found.agreement is Agreement.ALONE:
        return [together]
    return [
        dotted([together, _("divided") if found.agreement is Agreement.DIVIDED else None]),
        *(_voice_line(review, instalment) for review in server[:VOICES_ON_A_CARD]),
    ]


def _voice_line(review: ServerReview, instalment: Instalment) -> str:
    said = behind(instalment.headline_covered, styled(review.opinion.headline, 90))
    return dotted([f"<@{review.curator}>: {marked(review.opinion.verdict)}", said])


def board_card(page: AnthologyPage, number_of_page: int = 0) -> ui.LayoutView:
    """Show an anthology's verdict board, one line an instalment."""
    anthology = page.anthology
    stories, place, pages = page_of(page.stories, number_of_page)
    return card(
        HOUSE_COLOUR,
        [
            [
                f"## {safe(anthology.title, 150)}",
                anthology_facts(anthology),
                behind(anthology.premise_covered, safe(anthology.premise or "", 300)),
            ],
            [line for story in stories for line in _board_lines(story, alone=len(page.stories) > PREMISES_UP_TO)],
            [quiet(dotted([_start(page), watch_order(anthology), _page_note(place, pages)]))],
        ],
        [
            Press(_("More like this"), Walk(Step.LIKE, anthology.id), primary=True),
            Press(_("About it"), Walk(Step.SHOW, anthology.id)),
            Press(_("Cast"), Walk(Step.CAST, anthology.id)),
            *page_presses(Walk(Step.REVIEW, anthology.id), place, pages),
        ],
        [*sibling_menu(page.stories[place * PER_PAGE :], Step.REVIEW), *others_menu(page.others, Step.REVIEW)],
    )


def _board_lines(story: Story, *, alone: bool) -> list[str]:
    instalment = story.instalment
    said = headline(story, 200) or behind(instalment.premise_covered, safe(instalment.premise or "", 200))
    return [story_line(story), "" if alone else said]


def _page_note(place: int, pages: int) -> str | None:
    return _("Page {page} of {pages}").format(page=place + 1, pages=pages) if pages > 1 else None


def _start(page: AnthologyPage) -> str | None:
    """Name the instalment to begin with: the one the catalogue names, else the best verdict where it stands out."""
    named = next((story for story in page.stories if story.instalment.id == page.anthology.start_with), None)
    if named is None:
        judged = [(rank(story.summary.consensus.verdict), story) for story in page.stories if story.summary]
        best = max((place for place, _story in judged), default=0)
        first = [story for place, story in judged if place == best]
        named = first[0] if len(first) == 1 and len(judged) > 1 else None
    return _("Start with {title}.").format(title=safe(named.instalment.title, 80)) if named else None


def voices_card(page: InstalmentPage, number_of_page: int = 0) -> ui.LayoutView:
    """Show each review of an instalment by itself: this server's first, then the press."""
    voices: list[ServerReview | PressReview] = [*page.server, *page.press]
    shown, place, pages = page_of(voices, number_of_page, VOICES_ON_A_PAGE)
    blocks = [["\n".join(voice_lines(review, page.instalment))] for review in shown] or [
        [_("No review of it is bundled or written yet.")]
    ]
    blocks[0] = [
        f"## {safe(page.instalment.title, 150)}",
        instalment_facts(page.instalment, page.anthology),
        *blocks[0],
    ]
    if pages > 1:
        blocks[-1].append(quiet(_page_note(place, pages) or ""))
    return card(
        accent(page.story.summary),
        blocks,
        [
            Press(_("Verdict"), Walk(Step.REVIEW, page.instalment.id), primary=True),
            *page_presses(Walk(Step.VOICES, page.instalment.id), place, pages),
        ],
    )


def voice_lines(review: ServerReview | PressReview, instalment: Instalment) -> list[str]:
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
    says = _worded(Voice.SERVER if isinstance(review, ServerReview) else Voice.PRESS)
    said = behind(instalment.headline_covered, says(opinion.headline, 300))
    return [who, f"**{marked(opinion.verdict)}**{score}", said, *_in_short(opinion, says)]


def _in_short(opinion: Opinion, says: Callable[[str, int], str]) -> list[str]:
    lines: list[str] = []
    if opinion.works:
        lines.append("＋ " + "; ".join(says(reason, 100) for reason in opinion.works[:4]))
    if opinion.doesnt:
        lines.append("－ " + "; ".join(says(reason, 100) for reason in opinion.doesnt[:4]))
    return lines


def spoilers_card(page: InstalmentPage) -> ui.LayoutView:
    """Show what can only be said with spoilers, to the one who asked."""
    lines = [
        f"**{safe(review.outlet, 60)}** ||{safe(spoilers, 1000)}||"
        if isinstance(review, PressReview)
        else f"<@{review.curator}> ||{styled(spoilers, 1000, covered=True)}||"
        for review in (*page.server, *page.press)
        if (spoilers := review.opinion.spoilers)
    ]
    return card(
        accent(page.story.summary),
        [
            [
                f"## {safe(page.instalment.title, 150)}",
                quiet(_("With spoilers: press a covered part to read it")),
            ],
            lines or [_("There is nothing here that would spoil it.")],
        ],
        [Press(_("Verdict"), Walk(Step.REVIEW, page.instalment.id), primary=True)],
    )
