"""The web servers that municipalities have, with the rules that lie beside a published site."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.ports import free_port


@dataclass(frozen=True, slots=True)
class Hosted:
    """A site as a web server has it: the folder that it shows, and the folders with rules for it in them."""

    root: Path
    sites: tuple[Path, ...]


@contextmanager
def hosting(program: str, hosted: Hosted, folder: Path) -> Iterator[int]:
    """One of the programs, "nginx" or "apache", over a site; yields its port."""
    readable(hosted.root)
    with nginx(hosted, folder) if program == "nginx" else apache(hosted.root, folder) as found:
        yield found


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


def readable(folder: Path) -> None:
    """Let servers that run as somebody else read a folder."""
    for each in (folder, *folder.parents[:3]):
        with suppress(PermissionError):
            each.chmod(0o755)


@contextmanager
def nginx(hosted: Hosted, folder: Path) -> Iterator[int]:
    """Nginx over a folder, with the rules of the sites in it; yields its port."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    port = free_port()
    rules = [file for site in hosted.sites for file in sorted(site.glob("webbserver/nginx-*.conf"))]
    http, server = (
        " ".join(f"include {file};" for file in rules if file.stem == f"nginx-{block}")
        for block in ("http", "server")
    )
    (folder / "nginx.conf").write_text(
        f"""daemon off; pid {folder}/pid; error_log stderr; user root;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    {http}
    server {{ listen 127.0.0.1:{port}; root {hosted.root}; {server} }}
}}
"""
    )
    with running([program, "-c", str(folder / "nginx.conf"), "-p", str(folder)], port) as found:
        yield found


@contextmanager
def apache(root: Path, folder: Path) -> Iterator[int]:
    """Apache over a folder, which follows the rules that it finds there; yields its port."""
    program = shutil.which("apache2") or shutil.which("apache2", path="/usr/sbin")
    modules = Path("/usr/lib/apache2/modules")
    if program is None or not modules.is_dir():
        pytest.skip("Apache is not installed")
    port = free_port()
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


def ask(port: int, path: str, accept: str = "*/*", method: str = "GET") -> tuple[HTTPResponse, bytes]:
    """One request; no redirect is followed."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, headers={"Accept": accept})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body
