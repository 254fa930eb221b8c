"""A region gathers the plans of two municipalities, each from its own dashboard, by identifiers."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import sleep
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, RDF

from graph.export.public import public_part
from graph.intake import Intake, take_in
from graph.sources.rdfwriting import rdf_bytes
from graph.store.opening import open_store
from graph.store.records import Provenance
from ontology.namespaces import RT
from tests.dashboard_process import asked, running
from tests.ports import free_port
from tests.test_cli import run
from tests.test_gathering import NOW, VAGGERYD, as_of
from tests.web import Answer, Web, sent_on, serving

pytestmark = [pytest.mark.server, pytest.mark.slow]

TWO = {"0665": "Vaggeryds kommun", "0680": "Jönköpings kommun"}


class Municipality:
    """A municipality with a plan whose identifiers lead to its own dashboard."""

    def __init__(self, code: str, folder: Path) -> None:
        self.port = free_port()
        self.base = f"http://localhost:{self.port}"
        taken: Intake = as_of(take_in(VAGGERYD), code)
        text = rdf_bytes(taken.graph, RdfFormat.N_TRIPLES).decode()
        text = text.replace(f"https://w3id.org/rodatraden/kommun/{code}", self.base)
        self.plan = URIRef(f"{self.base}/id/plan/2020")
        self.graph = Graph().parse(data=text.replace("Vaggeryds kommun", TWO[code]), format="nt")
        self.file = folder / f"{code}.ttl"
        self.graph.serialize(self.file, "turtle", encoding="utf-8")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Municipality]]:
    folder = tmp_path_factory.mktemp("kommuner")
    found = [Municipality(code, folder) for code in TWO]
    with ExitStack() as open_ones:
        for each in found:
            open_ones.enter_context(running(str(each.file), "--port", str(each.port)))
        yield found


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as found:
        yield found


def test_a_region_gathers_by_identifiers_and_shows_both(
    two: list[Municipality], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, site = str(tmp_path / "lager"), tmp_path / "www"
    for each in two:
        assert run("import", str(each.plan), "--store", store, "--allow-host", "localhost") == 0
    assert {plan.short for plan in open_store(store).plans()} == {"0665-2020", "0680-2020"}
    for each in two:
        kept, revision = open_store(store).graph(str(each.plan))
        # nothing is lost on the way, and the plan keeps its publisher's identifiers
        assert isomorphic(kept, public_part(each.graph, each.plan))
        assert revision.provenance.url.startswith(f"{each.base}/data/")
    capsys.readouterr()
    again = run("import", str(two[0].plan), "--store", store, "--allow-host", "localhost")
    assert (again, len(open_store(store).plan("0665-2020").revisions)) == (0, 1)
    gatherer = ("--gatherer", "Region Exempel", "2321000016", "--address", "https://mal.region.example")
    assert run("publish", "--store", store, str(site), *gatherer) == 0
    catalogue = Graph().parse(site / "datasets" / "dcat.rdf", format="xml")
    assert set(catalogue.subjects(RDF.type, DCAT.Dataset)) == {each.plan for each in two}
    start = (site / "index.html").read_text(encoding="utf-8")
    with running("--store", store) as region:
        for each, name in zip(two, TWO.values(), strict=True):
            assert name in start
            goal = each.graph.value(None, RDF.type, RT.CouncilGoal)
            path = str(goal).removeprefix(each.base)
            answer, _ = asked(region, path, Accept="text/html", Host=f"localhost:{each.port}")
            assert answer.status == 303
            _, page = asked(region, answer.headers["Location"], Host=f"localhost:{each.port}")
            assert name in page.decode()
        query = quote(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s a <{RT.Plan}> }} }}")
        _, answered = asked(region, f"/sparql?query={query}", Accept="application/sparql-results+json")
        rows = json.loads(answered)["results"]["bindings"]
        assert {row["g"]["value"] for row in rows} == {str(each.plan) for each in two}


def test_a_region_gathers_by_a_catalogue(two: list[Municipality], tmp_path: Path) -> None:
    store = str(tmp_path / "lager")
    for each in two:
        url = f"{each.base}/datasets/dcat"
        assert run("import", url, "--store", store, "--allow-host", f"localhost:{each.port}") == 0
    plans = open_store(store).plans()
    assert [plan.iri for plan in plans] == sorted(str(each.plan) for each in two)


def refused(capsys: pytest.CaptureFixture[str], url: str, tmp_path: Path, *more: str) -> str:
    """What `import` says of an address, on stderr; nothing is kept, and the exit code is 2."""
    store = tmp_path / "lager"
    assert run("import", url, "--store", str(store), *(more or ("--allow-host", "localhost"))) == 2
    said = capsys.readouterr()
    assert (said.out, "Traceback" in said.err) == ("", False)
    assert not store.exists()
    lines = [line for line in said.err.splitlines() if line]
    assert len(lines) == 1, lines
    return lines[0]


def test_what_a_dashboard_does_not_have_is_said_in_a_sentence(
    two: list[Municipality], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = two[0].base
    assert "där finns ingenting (404)" in refused(capsys, f"{base}/id/plan/1999", tmp_path)
    assert "text/css" in refused(capsys, f"{base}/site.css", tmp_path)
    goal = two[0].graph.value(None, RDF.type, RT.CouncilGoal)
    for part in (str(goal), f"{base}/doc/mal/{str(goal).rpartition('/')[2]}.ttl"):
        assert f"{part} innehåller inte hela planen {two[0].plan}." in refused(capsys, part, tmp_path)


def test_a_plan_that_was_withdrawn_is_said_to_be(
    two: list[Municipality], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The publisher's store has a later revision, which is a draft as a whole."""
    port = free_port()
    base = f"http://localhost:{port}"
    text = two[0].file.read_text(encoding="utf-8").replace(two[0].base, base)
    place = tmp_path / "utgivarens-lager"
    published = Graph().parse(data=text, format="turtle")
    draft = Graph() + published
    plan = URIRef(f"{base}/id/plan/2020")
    draft.add(
        (
            plan,
            URIRef("http://www.w3.org/ns/adms#status"),
            URIRef("http://purl.org/adms/status/UnderDevelopment"),
        )
    )
    taken = take_in(two[0].file)
    assert isinstance(NOW, Provenance)
    for graph in (published, draft):
        file = tmp_path / "plan.ttl"
        graph.serialize(file, "turtle", encoding="utf-8")
        taken = take_in(file)
        open_store(str(place)).add(taken.graph, taken.plan, NOW)
    with running("--store", str(place), "--port", str(port)):
        assert "har dragits tillbaka av utgivaren (410)" in refused(capsys, str(plan), tmp_path)


@pytest.mark.parametrize(
    "case",
    [
        ("/other-host", "Lägg till --allow-host 127.0.0.2", ()),
        ("/private", "10.0.0.1, som inte är en värd som får tillfrågas", ()),
        ("/metadata", "169.254.169.254, som inte är en värd", ()),
        ("/large", "är större än gränsen 1 MB", ("--max-size", "1")),
        ("/slow", "har inte svarat helt inom 1 sekunder", ("--max-time", "1")),
        ("/page", "text/html", ()),
        ("/gone", "(410)", ()),
        ("/missing", "(404)", ()),
        ("/broken", "servern svarade 500", ()),
        ("/circle", "skickade vidare fler än 5 gånger", ()),
    ],
    ids=lambda case: case[0],
)
def test_each_refusal_is_one_sentence(
    case: tuple[str, str, tuple[str, ...]], web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, said, more = case

    def slowly() -> Iterator[bytes]:
        for _ in range(50):
            sleep(0.2)
            yield b"#"

    web.answers |= {
        "/other-host": sent_on(f"http://127.0.0.2:{web.port}/plan.ttl"),
        "/private": sent_on("http://10.0.0.1/plan.ttl"),
        "/metadata": sent_on("http://169.254.169.254/latest/meta-data/"),
        "/large": Answer(b"#" * (2 << 20)),
        "/slow": Answer(slowly),
        "/page": Answer(b"<p>", content_type="text/html"),
        "/gone": Answer(status=410),
        "/broken": Answer(status=500),
        "/circle": sent_on("/circle"),
    }
    told = refused(capsys, web.url(path), tmp_path, "--allow-host", "127.0.0.1", *more)
    assert said in told.replace("\N{NO-BREAK SPACE}", " ")
    assert all("hemligt" not in asked for asked, _ in web.asked)
