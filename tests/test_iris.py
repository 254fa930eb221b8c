"""Identifiers: minted from ids, and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.iris import base_for, is_base, mint, reference_in


@given(st.text(min_size=1))
def test_an_id_is_found_in_its_identifier(reference: str) -> None:
    try:
        reference.encode()
    except UnicodeEncodeError:
        return
    iri = mint("https://data.exempel.se", "mal", reference)
    assert iri.isascii()
    assert reference_in(str(iri), "https://data.exempel.se", "mal") == reference


def test_identifiers_of_others_are_not_ours() -> None:
    assert reference_in("https://annan.se/id/mal/1", "https://data.exempel.se", "mal") is None
    assert reference_in("https://data.exempel.se/id/mal/1/x", "https://data.exempel.se", "mal") is None


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://data.exempel.se", True),
        ("https://exempel.se/data/", True),
        ("data.exempel.se", False),
        ("https://exempel.se:8080", False),
        ("https://exempel.se/?a=1", False),
        ("https://exempel.se/#x", False),
        ("https://exem pel.se", False),
    ],
)
def test_what_can_be_a_base(text: str, good: bool) -> None:
    assert is_base(text) is good


def test_the_base_is_the_municipalitys_own_or_the_projects() -> None:
    assert base_for("9999", None) == "https://w3id.org/rodatraden/kommun/9999"
    assert base_for("9999", "https://data.exempel.se/") == "https://data.exempel.se"
