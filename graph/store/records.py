"""What is known of a revision, and how that is said in PROV and DCAT."""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple
from rdflib.namespace import DCAT, DCTERMS, PROV, RDF, RDFS, VOID, XSD

from ontology.namespaces import RT

META = "https://w3id.org/rodatraden/store"
FORMAT = 1
_FORMAT_IRI = f"{META}/"
_VERSION = "http://www.w3.org/ns/dcat#version"
_CHECKSUM = "http://spdx.org/rdf/terms#checksumValue"
_SEGMENT = re.compile(r"(?P<base>.+)/id/plan/(?P<reference>[^/]+)")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a revision comes from: who brought it in, why, when, from which file, by which decision.

    `by` is a function or a user name; empty means that nobody is named. `decision` is an IRI or None. `url`
    is where the file was fetched, "" for one that lay here.
    """

    at: datetime
    by: str = ""
    note: str = ""
    file: str = ""
    sha256: str = ""
    decision: str | None = None
    url: str = ""

    @property
    def place(self) -> str:
        """Where it came from, for people: the address, else the file."""
        return self.url or self.file


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a plan. `number` counts from 1; `content` is the SHA-256 of its statements."""

    iri: str
    plan: str
    number: int
    provenance: Provenance
    statements: int
    content: str
    title: str
    municipality: str
    code: str
    year: str
    revises: str | None = None

    @property
    def short(self) -> str:
        """What the plan is called on the command line, e.g. 0665-2020."""
        return "-".join(part for part in (self.code, self.year) if part) or self.plan


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan with all its revisions, the oldest first."""

    revisions: tuple[Revision, ...]

    @property
    def current(self) -> Revision:
        """The latest revision."""
        return self.revisions[-1]

    @property
    def iri(self) -> str:
        """The plan's own identifier."""
        return self.current.plan

    @property
    def short(self) -> str:
        """What the plan is called on the command line."""
        return self.current.short


def moment(today: date | None) -> datetime:
    """When something is said to be done: now, or at noon UTC of the day that is given for today."""
    return datetime.now(UTC) if today is None else datetime.combine(today, time(12), UTC)


def new_revision_iri(plan: str) -> str:
    """The name of a revision that does not exist yet; no two are alike, whoever makes them."""
    found = _SEGMENT.fullmatch(plan)
    key = uuid.uuid4().hex[:16]
    return f"{found['base']}/id/revision/{found['reference']}-{key}" if found else f"urn:uuid:{uuid.uuid4()}"


def _beside(revision: Revision, segment: str, reference: str | None = None) -> str:
    """The name of something that belongs to a revision."""
    if revision.iri.startswith("urn:"):
        return f"{revision.iri}#{segment}" if reference is None else f"{META}/{segment}/{reference}"
    base, _, own = revision.iri.rpartition("/id/revision/")
    return f"{base}/id/{segment}/{reference or own}"


def format_statement() -> Triple:
    """The statement by which a store says in which form it is kept."""
    return Triple(NamedNode(META), NamedNode(str(DCTERMS.conformsTo)), NamedNode(f"{_FORMAT_IRI}{FORMAT}"))


def number_statement(revision: Revision) -> Triple:
    """The statement that gives a revision its number, and with that makes it a part of the store."""
    return Triple(
        NamedNode(revision.iri),
        NamedNode(_VERSION),
        Literal(str(revision.number), datatype=NamedNode(str(XSD.integer))),
    )


def describe(revision: Revision) -> list[Triple]:
    """All that is said of a revision, but for its number."""
    source = revision.provenance
    activity, file = _beside(revision, "import"), _beside(revision, "fil")
    agent = _beside(revision, "aktor", quote(source.by, safe="-._~")) if source.by else ""
    at = source.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    time = Literal(at, datatype=NamedNode(str(XSD.dateTime)))
    count = Literal(str(revision.statements), datatype=NamedNode(str(XSD.integer)))
    stated: list[tuple[str, str, str | Literal | None]] = [
        (revision.iri, RDF.type, str(PROV.Entity)),
        (revision.iri, PROV.specializationOf, revision.plan),
        (revision.iri, PROV.wasRevisionOf, revision.revises),
        (revision.iri, PROV.wasGeneratedBy, activity),
        (revision.iri, PROV.generatedAtTime, time),
        (revision.iri, PROV.wasDerivedFrom, file if source.file else None),
        (revision.iri, VOID.triples, count),
        (revision.iri, _CHECKSUM, Literal(revision.content)),
        (revision.iri, DCTERMS.title, _text(revision.title)),
        (revision.iri, DCTERMS.description, _text(source.note)),
        (revision.iri, DCTERMS.publisher, _text(revision.municipality)),
        (revision.iri, RT.municipalityCode, _text(revision.code)),
        (revision.iri, RT.budgetYear, _text(revision.year)),
        (activity, RDF.type, str(PROV.Activity)),
        (activity, PROV.endedAtTime, time),
        (activity, PROV.used, file if source.file else None),
        (activity, PROV.wasAssociatedWith, agent or None),
        (activity, PROV.wasInformedBy, source.decision),
        (file, DCTERMS.title, _text(source.file)),
        (file, _CHECKSUM, _text(source.sha256)),
        (file, DCAT.downloadURL, source.url or None),
        (agent, RDF.type, str(PROV.Agent) if agent else None),
        (agent, RDFS.label, _text(source.by)),
    ]
    return [
        Triple(
            NamedNode(subject), NamedNode(str(prop)), NamedNode(value) if isinstance(value, str) else value
        )
        for subject, prop, value in stated
        if value is not None
    ]


def _text(value: str) -> Literal | None:
    return Literal(value) if value else None


def format_of(triples: Iterable[Triple]) -> str:
    """The form in which a store says that it is kept; empty where it says nothing."""
    for triple in triples:
        if triple.subject == NamedNode(META) and triple.predicate == NamedNode(str(DCTERMS.conformsTo)):
            return str(getattr(triple.object, "value", "")).removeprefix(_FORMAT_IRI)
    return ""


def read_plans(triples: Iterable[Triple]) -> tuple[StoredPlan, ...]:
    """Every plan that the statements tell of, by IRI; a revision without a number does not exist."""
    things: dict[str, dict[str, str]] = {}
    for triple in triples:
        value = getattr(triple.object, "value", "")
        things.setdefault(getattr(triple.subject, "value", ""), {})[triple.predicate.value] = value
    by_plan: dict[str, list[Revision]] = {}
    for revision in _revisions(things):
        by_plan.setdefault(revision.plan, []).append(revision)
    return tuple(StoredPlan(_in_order(by_plan[plan])) for plan in sorted(by_plan))


def _in_order(revisions: Iterable[Revision]) -> tuple[Revision, ...]:
    """Revisions from the first to the last, numbered so.

    Some servers let two writers take the same number at the same moment; both revisions are kept.
    """
    found = sorted(revisions, key=lambda each: (each.number, each.provenance.at, each.iri))
    return tuple(replace(each, number=place) for place, each in enumerate(found, 1))


def _revisions(things: dict[str, dict[str, str]]) -> Iterator[Revision]:
    for iri, said in things.items():
        if _VERSION not in said or str(PROV.specializationOf) not in said:
            continue
        activity = things.get(said.get(str(PROV.wasGeneratedBy), ""), {})
        file = things.get(said.get(str(PROV.wasDerivedFrom), ""), {})
        agent = things.get(activity.get(str(PROV.wasAssociatedWith), ""), {})
        yield Revision(
            iri=iri,
            plan=said[str(PROV.specializationOf)],
            number=int(said[_VERSION]),
            provenance=Provenance(
                at=datetime.fromisoformat(said[str(PROV.generatedAtTime)]),
                by=agent.get(str(RDFS.label), ""),
                note=said.get(str(DCTERMS.description), ""),
                file=file.get(str(DCTERMS.title), ""),
                sha256=file.get(_CHECKSUM, ""),
                decision=activity.get(str(PROV.wasInformedBy)),
                url=file.get(str(DCAT.downloadURL), ""),
            ),
            statements=int(said[str(VOID.triples)]),
            content=said.get(_CHECKSUM, ""),
            title=said.get(str(DCTERMS.title), ""),
            municipality=said.get(str(DCTERMS.publisher), ""),
            code=said.get(str(RT.municipalityCode), ""),
            year=said.get(str(RT.budgetYear), ""),
            revises=said.get(str(PROV.wasRevisionOf)),
        )
