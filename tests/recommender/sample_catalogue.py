"""A small shelf of invented titles that the tests ask about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict, Unpack

from bot.models.catalogue import Kind, Role, Tag, TagGroup
from bot.models.ids import PersonId, TagId
from bot.recommender import Candidate, Recommender

GENRES = frozenset(("romance", "crime", "horror", "comedy", "science-fiction"))
NAMES = {
    "romance": ("romance", "love story", "love stories"),
    "crime": ("crime", "crime drama"),
    "horror": ("horror",),
    "comedy": ("comedy", "funny"),
    "science-fiction": ("science fiction", "sci-fi"),
    "black-comedy": ("black comedy", "dark comedy"),
    "bittersweet": ("bittersweet",),
    "dark": ("dark", "grim"),
    "hopeful": ("hopeful", "uplifting"),
    "scary": ("scary", "frightening"),
    "second-chance": ("second chance", "second-chance romance", "exes meet again"),
    "music": ("music", "musicians", "songs"),
    "food": ("food", "cooking"),
    "ghosts": ("ghosts", "ghost story"),
    "vampires": ("vampires",),
    "school": ("school",),
    "revenge": ("revenge",),
    "slow-burn": ("slow burn",),
}
VOCABULARY = tuple(
    Tag(
        TagId(tag),
        TagGroup.GENRE if tag in GENRES else TagGroup.THEME,
        names[0],
        f"Carried by stories of {names[0]}.",
        names[1:],
    )
    for tag, names in NAMES.items()
)


class Known(TypedDict, total=False):
    """What a test wants to say of a title."""

    title: str
    umbrella: bool
    text: str
    cast: Iterable[str]
    directors: Iterable[str]
    writers: Iterable[str]
    countries: tuple[str, ...]
    services: tuple[str, ...]
    year: int | None
    minutes: int | None
    episodes: int | None
    kind: Kind
    needs_other: bool
    popularity: float
    related: tuple[str, ...]


def title(key: str, *tags: str, **known: Unpack[Known]) -> Candidate:
    """Put a title on the shelf; ``a/1`` is an instalment of the anthology ``a``."""
    return Candidate(
        key=key,
        anthology=key.partition("/")[0],
        title=known.get("title", key),
        umbrella=known.get("umbrella", False),
        tags=tuple((TagId(tag), TagGroup.GENRE if tag in GENRES else TagGroup.THEME) for tag in tags),
        text=known.get("text", ""),
        cast=tuple(map(PersonId, known.get("cast", ()))),
        crew=(
            *((PersonId(person), Role.DIRECTOR) for person in known.get("directors", ())),
            *((PersonId(person), Role.WRITER) for person in known.get("writers", ())),
        ),
        countries=known.get("countries", ()),
        services=known.get("services", ()),
        year=known.get("year"),
        minutes=known.get("minutes"),
        episodes=known.get("episodes"),
        kind=known.get("kind", Kind.SEASONAL),
        needs_other=known.get("needs_other", False),
        popularity=known.get("popularity", 0.5),
        related=known.get("related", ()),
    )


SHELF = (
    title("soundtrack", "romance", "music", umbrella=True, countries=("KR",), services=("Disney+",), year=2022),
    title(
        "soundtrack/1",
        "romance",
        "music",
        "slow-burn",
        text="A photographer and a lyricist, friends for twenty years, share a house for two weeks and write songs.",
        cast=("han-so-hee", "park-hyung-sik"),
        directors=("kim-hee-won",),
        countries=("KR",),
        services=("Disney+",),
        year=2022,
        minutes=176,
        episodes=4,
    ),
    title(
        "soundtrack/2",
        "romance",
        "music",
        "second-chance",
        "bittersweet",
        text="A pianist who teaches children meets the man who left her six years ago; he wants her to write songs.",
        cast=("keum-sae-rok", "noh-sang-hyun"),
        directors=("kim-hee-won", "choi-jung-gyu"),
        countries=("KR",),
        services=("Disney+",),
        year=2023,
        minutes=270,
        episodes=6,
    ),
    title(
        "encore/1",
        "romance",
        "music",
        "second-chance",
        text="Two members of a band that broke up in anger meet again on a festival stage and must play together.",
        directors=("kim-hee-won",),
        countries=("KR",),
        year=2021,
        minutes=240,
        episodes=4,
    ),
    title(
        "kitchen/1",
        "romance",
        "food",
        text="A cook opens a restaurant next to the one of the woman who once fired him.",
        countries=("JP",),
        services=("Netflix",),
        year=2019,
        minutes=400,
        episodes=10,
    ),
    title(
        "haunted/1",
        "horror",
        "scary",
        "ghosts",
        text="A family moves into a house where a ghost counts the children every night.",
        countries=("US",),
        services=("Netflix",),
        year=2018,
        minutes=500,
        episodes=10,
    ),
    title(
        "haunted/2",
        "horror",
        "scary",
        "ghosts",
        "school",
        text="A teacher comes to a boarding school whose youngest pupil talks to a ghost.",
        countries=("GB",),
        services=("Netflix",),
        year=2020,
        minutes=450,
        episodes=9,
    ),
    title(
        "late-shift/1",
        "crime",
        "dark",
        "revenge",
        text="A detective hunts the man who killed her partner and finds him in her own station.",
        cast=("noh-sang-hyun",),
        countries=("KR",),
        year=2020,
        minutes=960,
        episodes=16,
        popularity=0.9,
    ),
    title(
        "signal-box/1",
        "crime",
        "science-fiction",
        text="A detective hears the voice of a colleague from thirty years ago on an old radio.",
        countries=("KR",),
        year=2016,
        minutes=1000,
        episodes=16,
    ),
    title("laughs/1", "comedy", "school", countries=("GB",), year=1995, minutes=30, episodes=1, kind=Kind.EPISODIC),
    title("laughs/2", "black-comedy", "dark", countries=("GB",), year=1996, minutes=30, episodes=1, kind=Kind.EPISODIC),
    title("bare/1"),
)


def shelf(*more: Candidate) -> Recommender:
    """Build a recommender over the shelf and whatever a test adds to it."""
    return Recommender((*SHELF, *more), VOCABULARY)
