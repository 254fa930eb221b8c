"""What changed between two plans: things that came, went or were altered, with every field that differs."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.analysis.connections import grouped
from graph.analysis.field_changes import FieldChange, Nature, end_change, field_changes, target_change
from graph.analysis.pairing import COLLECTIONS, SINGLES, Match, Pair, Pairing, pair_up, same_municipality
from graph.analysis.validity import last_day
from graph.model import Goal, Plan
from graph.model_base import Span, Thing
from graph.model_followup import TargetValue
from graph.reference import Direction

PLAN = "plan"
SORTS = (PLAN, *SINGLES, *COLLECTIONS)
"""Everything that can change: the plan's own fields, what it has one of, and what it has many of."""


@dataclass(frozen=True, slots=True)
class ThingChange:
    """What became of one thing: `before` None is new, `after` None is dropped.

    `match` says how a changed thing was found again. `related` are things of the other plan that a new one
    replaces, or that replace a dropped one. `earlier` is, for a new target value, the one before it.
    """

    sort: str
    before: Thing | None
    after: Thing | None
    match: Match | None = None
    fields: tuple[FieldChange, ...] = ()
    related: tuple[str, ...] = ()
    earlier: TargetValue | None = None

    @property
    def thing(self) -> Thing:
        """The thing as it is now, or as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change is about something")
        return found

    @property
    def new(self) -> bool:
        """Whether the thing was not there before."""
        return self.before is None

    @property
    def dropped(self) -> bool:
        """Whether the thing is there no more."""
        return self.after is None


@dataclass(frozen=True, slots=True)
class Changes:
    """Two plans and all that differs between them, by sort and in the order of the new plan."""

    old: Plan
    new: Plan
    things: tuple[ThingChange, ...]

    @property
    def same_municipality(self) -> bool:
        """Whether both plans are one municipality's, as far as they say."""
        return same_municipality(self.old, self.new)

    def of(self, sort: str) -> tuple[ThingChange, ...]:
        """The changes of one sort."""
        return tuple(change for change in self.things if change.sort == sort)

    def counts(self) -> Mapping[str, int]:
        """How many things changed in each way that the summary tells, with the others last."""
        found: Counter[str] = Counter()
        for change in self.things:
            kinds = set(_kinds(change))
            found.update(kinds or {"goals-other" if change.sort == "goals" else "other"})
        return {kind: found[kind] for kind in KINDS if found[kind]}


KINDS = (
    "goals-new", "goals-dropped", "goals-reworded", "goals-moved", "goals-owner", "goals-extended",
    "goals-shortened", "targets-stricter", "targets-easier", "indicators-new", "indicators-dropped",
    "assessments-status", "outcomes-value", "bodies-new", "bodies-dropped", "decisions-new",
    "decisions-dropped", "goals-other", "other",
)  # fmt: skip
"""What the summary counts, in its order."""

_FIELD_KINDS = {
    ("goals", "title", Nature.REWORDED): "goals-reworded",
    ("goals", "contributes_to", Nature.MOVED): "goals-moved",
    ("goals", "valid_end", Nature.EXTENDED): "goals-extended",
    ("goals", "valid_end", Nature.SHORTENED): "goals-shortened",
    ("targets", "target", Nature.STRICTER): "targets-stricter",
    ("targets", "target", Nature.EASIER): "targets-easier",
}


def changes(old: Plan, new: Plan) -> Changes:
    """What changed from one plan to another. Rows in another order and renamed blank nodes are no change."""
    return _Comparison(old, new).run()


def _kinds(change: ThingChange) -> Iterable[str]:
    if change.new or change.dropped:
        kind = f"{change.sort}-{'new' if change.new else 'dropped'}"
        if kind in KINDS:
            yield kind
        return
    for field in change.fields:
        kind = _FIELD_KINDS.get((change.sort, field.field, field.nature), f"{change.sort}-{field.field}")
        if kind in KINDS:
            yield kind


class _Comparison:
    def __init__(self, old: Plan, new: Plan) -> None:
        self.old = old
        self.new = new
        self.pairing: Pairing = pair_up(old, new)
        self.directions = {each.iri: each.direction for each in (*old.indicators, *new.indicators)}
        self.measured = [
            grouped((goal, i.iri) for i in plan.indicators for goal in i.measures) for plan in (old, new)
        ]
        self.decided = [
            grouped((iri, each) for each in plan.decisions for iri in each.decides) for plan in (old, new)
        ]
        self.decisions = [
            grouped((iri, each.iri) for each in plan.decisions for iri in each.decides) for plan in (old, new)
        ]
        self.targets = [grouped((each.indicator, each) for each in plan.targets) for plan in (old, new)]
        self.periods = {each.iri: each for each in (*old.periods, *new.periods)}
        self.was = {now: iri for iri, now in self.pairing.renamed.items()}
        self.now_replaced_by, self.now_replaces = _replacements(old, new)

    def run(self) -> Changes:
        pairs = [Pair(PLAN, self.old, self.new, Match.IRI)]
        for name in SINGLES:
            before, after = getattr(self.old, name), getattr(self.new, name)
            if before is not None or after is not None:
                both = before is not None and after is not None
                pairs.append(Pair(name, before, after, Match.IRI if both else None))
        pairs += self.pairing.pairs
        found = [change for pair in pairs if (change := self._change(pair)) is not None]
        place = {sort: number for number, sort in enumerate(SORTS)}
        order = {thing.iri: number for number, thing in enumerate(_all(self.old))}
        order |= {thing.iri: number for number, thing in enumerate(_all(self.new))}
        found.sort(key=lambda change: (place[change.sort], order.get(change.thing.iri, -1)))
        return Changes(self.old, self.new, tuple(found))

    def _change(self, pair: Pair) -> ThingChange | None:
        before, after = pair.before, pair.after
        if before is None or after is None:
            return ThingChange(
                pair.sort, before, after, related=self._related(pair), earlier=self._earlier(after)
            )
        fields = field_changes(before, after, self.pairing, self._direction(after))
        if isinstance(before, Goal) and isinstance(after, Goal):
            fields = [*self._validity(before, after, fields), *self._around(before, after)]
        if pair.match not in {Match.IRI, Match.CONTENT} and before.identifier == after.identifier:
            # a new id says it already
            fields.insert(0, FieldChange("iri", Nature.CHANGED, before.iri, after.iri))
        if not fields:
            return None
        return ThingChange(pair.sort, before, after, pair.match, tuple(fields))

    def _direction(self, thing: Thing) -> Direction | None:
        indicator = thing.indicator if isinstance(thing, TargetValue) else None
        return self.directions.get(indicator or "")

    def _validity(self, before: Goal, after: Goal, fields: Iterable[FieldChange]) -> list[FieldChange]:
        """A goal's last day as decisions to extend make it; the stated one where they make no difference."""
        old, new = (
            last_day(goal.valid, decided.get(goal.iri, ()))
            for goal, decided in zip((before, after), self.decided, strict=True)
        )
        stated = [(goal.valid or Span()).end for goal in (before, after)]
        kept = list(fields)
        if [old, new] != stated:
            kept = [
                dataclasses.replace(each, field="valid_end_stated") if each.field == "valid_end" else each
                for each in kept
            ]
            kept += end_change("valid_end", old, new)
        return kept

    def _around(self, before: Goal, after: Goal) -> Iterable[FieldChange]:
        """What a goal gained and lost that other things say: its indicators and decisions."""
        for name, (old, new) in (("indicators", self.measured), ("decisions", self.decisions)):
            mine = {self.pairing.before(iri): iri for iri in old.get(before.iri, ())}
            others = {self.pairing.after(iri): iri for iri in new.get(after.iri, ())}
            lost = tuple(sorted(iri for now, iri in mine.items() if now not in others))
            gained = tuple(sorted(iri for now, iri in others.items() if now not in mine))
            if lost:
                yield FieldChange(name, Nature.LOST, lost, None)
            if gained:
                yield FieldChange(name, Nature.GAINED, None, gained)

    def _related(self, pair: Pair) -> tuple[str, ...]:
        """What a new thing replaces, or what replaces a dropped one, as either plan says it."""
        if pair.after is not None:
            return tuple(sorted(self.now_replaces.get(pair.after.iri, ())))
        return tuple(sorted(self.now_replaced_by.get(pair.before.iri, ()))) if pair.before else ()

    def _earlier(self, after: Thing | None) -> TargetValue | None:
        """The target value that held before a new one: of the latest earlier period of the same kind."""
        if not isinstance(after, TargetValue):
            return None
        period = self.periods.get(after.period or "")
        if period is None or period.year is None:
            return None
        indicator = after.indicator or ""
        found: list[tuple[int, str, TargetValue]] = []
        for targets, name in zip(self.targets, (self.was.get(indicator, indicator), indicator), strict=True):
            for target in targets.get(name, ()):
                other = self.periods.get(target.period or "")
                if (
                    other
                    and other.year is not None
                    and other.year < period.year
                    and other.part == period.part
                ):
                    found.append((other.year, target.iri, target))
        return max(found, key=lambda each: each[:2])[2] if found else None


def harder(change: ThingChange, direction: Direction | None) -> FieldChange | None:
    """How a new target value compares with the one before it."""
    if change.earlier is None or not isinstance(change.after, TargetValue):
        return None
    return next(iter(target_change(change.earlier, change.after, direction)), None)


def _replacements(old: Plan, new: Plan) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """What is replaced by what, and the other way round, as both plans say of goals and bodies."""
    replaced_by: dict[str, set[str]] = {}
    replaces: dict[str, set[str]] = {}
    pairs = [(iri, goal.iri) for plan in (old, new) for goal in plan.goals for iri in goal.revision_of]
    pairs += [(body.iri, iri) for plan in (old, new) for body in plan.bodies for iri in body.replaced_by]
    for earlier, later in pairs:
        replaced_by.setdefault(earlier, set()).add(later)
        replaces.setdefault(later, set()).add(earlier)
    return replaced_by, replaces


def _all(plan: Plan) -> Iterable[Thing]:
    return (thing for name in COLLECTIONS for thing in getattr(plan, name))
