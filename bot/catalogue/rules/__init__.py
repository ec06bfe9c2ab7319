"""What our own catalogue promises beyond what its form demands: one small module for each kind of rule."""

from bot.catalogue.rules.edition import edition_problems

__all__ = ["edition_problems"]
