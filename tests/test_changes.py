"""What changed between two plans: nothing that did not, everything that did, and the same from both ends."""

import dataclasses
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from rdflib import Graph

from graph.analysis.changes import Changes, changes
from graph.analysis.field_changes import FieldChange, Nature
from graph.analysis.pairing import COLLECTIONS, REFERENCES, SINGLES
from graph.export.plan import write_plan
from graph.fields import FIELDS
from graph.intake import take_in
from graph.model import Plan
from graph.model_base import Span, Thing, Wording
from graph.model_followup import TargetValue
from graph.model_process import Meaning
from graph.query import read_plan
from graph.reading import reference
from graph.sources.layout import SHEETS
from graph.tables import TableRow
from ontology.parsing import read_turtle
from tests.conftest import ROOT
from tests.small_plans import parsed
from tests.strategies import plans, rows
from tests.test_tables import built

EVERY_FIELD = read_plan(read_turtle((ROOT / "tests" / "data" / "every-field.ttl").read_bytes()))
MIRRORED = {
    Nature.ADDED: Nature.REMOVED,
    Nature.GAINED: Nature.LOST,
    Nature.EXTENDED: Nature.SHORTENED,
    Nature.STRICTER: Nature.EASIER,
}
MIRRORED |= {other: one for one, other in MIRRORED.items()}

Tables = Mapping[str, Sequence[TableRow]]


def of_tables(tables: Tables) -> Plan:
    """The plan that some sheets make."""
    made = built({name: list(lines) for name, lines in tables.items()})
    return read_plan(made.graph, str(made.plan))


# --- Nothing that did not change --------------------------------------------------------------------------


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(tables=plans())
def test_a_plan_does_not_differ_from_itself(tables: Tables) -> None:
    assert changes(of_tables(tables), of_tables(tables)).things == ()


@pytest.mark.parametrize("suffix", ["", ".ttl"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(tables=plans())
def test_nor_from_itself_after_a_round_trip(suffix: str, tables: dict[str, list[TableRow]]) -> None:
    made = built(tables)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan{suffix}"
        write_plan(made.graph, made.plan, path)
        again = take_in(path).plan
    assert changes(read_plan(made.graph, str(made.plan)), again).things == ()


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(tables=plans(), data=st.data())
def test_the_order_of_rows_is_no_change(tables: Tables, data: st.DataObject) -> None:
    shuffled = {name: data.draw(st.permutations(lines)) for name, lines in tables.items()}
    assert changes(of_tables(tables), of_tables(shuffled)).things == ()


def test_the_names_of_blank_nodes_are_no_change() -> None:
    turtle = """
        <plan/2024> a rt:Plan ; rt:budgetYear "2024"^^xsd:gYear ; rt:governingModel [ rt:sortOrder 1 ] .
        _:a a rt:CommitteeGoal ; skos:prefLabel "Trygg skola"@sv ; rt:contributesTo _:b .
        _:b a rt:CouncilGoal ; skos:prefLabel "Bra skola"@sv ;
            dcterms:valid [ dcat:startDate "2024-01-01"^^xsd:date ] .
        _:c a rt:CommitteeGoal ; skos:prefLabel "Trygg skola"@sv ; rt:contributesTo _:d .
        _:d a rt:CouncilGoal ; skos:prefLabel "Annan skola"@sv .
        _:i a rt:Indicator ; rt:measures _:a . _:j a rt:Indicator ; rt:measures _:c .
        _:t a rt:TargetValue ; rt:indicator _:i ; rt:value 80.0 .
    """
    renamed = turtle
    for one, other in ("ax", "bw", "cv", "du", "ir", "jq", "ts"):
        renamed = renamed.replace(f"_:{one} ", f"_:zz{other} ")
    found = changes(read_plan(parsed(turtle)), read_plan(parsed(renamed.replace("80.0", "80"))))
    assert found.things == ()


def test_how_a_number_or_a_blank_is_written_is_no_change() -> None:
    def turtle(value: str, title: str) -> Graph:
        return parsed(
            f"""<plan/2024> a rt:Plan ; rt:budgetYear "2024"^^xsd:gYear .
            <m> a rt:TargetValue ; rt:value {value} . <g> a rt:CouncilGoal ; skos:prefLabel {title} ."""
        )

    written = [("80", '"Trygg skola"@sv'), ("80.00", '"Trygg  skola "@sv'), ("8.0e1", '"Trygg skola"')]
    read = [read_plan(turtle(*each)) for each in written]
    for one in read:
        for other in read:
            assert changes(one, other).things == ()


# --- Everything that did ----------------------------------------------------------------------------------


def edited(value: Any) -> Any:
    """Another value of the same kind."""
    match value:
        case bool():
            return not value
        case Enum():
            return next(member for member in type(value) if member is not value)
        case Wording():
            return Wording((*value.texts, ("fi", "uusi")))
        case Span():
            return Span(date(1999, 1, 1), date(2099, 1, 1))
        case tuple() if value and isinstance(value[0], Meaning):
            return value[1:]
        case tuple():
            return (*value, "urn:x:new")
        case date():
            return date(1999, 9, 9)
        case int() | Decimal():
            return value + 1
        case str():
            return f"{value}x"
        case None:
            return None
    raise TypeError(type(value))


def edits() -> Iterator[tuple[str, Thing, str]]:
    """Every field of every thing in a plan that has them all."""
    things = [(name, thing) for name in COLLECTIONS for thing in getattr(EVERY_FIELD, name)]
    things += [(name, getattr(EVERY_FIELD, name)) for name in SINGLES]
    things.append(("plan", EVERY_FIELD))
    for name, thing in things:
        for each in dataclasses.fields(thing):
            if each.name == "iri" or (name == "plan" and each.name in {*COLLECTIONS, *SINGLES}):
                continue
            if getattr(thing, each.name) is not None:
                yield name, thing, each.name


def with_edit(name: str, thing: Thing, field: str) -> Plan:
    """The plan with one field of one thing edited."""
    other: dict[str, Any] = {field: edited(getattr(thing, field))}
    changed = dataclasses.replace(thing, **other)
    if isinstance(changed, Plan):
        return changed
    if name in SINGLES:
        held: dict[str, Any] = {name: changed}
    else:
        held = {name: tuple(changed if each is thing else each for each in getattr(EVERY_FIELD, name))}
    return dataclasses.replace(EVERY_FIELD, **held)


def test_no_field_is_passed_over() -> None:
    passed_over = []
    for name, thing, field in edits():
        found = changes(EVERY_FIELD, with_edit(name, thing, field))
        told = {
            each.field for change in found.things if change.thing.iri == thing.iri for each in change.fields
        }
        names = {field, f"{field}_start", f"{field}_end", f"{field}_end_stated"}
        if isinstance(thing, TargetValue):
            names.add("target")
        if not told & names:
            passed_over.append((name, thing.iri, field))
    assert passed_over == []


def test_every_field_is_there_to_be_tried() -> None:
    tried = {(type(thing), field) for _, thing, field in edits()}
    known = {(kind, name) for kind, table in FIELDS.items() for name in table if kind is not Meaning}
    empty = {(kind.__name__, name) for kind, name in known - tried}
    assert {name for _, name in empty} <= {"identifier", "description", "sort_order"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(tables=plans(), data=st.data())
def test_every_edit_of_a_row_names_its_thing(tables: dict[str, list[TableRow]], data: st.DataObject) -> None:
    filled = [sheet for sheet in SHEETS if tables.get(sheet.name) and not sheet.key_value]
    assume(filled)
    sheet = data.draw(st.sampled_from(filled))
    place = data.draw(st.integers(0, len(tables[sheet.name]) - 1))
    old = tables[sheet.name][place]
    ids: dict[str, list[str]] = {}
    for each in SHEETS:
        ids.setdefault(each.segment, []).extend(
            str(row["Id"]) for row in tables.get(each.name, []) if "Id" in row
        )
    new = data.draw(rows(sheet, str(old.get("Id", "")), ids))
    lines = [*tables[sheet.name][:place], new, *tables[sheet.name][place + 1 :]]
    before, after = built(tables), built({**tables, sheet.name: lines})
    found = changes(read_plan(before.graph, str(before.plan)), read_plan(after.graph, str(after.plan)))
    same = set(before.graph) == set(after.graph)
    assert bool(found.things) is not same
    if not same:
        assert old.get("Id") in {each.thing.identifier for each in found.things} | mentioned(found)


def mentioned(found: Changes) -> set[str | None]:
    """The identifiers of what changes speak of: a decision's column in another sheet says what it decides."""
    named = {
        iri
        for change in found.things
        for field in change.fields
        for value in (field.before, field.after)
        if isinstance(value, tuple)
        for iri in value
    }
    things = [each for side in (found.old, found.new) for name in COLLECTIONS for each in getattr(side, name)]
    return {thing.identifier for thing in things if thing.iri in named}


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(one=plans(), other=plans())
def test_backwards_is_the_mirror_image(one: Tables, other: Tables) -> None:
    old, new = of_tables(one), of_tables(other)
    assert signature(changes(old, new), mirrored=False) == signature(changes(new, old), mirrored=True)


def signature(found: Changes, *, mirrored: bool) -> Counter[object]:
    """What is told, whichever end it is seen from."""

    def side(field: FieldChange) -> object:
        ends = (repr(field.before), repr(field.after))
        if mirrored:
            return field.field, MIRRORED.get(field.nature, field.nature), *reversed(ends), field.language
        return field.field, field.nature, *ends, field.language

    told: Counter[object] = Counter()
    for change in found.things:
        ends = [each.iri if each else None for each in (change.before, change.after)]
        fields = frozenset(Counter(map(side, change.fields)).items())
        told[change.sort, *(reversed(ends) if mirrored else ends), change.match, fields] += 1
    return told


# --- The planted edits ------------------------------------------------------------------------------------


@cache
def lindvik() -> Changes:
    old, new = (
        take_in(ROOT / "examples" / f"{name}.xlsx") for name in ("lindvik-2024", "lindvik-2024-brister")
    )
    return changes(old.plan, new.plan)


def test_the_planted_faults_of_lindvik_are_all_told() -> None:
    found = lindvik()
    assert dict(found.counts()) == {
        "goals-new": 2,
        "goals-reworded": 1,
        "goals-owner": 1,
        "goals-shortened": 1,
        "assessments-status": 1,
        "bodies-new": 1,
        "goals-other": 18,
        "other": 35,
    }
    told = {change.thing.identifier for change in found.things} | mentioned(found)
    planted = (ROOT / "examples" / "brister.csv").read_text("utf-8").splitlines()[1:]
    named = {line.split(";")[2] for line in planted if line.split(";")[1] not in {"Övrigt", "Begrepp"}} - {""}
    assert named - told == set()


# --- The lists in the code --------------------------------------------------------------------------------


def test_every_list_of_a_plan_is_compared() -> None:
    holds = {
        field.name
        for field in dataclasses.fields(Plan)
        if isinstance(value := getattr(EVERY_FIELD, field.name), tuple | Thing) and value
    }
    assert holds == {*COLLECTIONS, *SINGLES}


def test_references_are_the_fields_that_are_read_as_references() -> None:
    read = {
        name
        for table in FIELDS.values()
        for name, reader in table.items()
        if reference in {cell.cell_contents for cell in getattr(reader, "__closure__", None) or ()}
    }
    assert read == REFERENCES
