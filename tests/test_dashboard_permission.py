"""Who may bring plans in: the whole truth table, and what the claims of an ID token say of a visitor."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.instance import instance, names_of, opened, told
from dashboard.permission import (
    ANYBODY,
    LONGEST_SIGN_IN,
    Instance,
    Refusal,
    Role,
    Visitor,
    may_be_opened_to_write,
    may_upload,
    refusal,
    roles_in,
    visitor_of,
)
from dashboard.sign_in_file import SignIn
from dashboard.words import words

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WRITER = Role("roles", "planansvarig")
LOCAL = Instance(public=False, read_only=False, has_store=True, writer=None)
SIGN_IN = SignIn(auth={}, scope="openid", writer=WRITER, host="mal.example", secure=True)


def signed_in(*roles: str, ago: timedelta = timedelta(0)) -> Visitor:
    return Visitor(NOW - ago, frozenset(roles))


VISITORS = {
    "nobody": ANYBODY,
    "without role": signed_in("annan"),
    "with role": signed_in("annan", "planansvarig"),
    "with role, yesterday": signed_in("planansvarig", ago=timedelta(hours=24)),
}
# public, sign-in, visitor -> why not, where a store was opened to be written
TABLE = {
    (False, False, "nobody"): None,
    (False, False, "without role"): None,
    (False, False, "with role"): None,
    (False, False, "with role, yesterday"): None,
    (True, False, "nobody"): Refusal.PUBLIC,
    (True, False, "without role"): Refusal.PUBLIC,
    (True, False, "with role"): Refusal.PUBLIC,
    (True, False, "with role, yesterday"): Refusal.PUBLIC,
    (False, True, "nobody"): Refusal.NOT_SIGNED_IN,
    (False, True, "without role"): Refusal.WITHOUT_ROLE,
    (False, True, "with role"): None,
    (False, True, "with role, yesterday"): Refusal.SIGNED_IN_LONG_AGO,
    (True, True, "nobody"): Refusal.NOT_SIGNED_IN,
    (True, True, "without role"): Refusal.WITHOUT_ROLE,
    (True, True, "with role"): None,
    (True, True, "with role, yesterday"): Refusal.SIGNED_IN_LONG_AGO,
}


@pytest.mark.parametrize(("public", "sign_in", "who"), TABLE)
def test_who_may_write_is_the_table(public: bool, sign_in: bool, who: str) -> None:
    expected = TABLE[public, sign_in, who]
    visitor = VISITORS[who]
    writer = WRITER if sign_in else None
    for read_only, has_store in product((False, True), repeat=2):
        how = Instance(public=public, read_only=read_only, has_store=has_store, writer=writer)
        found = refusal(how, visitor, NOW)
        if read_only:
            assert found is Refusal.READ_ONLY
        elif expected is None and not has_store:
            assert found is Refusal.NO_STORE
        else:
            assert found is expected
        assert may_upload(how, visitor, NOW) is (expected is None and not read_only)


def test_the_table_has_every_case() -> None:
    assert set(TABLE) == set(product((False, True), (False, True), VISITORS))


@given(st.booleans(), st.booleans(), st.booleans(), st.sampled_from([None, WRITER]))
def test_what_nobody_may_write_is_not_opened_to_write(
    public: bool, read_only: bool, has_store: bool, writer: Role | None
) -> None:
    how = Instance(public, read_only, has_store, writer)
    somebody = any(refusal(how, visitor, NOW) is None for visitor in VISITORS.values())
    assert may_be_opened_to_write(how) is somebody


def test_a_sign_in_holds_for_a_working_day() -> None:
    how = Instance(public=True, read_only=False, has_store=True, writer=WRITER)
    assert refusal(how, signed_in("planansvarig", ago=LONGEST_SIGN_IN), NOW) is None
    late = LONGEST_SIGN_IN + timedelta(seconds=1)
    assert refusal(how, signed_in("planansvarig", ago=late), NOW) is Refusal.SIGNED_IN_LONG_AGO


@pytest.mark.parametrize(
    ("claims", "claim", "roles"),
    [
        ({"roles": "planansvarig"}, "roles", {"planansvarig"}),
        ({"roles": ["a", "b"]}, "roles", {"a", "b"}),
        ({"roles": ["a", 7, None, ["b"]]}, "roles", {"a"}),
        ({"roles": {"a": True}}, "roles", set()),
        ({"roles": None}, "roles", set()),
        ({}, "roles", set()),
        ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", {"a"}),
        ({"realm_access": "roles"}, "realm_access.roles", set()),
        ({"https://example.se/roles": ["a"]}, "https://example.se/roles", {"a"}),
        ({"roles": "a b"}, "roles", {"a b"}),
    ],
)
def test_roles_are_one_text_or_a_list_of_texts(
    claims: dict[str, object], claim: str, roles: set[str]
) -> None:
    assert roles_in(claims, claim) == roles


@pytest.mark.parametrize(
    "claims",
    [
        {"roles": ["planansvarig"], "iat": NOW.timestamp()},
        {"is_logged_in": False, "roles": ["planansvarig"], "iat": NOW.timestamp()},
        {"is_logged_in": "true", "roles": ["planansvarig"], "iat": NOW.timestamp()},
        {"is_logged_in": True, "roles": ["planansvarig"]},
        {"is_logged_in": True, "roles": ["planansvarig"], "iat": "2026"},
        {"is_logged_in": True, "roles": ["planansvarig"], "iat": True},
        {"is_logged_in": True, "roles": ["Planansvarig"], "iat": NOW.timestamp()},
        {"is_logged_in": True, "iat": NOW.timestamp(), "rt_role": "planansvarig"},
    ],
)
def test_claims_that_do_not_say_it_all_give_no_right(claims: dict[str, object]) -> None:
    how = Instance(public=True, read_only=False, has_store=True, writer=WRITER)
    assert refusal(how, visitor_of(claims, WRITER), NOW) is not None


def test_claims_that_say_it_all_give_the_right() -> None:
    how = Instance(public=True, read_only=False, has_store=True, writer=WRITER)
    claims: dict[str, object] = {"is_logged_in": True, "roles": ["planansvarig"], "iat": NOW.timestamp()}
    assert refusal(how, visitor_of(claims, WRITER), NOW) is None
    assert visitor_of(claims, None) == ANYBODY


def test_every_reason_has_words_for_it_and_for_what_to_do() -> None:
    for why in Refusal:
        assert words()[f"may-not-{why.value}"].sv
        assert words()[f"then-{why.value}"].sv


@pytest.mark.parametrize(
    ("address", "names", "sign_in", "public", "leads"),
    [
        ("127.0.0.1", (), None, False, {"localhost", "127.0.0.1", "::1"}),
        ("127.0.0.7", (), None, False, {"localhost", "127.0.0.1", "::1", "127.0.0.7"}),
        ("::1", (), None, False, {"localhost", "127.0.0.1", "::1"}),
        ("0.0.0.0", (), None, True, None),  # noqa: S104
        ("::", (), None, True, None),
        ("10.1.2.3", (), None, True, None),
        ("127.0.0.1", ("mal.example",), None, True, {"localhost", "127.0.0.1", "::1", "mal.example"}),
        ("127.0.0.1", (), SIGN_IN, True, {"localhost", "127.0.0.1", "::1", "mal.example"}),
        ("10.1.2.3", ("x.example",), None, True, {"localhost", "127.0.0.1", "::1", "10.1.2.3", "x.example"}),
    ],
)
def test_a_dashboard_that_others_can_reach_is_public(
    address: str, names: tuple[str, ...], sign_in: SignIn | None, public: bool, leads: set[str] | None
) -> None:
    how = opened(address, names=names, sign_in=sign_in, read_only=False, has_store=True)
    assert how.public is public
    found = names_of(address, names=names, sign_in=sign_in)
    assert (None if found is None else set(found)) == leads


@given(st.booleans(), st.booleans(), st.booleans(), st.sampled_from([None, WRITER]))
def test_what_the_environment_is_told_is_found_there(
    public: bool, read_only: bool, has_store: bool, writer: Role | None
) -> None:
    how = Instance(public, read_only, has_store, writer)
    with pytest.MonkeyPatch.context() as environment:
        for key, value in told(how).items():
            environment.setenv(key, value)
        environment.setenv("RODATRADEN_DASHBOARD_STORE", "lager" if has_store else "")
        assert instance() == how
