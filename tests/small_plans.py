"""Small plans for tests: a little Turtle with the usual prefixes, and builders of read-model values."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from graph.facts import with_facts
from graph.model import Goal, GoverningModel, Plan
from graph.model_base import Span, Wording
from graph.model_followup import FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.reference import Condition, GoalKind, OutcomeStatus, PeriodKind, Sex
from ontology.namespaces import RTC
from ontology.parsing import read_turtle

BASE = "https://data.lindvik.example"
PREFIXES = f"""
@base <{BASE}/id/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rt: <https://w3id.org/rodatraden/ns#> .
@prefix rtc: <https://w3id.org/rodatraden/concept/> .
@prefix sdg: <http://metadata.un.org/sdg/> .
@prefix sdmx-code: <http://purl.org/linked-data/sdmx/2009/code#> .
@prefix sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#> .
@prefix sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
MINIMAL = '<plan/2024> a rt:Plan ; rt:budgetYear "2024"^^xsd:gYear .\n'


def parsed(turtle: str) -> Graph:
    """A graph from a little Turtle."""
    return read_turtle((PREFIXES + turtle).encode())


def iri(rest: str) -> str:
    """The IRI of a thing in such a graph."""
    return f"{BASE}/id/{rest}"


def swedish(text: str) -> Wording:
    """A text in Swedish only."""
    return Wording((("sv", text),))


def whole_year(year: int) -> FollowUpPeriod:
    """A whole year."""
    return FollowUpPeriod(
        iri=f"p{year}",
        identifier=str(year),
        kind=PeriodKind.ANNUAL,
        start=date(year, 1, 1),
        end=date(year, 12, 31),
    )


def half_year(year: int) -> FollowUpPeriod:
    """The first eight months of a year."""
    return FollowUpPeriod(
        iri=f"p{year}-delar",
        identifier=f"{year}-delår",
        kind=PeriodKind.INTERIM,
        start=date(year, 1, 1),
        end=date(year, 8, 31),
    )


def outcome(
    value: str | None,
    period: str = "p2024",
    *,
    sex: Sex | None = None,
    status: OutcomeStatus | None = OutcomeStatus.MEASURED,
    reference: str | None = None,
    indicator: str = "i",
    year: int | None = None,
) -> Outcome:
    """An outcome of an indicator."""
    return Outcome(
        iri=f"o-{indicator}-{period}-{sex}-{value}",
        indicator=indicator,
        period=period,
        value=None if value is None else Decimal(value),
        sex=sex,
        status=status,
        measured_year=year,
        reference_value=None if reference is None else Decimal(reference),
    )


def goal(
    iri: str, *contributes_to: str, kind: GoalKind = GoalKind.COMMITTEE, valid: Span | None = None
) -> Goal:
    """A goal that contributes to others."""
    return Goal(iri=iri, kind=kind, contributes_to=contributes_to, valid=valid)


YEAR = whole_year(2024)


def plan_of(
    goals: Sequence[Goal],
    measured: Mapping[str, Sequence[str | None]],
    model: GoverningModel | None = None,
    periods: Sequence[FollowUpPeriod] = (YEAR,),
) -> Plan:
    """A plan where every goal has indicators to reach 50; the values are what they reached in 2024."""
    indicators = [
        (f"{iri}-{number}", iri, value)
        for iri, values in measured.items()
        for number, value in enumerate(values)
    ]
    return Plan(
        iri="plan",
        budget_year=2024,
        governing_model=model or GoverningModel(iri=""),
        goals=tuple(goals),
        periods=tuple(periods),
        indicators=tuple(Indicator(iri=iri, measures=(above,)) for iri, above, _ in indicators),
        targets=tuple(
            TargetValue(
                iri=f"t-{iri}",
                indicator=iri,
                period=YEAR.iri,
                condition=Condition.AT_LEAST,
                value=Decimal(50),
            )
            for iri, _, _ in indicators
        ),
        outcomes=tuple(outcome(value, indicator=iri) for iri, _, value in indicators if value is not None),
    )


def derived(
    turtle: str, prop: URIRef, *, period: str | None = None, today: date = date(2024, 6, 1)
) -> set[tuple[str, object]]:
    """The facts of one property that are derived from a plan: pairs of thing and value.

    IRIs are cut down to what follows the base of the plan or of the reference concepts; literals are values.
    """
    graph = parsed(turtle)
    full = with_facts(graph, today=today, period=period)
    return {
        (_short(subject), value.toPython() if isinstance(value, Literal) else _short(value))
        for subject, value in full.subject_objects(prop)
        if (subject, prop, value) not in graph
    }


def _short(node: Node) -> str:
    return str(node).removeprefix(f"{BASE}/id/").removeprefix(str(RTC))
