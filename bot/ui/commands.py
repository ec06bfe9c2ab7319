"""What Discord shows while a member types a command: descriptions of commands and options, and names of choices.

All of it is translated (:class:`CommandWords`). The names of commands and options are not.
"""

from __future__ import annotations

from discord import Locale, app_commands
from discord.app_commands import TranslationContextTypes, locale_str

from bot.i18n import language_for
from bot.ui import discord_limits
from bot.ui.markdown import clean


def _(text: str) -> locale_str:
    """Mark a text for gettext; it is translated when the commands are registered."""
    return locale_str(text)


SHOW = _("What a show is about: premise, when, where, how long, who, and whether order matters")
REVIEW = _("Is it any good? The verdict first, then its reasons and the press")
CAST = _("Who plays which part, or what someone has done in anthologies")
RECOMMEND = _("What to watch next, and why")
COMPARE = _("Two titles side by side: what they share, where they part, which one tonight")
SETTINGS = _("Who may curate here, which language I speak here, and where new reviews are announced")

OPTION_SHOW = _("A title in any spelling, a season, an episode, or someone in it")
OPTION_CAST_SHOW = _("A title in any spelling: who is in it?")
OPTION_PERSON = _("An actor, director or writer, in any spelling")
OPTION_FIRST = _("A title in any spelling, or two with a bar between them")
OPTION_SECOND = _("Another one, to set beside it")
OPTION_PRIVATE = _("Only you see the answer")
OPTION_WHAT = _("A genre, a mood, a trope, or your own words: short bittersweet romance about musicians")
OPTION_LIKE = _("A title that you liked")
OPTION_COUNTRY = _("Where it was made")
OPTION_LENGTH = _("How much time you have")
OPTION_WHERE = _("The broadcaster or service that it was made for")

CURATE = _("For this server's curators: its own reviews and titles")
CURATE_REVIEW = _("Write a review, or change one: a form, then a preview before anyone sees it")
CURATE_SHOW = _("Add a title that the catalogue lacks, correct one, hide it, or cover what spoils; for this server")
CURATE_EXPORT = _("Everything that this server wrote, as JSON and as CSV for a spreadsheet; only you see it")
CURATE_IMPORT = _("Reviews and titles from a file: first what it would change, then one press applies all or nothing")
OPTION_FILE = _("A file of /curate export, or CSV from a spreadsheet; 10 MB and 5,000 rows at most")
CURATE_REMOVE = _("Remove a review; it can be restored for 30 days")
CURATE_RESTORE = _("Let members see a removed review again")
CURATE_LIST = _("This server's reviews and your drafts: by curator, by show, by date")
CURATE_HISTORY = _("Every version of a review: who, when, what changed; bring one back")
OPTION_ANY_TITLE = _("A title in any spelling, hidden ones too; left out: this server's own titles, and adding one")
OPTION_REVIEWED = _("What you want to review: a title in any spelling, a season, an episode")
OPTION_WHOSE = _("Whose review; your own when you leave it out")
OPTION_ONE_REVIEW = _("Which review: type a title, a curator's name or a verdict")
OPTION_REMOVED = _("Which removed review: type a title or a curator's name")
OPTION_BY = _("Only what this curator wrote")
OPTION_OF = _("Only reviews of this title, or of all its instalments")
OPTION_SINCE = _("Only what changed since a day: 2026-11-01")

LENGTH_SITTING = _("One sitting: up to 75 minutes")
LENGTH_EVENING = _("An evening: up to 3 hours")
LENGTH_WEEKEND = _("A weekend: up to 8 hours")
LENGTH_LONG = _("Something long: more than 8 hours")


class CommandWords(app_commands.Translator):
    """Translates the texts of this file when the commands are registered."""

    async def translate(
        self,
        string: locale_str,
        locale: Locale,
        context: TranslationContextTypes,  # noqa: ARG002  # discord.py's signature
    ) -> str | None:
        """Return a text in a locale; None if there is no translation, and Discord shows the English."""
        translated = language_for(locale.value).translations.gettext(string.message)
        return clean(translated, discord_limits.COMMAND_DESCRIPTION) if translated != string.message else None
