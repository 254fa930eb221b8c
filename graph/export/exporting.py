"""A plan in the formats that were asked for: everything is made first, then written, each file whole."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef

from graph.errors import CannotWrite, UnknownName
from graph.export.formats import FORMATS, ExportFormat, Files, PublicPlan
from graph.export.public import PublicPart, select_public
from graph.export.words import word
from graph.nearest import nearest
from graph.origins import Origins
from graph.report.numbers import in_digits
from graph.sources.files import cannot_write, replacing, writing
from shapes.findings import Text

ALL = "all"
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Export:
    """The files that were made, and what is to be said of them: what stayed inside, what is not carried."""

    files: Files
    remarks: tuple[Text, ...]


def formats_asked_for(names: str) -> tuple[ExportFormat, ...]:
    """The formats that a list of names with commas between stands for, each once.

    `all` is every one that is data: not the catalogue, which needs settings that others do not. Raises
    UnknownName (E49).
    """
    listed = (name.strip().lower() for name in names.split(","))
    wanted = dict.fromkeys(filter(None, listed)) or {"": None}
    unknown = [name for name in wanted if name not in FORMATS and name != ALL]
    if unknown:
        near = nearest(unknown[0], FORMATS, 1)
        raise UnknownName("E49", {"format": unknown[0], "known": ", ".join((ALL, *FORMATS))}, near)
    every = [each for each in FORMATS.values() if each.is_data]
    found = (each for name in wanted for each in (every if name == ALL else [FORMATS[name]]))
    return tuple(dict.fromkeys(found))


def export(
    graph: Graph, plan: URIRef, formats: Sequence[ExportFormat], origins: Origins | None = None
) -> Export:
    """The public part of a plan in some formats; `origins` tells which cells it was read from.

    Raises NotPublic (E48) for a plan that is a draft as a whole, CannotWrite (E20) for a text that one of the
    formats has no place for, NotCatalogued (E68) for a catalogue of a plan that lacks settings. A format that
    cannot hold the plan at all (E50) is an error where it is the only one, else a remark.
    """
    part = select_public(graph, plan)
    public = PublicPlan(part.graph, plan, tuple(formats), origins or Origins())
    files: dict[str, bytes] = {}
    remarks = stayed_inside(part)
    for each in formats:
        try:
            files |= public.written_as(each)
        except ValueError as error:
            raise cannot_write(Path(public.stem + each.suffixes[0]), "no-such-text") from error
        except CannotWrite as error:
            if len(formats) == 1:
                raise
            remarks += (word("lacks", format=each.name, what=said) for said in error.texts)
            continue
        lacks = each.lacks_of(public) if each.is_data else None
        if lacks:
            remarks.append(word("lacks", format=each.name, what=lacks))
    return Export(files, tuple(remarks))


def write_files(files: Files, folder: Path, *, force: bool) -> Mapping[Path, int]:
    """Write files into a folder, each whole or not at all.

    Returns the number of files at each place: a file of the folder, or a folder in it. Raises CannotWrite:
    E28, before any is written, where one of them is there already and `force` does not hold; E20 where that
    fails.
    """
    targets = {folder / name: content for name, content in sorted(files.items())}
    with writing(folder):
        taken = [path for path in targets if path.exists()]
    if taken and not force:
        raise CannotWrite("E28", {"path": str(taken[0])})
    for path, content in targets.items():
        with writing(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as temporary:
            temporary.write_bytes(content)
    return Counter(folder / Path(name).parts[0] for name in sorted(files))


def stayed_inside(part: PublicPart) -> list[Text]:
    """What is to be said of what may not be published."""
    said: list[Text] = []
    if part.goals:
        said.append(word("drafts-goals", n=in_digits(len(part.goals))))
    elif part.left_out:
        said.append(word("drafts"))
    if part.cut:
        shown = ", ".join(f"{goal} → {draft}" for goal, draft in part.cut[:_MOST_NAMED])
        more = len(part.cut) - _MOST_NAMED
        links = word("cut-more", links=shown, n=in_digits(more)) if more > 0 else shown
        ending = "one" if len(part.cut) == 1 else "many"
        said.append(word(f"cut-{ending}", n=in_digits(len(part.cut)), links=links))
    if part.personal:
        ending = "one" if part.personal == 1 else "many"
        said.append(word(f"personal-{ending}", n=in_digits(part.personal)))
    return said
