"""A region that gathers its municipalities: one catalogue for the portal, beside their own."""

from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from graph.export.dcat.publication import Gatherer
from graph.site.publishing import Publication, Wanted, publish
from graph.site.sources import plans_in_files
from tests.rule_examples import ROOT, TODAY
from tests.test_cli import run
from tests.test_dcat import OFFICIAL, SWEDISH_PROFILE, findings

ADDRESS = "https://mal.region.example"
REGION = Gatherer(name="Region Exempel", organisation_number="299999-0001", base=ADDRESS)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The smallest whole plan, of two municipalities."""
    text = (ROOT / "base.ttl").read_text(encoding="utf-8")
    other = text
    for old, new in (
        ("https://data.exempel.se", "https://data.annan.example"),
        ('"9999"', '"0665"'),
        ("kommun:9999", "kommun:0665"),
        ("212999-9997", "212000-0522"),
        ("2025-02-20", "2025-02-01"),
    ):
        assert old in other
        other = other.replace(old, new)
    folder = tmp_path_factory.mktemp("planer")
    found = folder / "a.ttl", folder / "b.ttl"
    for file, content in zip(found, (text, other), strict=True):
        file.write_text(content, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def site(plans: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("region") / "webb"
    wanted = Wanted(today=TODAY, address=ADDRESS, gatherer=REGION)
    done: Publication = publish(plans_in_files(plans), folder, wanted)
    assert done.written
    return folder


def catalogue_in(folder: Path) -> Graph:
    return Graph().parse(folder / "datasets" / "dcat.rdf", format="xml")


def test_the_region_has_one_catalogue_of_all(site: Path) -> None:
    graph = catalogue_in(site)
    (head,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert str(head) == f"{ADDRESS}/id/katalog/mal"
    publisher = graph.value(head, DCTERMS.publisher)
    assert str(graph.value(publisher, FOAF.name)) == "Region Exempel"
    assert str(graph.value(head, DCTERMS.issued)) == "2025-02-01"
    datasets = {str(each) for each in graph.objects(head, DCAT.dataset)}
    assert datasets == {"https://data.exempel.se/id/plan/2024", "https://data.annan.example/id/plan/2024"}


def test_the_municipalities_keep_their_own(site: Path) -> None:
    whole = catalogue_in(site)
    for code, base in (("9999", "https://data.exempel.se"), ("0665", "https://data.annan.example")):
        own = catalogue_in(site / code)
        (head,) = own.subjects(RDF.type, DCAT.Catalog)
        assert str(head) == f"{base}/id/katalog/mal"
        dataset = URIRef(f"{base}/id/plan/2024")
        assert set(own.predicate_objects(dataset)) == set(whole.predicate_objects(dataset))
        assert [each for each in own if each[0] != head and each not in whole] == []


@pytest.mark.parametrize("shapes", OFFICIAL)
def test_the_official_shapes_have_nothing_to_remark(site: Path, shared_data: Path, shapes: str) -> None:
    assert findings(catalogue_in(site), shared_data / "dcat-ap" / shapes) == []


def test_the_swedish_profile_has_nothing_to_remark(site: Path) -> None:
    assert findings(catalogue_in(site), SWEDISH_PROFILE) == []


def test_without_a_gatherer_there_are_only_the_municipalities(
    plans: tuple[Path, Path], tmp_path: Path
) -> None:
    assert publish(plans_in_files(plans), tmp_path / "webb", Wanted(today=TODAY, address=ADDRESS)).written
    assert not (tmp_path / "webb" / "datasets").exists()
    assert (tmp_path / "webb" / "0665" / "datasets" / "dcat.rdf").exists()


@pytest.mark.parametrize(
    "given",
    [("--gatherer", "Region", "299999-0001"), ("--gatherer", "Region", "299999-0002", "--address", ADDRESS)],
)
def test_a_gatherer_needs_an_address_and_a_right_number(
    plans: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], given: tuple[str, ...]
) -> None:
    assert run("publish", *map(str, plans), str(tmp_path / "webb"), *given) == 2
    assert "namn och organisationsnummer" in capsys.readouterr().err
    assert not (tmp_path / "webb").exists()
