"""Cards and forms of reviews for curators: what they say, and that no text or number breaks them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from discord import ui
from hypothesis import given, settings
from msgspec.structs import replace

from bot.i18n import Language, use_locale
from bot.models import limits
from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Opinion, ServerReview, Verdict
from bot.models.reviews import ChangeKind, Draft, DraftNumber, ReviewNumber, ReviewRecord, Revision
from bot.models.text import Fault, Wrong
from bot.reviews.fields import Entry, fields_of
from bot.reviews.filters import ReviewFilter, filter_words, read_filter, sign
from bot.reviews.merging import differences
from bot.reviews.results import (
    Conflict,
    Discarded,
    Done,
    DraftFaults,
    History,
    NotReviewed,
    OldRevision,
    OpenedReview,
    Outcome,
    Preview,
    ReviewExtraForm,
    ReviewForm,
    ReviewList,
    RevisionChanges,
    ToChoose,
)
from bot.reviews.views.browse import (
    history_card,
    list_card,
    no_such_day_card,
    no_such_review_card,
    nobody_card,
    opened_card,
    remove_card,
    review_choice,
    revision_card,
)
from bot.reviews.views.draft import conflict_card, discard_card, done_card, faults_card, preview_card, theirs_card
from bot.reviews.views.modals import choose_card, not_reviewed_card, review_form, second_form
from bot.reviews.views.words import change_words, value_words
from bot.titles.views.result import title_card
from bot.ui.actions import ActionKind
from bot.ui.inputs import text_returned_card
from tests.examples import examples
from tests.pseudo import PSEUDO
from tests.views.reading import (
    buttons,
    formatting_problems,
    in_order,
    limit_problems,
    menus,
    parts,
    text,
    visible_strings,
)
from tests.views.samples import CURATOR, WRITTEN, World, english, korean
from tests.views.strategies import HOSTILE, worlds
from tests.views.test_translation import left_in_english

BIGGEST = 2**62 - 1
MOMENT = int(WRITTEN.timestamp())
MENTIONS = (
    f"<@{CURATOR}>",
    f"<@{2**63}>",
    *(f"<t:{MOMENT}:{style}>" for style in "fRd"),
    f"<t:{MOMENT + 30 * 86400}:R>",
)
CODE = ("/curate review", "curator:", "/curate list")
LANGUAGES = pytest.mark.parametrize("language", ["en", PSEUDO], ids=["english", "pseudo"])
LONGEST = InstalmentId(f"{'a' * limits.ID}/{'b' * limits.ID}")


class ReviewCards:
    """Every card of reviews for curators, in the words of a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.result = world.instalment_result()
        self.opinion = world.opinion(Verdict.MIXED)
        self.other = replace(
            self.opinion, verdict=Verdict.SKIP, headline=world.say("comparison"), works=(), spoilers=None
        )
        self.title = world.say("title")
        self.titles = {"harbour/1": world.say("title"), str(LONGEST): world.say("title")}
        self.draft = Draft(
            DraftNumber(BIGGEST),
            ServerId(1),
            CURATOR,
            f"review:{LONGEST}:{CURATOR}",
            999,
            fields_of(self.opinion),
            WRITTEN,
        )

    def record(self, *, removed: bool = False, version: int = 999_999_999) -> ReviewRecord:
        review = ServerReview(ServerId(1), CURATOR, LONGEST, self.opinion, WRITTEN, WRITTEN)
        return ReviewRecord(review, ReviewNumber(BIGGEST), version, CURATOR, WRITTEN if removed else None)

    def opened(self, *, removed: bool = False, is_spoiler: bool = False, meanwhile: int = 0) -> OpenedReview:
        erased_at = WRITTEN + timedelta(days=30) if removed else None
        name = self.world.say("person")
        newer = self.versions()[:meanwhile]
        return OpenedReview(self.record(removed=removed), self.title, self.titles, name, is_spoiler, erased_at, newer)

    def versions(self) -> tuple[Revision, ...]:
        said = (self.opinion, self.other) * len(ChangeKind)
        return tuple(
            Revision(number, kind, CURATOR, WRITTEN, opinion)
            for number, (kind, opinion) in enumerate(zip(ChangeKind, said, strict=False), 1)
        )[::-1]

    def changes(self) -> tuple[RevisionChanges, ...]:
        changed = differences(fields_of(self.opinion), fields_of(self.other))
        return tuple(RevisionChanges(version, changed) for version in self.versions())

    def conflict(self, *, current: bool = True, removed: bool = False) -> Conflict:
        record = self.record(removed=removed) if current else None
        newer = self.versions() if current else ()
        differing = differences(fields_of(self.other), fields_of(self.opinion)) if current else ()
        return Conflict(self.draft, self.title, record, newer, differing, self.titles, can_keep=current)

    def listed(self, result: int = 1) -> ReviewList:
        reviews = tuple(replace(self.record(removed=place % 3 == 0), number=ReviewNumber(place)) for place in range(8))
        drafts = tuple((replace(self.draft, number=DraftNumber(place)), self.title) for place in range(30))
        filter_ = ReviewFilter(MemberId(2**63), sign(LONGEST), WRITTEN.date())
        names = {CURATOR: self.world.say("person")}
        return ReviewList(filter_, reviews, self.titles, names, 5000, result, 625, self.title, drafts)

    def preview(self) -> Preview:
        review = ServerReview(ServerId(1), CURATOR, self.result.instalment.id, self.opinion, WRITTEN, WRITTEN)
        result = replace(self.result, server=(review, *self.result.server))
        return Preview(self.draft, result, self.opinion, CURATOR)

    def faulty(self) -> DraftFaults:
        said = self.world.say("headline")
        faults = [Fault(entry, wrong, 183, 160, 2, said) for entry in Entry for wrong in Wrong]
        return DraftFaults(self.draft, self.title, (*faults[::3], Fault(said, Wrong.MISSING)))

    def cards(self) -> dict[str, Callable[[], ui.LayoutView]]:
        """Give every card, each drawn when it is called."""
        version = OldRevision(self.record(), self.title, self.changes()[0], self.titles)
        history = History(self.record(), self.title, self.changes() * 3, self.titles)
        return {
            "faults": lambda: faults_card(self.faulty()),
            "preview": lambda: preview_card(self.preview()),
            "preview alone": lambda: preview_card(
                replace(
                    self.preview(),
                    result=replace(self.result, server=self.result.server[:1] or self.preview().result.server[:1]),
                )
            ),
            "preview of another's": lambda: preview_card(
                replace(self.preview(), draft=replace(self.draft, curator=MemberId(1)))
            ),
            "conflict": lambda: conflict_card(self.conflict()),
            "conflict, removed": lambda: conflict_card(self.conflict(removed=True)),
            "conflict, erased": lambda: conflict_card(self.conflict(current=False)),
            "discard": lambda: discard_card(Discarded(self.draft, self.title, gone=False)),
            "discarded": lambda: discard_card(Discarded(self.draft, self.title, gone=True)),
            "theirs": lambda: theirs_card(Discarded(self.draft, self.title, gone=True)),
            **{
                f"done, {outcome}": lambda outcome=outcome: done_card(Done(self.record(), self.title, outcome))
                for outcome in Outcome
            },
            "choose": lambda: choose_card(ToChoose(self.world.anthology_result()), 1),
            "not reviewed": lambda: not_reviewed_card(NotReviewed(self.title, CURATOR)),
            "nobody to have reviewed": lambda: not_reviewed_card(NotReviewed(self.title, None)),
            "list": lambda: list_card(self.listed()),
            "list, empty": lambda: list_card(ReviewList(ReviewFilter(), (), {}, {}, 0, 0, 1)),
            "opened": lambda: opened_card(self.opened()),
            "opened, covered": lambda: opened_card(self.opened(is_spoiler=True)),
            "opened, removed": lambda: opened_card(self.opened(removed=True)),
            "remove": lambda: remove_card(self.opened()),
            "remove, changed": lambda: remove_card(self.opened(meanwhile=8)),
            "history": lambda: history_card(history, 1),
            "version": lambda: revision_card(version),
            "version, present": lambda: revision_card(replace(version, revision=self.changes()[1])),
            "no such review": lambda: no_such_review_card(self.title),
            "nobody": lambda: nobody_card(self.title),
            "no such day": lambda: no_such_day_card(self.title),
        }


def faults(samples: ReviewCards) -> Iterator[str]:
    for name, draw in samples.cards().items():
        view = draw()
        links = (samples.world.url.replace("(", "%28").replace(")", "%29"),)
        problems = limit_problems(view) + formatting_problems(view, links, MENTIONS, CODE)
        yield from (f"{name}: {problem}" for problem in problems)


@LANGUAGES
def test_every_card_keeps_to_three_blocks_one_primary_button_and_all_limits(language: Language | str) -> None:
    with use_locale(language):
        assert list(faults(ReviewCards(World(english)))) == []
        assert list(faults(ReviewCards(World(english, 60, 40, 9)))) == []


@LANGUAGES
@pytest.mark.parametrize("attack", HOSTILE, ids=lambda attack: repr(attack[:20]))
def test_no_text_breaks_a_limit_or_gets_out_of_its_formatting(attack: str, language: Language | str) -> None:
    with use_locale(language):
        assert list(faults(ReviewCards(World(lambda _part: attack)))) == []


def test_everything_a_curator_reads_can_be_translated_and_nothing_is_left_unfilled() -> None:
    for name, draw in ReviewCards(World(korean)).cards().items():
        with use_locale(PSEUDO):
            view = draw()
        for said in visible_strings(view):
            words = re.sub(r"<t:\d+:\w>", "", said)
            assert not left_in_english(words), f"{name}: {said!r}"
            assert not {"{", "}"} & set(words), f"{name}: {said!r}"


@settings(max_examples=examples(15), deadline=None)
@given(worlds())
def test_whatever_is_said_stays_in_its_place(world: World) -> None:
    assert list(faults(ReviewCards(world))) == []


@pytest.mark.parametrize("attack", ["a" * 5000, "\ud800", "```", "임" * 4000, ""], ids=lambda attack: repr(attack[:9]))
def test_forms_take_whatever_a_draft_holds_and_keep_to_limits(attack: str) -> None:
    fields = {str(entry): attack for entry in Entry}
    siblings = {InstalmentId(f"harbour/{place}"): attack or "A" for place in range(40)}
    for of in (DraftNumber(BIGGEST), LONGEST):
        form = review_form(ReviewForm(of, is_draft=of != LONGEST, title=attack, fields=fields, based_on=99)).to_dict()
        assert len(form["custom_id"]) <= 100
        assert 1 <= len(form["title"]) <= 45
        assert len(form["components"]) == 5
    for few in (dict(list(siblings.items())[:25]), siblings, {}):
        form = second_form(ReviewExtraForm(DraftNumber(BIGGEST), attack, fields, few)).to_dict()
        assert len(form["components"]) == (3 if few else 1)


@pytest.mark.parametrize("typed", ["`" * 2990, "```\n" * 700, "x\fy", "a\n" * 1400, "\ud800" * 3001, HOSTILE[0] * 20])
def test_all_that_was_typed_is_given_back(typed: str) -> None:
    view, files = text_returned_card({"headline": "Rain.", "spoilers": typed})
    if files:
        assert files[0].fp.read().decode() == f"Rain.\n\n{typed.encode(errors='replace').decode()}"
        return
    given = text(view)
    assert given.replace("\u200b", "").endswith("```\n" + typed.replace("\f", "\n") + "\n```")
    assert given.count("```") == 4, "each text in a block of its own"
    assert not limit_problems(view)


def test_of_many_siblings_one_is_named_by_its_title() -> None:
    siblings = {InstalmentId(f"harbour/{place}"): f"Harbour {place}" for place in range(40)}
    result = ReviewExtraForm(DraftNumber(1), "Harbour 99", {"other": "harbour/7"}, siblings)
    first = second_form(result).to_dict()["components"][0]

    assert first["component"]["value"] == "Harbour 7"  # pyright: ignore[reportGeneralTypeIssues, reportTypedDictNotRequiredAccess]  # a label


def test_a_verdict_card_names_at_most_four_curators_and_says_whether_they_are_divided() -> None:
    world = World(english)
    review = world.server(world.instalment_result().instalment.id)[0]
    harsh = replace(review, curator=MemberId(7), opinion=Opinion(Verdict.SKIP, "Asleep by noon."))
    result = replace(
        world.instalment_result(),
        server=(harsh, *[replace(review, curator=MemberId(place)) for place in range(10, 15)]),
    )
    said = text(title_card(result, ActionKind.REVIEW))

    in_order(said, "**This server**: Must watch · 6 curators' reviews · divided", "<@7>: ⏭️\u00a0Skip · Asleep by noon.")
    assert said.count("<@") == 4
    assert "All 8 reviews" in buttons(title_card(result, ActionKind.REVIEW))
    alone = text(title_card(replace(result, server=(harsh,)), ActionKind.REVIEW))
    assert "<@" not in alone


def test_a_list_leads_to_each_review_and_draft_on_it() -> None:
    view = list_card(ReviewCards(World(english)).listed())
    found = menus(view)
    assert [len(found[name]) for name in ("Open a review", "Go on with a draft")] == [8, 25]
    assert list(buttons(view)) == ["◀ Page 1", "Page 3 ▶"]


@pytest.mark.parametrize(
    "filter_",
    [
        ReviewFilter(),
        ReviewFilter(MemberId(2**63)),
        ReviewFilter(show=sign(LONGEST)),
        ReviewFilter(MemberId(1), sign("a"), WRITTEN.date()),
    ],
)
def test_a_button_carries_which_reviews_are_listed(filter_: ReviewFilter) -> None:
    assert read_filter(*filter_words(filter_)) == filter_


@pytest.mark.parametrize("detail", ["c", "cx", "s2026", "s20261399", "c1s", "zzz", "c" + "9" * 39])
def test_what_cannot_be_read_of_a_filter_is_left_out(detail: str) -> None:
    assert read_filter("", detail).since is None


def test_what_changed_is_said_in_words() -> None:
    samples = ReviewCards(World(english))
    before, after = (
        fields_of(Opinion(Verdict.MIXED, "Thin.", ("rain", "songs"))),
        fields_of(Opinion(Verdict.MIXED, "Thin.", ("songs", "rain"))),
    )
    assert change_words(differences(before, after), {}) == "What works: in another order"
    whole = change_words(differences({}, fields_of(samples.opinion)), samples.titles)
    in_order(
        whole,
        "Verdict: ⚖️\u00a0Mixed; ",
        "With spoilers: ||The lighthouse was empty all along.||; Compared with: Harbour; ",
        "Score: 3\\.5/5",
    )
    assert value_words(Entry.HEADLINE, "", {}) == "nothing"


def test_a_choice_says_title_curator_and_verdict_within_its_limit() -> None:
    for world in (World(english), World(lambda _part: "임" * 200)):
        choice = review_choice(ReviewCards(world).opened(removed=True))
        assert choice.title.endswith("· Mixed · 0 days left")
        assert len(f"{choice.title} · {choice.detail}") <= 100


def test_what_disappears_is_asked_for_on_a_red_button() -> None:
    red = 4
    samples = ReviewCards(World(english))
    for view, label in (
        (remove_card(samples.opened()), "Remove it"),
        (discard_card(Discarded(samples.draft, "Harbour", gone=False)), "Discard it"),
        (conflict_card(samples.conflict()), "Keep theirs"),
    ):
        assert [part["label"] for part in parts(view) if part.get("style") == red] == [label]
