"""Fetching: real servers on this machine, each with its own way of being bad."""

import hashlib
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graph.errors import NotFetched
from graph.sources.hosts import AllowedHosts
from graph.sources.remote import Fetched, Fetcher, Limits, Resolve
from tests.web import Answer, Web, packed, packed_zeros, serving

pytestmark = pytest.mark.server

PLAN = b"<https://data.exempel.se/id/plan/2024> a <https://w3id.org/rodatraden/ns#Plan> .\n"
HERE = "data.exempel.se=127.0.0.1"


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as running:
        running.answers["/plan.ttl"] = Answer(PLAN)
        yield running


def fetcher(*hosts: str, size: int = 1 << 20, seconds: float = 10, resolve: Resolve | None = None) -> Fetcher:
    return Fetcher(AllowedHosts.named(hosts or ("127.0.0.1",)), Limits(size, seconds), resolve)


def refusal(asking: Fetcher, url: str) -> NotFetched:
    with pytest.raises(NotFetched) as caught:
        asking.fetch(url)
    assert all(caught.value.sentences(language) for language in ("sv", "en"))
    return caught.value


def test_what_is_there_comes_whole(web: Web) -> None:
    got = fetcher().fetch(web.url("/plan.ttl"))
    assert got == Fetched(web.url("/plan.ttl"), web.url("/plan.ttl"), ".ttl", PLAN)
    assert got.sha256 == hashlib.sha256(PLAN).hexdigest()
    assert got.name == "plan.ttl"


def test_rdf_is_asked_for(web: Web) -> None:
    fetcher(f"http://{HERE}").fetch(web.url("/plan.ttl", "data.exempel.se"))
    ((_, headers),) = web.asked
    assert headers["Accept"].startswith("text/turtle")
    assert "application/ld+json" in headers["Accept"]
    assert headers["Host"] == f"data.exempel.se:{web.port}"
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_a_name_that_changes_its_mind_is_looked_up_once(web: Web) -> None:
    """DNS rebinding: a public address for the judge, this machine for the connection."""
    leads = iter([["203.0.113.9"], ["127.0.0.1"], ["127.0.0.1"]])
    looked_up: list[str] = []

    def resolve(host: str, _: int) -> list[str]:
        looked_up.append(host)
        return next(leads)

    asking = fetcher("http://data.exempel.se", resolve=resolve, seconds=2)
    assert refusal(asking, web.url("/plan.ttl", "data.exempel.se")).code == "E59"
    assert looked_up == ["data.exempel.se"]
    assert web.asked == []


def test_the_connection_goes_to_the_address_that_was_judged(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is looked up by nobody else: the test's own guard would refuse it."""
    looked_up: list[str] = []

    def resolve(host: str, _: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.9", "127.0.0.1"]

    # as if these addresses were of the open internet
    monkeypatch.setattr("graph.sources.hosts.is_public", lambda _: True)
    got = fetcher("http://data.exempel.se", resolve=resolve).fetch(web.url("/plan.ttl", "data.exempel.se"))
    assert got.data == PLAN
    assert looked_up == ["data.exempel.se"]


def test_http_is_not_asked_where_https_was_named(web: Web) -> None:
    assert refusal(fetcher(HERE), web.url("/plan.ttl", "data.exempel.se")).code == "E58"
    assert web.asked == []


def test_proxies_and_passwords_of_the_environment_are_not_used(
    web: Web, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with serving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url(""))
        fetcher().fetch(web.url("/plan.ttl"))
        assert proxy.asked == []
    assert "Authorization" not in web.asked[0][1]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://data.exempel.se/plan.ttl", "bara https och http"),
        ("file:///etc/passwd", "bara https och http"),
        ("https://", "bara https och http"),
        ("https://data.exempel.se:999999/", "ingen webbadress"),
        ("https://anna:hemligt@data.exempel.se/plan.ttl", "lösenord"),
    ],
)
def test_an_address_that_cannot_be_asked(url: str, reason: str) -> None:
    error = refusal(fetcher("data.exempel.se"), url)
    assert error.code == "E60"
    assert reason in str(error)
    assert "hemligt" not in str(error)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(401, "kräver inloggning"), (403, "kräver inloggning"), (404, "finns ingenting"), (406, "inget format"),
     (410, "dragits tillbaka"), (500, "svarade 500"), (204, "svarade 204"), (304, "svarade 304")],
)  # fmt: skip
def test_an_answer_without_a_plan(web: Web, status: int, reason: str) -> None:
    web.answers["/nej"] = Answer(b"", status)
    error = refusal(fetcher(), web.url("/nej"))
    assert error.code == "E64"
    assert reason in str(error)


@pytest.mark.parametrize(
    "content_type", ["text/html; charset=utf-8", "application/pdf", "image/png", "text/plain"]
)
def test_content_of_another_type(web: Web, content_type: str) -> None:
    web.answers["/sida"] = Answer(PLAN, content_type=content_type)
    error = refusal(fetcher(), web.url("/sida"))
    assert error.code == "E63"
    assert content_type in str(error)


@pytest.mark.parametrize(
    ("content_type", "path", "suffix"),
    [
        ("text/turtle;charset=utf-8", "/x", ".ttl"),
        ("application/trig", "/x", ".trig"),
        ("application/n-quads", "/x", ".nq"),
        ("application/n-triples", "/x", ".nt"),
        ("application/ld+json", "/x", ".jsonld"),
        ("application/json", "/x", ".jsonld"),
        ("application/rdf+xml", "/x", ".rdf"),
        ("text/xml", "/x", ".xml"),
        ("application/xml", "/x.stml", ".xml"),
        ("text/plain", "/x.ttl", ".ttl"),
        ("application/octet-stream", "/x.stml", ".stml"),
        ("application/vnd.sealedmedia.softseal.html", "/x.stml", ".stml"),
        (None, "/x.nq", ".nq"),
    ],
)
def test_how_an_answer_is_read(web: Web, content_type: str | None, path: str, suffix: str) -> None:
    web.answers[path] = Answer(PLAN, content_type=content_type)
    got = fetcher().fetch(web.url(path))
    assert got.suffix == suffix
    assert got.name.endswith(suffix)


def endless() -> Iterator[bytes]:
    while True:
        yield b"# aldrig slut\n" * 1000


def dripping() -> Iterator[bytes]:
    while True:
        yield b"#"
        time.sleep(0.05)


def test_a_body_without_end(web: Web) -> None:
    web.answers["/a.ttl"] = Answer(endless)
    error = refusal(fetcher(size=1 << 18), web.url("/a.ttl"))
    assert error.code == "E61"
    assert "0.25 MB" in str(error)


def test_a_body_that_says_beforehand_that_it_is_too_large(web: Web) -> None:
    web.answers["/a.ttl"] = Answer(b"#", headers={"Content-Length": str(1 << 30)})
    assert refusal(fetcher(), web.url("/a.ttl")).code == "E61"


def test_a_body_that_drips(web: Web) -> None:
    web.answers["/a.ttl"] = Answer(dripping)
    began = time.monotonic()
    assert refusal(fetcher(seconds=0.5), web.url("/a.ttl")).code == "E62"
    assert time.monotonic() - began < 5


def test_a_server_that_never_answers() -> None:
    with serving() as silent:
        enough = threading.Event()

        def in_silence() -> Iterator[bytes]:
            enough.wait(5)
            yield b""

        silent.answers["/a.ttl"] = Answer(in_silence)
        assert refusal(fetcher(seconds=0.3), silent.url("/a.ttl")).code == "E62"
        enough.set()


def test_a_bomb_of_gzip_is_stopped_when_it_unpacks(web: Web) -> None:
    bomb = packed_zeros(64 << 20)
    assert len(bomb) < 1 << 17
    web.answers["/a.ttl"] = Answer(bomb, headers={"Content-Encoding": "gzip"})
    assert refusal(fetcher(size=1 << 20), web.url("/a.ttl")).code == "E61"


@pytest.mark.parametrize("body", [packed(PLAN), packed(PLAN[:40]) + packed(PLAN[40:])])
def test_what_is_packed_is_unpacked(web: Web, body: bytes) -> None:
    web.answers["/a.ttl"] = Answer(body, headers={"Content-Encoding": "gzip"})
    assert fetcher().fetch(web.url("/a.ttl")).data == PLAN


@pytest.mark.parametrize("body", [packed(PLAN)[:-12], b"inte gzip", packed(PLAN) + b"skrap"])
def test_what_is_packed_badly(web: Web, body: bytes) -> None:
    web.answers["/a.ttl"] = Answer(body, headers={"Content-Encoding": "gzip"})
    assert refusal(fetcher(), web.url("/a.ttl")).code == "E64"


@pytest.mark.parametrize("packing", ["br", "deflate", "gzip, gzip", "hittepa"])
def test_what_is_packed_otherwise(web: Web, packing: str) -> None:
    web.answers["/a.ttl"] = Answer(PLAN, headers={"Content-Encoding": packing})
    error = refusal(fetcher(), web.url("/a.ttl"))
    assert error.code == "E64"
    assert packing in str(error)


def test_half_a_body(web: Web) -> None:
    web.answers["/a.ttl"] = Answer(PLAN, headers={"Content-Length": str(len(PLAN) + 10)})
    assert refusal(fetcher(), web.url("/a.ttl")).code == "E64"


def test_nobody_there() -> None:
    with serving() as gone:
        url = gone.url("/a.ttl")
    error = refusal(fetcher(seconds=5), url)
    assert error.code == "E64"
    assert "ingen svarar på den adressen" in str(error)


def test_a_name_that_leads_nowhere() -> None:
    def resolve(host: str, _: int) -> list[str]:
        raise OSError(f"no {host}")

    error = refusal(fetcher("data.exempel.se", resolve=resolve), "https://data.exempel.se/a.ttl")
    assert error.code == "E64"
    assert "värden data.exempel.se finns inte" in str(error)
    assert (
        refusal(fetcher("data.exempel.se", resolve=lambda *_: []), "https://data.exempel.se/").code == "E64"
    )


def test_a_name_that_takes_its_time() -> None:
    enough = threading.Event()

    def resolve(*_: object) -> list[str]:
        enough.wait(10)
        return []

    began = time.monotonic()
    asking = fetcher("data.exempel.se", seconds=0.3, resolve=resolve)
    assert refusal(asking, "https://data.exempel.se/a.ttl").code == "E62"
    assert time.monotonic() - began < 5
    enough.set()


def test_progress_is_told(web: Web) -> None:
    body = PLAN * 5000
    web.answers["/a.ttl"] = Answer(body, headers={"Content-Length": str(len(body))})
    told: list[tuple[int, int | None]] = []
    fetcher().fetch(web.url("/a.ttl"), lambda *so_far: told.append(so_far))
    assert told[-1] == (len(body), len(body))
    assert [received for received, _ in told] == sorted(received for received, _ in told)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for data.exempel.se, signed by itself, with its key."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "data.exempel.se")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("data.exempel.se")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "cert.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return path


@pytest.fixture
def encrypted(certificate: Path) -> Iterator[Web]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(context=context) as running:
        running.answers["/plan.ttl"] = Answer(PLAN)
        yield running


def test_the_certificate_is_judged_by_the_name_and_not_by_the_address(
    encrypted: Web, certificate: Path
) -> None:
    trust = ssl.create_default_context(cafile=str(certificate))
    hosts = AllowedHosts.named([HERE, "annan.exempel.se=127.0.0.1", "127.0.0.1"])
    asking = Fetcher(hosts, Limits(seconds=10), trust=trust)
    assert asking.fetch(encrypted.url("/plan.ttl", "data.exempel.se", "https")).data == PLAN
    for host in ("annan.exempel.se", "127.0.0.1"):
        error = refusal(asking, encrypted.url("/plan.ttl", host, "https"))
        assert error.code == "E64"
        assert "certificate" in str(error).lower()


def test_a_certificate_of_nobodys_is_refused(encrypted: Web) -> None:
    assert refusal(fetcher(HERE), encrypted.url("/plan.ttl", "data.exempel.se", "https")).code == "E64"
