"""Running the bot until it is told to stop: on Discord, or on a local page."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bot.client import Anthologist, use_api
from bot.playground import playground
from bot.settings import Settings

log = logging.getLogger(__name__)

LOCAL_PORT = 8642


@contextmanager
def stopping_on_signals() -> Generator[asyncio.Event, None, None]:
    """Give an event that Ctrl-C and SIGTERM set; a second signal ends the process at once, as it always did."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)

    def stop(number: signal.Signals) -> None:
        told.set()
        loop.remove_signal_handler(number)
        signal.signal(number, signal.SIG_DFL)

    for one in signals:
        loop.add_signal_handler(one, stop, one)
    try:
        yield told
    finally:
        for one in signals:
            loop.remove_signal_handler(one)


async def run_on_discord(settings: Settings, token: str) -> None:
    """Answer on Discord until told to stop, then finish what is under way and close the store.

    Raises
    ------
    discord.LoginFailure
        If Discord refuses the token.
    bot.store.StoreError
        If the database cannot be used.
    """
    if settings.api_url:
        use_api(settings.api_url)
    bot = Anthologist(settings)
    with stopping_on_signals() as told:
        answering = asyncio.create_task(bot.start(token), name="answering")
        waiting = asyncio.create_task(told.wait(), name="waiting for a signal")
        try:
            await asyncio.wait({answering, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if told.is_set():
                log.info("told to stop")
                await bot.stop()
        finally:
            waiting.cancel()
            await bot.close()
            if told.is_set():
                answering.cancel()
        await asyncio.gather(answering, return_exceptions=told.is_set())


async def run_on_page(settings: Settings, port: int, database: Path | None) -> None:
    """Show the bot on a local page until told to stop.

    Raises
    ------
    OSError
        If the port is in use.
    """
    async with playground(settings, database) as place:
        await place.ask_examples()
        people = place.people
        preview = place.env.preview(
            place.channel,
            viewers=[people["member"], people["curator"], people["owner"]],
            layout="channel",
            port=port,
        )
        async with preview:
            print(f"Anthologist answers on {preview.url}\nType /review soundtrack there; Ctrl-C stops.", flush=True)  # noqa: T201  # the address is the answer
            with stopping_on_signals() as told:
                await told.wait()
