"""The goals and what ties them together, as a graph for programs that draw and measure graphs.

GraphML is read by Gephi, yEd and Cytoscape, DOT by Graphviz.
"""

import io
from collections import Counter
from collections.abc import Mapping

import networkx as nx

from graph.agenda2030 import Sdg, agenda
from graph.model import Goal, Plan
from graph.model_base import Named, Span
from graph.reference import GoalKind
from graph.report.dot import Box, Line, UrlSafeNames, digraph, wrapped
from graph.report.outline import one_line
from graph.report.trace_words import kind_of
from graph.sources.rdfwriting import NOT_IN_XML
from ontology.labels import label
from ontology.namespaces import RT
from ontology.vocabulary import vocabulary

_WIDTH = 34
# How far from the vision a kind of node stands.
_LEVELS: Mapping[str, int] = {
    "Vision": 0, "CoreValue": 0, GoalKind.COUNCIL: 1, GoalKind.COMMITTEE: 2, GoalKind.COMPANY: 2, "Sdg": 0,
}  # fmt: skip
_FILL = {
    "Vision": "#E3F4EE", "CoreValue": "#E3F4EE", GoalKind.COUNCIL: "#D6E8F4", GoalKind.COMMITTEE: "#FFFFFF",
    GoalKind.COMPANY: "#FBF8D0", "Sdg": "#F7F7F7",
}  # fmt: skip
# A partial tie to Agenda 2030 weighs half of a whole one, for those who measure the graph.
_PARTLY = 0.5


def goal_graph(plan: Plan) -> "nx.DiGraph[str]":
    """Vision, core values, goals and Agenda 2030, by IRI; each edge runs to what the goal serves.

    A node has `label`, `kind`, `kind_label` and more by its kind; an edge has `kind`, `label` and `weight`.
    What a goal is said to serve but the plan does not hold is no node.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    for kind, roots in (("Vision", plan.visions), ("CoreValue", plan.core_values)):
        for root in roots:
            graph.add_node(root.iri, **_node(root, kind, label(vocabulary(), RT[kind]).capitalize()))
    owners = {body.iri: body for body in plan.bodies}
    areas = {concept.iri: concept.name() for concept in plan.concepts}
    measured = Counter(goal for indicator in plan.indicators for goal in set(indicator.measures))
    for goal in plan.goals:
        graph.add_node(goal.iri, **_node(goal, goal.kind.value, kind_of(goal, plan, "sv")))
        owner = owners.get(goal.owner or "")
        graph.nodes[goal.iri].update(
            owner=owner.name() if owner else "",
            owner_id=owner.identifier or "" if owner else "",
            goal_area=areas.get(goal.goal_area or "", ""),
            indicators=measured[goal.iri],
            **_span(goal.valid),
        )
    sdgs = {each.iri: each for each in agenda()}
    for goal in plan.goals:
        _tie(graph, goal, sdgs)
    return graph


def _node(thing: Named, kind: str, kind_label: str) -> dict[str, str | int]:
    return {
        "label": one_line(thing.name()),
        "identifier": thing.identifier or "",
        "kind": kind,
        "kind_label": kind_label,
        "level": _LEVELS[kind],
    }


def _span(valid: Span | None) -> dict[str, str]:
    """Days as text: GraphML has no type for them."""
    start, end = (valid.start, valid.end) if valid else (None, None)
    return {"valid_from": start.isoformat() if start else "", "valid_to": end.isoformat() if end else ""}


def _tie(graph: "nx.DiGraph[str]", goal: Goal, sdgs: Mapping[str, Sdg]) -> None:
    """The edges from one goal. A whole tie to Agenda 2030 outweighs a partial one to the same goal."""
    for prop, things, weight in (
        (RT.addressesPartly, goal.addresses_partly, _PARTLY),
        (RT.addresses, goal.addresses, 1.0),
        (RT.basedOn, goal.based_on, 1.0),
        (RT.contributesTo, goal.contributes_to, 1.0),
    ):
        for iri in things:
            if iri in sdgs and iri not in graph:
                graph.add_node(iri, **_node(sdgs[iri], "Sdg", "Agenda 2030"))
            if iri in graph:
                kind = str(prop).rpartition("#")[2]
                graph.add_edge(goal.iri, iri, kind=kind, label=label(vocabulary(), prop), weight=weight)


def graphml(plan: Plan) -> bytes:
    """The graph of goals as GraphML. Raises ValueError for a text that XML has no place for."""
    graph = goal_graph(plan)
    texts = (value for _, attributes in graph.nodes(data=True) for value in attributes.values())
    if any(NOT_IN_XML.search(str(text)) for text in texts):
        raise ValueError("a control character in XML")
    target = io.BytesIO()
    nx.write_graphml_xml(graph, target, named_key_ids=False)
    return target.getvalue()


def dot(plan: Plan) -> str:
    """The graph of goals in Graphviz' language: the vision to the left, Agenda 2030 to the right.

    Each box is a link to its IRI. A partial tie is dashed.
    """
    graph = goal_graph(plan)
    names = UrlSafeNames()
    boxes = [_box(names, iri, attributes) for iri, attributes in graph.nodes(data=True)]
    lines = [
        _line(
            names.name(below, "", ""),
            names.name(above, "", ""),
            is_sdg=graph.nodes[above]["kind"] == "Sdg",
            is_whole=attributes["weight"] == 1,
        )
        for below, above, attributes in graph.edges(data=True)
    ]
    look = {"rankdir": "LR", "fontname": "Helvetica,Arial,sans-serif", "nodesep": "0.15", "ranksep": "0.8"}
    return digraph(one_line(plan.name()), look, boxes, lines)


def _line(below: str, above: str, *, is_sdg: bool, is_whole: bool) -> Line:
    """An arrow from a goal to what it serves, which stands to its left unless it is of Agenda 2030."""
    look = {} if is_whole else {"style": "dashed"}
    return Line(below, above, look) if is_sdg else Line(above, below, {"dir": "back", **look})


def _box(names: UrlSafeNames, iri: str, attributes: Mapping[str, str]) -> Box:
    kind = attributes["kind"]
    name = names.name(iri, kind.lower(), attributes["identifier"])
    called = " ".join(filter(None, (attributes["identifier"], attributes["label"])))
    about = ", ".join(filter(None, (attributes["kind_label"], attributes.get("owner"))))
    look = {"fillcolor": _FILL[kind]}
    if iri.startswith(("http://", "https://")):
        look["URL"] = iri
    return Box(name, (*wrapped(called, _WIDTH), *wrapped(about, _WIDTH)), look)
