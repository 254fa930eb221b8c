"""One plan as a dataset of the catalogue, with its files and the service that answers questions about it."""

from collections.abc import Iterator
from datetime import date

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

from graph.export.dcat.authorities import (
    ANNUAL,
    DCATAP,
    FILE_TYPE,
    GOVERNMENT,
    IN_SERIES,
    PUBLIC,
    SHA1,
    SPARQL_PROTOCOL,
    STABLE,
    file_type,
    language_iri,
    licence_iri,
    media_type_iri,
    web_iri,
)
from graph.export.dcat.places import place
from graph.export.dcat.publication import Publication, PublishedFormat
from graph.export.dcat.words import in_both, keywords, word
from graph.iris import mint
from graph.model import Plan
from graph.nodes import date_literal
from graph.reference import BodyKind
from ontology.namespaces import CC0, RT, SPDX, VCARD
from shapes.findings import LANGUAGES, Text

DATASET_STANDARD = URIRef(str(RT.Plan).removesuffix("#Plan"))
_SPARQL_RESULTS = FILE_TYPE.SPARQLQRES


def day(given: date) -> Literal:
    """A day as xsd:date."""
    return date_literal(given)


def base_of(plan: Plan) -> str:
    """What the identifiers of a plan begin with, without a slash at the end."""
    return (plan.base or "").rstrip("/")


def key_of(plan: Plan) -> str:
    """What tells a plan from the others of its municipality: its budget year, else its own id."""
    return str(plan.budget_year or plan.identifier or plan.iri.rpartition("/")[2])


def span(graph: Graph, base: str, first: int, last: int) -> URIRef:
    """The time from the first day of one year to the last day of another; described in the graph."""
    start, end = date(first, 1, 1), date(last, 12, 31)
    node = mint(base, "tid", f"{start}_{end}")
    graph.add((node, RDF.type, DCTERMS.PeriodOfTime))
    graph.add((node, DCAT.startDate, day(start)))
    graph.add((node, DCAT.endDate, day(end)))
    return node


class Describer:
    """Describes plans in one graph."""

    def __init__(self, graph: Graph, publication: Publication) -> None:
        self.graph = graph
        self.publication = publication

    def _add(self, subject: URIRef, prop: URIRef, *values: URIRef | Literal) -> None:
        for value in values:
            self.graph.add((subject, prop, value))

    def texts(self, subject: URIRef, prop: URIRef, text: Text) -> None:
        """A text in both languages."""
        self._add(subject, prop, *(Literal(text[each], lang=each) for each in LANGUAGES))

    def keywords(self, subject: URIRef) -> None:
        """What people may search for to find the plans."""
        for text in keywords():
            self.texts(subject, DCAT.keyword, text)

    def contact(self, subject: URIRef, plan: Plan) -> None:
        """Where to turn with questions about a plan."""
        contact = plan.contact
        if contact is None:
            return
        node = web_iri(contact.iri) or mint(base_of(plan), "kontakt", key_of(plan))
        self._add(subject, DCAT.contactPoint, node)
        self._add(node, RDF.type, VCARD.Organization)
        if contact.name:
            self._add(node, VCARD.fn, Literal(contact.name))
        if contact.email:
            self._add(node, VCARD.hasEmail, URIRef(contact.email))

    def dates(self, plan: Plan) -> tuple[date | None, date | None]:
        """When a plan was published, and when it last changed: the latest day that it is dated, if later."""
        said = [
            plan.published,
            *(decision.dated for decision in plan.decisions),
            *(assessment.dated for assessment in plan.assessments),
            *(reply.dated for reply in plan.replies),
        ]
        return plan.published, max(filter(None, said), default=None)

    def dataset(self, plan: Plan, publisher: URIRef, series: URIRef) -> None:
        """A plan as a dataset."""
        dataset = URIRef(plan.iri)
        municipality = plan.municipality.name() if plan.municipality else ""
        about = {"year": key_of(plan), "municipality": municipality}
        add = self._add
        add(dataset, RDF.type, DCAT.Dataset)
        self.texts(dataset, DCTERMS.title, in_both(plan.title, word("plan-title", **about)))
        self.texts(dataset, DCTERMS.description, in_both(plan.description, word("plan-description", **about)))
        add(dataset, DCTERMS.identifier, Literal(plan.iri))
        add(dataset, DCTERMS.publisher, publisher)
        add(dataset, IN_SERIES, series)
        add(dataset, DCAT.theme, GOVERNMENT)
        self._language(dataset, plan)
        add(dataset, DCTERMS.spatial, place(plan.municipality.code if plan.municipality else None))
        if plan.budget_year:
            year = plan.budget_year
            add(dataset, DCTERMS.temporal, span(self.graph, base_of(plan), year, year))
        add(dataset, DCTERMS.accrualPeriodicity, ANNUAL)
        add(dataset, DCTERMS.accessRights, PUBLIC)
        add(dataset, DCTERMS.conformsTo, DATASET_STANDARD)
        self.keywords(dataset)
        self.contact(dataset, plan)
        self._dates(dataset, plan)
        self._landing_page(dataset, plan)
        self._provenance(dataset, plan)
        for published in self.publication.formats.get(plan.iri, ()):
            add(dataset, DCAT.distribution, self._file(plan, published))
        endpoint = self.publication.service(plan)
        if endpoint:
            add(dataset, DCAT.distribution, self._service(plan, publisher, endpoint))

    def _language(self, subject: URIRef, plan: Plan) -> None:
        """Portals know the EU's list of languages and no other."""
        language = language_iri(plan.language)
        if language is not None:
            self._add(subject, DCTERMS.language, language)

    def _dates(self, subject: URIRef, plan: Plan) -> None:
        for prop, found in zip((DCTERMS.issued, DCTERMS.modified), self.dates(plan), strict=True):
            if found:
                self._add(subject, prop, day(found))

    def _landing_page(self, dataset: URIRef, plan: Plan) -> None:
        page = URIRef(self.publication.page(plan))
        if page != dataset:
            self._add(dataset, DCAT.landingPage, page)
            self._add(page, RDF.type, FOAF.Document)

    def _provenance(self, dataset: URIRef, plan: Plan) -> None:
        """Which decisions of the council the goals rest on."""
        told = list(_council_decisions(plan))
        if told:
            node = mint(base_of(plan), "ursprung", key_of(plan))
            self._add(dataset, DCTERMS.provenance, node)
            self._add(node, RDF.type, DCTERMS.ProvenanceStatement)
            self.texts(node, DCTERMS.description, word("provenance", decisions="; ".join(told)))

    def _distribution(self, plan: Plan, key: str) -> URIRef:
        node = mint(base_of(plan), "distribution", f"{key_of(plan)}-{key}")
        add = self._add
        add(node, RDF.type, DCAT.Distribution)
        add(node, DCTERMS.license, licence_iri(plan.licence) if plan.licence else CC0)
        self._language(node, plan)
        add(node, DCATAP.availability, STABLE)
        self._dates(node, plan)
        return node

    def _file(self, plan: Plan, published: PublishedFormat) -> URIRef:
        """One format that a plan is published in."""
        node = self._distribution(plan, published.key)
        add = self._add
        self.texts(node, DCTERMS.title, published.title)
        self.texts(node, DCTERMS.description, published.description)
        add(node, DCAT.accessURL, URIRef(self.publication.page(plan)))
        # Several files of one kind are one distribution, and each of them is named (DCAT-AP-SE).
        add(node, DCAT.downloadURL, *map(URIRef, published.urls))
        add(node, DCTERMS.format, file_type(published.media_type))
        media_type = media_type_iri(published.media_type)
        if media_type:
            add(node, DCAT.mediaType, media_type)
        if published.size is not None:
            add(node, DCAT.byteSize, Literal(str(published.size), datatype=XSD.nonNegativeInteger))
        if published.sha1:
            checksum = mint(base_of(plan), "kontrollsumma", f"{key_of(plan)}-{published.key}")
            add(node, SPDX.checksum, checksum)
            add(checksum, RDF.type, SPDX.Checksum)
            add(checksum, SPDX.algorithm, SHA1)
            value = Literal(published.sha1, datatype=XSD.hexBinary, normalize=False)
            add(checksum, SPDX.checksumValue, value)
        return node

    def _service(self, plan: Plan, publisher: URIRef, endpoint: str) -> URIRef:
        """A plan by the service that answers questions about it."""
        node = self._distribution(plan, "sparql")
        service = mint(base_of(plan), "datatjanst", "sparql")
        add = self._add
        self.texts(node, DCTERMS.title, word("service-title"))
        self.texts(node, DCTERMS.description, word("service-distribution"))
        add(node, DCAT.accessURL, URIRef(endpoint))
        add(node, DCTERMS.format, _SPARQL_RESULTS)
        add(node, DCAT.accessService, service)
        add(service, RDF.type, DCAT.DataService)
        self.texts(service, DCTERMS.title, word("service-title"))
        self.texts(service, DCTERMS.description, word("service-description"))
        add(service, DCAT.endpointURL, URIRef(endpoint))
        # An endpoint describes itself to those who ask nothing of it (SPARQL 1.1 Service Description).
        add(service, DCAT.endpointDescription, URIRef(endpoint))
        add(service, DCAT.servesDataset, URIRef(plan.iri))
        add(service, DCTERMS.publisher, publisher)
        add(service, DCTERMS.conformsTo, SPARQL_PROTOCOL)
        add(service, DCTERMS.format, _SPARQL_RESULTS)
        add(service, DCTERMS.license, licence_iri(plan.licence) if plan.licence else CC0)
        add(service, DCTERMS.accessRights, PUBLIC)
        add(service, DCAT.theme, GOVERNMENT)
        self.keywords(service)
        self.contact(service, plan)
        return node

    def standards(self) -> None:
        """The standards that the datasets and the service keep to, as far as a portal shows them."""
        for standard, title in (
            (DATASET_STANDARD, word("ontology-title")),
            (SPARQL_PROTOCOL, word("sparql-title")),
        ):
            if (None, DCTERMS.conformsTo, standard) in self.graph:
                self._add(standard, RDF.type, DCTERMS.Standard)
                self.texts(standard, DCTERMS.title, title)


def _council_decisions(plan: Plan) -> Iterator[str]:
    """The council's dated decisions on goals of the plan, each as it is cited."""
    councils = {body.iri: body.name() for body in plan.bodies if body.kind is BodyKind.COUNCIL}
    goals = {goal.iri for goal in plan.goals}
    for decision in plan.decisions:
        if decision.decided_by in councils and decision.dated and goals.intersection(decision.decides):
            cited = f"{councils[decision.decided_by]} {decision.dated}"
            if decision.paragraph:
                cited += f" § {decision.paragraph}"
            if decision.registry_number:
                cited += f" ({decision.registry_number})"
            yield cited
