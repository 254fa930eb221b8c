"""Which thing in one plan is which in another: by identifier, by what it replaces, by what it is about.

Never by its place: the order of rows, and the names of blank nodes, mean nothing.
"""

import dataclasses
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, TypeGuard

from graph.analysis.wordings import likeness, plain_text, texts_of
from graph.model import Goal, Plan
from graph.model_base import Named, Thing, Wording
from graph.model_followup import Assessment, Indicator, Outcome, TargetValue
from graph.model_process import Decision, Meaning, ProgrammeSection, ReferralReply

# The lists of a plan, each after those that its things are told apart by.
COLLECTIONS = (
    "bodies",
    "visions",
    "core_values",
    "concepts",
    "scale",
    "periods",
    "dialogues",
    "inputs",
    "documents",
    "goals",
    "indicators",
    "targets",
    "outcomes",
    "assessments",
    "programmes",
    "sections",
    "decisions",
    "milestones",
    "assignments",
    "replies",
)
SINGLES = ("municipality", "governing_model", "mandate_period", "contact")
"""What a plan has one of: it is compared whatever its IRI, which holds the year."""

REFERENCES = frozenset(
    {
        "addresses", "addresses_partly", "aligns_with", "assessed_by", "assessed_from", "assessment_scale",
        "assigned_by", "assigned_to", "based_on", "clarifies", "concerns", "contributes_to", "decided_by",
        "decides", "derived_from", "dialogue", "documents", "email", "ended_in", "endpoint",
        "expected_contributors", "focus_areas", "goal", "goal_area", "goals", "indicator", "landing_page",
        "language", "licence", "measures", "owner", "parent", "period", "programme", "publisher",
        "referred_to", "replaced_by", "replied_by", "replies_to", "responsible_bodies", "revision_of",
        "scheme", "status", "success_factors", "target_groups",
    }
)  # fmt: skip
"""The fields that hold IRIs."""

NEAR = 0.85
_BLANK = "_:"
_DEPTH = 2

Key: TypeAlias = Hashable
Translate: TypeAlias = Callable[[str], str]


class Match(StrEnum):
    """How a thing was found again: the last is a guess."""

    IRI = "iri"
    REVISION = "revision"
    IDENTIFIER = "identifier"
    SUBJECT = "subject"
    CONTENT = "content"
    LIKENESS = "likeness"


# What only means the same within one municipality: every one has a goal KF-1.
_WITHIN_ONE = frozenset({Match.IDENTIFIER, Match.SUBJECT, Match.LIKENESS})


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing before and after; None where it was not there."""

    sort: str
    before: Thing | None
    after: Thing | None
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """All things of two plans, each once; `renamed` gives the new IRI of everything that was found again."""

    pairs: tuple[Pair, ...]
    renamed: Mapping[str, str]
    found: frozenset[str]

    def before(self, reference: str) -> str:
        """A reference of the old plan as it is compared: the new IRI; other blank nodes are all one."""
        return self.renamed.get(reference) or (_BLANK if is_blank(reference) else reference)

    def after(self, reference: str) -> str:
        """A reference of the new plan as it is compared."""
        return _BLANK if is_blank(reference) and reference not in self.found else reference


def pair_up(old: Plan, new: Plan) -> Pairing:
    """Find every thing of one plan in another."""
    return _Pairer(old, new).run()


def same_municipality(old: Plan, new: Plan) -> bool:
    """Whether two plans are one municipality's, as far as they say: its code or its name is the same."""
    if old.municipality is None or new.municipality is None:
        return True
    one, other = old.municipality, new.municipality
    codes = one.code == other.code or None in (one.code, other.code)
    return codes or (bool(one.title) and texts_of(one.title) == texts_of(other.title))


def is_blank(iri: str) -> bool:
    """Whether a thing has no name of its own."""
    return iri.startswith(_BLANK) or not iri


class _Pairer:
    def __init__(self, old: Plan, new: Plan) -> None:
        self.old = old
        self.new = new
        self.renamed: dict[str, str] = {}
        self.things = {False: _by_iri(old), True: _by_iri(new)}
        self.same = same_municipality(old, new)
        # Another base for the same municipality: the ends of the IRIs say what is what.
        self.bases = (old.base, new.base) if self.same and old.base != new.base else None

    def run(self) -> Pairing:
        for name in SINGLES:
            before, after = getattr(self.old, name), getattr(self.new, name)
            if before is not None and after is not None:
                self.renamed[before.iri] = after.iri
        self.renamed[self.old.iri] = self.new.iri
        pairs: list[Pair] = []
        for name in COLLECTIONS:
            pairs += self._sort(name, getattr(self.old, name), getattr(self.new, name))
        return Pairing(tuple(pairs), self.renamed, frozenset(self.renamed.values()))

    def _sort(self, sort: str, before: Sequence[Thing], after: Sequence[Thing]) -> list[Pair]:
        """The things of one sort: each way of finding them again takes what the ones before it left."""
        left = {thing.iri: thing for thing in before}
        right = {thing.iri: thing for thing in after}
        pairs: list[Pair] = []

        def take(one: str, other: str, match: Match) -> None:
            if one in left and other in right:
                pairs.append(Pair(sort, left.pop(one), right.pop(other), match))
                self.renamed[one] = other

        for iri in [iri for iri in left if iri in right and not is_blank(iri)]:
            take(iri, iri, Match.IRI)
        for match, way in (
            (Match.IRI, self._under_other_base),
            (Match.CONTENT, self._same_content),
            (Match.REVISION, _replaced),
            (Match.IDENTIFIER, _same_identifier),
            (Match.SUBJECT, self._same_subject),
            (Match.LIKENESS, self._alike),
        ):
            if not left or not right or (match in _WITHIN_ONE and not self.same):
                continue
            for one, other in way(tuple(left.values()), tuple(right.values())):
                take(one, other, match)
        pairs += [Pair(sort, thing, None) for thing in left.values()]
        pairs += [Pair(sort, None, thing) for thing in right.values()]
        return pairs

    def _under_other_base(self, left: Sequence[Thing], right: Sequence[Thing]) -> Iterable[tuple[str, str]]:
        if self.bases is None or not all(self.bases):
            return []
        old, new = (base or "" for base in self.bases)
        return _once(
            _keyed(left, lambda thing: _end(thing.iri, old)),
            _keyed(right, lambda thing: _end(thing.iri, new)),
        )

    def _same_content(self, left: Sequence[Thing], right: Sequence[Thing]) -> list[tuple[str, str]]:
        """Blank nodes that say the same; among those it does not matter which is which."""
        found: list[tuple[str, str]] = []
        waiting: dict[Key, list[str]] = {}
        for thing in right:
            if is_blank(thing.iri):
                waiting.setdefault(self._content(thing, new=True), []).append(thing.iri)
        for thing in left:
            same = waiting.get(self._content(thing, new=False)) if is_blank(thing.iri) else None
            if same:
                found.append((thing.iri, same.pop()))
        return found

    def _content(self, thing: Thing, *, new: bool, depth: int = _DEPTH) -> Key:
        """All that a thing says, with what its blank nodes say in place of their names."""
        said: list[Key] = [type(thing).__name__]
        for field in dataclasses.fields(thing):
            value = getattr(thing, field.name)
            if field.name == "iri":
                continue
            if isinstance(value, Wording):
                said.append(tuple(sorted(texts_of(value).items())))
            elif field.name in REFERENCES:
                references = value if isinstance(value, tuple) else (value,)
                said.append(frozenset(Counter(self._told(each, new, depth) for each in references).items()))
            elif isinstance(value, tuple):
                said.append(
                    frozenset(
                        self._content(each, new=new, depth=depth) if isinstance(each, Thing) else each
                        for each in value
                    )
                )
            else:
                said.append(value)
        return tuple(said)

    def _told(self, reference: str | None, new: bool, depth: int) -> Key:  # noqa: FBT001
        if reference is None or not is_blank(reference):
            return reference if new or reference is None else self.renamed.get(reference, reference)
        thing = self.things[new].get(reference)
        return self._content(thing, new=new, depth=depth - 1) if thing is not None and depth else _BLANK

    def _same_subject(self, left: Sequence[Thing], right: Sequence[Thing]) -> list[tuple[str, str]]:
        """Things about the same: the target of an indicator in a period, the minutes of a decision."""

        def now(reference: str) -> str:
            return self.renamed.get(reference, reference)

        return _once(
            _keyed(left, lambda thing: _subject(thing, now)),
            _keyed(right, lambda thing: _subject(thing, lambda reference: reference)),
        )

    def _alike(self, left: Sequence[Thing], right: Sequence[Thing]) -> list[tuple[str, str]]:
        """Goals and indicators of the same body with almost the same title; the most alike first."""
        places: dict[Key, list[tuple[str, str]]] = {}
        for thing in right:
            if _comparable(thing):
                places.setdefault(_place(thing, lambda iri: iri), []).append((thing.iri, str(thing.title)))
        near: list[tuple[float, tuple[str, str], tuple[str, str]]] = []
        for thing in left:
            if _comparable(thing):
                place = _place(thing, lambda iri: self.renamed.get(iri, iri))
                for iri, title in places.get(place, ()):
                    ratio = likeness(str(thing.title), title)
                    if ratio >= NEAR:
                        ends = (min(thing.iri, iri), max(thing.iri, iri))
                        near.append((-ratio, ends, (thing.iri, iri)))
        return [pair for _, _, pair in sorted(near)]


def _by_iri(plan: Plan) -> dict[str, Thing]:
    return {thing.iri: thing for name in COLLECTIONS for thing in getattr(plan, name)}


def _end(iri: str, base: str) -> Key | None:
    return iri.removeprefix(base) if base and iri.startswith(base) else None


def _keyed(things: Iterable[Thing], key: Callable[[Thing], Key | None]) -> dict[Key, list[str]]:
    found: dict[Key, list[str]] = {}
    for thing in things:
        value = key(thing)
        if value is not None:
            found.setdefault(value, []).append(thing.iri)
    return found


def _once(left: Mapping[Key, list[str]], right: Mapping[Key, list[str]]) -> list[tuple[str, str]]:
    """The pairs whose key only one thing on each side has."""
    return [
        (mine[0], others[0])
        for key, mine in left.items()
        if len(mine) == 1 and len(others := right.get(key, [])) == 1
    ]


def _replaced(left: Sequence[Thing], right: Sequence[Thing]) -> list[tuple[str, str]]:
    """What says that it replaces another, in either plan; of several the one with the likest title."""
    old = {thing.iri: thing for thing in left if isinstance(thing, Goal)}
    new = {thing.iri: thing for thing in right if isinstance(thing, Goal)}
    said = {(iri, goal.iri) for goal in new.values() for iri in goal.revision_of if iri in old}
    said |= {(goal.iri, iri) for goal in old.values() for iri in goal.revision_of if iri in new}

    def best_first(pair: tuple[str, str]) -> tuple[float, tuple[str, str]]:
        one, other = pair
        return -likeness(str(old[one].title), str(new[other].title)), (min(pair), max(pair))

    return sorted(said, key=best_first)


def _same_identifier(left: Sequence[Thing], right: Sequence[Thing]) -> list[tuple[str, str]]:
    def identifier(thing: Thing) -> Key | None:
        return thing.identifier.casefold() if thing.identifier else None

    return _once(_keyed(left, identifier), _keyed(right, identifier))


def _subject(thing: Thing, now: Translate) -> Key | None:
    """What a thing of its sort is told apart by; None where it does not say."""

    def each(references: Iterable[str]) -> frozenset[str]:
        return frozenset(map(now, references))

    match thing:
        case TargetValue(indicator=str(indicator), period=str(period)):
            return now(indicator), now(period)
        case Outcome(indicator=str(indicator), period=str(period)):
            return now(indicator), now(period), thing.sex
        case Assessment(period=str(period)) if thing.goal or thing.perspective:
            return now(thing.goal or ""), thing.perspective, now(period), thing.kind
        case Decision(decided_by=str(body)) if thing.dated and thing.paragraph:
            return now(body), thing.dated, plain_text(thing.paragraph)
        case ProgrammeSection() if thing.clarifies:
            return now(thing.programme or ""), each(thing.clarifies)
        case ReferralReply(replied_by=str(body)):
            return now(body), each(thing.replies_to)
        case Meaning(concerns=str(concerns)):
            return now(concerns)
        case Named() if not isinstance(thing, Goal | Indicator):
            return plain_text(str(thing.title)).casefold() or None
    return None


def _comparable(thing: Thing) -> TypeGuard[Goal | Indicator]:
    """Whether a thing may be known by its title: it has one, and says whose it is."""
    if not isinstance(thing, Goal | Indicator) or not thing.title:
        return False
    return bool(thing.owner) or (isinstance(thing, Indicator) and bool(thing.measures))


def _place(thing: Goal | Indicator, now: Translate) -> Key:
    """Whose a goal or an indicator is."""
    if isinstance(thing, Goal):
        return thing.kind, now(thing.owner or "")
    return now(thing.owner or ""), frozenset(map(now, thing.measures))
