"""What a member typed, read: the title, and the year, season, episode or link that stands with it.

Nothing is looked up here. :func:`readings` gives the ways in which a text can be read, the likeliest first; which of
them names something is for whoever knows the titles.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.models.country_names import COUNTRY_WORDS
from bot.search.numbers import NUMBER_WORD, NUMBER_WORDS, ROMAN_NUMERAL, ROMAN_NUMERALS

EARLIEST_YEAR = 1900
YEARS_AHEAD = 3
"""How far ahead of today a number is still read as a year: what is announced has one."""
LONGEST_TYPED = 300
"""Characters of a typed text that are read: a link is longer than a title."""
SPECIAL = "special"
"""The occasion of a special of which none is said."""


class Reading(Struct, frozen=True):
    """One way to read a typed text.

    Parameters
    ----------
    title
        What is left for the title; empty where a link says nothing of it.
    year
        The year that stands behind it.
    season, episode
        Where both are given (``S3E4``), or one of them. A negative number is no season, but was typed as one.
    last
        The last season of a range (``seasons 1-3``), of which ``season`` is the first.
    label
        Whether the year stands in brackets, as in the bot's own labels: ``Fargo (2014)`` is the anthology that began
        then, ``fargo 2014`` the season of that year.
    number
        A bare number behind the title (``soundtrack 2``, ``#2``, ``V``): a season, an episode or a place in the order.
    occasion
        Of a special (``xmas special``): ``christmas``, ``halloween`` ..., or ``special`` where none is said.
    country
        The ISO code of the country that stands behind the title (``accused us``).
    """

    title: str
    year: int | None = None
    season: int | None = None
    episode: int | None = None
    number: int | None = None
    label: bool = False
    last: int | None = None
    occasion: str | None = None
    country: str | None = None

    @property
    def has_place(self) -> bool:
        """Whether it says which season, episode, number or special is meant."""
        return any(place is not None for place in (self.season, self.episode, self.number, self.occasion))

    @property
    def is_negative(self) -> bool:
        """Whether a minus was typed before the season or the number."""
        return min(self.season or 0, self.number or 0) < 0

    @property
    def says_more(self) -> bool:
        """Whether it says more than a title."""
        return self.has_place or self.year is not None or self.country is not None


class Link(Struct, frozen=True):
    """A link to a page about a title.

    Parameters
    ----------
    site
        ``imdb``, ``tmdb``, ``tvmaze``, ``mydramalist``, ``letterboxd`` or ``wikipedia``.
    id
        What the site calls the title: ``tt2085059``, ``tv/42009``, ``shows/305``.
    title
        The title as it stands in the address, with spaces; empty where the address has none.
    year
        The year in the address, where one stands behind the title.
    season, episode
        Those that the address names.
    is_film
        Whether the page can only be about a film.
    """

    site: str
    id: str
    title: str = ""
    year: int | None = None
    season: int | None = None
    episode: int | None = None
    is_film: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """All that the page's title may be called on its site, the narrowest first: the season, then its series."""
        if self.site != "tmdb" or self.season is None:
            return (self.id,)
        season = f"{self.id}/season/{self.season}"
        episode = () if self.episode is None else (f"{season}/episode/{self.episode}",)
        return (*episode, season, self.id)

    @property
    def words(self) -> str:
        """The title as one would type it: with its year, where the address has one."""
        return f"{self.title} ({self.year})" if self.year else self.title

    @property
    def reading(self) -> Reading:
        """The title and the place in it that the address names."""
        return Reading(self.title, None, self.season, self.episode)


_HAN = {sign: value for value, sign in enumerate("一二三四五六七八九十", start=1)}
_WORDS = NUMBER_WORDS | ROMAN_NUMERALS | _HAN
_NUMBER = rf"(?:\d{{1,4}}|{NUMBER_WORD}|{ROMAN_NUMERAL}|[{''.join(_HAN)}])"
_MAYBE_LESS = r"[-−]?"
"""A minus right before a number: there is no such season, so none is meant."""
_BEFORE = (
    r"season|series|seasons|book|part|volume|vol\.?|chapter|cour|temporada|saison|staffel|stagione|sezon|sezonul|"
    r"musim|phần|mùa|сезон|시즌|シーズン|第|ซีซั่น|ภาค|kausi|säsong|sæson|sesong|evad"
)
_BEHIND = r"기|期|季|シーズン|시즌|부|season|series|\.?\s?sezon|temporada"
_EPISODE = r"episodes?|ep\.?|eps\.?|episodio|épisode|episódio|folge|odcinek|bölüm|эпизод|серия|화|회|話|集|tập|ตอนที่|ตอน"
_COUNTED = r"(?P<episode>\d{1,3})\s?(?:화|회|話|集)"
"""An episode with its counter behind it, as Korean, Japanese and Chinese write it."""
_UNTIL = r"\s(?:to|through|thru|until|till|bis|à)\s"
_OCCASIONS = {
    **dict.fromkeys(("christmas", "xmas", "x-mas", "크리스마스", "クリスマス", "navidad", "noël", "noel"), "christmas"),
    **dict.fromkeys(("halloween", "할로윈", "ハロウィン"), "halloween"),
    **dict.fromkeys(("new year's", "new years", "new year", "new year’s"), "new year"),
    "live": "live",
    "holiday": "holiday",
}
_START = r"(?<![a-z])"
"""A Latin word begins here; other scripts write counting words close to what they count."""
_COUNTING = rf"(?:\bs\.?\s?|{_START}(?:{_BEFORE})\s*)"
_SIGNS = " ,:;·-–—(["
"""What stands between a title and its place: ``Fargo: Season 1``, ``Fargo (season 1)``."""
_SEPARATED = rf"[\s{re.escape(_SIGNS)}]*"
_PLACES = tuple(
    re.compile(rf"^(?P<title>.*?){pattern}[)\]]?$", re.IGNORECASE | re.DOTALL)
    for pattern in (
        # seasons 1-3, s1-s3; season one to three
        rf"{_COUNTING}(?P<season>\d{{1,4}})\s*[-–—~]\s*{_COUNTING}?(?P<last>\d{{1,4}})",
        rf"{_COUNTING}(?P<season>{_NUMBER}){_UNTIL}{_COUNTING}?(?P<last>{_NUMBER})",
        # S3E4, s03 e04, season 3 episode 4, 3x04, S3 · E4
        rf"\bs\.?\s?(?P<season>\d{{1,4}}){_SEPARATED}e(?:p\.?)?\s?(?P<episode>\d{{1,3}})",
        r"\b(?P<season>\d{1,4})x(?P<episode>\d{1,3})",
        rf"{_START}(?:{_BEFORE})\s*(?P<season>{_NUMBER})\s*(?:기|期|季)?{_SEPARATED}(?:{_EPISODE})\s*(?P<episode>{_NUMBER})",
        rf"{_START}(?P<season>{_NUMBER})(?:st|nd|rd|th)?\s*(?:{_BEHIND}){_SEPARATED}(?:{_EPISODE})\s*(?P<episode>{_NUMBER})",
        # 시즌 2 3화, 2기 3화, 第2期第3話
        rf"{_START}(?:{_BEFORE})\s*(?P<season>\d{{1,2}})\s*(?:{_BEHIND})?{_SEPARATED}(?<!\d)第?{_COUNTED}",
        rf"(?<!\d)(?P<season>\d{{1,2}})\s*(?:{_BEHIND}){_SEPARATED}第?{_COUNTED}",
        # season 3, book 2, 第2期, 2기, 2nd season, second season
        rf"\bs\.?\s?(?P<season>{_MAYBE_LESS}\d{{1,4}})",
        rf"{_START}(?:{_BEFORE})\s*(?P<season>{_MAYBE_LESS}{_NUMBER})\s*(?:{_BEHIND})?",
        rf"{_START}(?<!\d)(?P<season>{_NUMBER})(?:st|nd|rd|th)?\s*(?:{_BEHIND})",
        # episode 4, ep 4, E4, 4화
        rf"{_START}(?:{_EPISODE})\s*(?P<episode>{_NUMBER})",
        r"\be\.?\s?(?P<episode>\d{1,3})",
        rf"(?<!\d)第?(?<!\d){_COUNTED}",
        # xmas special, Halloween episode, special
        rf"(?<=\s)(?:the\s)?(?P<occasion>{'|'.join(_OCCASIONS)})(?:\s(?:special|episode|스페셜|특집))?",
        r"(?<=\s)(?:the\s)?(?P<occasion>special)(?:\sepisode)?",
        # #2, no. 2, and a bare number or Roman numeral
        r"(?:#|\bno\.?\s|\bnr\.?\s|№)\s*(?P<number>\d{1,3})",
        rf"(?<=[\s#])(?P<number>{_MAYBE_LESS}\d{{1,2}}|{NUMBER_WORD}|(?=[ivx]+[)\]]?$){ROMAN_NUMERAL})",
        r"(?<=[^\W\d_a-z])(?P<number>\d{1,2})",
    )
)
_CODES = {code.casefold(): code for code in re.findall(r"\w+", "AU CA CN GB HK JP KR MX NZ PH TH TW US VN")}
_NATIONS = {" ".join(words): code for words, code in COUNTRY_WORDS.items()} | _CODES
_NATION = re.compile(
    rf"^(?P<title>.*?[\s(\[])(?:the\s)?(?P<nation>{'|'.join(sorted(_NATIONS, key=len, reverse=True))})"
    r"(?:\s(?:version|remake|adaptation|edition|original|one))?[)\]]?$",
    re.IGNORECASE | re.DOTALL,
)
_MENTION = re.compile(r"@(?:everyone|here)\b|<(?:@[!&]?|#|a?:\w+:|/\D|t:)")
_COUNTED_YEAR = re.compile(rf"{_START}(?:{_BEFORE})\s*\d{{4}}$", re.IGNORECASE)
"""A season that is called by its year: ``season 2009``."""
_YEAR = re.compile(r"^(?P<title>.*?)(?:[(\[（](?P<marked>\d{4})[)\]）]|(?<=\s)(?P<bare>\d{4}))$", re.DOTALL)


def readings(typed: str) -> list[Reading]:
    """Give the ways in which a text can be read, the likeliest first; as nothing but a title is always one of them.

    ``True Detective: Season 1 (2014)`` is season 1 of *True Detective* from 2014; then the title *True Detective:
    Season 1* from 2014; then a title of just these letters.
    """
    as_typed = " ".join(typed[:LONGEST_TYPED].split())
    plain = unicodedata.normalize("NFKC", as_typed)  # full-width letters and figures
    found: list[Reading] = []
    year_read = _year(plain)
    for text, year in ((year_read.title, year_read.year), (plain, None)) if year_read else ((plain, None),):
        label = year is not None and year_read is not None and year_read.label
        found += [replace(one, year=year, label=label) for one in _places(text)]
        if year is not None:
            found.append(Reading(text, year, label=label))
    as_it_stands = Reading(as_typed)
    versions = (version for one in found for version in (*_of_a_country(one), one))
    return list(dict.fromkeys((*versions, *_of_a_country(as_it_stands), as_it_stands)))


def is_only_a_place(typed: str) -> bool:
    """Say whether a text is a season, an episode or a number with no title before it: ``season 2``, ``S3E4``."""
    text = " ".join(unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).split())
    one = next(_places(f"x {text}"), None)
    is_figure = text.lstrip("#-").isdecimal()
    return one is not None and one.title == "x" and (one.season is not None or one.episode is not None or is_figure)


def is_mention(typed: str) -> bool:
    """Say whether a text is what Discord makes of a mention, an emoji or a command: ``@everyone``, ``<@5>``."""
    return bool(_MENTION.match(typed.strip()))


def _of_a_country(reading: Reading) -> Iterator[Reading]:
    """Give what a reading means where its title ends with a country: ``accused us``, ``Accused (British version)``."""
    found = _NATION.match(reading.title)
    if found and (title := found["title"].rstrip(_SIGNS).lstrip()):
        yield replace(reading, title=title, country=_NATIONS[" ".join(found["nation"].casefold().split())])


def _year(text: str) -> Reading | None:
    match = _YEAR.match(text)
    if match is None or not match["title"].rstrip(_SIGNS).lstrip() or _COUNTED_YEAR.search(text):
        return None
    year = int(match["marked"] or match["bare"])
    latest = datetime.now(UTC).year + YEARS_AHEAD
    label = match["marked"] is not None
    return (
        Reading(match["title"].rstrip(_SIGNS).lstrip(), year, label=label) if EARLIEST_YEAR <= year <= latest else None
    )


def _places(text: str) -> Iterator[Reading]:
    for pattern in _PLACES:
        match = pattern.match(text)
        if match is None or not match["title"].rstrip(_SIGNS).lstrip():
            continue
        title = match["title"].rstrip(_SIGNS).lstrip()
        words = match.groupdict()
        values = {name: _value(words[name]) for name in ("season", "last", "episode", "number") if words.get(name)}
        first, last = values.get("season"), values.get("last")
        if first is not None and last is not None:
            first, last = min(first, last), max(first, last)
        occasion = words.get("occasion")
        yield Reading(
            title,
            season=first,
            episode=values.get("episode"),
            number=values.get("number"),
            last=last,
            occasion=_OCCASIONS.get(occasion.casefold(), SPECIAL) if occasion else None,
        )
        return


def _value(written: str) -> int:
    # Whoever ignores case takes a Turkish ı or İ for an i as well.
    word = written.casefold().replace("ı", "i").replace("i\u0307", "i").replace("−", "-")
    number = word.removeprefix("-")
    value = int(number) if number.isdecimal() else _WORDS[number.replace("-", " ")]
    return value if number == word else -value


_SLUG = r"(?P<title>[\w%-]+)"
_LINKS = tuple(
    (site, re.compile(pattern, re.IGNORECASE))
    for site, pattern in (
        (
            "imdb",
            (
                r"imdb\.com/(?:[a-z]{2}(?:-[a-z]{2})?/)?title/(?P<id>tt\d{5,10})"
                r"(?:/episodes/?\?(?:[^#\s]*&)?season=(?P<season>\d{1,3}))?"
            ),
        ),
        (
            "tmdb",
            (
                rf"(?:themoviedb|tmdb)\.org/(?P<id>(?:tv|movie)/\d{{1,9}})(?:-{_SLUG})?"
                r"(?:/season/(?P<season>\d{1,3})(?:/episode/(?P<episode>\d{1,3}))?)?"
            ),
        ),
        ("tvmaze", rf"tvmaze\.com/(?P<id>shows/\d{{1,9}})(?:/{_SLUG})?"),
        ("tvmaze", rf"tvmaze\.com/(?P<id>seasons/\d{{1,9}})(?:/{_SLUG}-season-(?P<season>\d{{1,3}})\b)?"),
        (
            "tvmaze",
            (
                r"tvmaze\.com/(?P<id>episodes/\d{1,9})"
                r"(?:/(?P<title>[\w%-]+?)-(?P<season>\d{1,3})x(?P<episode>\d{1,3})\b)?"
            ),
        ),
        ("mydramalist", rf"mydramalist\.com/(?P<id>\d{{1,9}})(?:-{_SLUG})?"),
        ("letterboxd", rf"letterboxd\.com/(?:\w+/)?film/(?P<id>{_SLUG})"),
        ("wikipedia", r"wikipedia\.org/wiki/(?P<id>(?P<title>[^?#\s<>]+))"),
    )
)
_ANY_LINK = re.compile(
    r"^\W*(?:https?://|www\.|(?:[\w-]+\.){0,2}"
    r"(?:imdb\.com|themoviedb\.org|tmdb\.org|tvmaze\.com|mydramalist\.com|letterboxd\.com|wikipedia\.org)/)\S+",
    re.IGNORECASE,
)
_FILM = re.compile(r"^movie/|_\((?:\d{4}_)?film\)$", re.IGNORECASE)
"""Addresses of films: ``movie/275`` and ``Fargo_(1996_film)``."""
_BARE_IMDB = re.compile(r"^\W*(tt\d{6,10})\W*$", re.IGNORECASE)
_YEAR_BEHIND = re.compile(r"[\s_]\(?(\d{4})[^)]*\)?$")
_DATED_KIND = re.compile(r"(\s\(\d{4})\s[^)]*\)$")
_KIND_BEHIND = re.compile(r"\s*\((?:tv series|tv programme|tv program|film|series|franchise|season)\)$", re.IGNORECASE)


def is_link(typed: str) -> bool:
    """Say whether a text is a link, or an id that only a site gives."""
    plain = typed.strip()[:LONGEST_TYPED]
    return bool(_ANY_LINK.match(plain) or _BARE_IMDB.match(plain))


def read_link(typed: str) -> Link | None:
    """Read a link to a page about a title; None where the site is none that is known."""
    plain = typed.strip()[:LONGEST_TYPED]
    if match := _BARE_IMDB.match(plain):
        return Link("imdb", match[1].lower())
    for site, pattern in _LINKS:
        if match := pattern.search(plain):
            groups = match.groupdict()
            title, year = _slug(groups.get("title") or "")
            season, episode = (int(groups[place]) if groups.get(place) else None for place in ("season", "episode"))
            is_film = site == "letterboxd" or bool(_FILM.search(match["id"]))
            return Link(site, match["id"].lower(), title, year, season, episode, is_film)
    return None


def _slug(slug: str) -> tuple[str, int | None]:
    """Turn ``black-mirror-2011`` into its words and its year."""
    from urllib.parse import unquote  # noqa: PLC0415  # a start never needs it

    words = " ".join(re.sub(r"[-_]+", " ", unquote(slug)).split())
    words = _DATED_KIND.sub(r"\1", _KIND_BEHIND.sub("", words))
    behind = _YEAR_BEHIND.search(words)
    if behind and EARLIEST_YEAR <= int(behind[1]) <= datetime.now(UTC).year + YEARS_AHEAD and words[: behind.start()]:
        return words[: behind.start()], int(behind[1])
    return words, None
