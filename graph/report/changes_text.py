"""What changed between two plans, as plain text: the sum first, then thing by thing."""

from collections.abc import Sequence

import click

from graph.analysis.changes import Changes
from graph.model import Plan
from graph.report.changes_outline import CHANGED, DROPPED, NEW, Told, ToldSort, told
from graph.report.changes_words import PLAIN, Marks, Teller, summary, word
from graph.report.numbers import in_digits
from graph.report.options import Options
from graph.report.outline import one_line
from graph.report.wrapping import page_width, wrap
from shapes.findings import Language

SHOWN_PER_SORT = 12

# On a terminal the marks are colours; while lines are broken they are signs that no text holds.
_SIGNS = Marks(("\ue000", "\ue001"), ("\ue002", "\ue003"))
_COLOURS = {NEW: "green", DROPPED: "red", CHANGED: "yellow"}


def render(changes: Changes, options: Options) -> str:
    """The whole report, ending in a newline."""
    page = _Page(changes, options)
    parts = [page.head(), *(page.sort(sort) for sort in told(page.teller))]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


class _Page:
    """The laying out of one report: its language, width and colour."""

    def __init__(self, changes: Changes, options: Options) -> None:
        self.changes = changes
        self.language: Language = options.language
        self.full = options.full
        self.colour = options.colour
        self.width = page_width(options.width)
        self.teller = Teller(changes, options.language, _SIGNS if options.colour else PLAIN)

    def head(self) -> list[str]:
        lines = [self.bold(line) for line in self.wrap(summary(self.changes, self.language))]
        names = [f"{word(key)[self.language]}:" for key in ("before", "after")]
        column = max(map(len, names)) + 1
        lines.append("")
        for name, plan in zip(names, (self.changes.old, self.changes.new), strict=True):
            lines += self.wrap(self.plan_name(plan), first=name.ljust(column), rest=" " * column)
        if not self.changes.same_municipality:
            lines += ["", *self.wrap(word("other-municipality")[self.language])]
        if any(field.words for change in self.changes.things for field in change.fields):
            marks = self.teller.marks
            removed, added = (word(key)[self.language] for key in ("legend-removed", "legend-added"))
            legend = f"{removed.join(marks.removed)} {added.join(marks.added)}"
            lines += ["", *self.wrap(legend)]
        return lines

    def plan_name(self, plan: Plan) -> str:
        year = word("budget-year", year=str(plan.budget_year))[self.language] if plan.budget_year else ""
        names = [plan.name(self.language), plan.municipality.name(self.language) if plan.municipality else ""]
        return ", ".join(one_line(part) for part in (*names, year) if part)

    def sort(self, sort: ToldSort) -> list[str]:
        """The changes under one heading."""
        blocks = [self.block(each, is_rest=not sort.sort) for each in sort.told]
        return self.listed(f"{sort.heading} ({len(blocks)})", blocks)

    def block(self, each: Told, *, is_rest: bool) -> list[str]:
        first, *more = self.wrap(each.name, first=f"  {each.sign} ", rest="    ") or [f"  {each.sign}"]
        lines = [first if is_rest else self.bold(first, _COLOURS[each.sign]), *more]
        for text in each.sentences:
            lines += self.wrap(text, first="      ", rest="        ")
        return lines

    def listed(self, heading: str, blocks: Sequence[list[str]]) -> list[str]:
        shown = blocks if self.full else blocks[:SHOWN_PER_SORT]
        lines = [self.bold(heading), *(line for block in shown for line in block)]
        if len(shown) < len(blocks):
            hidden = in_digits(len(blocks) - len(shown))
            lines.append(f"  {word('more', n=hidden)[self.language]}")
        return lines

    def wrap(self, text: str, *, first: str = "", rest: str = "") -> list[str]:
        lines = wrap(text, self.width, first=first, rest=rest)
        return _painted(lines) if self.colour else lines

    def bold(self, text: str, colour: str | None = None) -> str:
        return click.style(text, fg=colour, bold=True) if self.colour else text


def _painted(lines: Sequence[str]) -> list[str]:
    """Lines with the marked words in colour: struck where they went out, underlined where they came in.

    A mark that goes on over a line's end is closed there and opened again after the next line's indent.
    """
    opening = {
        _SIGNS.removed[0]: click.style("", fg="red", strikethrough=True, reset=False),
        _SIGNS.added[0]: click.style("", fg="green", underline=True, reset=False),
    }
    closing = click.style("")
    is_open = ""
    painted: list[str] = []
    for line in lines:
        body = line.lstrip()
        text = [line[: len(line) - len(body)], is_open]
        for sign in body:
            if sign in opening:
                is_open = opening[sign]
                text.append(is_open)
            elif sign in {_SIGNS.removed[1], _SIGNS.added[1]}:
                is_open = ""
                text.append(closing)
            else:
                text.append(sign)
        painted.append("".join([*text, closing if is_open else ""]))
    return painted
