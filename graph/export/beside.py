"""What things are called that an export makes and the plan itself does not have: a list, a cube, a series."""

from rdflib import URIRef

from graph.facts.period import base_of
from graph.iris import mint
from graph.model import Plan

LISTS = frozenset({"mallista", "utfallskub", "utfallsserie", "utfallsstruktur"})
"""The segments of what the SKOS view and the data cube make beside a plan."""


def beside(plan: Plan, segment: str, reference: str = "") -> URIRef:
    """An identifier beside the plan's own: {base}/id/{segment}/{year}, with - and a reference if given."""
    year = str(plan.budget_year or "plan")
    return mint(base_of(plan) or plan.iri, segment, f"{year}-{reference}" if reference else year)
