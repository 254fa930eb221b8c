"""Plans out of the store, taken in as files are."""

from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import RDF

from graph.errors import StoreUnusable, UnknownName
from graph.intake import check, take_in, take_in_graph
from graph.store.intake import take_in_revision, take_in_stored
from graph.store.opening import open_store
from graph.store.plans import PlanStore
from graph.store.records import META, Provenance
from graph.store.terms import fingerprint_of, statements_of
from graph.verdict import SourceFile
from ontology.namespaces import RT
from tests.conftest import ROOT
from tests.stores import WHEN, bring_in, words_of

WORKBOOK = ROOT / "examples" / "vaggeryd-2020.xlsx"


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return open_store(str(tmp_path / "lager"))


def test_a_stored_plan_is_taken_in_as_its_file_was(store: PlanStore) -> None:
    first = take_in(WORKBOOK)
    told = Provenance(at=WHEN, file=WORKBOOK.name, sha256=first.source.sha256)
    store.add(first.graph, first.plan, told)
    intake = take_in_stored(store, "0665-2020")
    assert (intake.plan, intake.iri) == (first.plan, first.iri)
    assert intake.source.path == f"{store.place}, 0665-2020, version 1 (vaggeryd-2020.xlsx)"
    assert intake.source.sha256 == first.source.sha256
    assert intake.sheets is None
    assert intake.remarks == ()
    known = take_in_revision(store, store.plans()[0].current)
    assert (known.plan, known.iri, known.source) == (intake.plan, intake.iri, intake.source)
    assert set(known.graph) == set(intake.graph)


def test_a_stored_plan_is_checked_with_the_same_findings_but_for_their_cells(store: PlanStore) -> None:
    first = take_in(ROOT / "examples" / "lindvik-2024-brister.xlsx")
    store.add(first.graph, first.plan, Provenance(at=WHEN))
    of_file, of_store = (
        check(first, today=WHEN.date()),
        check(take_in_stored(store, "2024"), today=WHEN.date()),
    )
    read = {finding.rule for finding in of_file.findings if finding.focus == finding.shape}
    assert of_store.findings, "there are faults to find"
    assert all(finding.origin is None for finding in of_store.findings)
    assert sorted((each.rule, each.focus, each.message.sv) for each in of_store.findings) == sorted(
        (each.rule, each.focus, each.message.sv) for each in of_file.findings if each.rule not in read
    )


def test_an_earlier_revision_says_which_it_is(store: PlanStore) -> None:
    bring_in(store, "ett")
    bring_in(store, "två")
    intake = take_in_stored(store, "2024", 1)
    assert words_of(intake.graph) == {"ett"}
    assert intake.source.path == f"{store.place}, 2024, version 1"
    assert intake.source.sha256 == fingerprint_of(statements_of(intake.graph)), "it came from no file"
    assert words_of(take_in_stored(store, "2024").graph) == {"två"}


def test_what_is_not_in_the_store_is_said(store: PlanStore) -> None:
    with pytest.raises(StoreUnusable, match="inget planlager"):
        take_in_stored(store, "2024")
    bring_in(store, "ett")
    with pytest.raises(UnknownName, match="Menade du ”2024”"):
        take_in_stored(store, "2023")
    with pytest.raises(UnknownName, match="från 1 till 1"):
        take_in_stored(store, "2024", 2)


def test_a_revision_without_its_plan_is_damage(store: PlanStore) -> None:
    plan = bring_in(store, "ett").revision
    graph, _ = store.graph(plan.plan)
    graph.remove((URIRef(plan.plan), RDF.type, RT.Plan))
    graph.add((URIRef(plan.plan), RDF.type, RT.Municipality))
    with pytest.raises(LookupError):
        take_in_graph(graph, plan.plan, SourceFile("x", ""))
    with store.backend.writing() as work:
        work.replace_all(work.triples(META), [(plan.iri, statements_of(graph))])
    with pytest.raises(StoreUnusable, match="skadat"):
        take_in_stored(store, "2024")
