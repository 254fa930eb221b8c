"""What a query means by its own words: whether it asks another server, or says which graphs it is about."""

import re
from collections.abc import Iterator
from typing import Final

# What may hold the word without meaning it, in the order of SPARQL's grammar: https://www.w3.org/TR/sparql11-query/#grammar
# Nothing is read twice: a text that is never closed goes on to the end, as for an engine, which gives up.
_TOKENS: Final = re.compile(
    r"""
      <[^<>"{}|^`\\\x00-\x20]*>                                   # an IRI
    | \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )*+ (?: \"{3} | \"{0,2} \\? \Z )   # long texts
    | '{3}  (?: '{0,2}  (?: [^'\\] | \\. ) )*+ (?: '{3}  | '{0,2}  \\? \Z )
    | " (?: [^"\\\n\r] | \\. )*+ "?                               # short texts
    | ' (?: [^'\\\n\r] | \\. )*+ '?
    | \#[^\n\r]*+                                                 # a comment
    | [?$]\w++                                                    # a variable
    | @[A-Za-z]++(?:-[A-Za-z0-9]++)*+                             # a language
    | [\w.-]*+ (?P<name> : (?: [\w.:-] | %[0-9A-Fa-f]{2} | \\. )*+ )?+   # a name with a prefix, or words
    """,
    re.VERBOSE | re.DOTALL,
)
_NO_WORDS: Final = frozenset("<\"'#?$@")
_WORD: Final = re.compile(r"[^\W\d]\w*")
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def asks_others(query: str) -> bool:
    """Whether a query holds the word SERVICE as such, and not in a text, a name, an IRI or a comment.

    Escapes by code point (SPARQL 1.1, 19.2) are read first, as an engine does.
    """
    return "SERVICE" in _words(query)


def names_its_graphs(query: str) -> bool:
    """Whether a query says with FROM which graphs it is about; the grammar has that word nowhere else."""
    return "FROM" in _words(query)


def _words(query: str) -> Iterator[str]:
    for found in _TOKENS.finditer(_ESCAPE.sub(_character, query)):
        if found["name"] is None and found[0][:1] not in _NO_WORDS:
            yield from (each.upper() for each in _WORD.findall(found[0]))


def _character(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= 0x10FFFF else found[0]
