"""The words of `trace` and `impact`: all in both languages, none missing, none left over."""

import ast
import re
from itertools import product
from pathlib import Path

import pytest

from graph.analysis.targets import Verdict
from graph.reference import AssessmentKind, Condition, GoalKind
from shapes.findings import LANGUAGES
from shapes.words import read_words

PACKAGE = Path(__file__).parent.parent / "graph" / "report"
MADE = {
    "trace": {
        *(f"kind-{kind.value}" for kind in GoalKind),
        *(member.value for enum in (AssessmentKind, Condition, Verdict) for member in enum),
    },
    "impact": set[str](),
}


@pytest.mark.parametrize("name", MADE)
def test_every_word_is_said_in_both_languages_with_the_same_places(name: str) -> None:
    for key, text in read_words("graph.report", name).items():
        assert text.sv, key
        assert text.en, key
        swedish, english = (sorted(re.findall(r"\{(\w+)\}", text[language])) for language in LANGUAGES)
        assert swedish == english, key


@pytest.mark.parametrize("name", MADE)
def test_no_word_is_left_over(name: str) -> None:
    used = set(MADE[name])
    for file in PACKAGE.glob(f"{name}_*.py"):
        nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        used |= {
            node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    used |= {f"{key}-{ending}" for key, ending in product(used, ("none", "one", "many"))}
    assert set(read_words("graph.report", name)) - used == set()


@pytest.mark.parametrize("name", MADE)
def test_every_word_that_is_made_of_a_value_exists(name: str) -> None:
    assert MADE[name] - set(read_words("graph.report", name)) == set()
