"""A thread as a picture for Graphviz: the vision to the left, what is measured to the right.

Colours are Okabe's and Ito's, which people with any colour vision can tell apart; the same is always said by
a sign and a word as well.
"""

from collections.abc import Callable, Iterable, Iterator

from graph.analysis.targets import Verdict
from graph.analysis.thread import Knot, Measure, Thread
from graph.model_base import Named
from graph.reference import GoalKind, Status
from graph.report.dot import Box, Line, UrlSafeNames, digraph, wrapped
from graph.report.outline import one_line
from graph.report.status_signs import sign_of
from graph.report.trace_words import called, check_words, kind_of, owner_of, standing_words, word
from shapes.findings import Language

_WIDTH = 34
_BLUE, _SKY, _GREEN, _ORANGE, _RED, _GREY = "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00", "#767676"
_STATUS = {
    Status.FULFILLED: _GREEN,
    Status.PARTLY: _ORANGE,
    Status.NOT_FULFILLED: _RED,
    Status.NOT_ASSESSABLE: _GREY,
    Status.ONGOING: _SKY,
}
_VERDICTS = {Verdict.MET: ("✓", _GREEN), Verdict.NOT_MET: ("×", _RED), Verdict.NOT_MEASURED: ("?", _GREY)}
# Tints of blue, yellow and pink: how far down in the steering a goal stands.
_FILL = {GoalKind.COUNCIL: "#D6E8F4", GoalKind.COMMITTEE: "#FFFFFF", GoalKind.COMPANY: "#FBF8D0"}


def render(thread: Thread, language: Language, address: Callable[[str], str] | None = None) -> str:
    """The whole picture in DOT, ending in a newline.

    By itself, where `address` is None, it has a title. Within a page it has none, and every goal but the one
    asked for is a link to what `address` gives for its IRI.
    """
    picture = _Picture(thread, language, address)
    title = "" if address else word("picture", goal=called(thread.goal, language))[language]
    look = {
        "rankdir": "LR",
        "labelloc": "t",
        "bgcolor": "white",
        "fontname": "Helvetica,Arial,sans-serif",
        "fontsize": "14",
        "nodesep": "0.15",
        "ranksep": "0.6",
    }
    return digraph("\n".join(wrapped(title, 80)), look, picture.boxes(), picture.lines())


class _Picture:
    """The boxes and lines of one thread. Lines run from above to below, with the arrow's head above."""

    def __init__(
        self, thread: Thread, language: Language, address: Callable[[str], str] | None = None
    ) -> None:
        self.thread = thread
        self.address = address
        self.language: Language = language
        self.names = UrlSafeNames()
        # what is measured is drawn for the goal asked for and, where there is room, for those below it
        self.measured = {thread.goal.iri}
        if address is None:
            self.measured |= {step.goal for step in thread.down}

    def boxes(self) -> Iterator[Box]:
        knots = self.thread.knots.values()
        for vision in _once(each for knot in knots for each in knot.visions):
            yield self.root(vision, "vision")
        for value in _once(each for knot in knots for each in knot.core_values):
            yield self.root(value, "core-value")
        for knot in knots:
            yield self.goal(knot)
        drawn: set[str] = set()
        for knot in knots:
            for measure in knot.measures if knot.goal.iri in self.measured else ():
                if measure.indicator.iri not in drawn:
                    drawn.add(measure.indicator.iri)
                    yield self.measure(measure)

    def lines(self) -> Iterator[Line]:
        for knot in self.thread.knots.values():
            below = self.name(knot.goal, "goal")
            for vision in knot.visions:
                yield self.line(self.name(vision, "vision"), below)
            for value in knot.core_values:
                yield self.line(self.name(value, "core-value"), below)
            for above in dict.fromkeys(knot.goal.contributes_to):
                other = self.thread.knots.get(above)
                if other is not None:
                    yield self.line(self.name(other.goal, "goal"), below)
            if knot.goal.iri in self.measured:
                for measure in knot.measures:
                    yield Line(
                        below, self.name(measure.indicator, "indicator"), {"dir": "none", "style": "dashed"}
                    )

    def line(self, above: str, below: str) -> Line:
        return Line(above, below, {"dir": "back"})

    def name(self, thing: Named, kind: str) -> str:
        return self.names.name(f"{kind} {thing.iri}", kind, thing.identifier or "")

    def root(self, thing: Named, kind: str) -> Box:
        lines = (word(kind)[self.language], *wrapped(one_line(thing.name(self.language)), _WIDTH))
        look = {"style": "filled,rounded", "fillcolor": "#E3F4EE", "color": _GREEN}
        return Box(self.name(thing, kind), lines, look)

    def goal(self, knot: Knot) -> Box:
        """A goal: what it is called, whose it is, how it goes. The one asked for has a thick frame."""
        goal = knot.goal
        asked = goal.iri == self.thread.goal.iri
        lines = [word("asked-for")[self.language]] if asked else []
        lines += wrapped(called(goal, self.language), _WIDTH)
        owner = owner_of(knot, self.language)
        kind = kind_of(goal, self.thread.plan, self.language)
        lines += wrapped(f"{kind}, {owner}" if owner else kind, _WIDTH)
        colour = _BLUE
        if not knot.in_force:
            lines += wrapped(word("not-in-force")[self.language], _WIDTH)
        said = standing_words(knot.standing, self.language) if knot.standing else None
        if knot.standing is not None and said is not None:
            colour = _STATUS[knot.standing.status]
            sign = sign_of(knot.standing.status, self.thread.plan.scale)
            period = one_line(knot.standing.period.identifier or "")
            lines += wrapped(f"{sign} {period}: {said}", _WIDTH)
        look = {"fillcolor": _FILL[goal.kind], "color": colour, "penwidth": "4" if asked else "1.8"}
        if not knot.in_force:
            look["style"] = "filled,dashed"
        if self.address and not asked:
            look |= {"URL": self.address(goal.iri), "tooltip": called(goal, self.language)}
        return Box(self.name(goal, "goal"), tuple(lines), look)

    def measure(self, measure: Measure) -> Box:
        """An indicator with how its target values fared in the period."""
        targets = {target.iri: target for target in measure.targets}
        lines = list(wrapped(called(measure.indicator, self.language), _WIDTH))
        colour = _GREY
        for check in measure.checks:
            sign, colour = _VERDICTS[check.verdict]
            said = check_words(check, targets[check.target], self.language)
            lines += wrapped(f"{sign} {said}", _WIDTH)
        look = {"fontsize": "10", "color": colour, "fillcolor": "#F7F7F7"}
        return Box(self.name(measure.indicator, "indicator"), tuple(lines), look)


def _once(things: Iterable[Named]) -> list[Named]:
    return list({thing.iri: thing for thing in things}.values())
