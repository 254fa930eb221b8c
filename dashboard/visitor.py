"""Who makes the visit, as far as that decides who may write, and the way in and out for those who sign in."""

from datetime import UTC, datetime

import streamlit as st

from dashboard import permission
from dashboard.instance import instance
from dashboard.permission import ANYBODY, Refusal, Visitor, visitor_of


def visitor() -> Visitor:
    """Who makes the visit, by the ID token of the one who signed in."""
    writer = instance().writer
    return visitor_of(st.user.to_dict(), writer) if writer else ANYBODY


def refusal() -> Refusal | None:
    """Why this visitor may not keep a plan; None for one who may."""
    return permission.refusal(instance(), visitor(), datetime.now(UTC))


def role_to_write() -> str:
    """The role that lets a visitor write; empty where nobody signs in."""
    writer = instance().writer
    return writer.name if writer else ""


def can_sign_in() -> bool:
    """Whether visitors sign in here."""
    return instance().writer is not None


def is_signed_in() -> bool:
    """Whether this visitor has signed in."""
    return visitor().signed_in is not None


def usual_name() -> str:
    """Who keeps a plan unless something else is written: the role of the one who is signed in."""
    return role_to_write() if is_signed_in() else ""


def sign_in() -> None:
    """Send the visitor to where people sign in."""
    st.login()


def sign_out() -> None:
    """Forget who makes the visit."""
    st.logout()
