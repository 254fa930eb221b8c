"""A published site: whole, the same every time, and every link in it leads somewhere."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import html5rdf
import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, RDF, SKOS

from graph.export.beside import LISTS
from graph.export.formats import FORMATS
from graph.export.public import public_part
from graph.intake import take_in
from graph.iris import mint
from graph.site.alphabet import initial, swedish_order
from graph.site.places import Place, place_of
from graph.site.publishing import Publication, Wanted, publish
from graph.site.sources import plans_in_files, plans_in_store
from graph.store.opening import open_store
from graph.store.records import Provenance
from ontology.namespaces import ADMS, RTC
from tests.conftest import ROOT
from tests.dashboard_pages import HOSTILE, hostile_copy
from tests.site_parts import LINDVIK, VAGGERYD, Seen, embedded, read_jsonld, taken_in

TODAY = date(2025, 4, 1)
VAGGERYD_BASE = "https://w3id.org/rodatraden/kommun/0665"


def published(folder: Path, *plans: Path, **wanted: object) -> Publication:
    return publish(plans_in_files(plans), folder, Wanted(today=TODAY, **wanted))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def lindvik(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "lindvik"
    assert published(folder, LINDVIK, plain_host=True).written
    return folder


def digests(folder: Path) -> Mapping[str, str]:
    """Every file with the digest of its content."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_every_link_leads_to_a_file_and_a_place_in_it(lindvik: Path) -> None:
    pages = {file.relative_to(lindvik).as_posix(): Seen(file.read_text()) for file in lindvik.rglob("*.html")}
    broken: set[tuple[str, str]] = set()
    for path, page in pages.items():
        for link in page.links:
            if urlsplit(link).scheme or path == "404.html":
                continue
            target, anchor = urldefrag(urljoin(f"/{path}", link))
            file = unquote(urlsplit(target).path)[1:] if target else path
            if not (lindvik / file).is_file() or (anchor and unquote(anchor) not in pages[file].ids):
                broken.add((path, link))
    assert broken == set()
    assert len(pages) > 600


def test_every_identifier_is_told_of_in_every_format(lindvik: Path) -> None:
    intake = taken_in(LINDVIK)
    for iri in sorted({str(subject) for subject in intake.graph.subjects()}):
        place = place_of(iri, intake.plan.base or "")
        name = "index" if place.is_part else place.name
        for suffix in ("html", "ttl", "jsonld", "rdf"):
            assert (lindvik / "doc" / place.segment / f"{name}.{suffix}").is_file(), iri


def test_the_formats_of_a_thing_say_the_same_and_so_does_its_page(lindvik: Path) -> None:
    for stem in ("mal/KF-1", "organ/FGN", "beslut/KF-2022-164", "utfall/index"):
        file = lindvik / "doc" / stem
        turtle = Graph().parse(file.with_name(f"{file.name}.ttl"), format="turtle")
        assert len(turtle) > 10
        assert isomorphic(turtle, Graph().parse(file.with_name(f"{file.name}.rdf"), format="xml"))
        assert isomorphic(turtle, read_jsonld(file.with_name(f"{file.name}.jsonld").read_text()))
        if file.name != "index":
            assert isomorphic(
                turtle, read_jsonld(embedded(file.with_name(f"{file.name}.html").read_text())[0])
            )


def test_the_whole_data_set_is_there_in_every_format(lindvik: Path) -> None:
    names = {file.name for file in (lindvik / "data").rglob("*")}
    for form in FORMATS.values():
        assert not form.is_data or any(name.endswith(form.suffixes[0]) for name in names), form.name
    intake = taken_in(LINDVIK)
    public = public_part(intake.graph, intake.iri)
    assert isomorphic(Graph().parse(lindvik / "data/9999-2024.ttl", format="turtle"), public)
    text = (lindvik / "data" / "index.html").read_text()
    assert all(each.label.sv in Seen(text).text for each in FORMATS.values() if each.is_data)


def test_the_catalogue_tells_where_the_files_lie(lindvik: Path) -> None:
    catalogue = Graph().parse(lindvik / "datasets" / "dcat.rdf", format="xml")
    assert len(list(catalogue.subjects(RDF.type, DCAT.Catalog))) == 1
    addresses = {str(each) for each in catalogue.objects(None, DCAT.downloadURL)} or {
        str(each) for each in catalogue.objects(None, DCAT.accessURL)
    }
    base = "https://data.lindvik.example/"
    assert f"{base}data/9999-2024.ttl" in addresses
    assert all((lindvik / each.removeprefix(base)).is_file() for each in addresses if "/data/" in each)


def test_the_map_names_every_page_by_its_full_address(lindvik: Path) -> None:
    addresses = re.findall(r"<loc>(.*?)</loc>", (lindvik / "sitemap.xml").read_text())
    assert len(addresses) == len(set(addresses)) > 600
    for address in addresses:
        path = unquote(address.removeprefix("https://data.lindvik.example/"))
        assert (lindvik / path / "index.html" if path.endswith("/") or not path else lindvik / path).is_file()
    own = {f"https://data.lindvik.example/{path}" for path in ("sok.html", "regler.html", "vokabular.html")}
    assert own <= set(addresses)
    assert "Sitemap: https://data.lindvik.example/sitemap.xml" in (lindvik / "robots.txt").read_text()


def test_search_engines_are_told_what_a_page_is_and_where(lindvik: Path) -> None:
    def told(path: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(embedded((lindvik / path).read_text())[1])
        return found

    site = "https://data.lindvik.example/"
    goal = told("doc/mal/KF-1.html")
    steps = [(each["position"], each["item"]) for each in goal["breadcrumb"]["itemListElement"]]
    assert steps == [(1, site), (2, f"{site}doc/mal/"), (3, f"{site}doc/mal/KF-1.html")]
    assert goal["isPartOf"]["url"] == site
    assert goal["publisher"]["name"] == "Lindviks kommun (påhittad)"
    assert goal["about"]["termCode"] == "KF-1"
    plan = told("doc/plan/2024.html")["about"]
    assert plan["creator"]["@type"] == "GovernmentOrganization"
    files = [each["contentUrl"].removeprefix(site) for each in plan["distribution"]]
    assert files == [f"data/9999-2024.{suffix}" for suffix in ("ttl", "jsonld", "rdf")]
    assert all((lindvik / file).is_file() for file in files)
    decision = told("doc/beslut/FGN-2023-74.html")["about"]
    assert decision["legislationIdentifier"] == "FGN 2023/118 § 74"
    assessment = told("doc/bedomning/FGN-1-2024-utfall.html")["about"]
    assert assessment["author"]["name"] == "Förskole- och grundskolenämnden"
    assert assessment["text"].startswith("Tre av fyra målvärden är nådda.")


def test_no_two_pages_have_the_same_title_and_each_has_a_summary(lindvik: Path) -> None:
    pages = [
        file.read_text() for folder in (".", "doc/*", "data") for file in lindvik.glob(f"{folder}/*.html")
    ]
    titles = [match[1] for page in pages if (match := re.search("<title>(.*?)</title>", page))]
    assert len(titles) == len(pages) == len(set(titles))
    lacking = [page for page in pages if '<meta name="description" content="' not in page]
    assert len(lacking) == 3, "the vocabulary and the pages for wrong addresses are nothing to look for"


def test_search_and_register_stand_in_swedish_order(lindvik: Path) -> None:
    rows = re.findall(
        r'<li><a href="(.*?)">(.*?)</a> <span class="note">(.*?)</span>', (lindvik / "sok.html").read_text()
    )
    titles = [title for _, title, _ in rows]
    assert titles == sorted(titles, key=swedish_order)
    assert (
        "doc/mal/KF-1.html",
        "Varje barn växer upp tryggt och lyckas i skolan",
        "Inriktningsmål, KF-1",
    ) in rows
    assert ("doc/begrepp/aldre.html", "Äldre", "Målgrupp") in rows
    text = Seen((lindvik / "sok.html").read_text()).text
    assert text.index("Äldre") > text.index("Årsarbetare") > text.index("Varje barn")


@pytest.mark.parametrize(
    ("words", "ordered"),
    [
        (["ö", "ä", "å", "z"], ["z", "å", "ä", "ö"]),
        (["Öppen", "äldre", "Årlig", "arbete"], ["arbete", "Årlig", "äldre", "Öppen"]),
        (["éter", "etik", "eter"], ["eter", "éter", "etik"]),
    ],
)
def test_the_swedish_alphabet(words: list[str], ordered: list[str]) -> None:
    assert sorted(words, key=swedish_order) == ordered


@pytest.mark.parametrize(
    ("word", "letter"), [("Åka", "Å"), ("élan", "E"), ("2024", "#"), ("A\u030alder", "Å")]
)
def test_the_letter_in_the_register(word: str, letter: str) -> None:
    assert initial(word) == letter


@pytest.mark.parametrize("name", ["a/b", "CON", "x.", "index", "a\u0308", "..", ".htaccess", "å" * 100])
def test_a_name_that_files_cannot_have_becomes_a_digest(name: str) -> None:
    place = place_of(str(mint("https://x.se", "mal", name)), "https://x.se")
    assert re.fullmatch(r"_[0-9a-f]{20}", place.name)
    assert not place.plain


def test_a_plain_name_stays_as_it_is() -> None:
    assert place_of("https://x.se/id/mal/2024-del%C3%A5r%201", "https://x.se") == Place("mal", "2024-delår 1")
    assert place_of("https://other.se/id/mal/1", "https://x.se").segment == "ovrigt"


def test_a_host_without_rules_leads_on_from_every_identifier(lindvik: Path) -> None:
    page = (lindvik / "id" / "mal" / "KF-1" / "index.html").read_text()
    assert '<meta http-equiv="refresh" content="0; url=../../../doc/mal/KF-1.html">' in page
    places = {
        place_of(str(each), "https://data.lindvik.example")
        for each in set(taken_in(LINDVIK).graph.subjects())
    }
    segments = [page.relative_to(lindvik / "id").parts[0] for page in (lindvik / "id").rglob("index.html")]
    # the lists, cubes and series that only some formats have are not in the plan
    assert sum(each not in LISTS for each in segments) == len(places)
    assert set(segments) >= LISTS


def test_the_pages_about_the_site_say_who_and_how(lindvik: Path) -> None:
    statement = Seen((lindvik / "tillganglighet.html").read_text())
    assert "DOS-lagen" in statement.text
    assert "delvis förenlig" in statement.text
    assert "mailto:kommun@lindvik.example" in statement.links
    assert "https://www.digg.se/tdosanmalan" in statement.links
    about = Seen((lindvik / "om.html").read_text())
    assert "http://creativecommons.org/publicdomain/zero/1.0/" in about.links
    assert "mot reglerna för publicering, utan fel" in about.text
    rules = Seen((lindvik / "regler.html").read_text())
    assert "T01 Nämndmålet leder inte till något KF-mål" in rules.text
    assert {"T01", "F01a", "O01"} <= set(rules.ids)
    assert "rt:contributesTo" in Seen((lindvik / "vokabular.html").read_text()).text
    assert (lindvik / "regler" / "thread.ttl").is_file()
    assert {"vokabular/rodatraden.ttl", "vokabular/context.jsonld"} <= set(
        Seen((lindvik / "vokabular.html").read_text()).links
    )


def test_lists_say_what_a_reader_wants_to_know_of_each_kind(lindvik: Path) -> None:
    def told(segment: str) -> str:
        return Seen((lindvik / "doc" / segment / "index.html").read_text()).text

    assert "Antal invånare KF-3a" in told("indikator")
    assert "Anläggningar med hållbarhetsmärkning LUT-2b, Lindvik Utveckling AB (påhittat)" in told(
        "indikator"
    )
    assert "Arbetsutskottet lägger fram process och tidplan T-01, 2022-01-19 Kommunstyrelsen" in told(
        "tidplan"
    )
    assessments = told("bedomning")
    assert assessments.index("Helår 2024") < assessments.index("Delår 2024, prognos")
    assert "Nära mål Alla elever når målen i svenska och matematik Förskole- och" in assessments
    assert "2016–2030 https://data.lindvik.example/id/tid/2016-01-01_2030-12-31" in told("tid")
    assert "Läget avser Helår 2024." in told("mal")
    assert "Hör ihop med" not in told("utfallsstruktur"), "a column with nothing in it"


def test_the_first_page_is_understood_in_a_minute(lindvik: Path) -> None:
    text = Seen((lindvik / "index.html").read_text()).text
    assert "Mål och uppföljning i Lindviks kommun" in text
    assert "Lindvik 2035 – nära till varandra, nära till havet" in text
    assert "Helår 2024: av 5 inriktningsmål är 0 ”I mål”, 4 ”Nära mål”, 1 ”Långt från mål”." in text
    assert "Nära mål (räknat: Långt från mål) Ett klimatneutralt Lindvik" in text
    assert "God ekonomisk hushållning, ekonomi Kommunstyrelsen 2025-03-12" in text
    assert "Förskole- och grundskolenämnden 5 mål" in text


def test_every_page_is_strict_and_whole(lindvik: Path) -> None:
    for file in lindvik.rglob("*.html"):
        text = file.read_text()
        if file.is_relative_to(lindvik / "id"):
            continue
        assert text.startswith('<!DOCTYPE html>\n<html lang="sv">'), file
        assert "Content-Security-Policy" in text, file
        assert not re.search(r"<style|style=|<script>| on[a-z]+=|javascript:", text), file
        assert not re.search(r'(?:src|<link [^>]*href)="(?:https?:)?//(?!data\.lindvik\.example)', text), file


def test_every_page_is_html_without_a_fault(lindvik: Path) -> None:
    pages = sorted(each for each in lindvik.rglob("*.html") if not each.is_relative_to(lindvik / "id"))
    for file in (*pages[::15], lindvik / "index.html", lindvik / "sok.html", lindvik / "vokabular.html"):
        parser = html5rdf.HTMLParser()
        parser.parse(file.read_text())
        assert parser.errors == [], file


@pytest.mark.slow
@pytest.mark.parametrize("plan", [LINDVIK, VAGGERYD], ids=["lindvik", "vaggeryd"])
def test_the_same_plan_makes_the_same_bytes(plan: Path, tmp_path: Path) -> None:
    for number, seed in enumerate(("0", "4711")):
        subprocess.run(
            [
                sys.executable, "-m", "rodatraden", "publish", str(plan), str(tmp_path / str(number)),
                "--despite-faults", "--today", "2025-04-01",
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )  # fmt: skip
    first, second = digests(tmp_path / "0"), digests(tmp_path / "1")
    assert first == second
    assert len(first) > 100


def test_a_plan_with_faults_stops_and_leaves_what_was(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    published(folder, VAGGERYD, force=True)
    assert "visade fel. Planen är publicerad ändå." in Seen((folder / "om.html").read_text()).text
    before = digests(folder)
    graph = take_in(LINDVIK).graph
    plan = tmp_path / "plan.ttl"
    graph.remove((None, DCAT.contactPoint, None))
    graph.serialize(plan, format="turtle")
    done = published(folder, plan)
    assert not done.written
    assert {finding.rule for verdict in done.broken for finding in verdict.findings} >= {"O01"}
    assert digests(folder) == before
    assert [each.name for each in tmp_path.iterdir() if ".ny-" in each.name] == []


def test_drafts_stay_inside_and_are_told_of(tmp_path: Path) -> None:
    graph = take_in(VAGGERYD).graph
    goal = URIRef(f"{VAGGERYD_BASE}/id/mal/KF-4")
    title = str(graph.value(goal, SKOS.prefLabel))
    graph.add((goal, ADMS.status, RTC["publication/draft"]))
    plan = tmp_path / "plan.ttl"
    graph.serialize(plan, format="turtle")
    done = published(tmp_path / "site", plan, force=True)
    assert done.remarks
    assert not (tmp_path / "site" / "doc" / "mal" / "KF-4.html").exists()
    for file in (tmp_path / "site").rglob("*"):
        if file.suffix in {".html", ".ttl", ".json", ".nt"}:
            assert title not in file.read_text(), file


def test_several_years_of_one_municipality_share_a_site(tmp_path: Path) -> None:
    text = VAGGERYD.read_text(encoding="utf-8")
    for old, new in (("/id/plan/2020", "/id/plan/2019"), ('"2020"^^xsd:gYear', '"2019"^^xsd:gYear')):
        text = text.replace(old, new)
    before = tmp_path / "2019.ttl"
    before.write_text(
        text.replace("/id/mal/KF-4>", "/id/mal/KF-9>").replace('"KF-4"', '"KF-9"'), encoding="utf-8"
    )
    site = tmp_path / "site"
    done = published(site, before, VAGGERYD, force=True)
    assert (done.municipalities, done.plans) == (1, 2)
    for path in ("doc/plan/2019.html", "doc/plan/2020.html", "doc/mal/KF-4.html", "doc/mal/KF-9.html"):
        assert (site / path).is_file(), path
    assert (site / "data" / "0665-2019.ttl").is_file()
    assert "Tidigare planer" in Seen((site / "index.html").read_text()).text
    assert "Ur tidigare planer" in Seen((site / "doc" / "mal" / "index.html").read_text()).text


def test_several_municipalities_get_a_folder_each(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"))
    other = tmp_path / "other.ttl"
    other.write_text(VAGGERYD.read_text(encoding="utf-8").replace("0665", "0666"), encoding="utf-8")
    for plan in (VAGGERYD, other):
        intake = take_in(plan)
        store.add(intake.graph, intake.plan, Provenance(at=datetime(2026, 1, 1, tzinfo=UTC)))
    steps: list[tuple[int, int, str]] = []
    done = publish(
        plans_in_store(store, ()),
        tmp_path / "site",
        Wanted(today=TODAY, force=True, address="https://mal.exempel.se"),
        lambda *step: steps.append(step),
    )
    assert done.written
    assert (done.municipalities, done.plans) == (2, 2)
    assert [step[:2] for step in steps] == [(1, 2), (2, 2)]
    whole = Seen((tmp_path / "site" / "index.html").read_text())
    assert {"0665/index.html", "0666/index.html"} <= set(whole.links)
    maps = (tmp_path / "site" / "sitemap.xml").read_text()
    assert "https://mal.exempel.se/0665/sitemap.xml" in maps
    assert "https://mal.exempel.se/sitemap-gemensam.xml" in maps
    assert "https://mal.exempel.se/regler.html" in (tmp_path / "site" / "sitemap-gemensam.xml").read_text()
    page = (tmp_path / "site" / "0666" / "doc" / "mal" / "KF-1.html").read_text()
    assert '<link rel="canonical" href="https://mal.exempel.se/0666/doc/mal/KF-1.html">' in page
    assert '<link rel="stylesheet" href="../../../site.css">' in page


def test_hostile_texts_stay_texts_everywhere(tmp_path: Path) -> None:
    plan = tmp_path / "plan.ttl"
    hostile_copy(VAGGERYD, plan)
    assert published(tmp_path / "site", plan, force=True).written
    for file in (tmp_path / "site").rglob("*.html"):
        text = file.read_text()
        seen = Seen(text)
        assert "<script>window" not in text, file
        assert not {"img", "em"} & set(seen.tags), file
        assert not [link for link in seen.links if link.lower().startswith("javascript:")], file
    assert HOSTILE.split()[0] in Seen((tmp_path / "site" / "sok.html").read_text()).text
