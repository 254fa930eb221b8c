"""Pages of the dashboard run without a browser, and what they put on the screen."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import DCTERMS, RDF
from rdflib.term import Node
from streamlit.testing.v1 import AppTest

from dashboard import plans, session
from graph.intake import take_in
from graph.store.opening import open_store
from graph.store.plans import PlanStore
from graph.store.records import Provenance
from ontology.namespaces import RT
from tests.conftest import ROOT

APP = ROOT / "dashboard" / "app.py"
LINDVIK = ROOT / "examples" / "lindvik-2024.xlsx"
FAULTY = ROOT / "examples" / "lindvik-2024-brister.xlsx"
VAGGERYD = ROOT / "examples" / "vaggeryd-2020.xlsx"
TODAY = date(2025, 4, 1)

HOSTILE = (
    '<script>window.hacked=1</script><img src=x onerror="window.hacked=1"> **fet** [länk](javascript:hack) '
    ':red[röd] :material/home: :smile: $x^2$ {{ 7*7 }} {% raw %} \'<a href="javascript:hack">a</a> -> &amp;'
)


def open_on(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the dashboard be about a plan."""
    monkeypatch.setenv(plans.PATH, str(plan))
    monkeypatch.setenv(plans.STORE, "")
    monkeypatch.setenv(plans.TODAY, TODAY.isoformat())
    monkeypatch.delenv(session.LANGUAGE, raising=False)


def open_on_store(folder: Path, monkeypatch: pytest.MonkeyPatch, *files: Path) -> None:
    """Let the dashboard be about a store that holds these plans, the same plan again as a new revision."""
    kept_in = open_store(str(folder))
    for file in files:
        keep(kept_in, file)
    open_on(folder, monkeypatch)
    monkeypatch.setenv(plans.PATH, "")
    monkeypatch.setenv(plans.STORE, str(folder))


def keep(store: PlanStore, file: Path) -> None:
    """Bring a file's plan into a store, as a new revision."""
    taken = take_in(file)
    provenance = Provenance(at=datetime.now(UTC), file=file.name, note=file.stem)
    # a hostile copy says that it is another municipality's
    store.add(taken.graph, taken.plan, provenance, force=True)


def page(view: str, **asked: str) -> AppTest:
    """One page as it is at an address, without the frame around it."""
    app = AppTest.from_string(f"from dashboard.views import {view}\n{view}.show()", default_timeout=60)
    for key, value in asked.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


class Seen(HTMLParser):
    """What a reader sees of a page's blocks: the text, and which elements and addresses it has."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.styles: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.styles |= {value or "" for name, value in attrs if name == "style"}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def seen(app: AppTest) -> Seen:
    """Every block of a page, read."""
    reader = Seen()
    for element in app.get("html"):
        reader.feed(element.proto.body)
    reader.close()
    return reader


def hostile_copy(plan: Path, out: Path, text: str = HOSTILE) -> Mapping[Node, str]:
    """Write a plan in which every text of every thing is hostile, each with a number of its own."""
    graph = take_in(plan).graph
    changed = Graph()
    planted: dict[Node, str] = {}
    for number, (subject, predicate, value) in enumerate(sorted(graph)):
        kept = predicate == DCTERMS.identifier and (subject, RDF.type, RT.FollowUpPeriod) in graph
        if isinstance(value, Literal) and value.datatype is None and not kept:
            planted[subject] = f"{text} nr{number}"
            changed.add((subject, predicate, Literal(planted[subject], lang=value.language)))
        else:
            changed.add((subject, predicate, value))
    changed.serialize(out, format="turtle", encoding="utf-8")
    return planted
