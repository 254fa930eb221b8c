"""What is said about coverage, in one language: marks of cells, names of things, sentences of counts."""

from collections.abc import Iterable, Mapping, Sequence

from graph.agenda2030 import agenda
from graph.analysis.coverage import Coverage
from graph.analysis.coverage_matrix import Cell, Dimension, Entry, State
from graph.analysis.coverage_scope import Excluded, Reason
from graph.analysis.referral import Round
from graph.model import Plan
from graph.model_base import Named
from graph.report.outline import one_line
from shapes.findings import Language, Text
from shapes.words import read_words

SIGNS: Mapping[str, str] = {
    State.COVERED: "\N{BLACK CIRCLE}",
    State.MISSING: "\N{WHITE CIRCLE}",
    State.NOT_EXPECTED: "\N{MIDDLE DOT}",
    "partly": "\N{CIRCLE WITH LEFT HALF BLACK}",
}
"""The sign of each state; a letter stands beside it, and alone where the signs cannot be shown."""


def word(key: str, **values: Text | str) -> Text:
    """One text with its places filled. Raises KeyError for a key that does not exist."""
    return read_words("graph.report", "coverage")[key].filled(values)


class Speaker:
    """Names and sentences about one plan, in one language. `plain` uses no sign beyond plain letters."""

    def __init__(self, plan: Plan, language: Language, *, plain: bool = False) -> None:
        self.plan = plan
        self.language: Language = language
        self.plain = plain
        self._bodies = {body.iri: one_line(body.identifier or body.name(language)) for body in plan.bodies}
        named: Iterable[Named] = (
            *plan.goals, *plan.bodies, *plan.concepts, *plan.indicators, *plan.programmes, *plan.sections,
            *plan.inputs, *agenda(),
        )  # fmt: skip
        self._named = {thing.iri: thing for thing in named}
        self._replies = {reply.iri: reply for reply in plan.replies}

    def say(self, key: str, **values: Text | str) -> str:
        """One text."""
        return word(key, **values)[self.language]

    def short(self, iri: str) -> str:
        """A thing's id, else its name, else its IRI."""
        reply = self._replies.get(iri)
        if reply is not None:
            body = self._bodies.get(reply.replied_by or "", "?")
            return f"{one_line(reply.identifier)} ({body})" if reply.identifier else body
        thing = self._named.get(iri)
        return one_line(thing.identifier or thing.name(self.language)) if thing else one_line(iri)

    def long(self, iri: str) -> str:
        """A thing's id and name."""
        thing = self._named.get(iri)
        if thing is None:
            return self.short(iri)
        name, identifier = one_line(thing.name(self.language)), one_line(thing.identifier or "")
        return name if identifier in {"", name} else f"{identifier} {name}"

    def title(self, iri: str) -> str:
        """A thing's name alone; empty for what has none."""
        thing = self._named.get(iri)
        return one_line(thing.title.in_language(self.language) or "") if thing else ""

    @property
    def known(self) -> frozenset[str]:
        """The IRIs of everything that has a name here."""
        return frozenset(self._named)

    def identifier(self, iri: str) -> str | None:
        """A thing's id."""
        thing = self._named.get(iri)
        return thing.identifier if thing else None

    def name(self, iri: str) -> str:
        """A thing's name, else its id, else its IRI."""
        thing = self._named.get(iri)
        return one_line(thing.name(self.language)) if thing else self.short(iri)

    def in_full(self, entry: Entry) -> str:
        """What a row or column is about."""
        if entry.key in self._named:
            return self.name(entry.key)
        return self.say(f"column-{entry.key}")

    def about(self, found: Round) -> str:
        """What a referral was about: the council goals together, or one programme."""
        things = [question.thing for question in found.questions]
        goals = {goal.iri for goal in self.plan.goals}
        return self.say("round-goals") if goals.issuperset(things) else self.long(things[0])

    def reason(self, reason: Reason) -> str:
        """Why something is left out of a count."""
        year = self.plan.budget_year
        return self.say(f"reason-{reason.value}", year=str(year) if year else "")

    def heading(self, entry: Entry) -> str:
        """What a row or column is called in short."""
        return self.short(entry.key) if entry.key in self._named else self.say(f"head-{entry.key}")

    def mark(self, state: State, *, partly: bool = False) -> str:
        """The sign and letter of a state; the letter alone where signs cannot be shown."""
        name = "partly" if partly and state is State.COVERED else state.value
        letter = self.say(f"letter-{name}")
        if state is State.NOT_EXPECTED:
            return letter if self.plain else SIGNS[name]
        return letter if self.plain else SIGNS[name] + letter

    def in_cell(self, cell: Cell, dimension: Dimension) -> str:
        """A cell as it is shown: the mark, and how many, or how many of all that should."""
        mark = self.mark(cell.state, partly=cell.partly)
        if dimension is Dimension.SDG or not (cell.behind or cell.lacking):
            return mark
        of = f"/{len(cell.behind) + len(cell.lacking)}" if cell.lacking else ""
        return f"{mark}{len(cell.behind)}{of}"

    def excluded(self, excluded: Sequence[Excluded]) -> str:
        """What is left out of a count and why: gäller inte 2024: KF-0, KF-9; vilande: LUT."""
        by_reason: dict[Reason, list[str]] = {}
        for each in excluded:
            by_reason.setdefault(each.reason, []).append(self.short(each.thing))
        return "; ".join(f"{self.reason(reason)}: {self.row(names)}" for reason, names in by_reason.items())

    def names(self, iris: Sequence[str]) -> str:
        """Some things in a row: with their names where they are few, else by their ids."""
        few = len(iris) <= 3
        parts = [self.long(iri) if few else self.short(iri) for iri in iris]
        return "; ".join(parts) if few else self.row(parts)

    def row(self, parts: Sequence[str], limit: int = 12) -> str:
        """Names with commas; where there are too many, how many more there are."""
        shown = ", ".join(parts[:limit])
        hidden = len(parts) - limit
        return shown if hidden <= 0 else f"{shown} {self.say('more', n=str(hidden))}"

    def headline(self, coverage: Coverage) -> str:
        """The whole matrix in a sentence."""
        counts, dimension = coverage.matrix.counts, coverage.dimension
        alone = len(coverage.tallies["support"].missing)
        if not counts.cells:
            return self.say(f"empty-{dimension.value}")
        values = {
            "covered": str(counts.covered - counts.unasked),
            "expected": str(counts.expected),
            "missing": str(counts.missing) if counts.missing else "",
            "unasked": str(counts.unasked) if counts.unasked else "",
            "alone": str(alone) if alone else "",
            "contributions": str(counts.covered),
        }
        if dimension is Dimension.GOAL and not counts.expected:
            return self.say("headline-open", **values)
        return self.say(f"headline-{dimension.value}", **values)
