"""Öppna data: what of the plan is published, in which formats, under which identifiers."""

from dashboard import addresses, published, session
from dashboard.components.block import block
from dashboard.components.open_data_parts import EXAMPLE_QUERY, formats_of, identifiers_of
from dashboard.words import word
from graph.errors import NotCatalogued, NotPublic
from graph.export.dcat.record import record_of
from graph.report.outline import headline
from shapes.findings import Gate


def show() -> None:
    """The whole page."""
    language = session.language()
    intake = session.intake()
    block("title", text=word("page-open-data")[language])
    verdict = session.verdict(Gate.PUBLISH)
    try:
        public = session.open_data()
    except NotPublic:
        block("notice", text=word("data-draft")[language])
        return
    root = published.root_of(intake)
    block(
        "open_data",
        headline=headline(verdict, language),
        gate=Gate.PUBLISH.value,
        gaps=addresses.GAPS if verdict.findings else "",
        drafts=public.drafts,
        formats=formats_of(public.stem, root, language),
        all_files=f"{root}data/index.html",
        identifiers=identifiers_of(intake.plan, language),
    )
    try:
        rows, lacks = record_of(intake.plan, language), []
    except NotCatalogued as error:
        rows, lacks = [], error.sentences(language)
    block("record", rows=rows, lacks=lacks, catalogue=f"{root}datasets/dcat")
    block("questions", query=EXAMPLE_QUERY)
