"""The formats that a follow-up can be given in."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from graph.analysis.followup_report import FollowUp
from graph.report import followup_csv, followup_json, followup_text, followup_why
from graph.report.options import Options
from graph.verdict import SourceFile


class Render(Protocol):
    """What makes a text of a follow-up: of all of it, or of one goal (its IRI) with those below."""

    def __call__(
        self, follow_up: FollowUp, source: SourceFile, options: Options, today: date, goal: str | None = None
    ) -> str:
        """The text, ending in a newline; `source` is what was read, `today` tells what is over."""
        ...


FOLLOW_UPS: Mapping[str, Render] = {
    "text": followup_text.render,
    "json": followup_json.render,
    "csv": followup_csv.render,
}
WHY: Render = followup_why.render
