"""The integrity constraints of W3C's RDF Data Cube (section 11.1), each as a question: is it broken?

The wording of the queries is ours. They are asked after the cube has been normalised as section 10 says.
"""

from collections.abc import Mapping

import pyoxigraph

PREFIXES = """
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

# What each observation inherits: its type, the kind of each component, values of its data set and slices.
NORMALISING = (
    "INSERT { ?o a qb:Observation } WHERE { { ?s qb:observation ?o } UNION { ?o qb:dataSet ?d } }",
    "INSERT { ?s a qb:Slice } WHERE { ?d qb:slice ?s }",
    "INSERT { ?c qb:componentProperty ?p . ?p a qb:DimensionProperty } WHERE { ?c qb:dimension ?p }",
    "INSERT { ?c qb:componentProperty ?p . ?p a qb:MeasureProperty } WHERE { ?c qb:measure ?p }",
    "INSERT { ?c qb:componentProperty ?p . ?p a qb:AttributeProperty } WHERE { ?c qb:attribute ?p }",
    """INSERT { ?o ?p ?v } WHERE { ?c qb:componentProperty ?p ; qb:componentAttachment qb:DataSet .
       ?d qb:structure/qb:component ?c ; ?p ?v . ?o qb:dataSet ?d }""",
    """INSERT { ?o ?p ?v } WHERE { ?c qb:componentProperty ?p ; qb:componentAttachment qb:Slice .
       ?d qb:structure/qb:component ?c ; qb:slice ?s . ?s ?p ?v ; qb:observation ?o }""",
    """INSERT { ?o ?p ?v } WHERE { ?p a qb:DimensionProperty . ?d qb:slice ?s .
       ?s ?p ?v ; qb:observation ?o }""",
)

_HAS = "?o qb:dataSet ?d . ?d qb:structure ?dsd . ?dsd qb:component ?c . ?c qb:componentProperty ?p ."
_BY_MEASURE = "?dsd qb:component/qb:componentProperty qb:measureType"


def _not_one(subject: str, prop: str) -> str:
    """A question whether something has none, or several, of what it should have one of."""
    return f"""ASK {{ ?s a {subject} FILTER (NOT EXISTS {{ ?s {prop} ?one }}
        || EXISTS {{ ?s {prop} ?one , ?other FILTER (?one != ?other) }}) }}"""


CONSTRAINTS: Mapping[str, str] = {
    "IC-1": _not_one("qb:Observation", "qb:dataSet"),
    "IC-2": _not_one("qb:DataSet", "qb:structure"),
    "IC-3": """ASK { ?dsd a qb:DataStructureDefinition
        FILTER NOT EXISTS { ?dsd qb:component/qb:componentProperty ?m . ?m a qb:MeasureProperty } }""",
    "IC-4": "ASK { ?p a qb:DimensionProperty FILTER NOT EXISTS { ?p rdfs:range ?any } }",
    "IC-5": """ASK { ?p a qb:DimensionProperty ; rdfs:range skos:Concept
        FILTER NOT EXISTS { ?p qb:codeList ?any } }""",
    "IC-6": """ASK { ?dsd qb:component ?c . ?c qb:componentRequired false ; qb:componentProperty ?p
        FILTER NOT EXISTS { ?p a qb:AttributeProperty } }""",
    "IC-7": """ASK { ?k a qb:SliceKey
        FILTER NOT EXISTS { ?dsd a qb:DataStructureDefinition ; qb:sliceKey ?k } }""",
    "IC-8": """ASK { ?dsd qb:sliceKey ?k . ?k qb:componentProperty ?p
        FILTER NOT EXISTS { ?dsd qb:component/qb:componentProperty ?p } }""",
    "IC-9": _not_one("qb:Slice", "qb:sliceStructure"),
    "IC-10": "ASK { ?s qb:sliceStructure/qb:componentProperty ?p FILTER NOT EXISTS { ?s ?p ?any } }",
    "IC-11": f"ASK {{ {_HAS} ?p a qb:DimensionProperty FILTER NOT EXISTS {{ ?o ?p ?any }} }}",
    "IC-12": """ASK { { SELECT ?o ?other (MIN(?same) AS ?all) WHERE {
        ?o qb:dataSet ?d . ?other qb:dataSet ?d FILTER (STR(?o) < STR(?other))
        ?d qb:structure/qb:component/qb:componentProperty ?p . ?p a qb:DimensionProperty .
        ?o ?p ?v . ?other ?p ?w BIND (IF(?v = ?w, 1, 0) AS ?same) } GROUP BY ?o ?other }
        FILTER (?all = 1) }""",
    "IC-13": f"""ASK {{ {_HAS} ?c qb:componentRequired true . ?p a qb:AttributeProperty
        FILTER NOT EXISTS {{ ?o ?p ?any }} }}""",
    "IC-14": f"""ASK {{ {_HAS} ?p a qb:MeasureProperty FILTER NOT EXISTS {{ {_BY_MEASURE} }}
        FILTER NOT EXISTS {{ ?o ?p ?any }} }}""",
    "IC-15": f"""ASK {{ ?o qb:dataSet/qb:structure ?dsd . {_BY_MEASURE} . ?o qb:measureType ?m
        FILTER NOT EXISTS {{ ?o ?m ?any }} }}""",
    "IC-16": f"""ASK {{ {_HAS} {_BY_MEASURE} . ?p a qb:MeasureProperty . ?o qb:measureType ?m ; ?p ?any
        FILTER (?p != ?m) }}""",
    "IC-17": f"""ASK {{ {_HAS} {_BY_MEASURE} . ?p a qb:MeasureProperty
        FILTER NOT EXISTS {{ ?twin qb:dataSet ?d ; qb:measureType ?p
            FILTER NOT EXISTS {{ ?dsd qb:component/qb:componentProperty ?dim . ?dim a qb:DimensionProperty .
                ?o ?dim ?v . ?twin ?dim ?w FILTER (?dim != qb:measureType && ?v != ?w) }} }} }}""",
    "IC-18": "ASK { ?d qb:slice/qb:observation ?o FILTER NOT EXISTS { ?o qb:dataSet ?d } }",
    "IC-19": f"""ASK {{ {_HAS} ?p a qb:DimensionProperty ; qb:codeList ?list . ?o ?p ?v FILTER (
        EXISTS {{ ?list a skos:ConceptScheme }} && NOT EXISTS {{ ?v a skos:Concept ; skos:inScheme ?list }}
        || EXISTS {{ ?list a skos:Collection }} && NOT EXISTS {{ ?v a skos:Concept . ?list skos:member+ ?v }}
    ) }}""",
}

# IC-20 and IC-21 are asked for each property that leads from a code to those under it, or the other way.
PROPERTIES = {
    "IC-20": """SELECT DISTINCT ?p { ?list a qb:HierarchicalCodeList ; qb:parentChildProperty ?p
        FILTER (isIRI(?p)) }""",
    "IC-21": """SELECT DISTINCT ?p { ?list a qb:HierarchicalCodeList ; qb:parentChildProperty ?b
        FILTER (isBlank(?b)) ?b <http://www.w3.org/2002/07/owl#inverseOf> ?p }""",
}
HIERARCHY = """ASK {{ ?o qb:dataSet/qb:structure/qb:component/qb:componentProperty ?dim .
    ?dim a qb:DimensionProperty ; qb:codeList ?list . ?list a qb:HierarchicalCodeList . ?o ?dim ?v
    FILTER NOT EXISTS {{ ?list qb:hierarchyRoot/{path}* ?v }} }}"""


def broken(data: bytes) -> list[str]:
    """The constraints that a cube in Turtle breaks."""
    store = pyoxigraph.Store()
    store.load(data, format=pyoxigraph.RdfFormat.TURTLE)
    for update in NORMALISING:
        store.update(PREFIXES + update)
    found = [name for name, question in CONSTRAINTS.items() if is_so(store, question)]
    for name, properties in PROPERTIES.items():
        for row in solutions(store, properties):
            prop = str(row["p"])
            path = f"({'^' if name == 'IC-21' else ''}{prop})"
            if is_so(store, HIERARCHY.format(path=path)):
                found.append(name)
    return found


def is_so(store: pyoxigraph.Store, question: str) -> bool:
    """The answer to a question."""
    return bool(store.query(PREFIXES + question))


def solutions(store: pyoxigraph.Store, query: str) -> list[pyoxigraph.QuerySolution]:
    """The rows of a query."""
    answer = store.query(PREFIXES + query)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return list(answer)
