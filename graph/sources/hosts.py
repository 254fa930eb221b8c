"""Which hosts the program may ask, and at which addresses: only those that the user names.

A host is named as `data.exempel.se`, `data.exempel.se:8443` (that port only) or `http://data.exempel.se`
(without encryption too). An address inside a network is reached only when it is named itself: `10.0.0.5`,
`[fd00::5]`, `localhost`, or `data.intern.se=10.0.0.5`, which also says where that name leads. See
docs/decisions/0014.
"""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from graph.errors import NotFetched

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
_LOCAL = "localhost"
_PORTS = {"https": 443, "http": 80}
# In these IPv6 addresses stands an IPv4 address, to which NAT64 translates (RFC 6052).
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class AllowedHost:
    """One host that the user named. `port` None: any; `address` None: where the name leads, if public."""

    host: str
    port: int | None = None
    plain_http: bool = False
    address: Address | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a host as the user named it. Raises NotFetched (E56)."""
        named, leads, address = text.strip().partition("=")
        plain_http = named.lower().startswith("http://")
        named = re.sub(r"^https?://", "", named, flags=re.IGNORECASE).rstrip("/")
        found = re.fullmatch(r"(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?", named)
        bare = named if found is None else found[1].strip("[]")
        host = spelled(bare)
        led = _address(address.strip("[]"))
        port = int(found[2]) if found and found[2] else None
        if not host or (leads and led is None) or (port is not None and not 0 < port < 1 << 16):
            raise NotFetched("E56", {"value": text})
        return cls(host, port, plain_http or _is_loopback(host), led)


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """All hosts that may be asked."""

    hosts: tuple[AllowedHost, ...] = ()

    @classmethod
    def named(cls, texts: Iterable[str]) -> Self:
        """The hosts that the user named. Raises NotFetched (E56)."""
        return cls(tuple(AllowedHost.parse(text) for text in texts if text.strip()))

    def entry(self, url: str, scheme: str, host: str, port: int | None) -> AllowedHost:
        """The entry that lets an address of the web be asked.

        Raises NotFetched: E57 for a host that was not named, E58 for http where only https was.
        """
        wanted = port or _PORTS.get(scheme, 0)
        found = [each for each in self.hosts if each.host == spelled(host) and each.port in {None, wanted}]
        if not found:
            shown = f"[{host}]" if ":" in host else host
            raise NotFetched("E57", {"url": url, "value": shown})
        if scheme == "http":
            found = [each for each in found if each.plain_http]
        if not found:
            raise NotFetched("E58", {"url": url, "value": host})
        return max(found, key=lambda each: each.address is not None)


def addresses_to_ask(url: str, entry: AllowedHost, resolved: Iterable[str]) -> list[Address]:
    """The addresses at which a host may be asked: all that its name leads to, if each of them may be.

    Raises NotFetched (E59) where one of them lies inside a network and was not named.
    """
    if entry.address is not None:
        return [entry.address]
    own = _address(entry.host)
    addresses = [own] if own is not None else [each for text in resolved if (each := _address(text))]
    for address in addresses:
        local = entry.host == _LOCAL and address.is_loopback
        if own is None and not local and not is_public(address):
            raise NotFetched("E59", {"url": url, "value": entry.host, "address": str(address)})
    return addresses


def refuse_the_way_in(url: str, host: str, addresses: Iterable[Address]) -> None:
    """Refuse to be sent into a network from outside it, whether or not the user named what lies there.

    `addresses` are those that the host may be asked at; the host itself may be one. Raises NotFetched (E83).
    """
    own = _address(host.strip("[]"))
    for address in (*([own] if own is not None else []), *addresses):
        if not is_public(address):
            raise NotFetched("E83", {"url": url, "address": str(address)})


def all_public(addresses: Iterable[Address]) -> bool:
    """Whether each of some addresses is one of the open internet."""
    return all(map(is_public, addresses))


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, whatever other address is hidden in it."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _TRANSLATED:
            return is_public(ipaddress.IPv4Address(address.packed[-4:]))
        # 6to4 leads on to an address hidden in it, and nobody is reached that way any more (RFC 7526)
        if address.is_site_local or address.sixtofour is not None:
            return False
    inside = address.is_loopback or address.is_link_local or address.is_unspecified
    return address.is_global and not (inside or address.is_multicast or address.is_reserved)


def spelled(host: str) -> str:
    """A host's name in its one spelling: small letters, ASCII, no full stop last; "" where it is no name."""
    address = _address(host.strip("[]"))
    if address is not None:
        return str(address)
    try:
        name = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    # a name of digits alone is an address in disguise: 2130706433, 0x7f.1
    last = name.rpartition(".")[2]
    return name if _NAME.fullmatch(name) and not re.fullmatch(r"\d+|0x[0-9a-f]*", last) else ""


def _address(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _is_loopback(host: str) -> bool:
    address = _address(host)
    return host == _LOCAL or (address is not None and address.is_loopback)
