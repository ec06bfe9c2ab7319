"""Suggest merging a server's own titles into bundled ones that came later, and merge them or mark them as different."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.custom_titles.fields import changed_facts, facts_of, with_changes
from bot.custom_titles.lookup import TitleLookup, no_changes
from bot.custom_titles.matching import TitleMerge, key_of, keys_of, merge_anthologies, same_instalments
from bot.custom_titles.results import MergeSuggestion
from bot.models.catalogue import Anthology, Instalment
from bot.models.corrections import apply
from bot.models.custom_titles import Fact, ServerTitle, TitleFacts
from bot.models.ids import InstalmentId, TitleId, anthology_of, is_own
from bot.models.reviews import ReviewLine
from bot.models.servers import Actor
from bot.models.tags import TagRules
from bot.servers.permissions import require_curator
from bot.storage import Store

COMPLETED = (
    Fact.YEAR,
    Fact.COUNTRIES,
    Fact.EPISODES,
    Fact.MINUTES,
    Fact.PREMISE,
    Fact.TAGS,
    Fact.CAST,
    Fact.NATIVE_TITLE,
)
"""Facts that stay as the server's corrections if the bundled title lacks them."""
SUGGESTED = "told:"
"""Prefix of a draft subject that records that a curator has seen a suggestion; it expires as drafts do."""


class TitleMergeService:
    """Merges a server's own titles into bundled ones."""

    def __init__(self, store: Store, lookup: TitleLookup) -> None:
        self._store = store
        self._lookup = lookup

    async def suggestions(self, actor: Actor) -> tuple[MergeSuggestion, ...]:
        """Give every own title that now seems to be bundled and that nobody has marked as different."""
        await require_curator(self._store, actor)
        titles = await self._store.custom_titles.of(actor.server)
        if not any(title.own for title in titles):
            return ()
        bundle = await self._lookup.bundle()
        found: list[tuple[TitleMerge, Anthology, Anthology]] = []
        # Hidden instalments move with their anthology; a hidden anthology is unwanted, so it gets no suggestion.
        unhidden = [replace(one, hidden=one.hidden and not one.is_instalment) for one in titles]
        visible = apply({}, [one for one in unhidden if is_own(one.anthology)], {}, TagRules())
        rows = {title.id: title for title in titles}
        for key, own in visible.items():
            same = bundle.titles.same_as(own, rows[key].apart) if own is not None and key in rows else None
            bundled = await self._store.catalogue.anthology(same) if same else None
            if own is not None and bundled is not None:
                found.append((merge_anthologies(own, bundled), own, bundled))
        for key in sorted({title.anthology for title in titles if title.own and not is_own(title.anthology)}):
            bundled = await self._store.catalogue.anthology(key)
            if bundled is not None:
                found += _additions(bundled, [title for title in titles if title.anthology == key])
        lines = await self._store.review_lines.of(actor.server) if found else ()
        return tuple(_suggestion(actor, rows, lines, *one) for one in found)

    async def unseen_suggestions(self, actor: Actor) -> tuple[MergeSuggestion, ...]:
        """Give the suggestions this curator has not seen yet, and record them as seen."""
        found: list[MergeSuggestion] = []
        for suggestion in await self.suggestions(actor):
            subject = f"{SUGGESTED}{suggestion.merge.own}:{suggestion.merge.bundled}"
            if await self._store.drafts.about(actor, subject) is None:
                await self._store.drafts.keep(actor, subject, 0, {})
                found.append(suggestion)
        return tuple(found)

    async def suggestion(self, actor: Actor, key: TitleId, mark: int | None = None) -> MergeSuggestion | None:
        """Give the merge suggestion for one own title; None if there is none.

        Parameters
        ----------
        mark
            Hash of the bundled title the curator was shown; None for any.
        """
        for one in await self.suggestions(actor):
            if one.merge.own == key and mark in {None, one.sign}:
                return one
        return None

    async def not_a_duplicate(self, actor: Actor, key: TitleId, mark: int) -> bool:
        """Record that an own title differs from the suggested bundled one; False if there is no such suggestion."""
        suggestion = await self.suggestion(actor, key, mark)
        record = await self._store.custom_titles.one(actor.server, key)
        if suggestion is None or record is None:
            return False
        changed = replace(record, apart=record.apart | {suggestion.merge.bundled})
        return await self._store.custom_titles.save(actor, changed, based_on=record.version) is not None

    async def merge(self, actor: Actor, key: TitleId, mark: int) -> MergeSuggestion | None:
        """Merge an own title into the bundled one the curator was shown; None if either has changed since."""
        suggestion = await self.suggestion(actor, key, mark)
        if suggestion is None:
            return None
        rows = {title.id: title for title in await self._store.custom_titles.of(actor.server)}
        merge = suggestion.merge
        gone = {title.id: title.version for title in rows.values() if key in {title.id, title.anthology}}
        if not gone.keys() <= merge.moves.keys() | {key}:
            return None
        records = [
            replace(rows[before], id=after, version=0)
            for before, after in merge.added.items()
            if before in rows and after not in rows
        ]
        bundle = await self._store.catalogue.anthology(anthology_of(merge.bundled))
        records += _remaining(actor, merge, rows, bundle) if bundle else []
        if not await self._store.title_merges.merge(actor, gone, merge.moves, records):
            return None
        self._lookup.forget(actor.server)
        return suggestion


def _suggestion(
    actor: Actor,
    rows: Mapping[TitleId, ServerTitle],
    lines: Sequence[ReviewLine],
    merge: TitleMerge,
    own: Anthology,
    bundled: Anthology,
) -> MergeSuggestion:
    moved = {**merge.pairs, **merge.added}
    reviews = Counter(str(line.instalment) for line in lines if line.instalment in moved)
    there = {(line.instalment, line.curator) for line in lines}
    twice = sum((moved[one], who) in there for one, who in there if one in moved)
    names: dict[str, str] = {}
    for anthology in (own, bundled):
        names[anthology.id] = anthology.title
        names |= {one.id: one.title for one in anthology.instalments}
    names |= {after: names[before] for before, after in merge.added.items()}
    same = next((one for one in bundled.instalments if one.id == merge.bundled), None)
    remaining = frozenset(fact for title in _remaining(actor, merge, rows, bundled) for fact in title.said)
    return MergeSuggestion(merge, names, same.year if same else bundled.began, reviews, twice, remaining)


def _additions(bundled: Anthology, titles: Sequence[ServerTitle]) -> list[tuple[TitleMerge, Anthology, Anthology]]:
    """Find instalments a server added to a bundled anthology that are now bundled too."""
    added = [title for title in titles if title.own and title.is_instalment and not title.hidden]
    visible = apply({bundled.id: bundled}, added, {}, TagRules()).get(bundled.id) or bundled
    found: list[tuple[TitleMerge, Anthology, Anthology]] = []
    for title in added:
        own = [one for one in visible.instalments if one.id == title.id]
        free = [one for one in bundled.instalments if one.id not in title.apart]
        pairs = same_instalments(own, free, bundled.names)
        for before, after in pairs.items():
            found.append((TitleMerge(before, after, pairs, {}), visible, bundled))
    return found


def _remaining(
    actor: Actor,
    merge: TitleMerge,
    rows: Mapping[TitleId, ServerTitle],
    bundle: Anthology,
) -> list[ServerTitle]:
    """Give the corrections that stay after the merge: facts and names the bundled titles lack."""
    found: list[ServerTitle] = []
    for before, after in {merge.own: merge.bundled, **merge.pairs}.items():
        own = rows.get(InstalmentId(before))
        title = _title(bundle, after)
        if own is None or title is None:
            continue
        before_now = rows.get(InstalmentId(after))
        bundled = facts_of(title)
        now = with_changes(bundled, before_now.facts, before_now.said) if before_now else bundled
        after_now = _completed(now, own.facts, instalment=isinstance(title, Instalment))
        overridden = changed_facts(after_now, bundled)
        if after_now == now:
            continue
        record_before = before_now or no_changes(actor, InstalmentId(after))
        found.append(replace(record_before, facts=after_now, said=overridden))
    return found


def _completed(now: TitleFacts, own: TitleFacts, *, instalment: bool) -> TitleFacts:
    only_of_instalments = {Fact.EPISODES, Fact.MINUTES, Fact.CAST}
    lacking = [
        fact
        for fact in COMPLETED
        if not getattr(now, fact) and getattr(own, fact) and (instalment or fact not in only_of_instalments)
    ]
    completed = with_changes(now, own, lacking)
    known = keys_of(filter(None, (completed.title, completed.native_title, *completed.aliases)))
    others = [name for name in (own.title, own.native_title, *own.aliases) if name and key_of(name) not in known]
    return replace(completed, aliases=(*completed.aliases, *others))


def _title(bundle: Anthology, key: str) -> Anthology | Instalment | None:
    if key == bundle.id:
        return bundle
    return next((one for one in bundle.instalments if one.id == key), None)
