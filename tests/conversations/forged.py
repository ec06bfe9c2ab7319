"""Interactions as a hostile client would like to send them: any command, button, menu or form, by anyone, anywhere.

Discord itself hides commands and shows private cards to one member only. Forged interactions get past that, so that any
refusal comes from the bot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simcord import ChannelHandle, Env, InteractionResult, MemberActor, UserHandle
from simcord.backend import serializers
from simcord.enums import InteractionType
from simcord.interactions import base_payload

Data = dict[str, Any]

STRANGE_SERVER = 1_000_000_000_000_000_777
"""A server where the bot is not a member: someone uses it through a user install."""
SUBCOMMAND, TEXT, FILE = 1, 3, 11
BUTTON, MENU, ROW, TEXT_INPUT, LABEL = 2, 3, 1, 4, 18
KINDS_OF_MENU = {"text": 3, "role": 6, "channel": 8}


class Forger:
    """Sends what it likes for one member.

    Parameters
    ----------
    channel
        Where it is sent from; a direct message where the sender is no member of a server.
    brought_along
        Whether the bot is there through the member's user install only, in a server it does not know.
    """

    def __init__(
        self,
        env: Env,
        who: MemberActor | UserHandle,
        channel: ChannelHandle,
        *,
        brought_along: bool = False,
    ) -> None:
        self.env = env
        self.who = who
        self._channel = channel
        self._brought_along = brought_along

    async def command(self, name: str, options: Mapping[str, str] | None = None) -> InteractionResult:
        """Send a command: ``curate list``."""
        typed = [{"name": key, "type": TEXT, "value": value} for key, value in (options or {}).items()]
        return await self._send(InteractionType.APPLICATION_COMMAND, self._named(name, typed))

    async def upload(self, name: str, option: str, content: bytes) -> InteractionResult:
        """Send a command with a file."""
        attachment = {
            "id": "1",
            "filename": "file.csv",
            "size": len(content),
            "url": "https://cdn.discordapp.com/attachments/1/1/file.csv",
            "proxy_url": "https://media.discordapp.net/attachments/1/1/file.csv",
        }
        data = self._named(name, [{"name": option, "type": FILE, "value": "1"}])
        return await self._send(
            InteractionType.APPLICATION_COMMAND, data | {"resolved": {"attachments": {"1": attachment}}}
        )

    async def typing(
        self, name: str, option: str, typed: str, filled: Mapping[str, str] | None = None
    ) -> list[dict[str, Any]]:
        """Type into an option and give the choices."""
        options: list[Data] = [{"name": key, "type": TEXT, "value": value} for key, value in (filled or {}).items()]
        options.append({"name": option, "type": TEXT, "value": typed, "focused": True})
        result = await self._send(InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE, self._named(name, options))
        return self._answer(result).get("choices", [])

    async def press(self, custom_id: str) -> InteractionResult:
        """Click a button of this custom_id, wherever it comes from."""
        button = {"type": BUTTON, "style": 2, "label": "?", "custom_id": custom_id}
        return await self._component(button, {"custom_id": custom_id, "component_type": BUTTON})

    async def choose(
        self, custom_id: str, values: Sequence[str], kind: str = "text", resolved: Data | None = None
    ) -> InteractionResult:
        """Choose in a menu of this custom_id."""
        menu: Data = {"type": KINDS_OF_MENU[kind], "custom_id": custom_id}
        if kind == "text":
            menu["options"] = [{"label": value[:100], "value": value} for value in values]
        data: Data = {"custom_id": custom_id, "component_type": menu["type"], "values": list(values)}
        return await self._component(menu, data | ({"resolved": resolved} if resolved else {}))

    async def fill(self, custom_id: str, fields: Mapping[str, str]) -> InteractionResult:
        """Send a form filled in, as if it had been opened."""
        parts = [
            {"type": LABEL, "id": place, "component": {"type": TEXT_INPUT, "custom_id": name, "value": text}}
            for place, (name, text) in enumerate(fields.items(), 1)
        ]
        return await self._send(InteractionType.MODAL_SUBMIT, {"custom_id": custom_id, "components": parts})

    def _named(self, name: str, options: Sequence[Data]) -> Data:
        family, _, one = name.partition(" ")
        inner = [{"name": one, "type": SUBCOMMAND, "options": list(options)}] if one else list(options)
        return {"id": "1", "name": family, "type": 1, "options": inner}

    async def _component(self, component: Data, data: Data) -> InteractionResult:
        message = {
            "id": "1000000000000000888",
            "channel_id": str(self._channel.id),
            "author": dict(serializers.user_payload(self.env.backend.bot_user)),
            "content": "",
            "timestamp": "2026-01-01T00:00:00+00:00",
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "pinned": False,
            "type": 20,
            "components": [{"type": ROW, "components": [component]}],
        }
        return await self._send(InteractionType.MESSAGE_COMPONENT, data, {"message": message})

    async def _send(self, kind: InteractionType, data: Data, more: Data | None = None) -> InteractionResult:
        backend = self.env.backend
        guild = getattr(self.who, "guild", None)
        record, payload = base_payload(
            backend,
            type=kind,
            channel_id=self._channel.id,
            guild_id=guild.id if guild else None,
            user_id=self.who.id,
            data=data,
        )
        if self._brought_along:
            user = payload.pop("user")
            # There the member may do everything, and has every role there could be.
            payload |= {"guild_id": str(STRANGE_SERVER), "context": 0, "guild": {"id": str(STRANGE_SERVER)}}
            payload["member"] = {
                "user": user,
                "roles": [],
                "permissions": str((1 << 50) - 1),
                "joined_at": "2020-01-01T00:00:00+00:00",
                "deaf": False,
                "mute": False,
                "flags": 0,
            }
        backend.emit("INTERACTION_CREATE", payload | (more or {}))
        await self.env.settle()
        return InteractionResult(self.env, record)

    def _answer(self, result: InteractionResult) -> Data:
        """Give what the bot answered, as it went over the wire."""
        callback = f"/interactions/{result._interaction.id}/"  # pyright: ignore[reportPrivateUsage]  # its number on the wire
        for entry in reversed(self.env.http_requests):
            if callback in entry.path and entry.json:
                return entry.json.get("data") or {}
        raise AssertionError("the bot did not answer")
