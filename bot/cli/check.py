"""``check``: reports on settings, database, catalogue and seeds, without changing anything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from bot.catalogue import Catalogue, read_catalogue
from bot.catalogue.completeness import missing_facts
from bot.catalogue.rules.edition import edition_problems
from bot.catalogue.seeds import SEEDS, read_seeds
from bot.catalogue.sync import CATALOGUE, VOCABULARY
from bot.catalogue.words import WORDS, read_words
from bot.cli.extra import simulator_is_installed
from bot.settings import Settings, SettingsError, read_settings
from bot.storage import DatabaseReport, inspect


class CheckReport(Struct, frozen=True):
    """What ``check`` found.

    Parameters
    ----------
    settings, database
        None if the settings are wrong, because then it is not known which database to look at.
    problems
        What has to be mended: with one of these the check fails.
    warnings
        What a host's own catalogue does other than ours would; that is the host's to decide.
    """

    settings: Settings | None
    database: DatabaseReport | None
    catalogue: Catalogue
    problems: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the report as an object for other programs."""
        counts = asdict(self.catalogue.counts)
        return {"catalogue": counts, "problems": list(self.problems), "warnings": list(self.warnings)}

    def as_text(self) -> str:
        """Return the report as lines for people."""
        counts = self.catalogue.counts
        contents = f"{counts.anthologies} anthologies, {counts.instalments} instalments, {counts.people} people"
        lines = [f"catalogue  {contents}, {counts.reviews} press reviews"]
        if self.settings and self.database:
            lines.insert(0, f"settings   {_token_in_words(self.settings)}")
            lines.insert(1, f"database   {_database_in_words(self.database)}")
        lines += [f"problem    {problem}" for problem in self.problems]
        lines += [f"warning    {warning}" for warning in self.warnings]
        found = [_counted(self.problems, "problem"), _counted(self.warnings, "warning")]
        return "\n".join([*lines, f"{', '.join(filter(None, found))}." if any(found) else "All is well."])


def _counted(found: Sequence[str], what: str) -> str:
    return f"{len(found)} {what}{'' if len(found) == 1 else 's'}" if found else ""


def _token_in_words(settings: Settings) -> str:
    if settings.token:
        return "a token is set"
    return f"no token: the local page {'opens' if simulator_is_installed() else 'would open, but is not installed'}"


def _database_in_words(report: DatabaseReport) -> str:
    if not report.exists:
        return f"{report.path} is not there yet; the first start makes it"
    pragmas = ", ".join(f"{name} {value}" for name, value in report.pragmas.items())
    return (
        f"{report.path}: schema {report.schema_version} of {report.latest_schema_version}, "
        f"SQLite {report.sqlite_version}, {pragmas}"
    )


def run_check(
    folder: Path = CATALOGUE, vocabulary: Path = VOCABULARY, seeds: Path = SEEDS, words: Path = WORDS
) -> CheckReport:
    """Check settings, database, catalogue, seeds and words; needs no token and writes nothing.

    Parameters
    ----------
    folder
        The catalogue. What our own has to promise beyond a readable file is only a warning for another one.
    """
    catalogue = read_catalogue(folder, vocabulary)
    known_tags = {tag.id for tag in catalogue.tags}
    _works, wrong_seeds = read_seeds(seeds, known_tags)
    _phrases, wrong_words = read_words(words, known_tags)
    promised = tuple(map(str, (*missing_facts(catalogue, folder), *edition_problems(catalogue, folder))))
    wrong = tuple(map(str, (*catalogue.problems, *wrong_seeds, *wrong_words)))
    problems, warnings = (wrong + promised, ()) if _is_ours(folder) else (wrong, promised)
    try:
        settings = read_settings()
    except SettingsError as error:
        return CheckReport(None, None, catalogue, (*error.complaints, *problems), warnings)
    database = inspect(settings.database)
    return CheckReport(settings, database, catalogue, (*database.problems, *problems), warnings)


def _is_ours(folder: Path) -> bool:
    return folder.resolve() == CATALOGUE.resolve()
