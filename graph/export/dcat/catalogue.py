"""Plans as a catalogue for data portals: DCAT-AP-SE 3, without a blank node and with absolute IRIs.

Each plan is a dataset, known by the plan's own IRI; the plans of a municipality make a series. What the
catalogue holds follows from the plans and what is said of their publication, and from nothing else: no clock.
"""

from collections.abc import Sequence
from itertools import groupby

from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, OWL, RDF
from rdflib.term import Node

from graph.export.dcat.authorities import (
    ANNUAL,
    DATASET_SERIES,
    GOVERNMENT,
    LOCAL_AUTHORITY,
    publisher_iri,
    web_iri,
)
from graph.export.dcat.dataset import DATASET_STANDARD, Describer, base_of, day, span
from graph.export.dcat.gathering import CATALOGUE, GOALS, describe_agent, describe_head, gathered
from graph.export.dcat.places import place
from graph.export.dcat.publication import Publication
from graph.export.dcat.settings import must_be_complete
from graph.export.dcat.words import word
from graph.iris import mint
from graph.model import Municipality, Plan
from ontology.graphs import new_graph

NOTHING_MORE = Publication()

SEGMENTS = ("dataserie", "datatjanst", "distribution", CATALOGUE, "kontrollsumma", "ursprung")
"""The segments of the identifiers that the catalogue makes: it alone tells of these things."""


def catalogue(plans: Sequence[Plan], publication: Publication = NOTHING_MORE) -> Graph:
    """The catalogue of some plans, of one municipality, or of several that somebody gathers.

    Raises NotCatalogued (E68) for plans that lack settings; ValueError for no plans, and for plans of several
    municipalities with nobody said to gather them.
    """
    if not plans:
        raise ValueError("a catalogue needs a plan")
    must_be_complete(plans)
    # The newest plan of a municipality, the last of its group, speaks for it: its name, contact and base.
    ordered = sorted(plans, key=lambda plan: (_publisher(plan), plan.budget_year or 0, plan.iri))
    made = [_Catalogue(tuple(group), publication).graph() for _, group in groupby(ordered, key=_publisher)]
    if publication.gatherer is not None:
        return gathered(made, publication.gatherer, publication.homepage)
    if len(made) > 1:
        raise ValueError("plans of several municipalities need somebody who gathers them")
    return made[0]


class _Catalogue:
    """The catalogue of one municipality in the making; its plans are in the order of their years."""

    def __init__(self, plans: Sequence[Plan], publication: Publication) -> None:
        self.plans = plans
        self.newest = plans[-1]
        self.publication = publication
        self._graph = new_graph()
        self.describe = Describer(self._graph, publication)

    def graph(self) -> Graph:
        """The whole catalogue."""
        catalogue = self._head()
        self._agent()
        series = self._series()
        for plan in self.plans:
            self.describe.dataset(plan, _publisher(plan), series)
            self._add(catalogue, DCAT.dataset, URIRef(plan.iri))
        self.describe.standards()
        return self._graph

    def _add(self, subject: URIRef, prop: URIRef, *values: Node) -> None:
        for value in values:
            self._graph.add((subject, prop, value))

    def _head(self) -> URIRef:
        """The catalogue itself."""
        base, municipality = base_of(self.newest), _municipality(self.newest)
        catalogue = mint(base, CATALOGUE, GOALS)
        texts = (word("catalogue-title"), word("catalogue-description", municipality=municipality.name()))
        describe_head(self._graph, catalogue, texts, URIRef(self.publication.homepage or f"{base}/"))
        self._add(catalogue, DCTERMS.publisher, _publisher(self.newest))
        self._add(catalogue, DCTERMS.spatial, place(municipality.code))
        self._dates(catalogue)
        return catalogue

    def _dates(self, subject: URIRef) -> None:
        """When the first of the plans was published and the last of them changed."""
        dates = [self.describe.dates(plan) for plan in self.plans]
        issued = [first for first, _ in dates if first]
        modified = [last for _, last in dates if last]
        if issued:
            self._add(subject, DCTERMS.issued, day(min(issued)))
        if modified:
            self._add(subject, DCTERMS.modified, day(max(modified)))

    def _agent(self) -> None:
        """The municipality as a publisher."""
        municipality = _municipality(self.newest)
        publisher = _publisher(self.newest)
        number = municipality.organisation_number or ""
        describe_agent(self._graph, publisher, municipality.name(), number, LOCAL_AUTHORITY)
        same = web_iri(municipality.iri)
        if same:
            self._add(publisher, OWL.sameAs, same)

    def _series(self) -> URIRef:
        """The plans, year after year."""
        base, municipality = base_of(self.newest), _municipality(self.newest)
        series = mint(base, "dataserie", GOALS)
        add = self._add
        add(series, RDF.type, DATASET_SERIES)
        self.describe.texts(series, DCTERMS.title, word("series-title"))
        about = word("series-description", municipality=municipality.name())
        self.describe.texts(series, DCTERMS.description, about)
        add(series, DCTERMS.publisher, _publisher(self.newest))
        add(series, DCTERMS.spatial, place(municipality.code))
        add(series, DCTERMS.accrualPeriodicity, ANNUAL)
        add(series, DCTERMS.conformsTo, DATASET_STANDARD)
        add(series, DCAT.theme, GOVERNMENT)
        self.describe.keywords(series)
        self.describe.contact(series, self.newest)
        years = [plan.budget_year for plan in self.plans if plan.budget_year]
        if years:
            add(series, DCTERMS.temporal, span(self._graph, base, min(years), max(years)))
        self._dates(series)
        return series


def _municipality(plan: Plan) -> Municipality:
    return plan.municipality or Municipality(iri=plan.iri)


def _publisher(plan: Plan) -> URIRef:
    """How the portal knows the municipality of a plan."""
    return publisher_iri(_municipality(plan).organisation_number or "")
