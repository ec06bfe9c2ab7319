"""A handful of anthologies, instalments and people, with what makes each of them hard to find."""

from bot.search import Findable, Finder, Subject

ANTHOLOGY, INSTALMENT, PERSON = Subject

SOUNDTRACK = Findable("soundtrack", ANTHOLOGY, ("Soundtrack", "사운드트랙"), weight=0.3, year=2022)
FIRST_SOUNDTRACK = Findable(
    "soundtrack/1",
    INSTALMENT,
    ("Soundtrack #1", "사운드트랙 #1"),
    words=("Park Hyung-sik", "Han So-hee", "photographer", "lyricist", "friends to lovers"),
    number=1,
    parent="soundtrack",
    year=2022,
)
SECOND_SOUNDTRACK = Findable(
    "soundtrack/2",
    INSTALMENT,
    ("Soundtrack #2", "사운드트랙 #2"),
    words=("Keum Sae-rok", "Noh Sang-hyun", "Steve Noh", "piano", "second chance"),
    number=2,
    parent="soundtrack",
    year=2023,
)
BLACK_MIRROR = Findable("black-mirror", ANTHOLOGY, ("Black Mirror", "블랙 미러"), weight=0.9)
SAN_JUNIPERO = Findable(
    "black-mirror/san-junipero",
    INSTALMENT,
    ("San Junipero",),
    words=("Gugu Mbatha-Raw", "Mackenzie Davis", "nostalgia", "beach town"),
    number=11,
    parent="black-mirror",
)
NOSEDIVE = Findable(
    "black-mirror/nosedive",
    INSTALMENT,
    ("Nosedive",),
    words=("Bryce Dallas Howard", "ratings"),
    number=8,
    parent="black-mirror",
)
TRUE_DETECTIVE = Findable("true-detective", ANTHOLOGY, ("True Detective",), weight=0.9)
TRUE_DETECTIVES = tuple(
    Findable(f"true-detective/{n}", INSTALMENT, (f"True Detective: Season {n}",), number=n, parent="true-detective")
    for n in (1, 2, 3)
)
KEUM_SAE_ROK = Findable("keum-sae-rok", PERSON, ("Keum Sae-rok", "금새록"))
NOH_SANG_HYUN = Findable("noh-sang-hyun", PERSON, ("Noh Sang-hyun", "노상현", "Steve Noh"))
PIANO_FOREST = Findable("piano-forest", ANTHOLOGY, ("Piano Forest", "ピアノの森"))
AMELIE = Findable("amelie", ANTHOLOGY, ("Le Fabuleux Destin d'Amélie", "Đêm Hà Nội", "Беда"))

EVERYTHING = (
    *(SOUNDTRACK, FIRST_SOUNDTRACK, SECOND_SOUNDTRACK, BLACK_MIRROR, SAN_JUNIPERO, NOSEDIVE, TRUE_DETECTIVE),
    *(*TRUE_DETECTIVES, KEUM_SAE_ROK, NOH_SANG_HYUN, PIANO_FOREST, AMELIE),
)


def finder() -> Finder:
    """Give a finder that knows them all."""
    return Finder(EVERYTHING)
