"""The page about the rules says what the rule book says today."""

import re

from docs.rules import PAGE, page
from shapes.rules import reading_rules, rule_book


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python3 docs/rules.py"


def test_every_rule_has_a_section_of_its_own() -> None:
    codes = re.findall(r"^### (\w+)$", page(), flags=re.MULTILINE)
    assert sorted(codes) == sorted([*rule_book(), *reading_rules()])


def test_no_place_is_left_unread() -> None:
    assert not re.search(r"[{}\[\]]", page())
