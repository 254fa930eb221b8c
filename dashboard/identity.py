"""Who sent a request, by the cookie that Streamlit signed when somebody signed in."""

import json
import logging
from collections.abc import Mapping

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME


def claims_of(cookies: Mapping[str, str]) -> Mapping[str, object]:
    """The claims of the ID token behind a request's cookies; none where the signature is not ours.

    For what Streamlit answers outside a visit, such as an upload; within one, `session.visitor` asks st.user.
    """

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1")) if value else None

    try:
        content = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
        claims = json.loads(content) if content else {}
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def tell_why_sign_ins_fail() -> None:
    """Let whoever runs the dashboard see on stderr, in one line each, why somebody could not sign in."""
    logger = logging.getLogger("streamlit.web.server.starlette.starlette_auth_routes")
    logger.setLevel(logging.WARNING)
    logger.addFilter(_in_one_line)


def _in_one_line(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    said = record.getMessage()
    if error is not None:
        record.msg, record.args, record.exc_info = f"{said} {error!r}", (), None
    # that one comes whenever somebody has signed out
    return not said.startswith("Missing provider for OAuth callback")
