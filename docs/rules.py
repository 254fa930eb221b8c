"""Writes docs/regler.md: every rule that a plan is checked against, in Swedish, as the rule book says it."""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from rdflib.namespace import SKOS

from ontology.labels import best, label
from ontology.namespaces import RT, RTC
from ontology.vocabulary import vocabulary
from shapes.findings import Gate
from shapes.rules import FAMILIES, Rule, read_family, reading_rules, rules_in
from shapes.words import read_words

PAGE: Final = Path(__file__).parent / "regler.md"

# Heading of each family, with the letter that its codes begin with.
HEADINGS: Final = {
    "thread": "Tråden (T)",
    "clarity": "Tydlighet (C)",
    "programme": "Program (P)",
    "decisions": "Beslut, tidplan och dialog (D)",
    "followup": "Uppföljning (F)",
    "publication": "Publicering (O)",
}

# Rules about the reading of a source, which no shape expresses: for unusable files, and for remarks.
UNUSABLE, REMARK = "E", "L"

# What the places in the texts stand for, where they are not properties of the vocabulary.
PLACES: Final = {
    "address": "nätadressen",
    "count": "antal",
    "date": "datumet",
    "first": "cellen",
    "format": "formatet",
    "heading": "rubriken",
    "id": "beteckningen",
    "known": "det som går",
    "label": "namnet",
    "limit": "gränsen",
    "nearest": "det som liknar",
    "path": "filen eller uppgiften",
    "plan": "planen",
    "plans": "planerna",
    "range": "området",
    "reason": "skälet",
    "sender": "avsändaren",
    "sheet": "fliken",
    "suffix": "formatet",
    "url": "adressen",
    "value": "värdet",
    "version": "versionen",
}

INTRODUCTION: Final = """\
# Regler

Den här sidan är skriven av `docs/rules.py` ur reglerna själva (mappen `shapes/`): ändra inte här utan där.

Varje regel har en kod, en allvarsgrad och de grindar där den prövas. En **grind** är kontrollen före ett
beslut och väljs med `rodatraden check --gate`; utan `--gate` prövas alla regler. Ett **fel** fäller planen,
en **varning** gör det bara med `--fail-on warning`, en **upplysning** aldrig. Regler som följer upp en viss
period prövas bara när det finns en sådan, vald med `--period`. Ord inom ‹vinklar› byts mot det som gäller i
planen.

| grind | skrivs | före |
| --- | --- | --- |
"""

READING: Final = """\
## Filen går inte att använda (E)

Den här sortens fel gör att ingenting kan kontrolleras; programmet slutar då med felkod 2.
"""

REMARKS: Final = """\
## Anmärkningar vid läsningen (L)

Det här upptäcks medan filen läses, och prövas alltid.
"""


def page() -> str:
    """The whole page as Markdown, with a newline at the end."""
    parts = [INTRODUCTION + "".join(_gate_rows())]
    for family in FAMILIES:
        parts.append(f"## {HEADINGS[family]}\n")
        parts.extend(_section(rule) for rule in rules_in(read_family(family)))
    readings = reading_rules().values()
    for heading, letter in ((READING, UNUSABLE), (REMARKS, REMARK)):
        parts.append(heading)
        parts.extend(_section(rule) for rule in readings if rule.code.startswith(letter))
    return "\n".join(parts)


def _gate_rows() -> Iterator[str]:
    """One row for every gate: its name, the word for the command line, and the decision it stands before."""
    for gate in Gate:
        concept = RTC[f"gate/{gate.value}"]
        decision = best(vocabulary().objects(concept, SKOS.definition), "sv")
        yield f"| {label(vocabulary(), concept, 'sv')} | `{gate.value}` | {decision} |\n"


def _section(rule: Rule) -> str:
    """One rule: code, what it is, what is wrong, what to do and why."""
    return "\n".join(
        (
            f"### {rule.code}",
            "",
            f"*{' · '.join(_facts(rule))}*",
            "",
            f"**{_readable(rule.message.sv)}**",
            "",
            f"- Gör så här: {_readable(rule.remedy.sv)}",
            f"- Varför: {_readable(rule.basis.sv)}",
            "",
        )
    )


def _facts(rule: Rule) -> Iterator[str]:
    yield read_words("graph.report")[rule.severity.value].sv
    if not rule.code.startswith((UNUSABLE, REMARK)):
        yield _gates(rule.gates)
    if rule.needs == "period":
        yield "kräver en uppföljningsperiod"


def _gates(gates: Iterable[Gate]) -> str:
    names = [label(vocabulary(), RTC[f"gate/{gate.value}"], "sv") for gate in Gate if gate in set(gates)]
    if not names:
        return "alla grindar"
    return ("grind: " if len(names) == 1 else "grindar: ") + ", ".join(names)


def _readable(text: str) -> str:
    """A text with its places in words, and with the parts that may be left out."""
    return re.sub(r"\{(\w+)\}", _place, text.replace("[", "").replace("]", ""))


def _place(match: re.Match[str]) -> str:
    name = match.group(1)
    return f"‹{PLACES[name] if name in PLACES else label(vocabulary(), RT[name], 'sv')}›"


def main() -> int:
    """Write the page; exit code 0."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"Wrote {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
