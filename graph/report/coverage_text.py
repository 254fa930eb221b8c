"""Coverage as plain text for 80 columns: the matrix, what it says row by row, and the counts beside it."""

import textwrap
from collections.abc import Iterable, Sequence

import click

from graph.agenda2030 import agenda
from graph.analysis.coverage import Coverage
from graph.analysis.coverage_matrix import ANY, Cell, Dimension, Entry, State, counted
from graph.analysis.coverage_tallies import Tally
from graph.analysis.referral import Question, Round
from graph.model import Plan
from graph.report.coverage_words import Speaker
from graph.report.options import Options
from graph.report.outline import one_line
from graph.verdict import SourceFile

_LONGEST_HEADING = 8
_LEAST_TITLE = 16
_COLOURS = {State.COVERED: "green", State.MISSING: "red", State.NOT_EXPECTED: None}


def render(
    coverage: Coverage, plan: Plan, source: SourceFile, options: Options, *, plain: bool = False
) -> str:
    """The whole report, ending in a newline. `plain` uses letters only where signs cannot be shown."""
    page = _Page(coverage, Speaker(plan, options.language, plain=plain), options)
    parts = [
        page.head(source),
        *page.blocks(),
        page.key(),
        page.rows(),
        page.excluded(),
        page.tallies(),
        page.referral(),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


class _Page:
    """The laying out of one coverage."""

    def __init__(self, coverage: Coverage, speaker: Speaker, options: Options) -> None:
        self.coverage = coverage
        self.matrix = coverage.matrix
        self.speaker = speaker
        self.say = speaker.say
        self.width = options.width
        self.colour = options.colour
        self.ellipsis = "..." if speaker.plain else "\N{HORIZONTAL ELLIPSIS}"
        headings = [one_line(speaker.heading(entry)) for entry in self.matrix.columns]
        # a long id would make the matrix too wide: a number stands for it, and the key tells which
        self.headings = [
            heading if len(heading) <= _LONGEST_HEADING else str(place)
            for place, heading in enumerate(headings, start=1)
        ]

    def head(self, source: SourceFile) -> list[str]:
        plan, dimension = self.speaker.plan, self.coverage.dimension
        lines = self.wrap(self.speaker.headline(self.coverage))
        counts = self.matrix.counts
        cells = self.say(
            "cells",
            cells=str(counts.cells),
            covered=str(counts.covered),
            missing=str(counts.missing),
            rest=str(counts.not_expected),
        )
        facts = [
            ("about", self.say(f"by-{dimension.value}")),
            ("counted", cells),
            ("plan", self.plan_name(plan)),
            ("source", one_line(source.path)),
            ("period", self.coverage.period or self.say("no-period")),
        ]
        column = max(len(self.say(key)) for key, _ in facts) + 2
        bold = [click.style(line, bold=True) if self.colour else line for line in lines]
        return bold + [
            line
            for key, text in facts
            for line in self.wrap(text, first=f"{self.say(key)}:".ljust(column), rest=" " * column)
        ]

    def plan_name(self, plan: Plan) -> str:
        language = self.speaker.language
        town = plan.municipality.name(language) if plan.municipality else ""
        year = self.say("budget-year", year=str(plan.budget_year)) if plan.budget_year else ""
        return ", ".join(part for part in (one_line(plan.name(language)), one_line(town), year) if part)

    def shown(self) -> list[tuple[Entry, Sequence[Cell]]]:
        """The rows to show: of the 169 targets of Agenda 2030 only those that something ties to."""
        by_sdg = self.coverage.dimension is Dimension.SDG
        return [
            (row, cells)
            for row, cells in self.matrix.lines()
            if not by_sdg or "." not in (row.identifier or "") or any(cell.behind for cell in cells)
        ]

    def blocks(self) -> list[list[str]]:
        """The matrix, in as many blocks as the width takes."""
        shown = self.shown()
        if not shown or not self.headings:
            return []
        texts = [
            [self.speaker.in_cell(cell, self.coverage.dimension) for cell in cells] for _, cells in shown
        ]
        cell_width = max(len(text) for text in (*self.headings, *(text for line in texts for text in line)))
        names = [one_line(self.speaker.heading(row)) for row, _ in shown]
        label = min(max(map(len, names)), self.width // 3)
        room = self.width - label - 4
        wanted = len(self.headings)
        gap = 2 if wanted * (cell_width + 2) <= room else 1
        step = cell_width + gap
        per_block = max(1, min(wanted, room // step))
        spare = room - per_block * step
        titled = [
            (name, self.title(row) if spare >= _LEAST_TITLE else "")
            for name, (row, _) in zip(names, shown, strict=True)
        ]
        labels = [self.label(name, title, label, spare) for name, title in titled]
        column = max(map(len, labels))
        found: list[list[str]] = []
        for start in range(0, wanted, per_block):
            places = range(start, min(start + per_block, wanted))
            heading = "".join(self.headings[place].ljust(step) for place in places)
            lines = [f"  {' ' * column}  {heading}".rstrip()]
            for text, line, (_, cells) in zip(labels, texts, shown, strict=True):
                row = "".join(self.painted(line[place], step, cells[place].state) for place in places)
                lines.append(f"  {text.ljust(column)}  {row}".rstrip())
            found.append(lines)
        return found

    def title(self, row: Entry) -> str:
        title = self.say("row-any") if row.key == ANY else self.speaker.title(row.key)
        return "" if title == self.speaker.short(row.key) else title

    def label(self, name: str, title: str, width: int, spare: int) -> str:
        if len(name) > width:
            name = name[: width - len(self.ellipsis)] + self.ellipsis
        if not title:
            return name
        return f"{name.ljust(width)} {shortened(title, spare - 1, self.ellipsis)}"

    def painted(self, text: str, width: int, state: State) -> str:
        colour = _COLOURS[state]
        shown = click.style(text, fg=colour) if self.colour and colour else text
        return shown + " " * (width - len(text))

    def key(self) -> list[str]:
        """What the marks and the columns mean."""
        if not self.matrix.cells:
            return []
        by_sdg = self.coverage.dimension is Dimension.SDG
        mark = self.speaker.mark
        parts = [(mark(State.COVERED), self.say(f"means-covered-{self.coverage.dimension.value}"))]
        if by_sdg:
            parts.append((mark(State.COVERED, partly=True), self.say("means-partly")))
        parts += [
            (mark(State.MISSING), self.say("means-missing")),
            (mark(State.NOT_EXPECTED), self.say("means-not-expected")),
        ]
        marks = "   ".join(f"{sign} {meaning}".replace(" ", "\N{NO-BREAK SPACE}") for sign, meaning in parts)
        lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in self.wrap(marks, first="  ", rest="  ")]
        named = [
            self.column(heading, entry)
            for heading, entry in zip(self.headings, self.matrix.columns, strict=True)
        ]
        return lines + self.wrap(self.say("columns") + ": " + "; ".join(named), first="  ", rest="  ")

    def column(self, heading: str, entry: Entry) -> str:
        """A column's heading and what it stands for."""
        short, full = self.speaker.short(entry.key), self.speaker.long(entry.key)
        if entry.key not in self.speaker.known:
            return f"{heading} = {self.say(f'column-{entry.key}')}"
        return full if heading == short else f"{heading} = {full}"

    def rows(self) -> list[str]:
        """What the matrix says, row by row; only rows with gaps where rows are many."""
        match self.coverage.dimension:
            case Dimension.GOAL:
                return [line for row, cells in self.matrix.lines() for line in self.goal_row(row, cells)]
            case Dimension.BODY:
                return [line for row, cells in self.matrix.lines() for line in self.body_row(row, cells)]
            case Dimension.SDG:
                gaps = self.gaps(cell.column for cell in self.matrix.cells if cell.state is State.MISSING)
                return gaps + self.ties()
            case _:
                return self.gaps(cell.row for cell in self.matrix.cells if cell.state is State.MISSING)

    def goal_row(self, row: Entry, cells: Sequence[Cell]) -> list[str]:
        counts = counted(cells)
        missing = [self.speaker.short(cell.column) for cell in cells if cell.state is State.MISSING]
        unasked = [cell.column for cell in cells if cell.state is State.COVERED and not cell.expected]
        lines = self.wrap(self.speaker.long(row.key), first="  ", rest="    ")
        if row.any_one:
            said = self.say("row-any-one" if counts.covered else "row-any-one-missing", n=str(counts.covered))
        else:
            said = self.say(
                "row-goal",
                n=str(counts.covered - counts.unasked),
                of=str(counts.expected),
                missing=self.speaker.row(missing),
                unasked=self.speaker.row([self.speaker.short(body) for body in unasked]),
            )
        return lines + self.wrap(said, first="    ", rest="    ")

    def body_row(self, row: Entry, cells: Sequence[Cell]) -> list[str]:
        gaps = [cell for cell in cells if cell.state is State.MISSING]
        if not gaps:
            return []
        lines = self.wrap(self.speaker.long(row.key), first="  ", rest="    ")
        for cell in gaps:
            said = self.say(f"lacks-{cell.column}", things=self.speaker.names(cell.lacking))
            lines += self.wrap(said, first="    ", rest="      ")
        return lines

    def gaps(self, things: Iterable[str]) -> list[str]:
        names = list(dict.fromkeys(things))
        if not names:
            return []
        lines = self.wrap(self.say(f"gaps-{self.coverage.dimension.value}"), first="  ", rest="  ")
        for name in names:
            lines += self.wrap(self.speaker.long(name), first="    ", rest="      ")
        return lines

    def ties(self) -> list[str]:
        """What stands behind each of the 17 goals, in numbers: the goals themselves are in the JSON."""
        goals = {sdg.iri for sdg in agenda() if sdg.is_goal}
        lines: list[str] = []
        for ties in self.coverage.ties:
            if ties.sdg in goals:
                tied = bool(ties.wholly or ties.partly)
                said = self.say(
                    "tie" if tied else "tie-own",
                    sdg=self.speaker.long(ties.sdg),
                    own=str(len(ties.own)),
                    **({"through": str(len(ties.through))} if tied else {}),
                )
                lines += self.wrap(said, first="    ", rest="      ")
        return [f"  {self.say('ties')}:", *lines] if lines else []

    def excluded(self) -> list[str]:
        excluded = self.matrix.excluded
        if not self.matrix.cells and not excluded:
            return []
        why = self.speaker.excluded(excluded)
        return self.wrap(
            self.say("excluded", n=str(len(excluded)), why=why) if why else self.say("excluded-none"),
            first="  ",
            rest="    ",
        )

    def tallies(self) -> list[str]:
        lines = [self.heading("beside")]
        for name, tally in self.coverage.tallies.items():
            lines += self.tally(name, tally)
        if self.coverage.period is None:
            lines += self.wrap(self.say("no-period-why"), first="  ", rest="  ")
        return lines

    def tally(self, name: str, tally: Tally) -> list[str]:
        state = State.MISSING if tally.missing else State.COVERED if tally.covered else State.NOT_EXPECTED
        mark = self.speaker.mark(state)
        indent = " " * (len(self.speaker.mark(State.COVERED)) + 3)
        start = f"  {mark}".ljust(len(indent))
        count = self.say("of", n=str(len(tally.covered)), of=str(tally.denominator))
        said = f"{self.say(f'tally-{name}')}: {count if tally.denominator else self.say('of-nothing')}"
        others = len(tally.not_expected)
        if others:
            said += f" ({self.say('others' if tally.each else 'others-together', n=str(others))})"
        if tally.excluded:
            said += " " + self.say(
                "outside", n=str(len(tally.excluded)), why=self.speaker.excluded(tally.excluded)
            )
        lines = self.wrap(said, first=start, rest=indent)
        if tally.missing:
            missing = self.say("missing", things=self.speaker.names(tally.missing))
            lines += self.wrap(missing, first=indent, rest=indent + "  ")
        return lines

    def referral(self) -> list[str]:
        lines = [self.heading("referral")]
        for each in self.coverage.referral:
            lines += self.round(each)
        return (
            lines
            if len(lines) > 1
            else [*lines, *self.wrap(self.say("referral-none"), first="  ", rest="  ")]
        )

    def round(self, found: Round) -> list[str]:
        row, short = self.speaker.row, self.speaker.short
        name = self.speaker.about(found)
        said = self.say("round", name=name, n=str(len(found.answered)), of=str(len(found.asked)))
        lines = self.wrap(
            said if found.asked else self.say("round-unasked", name=name), first="  ", rest="    "
        )
        for key, bodies in (
            ("not-answered", found.missing),
            ("unasked", found.unasked),
            ("late", found.late),
        ):
            if bodies:
                lines += self.wrap(
                    self.say(key, bodies=row([short(each) for each in bodies])), first="    ", rest="      "
                )
        if found.excluded:
            lines += self.wrap(
                self.say("excluded", n=str(len(found.excluded)), why=self.speaker.excluded(found.excluded)),
                first="    ",
                rest="      ",
            )
        for question in found.questions:
            lines += self.question(question)
        return lines

    def question(self, question: Question) -> list[str]:
        lines: list[str] = []
        for key, bodies in (("silent", question.silent), ("not-asked", question.not_asked)):
            if bodies:
                names = self.speaker.row([self.speaker.short(body) for body in bodies])
                said = self.say(key, goal=self.speaker.short(question.thing), bodies=names)
                lines += self.wrap(said, first="    ", rest="      ")
        return lines

    def heading(self, key: str) -> str:
        return click.style(self.say(key), bold=True) if self.colour else self.say(key)

    def wrap(self, text: str, *, first: str = "", rest: str = "") -> list[str]:
        """Text as lines within the width. A long word, such as an IRI, stays whole."""
        return textwrap.wrap(
            text,
            self.width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )


def shortened(text: str, width: int, ellipsis: str) -> str:
    """A text that fits: cut between words where it can be."""
    if len(text) <= width:
        return text
    cut = text[: width - len(ellipsis)]
    before, space, _ = cut.rpartition(" ")
    return (before if space and len(before) > width // 2 else cut).rstrip(" ,") + ellipsis
