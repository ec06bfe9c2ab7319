"""Curators write reviews: the form, the preview, publishing; nobody types a text twice."""

from __future__ import annotations

import asyncio

import pytest

from bot.cli.simulator import Simulator
from bot.models.ids import MemberId, ServerId
from bot.models.opinions import Opinion, Verdict
from bot.reviews.drafting import ReviewDraftService
from bot.reviews.results import Done, Outcome
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.service import TitleService
from bot.ui.actions import Action, ActionKind
from tests.conversations.curating import (
    FORM,
    SOUNDTRACK_1,
    SOUNDTRACK_2,
    curator,
    filled,
    make_curator,
    only_refused,
    put,
    restarted,
    store_of,
    take_role,
    write,
)
from tests.conversations.forged import Forger
from tests.conversations.own_titles import Server
from tests.conversations.reading import ask, buttons, choose, message_of, navigated, option_of, seen


async def test_a_curator_writes_previews_and_publishes_a_review(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    opened = await jun.slash(own_place.channel, "curate review", show="soundtrack 2")
    assert opened.modal is not None
    assert opened.modal["title"] == "Soundtrack #2"
    assert filled(opened) == dict.fromkeys(FORM, "")

    answer = await jun.submit_modal(opened, FORM)
    preview = message_of(answer)
    assert answer.ephemeral
    assert "⚖️\u00a0Mixed · by this server's curators\nLovely songs, thin story." in seen(preview)
    assert "＋ the songs\n＋ the rain\nDoesn't\n－ the ending" in seen(preview)
    assert "With spoilers: ||They part at the airport.||" in seen(preview)
    assert "Preview: only you see this yet" in seen(preview)
    assert "Why, in one sentence 25/200 · longest reason 10/160 · With spoilers 25/1,000" in seen(preview)
    assert buttons(preview) == ["Publish", "Edit", "Comparison and score", "Discard"]
    assert "Lovely songs" not in seen(await ask(own_place, "review", show="soundtrack 2"))

    await jun.click(preview, label="Publish")
    assert seen(preview).startswith("Published: your review of Soundtrack #2.")
    members = seen(await ask(own_place, "review", show="soundtrack 2"))
    assert "Lovely songs, thin story." in members
    assert "They part" not in members
    await jun.click(preview, label="Verdict card")
    assert seen(preview) == members
    assert await store_of(own_place).drafts.of(curator(jun)) == ()


async def test_the_preview_shows_just_what_members_will_see(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    await put(own_place, own_place.people["owner"], opinion=Opinion(Verdict.SKIP, "Asleep by the second song."))
    preview = await write(jun, own_place)
    shown = seen(preview)
    await jun.click(preview, label="Publish")
    members = seen(await ask(own_place, "review", show="soundtrack 2"))

    for line in members.split("\n"):
        if not line.startswith(("[", "Open an instalment")):
            assert line in shown
    assert f"This server: For fans · 2 curators' reviews · divided\n<@{jun.id}>: ⚖️\u00a0Mixed · Lovely songs" in members
    # If there are several reviews, the draft is also shown on its own.
    assert (
        f"A curator of this server: <@{jun.id}>\n⚖️\u00a0Mixed\nLovely songs, thin story.\n＋ the songs; the rain"
        in shown
    )


async def test_comparison_and_score_come_by_a_second_form(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    preview = await write(jun, own_place)
    second = await jun.click(preview, label="Comparison and score")
    assert filled(second) == {"other": "", "comparison": "", "score": ""}
    await jun.submit_modal(
        second, {"other": ["soundtrack/1"], "comparison": "calmer than the first", "score": "7,5/10"}
    )
    assert "Next to Soundtrack #1: calmer than the first" in seen(preview)
    assert "Comparison 21/300 · Score 7.5/10" in seen(preview)

    await jun.click(preview, label="Publish")
    again = await jun.slash(own_place.channel, "curate review", show="soundtrack 2")
    assert filled(again) == FORM
    preview = message_of(await jun.submit_modal(again, FORM | {"headline": "Lovely songs."}))
    assert "Next to Soundtrack #1: calmer than the first" in seen(preview)


async def test_a_text_that_is_too_long_is_answered_with_counts_and_nothing_is_lost(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    faults = await write(jun, own_place, headline="a" * 246, works="short\n" + "b" * 183, doesnt="1\n2\n3\n4\n5")
    assert "Why, in one sentence: 246 of 200 characters" in seen(faults)
    assert "What works, reason 2: 183 of 160 characters" in seen(faults)
    assert "What doesn't: 5 of 4 reasons" in seen(faults)
    assert "Publish" not in buttons(faults)

    again = await jun.click(faults, label="Edit")
    assert filled(again)["headline"] == "a" * 246
    assert filled(again)["doesnt"] == "1\n2\n3\n4\n5"
    await jun.submit_modal(again, FORM)
    assert "Publish" in buttons(faults)


async def test_a_headline_of_nothing_that_can_be_seen_is_missing(own_place: Simulator) -> None:
    faults = await write(own_place.people["curator"], own_place, headline="\u200b\u2060 \u202e")
    assert "Why, in one sentence: nothing is there yet" in seen(faults)


async def test_a_draft_survives_a_restart_and_a_form_that_was_closed(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    preview = await write(jun, own_place, headline="A draft that nobody saw.")
    async with restarted(own_place):
        again = await jun.slash(own_place.channel, "curate review", show="soundtrack 2")
        assert filled(again)["headline"] == "A draft that nobody saw."
        listed = message_of(await jun.slash(own_place.channel, "curate list"))
        assert "Your drafts\n✏️ Soundtrack #2 · kept <t:" in seen(listed)
        await choose(jun, listed, "Soundtrack #2")
        assert "A draft that nobody saw." in seen(listed)
        await jun.click(preview, label="Publish")
        assert seen(preview).startswith("Published")
        assert "A draft that nobody saw." in seen(await ask(own_place, "review", show="soundtrack 2"))


async def test_a_form_that_is_open_while_the_bot_restarts_is_taken(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    opened = await jun.slash(own_place.channel, "curate review", show="soundtrack 2")
    async with restarted(own_place):
        preview = message_of(await jun.submit_modal(opened, FORM))
        assert "Lovely songs, thin story." in seen(preview)
        assert "Publish" in buttons(preview)


async def test_a_form_that_is_sent_while_the_bot_is_stopping_is_kept(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    opened = await jun.slash(own_place.channel, "curate review", show="soundtrack 2")
    own_place.bot.stopping = True
    assert "Preview: only you see this yet" in seen(await jun.submit_modal(opened, FORM))


async def test_drafts_are_their_writers_alone(own_place: Simulator) -> None:
    jun, mia = own_place.people["curator"], await make_curator(own_place, "Mia")
    preview = await write(jun, own_place, headline="Nobody reads this yet.")
    await write(mia, own_place, headline="Mine alone.")

    assert filled(await mia.slash(own_place.channel, "curate review", show="soundtrack 2"))["headline"] == "Mine alone."
    assert "Nobody reads this yet." not in seen(await mia.slash(own_place.channel, "curate list"))
    await jun.click(preview, label="Publish")
    assert "Mine alone." not in seen(await ask(own_place, "review", show="soundtrack 2"))


async def test_discarding_asks_first(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card = await write(jun, own_place)
    await jun.click(card, label="Discard")
    assert "Discard your draft of Soundtrack #2? What you wrote is gone then." in seen(card)
    await jun.click(card, label="Keep the draft")
    assert "Lovely songs, thin story." in seen(card)
    await jun.click(card, label="Discard")
    await jun.click(card, label="Discard it")
    assert seen(card) == "Your draft of Soundtrack #2 is discarded."
    assert filled(await jun.slash(own_place.channel, "curate review", show="soundtrack 2"))["headline"] == ""


async def test_a_button_of_a_draft_that_is_gone_says_so(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card, other = await write(jun, own_place), await write(jun, own_place)
    await jun.click(card, label="Publish")
    late = await jun.click(other, label="Publish")

    assert late.ephemeral
    assert "That draft or review is not there any more." in seen(late)


async def test_an_anthology_asks_for_the_instalment(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card = message_of(await jun.slash(own_place.channel, "curate review", show="soundtrack"))
    assert "Which of its stories do you want to review?" in seen(card)
    menu, value = option_of(card, "Soundtrack #1")
    opened = await jun.select(card, [value], custom_id=menu)
    await jun.submit_modal(opened, FORM)
    await jun.click(card, label="Publish")
    assert seen(card).startswith("Published: your review of Soundtrack #1")


async def test_an_anthology_and_a_curator_ask_which_of_the_curators_reviews(own_place: Simulator) -> None:
    jun, mia = own_place.people["curator"], await make_curator(own_place, "Mia")
    await put(own_place, jun, SOUNDTRACK_1)
    await put(own_place, jun, SOUNDTRACK_2)
    await put(own_place, mia, SOUNDTRACK_2)
    card = message_of(await mia.slash(own_place.channel, "curate review", show="soundtrack", curator=str(jun.id)))
    assert "2 reviews" in seen(card)
    await choose(mia, card, "Soundtrack #1")
    opened = await mia.click(card, label="Edit")
    assert filled(opened)["headline"] == "Lovely songs, thin story."


async def test_the_draft_of_a_title_that_was_hidden_is_given_back(own_place: Simulator) -> None:
    jun, server = own_place.people["curator"], Server(own_place)
    card = await write(jun, own_place)
    await server.say("soundtrack/2", hidden=True)

    for label in ("Publish", "Edit", "Comparison and score"):
        late = await jun.click(card, label=label)
        assert "That is not in the catalogue any more." in seen(late)
        (text,) = late.followups
        assert "Lovely songs, thin story." in seen(text)


async def test_every_instalment_of_a_long_anthology_can_be_reached(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card = message_of(await jun.slash(own_place.channel, "curate review", show="kbs drama special"))
    for page in (2, 3, 4):
        await jun.click(card, label=f"Page {page} ▶")
    menu, value = option_of(card, "Love Attack")
    assert filled(await jun.select(card, [value], custom_id=menu)) == dict.fromkeys(FORM, "")


async def test_an_unknown_title_gets_the_closest_matches(own_place: Simulator) -> None:
    answer = await own_place.people["curator"].slash(own_place.channel, "curate review", show="xyzzyq")
    assert answer.ephemeral
    assert "Nothing here is called xyzzyq." in seen(answer)


async def test_publishing_the_same_again_changes_nothing(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    await jun.click(await write(jun, own_place), label="Publish")
    card = await write(jun, own_place)
    await jun.click(card, label="Publish")

    assert seen(card).startswith("The review of Soundtrack #2 says just that already")
    record = await store_of(own_place).reviews.by(ServerId(jun.guild.id), MemberId(jun.id), SOUNDTRACK_2)
    assert record is not None
    assert record.version == 1


async def test_one_curator_changes_the_review_of_another(own_place: Simulator) -> None:
    jun, mia = own_place.people["curator"], await make_curator(own_place, "Mia")
    await put(own_place, jun)
    names = await mia.autocomplete(own_place.channel, "curate review", "curator", "ju", show="soundtrack 2")
    assert [one["name"] for one in names] == ["jun"]
    opened = await mia.slash(own_place.channel, "curate review", show="soundtrack 2", curator=names[0]["value"])
    assert filled(opened)["headline"] == "Lovely songs, thin story."
    preview = message_of(await mia.submit_modal(opened, FORM | {"verdict": "skip"}))
    assert f"the review of <@{jun.id}>" in seen(preview)
    await mia.click(preview, label="Publish")

    record = await store_of(own_place).reviews.by(ServerId(jun.guild.id), MemberId(jun.id), SOUNDTRACK_2)
    assert record is not None
    assert (record.review.opinion.verdict, record.changed_by) == (Verdict.SKIP, mia.id)
    assert await store_of(own_place).reviews.by(ServerId(jun.guild.id), MemberId(mia.id), SOUNDTRACK_2) is None


@pytest.mark.parametrize("whose", ["Nobody", "jun"])
async def test_a_curator_without_a_review_there_is_said_to_have_none(own_place: Simulator, whose: str) -> None:
    jun = own_place.people["curator"]
    await put(own_place, jun, SOUNDTRACK_1)
    answer = await own_place.people["owner"].slash(
        own_place.channel, "curate review", show="soundtrack/2", curator=whose
    )
    assert answer.modal is None
    assert "Without curator:, /curate review opens your own." in seen(answer).replace("`", "")


async def test_a_curator_who_lost_the_role_before_submitting_is_refused_and_gets_the_text_back(
    own_place: Simulator,
) -> None:
    mia = await make_curator(own_place, "Mia")
    opened = await mia.slash(own_place.channel, "curate review", show="soundtrack 2")
    take_role(own_place, mia)
    refused = await mia.submit_modal(opened, FORM)

    assert refused.ephemeral
    assert "for this server's curators" in seen(refused)
    (text,) = refused.followups
    assert text.ephemeral
    assert "Lovely songs, thin story." in seen(text)
    assert "They part at the airport." in seen(text)
    assert await store_of(own_place).reviews.records(ServerId(mia.guild.id)) == ()


@pytest.mark.parametrize("label", ["Publish", "Edit", "Comparison and score", "Discard"])
async def test_a_curator_who_lost_the_role_before_a_click_is_refused_and_gets_the_draft_back(
    own_place: Simulator, label: str
) -> None:
    mia = await make_curator(own_place, "Mia")
    preview = await write(mia, own_place)
    take_role(own_place, mia)
    refused = await mia.click(preview, label=label)

    assert refused.ephemeral
    assert "for this server's curators" in seen(refused)
    (text,) = refused.followups
    assert "Lovely songs, thin story." in seen(text)
    assert await store_of(own_place).reviews.records(ServerId(mia.guild.id)) == ()


async def test_members_may_not_and_see_no_form(own_place: Simulator) -> None:
    mina = own_place.people["member"]
    shown = {command.name: command for command in await own_place.bot.tree.fetch_commands()}
    mina.guild.set_command_permissions(shown["curate"], {mina: True})
    for command, options in (
        ("curate review", {"show": "soundtrack 2"}),
        ("curate list", {}),
        ("curate remove", {"review": "1"}),
        ("curate restore", {"review": "1"}),
        ("curate history", {"review": "1"}),
    ):
        refused = await mina.slash(own_place.channel, command, **options)
        assert refused.modal is None
        assert "for this server's curators" in seen(refused), command
    assert only_refused(own_place)


async def test_a_form_older_than_a_draft_gives_the_draft_back_that_it_replaces(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    on_the_phone = await jun.slash(own_place.channel, "curate review", show="soundtrack 2")
    await write(jun, own_place, headline="Typed at the desk.")
    late = await jun.submit_modal(on_the_phone, FORM)

    assert "Lovely songs, thin story." in seen(late)
    (text,) = late.followups
    assert "Typed at the desk." in seen(text)


async def test_a_form_older_than_what_its_draft_holds_gives_that_back(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card = await write(jun, own_place)
    on_the_phone = await jun.click(card, label="Edit")
    await jun.submit_modal(await jun.click(card, label="Edit"), FORM | {"headline": "Typed at the desk."})
    late = await jun.submit_modal(on_the_phone, FORM | {"headline": "Typed on the phone."})

    assert "Typed on the phone." in seen(late)
    (text,) = late.followups
    assert "Typed at the desk." in seen(text)
    assert "the songs" not in seen(text), "what stands there as before needs no giving back"


async def test_a_form_of_what_the_draft_holds_gives_nothing_back(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card = await write(jun, own_place)
    opened = await jun.click(card, label="Edit")
    score = await jun.submit_modal(await jun.click(card, label="Comparison and score"), {"score": "7/10"})
    late = await jun.submit_modal(opened, FORM | {"headline": "Typed again."})

    assert "7/10" in seen(late)
    assert (score.followups, late.followups) == ([], [])


async def test_two_clicks_on_publish_at_once_are_one_review(own_place: Simulator, index: CatalogueIndex) -> None:
    jun = own_place.people["curator"]
    card = await write(jun, own_place)
    service, who = ReviewDraftService(store_of(own_place), TitleService(store_of(own_place), index)), curator(jun)
    (draft,) = await store_of(own_place).drafts.of(who)
    found = await asyncio.gather(*(service.publish(who, draft.number) for _ in range(4)))

    outcomes = [one.outcome for one in found if isinstance(one, Done)]
    assert outcomes.count(Outcome.PUBLISHED) == 1
    assert all(one is None or isinstance(one, Done) for one in found)
    (review,) = await store_of(own_place).reviews.records(who.server)
    assert review.version == 1
    await jun.click(card, label="Publish")
    assert await store_of(own_place).reviews.records(who.server) == (review,)


async def test_a_curators_bold_words_are_bold_and_their_links_are_none(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card = await write(jun, own_place, headline="**Go** [here](https://evil.example) @everyone", works="", doesnt="")
    await jun.click(card, label="Publish")
    message = message_of(await ask(own_place, "review", show="soundtrack 2"))
    parts = navigated(message.components)  # pyright: ignore[reportArgumentType]  # the wire's dictionaries
    texts = [part.get("content", "") for part in parts]
    (line,) = [one for one in "\n".join(texts).split("\n") if "evil" in one]

    assert line == "**Go** \\[here\\]\\(https:\u200b//evil.example\\) @\u200beveryone"


@pytest.mark.parametrize("subject", ["1", "999999999999999999999999", "soundtrack/99", "x", "own-a/own-b"])
@pytest.mark.parametrize("kind", [ActionKind.WRITE, ActionKind.EDIT, ActionKind.EXTRA])
async def test_a_forged_form_is_answered_and_gives_its_text_back(
    own_place: Simulator, kind: ActionKind, subject: str
) -> None:
    forger = Forger(own_place.env, own_place.people["curator"], own_place.channel)
    answer = await forger.fill(str(Action(kind, subject, detail="9" * 40)), FORM)

    assert answer.ephemeral
    assert "not there any more" in seen(answer) or "not in the catalogue any more" in seen(answer)
    assert "Lovely songs, thin story." in seen(answer.followups[0])
    assert not own_place.env.errors
