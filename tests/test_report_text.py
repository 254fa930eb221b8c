"""The text report: read by politicians in a minute and by controllers for a day."""

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.report.formats import render
from graph.report.options import Options
from graph.report.text import SHOWN_PER_RULE
from graph.verdict import Verdict
from shapes.findings import Gate, Language, Severity
from tests.report_verdicts import ASTRAY, BROKEN, FINDINGS, LOOSE, SPOTLESS, WHOLE, hostile_verdicts

GOLDEN = Path(__file__).parent / "data" / "reports"


def report(
    verdict: Verdict, language: Language = "sv", *, width: int = 80, full: bool = False, colour: bool = False
) -> str:
    text = render(verdict, "text", Options(language=language, width=width, full=full, colour=colour))
    assert isinstance(text, str)
    assert text.endswith("\n")
    return text


def unwrapped(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("name", "verdict", "language", "width"),
    [
        ("broken.sv", BROKEN, "sv", 80),
        ("broken.en", BROKEN, "en", 100),
        ("spotless.sv", SPOTLESS, "sv", 80),
    ],
)
def test_the_whole_report(name: str, verdict: Verdict, language: Language, width: int) -> None:
    assert report(verdict, language, width=width) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("verdict", "swedish", "english"),
    [
        (
            BROKEN,
            "Den röda tråden är bruten: 14 fel, 2 varningar och 1 upplysning inför budgetbeslutet.",
            "The red thread is broken: 14 errors, 2 warnings and 1 note before the budget decision.",
        ),
        (
            replace(BROKEN, findings=FINDINGS[:1], gate=Gate.GOALS),
            "Den röda tråden är bruten: 1 fel inför beslutet om målen.",
            "The red thread is broken: 1 error before the decision on the goals.",
        ),
        (
            replace(WHOLE, findings=WHOLE.findings[:2], fail_on=Severity.WARNING, gate=Gate.ANNUAL),
            "Den röda tråden är bruten: 2 varningar inför årsredovisningen.",
            "The red thread is broken: 2 warnings before the annual report.",
        ),
        (
            replace(WHOLE, findings=WHOLE.findings[:2]),
            "Den röda tråden håller inför budgetbeslutet: inga fel, 2 varningar.",
            "The red thread holds before the budget decision: no errors, 2 warnings.",
        ),
        (
            SPOTLESS,
            "Den röda tråden håller när alla regler prövas: inga fel, inga varningar.",
            "The red thread holds when every rule is checked: no errors, no warnings.",
        ),
        (
            replace(SPOTLESS, checked=(), gate=Gate.INTERIM),
            "Ingen regel kunde prövas, så om den röda tråden håller går inte att säga.",
            "No rule could be checked, so whether the red thread holds cannot be said.",
        ),
    ],
)
def test_the_first_line_is_the_verdict(verdict: Verdict, swedish: str, english: str) -> None:
    assert report(verdict, "sv", width=100).splitlines()[0] == swedish
    assert report(verdict, "en", width=100).splitlines()[0] == english


def test_ten_findings_of_a_rule_are_shown_unless_all_are_asked_for() -> None:
    capped, full = report(BROKEN), report(BROKEN, full=True)
    labels = [finding.label for finding in FINDINGS if finding.rule == LOOSE.code]
    assert [label in unwrapped(capped) for label in labels] == [True] * SHOWN_PER_RULE + [False] * 2
    assert "  … och 2 till (visa alla med --full)\n" in capped
    assert "--full" not in full
    assert [label in unwrapped(full) for label in labels] == [True] * len(labels)


def test_a_remedy_that_all_findings_share_is_said_once() -> None:
    assert report(BROKEN).count("Gör så här: Fyll i kolumnen Bidrar till") == 1
    assert report(BROKEN).count("Gör så här: Rätta id:t.") == 2


def test_a_thing_without_cells_is_found_by_its_iri() -> None:
    found = [
        replace(finding, origin=None) for finding in FINDINGS if finding.rule in {LOOSE.code, ASTRAY.code}
    ]
    loose, astray = found[0], found[-1]
    text = report(replace(BROKEN, findings=tuple(found)))
    assert f"\n  {loose.label}\n    {loose.focus}\n" in text
    assert f"{astray.message.sv} {astray.focus} Gör så här: " in unwrapped(text)


def test_colour_changes_nothing_but_colour() -> None:
    plain, coloured = report(BROKEN), report(BROKEN, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[31m" in coloured
    assert "\x1b[32m" in report(SPOTLESS, colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_every_sign_exists_in_old_windows_consoles() -> None:
    signs = set(report(BROKEN) + report(BROKEN, "en"))
    assert "".join(sign for sign in signs if not sign.isascii() and not sign.isalpha()).encode("cp1252")


@given(st.integers(-5, 300))
def test_the_lines_keep_within_the_width(width: int) -> None:
    widest = min(max(width, 40), 100)
    assert max(map(len, report(BROKEN, width=width).splitlines())) <= widest


@given(hostile_verdicts())
def test_no_text_can_steer_the_terminal_or_forge_a_line(verdict: Verdict) -> None:
    text = report(verdict)
    steering = {sign for sign in text if unicodedata.category(sign) == "Cc" or sign in "\u202a\u202e\u2066"}
    assert steering <= {"\n"}
    assert text.startswith("Den röda tråden är bruten: ")
    assert text.count("\nSammanfattning\n") == 1
    assert not any(line.endswith(" ") and line.strip() for line in text.split("\n"))


def test_a_name_as_long_as_a_book_does_not_hide_the_rest() -> None:
    (loose, *_) = (finding for finding in FINDINGS if finding.rule == LOOSE.code)
    long = replace(BROKEN, findings=(replace(loose, label="å" * 30_000),))
    assert max(map(len, report(long).splitlines())) < 250
