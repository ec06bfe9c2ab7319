"""Runs the bot until it is told to stop: on Discord, or on a local web page."""

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
"""glibc's number for the parameter that limits the number of heaps."""


class PageError(Exception):
    """The local web page cannot be served; the message says why and what to do."""


@contextmanager
def stopping_on_signals() -> Generator[asyncio.Event, None, None]:
    """Yield an event that Ctrl-C and SIGTERM set; a second signal ends the process at once, as usual."""
    told_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop(_number: int, _frame: FrameType | None) -> None:
        for one in before:
            signal.signal(one, signal.SIG_DFL)
        loop.call_soon_threadsafe(told_to_stop.set)

    # Not the event loop's own signal handlers, because Windows has none.
    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield told_to_stop
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def starting() -> Generator[None, None, None]:
    """Keep what the start creates out of garbage collection, and return memory that only the start needed."""
    # One heap for all threads, so that memory freed by one thread can be used by the next.
    _tell_allocator("mallopt", M_ARENA_MAX, 1)
    try:
        with frozen_afterwards():
            yield
    finally:
        _tell_allocator("malloc_trim", 0)


def _tell_allocator(function: str, *arguments: int) -> None:
    """Call a function of the C library's allocator, if it has it; together the calls save about 20 MB of 150."""
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            getattr(ctypes.CDLL(None), function)(*arguments)


async def _answer(bot: Anthologist, token: str) -> None:
    with starting():
        await bot.login(token)
    await bot.connect()


async def run_on_discord(settings: Settings, token: str) -> None:
    """Answer on Discord until told to stop, then finish answers in progress and close the store.

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
    with stopping_on_signals() as told_to_stop:
        answering = asyncio.create_task(_answer(bot, token), name="answering")
        waiting = asyncio.create_task(told_to_stop.wait(), name="waiting for a signal")
        try:
            await asyncio.wait({answering, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if told_to_stop.is_set():
                log.info("told to stop")
                await bot.stop()
                answering.cancel()
        finally:
            waiting.cancel()
            # If it was told to stop while still starting, the store may be open only once the start has ended.
            await asyncio.wait({answering})
            await bot.close()
        await asyncio.gather(answering, return_exceptions=told_to_stop.is_set())


def _find_free(port: int) -> None:
    # Checked before the bot is started, so that a port in use is reported at once.
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise PageError(
            f"The page cannot be served on port {port} ({os.strerror(error.errno or 0)}): "
            "choose another with `try --port N`."
        ) from error


async def run_on_page(settings: Settings, port: int, database: Path | None) -> None:
    """Show the bot on a local web page until told to stop.

    Raises
    ------
    PageError
        If the port is in use.
    """
    # The simulator takes a good part of the time and memory of a start, and `run` never needs it.
    from bot.cli.simulator import open_simulator  # noqa: PLC0415  # not installed on a server

    _find_free(port)
    async with AsyncExitStack() as stack:
        told_to_stop = stack.enter_context(stopping_on_signals())
        simulator = await stack.enter_async_context(open_simulator(settings, database))
        await simulator.ask_examples()
        people = simulator.people
        preview = simulator.env.preview(
            simulator.channel,
            viewers=[people["member"], people["curator"], people["owner"]],
            layout="channel",
            port=port,
        )
        await stack.enter_async_context(preview)
        print(f"Anthologist answers on {preview.url}\nType /review soundtrack there; Ctrl-C stops.", flush=True)  # noqa: T201  # the address is the answer
        await told_to_stop.wait()
