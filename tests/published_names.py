"""Every identifier and address of a publisher's own that stands in any file that is published."""

import io
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from zipfile import ZipFile

from csvw import CSVW
from pyoxigraph import NamedNode, RdfFormat, parse

_RDF = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
_PLAIN = {".stml", ".graphml", ".dot", ".csv", ".xlsx", ".json"}


def names_in_files(files: Mapping[str, bytes], base: str) -> Mapping[str, set[str]]:
    """Each name that begins with the base, with the suffixes of the files that it stands in.

    Of a template, such as CSVW has, the names that it makes are meant: see `names_in_tables`.
    """
    found: dict[str, set[str]] = {}
    for path, content in files.items():
        suffix = Path(path).suffix
        assert suffix in {*_RDF, *_PLAIN}, f"{path}: how are its names read?"
        names = _in_rdf(content, _RDF[suffix]) if suffix in _RDF else _in_text(path, content, base)
        for name in names:
            if name.startswith(f"{base}/") and name != f"{base}/id/":
                found.setdefault(name, set()).add(suffix)
    return found


def _in_rdf(content: bytes, form: RdfFormat) -> Iterator[str]:
    for quad in parse(content, form):
        for term in quad:
            if isinstance(term, NamedNode):
                yield term.value


def _in_text(path: str, content: bytes, base: str) -> Iterator[str]:
    parts = [content]
    if path.endswith(".xlsx"):
        with ZipFile(io.BytesIO(content)) as book:
            parts = [book.read(name) for name in book.namelist()]
    for part in parts:
        text = unescape(part.decode("utf-8", "replace"))
        for name in re.findall(re.escape(base) + r"/[^\s\"'<>\\|^`,;\])]*", text):
            if "{" not in name:
                yield name.rstrip(".")


def names_in_tables(metadata: Path, base: str) -> set[str]:
    """The names that tables with metadata make, as a program of CSVW reads them."""
    told = str(CSVW(str(metadata)).to_json())
    return set(re.findall(re.escape(base) + r"/[^\s\"']*", told))
