"""Plans as a catalogue for data portals: DCAT-AP-SE 3, without a blank node and with absolute IRIs.

Each plan is a dataset, known by the plan's own IRI; the plans of a municipality make a series. What the
catalogue holds follows from the plans and what is said of their publication, and from nothing else: no clock.
"""

from collections.abc import Sequence
from itertools import groupby

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF
from rdflib.term import Node

from graph.export.dcat.authorities import (
    ANNUAL,
    DATA_THEMES,
    DATASET_SERIES,
    ENGLISH,
    GOVERNMENT,
    LOCAL_AUTHORITY,
    REGIONAL_AUTHORITY,
    SWEDISH,
    publisher_iri,
    web_iri,
)
from graph.export.dcat.dataset import DATASET_STANDARD, Describer, base_of, day, span
from graph.export.dcat.places import SWEDEN, place
from graph.export.dcat.publication import Gatherer, Publication
from graph.export.dcat.settings import must_be_complete
from graph.export.dcat.words import word
from graph.iris import mint
from graph.model import Municipality, Plan
from ontology.graphs import new_graph
from ontology.namespaces import CC0

NOTHING_MORE = Publication()

SEGMENTS = ("dataserie", "datatjanst", "distribution", "katalog", "kontrollsumma", "ursprung")
"""The segments of the identifiers that the catalogue makes: it alone tells of these things."""


def catalogue(plans: Sequence[Plan], publication: Publication = NOTHING_MORE) -> Graph:
    """The catalogue of some plans, of one municipality or several.

    Raises NotCatalogued (E68) for plans that lack settings; ValueError for no plans, and for plans of several
    municipalities with nobody said to gather them.
    """
    if not plans:
        raise ValueError("a catalogue needs a plan")
    must_be_complete(plans)
    return _Catalogue(plans, publication).graph()


class _Catalogue:
    """One catalogue in the making."""

    def __init__(self, plans: Sequence[Plan], publication: Publication) -> None:
        self.publication = publication
        # The newest plan of a municipality speaks for it: its name, contact and base.
        ordered = sorted(plans, key=lambda plan: (_publisher(plan), plan.budget_year or 0, plan.iri))
        self.municipalities = [tuple(group) for _, group in groupby(ordered, key=_publisher)]
        if len(self.municipalities) > 1 and publication.gatherer is None:
            raise ValueError("plans of several municipalities need somebody who gathers them")
        self._graph = new_graph()
        self.describe = Describer(self._graph, publication)

    def graph(self) -> Graph:
        """The whole catalogue."""
        plans = [plan for group in self.municipalities for plan in group]
        catalogue = self._head(plans)
        for group in self.municipalities:
            self._publisher(group[-1])
            series = self._series(group)
            for plan in group:
                self.describe.dataset(plan, _publisher(plan), series)
                self._add(catalogue, DCAT.dataset, URIRef(plan.iri))
        self.describe.standards()
        return self._graph

    def _add(self, subject: URIRef, prop: URIRef, *values: Node) -> None:
        for value in values:
            self._graph.add((subject, prop, value))

    def _head(self, plans: Sequence[Plan]) -> URIRef:
        """The catalogue itself."""
        newest, gatherer = plans[-1], self.publication.gatherer
        base = gatherer.base.rstrip("/") if gatherer else base_of(newest)
        catalogue = mint(base, "katalog", "mal")
        add = self._add
        add(catalogue, RDF.type, DCAT.Catalog)
        if gatherer is None:
            name = _municipality(newest).name()
            self.describe.texts(catalogue, DCTERMS.title, word("catalogue-title"))
            self.describe.texts(
                catalogue, DCTERMS.description, word("catalogue-description", municipality=name)
            )
            add(catalogue, DCTERMS.publisher, _publisher(newest))
            add(catalogue, DCTERMS.spatial, place(_municipality(newest).code))
        else:
            self.describe.texts(catalogue, DCTERMS.title, word("gathered-title"))
            self.describe.texts(
                catalogue, DCTERMS.description, word("gathered-description", gatherer=gatherer.name)
            )
            add(catalogue, DCTERMS.publisher, self._gatherer(gatherer))
            add(catalogue, DCTERMS.spatial, place(gatherer.code) if gatherer.code else SWEDEN)
        add(catalogue, DCTERMS.license, CC0)  # of the descriptions, which DCAT-AP-SE wants free in every case
        add(catalogue, DCTERMS.language, SWEDISH, ENGLISH)
        add(catalogue, DCAT.themeTaxonomy, DATA_THEMES)
        homepage = URIRef(self.publication.homepage or f"{base}/")
        add(catalogue, FOAF.homepage, homepage)
        add(homepage, RDF.type, FOAF.Document)
        self._dates(catalogue, plans)
        return catalogue

    def _dates(self, subject: URIRef, plans: Sequence[Plan]) -> None:
        """When the first of some plans was published and the last of them changed."""
        dates = [self.describe.dates(plan) for plan in plans]
        issued = [first for first, _ in dates if first]
        modified = [last for _, last in dates if last]
        if issued:
            self._add(subject, DCTERMS.issued, day(min(issued)))
        if modified:
            self._add(subject, DCTERMS.modified, day(max(modified)))

    def _publisher(self, plan: Plan) -> None:
        municipality = _municipality(plan)
        publisher = _publisher(plan)
        self._agent(publisher, municipality.name(), municipality.organisation_number or "", LOCAL_AUTHORITY)
        same = web_iri(municipality.iri)
        if same:
            self._add(publisher, OWL.sameAs, same)

    def _gatherer(self, gatherer: Gatherer) -> URIRef:
        iri = publisher_iri(gatherer.organisation_number)
        # A municipality may gather its neighbours: it is then described as the municipality that it is.
        if iri not in {_publisher(group[-1]) for group in self.municipalities}:
            self._agent(iri, gatherer.name, gatherer.organisation_number, REGIONAL_AUTHORITY)
        return iri

    def _agent(self, iri: URIRef, name: str, number: str, kind: URIRef) -> None:
        self._add(iri, RDF.type, FOAF.Agent)
        self._add(iri, FOAF.name, Literal(name, lang="sv"))
        self._add(iri, DCTERMS.type, kind)
        self._add(iri, DCTERMS.identifier, Literal(number))

    def _series(self, group: Sequence[Plan]) -> URIRef:
        """The plans of one municipality, year after year."""
        newest = group[-1]
        municipality = _municipality(newest)
        base = base_of(newest)
        series = mint(base, "dataserie", "mal")
        add = self._add
        add(series, RDF.type, DATASET_SERIES)
        self.describe.texts(series, DCTERMS.title, word("series-title"))
        self.describe.texts(
            series, DCTERMS.description, word("series-description", municipality=municipality.name())
        )
        add(series, DCTERMS.publisher, _publisher(newest))
        add(series, DCTERMS.spatial, place(municipality.code))
        add(series, DCTERMS.accrualPeriodicity, ANNUAL)
        add(series, DCTERMS.conformsTo, DATASET_STANDARD)
        add(series, DCAT.theme, GOVERNMENT)
        self.describe.keywords(series)
        self.describe.contact(series, newest)
        years = [plan.budget_year for plan in group if plan.budget_year]
        if years:
            add(series, DCTERMS.temporal, span(self._graph, base, min(years), max(years)))
        self._dates(series, group)
        return series


def _municipality(plan: Plan) -> Municipality:
    return plan.municipality or Municipality(iri=plan.iri)


def _publisher(plan: Plan) -> URIRef:
    """How the portal knows the municipality of a plan."""
    return publisher_iri(_municipality(plan).organisation_number or "")
