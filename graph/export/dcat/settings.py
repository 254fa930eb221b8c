"""The settings that the catalogue cannot do without: what rule O01 asks for before publication.

The sentences are the rule's own, so that the check and the export say the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.namespace import DCAT, DCTERMS, SKOS, VOID

from graph.errors import Fault, NotCatalogued
from graph.export.dcat.authorities import web_iri
from graph.facts.publication import is_organisation_number
from graph.model import Plan
from graph.origins import Origins, column_for
from graph.reading import node_of
from graph.sources.plan_sheets import KOMMUN
from ontology.namespaces import RT, VCARD
from shapes.findings import Text
from shapes.rules import property_message, rule_book

RULE = "O01"
_NO_ORIGINS = Origins()
# The property whose cell holds what another property needs.
_CELLS = {RT.municipality: SKOS.prefLabel, RT.wrongCheckDigit: RT.organisationNumber}


@dataclass(frozen=True, slots=True)
class Lacking:
    """A setting that is missing or wrong: its property, and the IRI of what it belongs to."""

    subject: str
    path: URIRef

    @property
    def message(self) -> Text:
        """What is wrong, in the rule's own words."""
        return property_message(rule_book()[RULE], self.path)

    @property
    def heading(self) -> str:
        """The row of the sheet Kommun to fill in; empty for what has none."""
        column = column_for(KOMMUN, self.cell)
        return column.heading if column else ""

    @property
    def cell(self) -> URIRef:
        """The property whose cell is to be filled in."""
        return _CELLS.get(self.path, self.path)


def lacking(plan: Plan) -> Iterator[Lacking]:
    """Every setting of a plan that is missing or wrong, in the order of the rule."""
    contact, municipality = plan.contact, plan.municipality
    needed: list[tuple[str, URIRef, object]] = [
        (plan.iri, DCTERMS.publisher, plan.publisher),
        (plan.iri, DCTERMS.license, web_iri(plan.licence)),
        (plan.iri, VOID.uriSpace, plan.base),
        (plan.iri, DCAT.contactPoint, contact),
        (plan.iri, RT.municipality, municipality),
    ]
    if contact is not None:
        needed += [(contact.iri, VCARD.fn, contact.name), (contact.iri, VCARD.hasEmail, contact.email)]
    if municipality is not None:
        number = municipality.organisation_number
        needed.append((municipality.iri, RT.organisationNumber, number))
        if number:
            needed.append((municipality.iri, RT.wrongCheckDigit, is_organisation_number(number)))
    return (Lacking(subject, prop) for subject, prop, value in needed if not value)


def must_be_complete(plans: Iterable[Plan], origins: Origins = _NO_ORIGINS) -> None:
    """Raises NotCatalogued (E68), with a sentence for each setting that some plan lacks.

    `origins` tells the cells, where the plan was read from a workbook.
    """
    faults = [fault for plan in plans for fault in _faults(plan, origins)]
    if faults:
        raise NotCatalogued(faults)


def _faults(plan: Plan, origins: Origins) -> Sequence[Fault]:
    return [_fault(plan, each, origins) for each in lacking(plan)]


def _fault(plan: Plan, found: Lacking, origins: Origins) -> Fault:
    values: dict[str, str | Text] = {"reason": found.message, "heading": found.heading}
    origin = origins.find(node_of(found.subject), found.cell, None)
    if origin is None:
        return Fault("E68", plan.name(), values=values)
    return Fault("E68", origin.file, origin.sheet, origin.cell, values=values)
