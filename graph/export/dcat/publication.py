"""What the catalogue must be told beside the plans: in which files they lie, and who gathers them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.model import Plan
from shapes.findings import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """One file that holds a plan, at `url`.

    `key` ends the identifier of the distribution, e.g. "turtle"; `title` is what the format is called.
    `file_type` is a code of the EU's list of file types, e.g. "RDF_TURTLE"; `media_type` e.g. "text/turtle".
    `conforms_to` are the IRIs of the standards of the format. `size` is in bytes, `sha1` in hexadecimal; None
    where the file's bytes are not known.
    """

    key: str
    url: str
    title: Text
    file_type: str
    media_type: str
    conforms_to: tuple[str, ...] = ()
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

    `files` and `pages` are by the IRI of the plan: the files that hold it, and the page about it, where that
    is not the one that the plan itself states. A plan without a page is reached at its own IRI. `endpoint` is
    a SPARQL service that holds all the plans, where they do not state their own. `homepage` is the first page
    of the catalogue.
    """

    files: Mapping[str, Sequence[PublishedFile]] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    homepage: str | None = None
    endpoint: str | None = None
    gatherer: Gatherer | None = None

    def page(self, plan: Plan) -> str:
        """Where a person reads about a plan, and finds its files."""
        return self.pages.get(plan.iri) or plan.landing_page or plan.iri
