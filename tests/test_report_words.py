"""The words of the reports: all in both languages, none missing, none left over, plurals right."""

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from graph.report.formats import REPORTS, render
from graph.report.numbers import in_digits
from graph.report.options import Options
from graph.report.words import counted, limit_words, reason_words, severity_word, when, word
from graph.verdict import Reason
from shapes.findings import LANGUAGES, Gate, Language, Severity
from shapes.words import read_words
from tests.report_verdicts import BROKEN, SPOTLESS, WHOLE

PACKAGE = Path(__file__).parent.parent / "graph" / "report"
WORDS = read_words("graph.report")
ENDINGS = ("none", "one", "many")


def strings_in_code() -> set[str]:
    """Every text that stands alone in the code or in a template's braces: a key is one of them."""
    found: set[str] = set()
    for file in PACKAGE.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found |= {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    for file in (PACKAGE / "templates").glob("*.jinja"):
        found |= set(re.findall(r'"([a-z-]+)"', file.read_text(encoding="utf-8")))
    return found


def keys_by_value() -> Iterator[str]:
    """The keys that are made of a gate, a severity or a reason."""
    yield from (f"when-{gate.value}" for gate in Gate)
    yield "when-all"
    yield from (reason.value for reason in Reason)
    for severity in Severity:
        yield severity.value
        yield f"limit-{severity.value}"


def test_every_word_is_said_in_both_languages() -> None:
    assert {key for key, text in WORDS.items() if not (text.sv and text.en)} == set()


def test_both_languages_have_the_same_places() -> None:
    places = {
        key: [sorted(re.findall(r"\{(\w+)\}", text[lang])) for lang in LANGUAGES]
        for key, text in WORDS.items()
    }
    assert {key for key, (swedish, english) in places.items() if swedish != english} == set()


def test_no_word_is_left_over() -> None:
    used = strings_in_code() | set(keys_by_value())
    used |= {f"{key}-{ending}" for key, ending in product(used, ENDINGS)}
    assert set(WORDS) - used == set()


@pytest.mark.parametrize("name", [name for name, report in REPORTS.items() if not report.needs_workbook])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_missing(name: str, language: Language) -> None:
    for verdict in (BROKEN, WHOLE, SPOTLESS):
        assert render(verdict, name, Options(language=language))


def test_every_value_has_its_word() -> None:
    said = [
        *(when(gate).sv for gate in (*Gate, None)),
        *(reason_words(reason).sv for reason in Reason),
        *(severity_word(severity).sv for severity in Severity),
        *(limit_words(severity).sv for severity in Severity),
    ]
    assert all(said)
    assert len(set(said)) == len(said)
    with pytest.raises(KeyError):
        word("no-such-word")


@pytest.mark.parametrize(
    ("key", "number", "swedish", "english"),
    [
        ("violation", 0, "inga fel", "no errors"),
        ("violation", 1, "1 fel", "1 error"),
        ("violation", 2, "2 fel", "2 errors"),
        ("warning", 1, "1 varning", "1 warning"),
        ("warning", 2, "2 varningar", "2 warnings"),
        ("info", 1, "1 upplysning", "1 note"),
        ("info", 12, "12 upplysningar", "12 notes"),
        ("rule", 1234567, "1\u00a0234\u00a0567 regler", "1,234,567 rules"),
    ],
)
def test_plurals(key: str, number: int, swedish: str, english: str) -> None:
    assert (counted(key, number).sv, counted(key, number).en) == (swedish, english)


def test_small_numbers_are_plain() -> None:
    assert in_digits(999).sv == in_digits(999).en == "999"
