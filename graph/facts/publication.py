"""Facts about publication: organisation numbers, identifiers outside the base, personal data."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from urllib.parse import unquote

from rdflib import URIRef

from graph.facts.circumstances import Circumstances, Fact
from graph.model import Body, Municipality
from ontology.namespaces import RT, VCARD

_TEN_DIGITS = 10
_CENTURIES = ("18", "19", "20")
# A coordination number has sixty added to the day.
_COORDINATION = 60
# What a text must hold at least to be worth a closer look.
SUSPICIOUS = re.compile(r"@|\d{4}")
# With the dash that a word processor makes of a hyphen, and blanks about it.
_IDENTITY_NUMBER = re.compile(
    r"(?<![\d])(18|19|20)?(\d{2})(\d{2})(\d{2})[ \u00a0]?[-\u2010-\u2015\u2212+]?[ \u00a0]?(\d{4})(?!\d)"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PERSONAL_EMAIL = re.compile(
    r"mailto:[^\W\d_-]+(?:-[^\W\d_]+)*(?:\.[^\W\d_-]+(?:-[^\W\d_]+)*)+@.+", re.IGNORECASE
)


def wrong_check_digits(circumstances: Circumstances) -> Iterator[Fact]:
    """The municipality and the bodies whose organisation number cannot be right."""
    plan = circumstances.plan
    things: list[Municipality | Body] = [*plan.bodies]
    if plan.municipality:
        things.append(plan.municipality)
    for thing in things:
        if thing.organisation_number is not None and not is_organisation_number(thing.organisation_number):
            yield thing.iri, RT.wrongCheckDigit, True


def is_organisation_number(text: str) -> bool:
    """Whether a text is an organisation number: ten digits, hyphen and blanks aside, the last one right.

    >>> is_organisation_number("212000-0001")
    True
    """
    digits = re.sub(r"[\s-]", "", text)
    return len(digits) == _TEN_DIGITS and digits.isascii() and digits.isdigit() and passes_luhn(digits)


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (the Luhn algorithm)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def outside_base(plan: str, base: str | None, in_plan: Iterable[str]) -> Iterator[Fact]:
    """Things of the plan, and the plan, whose IRI does not begin with the municipality's own base."""
    if base is None:
        return
    start = f"{base.rstrip('/')}/id/"
    for thing in (plan, *in_plan):
        if not thing.startswith(start):
            yield thing, RT.outsideBase, True


def personal_data(texts: Iterable[tuple[str, URIRef, str]]) -> Iterator[Fact]:
    """Things with a text that holds a personal identity number or an e-mail address.

    `texts` are (thing, property, text) of the plan.
    """
    for thing, prop, text in texts:
        if holds_personal_data(text):
            yield thing, RT.personalDataIn, prop


def personal_addresses(addresses: Iterable[tuple[str, str]]) -> Iterator[Fact]:
    """Contacts whose address looks like a person's: mailto:first.last@..."""
    for contact, address in addresses:
        if is_personal_address(address):
            yield contact, RT.personalDataIn, str(VCARD.hasEmail)


@lru_cache(maxsize=1 << 14)
def is_personal_identifier(iri: str) -> bool:
    """Whether an IRI holds a personal identity number or an e-mail address, or is a person's own.

    >>> is_personal_identifier("mailto:kommun@exempel.se"), is_personal_identifier("https://e.se/id/mal/KF-1")
    (False, False)
    """
    if iri.startswith("mailto:"):
        return is_personal_address(iri)
    text = unquote(iri)
    return SUSPICIOUS.search(text) is not None and holds_personal_data(text)


def holds_personal_data(text: str) -> bool:
    """Whether a text holds a personal identity number or an e-mail address."""
    return ("@" in text and _EMAIL.search(text) is not None) or holds_identity_number(text)


def is_personal_address(address: str) -> bool:
    """Whether a mailto: IRI looks like a person's: first.last@..."""
    return _PERSONAL_EMAIL.fullmatch(address) is not None


def holds_identity_number(text: str) -> bool:
    """Whether a text holds a Swedish personal identity number or coordination number.

    Its date must exist and its check digit be right.
    """
    return any(_is_identity_number(*match.groups()) for match in _IDENTITY_NUMBER.finditer(text))


def _is_identity_number(century: str | None, year: str, month: str, day: str, last: str) -> bool:
    if not passes_luhn(year + month + day + last):
        return False
    days = int(day) - _COORDINATION if int(day) > _COORDINATION else int(day)
    return any(
        _is_date(int(each + year), int(month), days) for each in ((century,) if century else _CENTURIES)
    )


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


FACTS = (wrong_check_digits,)
