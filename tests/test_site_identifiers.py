"""Every identifier that is published can be asked for: of nginx and Apache over a site, and of ours.

The site is published from a store, in which one goal was withdrawn and another one replaced.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from defusedxml import ElementTree
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF

from graph.export.formats import public_plan
from graph.intake import take_in
from graph.linked.answers import Holding, answer
from graph.linked.served import ServedSite
from graph.query import read_plan
from graph.site.municipality import MunicipalitySite
from graph.site.publishing import Wanted, publish
from graph.site.sources import plans_in_store
from graph.store.opening import open_store
from graph.store.records import Provenance
from ontology.namespaces import RT
from tests.published_names import names_in_files, names_in_tables
from tests.site_parts import LINDVIK, Seen
from tests.web_servers import Hosted, ask

pytestmark = [pytest.mark.server, pytest.mark.slow]

BASE = "https://data.lindvik.example"
WITHDRAWN, REPLACED, BETWEEN, HEIR, LETTERS = (
    URIRef(f"{BASE}/id/mal/{each}") for each in ("FGN-1", "FGN-2", "FGN-2a", "FGN-2b", "%C3%A5%20%2Fx")
)
# An indicator that is measured no more, and the series that the data cube alone had of it.
MEASURED, SERIES = (URIRef(f"{BASE}/id/{each}") for each in ("indikator/FGN-1a", "utfallsserie/2024-FGN-1a"))
ACCEPTED = {"html": "text/html", "ttl": "text/turtle"}

Asked = Callable[[str, str], tuple[int, str, bytes]]
"""A path and what is accepted, to the status, where one is sent, and the body."""


def changed(graph: Graph, without: URIRef | None = None, **renamed: URIRef) -> Graph:
    """The same plan without a goal, or with another identifier for it."""
    old, new = renamed.get("old"), renamed.get("new")
    found = Graph()
    for subject, prop, value in graph:
        if without is None or without not in {subject, value}:
            who, what = (new if new is not None and each == old else each for each in (subject, value))
            found.add((who, prop, what))
    if old is not None and new is not None:
        found.add((new, PROV.wasRevisionOf, old))
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("identifiers")
    store = open_store(str(folder / "lager"))
    graph = take_in(LINDVIK).graph
    with_letters = changed(graph, old=URIRef(f"{BASE}/id/mal/FGN-3"), new=LETTERS)
    with_letters.remove((LETTERS, PROV.wasRevisionOf, None))
    first = changed(changed(with_letters, WITHDRAWN, old=REPLACED, new=BETWEEN), LETTERS)
    second = changed(first, old=BETWEEN, new=HEIR)
    second.remove((BETWEEN, None, None))
    for outcome in list(second.subjects(RT.indicator, MEASURED)):
        if (outcome, RDF.type, RT.Outcome) in second:
            second.remove((outcome, None, None))
    for number, each in enumerate((with_letters, first, second), 1):
        at = datetime(2026, 3, number, tzinfo=UTC)
        store.add(each, read_plan(each), Provenance(at=at))
    target = folder / "www"
    wanted = Wanted(today=date(2025, 4, 1), force=True, plain_host=True)
    assert publish(plans_in_store(store, []), target, wanted).written
    return target


@pytest.fixture(scope="module")
def hosted(site: Path) -> Hosted:
    return Hosted(site, (site,))


@pytest.fixture(scope="module")
def names(site: Path) -> Mapping[str, set[str]]:
    files = {
        file.relative_to(site).as_posix(): file.read_bytes()
        for folder in ("data", "datasets")
        for file in (site / folder).rglob("*")
        if file.is_file() and file.suffix != ".html"
    }
    found = dict(names_in_files(files, BASE))
    for name in names_in_tables(next((site / "data").rglob("csv-metadata.json")), BASE):
        found.setdefault(name, set()).add(".csv")
    return found


def test_the_names_are_those_of_every_format(names: Mapping[str, set[str]]) -> None:
    """Else the tests below would try less than they say."""
    suffixes = set().union(*names.values())
    assert suffixes >= {".ttl", ".trig", ".nt", ".nq", ".rdf", ".jsonld", ".csv", ".xlsx", ".graphml", ".dot"}
    segments = {name.split("/")[4] for name in names if name.startswith(f"{BASE}/id/")}
    assert segments >= {"mal", "utfall", "tid", "mallista", "utfallskub", "utfallsserie", "utfallsstruktur"}
    assert segments >= {"katalog", "dataserie", "distribution", "kontrollsumma", "ursprung"}


def unanswered(names: Mapping[str, set[str]], asked: Asked) -> dict[str, str]:
    """The names that do not lead to a document that tells of them, with what was answered."""
    bodies: dict[str, bytes] = {}
    told: dict[str, set[str]] = {}
    wrong: dict[str, str] = {}
    for name in sorted(names):
        path = urlsplit(name).path
        if not path.startswith("/id/"):
            status, _, _ = asked(path, "*/*")
            if status != 200:
                wrong[name] = str(status)
            continue
        for suffix, accept in ACCEPTED.items():
            status, where, _ = asked(path, accept)
            at, anchor = urldefrag(where)
            if status != 303 or not at.endswith(f".{suffix}"):
                wrong[name] = f"{accept}: {status} {where}"
                continue
            if at not in bodies:
                status, _, bodies[at] = asked(urlsplit(at).path, "*/*")
                assert status == 200, at
                text = bodies[at].decode()
                told[at] = (
                    set(Seen(text).ids)
                    if suffix == "html"
                    else {str(each) for each in Graph().parse(data=text, format="turtle").subjects()}
                )
            if suffix == "ttl" and name not in told[at]:
                wrong[name] = f"{at} says nothing of it"
            if suffix == "html" and anchor and unquote(anchor) not in told[at]:
                wrong[name] = f"{at} has no row {anchor}"
    return wrong


def test_every_name_in_every_published_format_can_be_asked_for(
    names: Mapping[str, set[str]], port: int
) -> None:
    def asked(path: str, accept: str) -> tuple[int, str, bytes]:
        found, body = ask(port, path, accept)
        return found.status, found.headers["Location"] or "", body

    # what is said to be replaced is a name too, and leads to what took its place
    left = unanswered(names, asked)
    assert {name: said.split()[1] for name, said in left.items()} == {
        str(REPLACED): "308",
        str(BETWEEN): "308",
    }


@pytest.mark.parametrize("example", ["lindvik-2024.ttl", "vaggeryd-2020.ttl"])
def test_our_own_server_answers_every_name_too(example: str, tmp_path: Path) -> None:
    intake = take_in(LINDVIK.with_name(example))
    base = str(intake.iri).partition("/id/")[0]
    made = MunicipalitySite([public_plan(intake.graph, intake.iri)], base, base)
    files = {
        path: content
        for path, content in made.standing()
        if path.startswith(("data/", "datasets/")) and not path.endswith(".html")
    }
    for path, content in files.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    names = dict(names_in_files(files, base))
    for name in names_in_tables(next(tmp_path.rglob("csv-metadata.json")), base):
        names.setdefault(name, set()).add(".csv")
    served = ServedSite(MunicipalitySite(made.plans, base, base))
    holding = Holding(base, lambda: served)
    root = urlsplit(base).path

    def asked(path: str, accept: str) -> tuple[int, str, bytes]:
        found = answer([holding], unquote(root + path), "", accept)
        return found.status, found.location.removeprefix(root), found.body

    shortened = {f"{BASE}{name.removeprefix(base)}": found for name, found in names.items()}
    if base == BASE:
        assert unanswered(shortened, asked) == {}
    else:
        paths = {urlsplit(name).path.removeprefix(root) for name in names}
        assert {path for path in paths if asked(path, "*/*")[0] not in {200, 303}} == set()


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "*/*"])
def test_what_was_withdrawn_is_gone_and_what_was_replaced_leads_on(accept: str, port: int) -> None:
    for gone in (WITHDRAWN, LETTERS, SERIES):
        found, body = ask(port, urlsplit(gone).path, accept)
        assert found.status == 410, gone
        assert "Inte publicerat längre" in body.decode()
    for old in (REPLACED, BETWEEN):
        found, _ = ask(port, urlsplit(old).path, accept)
        assert found.status == 308, old
        assert urlsplit(found.headers["Location"]).path == urlsplit(HEIR).path
    assert ask(port, urlsplit(HEIR).path, accept)[0].status == 303
    assert ask(port, "/id/mal/FGN-1x", accept)[0].status != 410


def test_a_host_without_rules_says_what_became_of_them(site: Path) -> None:
    gone = (site / "id" / "mal" / "FGN-1" / "index.html").read_text(encoding="utf-8")
    assert "har varit publicerat men är det inte längre" in gone
    for old in ("FGN-2", "FGN-2a"):
        page = Seen((site / "id" / "mal" / old / "index.html").read_text(encoding="utf-8"))
        ways = {(site / "id" / "mal" / old / link).resolve() for link in page.links}
        assert site / "doc" / "mal" / "FGN-2b.html" in ways
        assert "Ersatt av något annat" in page.text


def test_the_rules_for_iis_tell_of_both(site: Path) -> None:
    rules = ElementTree.parse(site / "web.config").getroot()
    assert rules is not None
    actions = [each.attrib for each in rules.iter("action")]
    gone = [each["statusCode"] for each in actions if each["type"] == "CustomResponse"]
    assert gone == ["410"] * 3  # goals, outcomes, and the series that these made
    assert {each["url"] for each in actions if each.get("redirectType") == "Permanent"} == {str(HEIR)}


def test_what_a_plan_of_a_file_says_that_it_replaces_leads_on() -> None:
    """Without a store nothing is known of what was withdrawn, but what is replaced is said by its heir."""
    intake = take_in(LINDVIK)
    graph = Graph() + intake.graph
    goal = URIRef(f"{BASE}/id/mal/KF-1")
    graph.add((goal, DCTERMS.replaces, URIRef(f"{BASE}/id/mal/G-1")))
    graph.add((goal, DCTERMS.replaces, URIRef("https://others.example/id/mal/G-1")))
    graph.add((goal, DCTERMS.replaces, Literal("G-0")))
    made = MunicipalitySite([public_plan(graph, intake.iri)], BASE, BASE)
    assert made.former == {f"{BASE}/id/mal/G-1": str(goal)}
