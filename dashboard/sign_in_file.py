"""The file that says where people sign in and who may write: read and judged before anything starts."""

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dashboard.permission import Role
from graph.errors import Fault, UnusableInput
from graph.nearest import nearest, quoted
from graph.sources.guards import read_bytes
from graph.sources.reasons import named_reason

CALLBACK = "/oauth2callback"
SHORTEST_SECRET = 32
_LARGEST = 64 << 10
_PROVIDER = ("server_metadata_url", "client_id", "client_secret", "cookie_secret", "redirect_uri")
_NEEDED = (*_PROVIDER, "role_claim", "write_role")
_SCOPE = "scope"
_LOCAL = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True, repr=False)
class SignIn:
    """Where people sign in, and who of them may write. It holds secrets, so it shows nothing of itself."""

    auth: Mapping[str, str]
    scope: str
    writer: Role
    host: str
    secure: bool


def read_sign_in(path: Path) -> SignIn:
    """Read the file. Raises UnusableInput with all its faults: E01, E03, E05, E25, E70 to E73."""
    try:
        said = tomllib.loads(read_bytes(path, _LARGEST).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnusableInput([Fault("E70", path.name)]) from error
    faults = [*_unknown(said, path), *_missing(said, path), *_odd(said, path)]
    if faults:
        raise UnusableInput(faults)
    address = urlsplit(said["redirect_uri"])
    return SignIn(
        auth={key: said[key] for key in _PROVIDER},
        scope=said.get(_SCOPE, "openid"),
        writer=Role(said["role_claim"], said["write_role"]),
        host=address.hostname or "",
        secure=address.scheme == "https",
    )


def others_may_read(path: Path) -> bool:
    """Whether the file's permissions let others than its owner at it; never told on Windows."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _unknown(said: Mapping[str, object], path: Path) -> list[Fault]:
    known = (*_NEEDED, _SCOPE)
    return [
        Fault("E73", path.name, values={"id": key, "nearest": quoted(nearest(key, known))})
        for key in said
        if key not in known
    ]


def _missing(said: Mapping[str, object], path: Path) -> list[Fault]:
    return [Fault("E71", path.name, values={"id": key}) for key in _NEEDED if said.get(key) in (None, "")]


def _odd(said: Mapping[str, object], path: Path) -> list[Fault]:
    """What no sign-in can work with; the values themselves are never shown."""
    found: list[tuple[str, str]] = []
    for key in (*_NEEDED, _SCOPE):
        value = said.get(key)
        if value is None or value == "":
            continue
        if not isinstance(value, str) or value != value.strip():
            found.append((key, "sign-in-text"))
        elif key in {"server_metadata_url", "redirect_uri"} and not _is_safe(value):
            found.append((key, "sign-in-https"))
        elif key == "redirect_uri" and urlsplit(value).path != CALLBACK:
            found.append((key, "sign-in-callback"))
        elif key == "cookie_secret" and len(value) < SHORTEST_SECRET:
            found.append((key, "sign-in-secret"))
    return [Fault("E72", path.name, values={"id": key, "reason": named_reason(why)}) for key, why in found]


def _is_safe(address: str) -> bool:
    """Whether an address is encrypted, or leads to this computer."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOCAL))
