"""The vocabulary: the same terms in Python and Turtle, explained in both languages, and no loose ends."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.resources import files
from itertools import chain

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN
from rdflib.term import Node

from graph.sources.layout import SHEETS
from ontology import namespaces
from ontology.concepts import folded
from ontology.labels import label
from ontology.namespaces import RT, RTC, SDMX_CODE
from ontology.vocabulary import FILES, graph_of, vocabulary
from shapes.findings import LANGUAGES, Gate
from shapes.rules import FAMILIES, READING, read_family

ONTOLOGY = URIRef("https://w3id.org/rodatraden/ns")
OWN = graph_of("rodatraden.ttl")
CONCEPTS = graph_of("concepts.ttl")
CLASSES = (OWL.Class,)
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
NAMESPACE = str(RT._NS)

# What every plan may rely on: the schemes and their concepts, with the Swedish words that the workbook offers
# where these are agreed.
SCHEMES: dict[str, dict[str, str | None]] = {
    "gate": dict.fromkeys(gate.value for gate in Gate),
    "status": {
        "fulfilled": "Uppfyllt",
        "partly": "Delvis uppfyllt",
        "not-fulfilled": "Ej uppfyllt",
        "not-assessable": "Kan inte bedömas",
        "ongoing": "Pågår",
    },
    "condition": {
        "at-least": "minst",
        "at-most": "högst",
        "between": "mellan",
        "equal": "lika med",
        "increase": "öka",
        "decrease": "minska",
        "better-than-reference": "bättre än referens",
        "change-from-baseline": "förändring från basår",
    },
    "direction": {"up": "upp", "down": "ned", "within": "inom"},
    "decision": {
        "propose": "förslag",
        "adopt": "antagande",
        "extend": "förlängning",
        "revise": "ändring",
        "repeal": "upphävande",
        "assign": "uppdrag",
        "approve": "godkännande",
        "note": "anteckning",
    },
    "outcome-status": {
        "measured": "uppmätt",
        "not-measured": "ej uppmätt",
        "not-applicable": "ej tillämpligt",
        "preliminary": "preliminärt",
    },
    "assessment-kind": {"forecast": "prognos", "outcome": "utfall"},
    "perspective": {"operations": "verksamhet", "finance": "ekonomi"},
    "rollup": {
        "worst": "sämsta",
        "share": "andel",
        "majority": "majoritet",
        "targets-met": "målvärden nådda",
        "stated": "angiven",
    },
    "channel": dict.fromkeys(
        ["digital-tool", "physical-place", "open-space", "workshop", "citizen-cafe", "survey", "other"]
    ),
    "symbol": dict.fromkeys(["circle", "square", "triangle", "diamond"]),
    "indicator-kind": {"result": "resultat", "activity": "aktivitet"},
    "period-kind": dict.fromkeys(["annual", "interim"]),
    "publication": {"public": "offentlig", "draft": "utkast"},
    "sex": {"F": "kvinnor", "M": "män", "T": "totalt"},
}


def terms(graph: Graph, kinds: Iterable[URIRef]) -> set[Node]:
    """The project's own terms of some kinds."""
    return {
        term for kind in kinds for term in graph.subjects(RDF.type, kind) if str(term).startswith(NAMESPACE)
    }


def texts(graph: Graph, subject: Node, predicate: URIRef) -> dict[str | None, list[str]]:
    """The texts of a property by their language."""
    found: dict[str | None, list[str]] = defaultdict(list)
    for value in graph.objects(subject, predicate):
        assert isinstance(value, Literal), (subject, predicate)
        found[value.language].append(str(value))
    return found


ALL_TERMS = sorted(terms(OWN, CLASSES + PROPERTIES), key=str)
ALL_CONCEPTS = sorted(set(CONCEPTS.subjects(SKOS.inScheme, None)), key=str)
ALL_SCHEMES = sorted(set(CONCEPTS.subjects(RDF.type, SKOS.ConceptScheme)), key=str)


@pytest.mark.parametrize("name", FILES)
def test_both_parsers_read_the_same(name: str) -> None:
    by_rdflib = Graph().parse(data=(files("ontology") / name).read_bytes(), format="turtle")
    assert isomorphic(by_rdflib, graph_of(name))


def test_every_packaged_turtle_file_is_read() -> None:
    assert {entry.name for entry in files("ontology").iterdir() if entry.name.endswith(".ttl")} == set(FILES)


# Terms


def test_the_terms_in_python_are_those_in_turtle() -> None:
    in_python = {RT[name] for name in RT.__annotations__ if not name.startswith("_")}
    assert in_python == set(ALL_TERMS)


def test_a_misspelt_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = RT.CouncilGaol


def test_other_namespaces_are_those_of_the_turtle_prefixes() -> None:
    used = {str(namespace) for _, namespace in vocabulary().namespaces()}
    for name in ("SDGO", "M8G", "ELI", "VCARD", "SDMX_DIMENSION", "SDMX_MEASURE", "SDMX_CODE"):
        assert str(getattr(namespaces, name)) in used, name


def test_the_vocabulary_says_what_it_is() -> None:
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in OWN
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert texts(OWN, ONTOLOGY, predicate).keys() == set(LANGUAGES)
    for predicate in (DCTERMS.license, OWL.versionInfo, OWL.versionIRI):
        assert OWN.value(ONTOLOGY, predicate) is not None
    assert OWN.value(ONTOLOGY, VANN.preferredNamespacePrefix) == Literal("rt")
    assert OWN.value(ONTOLOGY, VANN.preferredNamespaceUri) == Literal(NAMESPACE)


def test_its_version_is_one() -> None:
    version = str(OWN.value(ONTOLOGY, OWL.versionInfo))
    assert str(OWN.value(ONTOLOGY, OWL.versionIRI)) == f"{ONTOLOGY}/{version}"
    alignment = graph_of("alignment.ttl")
    assert str(alignment.value(next(alignment.subjects(RDF.type, OWL.Ontology)), OWL.versionInfo)) == version


@pytest.mark.parametrize("term", ALL_TERMS)
def test_every_term_is_labelled_and_explained_in_both_languages(term: Node) -> None:
    labels = texts(OWN, term, RDFS.label)
    comments = texts(OWN, term, RDFS.comment)
    for found in (labels, comments):
        assert {language: len(values) for language, values in found.items()} == {"sv": 1, "en": 1}
    for language in LANGUAGES:
        (name,), (comment,) = labels[language], comments[language]
        assert name == " ".join(name.split())
        assert comment == " ".join(comment.split())
        assert comment.endswith(".")
        # it explains more than the name does
        assert len(comment.split()) >= 3
        assert folded(comment.rstrip(".")) != folded(name)
        assert not re.search(r"\bproperty\b.*\bproperty\b|^The \w+ property", comment)
    assert list(OWN.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY]


@pytest.mark.parametrize("kinds", [CLASSES, PROPERTIES], ids=["classes", "properties"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_of_a_kind_share_a_label(kinds: tuple[URIRef, ...], language: str) -> None:
    labels = Counter(
        folded(name) for term in terms(OWN, kinds) for name in texts(OWN, term, RDFS.label)[language]
    )
    assert [name for name, count in labels.items() if count > 1] == []


def test_no_word_of_a_municipality_means_two_kinds_of_thing() -> None:
    meant = defaultdict(set)
    for term in terms(OWN, CLASSES):
        for word in chain(OWN.objects(term, RDFS.label), OWN.objects(term, SKOS.altLabel)):
            assert isinstance(word, Literal)
            if word.language == "sv":
                meant[folded(word)].add(term)
    assert {word: found for word, found in meant.items() if len(found) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_the_workbook_has_a_name_for_its_property(language: str) -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.property is not None:
                assert texts(vocabulary(), column.property, RDFS.label)[language], column
                assert "#" not in label(vocabulary(), column.property, language)


def test_derived_facts_are_marked_and_are_no_columns() -> None:
    marked = set(OWN.subjects(RT.derivedFact, Literal(True)))
    source = (files("ontology") / "namespaces.py").read_text(encoding="utf-8")
    computed = re.findall(r"^    (\w+): URIRef$", source.partition("# Facts computed")[2], flags=re.MULTILINE)
    assert len(computed) > 20
    assert marked == {RT[name] for name in computed}
    assert marked & {column.property for sheet in SHEETS for column in sheet.columns} == set()


def test_every_class_that_a_sheet_makes_is_a_class() -> None:
    made = {sheet.rdf_class for sheet in SHEETS} | {
        kind.rdf_class for sheet in SHEETS for kind in sheet.types
    }
    assert made - {None, SKOS.Concept} <= terms(OWN, CLASSES)


# Reference concepts


def test_the_schemes_are_those_agreed() -> None:
    assert set(ALL_SCHEMES) == {RTC[name] for name in SCHEMES}


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_holds_what_is_agreed(name: str) -> None:
    scheme = RTC[name]
    found = {
        str(CONCEPTS.value(concept, SKOS.notation)): concept
        for concept in CONCEPTS.subjects(SKOS.inScheme, scheme)
    }
    assert found.keys() == SCHEMES[name].keys()
    for notation, concept in found.items():
        expected = SDMX_CODE[f"sex-{notation}"] if name == "sex" else RTC[f"{name}/{notation}"]
        assert concept == expected
        assert (concept, RDF.type, SKOS.Concept) in CONCEPTS
        assert list(CONCEPTS.objects(concept, SKOS.inScheme)) == [scheme]
        assert list(CONCEPTS.objects(concept, SKOS.topConceptOf)) == [scheme]
        assert list(CONCEPTS.objects(concept, SKOS.notation)) == [Literal(notation)]
        agreed = SCHEMES[name][notation]
        assert agreed is None or texts(CONCEPTS, concept, SKOS.prefLabel)["sv"] == [agreed]


def test_only_gates_are_gates() -> None:
    assert set(CONCEPTS.subjects(RDF.type, RT.Gate)) == set(CONCEPTS.subjects(SKOS.inScheme, RTC["gate"]))


@pytest.mark.parametrize("concept", [*ALL_CONCEPTS, *ALL_SCHEMES])
def test_every_concept_is_labelled_and_defined_in_both_languages(concept: Node) -> None:
    for predicate in (SKOS.prefLabel, SKOS.definition):
        found = texts(CONCEPTS, concept, predicate)
        assert {language: len(values) for language, values in found.items()} == {"sv": 1, "en": 1}
    for definition in CONCEPTS.objects(concept, SKOS.definition):
        assert str(definition).endswith(".")


@pytest.mark.parametrize("scheme", ALL_SCHEMES)
def test_a_word_in_a_cell_means_one_concept(scheme: Node) -> None:
    meant = defaultdict(set)
    for concept in CONCEPTS.subjects(SKOS.inScheme, scheme):
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.notation):
            for word in CONCEPTS.objects(concept, predicate):
                assert folded(str(word))
                meant[folded(str(word))].add(concept)
    assert {word: found for word, found in meant.items() if len(found) > 1} == {}


@pytest.mark.parametrize("scheme", ALL_SCHEMES)
def test_concepts_of_a_scheme_have_an_order_of_their_own(scheme: Node) -> None:
    concepts = list(CONCEPTS.subjects(SKOS.inScheme, scheme))
    order = [CONCEPTS.value(concept, RT.sortOrder) for concept in concepts]
    assert sorted(int(str(place)) for place in order) == list(range(1, len(concepts) + 1))


def test_statuses_are_told_apart_without_colour() -> None:
    statuses = list(CONCEPTS.subjects(SKOS.inScheme, RTC["status"]))
    for predicate in (RT.symbol, RT.colour):
        shown = [CONCEPTS.value(status, predicate) for status in statuses]
        assert len(set(shown)) == len(statuses)


# Loose ends


def uses_of_own_terms(graph: Graph) -> set[URIRef]:
    starts = (NAMESPACE, str(RTC))
    return {
        term
        for triple in graph
        for term in triple
        if isinstance(term, URIRef) and str(term).startswith(starts)
    }


@pytest.mark.parametrize("name", [*FILES, *FAMILIES, READING])
def test_no_file_uses_a_term_that_does_not_exist(name: str) -> None:
    graph = graph_of(name) if name in FILES else read_family(name)
    assert uses_of_own_terms(graph) - {*ALL_TERMS, *ALL_CONCEPTS, *ALL_SCHEMES} == set()
