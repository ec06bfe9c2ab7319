"""Reading, checking and loading the catalogue's files."""

from bot.catalogue.folder import Catalogue, Counts, Entry, catalogue_digest, read_catalogue
from bot.catalogue.problem import Problem
from bot.catalogue.vocabulary import read_vocabulary

__all__ = [
    "Catalogue",
    "Counts",
    "Entry",
    "Problem",
    "catalogue_digest",
    "read_catalogue",
    "read_vocabulary",
]
