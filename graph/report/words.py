"""The words of the reports, by key; the texts themselves stand in words.ttl beside this module."""

from graph.report.numbers import in_digits
from graph.verdict import Reason
from shapes.findings import Gate, Severity, Text
from shapes.words import read_words


def word(key: str, **values: Text | str) -> Text:
    """One text with its places filled. Raises KeyError for a key that does not exist.

    >>> word("budget-year", year="2024").sv
    'budgetår 2024'
    """
    return read_words("graph.report")[key].filled(values)


def counted(key: str, number: int) -> Text:
    """A number of things in words: `key` is the text's key without its -none, -one or -many.

    >>> counted("warning", 1).sv, counted("warning", 1200).en
    ('1 varning', '1,200 warnings')
    """
    ending = {0: "none", 1: "one"}.get(number, "many")
    return word(f"{key}-{ending}", n=in_digits(number))


def when(gate: Gate | None) -> Text:
    """Before which decision, e.g. ”inför budgetbeslutet”."""
    return word(f"when-{gate.value if gate else 'all'}")


def severity_word(severity: Severity) -> Text:
    """What a severity is called."""
    return word(severity.value)


def limit_words(fail_on: Severity) -> Text:
    """What breaks the thread, e.g. ”fel och varningar”."""
    return word(f"limit-{fail_on.value}")


def reason_words(reason: Reason) -> Text:
    """Why a rule was not checked."""
    return word(reason.value)
