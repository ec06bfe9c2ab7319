"""The curators' desk: what curators do to their server's own reviews, titles and settings, each act asked leave for."""
