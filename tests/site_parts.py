"""What the tests of the public pages share: plans, frames, and readers of what was made."""

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from pyld import jsonld
from rdflib import Graph
from rdflib.namespace import RDF

from graph.intake import Intake, take_in
from graph.site.description import SERIALISATIONS
from graph.site.frame import Alternate, Frame
from graph.site.pages import POLICY
from graph.site.places import place_of
from graph.site.plan_view import PlanView
from tests.conftest import ROOT

LINDVIK = ROOT / "examples" / "lindvik-2024.ttl"
VAGGERYD = ROOT / "examples" / "vaggeryd-2020.ttl"


@cache
def taken_in(path: Path) -> Intake:
    return take_in(path)


@cache
def view_of(path: Path) -> PlanView:
    intake = taken_in(path)
    return PlanView(intake.graph, intake.plan)


def frame_of(intake: Intake) -> Frame:
    """A frame as a server would have it, with addresses from the root."""
    base = intake.plan.base or ""
    known = {str(subject) for subject in intake.graph.subjects()}

    def address(iri: str) -> str:
        return f"/{place_of(iri, base).path}"

    return Frame(
        href=lambda iri: f"{address(iri)}.html" if iri in known else None,
        alternates=lambda iri: [
            Alternate(each.name, each.media_type, f"{address(iri)}.{each.suffix}")
            for each in SERIALISATIONS.values()
        ],
        start="/",
        stylesheet="/site.css",
        policy=POLICY,
    )


def one_of_each_class(intake: Intake) -> Iterator[str]:
    """The IRI of one thing of every class, the first by IRI."""
    seen: set[str] = set()
    for subject, _, rdf_class in sorted(intake.graph.triples((None, RDF.type, None))):
        if str(rdf_class) not in seen:
            seen.add(str(rdf_class))
            yield str(subject)


class Seen(HTMLParser):
    """What a reader sees of a page, and what the page is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.data: list[str] = []
        self._in_script = False
        self.feed(page)
        self.close()
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self._in_script = tag == "script"
        if self._in_script:
            self.data.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.data[-1] += data
        else:
            self.text += f" {data}"


def no_fetching(url: str, *_: object) -> dict[str, object]:
    raise AssertionError(f"the JSON-LD asks for {url}")


def read_jsonld(text: str) -> Graph:
    """JSON-LD as pyld reads it, which fetches nothing here."""
    options: Any = {"format": "application/n-quads", "documentLoader": no_fetching}
    quads = jsonld.to_rdf(json.loads(text), options)
    graph = Graph()
    graph.parse(data=str(quads), format="nt")
    return graph


def embedded(page: str) -> list[str]:
    """The JSON-LD that stands in a page, each as its text."""
    return re.findall(r'<script type="application/ld\+json">\n(.*?)\n</script>', page, re.DOTALL)
