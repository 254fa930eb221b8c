"""A region's site of several municipalities in nginx and Apache: each with its own, and what they share."""

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree

from graph.export.dcat.publication import Gatherer
from graph.site.publishing import Wanted, publish
from graph.site.sources import plans_in_files
from tests.site_parts import LINDVIK, Seen
from tests.web_servers import Hosted, ask

ADDRESS = "https://mal.exempel.se/kommuner"
WANTED = Wanted(
    today=date(2025, 4, 1),
    address=ADDRESS,
    gatherer=Gatherer(name="Region Exempel", organisation_number="299999-0001", base=ADDRESS),
)


def plans(folder: Path) -> list[Path]:
    """Lindvik's plan as those of two municipalities, whose identifiers begin at two addresses."""
    found: list[Path] = []
    for code in ("9998", "9999"):
        text = LINDVIK.read_text(encoding="utf-8").replace("data.lindvik.example", f"data.k{code}.example")
        plan = folder / f"{code}.ttl"
        plan.write_text(text.replace('"9999"', f'"{code}"'), encoding="utf-8")
        found.append(plan)
    return found


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("region")
    site = folder / "www" / "kommuner"
    assert publish(plans_in_files(plans(folder)), site, WANTED).written
    return site


@pytest.fixture(scope="module")
def hosted(region: Path) -> Hosted:
    # the identifiers of the two have the same path, each at its own host: only one of them is here
    return Hosted(region.parent, (region, region / "9999"))


@pytest.mark.server
@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("index.html", "text/html"),
        ("site.css", "text/css"),
        ("regler/thread.ttl", "text/turtle"),
        ("vokabular/context.jsonld", "application/ld+json"),
        ("datasets/dcat.rdf", "application/rdf+xml"),
        ("9998/doc/mal/KF-1.ttl", "text/turtle"),
        ("9999/doc/mal/KF-1.html", "text/html"),
    ],
)
def test_what_is_shared_and_what_is_not_are_sent_alike(path: str, media_type: str, port: int) -> None:
    answer, _ = ask(port, f"/kommuner/{path}")
    assert answer.status == 200
    assert answer.headers["Content-Type"].partition(";")[0] == media_type
    assert answer.headers.get_all("Access-Control-Allow-Origin") == ["*"]
    assert answer.headers.get_all("X-Content-Type-Options") == ["nosniff"]


@pytest.mark.server
@pytest.mark.slow
def test_the_common_catalogue_is_found_and_wrong_addresses_are_answered(port: int) -> None:
    answer, _ = ask(port, "/kommuner/datasets/dcat")
    assert answer.status == 303
    assert urlsplit(answer.headers["Location"]).path == "/kommuner/datasets/dcat.rdf"
    for path, said in (("finns-inte", "Kommuners mål"), ("9999/finns-inte", "Lindviks kommun")):
        answer, body = ask(port, f"/kommuner/{path}")
        assert answer.status == 404
        page = body.decode()
        assert "Sidan finns inte" in page
        assert said in page
        for link in Seen(page).links:
            if urlsplit(link).scheme != "mailto":
                assert ask(port, urlsplit(link).path or "/kommuner/")[0].status == 200, link


def test_the_first_page_leads_to_each_municipality_and_to_the_common_catalogue(region: Path) -> None:
    page = Seen((region / "index.html").read_text(encoding="utf-8"))
    assert {"9998/index.html", "9999/index.html", "datasets/dcat.rdf"} <= set(page.links)
    assert "Start" not in page.text, "it is the start itself"
    assert all(
        (region / each).is_file() for each in page.links if not urlsplit(each).scheme and "#" not in each
    )


def test_the_rules_for_iis_say_nothing_twice(region: Path) -> None:
    """A folder's settings are added to those of the folder above it: the same name twice is an error."""
    names: list[str] = []
    for folder in (region, region / "9999"):
        settings = ElementTree.parse(folder / "web.config").getroot()
        assert settings is not None
        names += [each.attrib["name"] for each in settings.iter("rule")]
        removed = {each.attrib["name"] for each in settings.iter("remove") if "name" in each.attrib}
        assert removed == {each.attrib["name"] for each in settings.iter("add") if "name" in each.attrib}
        assert removed
    assert len(names) == len(set(names))


def test_identifiers_at_different_addresses_need_an_address_of_the_site(tmp_path: Path) -> None:
    done = publish(plans_in_files(plans(tmp_path)), tmp_path / "site", Wanted(today=date(2025, 4, 1)))
    assert done.written
    (said,) = (each.sv for each in done.remarks if "--address" in each.sv)
    assert said.startswith("Kommunernas identifierare börjar på skilda adresser")
    assert not (tmp_path / "site" / ".htaccess").exists()
