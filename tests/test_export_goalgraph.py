"""The graph of goals for other programs: networkx reads it back with its types, Graphviz draws it."""

import io
import shutil
import subprocess
from typing import Any

import networkx as nx
import pytest
from defusedxml import ElementTree
from hypothesis import HealthCheck, given, settings

from examples.build import HERE
from graph.export.goalgraph import dot, goal_graph, graphml
from graph.intake import take_in
from graph.model import Plan
from graph.query import read_plan
from graph.tables import TableRow
from tests.small_plans import MINIMAL, iri, parsed
from tests.strategies import plans
from tests.test_tables import built

_NS = "{http://graphml.graphdrawing.org/xmlns}"
PLAN = f"""{MINIMAL}
<organ/KF> a rt:Council ; rt:inPlan <plan/2024> ; dcterms:identifier "KF" ; skos:prefLabel "Fullmäktige"@sv .
<vision/1> a rt:Vision ; rt:inPlan <plan/2024> ; skos:prefLabel "Havet"@sv .
<mal/1> a rt:CouncilGoal ; rt:inPlan <plan/2024> ; dcterms:identifier "KF-1" ;
    skos:prefLabel "5 < \\"6\\" & 7"@sv ;
    rt:basedOn <vision/1> ; rt:ownedBy <organ/KF> ; rt:addresses sdg:3.4 ; rt:addressesPartly sdg:4 ;
    dcterms:valid <tid/1> .
<tid/1> a dcterms:PeriodOfTime ; dcat:startDate "2024-01-01"^^xsd:date .
<mal/2> a rt:CommitteeGoal ; rt:inPlan <plan/2024> ; rt:contributesTo <mal/1> , <mal/finns-inte> .
<indikator/1> a rt:Indicator ; rt:inPlan <plan/2024> ; rt:measures <mal/2> .
"""


def read_again(data: bytes) -> "nx.DiGraph[str]":
    graph = nx.read_graphml(io.BytesIO(data))
    assert isinstance(graph, nx.DiGraph)
    return graph


@pytest.fixture
def plan() -> Plan:
    return read_plan(parsed(PLAN))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(tables=plans())
def test_graphml_is_read_back_as_it_was(tables: dict[str, list[TableRow]]) -> None:
    plan = read_plan(built(tables).graph)
    graph, again = goal_graph(plan), read_again(graphml(plan))
    assert nodes(again) == nodes(graph)
    assert edges(again) == edges(graph)


def nodes(graph: "nx.DiGraph[str]") -> dict[str, Any]:
    return {str(iri): dict(attributes) for iri, attributes in graph.nodes(data=True)}


def edges(graph: "nx.DiGraph[str]") -> dict[tuple[str, str], Any]:
    return {(str(below), str(above)): dict(attributes) for below, above, attributes in graph.edges(data=True)}


@pytest.mark.parametrize("name", ["vaggeryd-2020", "lindvik-2024", "lindvik-2024-brister"])
def test_the_examples_have_every_goal_and_tie(name: str) -> None:
    plan = take_in(HERE / f"{name}.ttl").plan
    again = read_again(graphml(plan))
    kinds = nx.get_node_attributes(again, "kind")
    assert {iri for iri, kind in kinds.items() if kind.endswith("Goal")} == {goal.iri for goal in plan.goals}
    known = set(again)
    expected = {
        (goal.iri, above)
        for goal in plan.goals
        for above in (*goal.contributes_to, *goal.based_on, *goal.addresses, *goal.addresses_partly)
    }
    assert set(again.edges()) == {(below, above) for below, above in expected if above in known}


def test_nodes_and_edges_have_types(plan: Plan) -> None:
    again = read_again(graphml(plan))
    assert again.nodes[iri("mal/1")] == {
        "label": '5 < "6" & 7',
        "identifier": "KF-1",
        "kind": "CouncilGoal",
        "kind_label": "KF-mål",
        "level": 1,
        "owner": "Fullmäktige",
        "owner_id": "KF",
        "goal_area": "",
        "indicators": 0,
        "valid_from": "2024-01-01",
        "valid_to": "",
    }
    assert again.nodes[iri("mal/2")]["indicators"] == 1
    assert again.edges[iri("mal/2"), iri("mal/1")] == {
        "kind": "contributesTo",
        "label": "bidrar till",
        "weight": 1.0,
    }
    assert again.edges[iri("mal/1"), "http://metadata.un.org/sdg/4"]["weight"] == 0.5
    assert iri("mal/finns-inte") not in again


def test_every_key_of_the_graphml_is_one_of_its_own(plan: Plan) -> None:
    keys = ElementTree.fromstring(graphml(plan)).findall(f"{_NS}key")
    assert len({key.get("id") for key in keys}) == len(keys)
    types = {(key.get("for"), key.get("attr.name")): key.get("attr.type") for key in keys}
    assert types["node", "level"] == "long"
    assert types["edge", "weight"] == "double"
    assert types["node", "label"] == types["edge", "label"] == "string"


def test_a_text_that_xml_cannot_hold_is_refused() -> None:
    plan = read_plan(parsed(MINIMAL + '<mal/1> a rt:CouncilGoal ; dcterms:identifier "a\\u0001" .'))
    with pytest.raises(ValueError, match="control character"):
        graphml(plan)


def test_the_picture_has_links_and_dashes(plan: Plan) -> None:
    text = dot(plan)
    assert f'URL="{iri("mal/1")}"' in text
    assert '"vision" -> "councilgoal-KF-1" [dir="back"]' in text
    assert '"councilgoal-KF-1" -> "sdg-3-4";' in text
    assert '"councilgoal-KF-1" -> "sdg-4" [style="dashed"]' in text


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    plan = read_plan(parsed(MINIMAL + "<javascript:alert(1)> a rt:CouncilGoal ."))
    assert len(plan.goals) == 1
    assert "URL" not in dot(plan)


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
@pytest.mark.parametrize("name", ["vaggeryd-2020", "lindvik-2024"])
def test_graphviz_draws_the_examples(name: str) -> None:
    plan = take_in(HERE / f"{name}.ttl").plan
    done = subprocess.run(["dot", "-Tsvg"], input=dot(plan).encode(), capture_output=True, check=True)  # noqa: S607
    assert done.stderr == b""
    svg = ElementTree.fromstring(done.stdout)
    boxes = [each for each in svg.iter("{http://www.w3.org/2000/svg}g") if each.get("class") == "node"]
    assert len(boxes) == len(goal_graph(plan))
