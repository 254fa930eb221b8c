"""Publishing many municipalities: one at a time, told truly, and all of them or none."""

import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from graph.errors import CannotWrite
from graph.intake import Intake, take_in
from graph.query import read_plan
from graph.site.publishing import PlanToPublish, Wanted, publish
from graph.site.sources import plans_in_files, plans_in_store
from graph.store.opening import open_store
from graph.store.plans import PlanStore
from graph.store.records import META, Provenance
from graph.store.terms import statements_of
from ontology.namespaces import ADMS, RT, RTC
from ontology.parsing import read_turtle
from tests.site_parts import LINDVIK, VAGGERYD

BASE = "https://w3id.org/rodatraden/kommun/"
NAME = "Vaggeryds kommun, Mål för mandatperioden 2019–2022"
WANTED = Wanted(today=date(2025, 4, 1), force=True)


def plan_of(code: str) -> Graph:
    """Vaggeryd's plan as another municipality's."""
    return read_turtle(VAGGERYD.read_bytes().replace(b"0665", code.encode()))


def stored(folder: Path, *graphs: Graph) -> PlanStore:
    store = open_store(str(folder))
    for graph in graphs:
        store.add(graph, read_plan(graph), Provenance(at=datetime(2026, 1, 1, tzinfo=UTC)))
    return store


@pytest.fixture
def earlier(tmp_path: Path) -> Iterator[Path]:
    """A site that was published before, and that a test must leave as it was."""
    site = tmp_path / "site"
    assert publish(plans_in_files([VAGGERYD]), site, WANTED).written
    before = {each: each.stat().st_mtime_ns for each in site.rglob("*")}
    yield site
    assert {each: each.stat().st_mtime_ns for each in site.rglob("*")} == before
    assert sorted(each.name for each in tmp_path.iterdir() if each.name.startswith(".site.ny-")) == []


def with_control_character(graph: Graph) -> None:
    goal = URIRef(f"{BASE}0666/id/mal/KF-2")
    graph.set((goal, SKOS.prefLabel, Literal("Trygg\x0b uppväxt", lang="sv")))


def with_no_address(graph: Graph) -> None:
    graph.add((URIRef(f"{BASE}0666/id/mal/KF-2"), SKOS.related, URIRef("https://x.example/två ord")))


@pytest.mark.parametrize("harm", [with_control_character, with_no_address])
def test_one_text_among_many_plans_that_cannot_be_written_is_found(
    harm: Callable[[Graph], None], tmp_path: Path, earlier: Path
) -> None:
    broken = plan_of("0666")
    harm(broken)
    intakes = [take_in(VAGGERYD), *(_taken_in(tmp_path, graph) for graph in (broken, plan_of("0667")))]
    with pytest.raises(CannotWrite) as caught:
        publish([_to_publish(intake) for intake in intakes], earlier, WANTED)
    (said,) = caught.value.sentences("sv")
    assert said.startswith(f"Planen ”{NAME}” går inte att publicera")
    assert f"i {BASE}0666/id/mal/KF-2 finns tecken" in said


def _taken_in(folder: Path, graph: Graph) -> Intake:
    """A plan with all its statements, whatever a file can hold."""
    iri = next(str(each) for each in graph.subjects(RDF.type, RT.Plan))
    file = folder / "plan.ttl"
    file.write_bytes(VAGGERYD.read_bytes())
    return replace(take_in(file), graph=graph, iri=URIRef(iri), plan=read_plan(graph, iri))


def _to_publish(intake: Intake) -> PlanToPublish:
    return PlanToPublish(str(intake.iri).partition("/id/")[0], 2020, lambda: intake)


def test_one_damaged_plan_in_a_store_of_many_is_named(tmp_path: Path, earlier: Path) -> None:
    store = stored(tmp_path / "store", *map(plan_of, ("0665", "0666", "0667")))
    revisions = {each.current.code: each.current for each in store.plans()}
    contents = {code: store.graph_of(each) for code, each in revisions.items()}
    contents["0666"].remove((URIRef(revisions["0666"].plan), RDF.type, RT.Plan))
    contents["0666"].add((URIRef(revisions["0666"].plan), RDF.type, RT.Municipality))
    with store.backend.writing() as work:
        work.replace_all(
            work.triples(META),
            [(each.iri, statements_of(contents[code])) for code, each in revisions.items()],
        )
    with pytest.raises(CannotWrite) as caught:
        publish(plans_in_store(store, ()), earlier, WANTED)
    (said,) = caught.value.sentences("sv")
    assert said.startswith("Planen ”Vaggeryds kommun 0666-2020” går inte att läsa ur planlagret")
    assert "skadat" in said
    assert said.endswith("Den webbplats som fanns står kvar som den var.")


def test_one_plan_among_many_with_faults_stops_all_and_is_named(tmp_path: Path, earlier: Path) -> None:
    text = LINDVIK.read_text(encoding="utf-8")
    for code, old, new in (("k1", "-", "-"), ("k2", "dcat:contactPoint", "dcat:theme"), ("k3", "-", "-")):
        own = text.replace("https://data.lindvik.example", f"https://data.{code}.example").replace(old, new)
        (tmp_path / f"{code}.ttl").write_text(own, encoding="utf-8")
    steps: list[tuple[int, int, str]] = []
    done = publish(
        plans_in_files([tmp_path / f"{code}.ttl" for code in ("k1", "k2", "k3")]),
        earlier,
        replace(WANTED, force=False),
        lambda *step: steps.append(step),
    )
    assert not done.written
    assert [verdict.source.path for verdict in done.broken] == [str(tmp_path / "k2.ttl")]
    assert [step[:2] for step in steps] == [(1, 3), (2, 3), (3, 3)], "those that are only checked count too"


def test_one_municipality_is_in_memory_at_a_time(tmp_path: Path) -> None:
    graphs: dict[int, weakref.ref[Graph]] = {}
    alive: list[list[int]] = []

    def source(number: int) -> PlanToPublish:
        def taken_in() -> Intake:
            alive.append([each for each, graph in graphs.items() if graph() is not None])
            file = tmp_path / "plan.ttl"
            file.write_bytes(VAGGERYD.read_bytes().replace(b"0665", b"%04d" % number))
            intake = take_in(file)
            graphs[number] = weakref.ref(intake.graph)
            return intake

        return PlanToPublish(f"{BASE}{number:04}", 2020, taken_in)

    assert publish([source(number) for number in range(4)], tmp_path / "site", WANTED).written
    assert alive == [[], [], [], []]


def test_what_is_told_of_the_work_never_goes_back_and_ends_with_the_whole(tmp_path: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    publish(plans_in_files([VAGGERYD]), tmp_path / "site", WANTED, lambda *step: steps.append(step))
    made, whole = [step[0] for step in steps], {step[1] for step in steps}
    assert len(whole) == 1
    assert made == sorted(made)
    assert made[0] == 1
    assert made[-1] == whole.pop()
    assert made.count(made[-1]) < len(made) // 4, "it stands at the end only while little is left to do"
    assert {step[2] for step in steps} == {"Vaggeryds kommun – mål och uppföljning"}


def test_remarks_name_the_plan_where_there_are_several(tmp_path: Path) -> None:
    draft = plan_of("0666")
    draft.add((URIRef(f"{BASE}0666/id/plan/2020"), ADMS.status, RTC["publication/draft"]))
    whole = plan_of("0667")
    whole.add((URIRef(f"{BASE}0667/id/mal/KF-4"), ADMS.status, RTC["publication/draft"]))
    store = stored(tmp_path / "store", plan_of("0665"), draft, whole)
    done = publish(plans_in_store(store, ()), tmp_path / "site", WANTED)
    assert (done.written, done.municipalities) == (True, 2)
    said = [each.sv for each in done.remarks]
    assert any(each.startswith(f"{NAME}: Hela planen är ett utkast") for each in said)
    assert any(each.startswith(f"{NAME}: Utkast stannar i kommunen") for each in said)
