"""The HTML report: one page that stands on its own, for the screen, for paper and for screen readers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from graph.report.formats import render
from graph.report.html import render as render_html
from graph.report.options import Options
from graph.report.outline import one_line
from graph.verdict import Verdict
from shapes.findings import LANGUAGES, Language, Severity
from tests.report_verdicts import BROKEN, FINDINGS, SPOTLESS, WHOLE, hostile_verdicts

VOID = {"meta", "br", "path", "circle"}
STYLE = (Path(__file__).parent.parent / "graph" / "report" / "templates" / "report.css").read_text(
    encoding="utf-8"
)


@dataclass
class Element:
    """An element with its attributes and the text in it and below it."""

    tag: str
    attributes: dict[str, str | None]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """A page as a list of elements in their order; a tag that is not closed in its place is an error."""

    source: str
    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)
    declarations: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.source)
        self.close()
        assert self.open == []

    def handle_decl(self, decl: str) -> None:
        self.declarations.append(decl)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), attrs
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def rows(self) -> list[list[str]]:
        """The cells of every row, as text."""
        rows: list[list[str]] = []
        for element in self.all("tr", "th", "td"):
            if element.tag == "tr":
                rows.append([])
            else:
                rows[-1].append(" ".join(element.text.split()))
        return rows


def page(verdict: Verdict, language: Language = "sv") -> Page:
    text = render(verdict, "html", Options(language=language))
    assert isinstance(text, str)
    return Page(text)


def pages() -> Iterator[Page]:
    for language in LANGUAGES:
        for verdict in (BROKEN, WHOLE, SPOTLESS):
            yield page(verdict, language)


def test_it_is_a_page_in_its_language() -> None:
    for language in LANGUAGES:
        read = page(BROKEN, language)
        assert read.declarations == ["DOCTYPE html"]
        assert read.elements[0].tag == "html"
        assert read.elements[0].attributes["lang"] == language
        (title,) = read.all("title")
        assert title.text.endswith(
            "Mål och budget 2024, Lindviks kommun, "
            + ("budgetår 2024" if language == "sv" else "budget year 2024")
        )


def test_it_asks_nobody_for_anything() -> None:
    for read in pages():
        assert read.all("script", "link", "img", "iframe", "object", "embed", "base", "form") == []
        sources = [
            value
            for element in read.elements
            for name, value in element.attributes.items()
            if name in {"src", "srcset", "style"}
        ]
        assert sources == []
        assert all((element.attributes["href"] or "").startswith("#") for element in read.all("a"))
        (style,) = read.all("style")
        assert "url(" not in style.text
        assert "@import" not in style.text
        policy = [e.attributes.get("content") for e in read.all("meta") if "http-equiv" in e.attributes]
        assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_headings_go_down_one_step_at_a_time() -> None:
    for read in pages():
        levels = [int(element.tag[1]) for element in read.all("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(below - above <= 1 for above, below in pairwise(levels))
        assert len(read.all("main")) == 1


def test_links_and_labels_lead_somewhere_and_ids_are_unique() -> None:
    for read in pages():
        ids = [element.attributes["id"] for element in read.elements if "id" in element.attributes]
        assert len(ids) == len(set(ids))
        led_to = [(element.attributes["href"] or "")[1:] for element in read.all("a")]
        led_to += [
            e.attributes["aria-labelledby"] or "" for e in read.elements if "aria-labelledby" in e.attributes
        ]
        assert set(led_to) <= set(ids)


def test_every_table_says_what_its_headings_head() -> None:
    for read in pages():
        headings = read.all("th")
        assert {element.attributes.get("scope") for element in headings} <= {"col", "row"}
        assert len(read.all("thead")) == len(read.all("table")) == len(read.all("tbody"))


def test_a_mark_is_never_without_its_word() -> None:
    read = page(BROKEN)
    for element in read.all("svg"):
        assert element.attributes["aria-hidden"] == "true"
    shapes = {severity: set[str]() for severity in Severity}
    text = render_html(BROKEN, Options())
    for severity, shape in re.findall(
        r'<svg class="mark (violation|warning|info)"[^>]*><(\w+ class="shape" [^/]*)/>', text
    ):
        shapes[Severity(severity)].add(shape)
    # one shape for each severity, and no two alike
    assert [len(each) for each in shapes.values()] == [1, 1, 1]
    assert len(set.union(*shapes.values())) == 3
    severities = {row[1] for row in read.rows() if len(row) == 4}
    assert severities == {"Grad", "Fel", "Varning", "Upplysning"}


def test_the_verdict_and_the_summary() -> None:
    read = page(BROKEN)
    (verdict,) = read.all("strong")
    assert (
        verdict.text
        == "Den röda tråden är bruten: 14 fel, 2 varningar och 1 upplysning inför budgetbeslutet."
    )
    assert read.rows()[:3] == [
        ["Regel", "Grad", "Vad den säger", "Antal"],
        ["T01", "Fel", "Nämndmålet ”…” leder inte till något KF-mål.", "12"],
        ["T15", "Fel", "”…” hänvisar till ”…”, som inte finns i planen.", "2"],
    ]


def test_every_finding_has_its_place_label_reason_and_remedy() -> None:
    read = page(BROKEN, "en")
    whole = " ".join(read.all("main")[0].text.split())
    rows = read.rows()
    for finding in FINDINGS:
        assert finding.origin is not None
        place = f"{finding.origin.sheet} {finding.origin.cell}"
        found = [each for each in rows if each[0] == place and each[1] in {finding.label, "–"}]
        group = next(each for each in rows if each[0] == finding.rule)
        # the reason stands in the row, or the heading says it with … for the name
        reason = finding.message.en
        assert any(reason in " ".join(row) for row in found) or group[2] in {
            reason,
            reason.replace(finding.label, "…"),
        }
        assert finding.remedy.en in whole
        assert finding.basis.en in whole
    assert len([row for row in rows if row[0].startswith("Nämndmål ")]) == 14


def test_what_was_not_checked_and_how_the_check_was_made() -> None:
    text = " ".join(page(BROKEN).all("main")[0].text.split())
    assert "Hör till andra beslut (1 regel) C05 Fel längd." in text
    assert "Kräver en uppföljningsperiod, och ingen är vald (1 regel) F04 Utfall saknas." in text
    assert "Planen har inget som regeln gäller (1 regel) T02 Bolagsmål." in text
    assert f"Kontrollsumma, SHA-256 {BROKEN.source.sha256}" in text
    assert "Datum 2024-01-31" in text
    assert "Tillfälle Inför budgetbeslutet" in text
    assert "Tråden bryts av Fel" in text
    assert "Prövade regler (6) C02, C06, L02, T01, T13, T15" in text
    assert "Alla regler prövades." in page(SPOTLESS).all("main")[0].text
    assert "Inget att anmärka på." in page(SPOTLESS).all("main")[0].text


def test_words_of_the_plan_are_swedish_in_an_english_page() -> None:
    swedish = [
        element.text for element in page(BROKEN, "en").elements if element.attributes.get("lang") == "sv"
    ]
    assert "Fler behöriga lärare" in swedish
    assert [e for e in page(BROKEN).elements[1:] if "lang" in e.attributes] == []


def test_a_check_without_rules_claims_nothing() -> None:
    read = page(replace(SPOTLESS, checked=()))
    (verdict,) = [
        element for element in read.all("p") if "verdict" in (element.attributes.get("class") or "").split()
    ]
    assert verdict.attributes["class"] == "verdict unchecked"
    assert verdict.text.strip() == "Ingen regel kunde prövas, så om den röda tråden håller går inte att säga."


def test_a_thing_without_cells_is_shown_by_its_iri() -> None:
    read = page(replace(BROKEN, findings=(replace(FINDINGS[0], origin=None),)))
    assert FINDINGS[0].focus in [element.text for element in read.all("code")]


@given(hostile_verdicts())
def test_any_text_stays_text(verdict: Verdict) -> None:
    def tags(read: Page) -> list[str]:
        return [element.tag for element in read.elements]

    read = page(verdict)
    calm = [
        replace(f, label="a", value="b", message=replace(f.message, sv=f"c{n}"), remedy=f.basis)
        for n, f in enumerate(verdict.findings)
    ]
    assert set(tags(read)) <= set(
        tags(page(replace(BROKEN, findings=(*FINDINGS, *calm)))) + tags(page(WHOLE))
    )
    assert len(read.all("table")) == 2
    cells = [element.text.strip() for element in read.all("td")]
    for finding in verdict.findings:
        assert (one_line(finding.label) or "–") in cells or "–" in cells
    assert "\x00" not in read.source
    assert "\x1b" not in read.source


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.1 defines it, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_contrast_is_enough(mode: int) -> None:
    block = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[mode]
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", block))
    for background in ("paper", "band"):
        for text in ("ink", "quiet", "link"):
            assert contrast(colours[text], colours[background]) >= 4.5, (text, background)
        for shape in ("violation", "info", "whole", "edge"):
            assert contrast(colours[shape], colours[background]) >= 3, (shape, background)
    for shape, sign in (
        ("violation", "sign"),
        ("warning", "sign-warning"),
        ("info", "sign"),
        ("whole", "sign"),
    ):
        assert contrast(colours[shape], colours[sign]) >= 3, shape
