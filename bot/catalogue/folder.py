"""The whole catalogue: read from its folder, with a digest that tells at once whether anything has changed.

A start asks :func:`catalogue_digest`, which parses nothing; where it is the one that the store remembers, all is done.
Else :func:`read_catalogue` reads every file, since what one file says of a person also changes others, and each
:class:`Entry` carries a digest of its own, so that only what has changed has to be written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bot.catalogue.checks import problems_across
from bot.catalogue.people import merge_people
from bot.catalogue.problem import Problem
from bot.catalogue.reader import ParsedFile, read_file
from bot.catalogue.vocabulary import examine_vocabulary, meanings
from bot.models.catalogue import Anthology, Person, Tag, people_of
from bot.models.ids import AnthologyId, PersonId
from bot.models.opinions import PressReview
from bot.models.tags import TagRules

FORMAT = 2
"""Goes up whenever the same files are to be read as something else, so that stores write them again."""
EXCEPTIONS, MOVED = "exceptions.toml", "moved.toml"
NOT_TITLES = frozenset((EXCEPTIONS, MOVED))
"""Files of the folder that hold no anthology: exceptions from the rules, and ids that have changed."""


class Entry(Struct, frozen=True):
    """One readable file.

    Parameters
    ----------
    digest
        Changes with the file, with what other files say of its people, with what the vocabulary says that tags entail,
        and with :data:`FORMAT`.
    """

    anthology: Anthology
    reviews: tuple[PressReview, ...]
    digest: str


class Counts(Struct, frozen=True):
    """How much a catalogue holds."""

    anthologies: int
    instalments: int
    people: int
    reviews: int


class Catalogue(Struct, frozen=True):
    """Every readable file, and everything that is wrong with any."""

    entries: tuple[Entry, ...]
    tags: tuple[Tag, ...]
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> Counts:
        """How many anthologies, instalments, people and press reviews there are."""
        anthologies = [entry.anthology for entry in self.entries]
        return Counts(
            anthologies=len(anthologies),
            instalments=sum(len(anthology.instalments) for anthology in anthologies),
            people=len(people_of(anthologies)),
            reviews=sum(len(entry.reviews) for entry in self.entries),
        )

    def changed(self, known: Mapping[AnthologyId, str]) -> tuple[Entry, ...]:
        """Give the entries whose digest is not the known one."""
        return tuple(entry for entry in self.entries if known.get(entry.anthology.id) != entry.digest)


def catalogue_digest(folder: Path, vocabulary: Path) -> str:
    """Give a digest of all files as they stand, without parsing any; a file that cannot be read counts as empty."""
    digest = sha256(f"format {FORMAT}".encode())
    for path in (vocabulary, *catalogue_files(folder)):
        content = _content(path)
        content = b"" if isinstance(content, Problem) else content
        digest.update(f"\n{path.name} {len(content)}\n".encode(errors="surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def read_catalogue(folder: Path, vocabulary: Path, *, today: date | None = None, across: bool = True) -> Catalogue:
    """Read every file of the catalogue.

    Parameters
    ----------
    folder
        Holds one TOML file an anthology; other files in it are passed over.
    vocabulary
        The file of tags.
    today
        The day that dates are held against: no year may come after the next one.
    across
        Whether to report also what is wrong only between files, or between two tags: that takes a third of the time and
        changes nothing else.

    Returns
    -------
    Catalogue
        A file with any fault of its own is left out whole; what is wrong only between files leaves nothing out.
    """
    tags, problems = examine_vocabulary(vocabulary, across=across)
    words, rules = meanings(tags), TagRules.of(tags)
    last_year = (today or date.today()).year + 1  # noqa: DTZ011 - a year more or less: no timezone matters
    drafts: list[ParsedFile] = []
    contents: list[bytes] = []
    found: list[Problem] = list(problems)
    if not folder.is_dir():
        found.append(Problem(str(folder), None, "is no folder: expected one with a TOML file an anthology"))
    for path in catalogue_files(folder):
        content = _content(path)
        if isinstance(content, Problem):
            found.append(content)
            continue
        draft = read_file(str(path), path.stem, content, words, rules, last_year)
        if isinstance(draft, ParsedFile):
            drafts.append(draft)
            contents.append(content)
        else:
            found += draft
    people = merge_people(drafts)
    if across:
        found += problems_across(drafts, people)
    seed = _seed(tags)
    entries = tuple(_entry(draft, content, people, seed) for draft, content in zip(drafts, contents, strict=True))
    return Catalogue(entries, tags, _sorted(found))


def catalogue_files(folder: Path) -> list[Path]:
    """Give the files of a folder that hold an anthology each, broken ones included."""
    return sorted(
        path for path in folder.glob("*.toml") if not path.name.startswith(".") and path.name not in NOT_TITLES
    )


def _content(path: Path) -> bytes | Problem:
    try:
        return path.read_bytes()
    except OSError as fault:
        return Problem(str(path), None, f"cannot be read: {fault.strerror}")


def _seed(tags: Sequence[Tag]) -> bytes:
    """Give what the digest of each entry begins with: all that decides what the same file is read as."""
    entailed = [(tag.id, tag.group, tag.implies) for tag in tags]
    return f"format {FORMAT}\n{entailed}\n".encode()


def _entry(draft: ParsedFile, content: bytes, people: Mapping[PersonId, Person], seed: bytes) -> Entry:
    # Of most people the content says all that there is, so that neither their credits nor the digest need more.
    mentioned = (mention.person for mention in draft.mentions)
    told_more = {person.id: people[person.id] for person in mentioned if people[person.id] != person}
    digest = sha256(seed + content)
    for _, person in sorted(told_more.items()):
        digest.update(repr(person).encode())
    return Entry(_with_people(draft.anthology, told_more), draft.reviews, digest.hexdigest())


def _with_people(anthology: Anthology, people: Mapping[PersonId, Person]) -> Anthology:
    """Give the anthology with these people in place of what it says of them itself."""
    if not people:
        return anthology
    instalments = tuple(
        replace(
            instalment,
            credits=tuple(
                replace(credit, person=people[credit.person.id]) if credit.person.id in people else credit
                for credit in instalment.credits
            ),
        )
        for instalment in anthology.instalments
    )
    creators = tuple(people.get(creator.id, creator) for creator in anthology.creators)
    return replace(anthology, instalments=instalments, creators=creators)


def _sorted(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Give problems by file and line, none twice."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line or 0, problem.what)))
