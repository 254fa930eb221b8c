"""The catalogue as a portal harvests it: by ckanext-dcat's own parser and profiles (see ckan_harvest.py)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat
from rdflib import Graph
from rdflib.namespace import DCAT

from graph.export.exporting import export, formats_asked_for
from graph.intake import take_in
from graph.sources.rdfwriting import rdf_bytes
from tests.test_dcat import ENDPOINT, region, two_years

ROOT = Path(__file__).parent.parent
CLIENT = ROOT / "tests" / "ckan_harvest.py"
PROFILES = ("euro_dcat_ap_3", "euro_dcat_ap_2", "euro_dcat_ap")
EU = "http://publications.europa.eu/resource/authority"

each_profile = pytest.mark.parametrize("profile", PROFILES)

Harvested = dict[str, Any]


def harvest(file: Path, profile: str) -> list[Harvested]:
    """What a portal would keep of each dataset; its list of extras is laid out by key."""
    client = subprocess.run(
        [sys.executable, str(CLIENT), str(file), profile], capture_output=True, encoding="utf-8", check=False
    )
    assert client.returncode == 0, client.stderr
    found: list[Harvested] = json.loads(client.stdout)
    return [each | {extra["key"]: extra["value"] for extra in each["extras"]} for each in found]


@pytest.fixture(scope="module")
def catalogue_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    intake = take_in(ROOT / "examples" / "lindvik-2024")
    made = export(intake.graph, intake.iri, formats_asked_for("turtle,csv,dcat"))
    file = tmp_path_factory.mktemp("katalog") / "dcat.rdf"
    file.write_bytes(made.files["dcat.rdf"])
    return file


@each_profile
def test_the_dataset_is_harvested_whole(catalogue_file: Path, profile: str) -> None:
    (dataset,) = harvest(catalogue_file, profile)
    expected = {
        "uri": "https://data.lindvik.example/id/plan/2024",
        "title": "Goals and follow-up 2024",
        "publisher_uri": "http://dataportal.se/organisation/SE2999999903",
        "publisher_name": "Lindviks kommun (påhittad)",
        "publisher_type": "http://purl.org/adms/publishertype/LocalAuthority",
        "contact_name": "Kommunledningskontoret, Lindviks kommun (påhittad)",
        "contact_email": "kommun@lindvik.example",
        "issued": "2025-05-20",
        "temporal_start": "2024-01-01",
        "temporal_end": "2024-12-31",
        "frequency": f"{EU}/frequency/ANNUAL",
        "access_rights": f"{EU}/access-right/PUBLIC",
        "spatial_uri": f"{EU}/country/SWE",
        "theme": json.dumps([f"{EU}/data-theme/GOVE"]),
        "language": json.dumps([f"{EU}/language/SWE"]),
        "conforms_to": json.dumps(["https://w3id.org/rodatraden/ns"]),
    }
    if profile == "euro_dcat_ap":  # of DCAT-AP 1, which stated times in another vocabulary
        del expected["temporal_start"], expected["temporal_end"]
    assert {key: dataset.get(key) for key in expected} == expected
    assert {tag["name"] for tag in dataset["tags"]} >= {"mål", "goals", "Agenda 2030", "2030 Agenda"}


@each_profile
def test_the_files_are_harvested_with_what_is_known_of_them(catalogue_file: Path, profile: str) -> None:
    (dataset,) = harvest(catalogue_file, profile)
    resources = {each["format"].rpartition("/")[2]: each for each in dataset["resources"]}
    assert set(resources) == {"RDF_TURTLE", "CSV"}
    turtle = resources["RDF_TURTLE"]
    assert turtle["access_url"] == "https://data.lindvik.example/id/plan/2024"
    assert turtle["download_url"] == "https://data.lindvik.example/data/9999-2024.ttl"
    assert turtle["license"] == "http://creativecommons.org/publicdomain/zero/1.0/"
    assert turtle["mimetype"] == "https://www.iana.org/assignments/media-types/text/turtle"
    assert int(turtle["size"]) > 100_000
    assert len(turtle["hash"]) == 40


def test_the_service_is_harvested_with_the_distribution(tmp_path: Path) -> None:
    file = tmp_path / "dcat.rdf"
    file.write_bytes(rdf_bytes(two_years(), RdfFormat.RDF_XML))
    datasets = harvest(file, "euro_dcat_ap_3")
    assert sorted(each["uri"][-4:] for each in datasets) == ["2023", "2024"]
    for dataset in datasets:
        (services,) = [each["access_services"] for each in dataset["resources"] if "access_services" in each]
        (service,) = json.loads(services)
        assert service["endpoint_url"] == [ENDPOINT]
        assert len(service["serves_dataset"]) == 2


def test_a_region_is_harvested_as_its_municipalities(tmp_path: Path) -> None:
    file = tmp_path / "dcat.rdf"
    graph = region()
    file.write_bytes(rdf_bytes(graph, RdfFormat.RDF_XML))
    found = {each["uri"]: each["publisher_uri"] for each in harvest(file, "euro_dcat_ap_3")}
    assert set(found) == {str(dataset) for dataset in graph.objects(None, DCAT.dataset)}
    assert found["https://w3id.org/rodatraden/kommun/0665/id/plan/2020"].endswith("SE2120000522")


def test_a_catalogue_without_a_dataset_is_told_from_one_with(tmp_path: Path) -> None:
    file = tmp_path / "dcat.rdf"
    file.write_bytes(rdf_bytes(Graph(), RdfFormat.RDF_XML))
    assert harvest(file, "euro_dcat_ap_3") == []
