"""Every fact about publication: organisation numbers, identifiers outside the base, personal data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import DCTERMS

from graph.facts.publication import holds_identity_number, is_organisation_number, passes_luhn
from ontology.namespaces import RT, VCARD
from tests.small_plans import MINIMAL, derived

PLAN = MINIMAL + "<plan/2024> rt:municipality <kommun/9999> . <kommun/9999> a rt:Municipality .\n"
TITLE = "http://www.w3.org/2004/02/skos/core#prefLabel"


# Organisation numbers


@pytest.mark.parametrize(
    "number", ["212000-0001", "2120000001", "212000 0001", "556016-0680", " 202100-5489 "]
)
def test_organisation_numbers(number: str) -> None:
    assert is_organisation_number(number)


@pytest.mark.parametrize(
    "number", ["212000-0002", "212000-001", "16212000-0001", "SE212000", "", "²120000001"]
)
def test_what_is_no_organisation_number(number: str) -> None:
    assert not is_organisation_number(number)


@given(st.integers(0, 10**9 - 1))
def test_one_check_digit_of_ten_is_right(number: int) -> None:
    assert sum(passes_luhn(f"{number:09}{digit}") for digit in range(10)) == 1


def test_wrong_check_digits() -> None:
    turtle = (
        PLAN
        + """<kommun/9999> rt:organisationNumber "212000-0002" .
        <organ/A> a rt:Company ; rt:organisationNumber "556016-0680" .
        <organ/B> a rt:Company ; rt:organisationNumber "556016-0681" . <organ/C> a rt:Committee ."""
    )
    assert derived(turtle, RT.wrongCheckDigit) == {("kommun/9999", True), ("organ/B", True)}


# Identifiers


def test_identifiers_outside_the_base() -> None:
    turtle = (
        PLAN
        + """<plan/2024> void:uriSpace "https://data.lindvik.example/" .
        <mal/1> a rt:CouncilGoal ; rt:inPlan <plan/2024> .
        <https://data.lindvik.example/mal/2> a rt:CouncilGoal ; rt:inPlan <plan/2024> .
        <https://x.example/id/mal/3> a rt:CouncilGoal ; rt:inPlan <plan/2024> .
        <https://x.example/id/mal/4> a rt:CouncilGoal ."""
    )
    assert derived(turtle, RT.outsideBase) == {
        ("https://data.lindvik.example/mal/2", True),
        ("https://x.example/id/mal/3", True),
    }


def test_the_plan_itself_may_lie_outside_the_base() -> None:
    turtle = PLAN + '<plan/2024> void:uriSpace "https://x.example" .'
    assert derived(turtle, RT.outsideBase) == {("plan/2024", True)}


def test_without_a_base_the_plans_own_identifier_says_it() -> None:
    turtle = PLAN + "<https://x.example/id/mal/3> a rt:CouncilGoal ; rt:inPlan <plan/2024> ."
    assert derived(turtle, RT.outsideBase) == {("https://x.example/id/mal/3", True)}
    unknown = "<urn:plan> a rt:Plan . <mal/1> a rt:CouncilGoal ; rt:inPlan <urn:plan> ."
    assert derived(unknown, RT.outsideBase) == set()


# Personal data


def with_check_digit(digits: str) -> str:
    """Nine digits and their check digit. Serial numbers from 980 are those of the tax agency's test data."""
    return next(f"{digits}{last}" for last in range(10) if passes_luhn(f"{digits}{last}"))


BORN = "800101"
LAST = with_check_digit("800101980")[-4:]
WRONG = f"{LAST[:3]}{(int(LAST[3]) + 1) % 10}"


@pytest.mark.parametrize(
    "text",
    [
        f"{BORN}-{LAST}",
        f"{BORN}{LAST}",
        f"{BORN}+{LAST}",
        f"{BORN} {LAST}",
        f"{BORN}–{LAST}",
        f"{BORN} - {LAST}",
        f"19{BORN}-{LAST}",
        f"19{BORN}{LAST}",
        f"Avser 19{BORN}-{LAST}, se bilaga",
        f"nr{BORN}{LAST}.",
        with_check_digit("800161980"),
        with_check_digit("000229980"),
    ],
)
def test_identity_numbers_are_seen(text: str) -> None:
    assert holds_identity_number(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{BORN}-{WRONG}",
        f"17{BORN}-{LAST}",
        f"{BORN}-{LAST}7",
        with_check_digit("801301980"),
        with_check_digit("800132980"),
        with_check_digit("800100980"),
        f"19{with_check_digit('010229980')}",
        "212000-0001",
        "KS 2023/117",
        "12 345 678",
        "Tel 0771-123 456",
        "",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert not holds_identity_number(text)


def test_personal_data_in_identifiers() -> None:
    """Which are published as they are, and made of what somebody wrote in the column Id."""
    turtle = (
        PLAN
        + f"""<uppdrag/{BORN}-{LAST}> a rt:Assignment ; rt:inPlan <plan/2024> .
        <uppdrag/anna%40lindvik.example> a rt:Assignment ; rt:inPlan <plan/2024> .
        <uppdrag/2024-0101> a rt:Assignment ; rt:inPlan <plan/2024> ."""
    )
    identifier = str(DCTERMS.identifier)
    assert derived(turtle, RT.personalDataIn) == {
        (f"uppdrag/{BORN}-{LAST}", identifier),
        ("uppdrag/anna%40lindvik.example", identifier),
    }


def test_personal_data_in_texts() -> None:
    turtle = (
        PLAN
        + f"""<mal/1> a rt:CouncilGoal ; skos:prefLabel "Fråga anna@lindvik.example"@sv ;
            rt:intendedEffect "Inget särskilt @ här"@sv .
        <mal/2> a rt:CouncilGoal ; skos:prefLabel "Gäller 19{BORN}-{LAST}"@sv ; rt:sortOrder {BORN}{LAST} .
        <mal/3> a rt:CouncilGoal ; skos:prefLabel "Trygg"@sv ;
            rt:alignsWith <mailto:anna@lindvik.example> ."""
    )
    assert derived(turtle, RT.personalDataIn) == {("mal/1", TITLE), ("mal/2", TITLE)}


@pytest.mark.parametrize(
    ("address", "personal"),
    [
        ("mailto:kommun@lindvik.example", False),
        ("mailto:kommunledning-kansli@lindvik.example", False),
        ("mailto:forvaltning.2@lindvik.example", False),
        ("mailto:anna.berg@lindvik.example", True),
        ("mailto:Anna-Karin.Berg-Lind@lindvik.example", True),
    ],
)
def test_the_contacts_address(address: str, personal: bool) -> None:
    turtle = f"{PLAN} <plan/2024> dcat:contactPoint <kontakt/1> . <kontakt/1> vcard:hasEmail <{address}> ."
    found = derived(turtle, RT.personalDataIn)
    assert found == ({("kontakt/1", str(VCARD.hasEmail))} if personal else set())
