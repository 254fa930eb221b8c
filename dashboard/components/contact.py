"""Who stands behind what is shown, and where to turn with questions about it."""

from dataclasses import dataclass

from graph.model import Plan
from shapes.findings import Language


@dataclass(frozen=True, slots=True)
class Reach:
    """A function and its address; `email` is empty, or an address without `mailto:`."""

    name: str
    email: str


def contact_of(plan: Plan | None) -> Reach | None:
    """The plan's own contact, where it has one."""
    contact = plan.contact if plan else None
    if contact is None:
        return None
    email = (contact.email or "").removeprefix("mailto:")
    # what is no plain address is shown as text and never becomes a link
    plain = email.count("@") == 1 and not any(sign.isspace() or sign in "\"<>'?&" for sign in email)
    return Reach(contact.name or "", email if plain else "") if contact.name or plain else None


def published_by(plan: Plan | None, language: Language) -> str:
    """The municipality's name; empty where no plan is shown or none is named."""
    return plan.municipality.name(language) if plan and plan.municipality else ""
