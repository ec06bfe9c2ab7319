"""Whatever stands in the catalogue and whatever is asked: what holds all the same."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.models.catalogue import Kind, Role, TagGroup
from bot.models.ids import PersonId, TagId
from bot.recommender import Candidate, Pick, Ranking, Recommender, Request
from bot.recommender.text.names import NoNames
from tests.examples import examples
from tests.recommender.sample_catalogue import SHELF, VOCABULARY, title

TAGS = ("romance", "crime", "horror", "music", "dark", "food")
COUNTRIES = ("KR", "JP", "GB")
KEYS = tuple(f"{anthology}{part}" for anthology in "abcde" for part in ("", "/1", "/2", "/3"))
WORDS = ("detective", "ghost", "songs", "a", "the", "restaurant", "🎵", "사운드트랙", "")


@st.composite
def candidates(draw: st.DrawFn) -> Candidate:
    """Draw a candidate that has anything, or nothing, of all that it may have."""
    key = draw(st.sampled_from(KEYS))
    text = draw(st.lists(st.sampled_from(WORDS)).map(" ".join) | st.text(max_size=40))
    return Candidate(
        key=key,
        anthology=key.partition("/")[0],
        title=text[:20],
        umbrella="/" not in key,
        tags=tuple(
            (TagId(tag), TagGroup.GENRE if tag == "romance" else TagGroup.MOOD)
            for tag in draw(st.lists(st.sampled_from(TAGS), unique=True))
        ),
        text=text,
        cast=tuple(map(PersonId, draw(st.lists(st.sampled_from(("p", "q", "r")), unique=True)))),
        crew=tuple((PersonId(one), Role.DIRECTOR) for one in draw(st.lists(st.sampled_from(("p", "s")), unique=True))),
        countries=tuple(draw(st.lists(st.sampled_from(COUNTRIES), unique=True))),
        services=tuple(draw(st.lists(st.sampled_from(("Netflix", "BBC One")), unique=True))),
        year=draw(st.none() | st.integers(1850, 2200)),
        minutes=draw(st.none() | st.integers(0, 200_000)),
        episodes=draw(st.none() | st.integers(1, 400)),
        kind=draw(st.sampled_from(Kind)),
        needs_other=draw(st.booleans()),
        popularity=draw(st.floats(0, 1)),
        related=tuple(draw(st.lists(st.sampled_from(KEYS), max_size=2))),
    )


def breaks_a_filter(one: Candidate, asked: Request) -> bool:
    """Say it in other words than the recommender does."""
    credited = {*one.cast, *(who for who, _role in one.crew)}
    first, last = asked.years or (0, 0)
    minutes = one.minutes or 0
    return any(
        (
            set(asked.without_tags) & set(one.tag_ids),
            set(asked.without_countries) & set(one.countries),
            asked.countries and not set(asked.countries) & set(one.countries),
            asked.services and not any(wanted in name for wanted in asked.services for name in one.services),
            any(unwanted in name for unwanted in asked.without_services for name in one.services),
            any(who not in credited for who, _role in asked.people),
            asked.kind is not None and asked.kind is not one.kind,
            asked.longest is not None and not 0 < minutes <= asked.longest,
            asked.shortest is not None and minutes < max(asked.shortest, 1),
            asked.years and not (one.year and first <= one.year <= (last or one.year)),
            asked.stands_alone and one.needs_other,
        )
    )


catalogue = st.lists(candidates(), max_size=16)
some_keys = st.lists(st.sampled_from((*KEYS, "gone", "")), max_size=4).map(tuple)
some_tags = st.lists(st.sampled_from((*map(TagId, TAGS), TagId("unheard-of"))), max_size=3).map(tuple)
minutes = st.none() | st.integers(-5, 2000)
request = st.builds(
    Request,
    liked=some_keys,
    disliked=some_keys,
    tags=some_tags,
    without_tags=some_tags,
    words=st.text(max_size=30) | st.lists(st.sampled_from(WORDS)).map(" ".join),
    without_words=st.lists(st.sampled_from(WORDS), max_size=2).map(tuple),
    countries=st.lists(st.sampled_from(COUNTRIES), max_size=2).map(tuple),
    without_countries=st.lists(st.sampled_from(COUNTRIES), max_size=1).map(tuple),
    longest=minutes,
    shortest=minutes,
    years=st.none() | st.tuples(st.integers(0, 2100), st.integers(0, 2100)),
    services=st.sampled_from(((), ("Netflix",), ("BBC", "Netflix"))),
    without_services=st.sampled_from(((), ("BBC",))),
    one_of=st.lists(some_tags.filter(bool), max_size=2).map(tuple),
    none_of=some_tags,
    people=st.sampled_from(((), ((PersonId("p"), None),), ((PersonId("p"), None), (PersonId("q"), None)))),
    kind=st.none() | st.sampled_from(Kind),
    stands_alone=st.booleans(),
    taste=st.dictionaries(st.sampled_from(KEYS), st.integers(1, 10), max_size=4),
    leave_out=some_keys.map(frozenset),
)
often = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def everything(ranking: Ranking) -> tuple[Pick, ...]:
    return (*ranking.picks, *ranking.nearest)


@often
@given(catalogue, request, st.integers(0, 20))
def test_no_seed_sibling_or_left_out_title_is_shown(shelf: list[Candidate], asked: Request, limit: int) -> None:
    shown = everything(Recommender(shelf, VOCABULARY).recommend(asked, limit))
    known = {one.key: one for one in shelf}
    seeds = [known[key] for key in (*asked.liked, *asked.disliked) if key in known]
    for pick in shown:
        assert pick.key not in asked.seeds | asked.leave_out
        assert known[pick.key].anthology not in {seed.anthology for seed in seeds}
        assert not any(pick.key in seed.related or seed.key in known[pick.key].related for seed in seeds)


@often
@given(catalogue, request)
def test_no_pick_breaks_a_filter_and_the_nearest_say_which_they_break(shelf: list[Candidate], asked: Request) -> None:
    ranking = Recommender(shelf, VOCABULARY).recommend(asked, 20)
    known = {one.key: one for one in shelf}
    for pick in ranking.picks:
        # Who did what, and the kind, may be given up where nothing has it; the pick says so.
        given_up = asked.loosened
        assert not breaks_a_filter(known[pick.key], given_up if pick.misses else asked)
    for pick in ranking.nearest:
        assert pick.misses or not breaks_a_filter(known[pick.key], asked)
        assert not set(asked.without_tags) & set(known[pick.key].tag_ids)


@often
@given(catalogue, request, st.integers(0, 20))
def test_a_list_holds_nothing_twice_nor_four_of_one_anthology(
    shelf: list[Candidate], asked: Request, limit: int
) -> None:
    shown = everything(Recommender(shelf, VOCABULARY).recommend(asked, limit))
    assert len(shown) <= limit
    assert len({pick.key for pick in shown}) == len(shown)
    known = {one.key: one for one in shelf}
    assert all(times <= 3 for times in Counter(known[pick.key].anthology for pick in shown).values())


@often
@given(catalogue, request)
def test_every_reason_weighs_something_and_there_are_never_more_than_three(
    shelf: list[Candidate], asked: Request
) -> None:
    for pick in everything(Recommender(shelf, VOCABULARY).recommend(asked)):
        assert len(pick.reasons) <= 3
        assert all(reason.weight > 0 for reason in pick.reasons)


@often
@given(catalogue, request)
def test_the_order_of_the_catalogue_does_not_matter(shelf: list[Candidate], asked: Request) -> None:
    once = list({one.key: one for one in shelf}.values())
    assert Recommender(once, VOCABULARY).recommend(asked) == Recommender(once[::-1], VOCABULARY).recommend(asked)


@often
@given(catalogue, catalogue, st.lists(st.sampled_from(KEYS)), request)
def test_titles_may_come_and_go_while_questions_are_asked(
    shelf: list[Candidate], more: list[Candidate], gone: list[str], asked: Request
) -> None:
    recommender = Recommender(shelf, VOCABULARY)
    for one in more:
        recommender.add(one)
    for key in gone:
        recommender.remove(key)
    left = {one.key for one in (*shelf, *more)} - set(gone)
    assert len(recommender) == len(left)
    assert {pick.key for pick in everything(recommender.recommend(asked, 20))} <= left


class Kitchens(NoNames):
    """Takes every word with a k for a title."""

    def liked(self, words: str) -> str | None:
        """Return the kitchen."""
        return "kitchen/1" if words.startswith("k") else None


@often
@given(
    st.text(max_size=120)
    | st.lists(st.sampled_from(("no", "not", "like", "or", ",", "under", "5", "hours", "dark", "'90s", "on", "-"))).map(
        " ".join
    )
)
def test_no_words_can_break_the_reading(typed: str) -> None:
    recommender = Recommender(SHELF, VOCABULARY)
    understood = recommender.understand(typed, Kitchens())
    recommender.recommend(understood.request)


@settings(max_examples=examples(40), deadline=None)
@given(
    st.sampled_from([one.key for one in SHELF if one.tags and not one.umbrella]),
    st.lists(st.sampled_from(("zeppelin", "abacus", "marzipan")), min_size=1).map(" ".join),
    st.integers(1800, 1900),
)
def test_adding_what_has_nothing_to_do_with_it_changes_no_answer(liked: str, text: str, year: int) -> None:
    recommender = Recommender(SHELF, VOCABULARY)
    before = recommender.recommend(Request(liked=(liked,))).picks
    recommender.add(replace(title("other/1", "balloons", text=text, year=year), popularity=0.0))
    assert recommender.recommend(Request(liked=(liked,))).picks == before


def test_an_empty_catalogue_answers_with_nothing() -> None:
    recommender = Recommender([])
    assert recommender.recommend(Request(liked=("soundtrack",), tags=(TagId("romance"),), words="songs")) == Ranking()
    assert recommender.recommend(recommender.understand("anything short and korean").request) == Ranking()
    recommender.add(title("first/1", "food"))
    assert [pick.key for pick in recommender.recommend(Request(tags=(TagId("food"),))).picks] == ["first/1"]


def test_titles_without_any_feature_are_borne() -> None:
    recommender = Recommender([Candidate(key=f"bare{n}/1", anthology=f"bare{n}", title="") for n in range(8)])
    assert not recommender.recommend(Request(liked=("bare1/1",))).picks
    assert len(recommender.recommend(Request()).picks) == 5


def test_a_thousand_seeds_are_borne() -> None:
    many = [title(f"many{n}/1", TAGS[n % 6], TAGS[n % 5], text=f"A detective with case {n}.") for n in range(1200)]
    recommender = Recommender(many)
    liked = tuple(one.key for one in many[:1000])
    picks = recommender.recommend(Request(liked=liked)).picks
    assert len(picks) == 5
    assert not {pick.key for pick in picks} & set(liked)
    rated = recommender.recommend(Request(taste={key: 1 + place % 10 for place, key in enumerate(liked)})).picks
    assert not {pick.key for pick in rated} & set(liked)


def test_hostile_words_are_borne() -> None:
    recommender = Recommender(SHELF, VOCABULARY)
    for typed in (
        "'; DROP TABLE shows; --",
        "@everyone " * 2000,
        "(" * 5000,
        "\x00\u202e\ud800",
        "no " * 3000,
        "٣ hours",
    ):
        recommender.recommend(recommender.understand(typed).request)
