"""A small real OpenID Connect provider on this machine: code flow with PKCE, ID tokens signed with RS256."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "rodatraden-prov", "inte-hemligt-bara-ett-prov"


@dataclass
class Provider:
    """Who can sign in, by name, and what the ID token says of each; all that was asked of it."""

    people: Mapping[str, Mapping[str, object]]
    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "prov", "use": "sig"}))
    signing: RSAKey | None = None
    away: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    signed_out: list[str] = field(default_factory=list)

    @property
    def metadata_url(self) -> str:
        """Where a client finds all the rest."""
        return f"{self.issuer}/.well-known/openid-configuration"

    def metadata(self) -> dict[str, object]:
        """What OpenID Connect Discovery says."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def code_for(self, person: str, asked: Mapping[str, str]) -> str:
        """A code that stands for one who signed in, to be used once."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**asked, "person": person}
        return code

    def token(self, said: Mapping[str, str], authorization: str) -> dict[str, object] | None:
        """The tokens for a code; None where anything about the request is wrong."""
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(said.get("code", ""), None)
        digest = hashlib.sha256(said.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            authorization != f"Basic {basic}"
            or asked is None
            or asked["redirect_uri"] != said.get("redirect_uri")
            or asked.get("code_challenge") != challenge
        ):
            self.refused.append(said.get("code", ""))
            return None
        now = int(time.time())
        claims: dict[str, object] = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": hashlib.sha256(asked["person"].encode()).hexdigest()[:12],
            "iat": now,
            "exp": now + 3600,
            "nonce": asked.get("nonce", ""),
            **self.people[asked["person"]],
        }
        signed = jwt.encode({"alg": "RS256", "kid": "prov"}, claims, self.signing or self.key)
        return {"access_token": secrets.token_urlsafe(8), "token_type": "Bearer", "id_token": signed}


class _Server(ThreadingHTTPServer):
    def __init__(self, provider: Provider) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.provider = provider


class _Handler(BaseHTTPRequestHandler):
    @property
    def provider(self) -> Provider:
        assert isinstance(self.server, _Server)
        return self.server.provider

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        asked = {key: values[-1] for key, values in parse_qs(where.query).items()}
        match "away" if self.provider.away else where.path:
            case "/.well-known/openid-configuration":
                self._json(self.provider.metadata())
            case "/jwks":
                self._json({"keys": [self.provider.key.as_dict(private=False)]})
            case "/authorize":
                self._page(asked)
            case "/logout":
                self.provider.signed_out.append(asked.get("id_token_hint", ""))
                self._to(asked["post_logout_redirect_uri"])
            case _:
                self.send_error(404)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        said = {key: values[-1] for key, values in parse_qs(self.rfile.read(length).decode()).items()}
        if self.path == "/token":
            tokens = self.provider.token(said, self.headers.get("Authorization", ""))
            self._json(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)
            return
        code = self.provider.code_for(said["person"], said)
        self._to(f"{said['redirect_uri']}?{urlencode({'code': code, 'state': said['state']})}")

    def _page(self, asked: Mapping[str, str]) -> None:
        hidden = "".join(
            f'<input type="hidden" name="{escape(key)}" value="{escape(value)}">'
            for key, value in asked.items()
        )
        buttons = "".join(
            f'<button name="person" value="{escape(name)}">{escape(name)}</button>'
            for name in self.provider.people
        )
        page = (
            '<!DOCTYPE html><html lang="sv"><title>Prov</title>'
            f'<form method="post" action="/signed-in">{hidden}{buttons}</form></html>'
        )
        self._send(200, "text/html; charset=utf-8", page.encode())

    def _to(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _json(self, value: Mapping[str, object], status: int = 200) -> None:
        self._send(status, "application/json", json.dumps(value).encode())

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - so it is called
        """Say nothing."""


@contextmanager
def provider(people: Mapping[str, Mapping[str, object]]) -> Iterator[Provider]:
    """A provider that listens on localhost until the end."""
    found = Provider(people)
    server = _Server(found)
    found.issuer = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
