"""What every site has at its root: files and folders, each by the one name that writers and servers use."""

from typing import Final

START: Final = "index.html"
SEARCH: Final = "sok.html"
SEARCH_SCRIPT: Final = "sok.js"
STYLE: Final = "site.css"
ABOUT: Final = "om.html"
ACCESSIBILITY: Final = "tillganglighet.html"
KINDS: Final = "innehall.html"
RULES: Final = "regler.html"
VOCABULARY: Final = "vokabular.html"
VOCABULARY_STYLE: Final = "vokabular.css"

IDENTIFIERS: Final = "id"
DOCUMENTS: Final = "doc"
DATA: Final = "data"
VOCABULARY_FILES: Final = "vokabular"
RULES_FILES: Final = "regler"

OPEN_DATA: Final = f"{DATA}/index.html"
"""The page with all files."""
CATALOGUE: Final = "datasets/dcat"
"""Where the catalogue lies, without a suffix: portals harvest it from there."""

NOT_FOUND: Final = "404.html"
GONE: Final = "410.html"
FOR_WEB_SERVERS: Final = (".htaccess", "web.config", "webbserver/", NOT_FOUND, GONE)
"""What lies there for web servers, and is nothing to look at."""

_FILES: Final = frozenset({
    START, SEARCH, SEARCH_SCRIPT, STYLE, ABOUT, ACCESSIBILITY, KINDS, RULES, VOCABULARY,
    VOCABULARY_STYLE,
})  # fmt: skip
_FOLDERS: Final = frozenset({
    IDENTIFIERS, DOCUMENTS, DATA, VOCABULARY_FILES, RULES_FILES, CATALOGUE.partition("/")[0],
})  # fmt: skip


def belongs(below: str) -> bool:
    """Whether a path below the root may be one of a site's: one of its files, or something in its folders."""
    first, slash, _ = below.partition("/")
    return first in _FOLDERS if slash else below in _FILES
