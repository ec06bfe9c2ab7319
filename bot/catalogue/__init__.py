"""Reading, checking and loading the catalogue's files."""

from bot.catalogue.folder import Catalogue, Counts, Entry, catalogue_digest, people_of, read_catalogue
from bot.catalogue.problem import Problem
from bot.catalogue.vocabulary import read_vocabulary

__all__ = [
    "Catalogue",
    "Counts",
    "Entry",
    "Problem",
    "catalogue_digest",
    "people_of",
    "read_catalogue",
    "read_vocabulary",
]
