"""What was opened often and recently comes first, per member and per server."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.models.ids import MemberId, ServerId
from bot.models.queries import Asker
from bot.titles.recents import COUNTED, RECENT, Recents

MINA = Asker(ServerId(1), MemberId(1))
JUN = Asker(ServerId(2), MemberId(2))


def test_what_was_opened_last_comes_first_and_none_twice() -> None:
    recents = Recents()
    for key in ("a", "b", "a"):
        recents.opened(MINA, key)

    assert recents.recent(MINA) == ("a", "b")


def test_only_the_latest_are_remembered() -> None:
    recents = Recents()
    for number in range(RECENT + 5):
        recents.opened(MINA, str(number))

    assert len(recents.recent(MINA)) == RECENT
    assert recents.recent(MINA)[0] == str(RECENT + 4)


def test_what_a_server_opens_most_is_favoured_most() -> None:
    recents = Recents()
    for key in ("a", "a", "b"):
        recents.opened(MINA, key)

    assert recents.favour(MINA) == {"a": 1.0, "b": 0.5}


def test_members_and_servers_know_nothing_of_each_other() -> None:
    recents = Recents()
    recents.opened(MINA, "a")

    assert recents.recent(JUN) == ()
    assert recents.favour(JUN) == {}


def test_nobody_and_nowhere_are_not_remembered() -> None:
    recents = Recents()
    recents.opened(Asker(), "a")

    assert recents.recent(Asker()) == ()
    assert recents.favour(Asker()) == {}


@given(st.lists(st.integers(0, 2 * COUNTED).map(str), max_size=600))
def test_memory_is_bounded(keys: list[str]) -> None:
    recents = Recents()
    for key in keys:
        recents.opened(MINA, key)

    assert len(recents.favour(MINA)) <= COUNTED
    assert all(0 < share <= 1 for share in recents.favour(MINA).values())
