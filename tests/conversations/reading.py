"""Helpers for conversations: what a member sees of an answer, and how they go on from it."""

from __future__ import annotations

from collections.abc import Iterator

from simcord import InteractionResult, MemberActor, ResponseMessage, UserHandle

from bot.cli.ask import BUTTON, MENU, Component, as_text
from bot.cli.simulator import Character, Simulator

Actor = MemberActor | UserHandle


def message_of(result: InteractionResult) -> ResponseMessage:
    """Give the message that answered; a test fails when there was none."""
    assert result.response is not None, "the bot did not answer"
    return result.response


def seen(answer: InteractionResult | ResponseMessage) -> str:
    """Give the text of a card as a member reads it."""
    message = message_of(answer) if isinstance(answer, InteractionResult) else answer
    return as_text(_components(message))


def _components(message: ResponseMessage) -> list[Component]:
    return message.components  # pyright: ignore[reportReturnType]  # the wire's dictionaries


def navigated(components: list[Component]) -> Iterator[Component]:
    """Give every component of a card, nested ones too."""
    for component in components:
        yield component
        yield from navigated(component.get("components", []))


def buttons(message: ResponseMessage) -> list[str]:
    """Give the labels of a card's buttons."""
    return [one.get("label", "") for one in navigated(_components(message)) if one.get("type") == BUTTON]


def option_of(message: ResponseMessage, label: str) -> tuple[str, str]:
    """Give the custom_id of the menu with an option that begins with a label, and the option's value."""
    for menu in navigated(_components(message)):
        if menu.get("type") == MENU:
            for option in menu.get("options", []):
                if option["label"].startswith(label):
                    return str(menu.get("custom_id")), option["value"]
    raise AssertionError(f"no menu offers {label!r}:\n{seen(message)}")


async def choose(actor: Actor, message: ResponseMessage, label: str) -> InteractionResult:
    """Choose the menu option that begins with a label."""
    menu, value = option_of(message, label)
    return await actor.select(message, [value], custom_id=menu)


async def ask(place: Simulator, command: str, by: Character = "member", **options: object) -> InteractionResult:
    """Type a slash command in the channel."""
    return await place.people[by].slash(place.channel, command, **options)


async def type_into(place: Simulator, command: str, option: str, typed: str, **filled: object) -> list[dict[str, str]]:
    """Type into an option and give the choices."""
    return await place.people["member"].autocomplete(place.channel, command, option, typed, **filled)
