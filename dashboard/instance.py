"""How this dashboard was opened, as far as it decides who may write; told by the one who opened it."""

import ipaddress
import os
from collections.abc import Iterable, Sequence

from dashboard import plans
from dashboard.permission import Instance, Role
from dashboard.sign_in_file import SignIn

PUBLIC = "RODATRADEN_DASHBOARD_PUBLIC"
READ_ONLY = "RODATRADEN_DASHBOARD_READ_ONLY"
ROLE_CLAIM = "RODATRADEN_DASHBOARD_ROLE_CLAIM"
WRITE_ROLE = "RODATRADEN_DASHBOARD_WRITE_ROLE"
"""Where the dashboard is told so. No secret ever stands here."""

LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


def instance() -> Instance:
    """How the dashboard was opened; read-only where it was not told otherwise and others can reach it."""
    claim, role = os.environ.get(ROLE_CLAIM), os.environ.get(WRITE_ROLE)
    return Instance(
        public=bool(os.environ.get(PUBLIC)),
        read_only=bool(os.environ.get(READ_ONLY)),
        has_store=plans.store() is not None,
        writer=Role(claim, role) if claim and role else None,
    )


def opened(
    address: str, *, names: Iterable[str] = (), sign_in: SignIn | None, read_only: bool, has_store: bool
) -> Instance:
    """How a dashboard is opened that listens at an address, and is also reached by some names."""
    reached_by = [*names, *([sign_in.host] if sign_in else [])]
    public = any(not _is_local(name) for name in (address, *reached_by))
    return Instance(public, read_only, has_store, sign_in.writer if sign_in else None)


def names_of(address: str, *, names: Sequence[str] = (), sign_in: SignIn | None) -> tuple[str, ...] | None:
    """The host names that lead to a dashboard; None where any does, as none was told and others may come."""
    given = (*names, *((sign_in.host,) if sign_in else ()))
    if not given and not _is_local(address):
        return None
    return (*LOCAL_NAMES, address, *given)


def told(how: Instance) -> dict[str, str]:
    """What the environment has to say for `instance` to find the same."""
    return {
        PUBLIC: "1" if how.public else "",
        READ_ONLY: "1" if how.read_only else "",
        ROLE_CLAIM: how.writer.claim if how.writer else "",
        WRITE_ROLE: how.writer.name if how.writer else "",
    }


def _is_local(name: str) -> bool:
    bare = name.lower().strip("[]")
    if bare in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False
