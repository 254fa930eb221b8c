"""What a suggestion for a goal that hangs loose says, in one language: the council goal and the reasons."""

from collections.abc import Sequence

from graph.analysis.suggestions import Evidence, Reason, Suggesting, Suggestion
from graph.model import Goal, Plan
from graph.report.coverage_words import Speaker
from graph.report.numbers import in_digits
from graph.report.outline import one_line
from shapes.findings import Language, Text
from shapes.words import read_words

_SHOWN = 5


def word(key: str, **values: Text | str) -> Text:
    """One text with its places filled. Raises KeyError for a key that does not exist."""
    return read_words("graph.report", "suggestions")[key].filled(values)


def proposed(plan: Plan, goal: Goal, language: Language) -> list[tuple[Goal, list[str]]]:
    """The council goals that a goal may belong to, the likeliest first, each with the reasons in words."""
    suggesting = Suggesting(plan)
    proposing = Proposing(suggesting, language)
    return [(each.goal, proposing.reasons(goal, each)) for each in suggesting.for_goal(goal)]


class Proposing:
    """The suggestions of one plan in words."""

    def __init__(self, suggesting: Suggesting, language: Language) -> None:
        self.suggesting = suggesting
        self.language: Language = language
        self.speaker = Speaker(suggesting.scope.plan, language)

    def reasons(self, goal: Goal, suggestion: Suggestion) -> list[str]:
        """Why, the weightiest first. A goal of Agenda 2030 in common is not told where a target is."""
        kinds = {reason.evidence for reason in suggestion.reasons}
        return [
            self._reason(goal, reason)
            for reason in suggestion.reasons
            if not (reason.evidence is Evidence.SDG_GOALS and Evidence.TARGETS in kinds)
        ]

    def _reason(self, goal: Goal, reason: Reason) -> str:
        places = {"n": self._number(len(reason.things)), "of": self._number(reason.out_of)}
        return word(f"{reason.evidence.value}", things=self._things(goal, reason), **places)[self.language]

    def _things(self, goal: Goal, reason: Reason) -> str:
        names: Sequence[str]
        if reason.evidence is Evidence.WORDS:
            words = self.suggesting.words_of(goal)
            names = [one_line(words.get(stem, stem)) for stem in reason.things]
        elif reason.evidence in {Evidence.TARGETS, Evidence.SDG_GOALS, Evidence.OWNER}:
            names = [self.speaker.short(iri) for iri in reason.things]
        else:
            names = [self.speaker.name(iri) for iri in reason.things]
        more = len(names) - _SHOWN
        shown = ", ".join(names[:_SHOWN])
        return shown if more <= 0 else word("more", things=shown, n=self._number(more))[self.language]

    def _number(self, number: int) -> str:
        return in_digits(number)[self.language]
