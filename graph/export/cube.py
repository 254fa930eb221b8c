"""The outcomes as a data cube (RDF Data Cube): one observation for each indicator, period and sex.

A cube asks more than a plan does: every observation must have a value and a place in every dimension, and no
two may have the same. What has not is left out (see lacks-cube in words.ttl).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, QB, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from graph.export.beside import beside
from graph.export.words import word
from graph.model import Plan
from graph.model_followup import FollowUpPeriod, Indicator, Outcome
from graph.nodes import date_literal, year_literal
from graph.reading import node_of
from graph.reference import Sex, concept_iri
from graph.sources.values import plain
from ontology.graphs import graph_with
from ontology.namespaces import RT, RTC, SDMX_CODE, SDMX_DIMENSION, SDMX_MEASURE
from ontology.vocabulary import graph_of, vocabulary
from shapes.findings import LANGUAGES

Triple = tuple[Node, Node, Node]
Place = tuple[str, str, Sex]


@dataclass(frozen=True, slots=True)
class _Component:
    """A part of the structure: the kind of component, its property, and what its values are."""

    kind: URIRef
    role: URIRef
    prop: URIRef
    range: URIRef


_DIMENSIONS = (
    _Component(QB.DimensionProperty, QB.dimension, RT.indicator, RT.Indicator),
    _Component(QB.DimensionProperty, QB.dimension, SDMX_DIMENSION.refPeriod, RT.FollowUpPeriod),
    _Component(QB.DimensionProperty, QB.dimension, SDMX_DIMENSION.sex, SKOS.Concept),
)
_MEASURE = _Component(QB.MeasureProperty, QB.measure, SDMX_MEASURE.obsValue, XSD.decimal)
_ATTRIBUTES = (
    _Component(QB.AttributeProperty, QB.attribute, RT.unit, RDFS.Literal),
    _Component(QB.AttributeProperty, QB.attribute, RT.outcomeStatus, SKOS.Concept),
    _Component(QB.AttributeProperty, QB.attribute, RT.measuredYear, RDFS.Literal),
    _Component(QB.AttributeProperty, QB.attribute, RT.referenceValue, XSD.decimal),
    _Component(QB.AttributeProperty, QB.attribute, RT.dataSource, RDFS.Literal),
)


def cube(plan: Plan) -> Graph:
    """The outcomes of a plan as one data set, with its structure and a slice for every indicator.

    An indicator's slice is its series: all its outcomes, by period and sex.
    """
    return graph_with(_statements(plan))


def observations(plan: Plan) -> Mapping[Place, Outcome]:
    """The outcome for each place in the cube.

    Of several for one place, such as one that was revised, the one last measured stands.
    """
    periods = {period.iri for period in plan.periods}
    indicators = {indicator.iri for indicator in plan.indicators}
    found: dict[Place, Outcome] = {}
    for outcome in sorted(plan.outcomes, key=lambda each: (each.measured_year or 0, each.iri)):
        if outcome.value is not None and outcome.indicator in indicators and outcome.period in periods:
            found[outcome.indicator, outcome.period, outcome.sex or Sex.TOTAL] = outcome
    return found


def _statements(plan: Plan) -> Iterator[Triple]:
    data_set, structure = beside(plan, "utfallskub"), beside(plan, "utfallsstruktur")
    key = beside(plan, "utfallsstruktur", "serie")
    yield data_set, RDF.type, QB.DataSet
    yield data_set, QB.structure, structure
    yield data_set, DCTERMS.isPartOf, URIRef(plan.iri)
    yield from _labels(data_set, "cube-data-set", plan=plan.name())
    for prop, value in ((DCTERMS.publisher, plan.publisher), (DCTERMS.license, plan.licence)):
        if value:
            yield data_set, prop, node_of(value)
    yield from _structure(structure, key)
    found = observations(plan)
    indicators = {indicator.iri: indicator for indicator in plan.indicators}
    for (indicator, period, sex), outcome in found.items():
        yield from _observation(outcome, data_set, indicators[indicator], period, sex)
    series: dict[str, list[Outcome]] = {}
    for (indicator, _, _), outcome in found.items():
        series.setdefault(indicator, []).append(outcome)
    for iri, outcomes in series.items():
        node = beside(plan, "utfallsserie", indicators[iri].identifier or iri)
        yield data_set, QB.slice, node
        yield from _slice(node, key, indicators[iri], outcomes)
    used = {period for _, period, _ in found}
    for each in plan.periods:
        if each.iri in used:
            yield from _period(each)


def _structure(structure: URIRef, key: URIRef) -> Iterator[Triple]:
    """Dimensions in their order, the measure, and the attributes, none of which an observation must have."""
    yield structure, RDF.type, QB.DataStructureDefinition
    yield from _labels(structure, "cube-structure")
    for order, component in enumerate((*_DIMENSIONS, _MEASURE, *_ATTRIBUTES), 1):
        name = str(component.prop).rpartition("#")[2]
        node = URIRef(f"{structure}-{name}")
        yield structure, QB.component, node
        yield node, RDF.type, QB.ComponentSpecification
        yield node, component.role, component.prop
        yield node, QB.order, Literal(order)
        if component.role == QB.attribute:
            yield node, QB.componentRequired, Literal(False)
            yield node, QB.componentAttachment, QB.Observation
        yield component.prop, RDF.type, component.kind
        yield component.prop, RDFS.range, component.range
        for label in vocabulary().objects(component.prop, RDFS.label):
            yield component.prop, RDFS.label, label
            yield node, RDFS.label, label
    yield SDMX_DIMENSION.sex, QB.codeList, RTC.sex
    for prop in (SKOS.inScheme, SKOS.prefLabel, SKOS.notation, SKOS.topConceptOf, RDF.type):
        for concept, value in graph_of("concepts.ttl").subject_objects(prop):
            if concept == RTC.sex or str(concept).startswith(str(SDMX_CODE)):
                yield concept, prop, value
    yield structure, QB.sliceKey, key
    yield key, RDF.type, QB.SliceKey
    yield key, QB.componentProperty, RT.indicator
    yield from _labels(key, "cube-slice-key")


def _observation(
    outcome: Outcome, data_set: URIRef, indicator: Indicator, period: str, sex: Sex
) -> Iterator[Triple]:
    node = node_of(outcome.iri)
    yield node, RDF.type, QB.Observation
    yield node, QB.dataSet, data_set
    yield node, RT.indicator, node_of(indicator.iri)
    yield node, SDMX_DIMENSION.refPeriod, node_of(period)
    yield node, SDMX_DIMENSION.sex, URIRef(concept_iri(sex))
    if outcome.value is not None:
        yield node, SDMX_MEASURE.obsValue, _decimal(outcome.value)
    if indicator.unit:
        yield node, RT.unit, Literal(indicator.unit)
    if outcome.status:
        yield node, RT.outcomeStatus, URIRef(concept_iri(outcome.status))
    if outcome.measured_year:
        yield node, RT.measuredYear, year_literal(outcome.measured_year)
    if outcome.reference_value is not None:
        yield node, RT.referenceValue, _decimal(outcome.reference_value)
    source = outcome.data_source or indicator.data_source
    if source:
        yield node, RT.dataSource, Literal(source)


def _slice(node: URIRef, key: URIRef, indicator: Indicator, outcomes: Iterable[Outcome]) -> Iterator[Triple]:
    """The series of one indicator, with what a reader needs to know of the indicator."""
    yield node, RDF.type, QB.Slice
    yield node, QB.sliceStructure, key
    yield node, RT.indicator, node_of(indicator.iri)
    for outcome in outcomes:
        yield node, QB.observation, node_of(outcome.iri)
    about = node_of(indicator.iri)
    yield about, RDF.type, RT.Indicator
    if indicator.identifier:
        yield about, SKOS.notation, Literal(indicator.identifier)
    for prop, texts in ((SKOS.prefLabel, indicator.title), (RT.definition, indicator.definition)):
        for language, text in texts.texts:
            yield about, prop, Literal(text, lang=language or None)
            if prop == SKOS.prefLabel:
                yield node, RDFS.label, Literal(text, lang=language or None)


def _period(period: FollowUpPeriod) -> Iterator[Triple]:
    node = node_of(period.iri)
    yield node, RDF.type, RT.FollowUpPeriod
    for language, text in period.title.texts:
        yield node, SKOS.prefLabel, Literal(text, lang=language or None)
    for prop, day in ((DCAT.startDate, period.start), (DCAT.endDate, period.end)):
        if day:
            yield node, prop, date_literal(day)


def _labels(node: Node, key: str, **values: str) -> Iterator[Triple]:
    for language in LANGUAGES:
        yield node, RDFS.label, Literal(word(key, **values)[language], lang=language)


def _decimal(value: Decimal) -> Literal:
    return Literal(plain(value), datatype=XSD.decimal, normalize=False)
