"""What the catalogue must be told beside the plans: in which files they lie, and who gathers them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.export.dcat.authorities import web_iri
from graph.model import Plan
from shapes.findings import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFormat:
    """One format in which a plan is published: the addresses of its files, mostly one.

    `key` ends the identifier of the distribution, e.g. "turtle"; `description` says in a sentence or two what
    the format is. `media_type` is e.g. "text/turtle". `size` is in bytes and `sha1` in hexadecimal; None
    where the bytes are not known, or there are several files.
    """

    key: str
    urls: tuple[str, ...]
    title: Text
    description: Text
    media_type: str
    size: int | None = None
    sha1: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gatherer:
    """Who publishes a catalogue of several municipalities' plans, e.g. a region.

    `base` is what its identifiers begin with. `organisation_number` has ten digits, with or without hyphen.
    `code` is SCB's code of the municipality whose place the catalogue covers; None for the whole country.
    """

    name: str
    organisation_number: str
    base: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """How some plans are published.

    `formats` are the files that hold each plan, by its IRI; `pages` the page about it; `endpoint` is a SPARQL
    service that holds all of them. A page or service that a plan states itself goes before these; a plan
    without a page is reached at its own IRI. `homepage` is the first page of the catalogue.
    """

    formats: Mapping[str, Sequence[PublishedFormat]] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    homepage: str | None = None
    endpoint: str | None = None
    gatherer: Gatherer | None = None

    def page(self, plan: Plan) -> str:
        """Where a person reads about a plan, and finds its files."""
        return web_iri(plan.landing_page) or self.pages.get(plan.iri) or plan.iri

    def service(self, plan: Plan) -> str | None:
        """The address of the SPARQL service that holds a plan, if there is any."""
        return web_iri(plan.endpoint) or self.endpoint
