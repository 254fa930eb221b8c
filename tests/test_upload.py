"""Files that came over the network: their names lead nowhere, nothing stays, and no harm is done."""

import tempfile
import unicodedata
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UnusableInput
from graph.intake import take_in
from graph.sources.zipped import csv_files_in
from graph.upload import file_name, take_in_upload, take_in_uploads
from rodatraden.cli import main
from tests.dashboard_pages import FAULTY, LINDVIK, VAGGERYD


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder that temporary files may be made in."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("plan", [FAULTY, FAULTY.with_suffix(".ttl"), VAGGERYD], ids=lambda plan: plan.name)
def test_an_upload_is_taken_in_as_the_file_is(plan: Path, scratch: Path) -> None:
    found, expected = take_in_upload(plan.name, plan.read_bytes()), take_in(plan)
    assert found.plan == expected.plan
    assert found.remarks == expected.remarks
    assert found.source.sha256 == expected.source.sha256
    assert found.source.path == plan.name
    assert not list(scratch.iterdir())


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.xlsx", "passwd.xlsx"),
        ("C:\\Users\\x\\plan.xlsx", "plan.xlsx"),
        ("/plan.ttl", "plan.ttl"),
        ("..", "plan"),
        ("", "plan"),
        ("mål <2026>?.xlsx", "mål _2026__.xlsx"),
        ("a\x00b\x1b[31m.xlsx", "ab[31m.xlsx"),
        ("mål\u202exslx.exe", "målxslx.exe"),
        ("x" * 300 + ".xlsx", "x" * 50 + ".xlsx"),
    ],
)
def test_a_name_leads_nowhere(name: str, kept: str) -> None:
    assert file_name(name) == kept


@given(st.text())
def test_every_name_becomes_one_that_stays_in_its_folder(name: str) -> None:
    kept = file_name(name)
    assert kept
    assert Path(kept).name == kept
    assert kept not in {".", ".."}
    assert not set(kept) & set('<>:"/\\|?*\x00')
    assert len(kept.encode()) < 256
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / kept).write_bytes(b"")
        assert [each.parent for each in Path(folder).iterdir()] == [Path(folder)]


def bomb() -> bytes:
    """A workbook whose sheet unpacks to a thousand times its size."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (64 << 20))
    return content.getvalue()


def zipped(files: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file with these files."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", packing) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def marked(content: bytes, flag: int) -> bytes:
    """A zip file in which every file has another mark, here and in the list of them."""
    changed = bytearray(content)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            changed[at + place : at + place + 2] = flag.to_bytes(2, "little")
            at = content.find(sign, at + 1)
    return bytes(changed)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan as a folder of CSV files."""
    folder = tmp_path_factory.mktemp("flikar") / "plan"
    with pytest.raises(SystemExit) as left:
        main(["convert", str(FAULTY), str(folder)])
    assert left.value.code == 0
    return folder


@pytest.mark.parametrize("within", ["", "plan/", "budget 2024/målen/"])
def test_a_zip_of_csv_files_is_taken_in_as_the_folder_is(within: str, sheets: Path, scratch: Path) -> None:
    files = {file.name: file.read_bytes() for file in sheets.iterdir()}
    packed = {f"{within}{name}": content for name, content in files.items()}
    packed |= {
        f"__MACOSX/{within}._KF-mål.csv": b"x",
        f"{within}.KF-mål.csv": b"x",
        f"{within}läs mig.txt": b"x",
    }
    expected = take_in(sheets)
    for content in (zipped(packed), marked(zipped(packed), 0), zipped(packed, zipfile.ZIP_STORED)):
        found = take_in_upload("plan.zip", content)
        assert found.plan == expected.plan
        assert found.remarks == expected.remarks
        assert found.source.path == "plan.zip"
    several = take_in_uploads(list(files.items()))
    assert several.plan == expected.plan
    assert several.source.path == f"{min(files)} …"
    assert several.source.sha256 == expected.source.sha256
    assert not list(scratch.iterdir())


@pytest.mark.parametrize("name", ["KF-mål.csv", "Nämndmål.csv", "Åtgärder.csv"])
def test_a_name_in_a_zip_is_read_in_each_way_that_systems_write_it(name: str) -> None:
    decomposed = unicodedata.normalize("NFD", name)
    for content in (zipped({name: b"x"}), zipped({decomposed: b"x"}), marked(zipped({decomposed: b"x"}), 0)):
        assert list(csv_files_in("plan.zip", content)) == [name]
    plain = "x" * len(name.encode("cp437"))
    windows = zipped({plain: b"x"}).replace(plain.encode(), name.encode("cp437"))
    assert list(csv_files_in("plan.zip", windows)) == [name]


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"../KF-mål.csv": b"x"}, "namn som leder ut"),
        ({"/etc/KF-mål.csv": b"x"}, "namn som leder ut"),
        ({"C:\\x\\KF-mål.csv": b"x"}, "namn som leder ut"),
        ({"a/KF-mål.csv": b"x", "b/Nämndmål.csv": b"x"}, "flera mappar"),
        ({"KF-mål.csv": b"x", "kf-mål.csv": b"x"}, "samma namn"),
        ({"KF-mål.csv": b" " * (16 << 20)}, "200 MB uppackat"),
        ({f"{number}.csv": b"" for number in range(1001)}, "tusen filer"),
    ],
    ids=["up", "root", "drive", "folders", "twice", "bomb", "many"],
)
def test_a_zip_that_may_do_harm_is_refused_in_a_sentence(
    files: Mapping[str, bytes], why: str, scratch: Path
) -> None:
    with pytest.raises(UnusableInput) as found:
        take_in_upload("plan.zip", zipped(files))
    (sentence,) = found.value.sentences("sv")
    assert sentence.startswith("plan.zip: Zip-filen går inte att använda: ")
    assert why in sentence
    assert not list(scratch.iterdir())


def test_a_zip_that_cannot_be_unpacked_is_refused_in_a_sentence() -> None:
    good = zipped({"KF-mål.csv": b"Id;Titel\n" * 99})
    for content, why in (
        (b"", "skadad"),
        (b"PK\x03\x04", "skadad"),
        (good[:-30], "skadad"),
        (good.replace(good[50:60], b"0123456789"), "skadad"),
        (marked(good, 0x801), "lösenord"),
        (zipped({"KF-mål.csv": b"x"}, zipfile.ZIP_LZMA), "lösenord"),
    ):
        with pytest.raises(UnusableInput) as found:
            take_in_upload("plan.zip", content)
        assert why in found.value.sentences("sv")[0]


@pytest.mark.parametrize(
    "names",
    [
        ("plan.xlsx", "KF-mål.csv"),
        ("a.ttl", "b.ttl"),
        ("a.zip", "b.zip"),
        ("a.csv", "A.csv"),
        ("x/a.csv", "a.csv"),
    ],
)
def test_several_files_are_csv_files_of_different_names(names: tuple[str, str]) -> None:
    with pytest.raises(UnusableInput) as found:
        take_in_uploads([(name, b"Id;Titel\n") for name in names])
    assert [fault.code for fault in found.value.faults] == ["E80"]


# a NUL ends a name, and Python's own zip writer fails at one that has nothing before it
NAMES = st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=30)


@given(
    st.dictionaries(NAMES, st.binary(max_size=50), max_size=4),
    st.binary(max_size=80),
)
def test_whatever_stands_in_a_zip_is_a_plan_or_refused(files: Mapping[str, bytes], noise: bytes) -> None:
    content = zipped({f"{name}.csv": data for name, data in files.items()})
    middle = len(content) // 2
    for tried in (content, content[:middle] + noise + content[middle:]):
        with suppress(UnusableInput):
            take_in_upload("plan.zip", tried)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.xlsx", bomb()),
        ("tom.xlsx", b""),
        ("trasig.xlsx", b"PK\x03\x04 inget mer"),
        ("plan.exe", b"MZ"),
        ("plan", LINDVIK.read_bytes()),
        ("plan.csv", b"Id;Titel\n"),
        ("plan.ttl", b"inte turtle"),
        ("entiteter.rdf", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_plan_is_refused_in_words_and_leaves_nothing(
    name: str, content: bytes, scratch: Path
) -> None:
    with pytest.raises(UnusableInput) as found:
        take_in_upload(name, content)
    assert all(name in sentence for sentence in found.value.sentences("sv"))
    assert all(str(scratch) not in sentence for sentence in found.value.sentences("sv"))
    assert not list(scratch.iterdir())
