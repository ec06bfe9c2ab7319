"""Ids of titles and people: their parts are told from the string alone, and a put-together id gives them back."""

from __future__ import annotations

import pytest

from bot.models.ids import (
    AnthologyId,
    InstalmentId,
    PersonId,
    anthology_of,
    instalment_id,
    is_instalment,
    is_own,
    key_of_person,
    person_of_key,
    short_id_of,
)


@pytest.mark.parametrize(
    ("key", "anthology", "short"),
    [
        ("soundtrack", "soundtrack", ""),
        ("soundtrack/2", "soundtrack", "2"),
        ("own-club/own-winter", "own-club", "own-winter"),
    ],
)
def test_the_parts_of_a_title_s_id(key: str, anthology: str, short: str) -> None:
    assert (anthology_of(key), short_id_of(key), is_instalment(key)) == (anthology, short, bool(short))


def test_an_instalment_s_id_is_put_together_as_a_plain_string() -> None:
    key = instalment_id(AnthologyId("soundtrack"), "2")
    assert key == InstalmentId("soundtrack/2")
    assert type(key) is str


@pytest.mark.parametrize(
    ("key", "own"),
    [
        ("soundtrack", False),
        ("soundtrack/2", False),
        ("own-club", True),
        ("soundtrack/own-3", True),
        ("own-club/own-winter", True),
        ("own-club/2", False),
        ("own-jona-isdottir", True),
        ("person:own-jona-isdottir", True),
        ("person:noh-sang-hyun", False),
        ("owners", False),
    ],
)
def test_whether_only_servers_know_it(key: str, *, own: bool) -> None:
    assert is_own(key) is own


def test_a_person_stands_behind_a_key_of_their_own() -> None:
    key = key_of_person(PersonId("noh-sang-hyun"))
    assert key == "person:noh-sang-hyun"
    assert person_of_key(key) == "noh-sang-hyun"
    assert person_of_key("noh-sang-hyun") is None
