"""The commands work in servers, in direct messages and for people who installed the app to their own account."""

from __future__ import annotations

import pytest

from bot.cli.simulator import Simulator
from tests.conversations.reading import message_of, seen

pytestmark = pytest.mark.asyncio(loop_scope="module")

SERVERS, DIRECT_MESSAGES, PRIVATE_CHANNELS = 0, 1, 2
TO_A_SERVER, TO_AN_ACCOUNT = 0, 1
CURATOR_COMMANDS = {"curate", "settings"}


async def test_members_commands_are_registered_everywhere_and_curators_for_servers_only(
    place: Simulator,
) -> None:
    registered = next(one.json for one in place.env.http_requests if one.method == "PUT" and one.json)
    named = {command["name"]: command for command in registered}

    assert set(named) > CURATOR_COMMANDS
    for name, command in named.items():
        places = [SERVERS] if name in CURATOR_COMMANDS else [SERVERS, DIRECT_MESSAGES, PRIVATE_CHANNELS]
        assert sorted(command["contexts"]) == places
        accounts = [] if name in CURATOR_COMMANDS else [TO_AN_ACCOUNT]
        assert sorted(command["integration_types"]) == [TO_A_SERVER, *accounts]


@pytest.mark.parametrize(
    ("command", "options", "begins"),
    [
        ("show", {"show": "soundtrack"}, "Soundtrack\n"),
        ("review", {"show": "soundtrack 2"}, "Soundtrack #2\n"),
        ("cast", {"person": "Steve Noh"}, "Noh Sang-hyun\n"),
        ("recommend", {"what": "romance"}, "Watch next\n"),
        ("compare", {"first": "soundtrack 1", "second": "soundtrack 2"}, "Soundtrack #1 or Soundtrack #2?\n"),
    ],
)
async def test_every_command_answers_in_direct_messages(
    place: Simulator, command: str, options: dict[str, str], begins: str
) -> None:
    someone = place.env.create_user(f"noor-{command}")

    assert seen(await someone.slash(command, **options)).startswith(begins)


async def test_buttons_work_in_direct_messages(place: Simulator) -> None:
    someone = place.env.create_user("lin")
    message = message_of(await someone.slash("review", show="soundtrack 2"))
    await someone.click(message, label="Cast")

    assert seen(message).startswith("Cast of Soundtrack #2\n")
