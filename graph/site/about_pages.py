"""The pages about the site itself: what it is, its data, its rules, how open to all it is, what it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.export.formats import ExportFormat
from graph.model import Plan
from graph.report.accessibility import FAULTS, SUPERVISION
from graph.report.accessibility import word as statement
from graph.report.numbers import in_digits
from graph.site.alphabet import swedish_order
from graph.site.frame import Frame
from graph.site.ground import Ground
from graph.site.outward import licence_link
from graph.site.page_parts import (
    Block,
    Cell,
    Fact,
    Facts,
    Link,
    Links,
    Page,
    Prose,
    Section,
    Table,
    fact,
    section,
)
from graph.site.pages import rendered
from graph.site.standing import CATALOGUE
from graph.site.words import known_word, segment_name, word
from shapes.findings import Gate, Language
from shapes.rules import FAMILIES, Rule, read_family, rules_in


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file with a plan in one format; `path` is that below the root, `size` in bytes."""

    form: ExportFormat
    path: str
    size: int


def simple_page(page: Page, frame: Frame, site: str) -> str:
    """A page with headings, texts, lists and tables."""
    start = Link(text=word("start")[frame.language], href=frame.start)
    crumbs = [] if page.title == site else [start, Link(text=page.title)]  # the first page of all is no step
    return rendered(
        "list",
        frame,
        site=site,
        title=page.title,
        about=page.summary,
        page=page,
        crumbs=crumbs,
        alternates=[],
        data=[],
    )


def about_page(plan: Plan, language: Language, *, sound: bool | None = None) -> Page:
    """What the site is, who answers for it, how it is made, and what may be done with it.

    `sound` is whether the check before publication found nothing wrong, where there was one.
    """
    checked = {None: [], True: ["about-checked"], False: ["about-faults"]}[sound]
    who = plan.municipality.name(language) if plan.municipality else ""
    return Page(
        title=word("about-site")[language],
        lead=(word("about-lead", municipality=who)[language],),
        facts=(
            *fact(word("publisher")[language], [Link(text=who)]),
            *fact(word("contact")[language], _contact(plan)),
            *fact(word("licence")[language], [licence_link(plan.licence or "")]),
        ),
        sections=(
            *_told(language, "about-thread", "about-thread-text"),
            *_told(language, "about-status", "about-status-text", "about-status-text-2"),
            *_told(language, "about-made", "about-made-text", *checked, "about-made-text-2"),
            *_told(language, "about-reuse", "about-reuse-text", "about-reuse-text-2"),
            *_told(language, "about-privacy", "about-privacy-text"),
        ),
    )


def accessibility_page(plan: Plan, site: str, language: Language) -> Page:
    """The accessibility statement that the law on access to digital public service asks for."""
    who = plan.municipality.name(language) if plan.municipality else site

    def said(key: str, **values: str) -> str:
        return statement(key, **values)[language]

    contact = _contact(plan)
    reach: list[Block] = [Prose((said("report-text"),))]
    if contact:
        reach.append(Facts(tuple(fact(word("contact")[language], contact))))
    else:
        reach.append(Prose((said("no-contact"),)))
    faults = [word("access-fault-tables")[language], *(said(f"fault-{each}") for each in FAULTS)]
    return Page(
        title=said("title"),
        lead=(said("lead", municipality=who, site=site),),
        sections=(
            *section(
                "uppfyller",
                said("how"),
                Prose((said("compliance"), word("access-how-text")[language])),
            ),
            *section(
                "brister",
                said("faults"),
                Prose((said("faults-text"),)),
                Links(tuple(Link(text=text) for text in faults)),
            ),
            *section("rapportera", said("report"), *reach),
            *section(
                "tillsyn",
                said("supervision"),
                Prose((said("supervision-text"),)),
                Links((Link(text=said("supervision-link"), href=SUPERVISION),)),
            ),
            *section(
                "provat", said("tested"), Prose((word("access-tested-text")[language], said("tested-own")))
            ),
        ),
    )


def data_page(
    files: Mapping[str, Sequence[DataFile]], names: Mapping[str, str], frame: Frame, *, catalogue: bool
) -> Page:
    """Where the whole data set lies in every format; `files` and `names` by the IRI of the plan."""
    language = frame.language
    head = tuple(word(key)[language] for key in ("format", "file", "size", "lacks"))
    root = frame.start.removesuffix("index.html")
    tables: list[Section] = []
    for number, (plan, found) in enumerate(files.items(), 1):
        table = Table(word("formats-of", plan=names[plan])[language], head, _file_rows(found, root, language))
        tables += section(f"plan-{number}", names[plan], table)
    links = [
        Link(text=suffix, href=f"{root}{CATALOGUE}.{suffix}")
        for suffix in ("rdf", "ttl", "jsonld")
        if catalogue
    ]
    about = catalogue_parts(links, language)
    return Page(
        title=word("open-data")[language],
        lead=(word("data-lead")[language],),
        sections=(
            *tables,
            *section("katalog", word("catalogue")[language], *about if links else ()),
            *_told(language, "identifiers", "identifiers-text", "identifiers-text-2"),
        ),
    )


def catalogue_parts(files: Sequence[Link], language: Language) -> tuple[Block, ...]:
    """What the catalogue is, and its files; `files` are called by their suffixes."""
    links = (Link(text=f"{word('catalogue')[language]} ({each.text})", href=each.href) for each in files)
    return Prose((word("catalogue-text")[language],)), Links(tuple(links))


def _file_rows(files: Sequence[DataFile], root: str, language: Language) -> tuple[tuple[Cell, ...], ...]:
    by_form: dict[str, list[DataFile]] = {}
    for each in files:
        by_form.setdefault(each.form.name, []).append(each)
    return tuple(
        (
            (Link(text=found[0].form.label[language]),),
            tuple(Link(text=each.path.rsplit("/", 1)[-1], href=f"{root}{each.path}") for each in found),
            (Link(text=_size(sum(each.size for each in found), language)),),
            (Link(text=(found[0].form.lacks or word("lacks-nothing"))[language]),),
        )
        for found in by_form.values()
    )


def _size(size: int, language: Language) -> str:
    """A size in kB or MB, in the round numbers that people want."""
    if size < 1_000_000:
        return f"{in_digits(max(1, round(size / 1000)))[language]} kB"
    return f"{in_digits(round(size / 1_000_000))[language]} MB"


def kinds_page(ground: Ground, frame: Frame) -> Page:
    """Every kind of thing, with a link to its list and how many there are."""
    language = frame.language
    links = [
        Link(
            text=segment_name(segment, language),
            href=frame.lists[segment],
            note=in_digits(len(iris))[language],
        )
        for segment, iris in ground.by_segment.items()
    ]
    ordered = tuple(sorted(links, key=lambda link: swedish_order(link.text)))
    return Page(
        title=word("all-kinds")[language],
        lead=(word("kinds-lead")[language],),
        sections=(*section("slag", word("kinds")[language], Links(ordered)),),
    )


def rules_page(language: Language) -> Page:
    """Every rule that a plan is checked against, by family."""
    return Page(
        title=word("rules")[language],
        lead=(word("rules-lead")[language],),
        sections=(
            *section(
                "turtle",
                word("rules-data")[language],
                Links(tuple(Link(text=f"{name}.ttl", href=f"regler/{name}.ttl") for name in FAMILIES)),
            ),
            *(
                each
                for name in FAMILIES
                for each in section(
                    name,
                    word(f"family-{name}")[language],
                    *(_rule(rule, language) for rule in rules_in(read_family(name))),
                )
            ),
        ),
    )


def _rule(rule: Rule, language: Language) -> Facts:
    gates = ", ".join(word(f"gate-{gate.value}")[language] for gate in Gate if gate in rule.gates)
    return Facts(
        (
            Fact(word("severity")[language], (Link(text=word(rule.severity.value)[language]),)),
            Fact(word("gates")[language], (Link(text=gates or word("gate-all")[language]),)),
            *fact(word("remedy")[language], [Link(text=rule.remedy.filled({})[language])]),
            *fact(word("basis")[language], [Link(text=rule.basis[language])]),
        ),
        f"{rule.code} {rule.message.filled({})[language]}",
        rule.code,
    )


def _contact(plan: Plan) -> list[Link]:
    contact = plan.contact
    if contact is None:
        return []
    address = (contact.email or "").removeprefix("mailto:")
    named = [Link(text=contact.name)] if contact.name else []
    return [*named, *([Link(text=address, href=f"mailto:{address}")] if "@" in address else [])]


def _told(language: Language, heading: str, *keys: str) -> list[Section]:
    return section(heading, word(heading)[language], Prose(tuple(word(key)[language] for key in keys)))


def _paragraphs(language: Language, key: str) -> tuple[str, ...]:
    """Texts that follow on each other: key-1, key-2 ..."""
    found: list[str] = []
    while (text := known_word(f"{key}-{len(found) + 1}")) is not None:
        found.append(text[language])
    return tuple(found)
