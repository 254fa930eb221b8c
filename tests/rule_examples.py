"""The examples of the rules: small whole plans, each written as what differs from a base (data/rules)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pyoxigraph
from rdflib import Graph, URIRef
from rdflib.term import Node

from ontology.parsing import read_turtle, to_rdflib

ROOT = Path(__file__).parent / "data" / "rules"
TODAY = date(2025, 3, 1)
PERIOD = "2024"

_DELTA = "https://data.exempel.se/delta/"
ANY = URIRef(_DELTA + "any")
_PREFIXES = "".join(
    line + "\n"
    for line in (ROOT / "base.ttl").read_text(encoding="utf-8").splitlines()
    if line.startswith("@prefix")
)

Triple = tuple[Node, Node, Node]


@dataclass(frozen=True, slots=True)
class Example:
    """One plan that passes or fails a rule: the rule's code, the file's stem, and the file.

    `period` and `today` are what the check is run with; a period counts only where the rule needs one.
    """

    code: str
    name: str
    path: Path
    period: str = PERIOD
    today: date = TODAY

    @property
    def fails(self) -> bool:
        """Whether the plan is meant to break its rule."""
        return self.name.startswith("fail")

    def __str__(self) -> str:
        return f"{self.code}-{self.name}"


def examples() -> tuple[Example, ...]:
    """Every example, by code and name."""
    return tuple(_examples())


def _examples() -> Iterator[Example]:
    for path in sorted(ROOT.glob("*/*.trig")):
        settings = {
            str(quad.predicate.value).removeprefix(_DELTA): quad.object.value
            for quad in _quads(path)
            if isinstance(quad.graph_name, pyoxigraph.DefaultGraph)
            and isinstance(quad.object, pyoxigraph.Literal)
        }
        if unknown := set(settings) - {"period", "today"}:
            raise ValueError(f"{path}: unknown setting {sorted(unknown)}")
        yield Example(
            path.parent.name,
            path.stem,
            path,
            settings.get("period", PERIOD),
            date.fromisoformat(settings["today"]) if "today" in settings else TODAY,
        )


@cache
def base() -> Graph:
    """The plan that every example starts from; the same object every time, so never write to it."""
    return read_turtle((ROOT / "base.ttl").read_bytes())


def plan_of(example: Example) -> Graph:
    """The example's whole plan as a new graph. Raises ValueError where it no longer fits the base."""
    plan = Graph(bind_namespaces="none")
    for triple in base():
        plan.add(triple)
    parts: dict[str, list[Triple]] = {"add": [], "remove": []}
    for quad in _quads(example.path):
        if isinstance(quad.graph_name, pyoxigraph.DefaultGraph):
            continue
        part = str(quad.graph_name.value).removeprefix(_DELTA)
        if part not in parts:
            raise ValueError(f"{example.path}: unknown graph {quad.graph_name}")
        parts[part].append((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    for subject, predicate, value in parts["remove"]:
        found = list(plan.triples((_wild(subject), _wild(predicate), _wild(value))))
        if not found:
            raise ValueError(f"{example.path}: not there: {subject} {predicate} {value}")
        for gone in found:
            plan.remove(gone)
    for triple in parts["add"]:
        if triple in plan:
            raise ValueError(f"{example.path}: already there: {triple}")
        plan.add(triple)
    if not any(parts.values()):
        raise ValueError(f"{example.path}: nothing differs from the base")
    return plan


def _wild(term: Node) -> Node | None:
    return None if term == ANY else term


def _quads(path: Path) -> list[pyoxigraph.Quad]:
    text = _PREFIXES + path.read_text(encoding="utf-8")
    return list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TRIG, base_iri=_DELTA + "example"))
