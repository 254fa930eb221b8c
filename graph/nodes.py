"""The things of a plan that no row describes by itself: periods, spans of time, schemes, contact.

Each is minted from what it is, so the same span or period is the same node wherever it is used.
"""

from datetime import date

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SKOS, XSD

from graph.iris import mint
from graph.periods import Period
from ontology.namespaces import RT, RTC

_SCHEME_LABELS = {
    "bedomning": ("Bedömningsskala", "Assessment scale"),
    "ramverk": ("Andra ramverk", "Other frameworks"),
}


def date_literal(day: date) -> Literal:
    """A day as xsd:date."""
    return Literal(day.isoformat(), datatype=XSD.date, normalize=False)


def year_literal(year: int) -> Literal:
    """A year as xsd:gYear."""
    return Literal(f"{year:04d}", datatype=XSD.gYear, normalize=False)


class Nodes:
    """Mints identifiers in one plan, keeps the index from id to identifier, and makes the shared nodes."""

    def __init__(self, graph: Graph, base: str, plan: URIRef, year: str, municipality: str) -> None:
        self.graph = graph
        self.base = base
        self.plan = plan
        self.year = year
        self.municipality = self.iri("kommun", municipality)
        self._index: dict[tuple[str, str], URIRef] = {}
        self._periods: dict[Period, URIRef] = {}
        self.names: dict[str, list[str]] = {}

    def iri(self, segment: str, reference: str) -> URIRef:
        """The identifier of one thing."""
        return mint(self.base, segment, reference)

    def register(self, segment: str, reference: str, subject: URIRef) -> None:
        """Let other rows find a thing by its id."""
        self._index[segment, reference.casefold()] = subject
        self.names.setdefault(segment, []).append(reference)

    def known(self, segment: str, reference: str) -> URIRef | None:
        """The thing with an id, whatever the id's case, or None."""
        return self._index.get((segment, reference.casefold()))

    def period(self, period: Period) -> URIRef:
        """A follow-up period."""
        made = self._periods.get(period)
        if made is not None:
            return made
        node = self._periods[period] = self.iri("period", period.reference)
        add = self.graph.add
        add((node, RDF.type, RT.FollowUpPeriod))
        add((node, DCTERMS.identifier, Literal(period.identifier)))
        add((node, SKOS.prefLabel, Literal(period.label.sv, lang="sv")))
        add((node, SKOS.prefLabel, Literal(period.label.en, lang="en")))
        add((node, RT.periodKind, RTC["period-kind/annual" if period.annual else "period-kind/interim"]))
        add((node, RT.inPlan, self.plan))
        self._days(node, period.start, period.end)
        return node

    def span(self, start: date | None, end: date | None) -> URIRef:
        """A span of time from its first day to its last; either may be open."""
        node = self.iri("tid", f"{start or ''}_{end or ''}")
        self.graph.add((node, RDF.type, DCTERMS.PeriodOfTime))
        self._days(node, start, end)
        return node

    def mandate_period(self, first: int, last: int) -> URIRef:
        """A mandate period, from the first day of one year to the last day of another."""
        node = self.iri("mandatperiod", f"{first}-{last}")
        self.graph.add((node, RDF.type, RT.MandatePeriod))
        self.graph.add((node, SKOS.prefLabel, Literal(f"Mandatperioden {first}–{last}", lang="sv")))
        self._days(node, date(first, 1, 1), date(last, 12, 31))
        return node

    def _days(self, node: URIRef, start: date | None, end: date | None) -> None:
        if start:
            self.graph.add((node, DCAT.startDate, date_literal(start)))
        if end:
            self.graph.add((node, DCAT.endDate, date_literal(end)))

    def contact(self) -> URIRef:
        """The plan's contact point."""
        return self.iri("kontakt", self.year)

    def in_scheme(self, concept: URIRef, name: str) -> None:
        """Put one of the municipality's own concepts into its scheme."""
        scheme = self.iri("skala", name)
        self.graph.add((concept, SKOS.inScheme, scheme))
        if (scheme, RDF.type, SKOS.ConceptScheme) in self.graph:
            return
        swedish, english = _SCHEME_LABELS[name]
        self.graph.add((scheme, RDF.type, SKOS.ConceptScheme))
        self.graph.add((scheme, SKOS.prefLabel, Literal(swedish, lang="sv")))
        self.graph.add((scheme, SKOS.prefLabel, Literal(english, lang="en")))
        self.graph.add((scheme, RT.inPlan, self.plan))
        if name == "bedomning":
            self.graph.add((self.iri("styrmodell", self.year), RT.assessmentScale, scheme))

    def meaning(self, section: str, concept: URIRef, key: str) -> URIRef:
        """What a council goal means for one target group or focus area, as a programme section says it."""
        node = self.iri("innebord", f"{section}-{key}")
        self.graph.add((node, RDF.type, RT.Meaning))
        self.graph.add((node, RT.concerns, concept))
        self.graph.add((node, RT.inPlan, self.plan))
        return node

    def document(self, key: str, title: str) -> URIRef:
        """A document that a decision rests on."""
        node = self.iri("dokument", key)
        self.graph.add((node, RDF.type, RT.Document))
        self.graph.add((node, DCTERMS.identifier, Literal(key)))
        self.graph.add((node, RT.inPlan, self.plan))
        for predicate in (SKOS.prefLabel, DCTERMS.title):
            self.graph.add((node, predicate, Literal(title, lang="sv")))
        return node
