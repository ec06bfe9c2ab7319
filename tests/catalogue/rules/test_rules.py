"""Each rule of our own catalogue, on the smallest thing that breaks it and on the nearest one that doesn't."""

from __future__ import annotations

import pytest

from bot.catalogue.rules.hooks import hook_violations
from bot.catalogue.rules.phrases import phrase_violations
from bot.catalogue.rules.reviews import review_violations, verdicts_of
from bot.catalogue.rules.sources import is_mirror, source_violations
from bot.catalogue.rules.tags import tag_violations
from bot.models.catalogue import Instalment, TagGroup
from bot.models.ids import AnthologyId, InstalmentId, TagId
from bot.models.opinions import Opinion, PressReview, Score, Verdict

KEY = InstalmentId("soundtrack/2")
GROUPS = {TagId("romance"): TagGroup.GENRE, TagId("warm"): TagGroup.MOOD, TagId("piano"): TagGroup.THEME}
PREMISE = "A pianist who teaches children gets a new pupil, and it is the man whom she left."


def story(hook: str | None = None, tags: str = "", inherited: str = "") -> Instalment:
    return Instalment(
        id=KEY,
        anthology=AnthologyId("soundtrack"),
        number=2,
        title="Soundtrack #2",
        hook=hook,
        premise=PREMISE,
        tags=tuple(map(TagId, tags.split())),
        inherited_tags=tuple(map(TagId, inherited.split())),
    )


def review(
    verdict: Verdict = Verdict.WORTH_WATCHING,
    works: tuple[str, ...] = ("The piano",),
    doesnt: tuple[str, ...] = (),
    score: str = "",
    overruled: str | None = None,
) -> PressReview:
    points, _, out_of = score.partition("/")
    opinion = Opinion(
        verdict=verdict,
        headline="Two people and a song, and little else.",
        works=works,
        doesnt=doesnt,
        score=Score(float(points), float(out_of)) if score else None,
    )
    return PressReview(KEY, "NME", "https://www.nme.com/1", opinion, overruled=overruled)


def rules_of(one: PressReview) -> list[str]:
    return [violation.rule for violation in review_violations(one, ("instalments", 0, "reviews", 0))]


@pytest.mark.parametrize(
    ("hook", "rule"),
    [
        (None, ["no-hook"]),
        ("A pianist who teaches children", ["hook-from-premise"]),
        ("A pianist, who teaches children!", ["hook-from-premise"]),
        ("A pianist who teaches children gets a surprise", ["hook-from-premise"]),
        ("A pianist who has left a man meets him", []),
        ("Her new pupil is the man she left.", []),
    ],
)
def test_a_hook_is_there_and_no_beginning_of_the_premise(hook: str | None, rule: list[str]) -> None:
    assert [violation.rule for violation in hook_violations(story(hook), ())] == rule


@pytest.mark.parametrize(
    ("tags", "inherited", "rules"),
    [
        ("romance warm", "", []),
        ("romance warm", "romance", []),
        ("romance warm", "warm", ["no-mood"]),
        ("piano warm", "", ["no-genre"]),
        ("", "", ["no-genre", "no-mood"]),
    ],
)
def test_a_story_has_a_genre_and_a_mood_of_its_own(tags: str, inherited: str, rules: list[str]) -> None:
    assert [violation.rule for violation in tag_violations(story(tags=tags, inherited=inherited), (), GROUPS)] == rules


def test_a_review_has_reasons_and_a_mixed_one_has_both() -> None:
    assert rules_of(review()) == []
    assert rules_of(review(works=())) == ["no-reasons"]
    assert rules_of(review(Verdict.MIXED)) == ["one-sided"]
    assert rules_of(review(Verdict.MIXED, works=(), doesnt=("The end",))) == ["one-sided"]
    assert rules_of(review(Verdict.MIXED, doesnt=("The end",))) == []
    assert rules_of(review(Verdict.SKIP, works=(), doesnt=("The end",))) == []


def test_no_two_reasons_say_the_same_nor_what_the_headline_says() -> None:
    assert rules_of(review(works=("The piano music", "the piano: music!"))) == ["repeated-reason"]
    assert rules_of(review(works=("A slow middle part",), doesnt=("A middle part, slow",))) == ["repeated-reason"]
    assert rules_of(review(works=("Two people and a song and little else",))) == ["repeated-reason"]
    assert rules_of(review(works=("The piano", "The two leads"), doesnt=("The last episode",))) == []


@pytest.mark.parametrize(
    ("score", "verdicts"),
    [
        ("8.5/10", {Verdict.MUST_WATCH}),
        ("84/100", {Verdict.WORTH_WATCHING}),
        ("3.25/5", {Verdict.WORTH_WATCHING}),
        ("2.5/5", {Verdict.MIXED}),
        ("2/5", {Verdict.FOR_FANS, Verdict.SKIP}),
        ("1/4", {Verdict.SKIP}),
        ("0/4", {Verdict.SKIP}),
    ],
)
def test_a_score_amounts_to_a_verdict(score: str, verdicts: set[Verdict]) -> None:
    points, _, out_of = score.partition("/")
    assert verdicts_of(Score(float(points), float(out_of))) == verdicts


def test_a_verdict_against_its_score_says_why_and_one_that_agrees_does_not() -> None:
    assert rules_of(review(score="4/5")) == []
    assert rules_of(review(score="5/5")) == ["against-score"]
    assert rules_of(review(score="5/5", overruled="The text is cooler than its stars.")) == []
    assert rules_of(review(score="4/5", overruled="The text is cooler than its stars.")) == ["needless-overruled"]
    assert rules_of(review(overruled="The text is cooler than its stars.")) == ["needless-overruled"]


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("The Review Geek", "https://thereviewgeek.pages.dev/posts/calls"),
        ("Decider (copy)", "https://www.example.org/decider"),
        ("A copy of Clarín: Susana", "https://www.example.org/foro"),
        ("Wikipedia: White Christmas", "https://www.example.org/wiki/White_Christmas"),
        ("Explained (Wikipedia mirror): Fargo", "https://www.example.org/fargo"),
        ("WikiMili: The Sinner", "https://wikimili.com/en/The_Sinner"),
        ("A page", "http://en.m.wiki.x.io/wiki/Fargo"),
        ("A page", "https://zims.kiwix.example.org/Fargo"),
    ],
)
def test_a_copy_is_no_source(name: str, url: str) -> None:
    (violation,) = source_violations("calls", name, url, ("sources", 0))
    assert (violation.rule, violation.about, violation.place) == ("mirror", url, ("sources", 0, "url"))


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("Wikipedia: Solos", "https://en.wikipedia.org/wiki/Solos_(TV_series)"),
        ("epguides: all shows (copy of November 2025)", "https://github.com/example/data"),
        ("Mirror Media: the makers", "https://next.mirrormedia.mg/story"),
        ("Black Mirror Wiki: episodes", "https://black-mirror.fandom.com/wiki"),
    ],
)
def test_what_only_looks_like_a_copy_is_one(name: str, url: str) -> None:
    assert not [*source_violations("calls", name, url, ("sources", 0))]


def test_a_site_is_known_with_its_subdomains_and_no_longer_name() -> None:
    assert is_mirror("a.b.pages.dev")
    assert not is_mirror("webpages.dev")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The man whom she left.", "whom"),
        ("Somebody's suitcase.", "somebody's"),
        ("He begins to wonder.", "begins to"),
        ("A pupil, one who lies.", "one who"),
        ("Put upon a shelf.", "upon"),
    ],
)
def test_a_phrase_of_long_ago_is_named(text: str, phrase: str) -> None:
    (violation,) = phrase_violations("soundtrack/2", "premise", text, ())
    assert (violation.rule, violation.about) == ("phrase", phrase)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "Two women, one of whom lies.",
        "He's the one who pays, and the only one who knows.",
        "Nobody says a word.",
        "Marshall, in Vainstown.",
    ],
)
def test_what_anyone_says_is_no_such_phrase(text: str | None) -> None:
    assert not [*phrase_violations("soundtrack/2", "premise", text, ())]
