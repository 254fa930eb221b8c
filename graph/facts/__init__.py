"""Facts derived from a plan before it is checked, so that plain SHACL Core suffices for the rules."""

from graph.facts.derive import with_facts
from graph.facts.period import choose_period

__all__ = ["choose_period", "with_facts"]
