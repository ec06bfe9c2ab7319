"""A small Discord on this machine's loopback: real sockets, so that the bot can be tested as a process of its own.

It speaks the part of Discord's API that the bot uses, keeps every request, and can refuse the token, fail or be slow.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import zlib
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from aiohttp import WSMsgType, web

Json: TypeAlias = "Mapping[str, Json] | list[Json] | str | int | float | bool | None"
Payload: TypeAlias = "dict[str, Json]"

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAx.GfakeA.an-invented-token-that-opens-nothing-at-all"
"""What the bots in the tests are given; it opens this file's server alone."""
APPLICATION, GUILD, CHANNEL, MEMBER = 1_000_000_000_000_000_001, 2_000_000_000_000_000_001, 3_000_001, 4_000_001

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 10, 11
SLASH_COMMAND, PRESS = 2, 3
AUTHENTICATION_FAILED = 4004
HEARTBEAT_MILLISECONDS = 200


@dataclass(frozen=True, slots=True)
class Request:
    """What the bot sent: the path behind the API's version, and the body."""

    method: str
    path: str
    body: Json


@dataclass(slots=True)
class Question:
    """An interaction that the server pushed, and what the bot answered to it."""

    number: int
    token: str
    answered: asyncio.Future[Payload] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    async def answer(self, seconds: float = 30.0) -> Payload:
        """Wait for the callback and give its body."""
        return await asyncio.wait_for(asyncio.shield(self.answered), seconds)


class Gateway:
    """One websocket that a bot opened."""

    def __init__(self, socket: web.WebSocketResponse, compression: str) -> None:
        self._socket = socket
        # Only what the bot asks for in the address is compressed; it reads plain text as well.
        self._deflate = zlib.compressobj() if compression == "zlib-stream" else None
        self._sequence = itertools.count(1)

    async def send(self, operation: int, data: Json) -> None:
        """Send what is no event."""
        await self._write({"op": operation, "d": data, "s": None, "t": None})

    async def dispatch(self, event: str, data: Json) -> None:
        """Send an event."""
        await self._write({"op": DISPATCH, "d": data, "s": next(self._sequence), "t": event})

    async def _write(self, payload: Payload) -> None:
        text = json.dumps(payload)
        if self._deflate is None:
            await self._socket.send_str(text)
        else:
            compressed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
            await self._socket.send_bytes(compressed)


class FakeDiscord:
    """The server; :func:`fake_discord` starts one. Its attributes are switches that a test may turn at any time.

    Attributes
    ----------
    refuses_token, gateway_refuses_token
        Answer 401 to every request; close the gateway as to a bot whose token has just been reset.
    trouble
        A status that every request is answered with.
    takes_answers
        While it is cleared, answers to interactions arrive and are not taken.
    commands
        What was registered last, as it was sent.
    identified
        What each bot that connected told of itself.
    """

    def __init__(self) -> None:
        self.refuses_token = False
        self.gateway_refuses_token = False
        self.trouble: int | None = None
        self.requests: list[Request] = []
        self.commands: list[Json] = []
        self.identified: list[Payload] = []
        self.heartbeats = 0
        self.taking_answer = asyncio.Event()
        self.takes_answers = asyncio.Event()
        self.takes_answers.set()
        self.port = 0
        self._numbers = itertools.count(5_000_000_000_000_000_001)
        self._questions: dict[int, Question] = {}
        self._gateway: Gateway | None = None
        self._connected = asyncio.Event()
        self._left = asyncio.Event()

    @property
    def api(self) -> str:
        """What ``DISCORD_API_URL`` is set to."""
        return f"http://127.0.0.1:{self.port}/api/v10"

    def asked(self, method: str, end: str) -> list[Request]:
        """Give the requests of a method whose path ends like this."""
        return [one for one in self.requests if one.method == method and one.path.endswith(end)]

    async def connected(self, seconds: float = 30.0) -> None:
        """Wait until a bot is connected to the gateway and has been told of the server that it is in."""
        await asyncio.wait_for(self._connected.wait(), seconds)

    async def left(self, seconds: float = 30.0) -> None:
        """Wait until the bot is not connected any more."""
        await asyncio.wait_for(self._left.wait(), seconds)

    async def ask(self, command: str, **options: str | bool) -> Question:
        """Let a member of the server type a slash command."""
        typed: list[Json] = [
            {"name": name, "type": 5 if isinstance(value, bool) else 3, "value": value}
            for name, value in options.items()
        ]
        return await self._push(SLASH_COMMAND, {"id": "77", "name": command, "type": 1, "options": typed}, {})

    async def press(self, custom_id: str, answer: Payload) -> Question:
        """Let a member press a button of an answer."""
        shown = answer.get("data")
        assert isinstance(shown, Mapping)
        message = _message(str(next(self._numbers)), shown)
        return await self._push(PRESS, {"custom_id": custom_id, "component_type": 2}, {"message": message})

    async def _push(self, kind: int, data: Payload, more: Payload) -> Question:
        assert self._gateway is not None, "no bot is connected"
        number = next(self._numbers)
        question = self._questions[number] = Question(number, f"aW50ZXJhY3Rpb246{number}secret{kind}")
        await self._gateway.dispatch(
            "INTERACTION_CREATE",
            _interaction(question) | {"type": kind, "data": data} | more,
        )
        return question

    async def answer_request(self, request: web.Request) -> web.StreamResponse:
        """Answer whatever the bot asks over HTTP."""
        path = request.path.removeprefix("/api/v10")
        body = cast("Json", await request.json()) if request.can_read_body else None
        self.requests.append(Request(request.method, path, body))
        if self.refuses_token or request.headers.get("Authorization") not in {f"Bot {TOKEN}", None}:
            status, answer = 401, _error("401: Unauthorized")
        elif self.trouble is not None:
            status, answer = self.trouble, _error("out of order")
        else:
            status, answer = await self._answer(request.method, path, body)
        # As Discord sends it, with no charset behind: discord.py takes anything else for text.
        return web.Response(body=json.dumps(answer).encode(), content_type="application/json", status=status)

    async def _answer(self, method: str, path: str, body: Json) -> tuple[int, Json]:
        status = 200
        answer: Json = None
        match method, path.strip("/").split("/"):
            case "GET", ["users", "@me"]:
                answer = BOT_USER
            case "GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]:
                answer = BOT_APPLICATION
            case "GET", ["gateway", "bot"]:
                answer = {"url": f"ws://127.0.0.1:{self.port}/its-own-gateway", "shards": 1}
            case "PUT", ["applications", _, *_, "commands"] if isinstance(body, list):
                self.commands = body
                answer = [_registered(one) for one in body]
            case "POST", ["interactions", number, token, "callback"] if isinstance(body, Mapping):
                status, answer = await self._take_answer(int(number), token, body)
            case "POST", ["webhooks", *_] if isinstance(body, Mapping):
                answer = _message(str(next(self._numbers)), body)
            case _:
                status, answer = 404, _error("404: Not Found")
        return status, answer

    async def _take_answer(self, number: int, token: str, body: Mapping[str, Json]) -> tuple[int, Json]:
        question = self._questions.get(number)
        if question is None or question.token != token:
            return 404, _error("Unknown interaction", 10062)
        if question.answered.done():
            return 400, _error("Interaction has already been acknowledged.", 40060)
        self.taking_answer.set()
        await self.takes_answers.wait()
        question.answered.set_result(dict(body))
        return 200, {"interaction": {"id": str(number), "type": 2}, "resource": {"type": body["type"]}}

    async def serve_gateway(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one websocket until it is closed."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        gateway = Gateway(socket, request.query.get("compress", ""))
        await gateway.send(HELLO, {"heartbeat_interval": HEARTBEAT_MILLISECONDS})
        with suppress(ConnectionError):  # a bot that was killed says no goodbye
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._hear(gateway, socket, cast("Payload", message.json()))
        if self._gateway is gateway:
            self._gateway = None
            self._connected.clear()
            self._left.set()
        return socket

    async def _hear(self, gateway: Gateway, socket: web.WebSocketResponse, heard: Payload) -> None:
        operation, data = heard["op"], heard["d"]
        if operation == HEARTBEAT:
            self.heartbeats += 1
            await gateway.send(HEARTBEAT_ACK, None)
        elif operation == IDENTIFY and isinstance(data, Mapping):
            self.identified.append(dict(data))
            if self.gateway_refuses_token:
                await socket.close(code=AUTHENTICATION_FAILED, message=b"Authentication failed.")
                return
            await gateway.dispatch("READY", self._ready() | {name: data[name] for name in ("shard",) if name in data})
            await gateway.dispatch("GUILD_CREATE", SERVER)
            self._gateway = gateway
            self._left.clear()
            self._connected.set()

    def _ready(self) -> Payload:
        return {
            "v": 10,
            "user": BOT_USER,
            "guilds": [{"id": str(GUILD), "unavailable": True}],
            "session_id": "a-session",
            "resume_gateway_url": f"ws://127.0.0.1:{self.port}/its-own-gateway",
            "application": {"id": str(APPLICATION), "flags": 0},
        }


@asynccontextmanager
async def fake_discord() -> AsyncGenerator[FakeDiscord, None]:
    """Serve on a free port of this machine until the block ends."""
    discord = FakeDiscord()
    application = web.Application()
    application.router.add_get("/its-own-gateway/", discord.serve_gateway)
    application.router.add_get("/its-own-gateway", discord.serve_gateway)
    application.router.add_route("*", "/api/v10/{path:.*}", discord.answer_request)
    runner = web.AppRunner(application, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    discord.port = int(runner.addresses[0][1])
    try:
        yield discord
    finally:
        await runner.cleanup()


BOT_USER: Payload = {
    "id": str(APPLICATION),
    "username": "Anthologist",
    "discriminator": "0",
    "global_name": None,
    "avatar": None,
    "bot": True,
}

BOT_APPLICATION: Payload = {
    "id": str(APPLICATION),
    "name": "Anthologist",
    "description": "",
    "icon": None,
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": {"id": "6000001", "username": "ada", "discriminator": "0", "global_name": "Ada", "avatar": None},
    "verify_key": "00",
    "team": None,
    "flags": 0,
}

SERVER: Payload = {
    "id": str(GUILD),
    "name": "Story Club",
    "owner_id": "6000001",
    "member_count": 3,
    "roles": [],
    "emojis": [],
    "channels": [{"id": str(CHANNEL), "type": 0, "name": "what-to-watch", "position": 0, "permission_overwrites": []}],
}

_MEMBER_USER: Payload = {"id": str(MEMBER), "username": "mina", "discriminator": "0", "avatar": None}
_MEMBER: Payload = {
    "user": _MEMBER_USER,
    "roles": [],
    "joined_at": "2024-01-01T00:00:00+00:00",
    "premium_since": None,
    "avatar": None,
    "deaf": False,
    "mute": False,
    "flags": 0,
    "permissions": "0",
}


def _interaction(question: Question) -> Payload:
    return {
        "id": str(question.number),
        "application_id": str(APPLICATION),
        "token": question.token,
        "version": 1,
        "guild_id": str(GUILD),
        "channel_id": str(CHANNEL),
        "channel": {"id": str(CHANNEL), "type": 0, "name": "what-to-watch", "permissions": "0"},
        "member": _MEMBER,
        "locale": "en-US",
        "guild_locale": "en-US",
        "app_permissions": "0",
        "entitlements": [],
        "authorizing_integration_owners": {"0": str(GUILD)},
        "context": 0,
        "attachment_size_limit": 10_485_760,
    }


def _message(number: str, shown: Mapping[str, Json]) -> Payload:
    return {
        "id": number,
        "channel_id": str(CHANNEL),
        "author": BOT_USER,
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
        "type": 0,
        "flags": shown.get("flags", 0),
        "components": shown.get("components", []),
        "interaction_metadata": {
            "id": number,
            "type": SLASH_COMMAND,
            "user": _MEMBER_USER,
            "authorizing_integration_owners": {"0": str(GUILD)},
        },
    }


def _registered(command: Json) -> Payload:
    assert isinstance(command, Mapping)
    return {"id": "77", "application_id": str(APPLICATION), "version": "1", "description": "", **command}


def _error(text: str, code: int = 0) -> Payload:
    return {"message": text, "code": code}
