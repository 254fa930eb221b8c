"""How a plain web server answers the identifiers: with 303 to the page or the data, by what is asked for.

A static site cannot do that by itself, so the rules lie beside it, for the servers that municipalities have.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from html import escape
from typing import Final
from urllib.parse import urlsplit

from graph.export.dcat.catalogue import SEGMENTS
from graph.export.formats import FORMATS
from graph.site.description import SERIALISATIONS
from graph.site.former import Former, replaced, withdrawn
from graph.site.ground import Ground
from graph.site.pages import POLICY
from graph.site.places import OUTSIDE, PARTS, Place
from graph.site.standing import CATALOGUE, GONE, NOT_FOUND, OPEN_DATA

# What a server must be told, since it may not know these: IIS answers 404 for a suffix that it does not know.
_TYPES: Final = {
    **{each.suffixes[0].rpartition(".")[2]: each.media_type for each in FORMATS.values() if each.is_data},
    **{each.suffix: each.media_type for each in SERIALISATIONS.values()},
}
_HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# In this order: a browser says that it takes everything, but asks for HTML first.
_ASKED: Final = (
    ("html", r"text/html"),
    *((each.suffix, each.media_type.replace("+", r"\+")) for each in SERIALISATIONS.values()),
)
_PARTS: Final = "|".join(sorted(PARTS))
# What the catalogue alone tells of: for people the page with the open data, for others the catalogue. Portals
# ask for no format in particular, and read RDF/XML.
_CATALOGUED: Final = "|".join(SEGMENTS)
_CATALOGUE_ASKED: Final = (
    (OPEN_DATA, r"text/html"),
    *((f"{CATALOGUE}.{suffix}", pattern) for suffix, pattern in _ASKED if suffix != "html"),
)


def server_files(ground: Ground, former: Former) -> Mapping[str, str]:
    """The rules for each kind of server, by the file that they lie in; `former` is published no more."""
    return {
        ".htaccess": _apache(ground, former),
        "web.config": _iis(ground, former),
        "webbserver/nginx-http.conf": _nginx_http(ground, former),
        "webbserver/nginx-server.conf": _nginx_server(ground),
    }


def shared_server_files(path: str, *, catalogue: bool) -> Mapping[str, str]:
    """The rules for what several municipalities share, by file; `path` is that of the site at its host.

    The rules of each municipality lie in its own folder.
    """
    said = "Det som kommunerna delar. Varje kommuns regler ligger i dess egen mapp."
    catalogue_rules = [
        "<IfModule mod_rewrite.c>",
        "    RewriteEngine On",
        _apache_catalogue(path),
        "</IfModule>",
    ]
    apache = [f"# {said}", *_apache_files(path), *(catalogue_rules if catalogue else ())]
    iis = [_iis_rule("gemensam katalog", f"^{CATALOGUE}$", f"{path}{CATALOGUE}.rdf", "")] if catalogue else []
    nginx = [f"# {said}", *_nginx_files(path)[0 if catalogue else 3 :]]
    return {
        ".htaccess": "\n".join(apache) + "\n",
        "web.config": _iis_settings(iis, said),
        "webbserver/nginx-server.conf": "\n".join(nginx) + "\n",
    }


def _renamed(ground: Ground) -> list[tuple[str, str]]:
    """Identifiers whose documents have other names: below the base, with the path of the document."""
    found = [
        (iri.removeprefix(f"{ground.base}/id/"), place)
        for iri, place in ground.places.items()
        if not place.plain and place.segment != OUTSIDE
    ]
    return [(reference, _target(place)) for reference, place in found]


def _target(place: Place) -> str:
    return f"doc/{place.segment}/index" if place.is_part else place.path


def _identifier_path(ground: Ground) -> str:
    """The path that the identifiers have at their host."""
    return f"{urlsplit(ground.base).path.rstrip('/')}/id/"


def _nginx_http(ground: Ground, former: Former) -> str:
    """What is asked for, and where the document lies: to be included in the block http."""
    ids, docs = _identifier_path(ground), ground.path
    own = _own_name(ground)
    start, end, asked = _regular(ids), r"(?:\?.*)?$", f"$rodatraden_suffix_{own}"
    lines = [
        "# Tas med (include) i http { }: vad som efterfrågas, och var dokumentet ligger.",
        f"map $http_accept {asked} {{",
        "    default html;",
        *(f'    "~*{pattern}" {suffix};' for suffix, pattern in _ASKED),
        "}",
        f"map $http_accept $rodatraden_catalogue_{own} {{",
        f"    default {docs}{CATALOGUE}.rdf;",
        *(f'    "~*{pattern}" {docs}{target};' for target, pattern in _CATALOGUE_ASKED),
        "}",
        f"map $request_uri $rodatraden_heir_{own} {{",
        '    default "";',
        *(
            # a dollar sign would begin the name of a variable
            f'    "~^{start}{_regular(reference)}{end}" "{heir.replace("$", "%24")}";'
            for reference, heir in replaced(former, ground.base)
        ),
        "}",
        f"map $request_uri $rodatraden_gone_{own} {{",
        '    default "";',
        *(
            f'    "~^{start}{_regular(segment)}/(?:{_any_of(references)}){end}" 1;'
            for segment, references in withdrawn(former, ground.base)
        ),
        "}",
        f"map $request_uri $rodatraden_document_{own} {{",
        '    default "";',
        *(
            f'    "~^{start}{_regular(reference)}{end}" "{docs}{target}.{asked}";'
            for reference, target in _renamed(ground)
        ),
        f'    "~^{start}({_CATALOGUED})/[^/?]+{end}" $rodatraden_catalogue_{own};',
        f'    "~^{start}(?<part>{_PARTS})/(?<row>[^/?]+){end}" "{docs}doc/$part/index.{asked}#$row";',
        f'    "~^{start}(?<kind>[^/?]+)/(?<thing>[^/?]+){end}" "{docs}doc/$kind/$thing.{asked}";',
        "}",
    ]
    return "\n".join(lines) + "\n"


def _own_name(ground: Ground) -> str:
    """What nginx's variables end in, so that the rules of several municipalities can stand side by side."""
    return sha256(ground.base.encode()).hexdigest()[:6]


def _nginx_server(ground: Ground) -> str:
    """The answers themselves: to be included in the block server, where root is the folder of the site."""
    ids, docs, own = _identifier_path(ground), ground.path, _own_name(ground)
    lines = [
        "# Tas med (include) i server { }, där root är mappen som sidorna ligger i.",
        f"location {ids} {{",
        f"    error_page 404 {docs}{NOT_FOUND};",
        f"    error_page 410 {docs}{GONE};",
        f"    if ($rodatraden_heir_{own}) {{ return 308 $rodatraden_heir_{own}; }}",
        f"    if ($rodatraden_gone_{own}) {{ return 410; }}",
        f'    if ($rodatraden_document_{own} = "") {{ return 404; }}',
        '    add_header Vary "Accept" always;',
        '    add_header Access-Control-Allow-Origin "*" always;',
        f"    return 303 $rodatraden_document_{own};",
        "}",
        *_nginx_files(docs),
    ]
    return "\n".join(lines) + "\n"


def _nginx_files(path: str) -> list[str]:
    """How the files of a folder are sent."""
    return [
        f"location = {path}{CATALOGUE} {{",
        f"    return 303 {path}{CATALOGUE}.rdf;",
        "}",
        f"location {path} {{",
        "    charset utf-8;",
        "    charset_types text/css text/turtle application/javascript application/json;",
        "    types {",
        "        text/html html; text/css css; application/javascript js; application/json json;",
        "        text/xml xml; text/plain txt;",
        *(f"        {media_type} {suffix};" for suffix, media_type in _TYPES.items()),
        "    }",
        *(f'    add_header {name} "{value}" always;' for name, value in _HEADERS.items()),
        f"    error_page 404 {path}{NOT_FOUND};",
        "}",
    ]


def _apache(ground: Ground, former: Former) -> str:
    asked = "%{ENV:RODATRADEN}"
    lines = [
        "# Identifierarna svarar 303 till sidan eller till data. Kräver mod_rewrite och AllowOverride All.",
        "# Id med snedstreck kräver också AllowEncodedSlashes NoDecode i serverns egen inställning.",
        *_apache_files(ground.path),
        f"ErrorDocument 410 {ground.path}{GONE}",
        "<IfModule mod_headers.c>",
        "    Header always append Vary Accept env=IDENTIFIERARE",
        "</IfModule>",
        "<IfModule mod_rewrite.c>",
        "    RewriteEngine On",
        f"    RewriteBase {ground.path}",
        *(
            line
            for reference, heir in replaced(former, ground.base)
            for line in (
                f'    RewriteCond %{{THE_REQUEST}} "/id/{_regular(reference)}[? ]"',
                f"    RewriteRule ^id/ {_as_it_is(heir)} [R=308,NE,L]",
            )
        ),
        *(
            line
            for segment, references in withdrawn(former, ground.base)
            for line in (
                f'    RewriteCond %{{THE_REQUEST}} "/id/{_regular(segment)}/({_any_of(references)})[? ]"',
                "    RewriteRule ^id/ - [G,L]",
            )
        ),
        "    RewriteRule ^id/ - [E=RODATRADEN:html,E=IDENTIFIERARE:1]",
        *(
            line
            for suffix, pattern in reversed(_ASKED)
            for line in (
                f"    RewriteCond %{{HTTP_ACCEPT}} {pattern} [NC]",
                f"    RewriteRule ^id/ - [E=RODATRADEN:{suffix}]",
            )
        ),
        *(
            line
            for reference, target in _renamed(ground)
            for line in (
                f'    RewriteCond %{{THE_REQUEST}} "/id/{_regular(reference)}[? ]"',
                f"    RewriteRule ^id/ {ground.path}{target}.{asked} [R=303,NE,L]",
            )
        ),
        _apache_catalogue(ground.path),
        *(
            line
            for target, pattern in _CATALOGUE_ASKED
            for line in (
                f"    RewriteCond %{{HTTP_ACCEPT}} {pattern} [NC]",
                f"    RewriteRule ^id/({_CATALOGUED})/[^/]+$ {ground.path}{target} [R=303,L]",
            )
        ),
        f"    RewriteRule ^id/({_CATALOGUED})/[^/]+$ {ground.path}{CATALOGUE}.rdf [R=303,L]",
        f"    RewriteRule ^id/({_PARTS})/([^/]+)$ {ground.path}doc/$1/index.{asked}#$2 [R=303,B,NE,L]",
        f"    RewriteRule ^id/([^/]+)/([^/]+)$ {ground.path}doc/$1/$2.{asked} [R=303,L]",
        "</IfModule>",
    ]
    return "\n".join(lines) + "\n"


def _apache_files(path: str) -> list[str]:
    """How the files of a folder are sent."""
    return [
        *(f"AddType {media_type} .{suffix}" for suffix, media_type in _TYPES.items()),
        "AddDefaultCharset utf-8",
        "AddCharset utf-8 .ttl .js .json .css",
        f"ErrorDocument 404 {path}{NOT_FOUND}",
        "<IfModule mod_headers.c>",
        *(f'    Header always set {name} "{value}"' for name, value in _HEADERS.items()),
        "</IfModule>",
    ]


def _apache_catalogue(path: str) -> str:
    return f"    RewriteRule ^{CATALOGUE}$ {path}{CATALOGUE}.rdf [R=303,L]"


def _iis(ground: Ground, former: Former) -> str:
    rules = [*_iis_former(ground, former)]
    rules += [_iis_rule("katalog", f"^{CATALOGUE}$", f"{ground.path}{CATALOGUE}.rdf", "")]
    for number, (target, pattern) in enumerate((*_CATALOGUE_ASKED, (f"{CATALOGUE}.rdf", ""))):
        match = f"^id/({_CATALOGUED})/[^/]+$"
        rules.append(_iis_rule(f"katalog {number}", match, f"{ground.path}{target}", _iis_condition(pattern)))
    for suffix, pattern in (*_ASKED, ("html", "")):
        condition = _iis_condition(pattern)
        name = f"{suffix}{'' if pattern else ' annars'}"
        rules += [
            _iis_rule(
                f"del {name}",
                f"^id/({_PARTS})/([^/]+)$",
                f"{ground.path}doc/{{R:1}}/index.{suffix}#{{UrlEncode:{{R:2}}}}",
                condition,
            ),
            _iis_rule(
                f"sak {name}",
                "^id/([^/]+)/([^/]+)$",
                f"{ground.path}doc/{{R:1}}/{{UrlEncode:{{R:2}}}}.{suffix}",
                condition,
            ),
        ]
    said = "Identifierarna svarar 303 till sidan eller till data. Kräver modulen URL Rewrite."
    return _iis_settings(rules, said)


def _iis_settings(rules: Iterable[str], said: str) -> str:
    """How the files of a folder are sent, and the rules; what a folder above says is said anew."""
    types = [
        f'<remove fileExtension=".{suffix}" /><mimeMap fileExtension=".{suffix}" mimeType="{media_type}" />'
        for suffix, media_type in _TYPES.items()
    ]
    headers = [
        f'<remove name="{name}" /><add name="{name}" value="{escape(value)}" />'
        for name, value in _HEADERS.items()
    ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f"<!-- {said} -->\n"
        "<configuration><system.webServer>\n"
        f"<staticContent>\n{_lines(types)}</staticContent>\n"
        f"<httpProtocol><customHeaders>\n{_lines(headers)}</customHeaders></httpProtocol>\n"
        f"<rewrite><rules>\n{_lines(rules)}</rules></rewrite>\n"
        "</system.webServer></configuration>\n"
    )


def _iis_former(ground: Ground, former: Former) -> Iterable[str]:
    """The module knows no 308: 301 says the same to whoever only reads."""
    asked = f"^{_regular(_identifier_path(ground))}"
    for number, (reference, heir) in enumerate(replaced(former, ground.base)):
        yield (
            f'<rule name="ersatt {number}" stopProcessing="true"><match url="^id/" />'
            f"{_iis_condition(f'{asked}{_regular(reference)}$', 'UNENCODED_URL')}"
            f'<action type="Redirect" redirectType="Permanent" url="{escape(heir)}" /></rule>'
        )
    for number, (segment, references) in enumerate(withdrawn(former, ground.base)):
        pattern = f"{asked}{_regular(segment)}/({_any_of(references)})$"
        yield (
            f'<rule name="borttaget {number}" stopProcessing="true"><match url="^id/" />'
            f"{_iis_condition(pattern, 'UNENCODED_URL')}"
            '<action type="CustomResponse" statusCode="410" statusReason="Gone" '
            'statusDescription="Gone" /></rule>'
        )


def _iis_condition(pattern: str, of: str = "HTTP_ACCEPT") -> str:
    """That a format, or something else, is asked for; nothing without a pattern."""
    if not pattern:
        return ""
    return f'<conditions><add input="{{{of}}}" pattern="{escape(pattern)}" /></conditions>'


def _iis_rule(name: str, pattern: str, target: str, condition: str) -> str:
    return (
        f'<rule name="{escape(name)}" stopProcessing="true"><match url="{escape(pattern)}" />{condition}'
        f'<action type="Redirect" redirectType="SeeOther" url="{escape(target)}" /></rule>'
    )


def _lines(parts: Iterable[str]) -> str:
    return "".join(f"{part}\n" for part in parts)


def _regular(text: str) -> str:
    """A text as a regular expression that means just that text, in a form that all three servers read."""
    return "".join(sign if sign.isalnum() or sign in "-_/~%" else f"\\{sign}" for sign in text)


def _any_of(references: Iterable[str]) -> str:
    return "|".join(map(_regular, references))


def _as_it_is(address: str) -> str:
    """An address in which Apache sees no reference to what a condition has found."""
    return address.replace("%", "\\%").replace("$", "\\$")
