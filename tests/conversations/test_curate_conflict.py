"""Two curators edit the same review: the second one is told about the first, and nothing is overwritten unseen."""

from __future__ import annotations

from simcord import MemberActor, ResponseMessage

from bot.cli.simulator import Simulator
from bot.models.ids import MemberId, ServerId
from bot.models.opinions import Comparison, Opinion, Score, Verdict
from bot.models.reviews import ChangeKind, ReviewRecord
from tests.conversations.curating import (
    FORM,
    SOUNDTRACK_1,
    SOUNDTRACK_2,
    filled,
    make_curator,
    put,
    store_of,
    take_role,
)
from tests.conversations.reading import ask, buttons, message_of, seen


async def stored(place: Simulator, whose: MemberActor) -> ReviewRecord:
    found = await store_of(place).reviews.by(ServerId(whose.guild.id), MemberId(whose.id), SOUNDTRACK_2)
    assert found is not None
    return found


async def both_write(place: Simulator) -> tuple[MemberActor, ResponseMessage]:
    """Let Mia change Jun's review while Jun has it open; gives the card Jun sees on publishing."""
    jun, mia = place.people["curator"], await make_curator(place, "Mia")
    await put(place, jun)
    opened = await jun.slash(place.channel, "curate review", show="soundtrack 2")
    theirs = await mia.slash(place.channel, "curate review", show="soundtrack 2", curator=str(jun.id))
    card = message_of(
        await mia.submit_modal(
            theirs,
            FORM | {"verdict": "skip", "works": "the songs", "spoilers": "", "headline": "Lovely songs, no story."},
        )
    )
    await mia.click(card, label="Publish")
    preview = message_of(
        await jun.submit_modal(
            opened,
            FORM | {"works": "the songs\nthe rain\nthe cast", "spoilers": "", "headline": "Lovely songs, thin plot."},
        )
    )
    await jun.click(preview, label="Publish")
    return jun, preview


async def test_the_second_curator_sees_who_changed_what_and_nothing_is_overwritten(own_place: Simulator) -> None:
    jun, card = await both_write(own_place)
    mia = next(one for one in await store_of(own_place).servers.names(ServerId(jun.guild.id)) if one != jun.id)
    said = seen(card)

    assert "Somebody was quicker." in said
    assert f"• <@{mia}> changed it · <t:" in said
    assert "Verdict\nTheirs: ⏭️\u00a0Skip\nYours: ⚖️\u00a0Mixed" in said
    assert "Theirs: “Lovely songs, no story.”\nYours: “Lovely songs, thin plot.”" in said
    assert "What works\nTheirs: “the songs”\nYours: “the songs”, “the rain”, and “the cast”" in said
    assert "What doesn't" not in said
    assert buttons(card) == ["Merge", "Keep mine", "Keep theirs"]
    assert (await stored(own_place, jun)).review.opinion.headline == "Lovely songs, no story."


async def test_keeping_mine_publishes_it_over_what_was_seen(own_place: Simulator) -> None:
    jun, card = await both_write(own_place)
    await jun.click(card, label="Keep mine")

    assert seen(card).startswith("Changed: the review of Soundtrack #2.")
    found = await stored(own_place, jun)
    assert (found.version, found.review.opinion.headline) == (3, "Lovely songs, thin plot.")


async def test_keeping_mine_after_a_third_change_asks_again(own_place: Simulator) -> None:
    jun, card = await both_write(own_place)
    await put(own_place, jun, opinion=Opinion(Verdict.FOR_FANS, "For those who like rain."), based_on=2)
    await jun.click(card, label="Keep mine")

    assert "Somebody was quicker." in seen(card)
    assert "For those who like rain." in seen(card)
    assert (await stored(own_place, jun)).version == 3


async def test_keeping_theirs_gives_my_text_back(own_place: Simulator) -> None:
    jun, card = await both_write(own_place)
    answer = await jun.click(card, label="Keep theirs")

    assert seen(card) == "The review of Soundtrack #2 stays as it is; your draft is gone."
    assert "Lovely songs, thin plot." in seen(answer.followups[0])
    assert (await stored(own_place, jun)).version == 2
    opened = await jun.slash(own_place.channel, "curate review", show="soundtrack 2")
    assert filled(opened)["headline"] == "Lovely songs, no story."


async def test_merging_opens_a_form_with_both(own_place: Simulator) -> None:
    jun, card = await both_write(own_place)
    opened = await jun.click(card, label="Merge")
    both = filled(opened)
    # Mia alone changed the verdict and took a reason away, Jun alone added one; the headline is for Jun to settle.
    assert both["verdict"] == "skip"
    assert both["works"] == "the songs\nthe cast"
    assert both["headline"] == "Lovely songs, thin plot. / Lovely songs, no story."

    await jun.submit_modal(opened, both | {"headline": "Lovely songs."})
    await jun.click(card, label="Publish")
    found = await stored(own_place, jun)
    assert (found.version, found.review.opinion.headline) == (3, "Lovely songs.")
    history = await store_of(own_place).reviews.history(ServerId(jun.guild.id), found.number)
    assert history[0].kind is ChangeKind.MERGED
    assert "Lovely songs." in seen(await ask(own_place, "review", show="soundtrack 2"))


async def test_a_merge_that_was_closed_again_leaves_the_draft_as_it_was(own_place: Simulator) -> None:
    jun, card = await both_write(own_place)
    await jun.click(card, label="Merge")
    await jun.click(card, label="Keep mine")

    opinion = (await stored(own_place, jun)).review.opinion
    assert (opinion.headline, opinion.verdict) == ("Lovely songs, thin plot.", Verdict.MIXED)


async def test_a_merge_keeps_the_comparison_and_score_that_only_one_of_them_gave(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    await put(own_place, jun)
    opened = await jun.slash(own_place.channel, "curate review", show="soundtrack 2")
    scored = Opinion(
        Verdict.MIXED, "Lovely songs, thin story.", score=Score(7, 10), comparison=Comparison(SOUNDTRACK_1, "Calmer.")
    )
    await put(own_place, jun, opinion=scored, based_on=1)
    card = message_of(await jun.submit_modal(opened, FORM | {"verdict": "skip"}))
    await jun.click(card, label="Publish")
    merge_form = await jun.click(card, label="Merge")
    await jun.submit_modal(merge_form, filled(merge_form))
    await jun.click(card, label="Publish")

    opinion = (await stored(own_place, jun)).review.opinion
    assert (opinion.verdict, opinion.score, opinion.comparison) == (Verdict.SKIP, Score(7, 10), scored.comparison)


async def test_two_first_reviews_of_one_curator_do_not_overwrite_each_other(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    opened = await jun.slash(own_place.channel, "curate review", show="soundtrack 2")
    await put(own_place, jun, opinion=Opinion(Verdict.SKIP, "Imported meanwhile."))
    card = message_of(await jun.submit_modal(opened, FORM))
    await jun.click(card, label="Publish")

    assert "Somebody was quicker." in seen(card)
    both = filled(await jun.click(card, label="Merge"))
    assert both["headline"] == "Lovely songs, thin story. / Imported meanwhile."


async def test_a_review_removed_meanwhile_is_shown_as_removed(own_place: Simulator) -> None:
    jun, ada = own_place.people["curator"], own_place.people["owner"]
    found = await put(own_place, jun)
    opened = await jun.slash(own_place.channel, "curate review", show="soundtrack 2")
    card = message_of(await jun.submit_modal(opened, FORM | {"verdict": "skip"}))
    confirm = message_of(await ada.slash(own_place.channel, "curate remove", review=str(found.number)))
    await ada.click(confirm, label="Remove it")
    await jun.click(card, label="Publish")

    assert f"• <@{ada.id}> removed it · <t:" in seen(card)
    assert "It is removed at the moment; keeping yours publishes it again." in seen(card)
    await jun.click(card, label="Keep mine")
    assert (await stored(own_place, jun)).removed is None


async def test_a_curator_who_lost_the_role_at_a_conflict_gets_the_text_back(own_place: Simulator) -> None:
    mia = await make_curator(own_place, "Mia")
    await put(own_place, mia)
    opened = await mia.slash(own_place.channel, "curate review", show="soundtrack 2")
    await put(own_place, mia, opinion=Opinion(Verdict.SKIP, "Changed meanwhile."), based_on=1)
    card = message_of(await mia.submit_modal(opened, FORM | {"headline": "What Mia typed."}))
    await mia.click(card, label="Publish")
    take_role(own_place, mia)

    for label in ("Merge", "Keep mine", "Keep theirs"):
        refused = await mia.click(card, label=label)
        assert "for this server's curators" in seen(refused)
        (text,) = refused.followups
        assert "What Mia typed." in seen(text)
    assert (await stored(own_place, mia)).review.opinion.headline == "Changed meanwhile."
