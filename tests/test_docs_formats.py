"""The page of formats is the table of formats."""

from docs.formats import PAGE, page
from graph.export.formats import FORMATS


def test_the_page_is_the_one_that_the_table_makes() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python3 dev.py docs formats"


def test_every_format_has_its_row() -> None:
    for name in FORMATS:
        assert f"\n| `{name}` | " in page()
