"""The rules that lie beside a site, in the web servers themselves: 303 to what was asked for."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from defusedxml import ElementTree
from rdflib import Graph

from graph.site.publishing import Wanted, publish
from graph.site.sources import plans_in_files
from tests.site_parts import VAGGERYD

pytestmark = [pytest.mark.server, pytest.mark.slow]

# An id that files cannot be called by, one with letters outside ASCII and a blank, and a plain one.
_SLASH = "https://w3id.org/rodatraden/kommun/0665/id/mal/2020%2F7"
_LETTERS = "https://w3id.org/rodatraden/kommun/0665/id/mal/%C3%A5%20%C3%A4"
_PLAIN = "https://w3id.org/rodatraden/kommun/0665/id/vardegrund/omtanke"
_PART = "https://w3id.org/rodatraden/kommun/0665/id/tid/2019-03-01_2019-03-31"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site at the path that its identifiers have, as a web server would have it."""
    folder = tmp_path_factory.mktemp("web")
    goals = sorted(
        {line.split(">")[0][1:] for line in VAGGERYD.read_text().splitlines() if "/id/mal/" in line[:70]}
    )
    text = VAGGERYD.read_text(encoding="utf-8").replace(goals[0], _SLASH).replace(goals[1], _LETTERS)
    plan = folder / "plan.ttl"
    plan.write_text(text, encoding="utf-8")
    site = folder / "www" / "rodatraden" / "kommun" / "0665"
    assert publish(plans_in_files([plan]), site, Wanted(today=date(2025, 4, 1), force=True)).written
    (folder / "www").chmod(0o755)
    for each in (folder, *folder.parents[:2]):
        with suppress(PermissionError):
            each.chmod(0o755)
    return folder / "www"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(command: list[str], port: int) -> Iterator[int]:
    """A web server in the foreground, until it answers and then until the test is done."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if server.poll() is not None:
                assert server.stdout is not None
                raise AssertionError(server.stdout.read().decode())
            time.sleep(0.1)
        try:
            yield port
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def nginx(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    rules = root / "rodatraden" / "kommun" / "0665" / "webbserver"
    (folder / "nginx.conf").write_text(
        f"""daemon off; pid {folder}/pid; error_log stderr; user root;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    include {rules}/nginx-http.conf;
    server {{ listen 127.0.0.1:{port}; root {root}; include {rules}/nginx-server.conf; }}
}}
"""
    )
    with running([program, "-c", str(folder / "nginx.conf"), "-p", str(folder)], port) as found:
        yield found


@pytest.fixture(scope="module")
def apache(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    program = shutil.which("apache2") or shutil.which("apache2", path="/usr/sbin")
    modules = Path("/usr/lib/apache2/modules")
    if program is None or not modules.is_dir():
        pytest.skip("Apache is not installed")
    folder, port = tmp_path_factory.mktemp("apache"), free_port()
    names = ("mpm_event", "authz_core", "mime", "dir", "rewrite", "headers")
    load = "\n".join(f"LoadModule {each}_module {modules}/mod_{each}.so" for each in names)
    (folder / "types").write_text("text/html html\ntext/css css\n")
    (folder / "httpd.conf").write_text(
        f"""ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/errors
{load}
TypesConfig {folder}/types
DocumentRoot {root}
AllowEncodedSlashes NoDecode
<Directory {root}>
    AllowOverride All
    Require all granted
</Directory>
"""
    )
    with running([program, "-f", str(folder / "httpd.conf"), "-DFOREGROUND"], port) as found:
        yield found


@pytest.fixture(params=["nginx", "apache"])
def port(request: pytest.FixtureRequest) -> int:
    found: int = request.getfixturevalue(request.param)
    return found


def ask(port: int, path: str, accept: str = "*/*", method: str = "GET") -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, headers={"Accept": accept})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize("iri", [_PLAIN, _LETTERS, _SLASH, _PART])
@pytest.mark.parametrize(
    ("accept", "suffix", "media_type"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "html", "text/html"),
        ("text/turtle", "ttl", "text/turtle"),
        ("application/ld+json", "jsonld", "application/ld+json"),
        ("application/rdf+xml", "rdf", "application/rdf+xml"),
        ("*/*", "html", "text/html"),
    ],
)
def test_an_identifier_leads_to_what_was_asked_for(
    iri: str, accept: str, suffix: str, media_type: str, port: int
) -> None:
    path = urlsplit(iri).path
    answer, _ = ask(port, path, accept)
    assert answer.status == 303, iri
    assert "Accept" in (answer.headers["Vary"] or "")
    where, anchor = urldefrag(answer.headers["Location"])
    assert where.endswith(f".{suffix}")
    found, body = ask(port, urlsplit(where).path)
    assert found.status == 200, where
    assert found.headers["Content-Type"].partition(";")[0] == media_type
    assert found.headers["Access-Control-Allow-Origin"] == "*"
    assert "frame-ancestors 'none'" in found.headers["Content-Security-Policy"]
    if suffix == "ttl":
        assert iri in {str(each) for each in Graph().parse(data=body, format="turtle").subjects()}
    if iri == _PART:
        assert unquote(anchor) == "2019-03-01_2019-03-31"


def test_the_site_is_shown_and_what_is_not_there_is_said(port: int) -> None:
    answer, body = ask(port, "/rodatraden/kommun/0665/index.html")
    assert answer.status == 200
    assert b"Vaggeryds kommun" in body
    answer, body = ask(port, "/rodatraden/kommun/0665/doc/mal/finns-inte.html")
    assert answer.status == 404
    assert b"Sidan finns inte" in body
    answer, body = ask(port, urlsplit(_PLAIN).path, method="HEAD")
    assert (answer.status, body) == (303, b"")


def test_the_rules_for_iis_are_well_formed(root: Path) -> None:
    rules = ElementTree.parse(root / "rodatraden" / "kommun" / "0665" / "web.config").getroot()
    assert rules is not None
    actions = [each.attrib for each in rules.iter("action")]
    assert {each["redirectType"] for each in actions} == {"SeeOther"}
    known = {each.attrib["fileExtension"] for each in rules.iter("mimeMap")}
    assert {".ttl", ".jsonld", ".rdf", ".trig", ".stml", ".graphml", ".csv"} <= known
    assert sum("/doc/" in each["url"] for each in actions) == 10
