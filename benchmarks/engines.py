"""The same plan and the same rules given to other SHACL engines, and to pySHACL as it is used by most."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

import pyshacl
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH

from benchmarks.check import DAY, rules_for
from benchmarks.timing import Timing, timed
from graph.facts import choose_period, with_facts
from graph.intake import take_in
from shapes.rules import Rule, shapes_graph
from shapes.validate import validate

Run = Callable[[Graph, list[Rule]], int]


def engines(path: Path, repeats: int) -> tuple[dict[str, Timing], dict[str, int]]:
    """The time of every engine that is installed, and how many results each has.

    The engines that are not written in Python read the plan and the shapes as text, which is counted.
    """
    intake = take_in(path)
    period = choose_period(intake.plan, None, None)
    data = with_facts(intake.graph, today=DAY, period=period)
    rules = rules_for(data, period)
    times: dict[str, Timing] = {}
    results: dict[str, int] = {}
    for name, run in ENGINES.items():
        try:
            times[name], results[name] = timed(partial(run, data, rules), repeats)
        except ModuleNotFoundError:
            continue
    return times, results


def _narrowed(data: Graph, rules: list[Rule]) -> int:
    return len(validate(data, rules))


def _as_usual(data: Graph, rules: list[Rule]) -> int:
    wanted: list[str | URIRef] = [URIRef(rule.shape) for rule in rules]
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), use_shapes=wanted, inplace=True)
    return _results(report)


def _turbo(data: Graph, _: list[Rule]) -> int:
    _, report, _ = import_module("pyshacl_turbo").validate(data, shacl_graph=_shapes())
    return _results(report)


def _rudof(mode: str, data: Graph, _: list[Rule]) -> int:
    rudof = import_module("pyrudof")
    engine = rudof.Rudof(rudof.RudofConfig())
    engine.read_shacl(_lines(_shapes()), format=rudof.ShaclFormat.NTriples)
    engine.read_data(_lines(data), format=rudof.RDFFormat.NTriples)
    return len(engine.validate_shacl(mode=getattr(rudof.ShaclValidationMode, mode)).violations)


ENGINES: dict[str, Run] = {
    "pySHACL, narrowed": _narrowed,
    "pySHACL, as usual": _as_usual,
    "pyrudof, Sparql": partial(_rudof, "Sparql"),
    "pyrudof, Native": partial(_rudof, "Native"),
    "pyshacl-turbo": _turbo,
}


def _shapes() -> Graph:
    """A copy: engines write to the graph that they are given."""
    copy = Graph(bind_namespaces="none")
    for triple in shapes_graph():
        copy.add(triple)
    return copy


def _lines(graph: Graph) -> str:
    return "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in graph)


def _results(report: object) -> int:
    return len(set(report.subjects(RDF.type, SH.ValidationResult))) if isinstance(report, Graph) else 0
