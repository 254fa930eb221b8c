"""Reads a catalogue as a CKAN portal does: `python tests/ckan_harvest.py FILE PROFILE` prints its datasets.

What reads is ckanext-dcat itself: its RDF parser and its profiles, as they are on PyPI. It is an extension of
CKAN and imports CKAN, whose database, web server and search index are not needed to parse: a small stand-in
gives it the few names that it imports. The stand-in reads nothing of the catalogue; it says that no setting
is changed, that none of CKAN's own licences and formats is known, and that there is no other plugin. (With
CKAN 2.12.0 itself in its place the result is the same, for euro_dcat_ap_3 and euro_dcat_ap: tried by hand in
November 2026.)
"""

import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any


class _CkanError(Exception):
    """One of CKAN's exceptions, none of which is ever raised here."""


def stand_in(name: str, **names: object) -> ModuleType:
    """A module of CKAN with some names in it, importable from now on."""
    module = ModuleType(name)
    module.__path__ = []
    for key, value in names.items():
        setattr(module, key, value)
    sys.modules[name] = module
    parent, _, own = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], own, module)
    return module


def _truth(value: object) -> bool:
    return str(value).lower() in {"true", "yes", "on", "1"}


def _words(value: object) -> list[str]:
    return str(value).split()


def _no_action(name: str) -> Callable[..., object]:
    raise KeyError(f"Action '{name}' not found")


def _page() -> None:
    """A page of CKAN's web site."""


def put_ckan_in_place() -> None:
    """Make importable what ckanext-dcat imports of CKAN."""
    errors = ("ObjectNotFound", "NotAuthorized", "ValidationError", "Invalid", "StopOnError", "HelperError")
    toolkit = dict.fromkeys(errors, _CkanError) | {
        "_": str,
        "asbool": _truth,
        "aslist": _words,
        "config": {},
        "get_action": _no_action,
        "h": object(),
        "missing": object(),
        "url_for": _page,
    }
    stand_in("ckan")
    stand_in("ckan.exceptions", HelperError=_CkanError)
    stand_in("ckan.lib")
    stand_in("ckan.lib.helpers", resource_formats=dict)
    stand_in("ckan.lib.munge", munge_tag=str)
    stand_in("ckan.model")
    stand_in("ckan.model.license", LicenseRegister=dict)
    stand_in("ckan.plugins", PluginImplementations=lambda _: [])
    stand_in("ckan.plugins.interfaces", Interface=object)
    stand_in("ckan.plugins.toolkit", **toolkit)
    stand_in("ckan.views")
    stand_in("ckan.views.dataset", read=_page)
    stand_in("ckan.views.home", index=_page)


def datasets(file: Path, profile: str) -> list[dict[str, Any]]:
    """The datasets of a catalogue, as they would become CKAN's."""
    from ckanext.dcat.processors import RDFParser  # noqa: PLC0415 - CKAN must be in place first

    parser = RDFParser(profiles=[profile])
    parser.parse(file.read_text(encoding="utf-8"), _format="xml")
    return list(parser.datasets())


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # it uses what rdflib has deprecated
    put_ckan_in_place()
    json.dump(datasets(Path(sys.argv[1]), sys.argv[2]), sys.stdout)
