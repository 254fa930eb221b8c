"""Redirects: each step is judged anew, and none leads from outside into a closed network."""

import time
from collections.abc import Iterator

import pytest

from tests.test_remote import HERE, PLAN, dripping, fetcher, refusal, web
from tests.web import Answer, Web, sent_on, serving

pytestmark = pytest.mark.server

__all__ = ["web"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_one_follows_where_one_is_sent(web: Web, status: int) -> None:
    web.answers["/id/plan/2024"] = sent_on("/plan.ttl", status)
    got = fetcher().fetch(web.url("/id/plan/2024"))
    assert (got.url, got.at, got.data) == (web.url("/id/plan/2024"), web.url("/plan.ttl"), PLAN)


def test_not_in_circles(web: Web) -> None:
    web.answers["/a"] = sent_on("/b")
    web.answers["/b"] = sent_on("/a")
    assert "fler än 5 gånger" in str(refusal(fetcher(), web.url("/a")))
    assert len(web.asked) == 6


def test_not_to_a_host_that_was_not_named(web: Web) -> None:
    web.answers["/a"] = sent_on(web.url("/plan.ttl", "annan.exempel.se"))
    error = refusal(fetcher(), web.url("/a"))
    assert error.code == "E57"
    assert "--allow-host annan.exempel.se" in str(error)


def test_not_to_an_address_inside(web: Web) -> None:
    """The one that is sent to is another machine's, and then the same by another spelling."""
    with serving("127.0.0.2") as inside:
        for target in ("127.0.0.2", "127.2", "2130706434", "0x7f000002", "[::ffff:127.0.0.2]", "localhost"):
            web.answers["/a"] = sent_on(f"http://{target}:{inside.port}/hemligt.ttl")
            assert refusal(fetcher(f"http://{HERE}"), web.url("/a", "data.exempel.se")).code in {"E57", "E60"}
        assert inside.asked == []


def test_not_by_a_name_that_leads_inside(web: Web) -> None:
    """Named or not: the name alone is not leave to look inside."""
    web.answers["/a"] = sent_on(web.url("/plan.ttl", "annan.exempel.se"))
    asking = fetcher(f"http://{HERE}", "http://annan.exempel.se", resolve=lambda *_: ["127.0.0.1"])
    error = refusal(asking, web.url("/a", "data.exempel.se"))
    assert error.code == "E59"
    assert "--allow-host annan.exempel.se=127.0.0.1" in str(error)
    assert [path for path, _ in web.asked] == ["/a"]


def test_not_from_outside_to_an_address_inside_that_was_named(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies inside is fetched when it is asked for itself, and from there one may be sent on there."""
    # as if the first server were of the open internet
    monkeypatch.setattr("graph.sources.hosts.is_public", lambda address: str(address) != "127.0.0.2")
    with serving("127.0.0.2") as inside:
        inside.answers["/plan.ttl"] = Answer(PLAN)
        inside.answers["/b"] = sent_on("/plan.ttl")
        named = ("127.0.0.1", "127.0.0.2", "http://intern.exempel.se=127.0.0.2")
        for host in ("127.0.0.2", "intern.exempel.se"):
            web.answers["/a"] = sent_on(inside.url("/plan.ttl", host))
            error = refusal(fetcher(*named), web.url("/a"))
            assert error.code == "E83"
            assert f"Dit skickade {web.url('/a')} vidare." in str(error)
            assert inside.asked == []
        # one that was not named is not offered to be named
        web.answers["/a"] = sent_on(inside.url("/plan.ttl", "127.0.0.2"))
        assert refusal(fetcher("127.0.0.1"), web.url("/a")).code == "E83"
        assert inside.asked == []
        assert fetcher(*named).fetch(inside.url("/b", "intern.exempel.se")).data == PLAN


def test_one_is_told_who_sent_one_on(web: Web) -> None:
    web.answers["/a"] = sent_on("file:///etc/passwd")
    error = refusal(fetcher(), web.url("/a"))
    assert error.code == "E60"
    assert web.url("/a") in str(error)
    assert "skickade" not in str(refusal(fetcher(), "file:///etc/passwd"))


def test_steps_on_the_way_count_towards_the_time(web: Web) -> None:
    def slowly() -> Iterator[bytes]:
        time.sleep(0.4)
        yield b""

    for step in range(5):
        web.answers[f"/{step}"] = Answer(slowly, 302, {"Location": f"/{step + 1}"})
    web.answers["/5"] = Answer(dripping)
    assert refusal(fetcher(seconds=0.6), web.url("/0")).code == "E62"
