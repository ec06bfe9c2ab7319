"""Wires storage, services and cogs together. Only this file does; everything else is handed what it needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from discord import app_commands
from discord.ext import commands

from bot.announcements.service import AnnouncementService
from bot.custom_titles.drafting import TitleDraftService
from bot.custom_titles.lookup import TitleLookup
from bot.custom_titles.merging import TitleMergeService
from bot.custom_titles.service import CustomTitleService
from bot.exchange.service import ExchangeService
from bot.recommendations.comparing import ComparisonService
from bot.recommendations.service import RecommendationService
from bot.reviews.drafting import ReviewDraftService
from bot.reviews.service import ReviewService
from bot.servers.locales import ServerLocales
from bot.servers.retention import RetentionService
from bot.servers.settings import SettingsService
from bot.services import Services
from bot.storage import Store
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.service import TitleService
from bot.ui.modals import Modals
from bot.ui.router import Router
from cogs.curate.commands import CurateCog
from cogs.recommendations import RecommendationsCog
from cogs.settings import SettingsCog
from cogs.titles import TitlesCog

COGS = (TitlesCog, RecommendationsCog, CurateCog, SettingsCog)
"""One cog per command family. Add a new one here and nowhere else."""

Command = app_commands.Command[Any, ..., Any]
"""Any slash command, whatever its cog and its return type."""


def build_services(store: Store, index: CatalogueIndex) -> Services:
    """Build all services on an open store and the indexes of its catalogue."""
    titles, locales = TitleService(store, index), ServerLocales(store)
    lookup = TitleLookup(store, titles)
    merges = TitleMergeService(store, lookup)
    custom_titles = CustomTitleService(store, titles, lookup, merges)
    return Services(
        titles=titles,
        recommendations=RecommendationService(store, titles),
        comparisons=ComparisonService(titles),
        reviews=ReviewService(store, titles),
        review_drafts=ReviewDraftService(store, titles),
        custom_titles=custom_titles,
        title_drafts=TitleDraftService(store, lookup, custom_titles),
        title_merges=merges,
        exchange=ExchangeService(store, lookup),
        announcements=AnnouncementService(store, titles),
        settings=SettingsService(store, locales),
        locales=locales,
        retention=RetentionService(store, [locales.forget, titles.server_catalogues.forget]),
    )


def build_cogs(services: Services) -> list[commands.Cog]:
    """Return every cog, including the two that hand actions and modals to the others."""
    router, modals = Router(), Modals()
    return [router, modals, *(cog(services, router, modals) for cog in COGS)]


def slash_commands() -> list[Command]:
    """Return the commands that members can type, without starting a bot."""
    return flattened(one for cog in COGS for one in cog.__cog_app_commands__)


def flattened(commands: Iterable[object]) -> list[Command]:
    """Return every command, including those inside groups."""
    found: list[Command] = []
    for one in commands:
        if isinstance(one, app_commands.Group):
            found += flattened(one.commands)
        elif isinstance(one, app_commands.Command):
            found.append(cast("Command", one))
    return found
