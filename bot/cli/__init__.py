"""The command line: parsing arguments and calling the rest."""
