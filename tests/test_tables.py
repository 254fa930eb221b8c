"""A plan laid out as sheets and read again is the same plan."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SKOS, VOID, XSD

from graph.build import Built, build
from graph.sources.layout import SHEETS
from graph.sources.rows import RestTriple, Row, Sheets, SourceCell
from graph.sources.values import plain
from graph.tables import TableRow, Tables, to_tables
from ontology.namespaces import RT
from shapes.findings import Origin
from tests.strategies import plans


def built(tables: dict[str, list[TableRow]], rest: tuple[RestTriple, ...] = ()) -> Built:
    """The plan that sheets make, without a file between."""
    rows: list[Row] = []
    for sheet in SHEETS:
        for number, values in enumerate(tables.get(sheet.name, []), start=2):
            cells = {
                heading: SourceCell(
                    plain(value) if isinstance(value, Decimal) else value, Origin("p", sheet.name, "A1")
                )
                for heading, value in values.items()
            }
            rows.append(Row(sheet, number, cells, Origin("p", sheet.name, f"A{number}")))
    return build(Sheets(tuple(rows), (), rest=rest, typed=False), "p")


def again(tables: Tables) -> Graph:
    """The plan that laid-out sheets make when they are read."""
    return built(dict(tables.sheets), tables.rest).graph


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_sheets_give_the_same_plan_again(tables: dict[str, list[TableRow]]) -> None:
    """Whatever stands in the cells."""
    first = built(tables)
    assert [remark.code for remark in first.remarks if remark.code != "L18"] == []
    laid_out = to_tables(first.graph, first.plan)
    assert isomorphic(again(laid_out), first.graph)


def _plan() -> Built:
    return built(
        {
            "Kommun": [{"Namn": "Exempel", "Kommunkod": "9999", "Budgetår": 2024}],
            "KF-mål": [{"Id": "KF-1", "Mål": "Trygg uppväxt", "Organ": "KF"}],
        }
    )


def test_what_no_column_can_say_goes_to_the_last_sheet() -> None:
    """A label in a third language, a property of others', a blank node."""
    plan = _plan()
    goal = URIRef("https://w3id.org/rodatraden/kommun/9999/id/mal/KF-1")
    plan.graph.add((goal, SKOS.prefLabel, Literal("Turvallinen kasvu", lang="fi")))
    plan.graph.add((goal, URIRef("https://exempel.se/ns#x"), Literal("7", datatype=XSD.byte)))
    tables = to_tables(plan.graph, plan.plan)
    assert {(line.value, line.language) for line in tables.rest} == {("Turvallinen kasvu", "fi"), ("7", "")}
    assert isomorphic(again(tables), plan.graph)


@pytest.mark.parametrize(
    ("prop", "value"),
    [
        (VOID.uriSpace, Literal("http://localhost:8501")),
        (VOID.uriSpace, Literal("ingen adress")),
        (RT.budgetYear, Literal("snart")),
        (RT.budgetYear, Literal("99", datatype=XSD.gYear)),
    ],
)
def test_what_the_first_sheet_would_refuse_goes_to_the_last(prop: URIRef, value: Literal) -> None:
    """Else a plan out of RDF could be written neither as a workbook nor as CSV, nor be published."""
    plan = _plan()
    plan.graph.remove((plan.plan, prop, None))
    plan.graph.add((plan.plan, prop, value))
    tables = to_tables(plan.graph, plan.plan)
    (line,) = (each for each in tables.rest if each.predicate == str(prop))
    assert line.value == str(value)


def test_an_identifier_of_ones_own_is_kept() -> None:
    """A goal published under another IRI keeps it through the sheets."""
    plan = _plan()
    own = URIRef("https://annan.exempel.se/mal/sju")
    plan.graph.add((own, RDF.type, RT.CommitteeGoal))
    plan.graph.add((own, RT.inPlan, plan.plan))
    plan.graph.add((own, SKOS.prefLabel, Literal("Eget", lang="sv")))
    tables = to_tables(plan.graph, plan.plan)
    assert tables.sheets["Nämndmål"] == [{"Id": "sju", "Mål": "Eget", "IRI": str(own)}]
    assert (own, SKOS.prefLabel, Literal("Eget", lang="sv")) in again(tables)


def test_rows_come_in_natural_order() -> None:
    """KF-2 stands before KF-10, and a stated order goes before both."""
    goals: list[TableRow] = [{"Id": "KF-10", "Mål": "a"}, {"Id": "KF-2", "Mål": "b"}]
    plan = built({"Kommun": [{"Namn": "E", "Kommunkod": "9999", "Budgetår": 2024}], "KF-mål": goals})
    assert [row["Id"] for row in to_tables(plan.graph, plan.plan).sheets["KF-mål"]] == ["KF-2", "KF-10"]


@pytest.mark.parametrize(
    ("label", "name", "lacking"),
    [
        (Literal("The town of Vik", lang="en"), "The town of Vik", ()),
        (Literal("Vik"), "Vik", ()),
        (None, None, ("Namn",)),
    ],
)
def test_a_municipality_without_a_swedish_name_is_laid_out_too(
    label: Literal | None, name: str | None, lacking: tuple[str, ...]
) -> None:
    plan = _plan()
    municipality = URIRef("https://w3id.org/rodatraden/kommun/9999/id/kommun/9999")
    plan.graph.remove((municipality, SKOS.prefLabel, None))
    if label is not None:
        plan.graph.add((municipality, SKOS.prefLabel, label))
    tables = to_tables(plan.graph, plan.plan)
    assert tables.sheets["Kommun"][0].get("Namn") == name
    assert tables.lacking == lacking
    if not lacking:
        assert set(plan.graph) <= set(again(tables))


def test_a_code_without_its_zero_is_kept_and_so_are_the_identifiers() -> None:
    plan = built(
        {"Kommun": [{"Namn": "Exempel", "Kommunkod": "0665", "Budgetår": 2024}], "KF-mål": [{"Id": "KF-1"}]}
    )
    text = plan.graph.serialize(format="nt").replace("0665", "665")
    short = Graph().parse(data=text, format="nt")
    (iri,) = short.subjects(RDF.type, RT.Plan)
    tables = to_tables(short, URIRef(str(iri)))
    assert set(short) <= set(again(tables))
    assert len(list(again(tables).subjects(RDF.type, RT.CouncilGoal))) == 1


@pytest.mark.parametrize(
    ("base", "renamed"),
    [
        ("https://data.exempel.se", None),
        ("http://localhost:8501", "https://w3id.org/rodatraden/kommun/9999/id/plan/2024"),
    ],
)
def test_a_plan_that_sheets_would_call_otherwise_is_known(base: str, renamed: str | None) -> None:
    text = _plan().graph.serialize(format="nt").replace("https://w3id.org/rodatraden/kommun/9999", base)
    graph = Graph().parse(data=text, format="nt")
    (plan,) = graph.subjects(RDF.type, RT.Plan)
    graph.add((plan, VOID.uriSpace, Literal(base)))
    assert to_tables(graph, URIRef(str(plan))).renamed == renamed
