"""The card of `/settings`: a server's settings, with a menu for each."""

from __future__ import annotations

from discord import ui

from bot.i18n import _, listed, own_name
from bot.models.servers import ChannelTrouble, ServerSettings
from bot.servers.results import Lacking, Permission, Refusal, SettingsResult
from bot.ui.card import ChannelEntry, RoleEntry, WordEntry, card
from bot.ui.markdown import safe
from bot.ui.verdicts import HOUSE_COLOUR


def trouble_line(settings: ServerSettings) -> str:
    """Say what is wrong with the channel for announcements, and what to do; empty if nothing is."""
    match settings.trouble:
        case ChannelTrouble.GONE:
            return _(
                "⚠️ New reviews are not announced: the channel for it is gone."
                " Whoever manages the server can choose another one with `/settings`."
            )
        case ChannelTrouble.FORBIDDEN:
            return _(
                "⚠️ New reviews are not announced: I may not write in {channel}. There I need"
                " **View Channel** and **Send Messages**; or choose another channel with `/settings`."
            ).format(channel=f"<#{settings.announcements}>")
        case None:
            return ""


ROLE, LANGUAGE, CHANNEL = "curator-role", "language", "announcements"
"""The names of the card's menus."""
EACH_THEIR_OWN = "each"
"""The value for answering each member in their own language."""


def settings_card(result: SettingsResult) -> ui.LayoutView:
    """Show a server's settings, menus to change them, and how to make `/curate` visible to curators."""
    settings = result.settings
    role = settings.curator_role if result.role_there else None
    channel = settings.announcements if result.channel_there else None
    return card(
        HOUSE_COLOUR,
        [
            [
                _("## This server's settings"),
                _("✅ Saved.") if result.saved else "",
                f"⚠️ {_refusal(result.refused)}" if result.refused else "",
                _("**Curators**: {who}").format(who=_curators(result)),
                _("**Language**: {language}").format(language=_language(settings.language)),
                _("**New reviews**: {where}").format(where=_announced(result)),
                trouble_line(settings),
            ],
            [_command_hint(result)],
        ],
        entries=[
            RoleEntry(ROLE, _("Curator role: who may write reviews"), role),
            WordEntry(
                LANGUAGE,
                _("Language of answers here"),
                [(EACH_THEIR_OWN, _("Each member's own")), *((code, own_name(code)) for code in result.languages)],
                settings.language or EACH_THEIR_OWN,
            ),
            ChannelEntry(CHANNEL, _("Channel where new reviews are announced"), channel),
        ],
    )


def _curators(result: SettingsResult) -> str:
    role = result.settings.curator_role
    if role is None:
        return _("those who may manage the server")
    if not result.role_there:
        return _("those who may manage the server; the role chosen was deleted")
    return _("{role}, and those who may manage the server").format(role=f"<@&{role}>")


def _language(code: str | None) -> str:
    return own_name(code) if code else _("each member's own")


def _announced(result: SettingsResult) -> str:
    if result.settings.announcements is None:
        return _("not announced")
    if not result.channel_there:
        return _("the channel chosen was deleted")
    return _("announced in {channel}").format(channel=f"<#{result.settings.announcements}>")


def _command_hint(result: SettingsResult) -> str:
    return _(
        "**So that curators see** `/curate`: Discord shows it to those with **Manage Server** alone until you open"
        " **Server Settings → Integrations → {bot}**, press `/curate` and add the curator role there."
        " Who may use it is decided here: others are refused."
    ).format(bot=safe(result.bot, 40))


def _refusal(refused: Refusal | Lacking) -> str:
    match refused:
        case Refusal.EVERYBODYS_ROLE:
            return _("@\u200beveryone cannot be the curator role: then everybody could write. Nothing was changed.")
        case Refusal.BOTS_ROLE:
            return _("That role belongs to a bot; nobody else can have it. Nothing was changed.")
        case Refusal.NO_SUCH_ROLE:
            return _("That role is not in this server any more. Nothing was changed.")
        case Refusal.NO_SUCH_CHANNEL:
            return _("That channel is not in this server any more. Nothing was changed.")
        case Refusal.NO_SUCH_LANGUAGE:
            return _("I do not speak that language any more. Nothing was changed.")
        case Lacking(channel, permissions):
            names = listed([f"**{_permission(one)}**" for one in permissions])
            return _(
                "I cannot announce anything in {channel}: I lack {permissions} there. Nothing was changed;"
                " allow me that in the channel's settings and choose it again."
            ).format(channel=f"<#{channel}>", permissions=names)


def _permission(permission: Permission) -> str:
    match permission:
        case Permission.VIEW:
            return _("View Channel")
        case Permission.SEND:
            return _("Send Messages")
