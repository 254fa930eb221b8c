"""The file with the settings for signing in: what it may hold, and a clear word for all that will not do."""

import os
from pathlib import Path

import pytest

from dashboard.permission import Role
from dashboard.sign_in_file import others_may_read, read_sign_in
from graph.errors import UnusableInput
from rodatraden.cli import main
from tests.dashboard_pages import LINDVIK

GOOD = {
    "server_metadata_url": "https://inlogg.example/.well-known/openid-configuration",
    "client_id": "rodatraden",
    "client_secret": "hemligheten-som-aldrig-visas",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
    "redirect_uri": "https://mal.example/oauth2callback",
    "role_claim": "roles",
    "write_role": "planansvarig",
}


def write(folder: Path, **changed: str | None) -> Path:
    """The file with some settings changed, or left out where they are None; values are as TOML has them."""
    file = folder / "inloggning.toml"
    settings = {key: f'"{value}"' for key, value in GOOD.items()} | changed
    lines = [f"{key} = {value}\n" for key, value in settings.items() if value is not None]
    file.write_text("".join(lines), "utf-8")
    return file


def test_a_good_file_says_where_people_sign_in_and_who_may_write(tmp_path: Path) -> None:
    found = read_sign_in(write(tmp_path))
    assert found.writer == Role("roles", "planansvarig")
    assert found.auth == {key: value for key, value in GOOD.items() if "role" not in key}
    assert (found.scope, found.host, found.secure) == ("openid", "mal.example", True)


def test_a_scope_may_be_asked_for(tmp_path: Path) -> None:
    assert read_sign_in(write(tmp_path, scope='"openid roles"')).scope == "openid roles"


def test_signing_in_on_the_own_computer_needs_no_encryption(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        server_metadata_url='"http://localhost:9000/.well-known/openid-configuration"',
        redirect_uri='"http://127.0.0.1:8501/oauth2callback"',
    )
    found = read_sign_in(file)
    assert (found.host, found.secure) == ("127.0.0.1", False)


def test_the_settings_do_not_show_themselves(tmp_path: Path) -> None:
    assert GOOD["client_secret"] not in repr(read_sign_in(write(tmp_path)))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        *[({key: None}, f"Inställningen {key} saknas.") for key in GOOD],
        *[({key: '""'}, f"Inställningen {key} saknas.") for key in GOOD],
        ({"client_id": "7"}, "Inställningen client_id duger inte: värdet ska vara text"),
        ({"role_claim": '["roles"]'}, "Inställningen role_claim duger inte: värdet ska vara text"),
        ({"write_role": '" planansvarig"'}, "utan mellanslag före eller efter"),
        ({"scope": "true"}, "Inställningen scope duger inte"),
        ({"server_metadata_url": '"http://inlogg.example/x"'}, "adressen ska börja med https://"),
        ({"server_metadata_url": '"https://[::x"'}, "adressen ska börja med https://"),
        ({"redirect_uri": '"http://mal.example/oauth2callback"'}, "adressen ska börja med https://"),
        ({"redirect_uri": '"file:///oauth2callback"'}, "adressen ska börja med https://"),
        ({"redirect_uri": '"https://mal.example/"'}, "ska sluta med /oauth2callback"),
        ({"cookie_secret": '"kort"'}, "minst 32"),
        ({"clientid": '"x"'}, "Det finns ingen inställning clientid. Menade du ”client_id”"),
        ({"client_id": "inte citerat"}, "går inte att läsa som TOML"),
    ],
)
def test_what_will_not_do_is_said_in_a_sentence(
    changed: dict[str, str | None], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, **changed)
    with pytest.raises(UnusableInput) as found:
        read_sign_in(file)
    assert len(found.value.faults) == 1
    with pytest.raises(SystemExit) as left:
        main(["dashboard", str(LINDVIK), "--sign-in", str(file), "--no-browser"])
    assert left.value.code == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert shown.startswith(("inloggning.toml: ", "Fel: inloggning.toml: "))
    assert not any(secret in shown for secret in (GOOD["client_secret"], GOOD["cookie_secret"], "kort"))


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput) as found:
        read_sign_in(write(tmp_path, client_id=None, redirect_uri='"x"', mer='"x"'))
    assert len(found.value.faults) == 3


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"x" * (65 << 10)])
def test_what_is_no_such_file_is_said_so(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "inloggning.toml"
    file.write_bytes(content)
    with pytest.raises(UnusableInput):
        read_sign_in(file)
    with pytest.raises(UnusableInput):
        read_sign_in(tmp_path / "finns-inte.toml")
    with pytest.raises(UnusableInput):
        read_sign_in(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="Windows tells permissions in another way")
@pytest.mark.parametrize(("mode", "open_to_others"), [(0o600, False), (0o640, True), (0o604, True)])
def test_a_file_that_others_may_read_is_found_out(mode: int, open_to_others: bool, tmp_path: Path) -> None:
    file = write(tmp_path)
    file.chmod(mode)
    assert others_may_read(file) is open_to_others
