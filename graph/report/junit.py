"""The verdict as JUnit XML, which build servers read: a test case for every rule."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from graph.report.options import Options
from graph.report.outline import headline, one_line, place, plan_name, rule_words
from graph.report.words import counted, reason_words, word
from graph.verdict import Verdict
from shapes.findings import Finding, Language
from shapes.rules import Rule

# What XML 1.0 cannot hold even as a character reference.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(verdict: Verdict, options: Options) -> str:
    """The whole report, ending in a newline.

    A rule fails when it has a finding at or above `fail_on`. The form is that of Ant's schema, the strictest
    in use: it knows no attributes of the whole, and no place but `system-out` for what is said about a case
    that passed, so milder findings stand there.
    """
    language = options.language
    failed: dict[str, list[Finding]] = {}
    remarks: list[Finding] = []
    for finding in verdict.findings:
        if finding.severity.rank <= verdict.fail_on.rank:
            failed.setdefault(finding.rule, []).append(finding)
        else:
            remarks.append(finding)
    root = ET.Element("testsuites")
    suite = ET.SubElement(
        root,
        "testsuite",
        {
            "id": "0",
            "package": "rodatraden",
            "name": f"rodatraden.{_gate(verdict)}",
            "timestamp": f"{verdict.today.isoformat()}T00:00:00",
            "hostname": "localhost",
            "tests": str(len(verdict.checked) + len(verdict.not_checked)),
            "failures": str(len(failed)),
            "errors": "0",
            "skipped": str(len(verdict.not_checked)),
            "time": "0",
        },
    )
    _properties(suite, verdict, language)
    for rule in verdict.checked:
        case = _case(suite, verdict, rule, language)
        if rule.code in failed:
            _failure(case, rule, failed[rule.code], language)
    for item in verdict.not_checked:
        case = _case(suite, verdict, item.rule, language)
        ET.SubElement(case, "skipped", {"message": reason_words(item.reason)[language]})
    ET.SubElement(suite, "system-out").text = _listed(remarks, language)
    ET.SubElement(suite, "system-err")
    _mend(root)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _gate(verdict: Verdict) -> str:
    return verdict.gate.value if verdict.gate else "all"


def _properties(suite: ET.Element, verdict: Verdict, language: Language) -> None:
    properties = ET.SubElement(suite, "properties")
    values = {
        "verdict": headline(verdict, language),
        "plan": plan_name(verdict, language),
        "source": one_line(verdict.source.path),
        "sha256": verdict.source.sha256,
        "period": verdict.period or "",
        "fail-on": verdict.fail_on.value,
    }
    for name, value in values.items():
        ET.SubElement(properties, "property", {"name": name, "value": value})


def _case(suite: ET.Element, verdict: Verdict, rule: Rule, language: Language) -> ET.Element:
    """A case whose name stays the same from one check to the next, so that its history can be followed."""
    name = f"{rule.code} {rule_words(rule, language)}"
    attributes = {"classname": f"rodatraden.{_gate(verdict)}", "name": name, "time": "0"}
    return ET.SubElement(suite, "testcase", attributes)


def _failure(case: ET.Element, rule: Rule, findings: list[Finding], language: Language) -> None:
    message = counted(rule.severity.value, len(findings))[language]
    failure = ET.SubElement(case, "failure", {"type": rule.severity.value, "message": message})
    failure.text = _listed(findings, language)


def _listed(findings: Iterable[Finding], language: Language) -> str:
    lines = [
        f"{finding.rule} {place(finding)}: {one_line(finding.label)}\n"
        f"  {one_line(finding.message[language])}\n"
        f"  {word('remedy')[language]}: {one_line(finding.remedy[language])}"
        for finding in findings
    ]
    return "".join(f"\n{line}" for line in lines) + "\n" if lines else ""


def _mend(root: ET.Element) -> None:
    """Put a replacement character where a text holds what XML cannot."""
    for element in root.iter():
        if element.text:
            element.text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", element.text)
        for name, value in element.attrib.items():
            element.set(name, _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value))
