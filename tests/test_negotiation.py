"""The Accept header: the best of what is on offer, whatever clients send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.linked.negotiation import preferred

OFFERED = ["text/html", "text/turtle", "application/ld+json", "application/rdf+xml"]
CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        (CHROME, "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle; charset=utf-8", "text/turtle"),
        ("text/html;q=0.5, text/turtle", "text/turtle"),
        ("text/*;q=0.4, application/ld+json;q=0.5", "application/ld+json"),
        ("text/html;q=0, */*", "text/turtle"),
        ("application/*", "application/ld+json"),
        ("image/png", None),
        ("text/html;q=0", None),
        ("text/html;q=wrong", None),
        ("text/html;q=nan", None),
        ("*/turtle, nonsense, ;;;,,", "text/html"),
        ("text/turtle;q=5", "text/turtle"),
        ('application/ld+json;profile="a,b;q=0"', "application/ld+json"),
        (
            'application/ld+json;profile="text/html, b";q=0.3, text/turtle;q=0.2',
            "application/ld+json",
        ),
        ('text/turtle;a="\\"", text/html;q=0.1', "text/turtle"),
        ('text/turtle, text/html;a="never closed', "text/html"),
        ("image/png," * 150 + "text/turtle", "text/turtle"),
        ("text/turtle;q=0.4," + "text/html;q=0.001," * 200, "text/turtle"),
    ],
)
def test_the_best_is_chosen(accept: str, best: str | None) -> None:
    assert preferred(accept, OFFERED) == best


@given(accept=st.text(max_size=200))
def test_no_header_is_too_odd(accept: str) -> None:
    assert preferred(accept, OFFERED) in {*OFFERED, None}


@given(weights=st.dictionaries(st.sampled_from(OFFERED), st.integers(1, 9), min_size=1))
def test_the_order_of_the_header_does_not_matter(weights: dict[str, int]) -> None:
    parts = [f"{name};q=0.{weight}" for name, weight in weights.items()]
    first = preferred(",".join(parts), OFFERED)
    assert first == preferred(",".join(reversed(parts)), OFFERED)
    assert first is not None
    assert weights[first] == max(weights.values())
