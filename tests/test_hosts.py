"""Only hosts that the user named are asked, and no address inside a network unless it was named."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import NotFetched
from graph.sources.hosts import AllowedHost, AllowedHosts, addresses_to_ask, is_public, spelled

URL = "https://data.exempel.se/plan.ttl"


def allowed(*texts: str) -> AllowedHosts:
    return AllowedHosts.named(texts)


def refusal(hosts: AllowedHosts, host: str, scheme: str = "https", port: int | None = None) -> str:
    with pytest.raises(NotFetched) as caught:
        hosts.entry(URL, scheme, host, port)
    return caught.value.code


def test_a_named_host_may_be_asked_however_it_is_spelled() -> None:
    for named in ("data.exempel.se", "DATA.exempel.se.", "https://data.exempel.se/"):
        for host in ("data.exempel.se", "Data.Exempel.SE", "data.exempel.se."):
            assert allowed(named).entry(URL, "https", host, None).host == "data.exempel.se"
    assert (
        allowed("åre.exempel.se")
        .entry(URL, "https", "åre".encode("idna").decode() + ".exempel.se", None)
        .host
    )


@pytest.mark.parametrize(
    "host",
    [
        "exempel.se",
        "x.data.exempel.se",
        "data.exempel.se.evil.example",
        "evildata.exempel.se",
        "127.0.0.1",
        "",
    ],
)
def test_no_other_host_may(host: str) -> None:
    assert refusal(allowed("data.exempel.se"), host) == "E57"


def test_nobody_is_asked_when_nobody_is_named() -> None:
    assert refusal(allowed(), "data.exempel.se") == "E57"
    assert refusal(allowed(" ", ""), "data.exempel.se") == "E57"


def test_a_port_that_was_named_is_the_only_one() -> None:
    one = allowed("data.exempel.se:8443")
    assert one.entry(URL, "https", "data.exempel.se", 8443).host
    assert refusal(one, "data.exempel.se") == "E57"
    assert allowed("data.exempel.se:443").entry(URL, "https", "data.exempel.se", None).host
    assert allowed("data.exempel.se").entry(URL, "https", "data.exempel.se", 8443).host


def test_http_only_where_it_was_named_or_on_this_machine() -> None:
    assert refusal(allowed("data.exempel.se"), "data.exempel.se", "http") == "E58"
    assert allowed("http://data.exempel.se").entry(URL, "http", "data.exempel.se", None).host
    assert allowed("http://data.exempel.se").entry(URL, "https", "data.exempel.se", None).host
    for host in ("localhost", "127.0.0.1", "[::1]"):
        assert allowed(host).entry(URL, "http", host, 8080).host
    assert refusal(allowed("10.0.0.5"), "10.0.0.5", "http") == "E58"


@pytest.mark.parametrize(
    "text",
    ["*", "*.exempel.se", "data.exempel.se/plan", "a b", "data.exempel.se:0", "data.exempel.se:99999", "x:y",
     "data.exempel.se=", "data.exempel.se=intern", "2130706433", "0x7f.1", "127.1", "http://", "-a.se",
     "a..se"],
)  # fmt: skip
def test_what_is_no_host_is_refused(text: str) -> None:
    with pytest.raises(NotFetched) as caught:
        AllowedHost.parse(text)
    assert caught.value.code == "E56"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.8.8.8", "10.0.0.5", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
     "0.0.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1",
     "::", "fe80::1", "fd00::5", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.5",
     "2002:7f00:1::", "2002:a00:5::1", "2002:808:808::1",
     "64:ff9b::7f00:1", "64:ff9b::a00:5", "64:ff9b:1::1", "2001:db8::1", "2001::1", "100::1"],
)  # fmt: skip
def test_addresses_inside_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    with pytest.raises(NotFetched) as caught:
        addresses_to_ask(URL, AllowedHost("data.exempel.se"), [address])
    assert caught.value.code == "E59"
    with pytest.raises(NotFetched):
        addresses_to_ask(URL, AllowedHost("data.exempel.se"), ["93.184.216.34", address])


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_addresses_of_the_open_internet_are(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
    assert addresses_to_ask(URL, AllowedHost("data.exempel.se"), [address])


def test_an_address_that_was_named_is_reached() -> None:
    for text in ("10.0.0.5", "[fd00::5]", "127.0.0.1", "::1"):
        entry = AllowedHost.parse(text)
        assert [str(each) for each in addresses_to_ask(URL, entry, [])] == [text.strip("[]")]
    led = AllowedHost.parse("data.intern.se=10.0.0.5")
    assert [str(each) for each in addresses_to_ask(URL, led, ["8.8.8.8"])] == ["10.0.0.5"]


def test_localhost_is_this_machine_and_no_other() -> None:
    localhost = AllowedHost.parse("localhost")
    assert addresses_to_ask(URL, localhost, ["127.0.0.1", "::1"])
    with pytest.raises(NotFetched):
        addresses_to_ask(URL, localhost, ["10.0.0.5"])


def test_that_one_inside_was_named_opens_no_way_for_another_name() -> None:
    hosts = allowed("10.0.0.5", "data.exempel.se")
    entry = hosts.entry(URL, "https", "data.exempel.se", None)
    with pytest.raises(NotFetched):
        addresses_to_ask(URL, entry, ["10.0.0.5"])


@given(st.ip_addresses(v=4))
def test_an_address_is_public_or_not_however_it_is_wrapped(address: ipaddress.IPv4Address) -> None:
    mapped = ipaddress.IPv6Address(b"\0" * 10 + b"\xff\xff" + address.packed)
    translated = ipaddress.IPv6Address(ipaddress.IPv6Address("64:ff9b::").packed[:12] + address.packed)
    assert is_public(mapped) == is_public(translated) == is_public(address)


@given(st.text(max_size=30))
def test_any_text_is_a_name_in_one_spelling_or_none(text: str) -> None:
    name = spelled(text)
    assert spelled(name) == name
