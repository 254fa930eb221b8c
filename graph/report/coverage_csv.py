"""Coverage as CSV for Excel: a line for each cell, and for each thing in each count."""

import csv
import io
from collections.abc import Iterator, Sequence

from graph.analysis.coverage import Coverage
from graph.analysis.coverage_matrix import Dimension, State
from graph.analysis.coverage_scope import Excluded
from graph.analysis.referral import Round
from graph.model import Plan
from graph.report.coverage_words import Speaker
from graph.report.options import Options
from graph.sources.csvfiles import escaped

_HEADINGS = (
    *("part", "row-id", "row-name", "column-id", "column-name", "state"),
    *("number", "of", "behind", "lacking", "why"),
)
_STATES = {State.COVERED: "covered", State.MISSING: "missing-state", State.NOT_EXPECTED: "not-expected"}


def render(coverage: Coverage, plan: Plan, options: Options) -> str:
    """The whole coverage: semicolons between, ids with commas, no cell that a spreadsheet would compute."""
    speaker = Speaker(plan, options.language)
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\n")
    writer.writerow([speaker.say(f"csv-{heading}") for heading in _HEADINGS])
    for line in (*_matrix(coverage, speaker), *_tallies(coverage, speaker), *_referral(coverage, speaker)):
        writer.writerow([escaped(text) for text in line])
    return target.getvalue()


def _matrix(coverage: Coverage, speaker: Speaker) -> Iterator[Sequence[str]]:
    matrix, part = coverage.matrix, speaker.say("csv-matrix")
    columns = {column.key: column for column in matrix.columns}
    by_body = coverage.dimension is Dimension.BODY
    for row, cells in matrix.lines():
        for cell in cells:
            column = columns[cell.column]
            state = "partly" if cell.partly else _STATES[cell.state]
            yield (
                part,
                speaker.heading(row),
                speaker.in_full(row),
                speaker.heading(column),
                speaker.in_full(column),
                speaker.say(state),
                str(len(cell.behind)),
                str(len(cell.behind) + len(cell.lacking))
                if by_body and (cell.behind or cell.lacking)
                else "",
                _ids(speaker, cell.behind),
                _ids(speaker, cell.lacking),
                "",
            )
    yield from _excluded(part, matrix.excluded, speaker)


def _tallies(coverage: Coverage, speaker: Speaker) -> Iterator[Sequence[str]]:
    """The count itself first, then a line for each thing that was counted."""
    for name, tally in coverage.tallies.items():
        part = speaker.say(f"tally-{name}")
        of = str(tally.denominator)
        yield part, "", "", "", "", "", str(len(tally.covered)), of, "", "", ""
        for key, things in (
            ("covered", tally.covered),
            ("missing-state", tally.missing),
            ("not-expected", tally.not_expected),
        ):
            for thing in things:
                yield _thing(part, thing, speaker.say(key), speaker)
        yield from _excluded(part, tally.excluded, speaker)


def _referral(coverage: Coverage, speaker: Speaker) -> Iterator[Sequence[str]]:
    for found in coverage.referral:
        yield from _round(found, speaker)


def _round(found: Round, speaker: Speaker) -> Iterator[Sequence[str]]:
    part = f"{speaker.say('referral')}: {speaker.about(found)}"
    number, of = str(len(found.answered)), str(len(found.asked))
    yield part, "", "", "", "", "", number, of, "", "", ""
    for key, things in (
        ("csv-answered", found.answered),
        ("csv-not-answered", found.missing),
        ("csv-unasked", found.unasked),
        ("csv-late", found.late),
    ):
        for thing in things:
            yield _thing(part, thing, speaker.say(key), speaker)
    for question in found.questions:
        for key, bodies in (("csv-silent", question.silent), ("csv-not-asked", question.not_asked)):
            for body in bodies:
                row, about = speaker.short(question.thing), speaker.name(question.thing)
                column, name = speaker.short(body), speaker.name(body)
                yield part, row, about, column, name, speaker.say(key), "", "", "", "", ""
    yield from _excluded(part, found.excluded, speaker)


def _thing(part: str, thing: str, state: str, speaker: Speaker) -> Sequence[str]:
    return part, speaker.short(thing), speaker.name(thing), "", "", state, "", "", "", "", ""


def _excluded(part: str, excluded: Sequence[Excluded], speaker: Speaker) -> Iterator[Sequence[str]]:
    state = speaker.say("excluded-state")
    for each in excluded:
        short, name = speaker.short(each.thing), speaker.name(each.thing)
        yield part, short, name, "", "", state, "", "", "", "", speaker.reason(each.reason)


def _ids(speaker: Speaker, iris: Sequence[str]) -> str:
    return ", ".join(speaker.short(iri) for iri in iris)
