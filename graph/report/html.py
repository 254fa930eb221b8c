"""The verdict as one self-contained HTML page: a protocol to attach to the case, on paper or on a screen."""

from functools import cache
from importlib import metadata

from jinja2 import Environment, PackageLoader, StrictUndefined

from graph.report.numbers import in_digits
from graph.report.options import Options
from graph.report.outline import clean_rules, groups, headline, left_out, one_line, plan_name, rule_words
from graph.report.words import counted, limit_words, reason_words, severity_word, when, word
from graph.verdict import Verdict


def render(verdict: Verdict, options: Options) -> str:
    """The whole page, ending in a newline. Every finding is in it, whatever `options.full` says."""
    language = options.language
    page = (
        _environment()
        .get_template("report.html.jinja")
        .render(
            verdict=verdict,
            language=language,
            headline=headline(verdict, language),
            outcome=_outcome(verdict),
            plan=plan_name(verdict, language),
            source=one_line(verdict.source.path),
            occasion=_capital(when(verdict.gate)[language]),
            limit=_capital(limit_words(verdict.fail_on)[language]),
            program=word("program-name", version=_version())[language].strip(),
            groups=groups(verdict, language),
            clean=clean_rules(verdict),
            left_out=left_out(verdict),
            word=lambda key, **values: word(key, **values)[language],
            counted=lambda key, number: counted(key, number)[language],
            digits=lambda number: in_digits(number)[language],
            severity_word=lambda severity: severity_word(severity)[language],
            reason_words=lambda reason: reason_words(reason)[language],
            rule_words=lambda rule: rule_words(rule, language),
        )
    )
    return page.rstrip("\n") + "\n"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("graph.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _outcome(verdict: Verdict) -> str:
    if not verdict.checked:
        return "unchecked"
    return "whole" if verdict.conforms else "broken"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _version() -> str:
    """The version of the program, empty where it runs without being installed."""
    try:
        return metadata.version("rodatraden")
    except metadata.PackageNotFoundError:
        return ""
