"""The reference of the vocabulary shows every term in both languages and asks nobody for anything."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from docs import build
from graph.site import vocabulary_page as vocabulary
from graph.sources.layout import SHEETS
from ontology.namespaces import RT
from ontology.vocabulary import graph_of

# What makes a browser fetch something by itself. A link (href of a) fetches nothing until it is followed.
FETCHED = {"src", "srcset", "data", "poster", "background", "action", "ping", "xlink:href", "manifest"}
FETCHING = {"link", "script", "img", "iframe", "object", "embed", "audio", "video", "source", "base", "form"}


class Page(HTMLParser):
    """What a page is made of: its elements with their attributes, its text, and its anchors."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def values(self, attribute: str) -> list[str]:
        return [str(found[attribute]) for _, found in self.elements if attribute in found]


@cache
def page() -> Page:
    parsed = Page()
    parsed.feed(vocabulary.page())
    parsed.close()
    return parsed


@cache
def text() -> str:
    return " ".join("".join(page().texts).split())


def test_the_page_is_the_same_every_time() -> None:
    assert vocabulary.page() == vocabulary.page()
    assert vocabulary.page().endswith("</html>\n")


def test_nothing_is_fetched() -> None:
    assert {tag for tag, _ in page().elements} & FETCHING == set()
    assert {name for _, found in page().elements for name in found} & FETCHED == set()
    assert not re.search(r"url\(|@import|expression\(", vocabulary.page())
    policy = [
        found.get("content") for tag, found in page().elements if tag == "meta" and "http-equiv" in found
    ]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_every_link_within_the_page_leads_somewhere() -> None:
    anchors = page().values("id")
    assert len(anchors) == len(set(anchors))
    inside = {address[1:] for address in page().values("href") if address.startswith("#")}
    assert inside <= set(anchors)
    assert all(re.match(r"#|https?://", address) for address in page().values("href"))


@pytest.mark.parametrize("name", [name for name in RT.__annotations__ if not name.startswith("_")])
def test_every_term_is_there_in_both_languages(name: str) -> None:
    assert name in page().values("id")
    for predicate in (RDFS.label, RDFS.comment):
        for value in graph_of("rodatraden.ttl").objects(RT[name], predicate):
            assert " ".join(str(value).split()) in text()


def test_every_reference_concept_is_there_with_its_other_words() -> None:
    graph = graph_of("concepts.ttl")
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.definition):
            for value in graph.objects(concept, predicate):
                assert str(value) in text(), concept


def test_english_is_marked_as_english() -> None:
    assert next(found["lang"] for tag, found in page().elements if tag == "html") == "sv"
    comments = {
        value.language: str(value)
        for value in graph_of("rodatraden.ttl").objects(RT.Vision, RDFS.comment)
        if isinstance(value, Literal)
    }
    assert f'lang="en">{comments["en"]}' in vocabulary.page()
    assert f'lang="en">{comments["sv"]}' not in vocabulary.page()


def test_the_workbooks_columns_are_named_with_their_property() -> None:
    for sheet in SHEETS:
        assert sheet.name in text()
    assert "Nämndmål: Bidrar till" in text()


def test_what_all_kinds_have_stands_with_the_class_above() -> None:
    of_class = vocabulary.properties_of_classes([RT.ownedBy, RT.organisationNumber, RT.referredTo])
    bearers = {entry: {found.name for found in entries} for entry, entries in of_class.items()}
    assert bearers["Goal"] == {"ownedBy"}
    assert bearers["Indicator"] == {"ownedBy"}
    assert bearers["Body"] == {"organisationNumber"}
    assert bearers["Municipality"] == {"organisationNumber"}
    assert bearers["CouncilGoal"] == bearers["Programme"] == {"referredTo"}
    assert "CommitteeGoal" not in bearers
    assert "Concept" not in {URIRef(name).rpartition("#")[2] for name in bearers}


def test_documents_are_built_where_they_belong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ny" / "sida.html"
    monkeypatch.setitem(build.BUILDERS, "trial", build.Builder(lambda: "å\n", file, "a trial"))
    assert build.main(["trial"]) == 0
    assert file.read_bytes() == "å\n".encode()
    assert capsys.readouterr().out == f"Wrote {file}\n"


def test_all_documents_are_built_without_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {name: build.Builder(lambda: "", tmp_path / name, "") for name in build.BUILDERS}
    monkeypatch.setattr(build, "BUILDERS", made)
    assert build.main([]) == 0
    assert {file.name for file in tmp_path.iterdir()} == {"formats", "rules", "vocabulary"}


def test_an_unknown_document_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["vocabulary", "bilder"]) == 2
    answer = capsys.readouterr()
    assert answer.out == ""
    assert "bilder" in answer.err
    assert build.main(["--help"]) == 0
    assert "vocabulary" in capsys.readouterr().out
