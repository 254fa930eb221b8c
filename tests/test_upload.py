"""Files that came over the network: their names lead nowhere, nothing stays, and no harm is done."""

import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UnusableInput
from graph.intake import take_in
from graph.upload import file_name, take_in_upload
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
