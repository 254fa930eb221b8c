"""Results of the SHACL engine become findings that a person can act on: labels, cell, likely ids, texts."""

import re
from collections.abc import Mapping
from decimal import Decimal
from urllib.parse import unquote

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS
from rdflib.term import Node

from graph.nearest import nearest, quoted
from graph.origins import Origins
from graph.report.numbers import in_digits
from ontology.labels import best, label
from ontology.namespaces import RT, SDG, SDMX_DIMENSION
from ontology.vocabulary import vocabulary
from shapes.findings import LANGUAGES, Finding, Text
from shapes.rules import Rule, rule_book
from shapes.validate import Violation

_RT = str(RT.Plan).removesuffix("Plan")
_PLACE = re.compile(r"\{(\w+)\}")
# What leads from a thing without an owner of its own to one that has: the body that a finding is about.
_TOWARDS_BODY = (RT.ownedBy, RT.decidedBy, RT.repliedBy, RT.assignedTo, RT.responsibleBody)
_TOWARDS_OWNED = (RT.assesses, RT.indicator, RT.measures)
# What a thing without a name of its own is about, and which period.
_ABOUT = (RT.assesses, RT.assessesPerspective, RT.indicator, RT.repliedBy, RT.concerns)
_PERIODS = (RT.period, SDMX_DIMENSION.refPeriod)


class Namer:
    """Names things for people. `graph` is the checked graph (plan, background and facts)."""

    def __init__(self, graph: Graph, origins: Origins) -> None:
        self.graph = graph
        self.origins = origins
        self._rules = {rule.shape: rule for rule in rule_book().values()}

    def finding(self, violation: Violation) -> Finding:
        """One result as a finding."""
        rule = self._rules[str(violation.shape)]
        focus, value = violation.focus, violation.value
        points_at = URIRef(rule.points_at) if rule.points_at else None
        if points_at is None and violation.path is not None:
            points_at = violation.path
        if isinstance(value, URIRef) and (focus, value, None) in self.graph:
            # The value is itself a property of the focus (personal data in ...): that cell is the one.
            points_at, value_of_cell = value, None
        else:
            value_of_cell = value
        texts = self._values(rule, violation)
        about = violation.path or points_at
        return Finding(
            rule=rule.code,
            shape=rule.shape,
            severity=rule.severity,
            focus=str(focus),
            label=self.name(focus).sv,
            body=self._body(focus),
            path=str(about) if about is not None else None,
            value=self._shown(value).sv if value is not None and value != focus else None,
            message=rule.message.filled(texts),
            remedy=rule.remedy.filled(texts),
            basis=rule.basis,
            origin=self.origins.find(focus, points_at, value_of_cell),
            component=str(violation.component) if violation.component is not None else None,
            term=value.n3() if value is not None else None,
        )

    def name(self, node: Node) -> Text:
        """What a thing is called: its label, else its kind, what it is about and for which period."""
        own = list(self.graph.objects(node, SKOS.prefLabel))
        if own:
            return Text(best(own, "sv") or "", best(own, "en") or "")
        if (node, SKOS.prefLabel, None) in vocabulary():
            return self._term(node)
        kind = self._kind(node)
        if kind is None:
            return self._shown(node)
        about = next((thing for prop in _ABOUT for thing in self.graph.objects(node, prop)), None)
        if about is None:
            reference = _reference(str(node))
            return Text(*(f"{_initial(kind[language])} {reference}" for language in LANGUAGES))
        thing = self.name(about)
        period = next((each for prop in _PERIODS for each in self.graph.objects(node, prop)), None)
        return Text(*(self._composed(kind, thing, period, language) for language in LANGUAGES))

    def _kind(self, node: Node) -> Text | None:
        """What a thing is, by the narrowest of its classes; None for what is no class of ours."""
        kinds = {kind for kind in self.graph.objects(node, RDF.type) if str(kind).startswith(_RT)}
        wider = {parent for kind in kinds for parent in vocabulary().objects(kind, RDFS.subClassOf)}
        narrow = sorted(kinds - wider, key=str)
        return self._term(narrow[0]) if narrow else None

    def _composed(self, kind: Text, thing: Text, period: Node | None, language: str) -> str:
        words = f"{_initial(kind[language])} – {thing[language]}"
        return f"{words}, {label(self.graph, period, language)}" if period is not None else words

    def _term(self, term: Node) -> Text:
        return Text(*(label(vocabulary(), term, language) for language in LANGUAGES))

    def _shown(self, node: Node) -> Text:
        """A value in words: a label, an id, a code, or the literal itself."""
        if isinstance(node, Literal):
            if isinstance(node.value, Decimal):
                return in_digits(node.value)
            return Text(str(node), str(node))
        if str(node).startswith(str(SDG)):
            code = str(node).removeprefix(str(SDG))
            return Text(code, code)
        if (node, None, None) in self.graph and (node, SKOS.prefLabel, None) in self.graph:
            return self.name(node)
        if (node, None, None) in vocabulary():
            return self._term(node)
        text = _reference(str(node))
        return Text(text, text)

    def _body(self, focus: Node) -> str | None:
        if (focus, RDF.type, RT.Body) in self.graph:
            return str(focus)
        seen: set[Node] = set()
        waiting = [focus]
        while waiting:
            node = waiting.pop(0)
            seen.add(node)
            for prop in _TOWARDS_BODY:
                for body in sorted(self.graph.objects(node, prop), key=str):
                    return str(body)
            waiting += [
                n
                for prop in _TOWARDS_OWNED
                for n in sorted(self.graph.objects(node, prop), key=str)
                if n not in seen
            ]
        return None

    def _values(self, rule: Rule, violation: Violation) -> Mapping[str, str | Text]:
        """The values of the places that the rule's texts have."""
        texts = (rule.message, rule.remedy)
        wanted = {name for text in texts for language in LANGUAGES for name in _PLACE.findall(text[language])}
        return {name: self._place(name, violation) for name in wanted}

    def _place(self, name: str, violation: Violation) -> str | Text:
        focus, value = violation.focus, violation.value
        if name == "label":
            return self.name(focus)
        if name == "value":
            return self._shown(value) if value is not None else ""
        if name == "path":
            return self._term(violation.path) if violation.path is not None else ""
        if name == "nearest":
            return quoted(self._likely(value)) if value is not None else ""
        found = sorted(self.graph.objects(focus, RT[name]), key=str)
        shown = [self._shown(each) for each in found]
        return Text(*(", ".join(text[language] for text in shown) for language in LANGUAGES))

    def _likely(self, value: Node) -> tuple[str, ...]:
        """The ids most like the end of an identifier that leads nowhere, among things of the same kind."""
        start, _, _ = str(value).rpartition("/")
        known: dict[str, str] = {}
        for thing, identifier in self.graph.subject_objects(DCTERMS.identifier):
            if str(thing).startswith(f"{start}/"):
                known[str(identifier)] = str(identifier)
                for title in self.graph.objects(thing, SKOS.prefLabel):
                    known.setdefault(str(title), str(identifier))
        found = nearest(_reference(str(value)), known)
        return tuple(dict.fromkeys(known[name] for name in found))


def _reference(iri: str) -> str:
    return unquote(iri.rstrip("/").rsplit("/", 1)[-1])


def _initial(text: str) -> str:
    """With a capital at the start, and the rest as it is: KF-mål."""
    return text[:1].upper() + text[1:]
