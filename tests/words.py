"""The words that names in the code avoid, what they say instead, and the names that may use them all the same."""

from __future__ import annotations

from collections.abc import Mapping

INSTEAD: Mapping[str, str] = {
    "library": "TitleService",
    "adviser": "RecommendationService",
    "desk": "a service: TitleService, ReviewService, ...",
    "answers": "results (TitleResult, ...)",
    "pages": "results (TitleResult, ...); pages are for pagination only",
    "page": "result; a page is for pagination only",
    "overlay": "ServerCatalogue",
    "meet": "visible",
    "meets": "visible",
    "met": "visible, overrides",
    "beside": "delta index",
    "suggestions": "autocomplete",
    "habits": "recents",
    "indexing": "search documents",
    "restocking": "catalogue sync",
    "memory": "garbage collection",
    "health": "check",
    "running": "run",
    "playground": "simulator",
    "asking": "ask",
    "speaking": "set_locale",
    "spoken": "locale",
    "walk": "action",
    "walked": "navigated",
    "walking": "custom_id router",
    "step": "action",
    "answering": "responses",
    "failures": "error handler",
    "forms": "modals",
    "notices": "messages",
    "press": "button",
    "frame": "card",
    "marks": "verdict style; spoiler marks",
    "siblings": "navigation",
    "cover": "spoiler mark",
    "covers": "spoiler marks",
    "keeping": "retention",
    "erasing": "purge",
    "erase": "purge",
    "kept days": "retention_days",
    "kept review": "ReviewRecord",
    "admission": "permissions",
    "admit": "require_curator",
    "sought": "SearchKind",
    "finding": "SearchResult",
    "judgement": "confidence",
    "pieces": "ngrams",
    "clues": "keyword index",
    "shelf": "bucket",
    "deed": "ChangeKind",
    "version": "revision",
    "versions": "revisions",
    "writing": "ReviewChange",
    "outdated": "StaleVersion",
    "sheets": "file format",
    "cells": "row codec",
    "planning": "import plan",
    "joining": "merge",
    "join": "merge",
    "apart": "not a duplicate",
    "offer": "merge suggestion",
    "said": "overridden fields",
    "told": "overridden fields; reported",
    "standing": "popularity",
    "reviewless": "negative cache",
    "notes": "key-value",
    "settle": "checkpoint",
    "premises": "bm25",
    "crowd": "hubness",
    "choice": "selection",
    "diversity": "mmr",
    "plain words": "query parser",
    "side by side": "comparison",
    "voices": "individual reviews",
    "taken": "removed",
    "deciding": "settings",
    "hung": "posted",
}
"""The words of the first version, as whole words of a name in lower case, and the field's words for the same."""

_SUGGESTIONS = "merge suggestions are the field's word"
_SPOILER_MARKS = "spoiler marks are the field's word"
_AUTOCOMPLETE = "Discord's own word for one line of an autocomplete"
_CRITICS = "the press: critics' reviews"
_CONCURRENCY = "the usual word where two people edit the same record"
_SCHEMA = "the version of the database's schema"

EXCEPTIONS: Mapping[str, Mapping[str, str]] = {
    "page": {
        "page_of": "pagination",
        "page_buttons": "pagination",
        "run_on_page": "a web page",
        "PageError": "a web page",
    },
    "suggestions": {
        "suggestions": _SUGGESTIONS,
        "unseen_suggestions": _SUGGESTIONS,
        "suggestions_card": _SUGGESTIONS,
        "announce_suggestions": _SUGGESTIONS,
    },
    "notes": dict.fromkeys(
        ("content_notes", "notes_in_words", "notes_button", "notes_card", "notes_by_story_card"),
        "content notes: what some people would rather know before they watch",
    ),
    "join": {"on_guild_join": "discord.py's event"},
    "marks": {
        "with_spoiler_marks": _SPOILER_MARKS,
        "spoiler_marks": _SPOILER_MARKS,
        "spoiler_marks_of": _SPOILER_MARKS,
    },
    "press": {
        "PressReview": _CRITICS,
        "press_reviews": _CRITICS,
        "press_verdicts": _CRITICS,
        "press_in_words": _CRITICS,
    },
    "choice": {
        "Choice": _AUTOCOMPLETE,
        "choice": _AUTOCOMPLETE,
        "review_choice": _AUTOCOMPLETE,
        "error_choice": _AUTOCOMPLETE,
        "not_a_curator_choice": _AUTOCOMPLETE,
        "ChoiceField": "a field with a few options to choose from",
    },
    "version": {
        "StaleVersion": _CONCURRENCY,
        "StaleVersionError": _CONCURRENCY,
        "check_version": _SCHEMA,
        "schema_version": _SCHEMA,
        "set_schema_version": _SCHEMA,
    },
}
"""By word: the names that may use it, each with the reason."""

LEFT_OVER: Mapping[str, frozenset[str]] = {
    "answers": frozenset({"answers"}),
    "cover": frozenset({"cover"}),
    "hung": frozenset({"hung"}),
    "taken": frozenset({"taken_down"}),
    "version": frozenset({"version"}),
}
"""By word: names that are still to be renamed. Nothing is added here."""
