"""Who may bring plans in: decided by how the dashboard was opened and by who is signed in, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

LONGEST_SIGN_IN = timedelta(hours=12)
"""How long a sign-in lets somebody write: a working day, so that a role that was taken away is soon gone."""


@dataclass(frozen=True, slots=True)
class Role:
    """What lets a signed-in person write: the claim of the ID token that holds roles, and the role's name."""

    claim: str
    name: str


@dataclass(frozen=True, slots=True)
class Instance:
    """How the dashboard was opened.

    `public`: others than those at this computer can reach it. `writer` is None where nobody can sign in.
    """

    public: bool
    read_only: bool
    has_store: bool
    writer: Role | None


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at the other end. `signed_in` is when the ID token was issued, None for somebody unknown."""

    signed_in: datetime | None = None
    roles: frozenset[str] = frozenset()


ANYBODY = Visitor()


class Refusal(Enum):
    """Why a visitor may not keep a plan; the words stand under may-not- and the value."""

    READ_ONLY = "read-only"
    PUBLIC = "public"
    NOT_SIGNED_IN = "not-signed-in"
    SIGNED_IN_LONG_AGO = "signed-in-long-ago"
    WITHOUT_ROLE = "without-role"
    NO_STORE = "no-store"


def refusal(instance: Instance, visitor: Visitor, now: datetime) -> Refusal | None:
    """Why a visitor may not keep a plan in the store; None for one who may."""
    if instance.read_only:
        return Refusal.READ_ONLY
    if instance.writer is None:
        if instance.public:
            return Refusal.PUBLIC
    elif visitor.signed_in is None:
        return Refusal.NOT_SIGNED_IN
    elif now - visitor.signed_in > LONGEST_SIGN_IN:
        return Refusal.SIGNED_IN_LONG_AGO
    elif instance.writer.name not in visitor.roles:
        return Refusal.WITHOUT_ROLE
    return None if instance.has_store else Refusal.NO_STORE


def may_upload(instance: Instance, visitor: Visitor, now: datetime) -> bool:
    """Whether a visitor may have a file judged; where there is no store, it is only not kept."""
    return refusal(instance, visitor, now) in {None, Refusal.NO_STORE}


def may_be_opened_to_write(instance: Instance) -> bool:
    """Whether anybody at all can keep a plan here."""
    closed = instance.read_only or (instance.public and instance.writer is None)
    return instance.has_store and not closed


def visitor_of(claims: Mapping[str, object], writer: Role | None) -> Visitor:
    """Who the claims of an ID token tell of; somebody unknown where nobody is signed in."""
    issued = claims.get("iat")
    if claims.get("is_logged_in") is not True or writer is None:
        return ANYBODY
    when = float(issued) if isinstance(issued, int | float) and not isinstance(issued, bool) else 0.0
    return Visitor(datetime.fromtimestamp(when).astimezone(), roles_in(claims, writer.claim))


def roles_in(claims: Mapping[str, object], claim: str) -> frozenset[str]:
    """The roles in a claim: one text, or a list of texts. A dot leads into a claim within another."""
    found: object = claims.get(claim)
    if found is None and "." in claim:
        outer, _, inner = claim.partition(".")
        within = claims.get(outer)
        return roles_in(within, inner) if isinstance(within, Mapping) else frozenset()
    held = found if isinstance(found, list) else [found]
    return frozenset(each for each in held if isinstance(each, str))
