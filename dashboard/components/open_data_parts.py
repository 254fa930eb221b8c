"""What stands on the page of open data, as words and links ready to be laid out."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlsplit

from graph.export.formats import FORMATS, ExportFormat
from graph.model import Plan
from graph.report.trace_words import called
from shapes.findings import Language

EXAMPLE_QUERY = """\
PREFIX rt: <https://w3id.org/rodatraden/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?body (COUNT(?goal) AS ?goals)
WHERE { ?goal rt:ownedBy/skos:prefLabel ?body . FILTER(LANG(?body) = "sv") }
GROUP BY ?body ORDER BY DESC(?goals)"""


def formats_of(stem: str, root: str, language: Language) -> Sequence[Mapping[str, str]]:
    """Every format, with its file where that is called as the plan is; others stand in the list of all."""
    stem = quote(stem)
    return [
        {
            "name": form.label[language],
            "media_type": form.media_type,
            "lacks": form.lacks[language] if form.lacks else "",
            "href": f"{root}data/{stem}{form.suffixes[0]}" if _is_one_file(form) else "",
        }
        for form in FORMATS.values()
        if form.is_data
    ]


def _is_one_file(form: ExportFormat) -> bool:
    return form.round_trips and len(form.suffixes) == 1


def identifiers_of(plan: Plan, language: Language) -> Sequence[tuple[str, str, str]]:
    """Some identifiers: what each stands for, the identifier itself, and where it is answered here."""
    some = (plan, *plan.goals[:2], *plan.bodies[:1], *plan.indicators[:1], *plan.decisions[:1])
    return [
        (each.name(language) if each is plan else called(each, language), each.iri, urlsplit(each.iri).path)
        for each in some
        if "/id/" in each.iri
    ]
