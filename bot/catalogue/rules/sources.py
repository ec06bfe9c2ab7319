"""Facts and reviews are cited where they were published, not from copies of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.catalogue.lines import Place
from bot.catalogue.rules.violation import Violation

MIRRORS = frozenset(
    {
        # copies of articles, by whoever wanted their readers
        *(
            "pages.dev",
            "netlify.app",
            "betsandodds.net",
            "book79.com",
            "comparemela.com",
            "d33gy59ovltp76.cloudfront.net",
        ),
        *("digitaloceanspaces.com", "rockstartemplate.com", "gossip.relevanpress.com", "todayssnews.com"),
        # copies of Wikipedia and of other wikis
        *("db0nus869y26v.cloudfront.net", "clateway.com", "cryer.org.uk", "cydlabs.com", "depression.pp.ua", "dob.jp"),
        *("dweb.link", "explained.today", "gravy.cc", "iiab.me", "infokontak.com", "ipfs.io", "kampuspedia.com"),
        *("know.cf", "movatter.jp", "namu.moe", "osmarks.net", "owiki.org", "phpmyanmar.com", "piglix.com"),
        *("pinocchiopedia.com", "profilbaru.com", "profilpelajar.com", "qa.edu.vn", "self.gutenberg.org"),
        *("studentb.eu", "teknopedia.teknokrat.ac.id", "thefullwiki.org", "theinfolist.com", "wiki.x.io"),
        *("wikimili.com", "wikisum.wiki", "wikiwand.com", "wikizero.com", "zxc.wiki", "710302.xyz"),
    }
)
"""Sites that only copy what others wrote; their own subdomains too."""
_COPY = re.compile(r"\((?:copy|mirror)\)|wikipedia mirror|\ba copy of\b|'s copy\b", re.IGNORECASE)
"""Names that admit it. A data set's "(copy of November 2025)" says when it was taken, not that it is one."""


def source_violations(title: str, name: str, url: str, place: Place) -> Iterator[Violation]:
    """Give what is wrong with where something was seen.

    Parameters
    ----------
    title
        The id of the anthology or instalment that cites it.
    name
        The source's title, or the review's outlet.
    """
    host = (urlsplit(url).hostname or "").removesuffix(".")
    if is_mirror(host) or _COPY.search(name) or _claims_to_be_wikipedia(name, host):
        what = f"{title} cites a copy of what others wrote ({host}): expected the page's own address"
        yield Violation("mirror", title, url, (*place, "url"), what)


def is_mirror(host: str) -> bool:
    """Whether a site is known to copy others."""
    parts = host.split(".")
    return "kiwix" in parts or any(".".join(parts[start:]) in MIRRORS for start in range(len(parts)))


def _claims_to_be_wikipedia(name: str, host: str) -> bool:
    return name.startswith("Wikipedia") and not host.endswith("wikipedia.org")
