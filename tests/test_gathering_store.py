"""What gathering may change in a store: each plan its own place, nobody's plan for another's."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat
from rdflib import Graph, Literal
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS

from graph.errors import StoreUnusable
from graph.gathering import Brought, Failed, bring_in, gather
from graph.intake import Intake
from graph.sources.rdfwriting import rdf_bytes
from graph.store.plans import PlanStore
from ontology.namespaces import RT
from tests.conftest import ROOT
from tests.test_gathering import GOALS, HERE, NOBODY, NOW, VAGGERYD, store, three, vaggeryd, web
from tests.web import Answer, Web

pytestmark = pytest.mark.server

__all__ = ["store", "three", "vaggeryd", "web"]


def test_where_a_plan_came_from_is_kept(web: Web, vaggeryd: Intake, store: PlanStore) -> None:
    web.answers["/plan.ttl"] = Answer(VAGGERYD.read_bytes())
    (brought,) = bring_in(gather(web.url("/plan.ttl"), HERE), store)
    assert isinstance(brought, Brought)
    (stored,) = store.plans()
    provenance = stored.current.provenance
    assert (provenance.url, provenance.file) == (web.url("/plan.ttl"), "plan.ttl")
    assert provenance.sha256 == vaggeryd.source.sha256
    (again,) = bring_in(gather(web.url("/plan.ttl"), HERE), store)
    assert isinstance(again, Brought)
    assert not again.kept.new


def test_plans_of_one_year_of_several_municipalities_lie_side_by_side(
    web: Web, three: list[Intake], store: PlanStore
) -> None:
    for number, plan in enumerate(three):
        web.answers[f"/{number}.ttl"] = Answer(rdf_bytes(plan.graph, RdfFormat.TURTLE))
        list(bring_in(gather(web.url(f"/{number}.ttl"), HERE), store))
    assert [plan.short for plan in store.plans()] == ["0665-2020", "0680-2020", "0682-2020"]
    assert all(len(plan.revisions) == 1 for plan in store.plans())


def refusal(web: Web, store: PlanStore, intake: Intake, *, force: bool = False) -> str:
    web.answers["/falsk.ttl"] = Answer(rdf_bytes(intake.graph, RdfFormat.TURTLE))
    before = [plan.current.iri for plan in store.plans()]
    (done,) = bring_in(gather(web.url("/falsk.ttl"), HERE), store, force=force)
    if isinstance(done, Brought):
        return ""
    assert [plan.current.iri for plan in store.plans()] == before, "nothing has changed"
    assert isinstance(done.error, StoreUnusable)
    return done.error.code


def test_another_municipalitys_plan_never_takes_anothers_place(
    web: Web, vaggeryd: Intake, store: PlanStore
) -> None:
    store.add(vaggeryd.graph, vaggeryd.plan, replace(NOW, url=web.url("/plan.ttl")))
    graph = Graph() + vaggeryd.graph
    code = next(graph.subjects(RT.municipalityCode))
    for other in (Literal("0680"), None):
        graph.remove((code, RT.municipalityCode, None))
        if other is not None:
            graph.add((code, RT.municipalityCode, other))
        assert refusal(web, store, replace(vaggeryd, graph=graph)) == "E66"


def test_what_is_fetched_takes_no_place_from_what_came_otherwise(
    web: Web, vaggeryd: Intake, store: PlanStore
) -> None:
    """A host that was named for its own plans cannot put itself in the place of ours."""
    store.add(vaggeryd.graph, vaggeryd.plan, replace(NOW, file="plan.xlsx"))
    changed = Graph() + vaggeryd.graph
    changed.add((vaggeryd.iri, DCTERMS.description, Literal("Ändrad", lang="sv")))
    forged = replace(vaggeryd, graph=changed)
    assert refusal(web, store, forged) == "E67"
    store.add(
        vaggeryd.graph,
        vaggeryd.plan,
        replace(NOW, url="https://data.annan.example/p", note="flyttad"),
        force=True,
    )
    assert refusal(web, store, forged) == "E67"
    assert refusal(web, store, forged, force=True) == ""


def test_plans_of_the_same_name_without_a_code_take_no_place_from_each_other(
    store: PlanStore, tmp_path: Path
) -> None:
    """As StratML of two municipalities whose committees and plans are called the same."""
    city = (ROOT / "tests" / "data" / "stratml" / "city.xml").read_bytes()
    mine, theirs = tmp_path / "a.xml", tmp_path / "b.xml"
    mine.write_bytes(city)
    theirs.write_bytes(city.replace(b"Response time", b"Time to respond"))

    def brought(path: Path, *, force: bool = False) -> Brought | Failed:
        (done,) = bring_in(gather(str(path), NOBODY), store, force=force)
        return done

    assert isinstance(brought(mine), Brought)
    refused = brought(theirs)
    assert isinstance(refused, Failed)
    assert isinstance(refused.error, StoreUnusable)
    assert refused.error.code == "E67"
    assert "a.xml, inte från b.xml" in str(refused.error)
    mine.write_bytes(city.replace(b"Response time", b"Time"))
    assert isinstance(brought(mine), Brought), "a new edition in a file of the same name"
    assert isinstance(brought(theirs, force=True), Brought)
    assert [len(plan.revisions) for plan in store.plans()] == [3]


@pytest.mark.parametrize("own", ["https://w3id.org/rodatraden/store", "revision"])
def test_a_plan_with_a_name_of_the_stores_own(web: Web, vaggeryd: Intake, store: PlanStore, own: str) -> None:
    kept = store.add(vaggeryd.graph, vaggeryd.plan, NOW)
    name = kept.revision.iri if own == "revision" else own
    document = f"@prefix : <https://w3id.org/rodatraden/ns#> . <{name}> a :Plan ; :budgetYear 2024 ."
    web.answers["/plan.ttl"] = Answer(document.encode() + GOALS)
    (done,) = bring_in(gather(web.url("/plan.ttl"), HERE), store, force=True)
    assert isinstance(done, Failed)
    assert isinstance(done.error, StoreUnusable)
    assert done.error.code == "E74"
    assert isomorphic(store.graph("0665-2020")[0], vaggeryd.graph)
