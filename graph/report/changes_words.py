"""What changed, in the words of one language: names, values, and a sentence for each change."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from rdflib import URIRef

from graph.analysis.changes import Changes, ThingChange, harder
from graph.analysis.field_changes import FieldChange, Nature, Value
from graph.analysis.pairing import COLLECTIONS, REFERENCES, SINGLES, Match
from graph.analysis.wordings import Mark
from graph.model import Body, Concept, Contact, CoreValue, Goal, Plan, ScaleStep, Vision
from graph.model_base import Named, Thing
from graph.model_followup import Assessment, FollowUpPeriod, Outcome, TargetValue
from graph.model_process import Decision, ReferralReply
from graph.reference import SCHEMES, Sex, concept_iri
from graph.report.numbers import in_digits
from graph.report.outline import in_a_row, one_line
from graph.report.trace_words import called, comma, decision_words, span_words, target_words
from ontology.labels import label
from ontology.namespaces import RT, RTC, SDG
from ontology.vocabulary import graph_of
from shapes.findings import Language, Text
from shapes.words import read_words

DERIVED = frozenset({"indicators", "decisions"})
"""Fields of a goal that other things say; they hold IRIs like REFERENCES."""


_OTHER_NAME = frozenset({Match.REVISION, Match.LIKENESS, Match.SUBJECT})
_NUMBERS = re.compile(r"([0-9]+)")
_OPEN_ENDED = frozenset({"valid_end", "valid_end_stated"})


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands around words that went out and words that came in."""

    removed: tuple[str, str] = ("[-", "-]")
    added: tuple[str, str] = ("{+", "+}")


PLAIN = Marks()


def words() -> Mapping[str, Text]:
    """The texts of this report by key."""
    return read_words("graph.report", "changes")


def word(key: str, **values: Text | str) -> Text:
    """One text with its places filled. Raises KeyError for a key that does not exist."""
    return words()[key].filled(values)


def counted(key: str, count: int) -> Text:
    """A number of things in words: `key` is the text's key without its -one or -many."""
    return word(f"{key}-{'one' if count == 1 else 'many'}", n=in_digits(count))


def field_label(sort: str, field: str) -> Text:
    """What a field is called: for this sort of thing, else for any."""
    return words().get(f"field-{sort}-{field}") or word(f"field-{field}")


def summary(changes: Changes, language: Language) -> str:
    """All that changed, in one line."""
    counts = [counted(f"count-{kind}", count)[language] for kind, count in changes.counts().items()]
    if not counts:
        return word("nothing")[language]
    return f"{in_a_row(counts, language)}."


class Teller:
    """Says in one language what changed between two plans."""

    def __init__(self, changes: Changes, language: Language, marks: Marks = PLAIN) -> None:
        self.changes = changes
        self.language: Language = language
        self.marks = marks
        self.old = _things(changes.old)
        self.new = _things(changes.new)
        self.directions = {
            each.iri: each.direction for each in (*changes.old.indicators, *changes.new.indicators)
        }

    def name(self, thing: Thing, *, before: bool = False) -> str:
        """What a thing is called: id and title, or what it is about."""
        match thing:
            case TargetValue() | Outcome():
                about = [self._reference(thing.indicator, before), self._reference(thing.period, before)]
                if isinstance(thing, Outcome) and thing.sex not in {None, Sex.TOTAL}:
                    about.append(self._member(thing.sex))
                return comma(about) or self._bare(thing)
            case Assessment():
                subject = self._reference(thing.goal, before) or self._member(thing.perspective)
                kind = self._member(thing.kind)
                return comma([subject, self._reference(thing.period, before), kind]) or self._bare(thing)
            case ReferralReply():
                goals = [self._reference(iri, before) for iri in thing.replies_to]
                return comma([self._reference(thing.replied_by, before), *goals]) or self._bare(thing)
            case FollowUpPeriod():
                return one_line(thing.identifier or thing.name(self.language))
            case Body() | Plan() | Concept() | ScaleStep() | Vision() | CoreValue():
                return one_line(thing.name(self.language))
            case Contact():
                return one_line(thing.name or thing.iri)
            case Named():
                return called(thing, self.language) or self._bare(thing)
        return self._bare(thing)

    def _bare(self, thing: Thing) -> str:
        return one_line(thing.identifier or thing.iri)

    def value(self, field: str, value: Value, *, before: bool = False) -> str:
        """A value in words."""
        match value:
            case None:
                key = "until-further-notice" if field in _OPEN_ENDED else "none"
                return word(key)[self.language]
            case bool():
                return word("yes" if value else "no")[self.language]
            case Enum():
                return self._member(value)
            case date():
                day = value.isoformat()
                return word("until", day=day)[self.language] if field in _OPEN_ENDED else day
            case Decimal():
                return in_digits(value)[self.language]
            case TargetValue():
                return self._target(value, before=before)
            case tuple():
                names = sorted((self.value(field, each, before=before) for each in value), key=_natural)
                return in_a_row(names, self.language)
            case str() if field in REFERENCES or field in DERIVED:
                return self._quoted(value, before=before)
        return one_line(str(value))

    def sentence(self, change: ThingChange, field: FieldChange) -> str:
        """One change of one field as a sentence."""
        pattern = self._pattern(change.sort, field)
        said = {
            "field": field_label(change.sort, field.field)[self.language],
            "before": self.value(field.field, field.before, before=True),
            "after": self.value(field.field, field.after),
            "words": self._marked(field),
        }
        text = pattern.filled(said)[self.language]
        if field.about:
            text = word("about", about=self._quoted(field.about), text=text)[self.language]
        if field.language not in {None, "sv"}:
            text = word("in-language", language=field.language or "", text=text)[self.language]
        return text[:1].upper() + text[1:]

    @staticmethod
    def spoken(sort: str, field: FieldChange) -> bool:
        """Whether a change has words of its own; the others are told under a heading for the rest."""
        return any(key in words() for key in _keys(sort, field))

    def arrival(self, change: ThingChange) -> list[str]:
        """What is said of a new or dropped thing, or of one that was found again under another name."""
        if change.before is not None and change.after is not None:
            if change.match is not None and change.match in _OTHER_NAME:
                was = self.name(change.before, before=True)
                start = change.sort if change.match is Match.LIKENESS else "match"
                return [word(f"{start}-{change.match.value}", before=was)[self.language]]
            return []
        kind = "new" if change.new else "dropped"
        key = f"{change.sort}-{kind}" if f"{change.sort}-{kind}" in words() else kind
        said = [word(key)[self.language], *self._details(change)]
        if change.related:
            names = self.value("revision_of", change.related, before=change.new)
            said.append(word("replaces" if change.new else "replaced", names=names)[self.language])
        return said

    def _details(self, change: ThingChange) -> Iterable[str]:
        """The little that must be known of a thing that came or went."""
        thing, before = change.thing, change.dropped
        match thing:
            case Goal():
                yield comma([self._reference(thing.owner, before), span_words(thing.valid, self.language)])
                if thing.contributes_to:
                    goals = self.value("contributes_to", thing.contributes_to, before=before)
                    yield word("contributes", goals=goals)[self.language]
            case TargetValue():
                yield self._target(thing, before=before)
                yield from self._since(change)
            case Outcome():
                yield (
                    self.value("value", thing.value)
                    if thing.value is not None
                    else self.value("status", thing.status)
                )
            case Assessment():
                yield self.value("status", thing.status, before=before) if thing.status else ""
            case Decision():
                yield decision_words(thing, self._reference(thing.decided_by, before), self.language)

    def _since(self, change: ThingChange) -> Iterable[str]:
        """How a new target value compares with the one before it."""
        if change.earlier is None or not isinstance(change.after, TargetValue):
            return
        found = harder(change, self.directions.get(change.after.indicator or ""))
        nature = found.nature.value if found else "same"
        period = self._reference(change.earlier.period, before=False)
        said = word(f"since-{nature}", before=self._target(change.earlier), period=period)
        yield said[self.language]

    def _pattern(self, sort: str, field: FieldChange) -> Text:
        key = next((key for key in _keys(sort, field) if key in words()), f"any-{field.nature.value}")
        return words()[key]

    def _marked(self, field: FieldChange) -> str:
        around = {Mark.SAME: ("", ""), Mark.REMOVED: self.marks.removed, Mark.ADDED: self.marks.added}
        said: list[str] = []
        last = Mark.SAME
        for piece in field.words:
            start, end = around[piece.mark]
            # what went out and what came in its place are set apart
            blank = " " if (last, piece.mark) == (Mark.REMOVED, Mark.ADDED) else ""
            said.append(f"{blank}{start}{_visible(piece.text)}{end}")
            last = piece.mark
        return "".join(said)

    def _target(self, target: TargetValue, *, before: bool = False) -> str:
        indicator = self._found(target.indicator or "", before)
        unit = one_line(getattr(indicator, "unit", None) or "")
        count = unit.casefold() in {"", "antal", "number"}
        return (
            target_words(target, self.language) if count else f"{target_words(target, self.language)} {unit}"
        )

    def _member(self, member: Enum | None) -> str:
        if member is None:
            return ""
        if type(member) in SCHEMES:
            return label(graph_of("concepts.ttl"), URIRef(concept_iri(member)), self.language).lower()
        return label(graph_of("rodatraden.ttl"), RT[str(member.value)], self.language)

    def _found(self, iri: str, before: bool) -> Thing | None:  # noqa: FBT001
        first, second = (self.old, self.new) if before else (self.new, self.old)
        return first.get(iri) or second.get(iri)

    def _reference(self, iri: str | None, before: bool) -> str:  # noqa: FBT001
        """What an IRI stands for: the thing's name, a shared concept's, else its own end."""
        if iri is None:
            return ""
        thing = self._found(iri, before)
        if thing is not None:
            return self.name(thing, before=before)
        if iri.startswith(str(SDG)):
            name = label(graph_of("agenda2030.ttl"), URIRef(iri), self.language)
            code = iri.removeprefix(str(SDG))
            return one_line(code if name == code else f"{code} {name}")
        if iri.startswith(str(RTC)):
            return label(graph_of("concepts.ttl"), URIRef(iri), self.language)
        return one_line(iri.removeprefix("mailto:"))

    def _quoted(self, iri: str, *, before: bool = False) -> str:
        name = self._reference(iri, before)
        thing = self._found(iri, before)
        if isinstance(thing, Named) and not isinstance(thing, Body | FollowUpPeriod):
            return word("quoted", name=name)[self.language]
        return name


def _keys(sort: str, field: FieldChange) -> tuple[str, ...]:
    endings = [field.nature.value]
    if field.nature in {Nature.STRICTER, Nature.EASIER}:
        endings.insert(0, f"{field.nature.value}-{_way(field)}")
    return tuple(
        f"{start}-{ending}" for start in (f"{sort}-{field.field}", field.field) for ending in endings
    )


def _way(field: FieldChange) -> str:
    """Whether the number went up or down; an interval did neither."""
    old, new = field.before, field.after
    if not isinstance(old, TargetValue) or not isinstance(new, TargetValue):
        return "changed"
    if old.upper_value is not None or old.value is None or new.value is None:
        return "changed"
    return "up" if new.value > old.value else "down"


def _natural(name: str) -> list[tuple[int, str]]:
    """A key that puts 3.9 before 12, and KF-2 before KF-10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBERS.split(name.casefold())]


def _visible(text: str) -> str:
    """A part of a text on one line; its blanks at the ends stay, signs that steer a terminal do not."""
    core = one_line(text)
    if not core:
        return " " if text else ""
    return f"{' ' * text[:1].isspace()}{core}{' ' * text[-1:].isspace()}"


def _things(plan: Plan) -> dict[str, Thing]:
    found: dict[str, Thing] = {plan.iri: plan}
    for name in SINGLES:
        thing = getattr(plan, name)
        if thing is not None and thing.iri:
            found[thing.iri] = thing
    for name in COLLECTIONS:
        found.update((thing.iri, thing) for thing in getattr(plan, name))
    return found
