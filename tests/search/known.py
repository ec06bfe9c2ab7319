"""A handful of anthologies, instalments and people, with what makes each of them hard to find."""

from bot.search import SearchDocument, Subject, TitleSearch

ANTHOLOGY, INSTALMENT, PERSON = Subject

SOUNDTRACK = SearchDocument("soundtrack", ANTHOLOGY, ("Soundtrack", "사운드트랙"), weight=0.3, year=2022)
FIRST_SOUNDTRACK = SearchDocument(
    "soundtrack/1",
    INSTALMENT,
    ("Soundtrack #1", "사운드트랙 #1"),
    words=("Park Hyung-sik", "Han So-hee", "photographer", "lyricist", "friends to lovers"),
    number=1,
    parent="soundtrack",
    year=2022,
)
SECOND_SOUNDTRACK = SearchDocument(
    "soundtrack/2",
    INSTALMENT,
    ("Soundtrack #2", "사운드트랙 #2"),
    words=("Keum Sae-rok", "Noh Sang-hyun", "Steve Noh", "piano", "second chance"),
    number=2,
    parent="soundtrack",
    year=2023,
)
BLACK_MIRROR = SearchDocument("black-mirror", ANTHOLOGY, ("Black Mirror", "블랙 미러"), weight=0.9)
SAN_JUNIPERO = SearchDocument(
    "black-mirror/san-junipero",
    INSTALMENT,
    ("San Junipero",),
    words=("Gugu Mbatha-Raw", "Mackenzie Davis", "nostalgia", "beach town"),
    number=11,
    parent="black-mirror",
)
NOSEDIVE = SearchDocument(
    "black-mirror/nosedive",
    INSTALMENT,
    ("Nosedive",),
    words=("Bryce Dallas Howard", "ratings"),
    number=8,
    parent="black-mirror",
)
TRUE_DETECTIVE = SearchDocument("true-detective", ANTHOLOGY, ("True Detective",), weight=0.9)
TRUE_DETECTIVES = tuple(
    SearchDocument(
        f"true-detective/{n}", INSTALMENT, (f"True Detective: Season {n}",), number=n, parent="true-detective"
    )
    for n in (1, 2, 3)
)
KEUM_SAE_ROK = SearchDocument("keum-sae-rok", PERSON, ("Keum Sae-rok", "금새록"))
NOH_SANG_HYUN = SearchDocument("noh-sang-hyun", PERSON, ("Noh Sang-hyun", "노상현", "Steve Noh"))
PIANO_FOREST = SearchDocument("piano-forest", ANTHOLOGY, ("Piano Forest", "ピアノの森"))
AMELIE = SearchDocument("amelie", ANTHOLOGY, ("Le Fabuleux Destin d'Amélie", "Đêm Hà Nội", "Беда"))

EVERYTHING = (
    *(SOUNDTRACK, FIRST_SOUNDTRACK, SECOND_SOUNDTRACK, BLACK_MIRROR, SAN_JUNIPERO, NOSEDIVE, TRUE_DETECTIVE),
    *(*TRUE_DETECTIVES, KEUM_SAE_ROK, NOH_SANG_HYUN, PIANO_FOREST, AMELIE),
)


def finder() -> TitleSearch:
    """Give a finder that knows them all."""
    return TitleSearch(EVERYTHING)
