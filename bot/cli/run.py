"""Running the bot until it is told to stop: on Discord, or on a local page."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import signal
import socket
import sys
from collections.abc import Generator
from contextlib import AsyncExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType

from bot.gateway.client import Anthologist, use_api
from bot.gateway.garbage import frozen_afterwards
from bot.settings import Settings

log = logging.getLogger(__name__)

LOCAL_PORT = 8642

M_ARENA_MAX = -8
"""The number that glibc gives the parameter: how many heaps there may be."""


class PageError(Exception):
    """The local page cannot be served; the text says why and what to do."""


@contextmanager
def stopping_on_signals() -> Generator[asyncio.Event, None, None]:
    """Give an event that Ctrl-C and SIGTERM set; a second signal ends the process at once, as it always did."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop(_number: int, _frame: FrameType | None) -> None:
        for one in before:
            signal.signal(one, signal.SIG_DFL)
        loop.call_soon_threadsafe(told.set)

    # Not the event loop's own handlers: Windows has none.
    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield told
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def starting() -> Generator[None, None, None]:
    """Set aside for good what a start makes, and give back what only the start needed."""
    # One heap for all threads: what a thread of the start leaves free, the next one uses.
    _tell_allocator("mallopt", M_ARENA_MAX, 1)
    try:
        with frozen_afterwards():
            yield
    finally:
        _tell_allocator("malloc_trim", 0)


def _tell_allocator(function: str, *arguments: int) -> None:
    """Call the C library's allocator where it has such a function; together they save some 20 MB of 150."""
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            getattr(ctypes.CDLL(None), function)(*arguments)


async def _answer(bot: Anthologist, token: str) -> None:
    with starting():
        await bot.login(token)
    await bot.connect()


async def run_on_discord(settings: Settings, token: str) -> None:
    """Answer on Discord until told to stop, then finish what is under way and close the store.

    Raises
    ------
    discord.LoginFailure
        If Discord refuses the token.
    bot.storage.StoreError
        If the database cannot be used.
    """
    if settings.api_url:
        use_api(settings.api_url)
    bot = Anthologist(settings)
    with stopping_on_signals() as told:
        answering = asyncio.create_task(_answer(bot, token), name="answering")
        waiting = asyncio.create_task(told.wait(), name="waiting for a signal")
        try:
            await asyncio.wait({answering, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if told.is_set():
                log.info("told to stop")
                await bot.stop()
                answering.cancel()
        finally:
            waiting.cancel()
            # Told to stop while it was still starting, the store may only be open when the start has ended.
            await asyncio.wait({answering})
            await bot.close()
        await asyncio.gather(answering, return_exceptions=told.is_set())


def _find_free(port: int) -> None:
    # Asked before the bot is started: who chose a port in use hears of it at once.
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise PageError(
            f"The page cannot be served on port {port} ({os.strerror(error.errno or 0)}): "
            "choose another with `try --port N`."
        ) from error


async def run_on_page(settings: Settings, port: int, database: Path | None) -> None:
    """Show the bot on a local page until told to stop.

    Raises
    ------
    PageError
        If the port is in use.
    """
    # A whole Discord to play with is a good part of the start's time and memory, which `run` never needs.
    from bot.cli.simulator import open_simulator  # noqa: PLC0415

    _find_free(port)
    async with AsyncExitStack() as stack:
        told = stack.enter_context(stopping_on_signals())
        place = await stack.enter_async_context(open_simulator(settings, database))
        await place.ask_examples()
        people = place.people
        preview = place.env.preview(
            place.channel,
            viewers=[people["member"], people["curator"], people["owner"]],
            layout="channel",
            port=port,
        )
        await stack.enter_async_context(preview)
        print(f"Anthologist answers on {preview.url}\nType /review soundtrack there; Ctrl-C stops.", flush=True)  # noqa: T201  # the address is the answer
        await told.wait()
