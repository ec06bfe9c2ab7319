"""The services that cogs and jobs are handed, in one frozen bundle that :mod:`bot.app` builds."""

from __future__ import annotations

from msgspec import Struct

from bot.announcements.service import AnnouncementService
from bot.custom_titles.drafting import TitleDraftService
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
from bot.titles.service import TitleService


class Services(Struct, frozen=True):
    """One service per subject. Each checks permissions itself."""

    titles: TitleService
    recommendations: RecommendationService
    comparisons: ComparisonService
    reviews: ReviewService
    review_drafts: ReviewDraftService
    custom_titles: CustomTitleService
    title_drafts: TitleDraftService
    title_merges: TitleMergeService
    exchange: ExchangeService
    announcements: AnnouncementService
    settings: SettingsService
    locales: ServerLocales
    retention: RetentionService
