"""A sentence about what went wrong, in each format: valid there, and without statements."""

import json
import re
from collections.abc import Callable, Mapping
from html import escape
from http import HTTPStatus
from typing import Final

from graph.linked.words import word
from shapes.findings import Language

Writer = Callable[[HTTPStatus, str, Language], str]


def _text(_: HTTPStatus, said: str, __: Language) -> str:
    return f"{said}\n"


def _turtle(status: HTTPStatus, said: str, _: Language) -> str:
    return f"# {status.value}: {' '.join(said.split())}\n"


def _rdf_xml(status: HTTPStatus, said: str, _: Language) -> str:
    # "--" may not stand in a comment of XML
    comment = re.sub("-(?=-)", "- ", escape(said))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f"<!-- {status.value}: {comment} -->\n"
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>\n'
    )


def _json_ld(status: HTTPStatus, said: str, _: Language) -> str:
    # keys without a context are no statements of JSON-LD; they are those of RFC 9457
    return json.dumps({"title": status.phrase, "status": status.value, "detail": said}, ensure_ascii=False)


def _html(status: HTTPStatus, said: str, language: Language) -> str:
    title = word(f"title-{status.value}")[language]
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        "<style>:root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;"
        "margin:12vh auto;padding:0 1.2rem}p{overflow-wrap:anywhere}a{color:inherit}</style></head>\n"
        f"<body><main><h1>{escape(title)}</h1><p>{escape(said)}</p>"
        f'<p><a href="/">{escape(word("to-start")[language])}</a></p></main></body>\n</html>\n'
    )


WRITERS: Final[Mapping[str, Writer]] = {
    "text/plain": _text,
    "text/html": _html,
    "text/turtle": _turtle,
    "application/rdf+xml": _rdf_xml,
    "application/ld+json": _json_ld,
}
