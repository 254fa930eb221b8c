"""A store in one file, and back."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

from graph.errors import CannotWrite, StoreUnusable, UnusableInput
from graph.store.backup import back_up, bring_back_up
from graph.store.opening import open_store
from graph.store.plans import PlanStore
from tests.stores import bring_in, must_be_whole, words_of


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    """Two revisions of a plan."""
    made = open_store(str(tmp_path / "lager"))
    for word in ("ett", "två"):
        bring_in(made, word, by="kansliet", note="därför\n”så”", file="plan.xlsx", sha256="abc")
    return made


@pytest.fixture
def copy(store: PlanStore, tmp_path: Path) -> Path:
    file = tmp_path / "kopia.nq.gz"
    assert back_up(store, file) == 2
    return file


def test_a_store_comes_back_as_it_was(store: PlanStore, copy: Path, tmp_path: Path) -> None:
    other = open_store(str(tmp_path / "nytt"))
    assert bring_back_up(other, copy) == 2
    assert other.plans() == store.plans()
    assert must_be_whole(other) == 2
    again = tmp_path / "igen.nq.gz"
    back_up(other, again)
    assert again.read_bytes() == copy.read_bytes()
    bring_in(other, "tre")
    assert must_be_whole(other) == 3


def test_any_store_of_rdf_reads_a_back_up(copy: Path, store: PlanStore) -> None:
    unpacked = gzip.decompress(copy.read_bytes())
    quads = list(pyoxigraph.parse(unpacked, format=pyoxigraph.RdfFormat.N_QUADS))
    graphs = {str(quad.graph_name) for quad in quads}
    assert {f"<{revision.iri}>" for revision in store.plan("2024").revisions} < graphs


def test_an_unpacked_back_up_is_read_too(copy: Path, tmp_path: Path) -> None:
    plain = tmp_path / "kopia.nq"
    plain.write_bytes(gzip.decompress(copy.read_bytes()))
    other = open_store(str(tmp_path / "nytt"))
    assert bring_back_up(other, plain) == 2


def test_plans_are_not_replaced_by_mistake(store: PlanStore, copy: Path) -> None:
    bring_in(store, "tre")
    with pytest.raises(StoreUnusable, match="inte tomt: det har 1 planer"):
        bring_back_up(store, copy)
    assert must_be_whole(store) == 3
    bring_back_up(store, copy, force=True)
    assert must_be_whole(store) == 2
    assert words_of(store.graph("2024")[0]) == {"två"}


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def repacked(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda data: gzip.compress(change(gzip.decompress(data)))


def without_a_line(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join([*lines[:40], *lines[41:]])


def without_a_goal(data: bytes) -> bytes:
    """One statement less, and a number at the end that fits."""
    lines = without_a_line(data).splitlines(keepends=True)
    return b"".join([*lines[:-1], f"# {len(lines) - 2} statements\n".encode()])


def without_syntax(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join([*lines[:40], b"<x\n", *lines[41:]])


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (cut, "avklippt"),
        (lambda data: data[:-1], "avklippt"),
        (repacked(cut), "avklippt"),
        (repacked(without_a_line), "avklippt"),
        (repacked(without_a_goal), "skadat"),
        (repacked(without_syntax), "skadat"),
        (lambda _: b"PK\x03\x04 a workbook", "inte skrivits av"),
        (lambda data: data[:200] + b"\xa5" * 200 + data[400:], "avklippt|skadat"),
        (repacked(lambda data: data.replace(b"backup 1", b"backup 9")), "lagerformat 9"),
    ],
    ids=["cut", "end", "lines", "line", "goal", "syntax", "other", "noise", "newer"],
)
def test_what_is_no_whole_back_up_changes_nothing(
    store: PlanStore, copy: Path, damage: Callable[[bytes], bytes], why: str
) -> None:
    copy.write_bytes(damage(copy.read_bytes()))
    with pytest.raises(StoreUnusable, match=why):
        bring_back_up(store, copy, force=True)
    assert must_be_whole(store) == 2


def test_a_back_up_that_is_not_there(store: PlanStore, tmp_path: Path) -> None:
    with pytest.raises(UnusableInput):
        bring_back_up(store, tmp_path / "finns-inte.nq.gz", force=True)
    with pytest.raises(UnusableInput):
        bring_back_up(store, tmp_path, force=True)


def test_a_back_up_that_cannot_be_written(store: PlanStore, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        back_up(store, tmp_path / "ingen-mapp" / "kopia.nq.gz")
