"""The store of plans in a folder: revisions, and what holds when processes write, read and die."""

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from rdflib import URIRef
from rdflib.compare import isomorphic

from graph.errors import CannotWrite, StoreUnusable, UnknownName
from graph.intake import take_in
from graph.query import read_plan
from graph.store.embedded import EmbeddedBackend
from graph.store.locking import locked
from graph.store.opening import open_store
from graph.store.plans import PlanStore, decision_asked_for, plan_asked_for
from graph.store.records import FORMAT, META, Provenance, new_revision_iri, read_plans
from graph.store.terms import fingerprint_of, graph_of, statements_of
from graph.tables import TableRow
from tests.conftest import ROOT
from tests.small_plans import MINIMAL, iri, parsed
from tests.stores import GOALS, WHEN, bring_in, must_be_whole, small_plan, words_of
from tests.strategies import plans
from tests.test_tables import built

LINDVIK = ROOT / "examples" / "lindvik-2024.ttl"
TOLD = r"skadat|lämnade ut"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return open_store(str(tmp_path / "lager"))


def writer(*arguments: object) -> list[str]:
    return [sys.executable, str(ROOT / "tests" / "store_writer.py"), *map(str, arguments)]


def generations(store: PlanStore) -> list[str]:
    return sorted(child.name for child in Path(store.place).iterdir() if child.name.startswith("g-"))


# --- Revisions -------------------------------------------------------------------------------------------


def test_every_revision_can_be_read_again(store: PlanStore) -> None:
    for word in ("ett", "två", "tre"):
        assert bring_in(store, word).new
    (plan,) = store.plans()
    assert [revision.number for revision in plan.revisions] == [1, 2, 3]
    assert [words_of(store.graph(plan.iri, number)[0]) for number in (1, 2, 3)] == [{"ett"}, {"två"}, {"tre"}]
    assert words_of(store.graph(plan.iri)[0]) == {"tre"}
    assert must_be_whole(store) == 3


def test_a_large_plan_comes_out_as_it_went_in(store: PlanStore) -> None:
    intake = take_in(LINDVIK)
    store.add(intake.graph, intake.plan, Provenance(at=WHEN))
    graph, _ = store.graph(intake.plan.iri)
    assert len(graph) == len(intake.graph)
    assert read_plan(graph, intake.plan.iri) == intake.plan


@settings(max_examples=15)
@given(plans())
def test_any_plan_comes_out_with_the_same_meaning(tables: dict[str, list[TableRow]]) -> None:
    first = built(tables)
    statements = statements_of(first.graph)
    graph = graph_of(statements)
    assert read_plan(graph) == read_plan(first.graph)
    assert fingerprint_of(statements_of(graph)) == fingerprint_of(statements)


def test_the_same_plan_again_is_no_new_revision(store: PlanStore) -> None:
    first = bring_in(store, "ett")
    again = bring_in(store, "ett")
    assert not again.new
    assert again.revision == first.revision
    assert bring_in(store, "ett", note="Antagen oförändrad").new, "what is told of is kept"


def test_the_order_and_the_names_of_blank_nodes_are_no_change(store: PlanStore) -> None:
    one = parsed(MINIMAL + '<plan/2024> dcterms:valid [ dcat:startDate "2024-01-01" ] .')
    two = parsed('<plan/2024> dcterms:valid _:annan . _:annan dcat:startDate "2024-01-01" .' + MINIMAL)
    for graph, new in ((one, True), (two, False)):
        assert store.add(graph, read_plan(graph), Provenance(at=WHEN)).new is new
    assert isomorphic(store.graph("2024")[0], one)


def test_an_earlier_revision_comes_back_as_a_new_one(store: PlanStore) -> None:
    bring_in(store, "ett", file="ett.xlsx", sha256="abc")
    bring_in(store, "två")
    kept = store.bring_back("2024", 1, Provenance(at=WHEN, note="Fel fil"))
    assert kept.new
    assert (kept.revision.number, kept.revision.provenance.note) == (3, "Fel fil")
    assert kept.revision.provenance.file == "ett.xlsx"
    assert words_of(store.graph("2024")[0]) == {"ett"}
    assert words_of(store.graph("2024", 2)[0]) == {"två"}
    assert not store.bring_back("2024", 3, Provenance(at=WHEN)).new, "it holds already"


def test_where_a_revision_comes_from_is_told_in_prov(store: PlanStore) -> None:
    told = Provenance(
        at=datetime(2026, 3, 1, 9, 30, 15, 250_000, tzinfo=UTC),
        by="ekonomiavdelningen",
        note="Efter beslut",
        file="plan.xlsx",
        sha256="0" * 64,
        decision=iri("beslut/kf-1"),
    )
    graph = small_plan("ett")
    first = store.add(graph, read_plan(graph), told).revision
    assert first.provenance == told
    assert first.revises is None
    second = bring_in(store, "två").revision
    assert second.revises == first.iri
    assert second.provenance == Provenance(at=WHEN), "nobody is named who was not asked to be"
    with store.backend.reading() as look:
        meta = graph_of(look.triples(META))
    asked = """
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT ?who ?file ?decision WHERE {
            ?new prov:wasRevisionOf ?old .
            ?old prov:wasGeneratedBy ?import ; prov:wasDerivedFrom/dcterms:title ?file .
            ?import prov:wasAssociatedWith/rdfs:label ?who ; prov:wasInformedBy ?decision ; prov:used ?used .
        }"""
    ((who, file, decision),) = {tuple(map(str, row)) for row in meta.query(asked) if isinstance(row, tuple)}
    assert (who, file, decision) == ("ekonomiavdelningen", "plan.xlsx", iri("beslut/kf-1"))


def test_revisions_are_named_within_the_identifiers_of_the_municipality() -> None:
    name = new_revision_iri(iri("plan/2024"))
    assert name.startswith(iri("revision/2024-"))
    assert not set(name) & set("?#"), "no query, no fragment"
    assert new_revision_iri("urn:x").startswith("urn:uuid:")


def test_plans_of_several_municipalities_and_years_lie_side_by_side(store: PlanStore) -> None:
    for year in (2023, 2024):
        graph = small_plan("ett", year=year)
        store.add(graph, read_plan(graph), Provenance(at=WHEN))
    for name in ("vaggeryd-2020", "lindvik-2024"):
        intake = take_in(ROOT / "examples" / f"{name}.ttl")
        store.add(intake.graph, intake.plan, Provenance(at=WHEN))
    assert [plan.short for plan in store.plans()] == ["2023", "9999-2024", "0665-2020"]
    assert len(store.plan(iri("plan/2024")).revisions) == 2, "the same IRI is the same plan"
    assert store.plan("vaggeryds kommun 2020").short == "0665-2020"


# --- Names that are asked for ----------------------------------------------------------------------------


def test_an_unknown_plan_is_met_with_the_nearest(store: PlanStore) -> None:
    intake = take_in(ROOT / "examples" / "vaggeryd-2020.ttl")
    store.add(intake.graph, intake.plan, Provenance(at=WHEN))
    assert store.plan("2020").short == "0665-2020"
    with pytest.raises(UnknownName, match="Menade du ”0665-2020”"):
        store.plan("0665-2021")
    with pytest.raises(UnknownName, match="från 1 till 1"):
        store.graph("2020", 2)
    with pytest.raises(UnknownName):
        plan_asked_for((), "2020", "lager")


def test_a_decision_is_found_by_its_id_or_iri() -> None:
    plan = take_in(LINDVIK).plan
    known = next(decision for decision in plan.decisions if decision.identifier)
    assert decision_asked_for(plan, str(known.identifier)) == known.iri
    assert decision_asked_for(plan, "https://ledning.example/beslut/7") == "https://ledning.example/beslut/7"
    with pytest.raises(UnknownName, match="inget beslut"):
        decision_asked_for(plan, "finns inte")


def test_two_revisions_with_the_same_number_are_told_apart() -> None:
    """Some servers let two writers take the same number."""
    told = parsed("".join(
        f'<revision/{name}> dcat:version 1 ; prov:specializationOf <plan/2024> ; void:triples 3 ; '
        f'prov:generatedAtTime "2026-03-01T09:30:0{name}Z"^^xsd:dateTime .' for name in (2, 1)
    ))  # fmt: skip
    (plan,) = read_plans(statements_of(told))
    assert [(revision.number, revision.iri) for revision in plan.revisions] == [
        (1, iri("revision/1")),
        (2, iri("revision/2")),
    ]


# --- Processes -------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_a_writer_killed_at_any_moment_leaves_the_old_revision_or_the_new_one(store: PlanStore) -> None:
    bring_in(store, "start")
    done = subprocess.run(
        writer("die", store.place, 100, 2026),
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    revisions, told, left = map(int, done.stdout.split())
    assert must_be_whole(store) == revisions
    assert told > 0, "the writers lived long enough to get something done"
    assert left > 0, "some died in the middle"
    bring_in(store, "slut")
    assert len(generations(store)) == 1, "what the dead left is cleared away"


def test_two_writers_at_once_both_get_their_turn(store: PlanStore) -> None:
    bring_in(store, "start")
    calls = [writer("write", store.place, name) for name in ("a", "b")]
    with (
        subprocess.Popen(calls[0], env=ENVIRONMENT, stdout=subprocess.PIPE) as one,
        subprocess.Popen(calls[1], env=ENVIRONMENT, stdout=subprocess.PIPE) as two,
    ):
        told: set[str] = set()
        for process in (one, two):
            assert process.stdout is not None
            told |= {process.stdout.readline().decode().strip() for _ in range(3)}
        for process in (one, two):
            process.kill()
    (plan,) = store.plans()
    assert told <= {revision.iri for revision in plan.revisions}
    must_be_whole(store)


def test_a_reader_is_never_blocked_and_never_sees_half(store: PlanStore) -> None:
    bring_in(store, "start")
    with subprocess.Popen(writer("write", store.place, "a"), env=ENVIRONMENT, stdout=subprocess.PIPE) as busy:
        assert busy.stdout is not None
        busy.stdout.readline()
        seen = set()
        end = time.monotonic() + 2
        while time.monotonic() < end:
            graph, revision = store.graph("2024")
            assert len(words_of(graph)) == 1
            assert len(graph) == 3 + 3 * GOALS
            seen.add(revision.number)
        busy.kill()
    assert len(seen) > 1, "the writer went on meanwhile"


def test_a_reader_keeps_what_it_looks_at(store: PlanStore) -> None:
    bring_in(store, "ett")
    with store.backend.reading() as look:
        (plan,) = read_plans(look.triples(META))
        for word in ("två", "tre", "fyra"):
            bring_in(store, word)
        assert len(look.triples(plan.iri)) == 3 + 3 * GOALS
        assert words_of(graph_of(look.whole(plan.current))) == {"ett"}
        assert len(generations(store)) == 2, "the one that is read, and the one that holds"
    bring_in(store, "fem")
    assert len(generations(store)) == 1


def test_a_reader_may_lack_the_right_to_write(store: PlanStore) -> None:
    bring_in(store, "ett")
    folder = Path(store.place)
    inside = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in inside}
    for path in inside:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert words_of(store.graph("2024")[0]) == {"ett"}
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


# --- What can be wrong with a store ----------------------------------------------------------------------


def test_a_locked_store_says_so_and_changes_nothing(tmp_path: Path) -> None:
    store = PlanStore(EmbeddedBackend(tmp_path / "lager", wait=0.2))
    bring_in(store, "ett")
    with locked(tmp_path / "lager" / "lock") as got:
        assert got
        with pytest.raises(StoreUnusable, match=r"annan import.*inte blev klar inom 0.2 sekunder"):
            bring_in(store, "två")
        assert words_of(store.graph("2024")[0]) == {"ett"}, "reading goes on"
    assert must_be_whole(store) == 1
    bring_in(store, "två")


def test_no_store_where_there_is_none(store: PlanStore, tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="inget planlager"):
        store.plans()
    assert not Path(store.place).exists(), "looking makes nothing"
    (tmp_path / "annat").mkdir()
    (tmp_path / "annat" / "brev.docx").write_text("x", "utf-8")
    for place in (tmp_path / "annat", tmp_path / "annat" / "brev.docx"):
        with pytest.raises(StoreUnusable, match="inget planlager"):
            bring_in(open_store(str(place)), "ett")
    assert [child.name for child in (tmp_path / "annat").iterdir()] == ["brev.docx"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x", "utf-8")
    with pytest.raises(CannotWrite):
        bring_in(open_store(str(tmp_path / "fil" / "lager")), "ett")


def test_a_store_of_a_newer_version_is_left_alone(store: PlanStore) -> None:
    bring_in(store, "ett")
    pointer = Path(store.place) / "store.json"
    said = json.loads(pointer.read_text("utf-8"))
    pointer.write_text(json.dumps({**said, "format": FORMAT + 1}), "utf-8")
    for attempt in (store.plans, lambda: bring_in(store, "två")):
        with pytest.raises(StoreUnusable, match=rf"nyare version.*lagerformat {FORMAT + 1}"):
            attempt()
    pointer.write_text(json.dumps(said), "utf-8")
    assert must_be_whole(store) == 1


def data_files(store: PlanStore, pattern: str) -> list[Path]:
    (current,) = generations(store)
    return sorted((Path(store.place) / current).glob(pattern))


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "x"}', "\x00\x01", '{"format": 1}'])
def test_a_damaged_pointer_is_told_of(store: PlanStore, content: str) -> None:
    bring_in(store, "ett")
    (Path(store.place) / "store.json").write_text(content, "utf-8")
    for attempt in (store.plans, lambda: bring_in(store, "två")):
        with pytest.raises(StoreUnusable, match=r"skadat.*store\.json går inte att tolka"):
            attempt()
    assert len(generations(store)) == 1, "nothing is cleared away from a damaged store"


@pytest.mark.parametrize("pattern", ["*.sst", "MANIFEST*", "CURRENT"])
@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "noise"])
def test_a_damaged_database_is_told_of_and_nothing_is_lost(
    store: PlanStore, pattern: str, damage: str
) -> None:
    bring_in(store, "ett")
    bring_in(store, "två")
    files = data_files(store, pattern)
    kept = {file: file.read_bytes() for file in files}
    for file, data in kept.items():
        file.unlink()
        if damage != "gone":
            half = len(data) // 2
            file.write_bytes({"empty": b"", "cut": data[:half], "noise": b"\xa5" * len(data)}[damage])
    with pytest.raises(StoreUnusable, match=TOLD):
        must_be_whole(store)
    with suppress(StoreUnusable):
        bring_in(store, "tre")
    with pytest.raises(StoreUnusable, match=TOLD):
        must_be_whole(store)
    if len(generations(store)) == 1:
        for file, data in kept.items():
            file.write_bytes(data)
        assert must_be_whole(store) == 2


def test_a_revision_with_statements_missing_is_never_shown_as_whole(store: PlanStore) -> None:
    first = bring_in(store, "ett").revision
    graph = small_plan("ett")
    graph.remove((URIRef(iri("mal/1")), None, None))
    with store.backend.writing() as work:
        work.replace_all([], {})
    with store.backend.writing() as work:
        work.add(first, statements_of(graph))
    with pytest.raises(StoreUnusable, match=f"{3 * GOALS} av de {3 + 3 * GOALS}"):
        store.graph("2024")


def test_a_writer_that_fails_changes_nothing(store: PlanStore) -> None:
    bring_in(store, "ett")
    with pytest.raises(RuntimeError), store.backend.writing() as work:  # noqa: PT012 - the failure is in the middle
        graph = small_plan("två")
        work.add(store.plan("2024").current, statements_of(graph))
        raise RuntimeError
    assert must_be_whole(store) == 1
    assert words_of(store.graph("2024")[0]) == {"ett"}
    bring_in(store, "tre")
    assert must_be_whole(store) == 2
