"""The prefixes that are written for namespaces, in every file and format."""

from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SKOS, VOID, XSD

from ontology.namespaces import (
    ADMS,
    ELI,
    M8G,
    RT,
    RTC,
    SDG,
    SDMX_CODE,
    SDMX_DIMENSION,
    SDMX_MEASURE,
    SPDX,
    VCARD,
)

PREFIXES = {
    "adms": str(ADMS),
    "dcat": str(DCAT),
    "dcatap": "http://data.europa.eu/r5r/",
    "dcterms": str(DCTERMS),
    "eli": str(ELI),
    "foaf": str(FOAF),
    "m8g": str(M8G),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "qb": str(QB),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "rt": str(RT),
    "rtc": str(RTC),
    "sdg": str(SDG),
    "sdmx-code": str(SDMX_CODE),
    "sdmx-dimension": str(SDMX_DIMENSION),
    "sdmx-measure": str(SDMX_MEASURE),
    "skos": str(SKOS),
    "spdx": str(SPDX),
    "vcard": str(VCARD),
    "void": str(VOID),
    "xsd": str(XSD),
}
