"""Cards about a whole server: within every limit, fully translated, and each with a button that leads on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest
from discord import ui
from msgspec.structs import replace

from bot.announcements.results import AnnouncedReview
from bot.announcements.views import announcement_card, trouble_card
from bot.i18n import Language, use_locale
from bot.models.ids import MemberId, ServerId
from bot.models.opinions import Opinion, ServerReview, Verdict
from bot.models.reviews import ReviewNumber, ReviewRecord
from bot.models.servers import ChannelId, ChannelTrouble, RoleId, ServerSettings
from bot.servers.results import Lacking, Permission, Refusal, SettingsResult
from bot.servers.views import settings_card
from tests.pseudo import PSEUDO
from tests.views.reading import limit_problems, text, visible_strings
from tests.views.samples import Say, World, korean
from tests.views.strategies import HOSTILE
from tests.views.test_translation import left_in_english

SERVER, CHANNEL = ServerId(10**18), ChannelId(10**18 + 1)
FULL = ServerSettings(SERVER, RoleId(10**18 + 2), "ko", CHANNEL)
LANGUAGES = ("ko", "ja", "zh-TW")
"""Languages whose own names hold no Latin letter: those would look left in English."""


def announced(say: Say) -> AnnouncedReview:
    page, moment = World(say).instalment_result(), datetime(2024, 5, 1, tzinfo=UTC)
    opinion = Opinion(Verdict.MIXED, say("headline"))
    review = ServerReview(SERVER, MemberId(5), page.instalment.id, opinion, moment, moment)
    kept = ReviewRecord(review, ReviewNumber(2**62 - 1), 1, MemberId(5))
    return AnnouncedReview(kept, page, say("person"), None)


def cards(say: Say) -> dict[str, Callable[[], ui.LayoutView]]:
    """Give every card about a server, each drawn when it is called."""
    troubled = [replace(FULL, trouble=trouble) for trouble in ChannelTrouble]
    bot = say("word")[:32]
    pages = {
        "none decided": SettingsResult(ServerSettings(SERVER), bot, LANGUAGES),
        "all decided": SettingsResult(FULL, bot, LANGUAGES, saved=True),
        "deleted": SettingsResult(FULL, bot, LANGUAGES, role_there=False, channel_there=False),
        **{str(one.trouble): SettingsResult(one, bot, LANGUAGES) for one in troubled},
        **{why: SettingsResult(FULL, bot, LANGUAGES, refused=why) for why in Refusal},
        "lacking": SettingsResult(troubled[0], bot, LANGUAGES, refused=Lacking(CHANNEL, tuple(Permission))),
    }
    return {
        **{f"settings, {name}": partial(settings_card, one) for name, one in pages.items()},
        **{f"told of a channel {one.trouble}": partial(trouble_card, one) for one in troubled},
        "announcement": partial(announcement_card, announced(say)),
        "announcement by nobody known": partial(announcement_card, replace(announced(say), who=None)),
    }


@pytest.mark.parametrize("language", ["en", PSEUDO], ids=["english", "pseudo"])
@pytest.mark.parametrize("attack", HOSTILE, ids=lambda attack: repr(attack[:20]))
def test_no_text_breaks_a_limit(attack: str, language: Language | str) -> None:
    with use_locale(language):
        for name, draw in cards(lambda _part: attack).items():
            assert limit_problems(draw()) == [], name


def test_everything_can_be_translated() -> None:
    with use_locale(PSEUDO):
        for name, draw in cards(korean).items():
            for said in visible_strings(draw()):
                assert not left_in_english(said), f"{name}: {said!r}"
                assert "{" not in said, f"{name}: {said!r}"


def test_every_reason_for_leaving_a_setting_as_it_is_has_a_sentence_of_its_own() -> None:
    said = {text(draw()) for name, draw in cards(korean).items() if name.startswith("settings")}
    assert len(said) == len([name for name in cards(korean) if name.startswith("settings")])
