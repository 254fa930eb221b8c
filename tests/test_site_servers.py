"""The rules that lie beside a site, in the web servers themselves: 303 to what was asked for."""

from datetime import date
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from defusedxml import ElementTree
from rdflib import Graph

from graph.site.publishing import Wanted, publish
from graph.site.sources import plans_in_files
from tests.site_parts import VAGGERYD
from tests.web_servers import Hosted, ask

pytestmark = [pytest.mark.server, pytest.mark.slow]

# An id that files cannot be called by, one with letters outside ASCII and a blank, and a plain one.
_SLASH = "https://w3id.org/rodatraden/kommun/0665/id/mal/2020%2F7"
_LETTERS = "https://w3id.org/rodatraden/kommun/0665/id/mal/%C3%A5%20%C3%A4"
_PLAIN = "https://w3id.org/rodatraden/kommun/0665/id/vardegrund/omtanke"
_PART = "https://w3id.org/rodatraden/kommun/0665/id/tid/2019-03-01_2019-03-31"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site at the path that its identifiers have, as a web server would have it."""
    folder = tmp_path_factory.mktemp("web")
    goals = sorted(
        {line.split(">")[0][1:] for line in VAGGERYD.read_text().splitlines() if "/id/mal/" in line[:70]}
    )
    text = VAGGERYD.read_text(encoding="utf-8").replace(goals[0], _SLASH).replace(goals[1], _LETTERS)
    plan = folder / "plan.ttl"
    plan.write_text(text, encoding="utf-8")
    site = folder / "www" / "rodatraden" / "kommun" / "0665"
    assert publish(plans_in_files([plan]), site, Wanted(today=date(2025, 4, 1), force=True)).written
    return folder / "www"


@pytest.fixture(scope="module")
def hosted(root: Path) -> Hosted:
    return Hosted(root, (root / "rodatraden" / "kommun" / "0665",))


@pytest.mark.parametrize("iri", [_PLAIN, _LETTERS, _SLASH, _PART])
@pytest.mark.parametrize(
    ("accept", "suffix", "media_type"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "html", "text/html"),
        ("text/turtle", "ttl", "text/turtle"),
        ("application/ld+json", "jsonld", "application/ld+json"),
        ("application/rdf+xml", "rdf", "application/rdf+xml"),
        ("*/*", "html", "text/html"),
    ],
)
def test_an_identifier_leads_to_what_was_asked_for(
    iri: str, accept: str, suffix: str, media_type: str, port: int
) -> None:
    path = urlsplit(iri).path
    answer, _ = ask(port, path, accept)
    assert answer.status == 303, iri
    assert "Accept" in (answer.headers["Vary"] or "")
    where, anchor = urldefrag(answer.headers["Location"])
    assert where.endswith(f".{suffix}")
    found, body = ask(port, urlsplit(where).path)
    assert found.status == 200, where
    assert found.headers["Content-Type"].partition(";")[0] == media_type
    assert found.headers["Access-Control-Allow-Origin"] == "*"
    assert "frame-ancestors 'none'" in found.headers["Content-Security-Policy"]
    if suffix == "ttl":
        assert iri in {str(each) for each in Graph().parse(data=body, format="turtle").subjects()}
    if iri == _PART:
        assert unquote(anchor) == "2019-03-01_2019-03-31"


def test_the_site_is_shown_and_what_is_not_there_is_said(port: int) -> None:
    answer, body = ask(port, "/rodatraden/kommun/0665/index.html")
    assert answer.status == 200
    assert b"Vaggeryds kommun" in body
    answer, body = ask(port, "/rodatraden/kommun/0665/doc/mal/finns-inte.html")
    assert answer.status == 404
    assert b"Sidan finns inte" in body
    answer, body = ask(port, urlsplit(_PLAIN).path, method="HEAD")
    assert (answer.status, body) == (303, b"")


def test_the_rules_for_iis_are_well_formed(root: Path) -> None:
    rules = ElementTree.parse(root / "rodatraden" / "kommun" / "0665" / "web.config").getroot()
    assert rules is not None
    actions = [each.attrib for each in rules.iter("action")]
    assert {each["redirectType"] for each in actions} == {"SeeOther"}
    known = {each.attrib["fileExtension"] for each in rules.iter("mimeMap")}
    assert {".ttl", ".jsonld", ".rdf", ".trig", ".stml", ".graphml", ".csv"} <= known
    assert sum("/doc/" in each["url"] for each in actions) == 10
