"""Write everything a server wrote as one JSON file, complete and always in the same order."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.exchange.formats import FORMAT, FORMAT_VERSION
from bot.exchange.row_codec import moment
from bot.models.custom_titles import Fact, Holdings, ServerTitle
from bot.models.ids import InstalmentId
from bot.models.opinions import Opinion
from bot.models.reviews import ReviewRecord, Revision

Written = dict[str, object]


def export_json(holdings: Holdings, titles: Mapping[InstalmentId, str]) -> bytes:
    """Write reviews with every version, removed ones too, titles, spoiler marks and curators' names.

    Parameters
    ----------
    titles
        The titles of instalments, for people who read the file.
    """
    reviews = sorted(holdings.reviews, key=lambda one: (one.review.instalment, one.review.curator))
    document = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "server": str(holdings.server),
        "curators": [{"id": str(member), "name": name} for member, name in sorted(holdings.names.items())],
        "titles": [_title(one) for one in sorted(holdings.titles, key=lambda one: one.id)],
        "covers": [
            {"title": mark.title, "part": mark.part}
            for mark in sorted(holdings.spoiler_marks, key=lambda one: (one.title, one.part))
        ],
        "reviews": [_review(one, titles, holdings.versions.get(one.number, ())) for one in reviews],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _review(record: ReviewRecord, titles: Mapping[InstalmentId, str], versions: tuple[Revision, ...]) -> Written:
    review = record.review
    return {
        "instalment": review.instalment,
        "title": titles.get(review.instalment),
        "curator": str(review.curator),
        **_opinion(review.opinion),
        "written": moment(review.written),
        "changed": moment(review.changed),
        "changed_by": str(record.changed_by),
        "removed": moment(record.removed) if record.removed else None,
        "versions": [
            {
                "version": one.number,
                "deed": one.kind,
                "by": str(one.by),
                "when": moment(one.when),
                **_opinion(one.opinion),
            }
            for one in versions
        ],
    }


def _opinion(opinion: Opinion) -> Written:
    score, comparison = opinion.score, opinion.comparison
    return {
        "verdict": opinion.verdict,
        "headline": opinion.headline,
        "works": opinion.works,
        "doesnt": opinion.doesnt,
        "score": {"points": score.points, "out_of": score.out_of} if score else None,
        "comparison": {"with": comparison.other, "text": comparison.text} if comparison else None,
        "spoilers": opinion.spoilers,
    }


def _title(title: ServerTitle) -> Written:
    facts = title.facts
    facts_by_name: Mapping[Fact, object] = {
        Fact.TITLE: facts.title,
        Fact.NATIVE_TITLE: facts.native_title,
        Fact.ALIASES: facts.aliases,
        Fact.KIND: facts.kind,
        Fact.YEAR: facts.year,
        Fact.COUNTRIES: facts.countries,
        Fact.EPISODES: facts.episodes,
        Fact.MINUTES: facts.minutes,
        Fact.PREMISE: facts.premise,
        Fact.TAGS: facts.tags,
        Fact.CAST: [{"name": line.name, "character": line.character} for line in facts.cast],
    }
    return {
        "id": title.id,
        "own": title.own,
        "hidden": title.hidden,
        "facts": {fact.value: value for fact, value in facts_by_name.items() if fact in title.said},
        "changed": moment(title.changed),
        "changed_by": str(title.changed_by),
    }
