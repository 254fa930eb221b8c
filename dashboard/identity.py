"""Who sent a request, by the cookie that Streamlit signed when somebody signed in."""

import json
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
