"""What is opened often and lately comes first, and stays apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.models.ids import MemberId, ServerId
from bot.models.queries import Asker
from bot.titles.recents import COUNTED, RECENT, Recents

MINA = Asker(ServerId(1), MemberId(1))
JUN = Asker(ServerId(2), MemberId(2))


def test_what_was_opened_last_comes_first_and_none_twice() -> None:
    habits = Recents()
    for key in ("a", "b", "a"):
        habits.opened(MINA, key)

    assert habits.recent(MINA) == ("a", "b")


def test_only_the_latest_are_remembered() -> None:
    habits = Recents()
    for number in range(RECENT + 5):
        habits.opened(MINA, str(number))

    assert len(habits.recent(MINA)) == RECENT
    assert habits.recent(MINA)[0] == str(RECENT + 4)


def test_what_a_server_opens_most_is_favoured_most() -> None:
    habits = Recents()
    for key in ("a", "a", "b"):
        habits.opened(MINA, key)

    assert habits.favour(MINA) == {"a": 1.0, "b": 0.5}


def test_members_and_servers_know_nothing_of_each_other() -> None:
    habits = Recents()
    habits.opened(MINA, "a")

    assert habits.recent(JUN) == ()
    assert habits.favour(JUN) == {}


def test_nobody_and_nowhere_are_not_remembered() -> None:
    habits = Recents()
    habits.opened(Asker(), "a")

    assert habits.recent(Asker()) == ()
    assert habits.favour(Asker()) == {}


@given(st.lists(st.integers(0, 2 * COUNTED).map(str), max_size=600))
def test_however_much_is_opened_little_is_kept(keys: list[str]) -> None:
    habits = Recents()
    for key in keys:
        habits.opened(MINA, key)

    assert len(habits.favour(MINA)) <= COUNTED
    assert all(0 < share <= 1 for share in habits.favour(MINA).values())
