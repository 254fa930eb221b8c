"""The sheets about indicators, target values, outcomes and assessments."""

from rdflib.namespace import DCTERMS

from graph.sources.columns import Column, Kind, Sheet
from graph.sources.sheet_parts import (
    BODIES,
    DECISION,
    DESCRIPTION,
    GOALS,
    ORDER,
    OWN_IRI,
    PUBLICATION,
    concept,
    identifier,
    link,
    links,
    text,
    titles,
)
from ontology.namespaces import RT, SDMX_DIMENSION, SDMX_MEASURE

INDIKATORER = Sheet(
    "Indikatorer",
    "indikator",
    (
        identifier("I-1"),
        *titles(
            "Indikator",
            "Indikatorns namn.",
            "Andel elever med minst E i svenska, årskurs 6",
            also=("Namn", "Nyckeltal"),
        ),
        links("Mäter", RT.measures, GOALS, "Id på det eller de mål som indikatorn mäter.", "BUN-1"),
        link("Organ", RT.ownedBy, BODIES, "Id på det organ som ansvarar för indikatorn."),
        concept(
            "Slag", RT.indicatorKind, "indicator-kind", "Resultat eller aktivitet. Tomt räknas som resultat."
        ),
        text("Definition", RT.definition, "Vad som räknas, och hur.", also=("Beskrivning av måttet",)),
        Column("Enhet", RT.unit, Kind.TEXT, "T.ex. procent, antal, kronor per invånare.", example="procent"),
        concept(
            "Riktning", RT.direction, "direction", "Vilket håll som är bättre: upp, ned eller inom.", "upp"
        ),
        Column("Källa", RT.dataSource, Kind.TEXT, "Varifrån värdena kommer.", example="Kolada"),
        Column(
            "Kolada-id", RT.koladaId, Kind.TEXT, "Nyckeltalets id i Kolada, t.ex. N15505.", example="N15505"
        ),
        Column("Basvärde", RT.baselineValue, Kind.DECIMAL, "Utgångsvärdet, för mål om förändring."),
        Column("Basår", RT.baselineYear, Kind.YEAR, "Utgångsvärdets år."),
        DECISION,
        DESCRIPTION,
        ORDER,
        PUBLICATION,
        OWN_IRI,
    ),
    rdf_class=RT.Indicator,
    intro="Det som mäts. En indikator kan mäta flera mål.",
)

_INDICATOR = link("Indikator", RT.indicator, ("indikator",), "Id i fliken Indikatorer.", "I-1", required=True)
_PERIOD = Column(
    "Period",
    RT.period,
    Kind.PERIOD,
    "År (2024), delår (2024-delår) eller tertial (2024-T1).",
    required=True,
    example="2024",
)
_NATURAL_ID = Column(
    "Id",
    DCTERMS.identifier,
    Kind.ID,
    "Får lämnas tomt: bildas då av indikator eller mål och period.",
    width=12,
)

MALVARDEN = Sheet(
    "Målvärden",
    "malvarde",
    (
        _NATURAL_ID,
        _INDICATOR,
        _PERIOD,
        concept(
            "Villkor", RT.condition, "condition", "Hur värdet ska läsas: minst, högst, mellan ...", "minst"
        ),
        Column("Värde", RT.value, Kind.DECIMAL, "Målvärdet; vid mellan den nedre gränsen.", example="90"),
        Column("Övre värde", RT.upperValue, Kind.DECIMAL, "Bara vid mellan: den övre gränsen."),
        DESCRIPTION,
        PUBLICATION,
        OWN_IRI,
    ),
    rdf_class=RT.TargetValue,
    natural_key=("Indikator", "Period"),
    intro="Vad varje indikator ska nå för varje period.",
)

UTFALL = Sheet(
    "Utfall",
    "utfall",
    (
        _NATURAL_ID,
        _INDICATOR,
        Column("Period", SDMX_DIMENSION.refPeriod, Kind.PERIOD, _PERIOD.note, required=True, example="2024"),
        Column("Värde", SDMX_MEASURE.obsValue, Kind.DECIMAL, "Det uppmätta värdet.", example="87,5"),
        concept(
            "Status", RT.outcomeStatus, "outcome-status", "Tomt räknas som uppmätt när det finns ett värde."
        ),
        concept("Kön", SDMX_DIMENSION.sex, "sex", "Kvinnor, män eller totalt. Tomt räknas som totalt."),
        Column("Mätår", RT.measuredYear, Kind.YEAR, "När värdet mättes, om det inte var under perioden."),
        Column(
            "Referensvärde",
            RT.referenceValue,
            Kind.DECIMAL,
            "T.ex. rikets värde, för mål om bättre än referens.",
        ),
        Column("Källa", RT.dataSource, Kind.TEXT, "Om den skiljer sig från indikatorns."),
        DESCRIPTION,
        PUBLICATION,
        OWN_IRI,
    ),
    rdf_class=RT.Outcome,
    natural_key=("Indikator", "Period", "Kön"),
    intro="Vad det blev. Saknas ett utfall skrivs det ut i kolumnen Status.",
)

BEDOMNINGAR = Sheet(
    "Bedömningar",
    "bedomning",
    (
        _NATURAL_ID,
        link("Mål", RT.assesses, GOALS, "Id på det mål som bedöms.", "BUN-1", required=True),
        concept(
            "Perspektiv",
            RT.assessesPerspective,
            "perspective",
            "I stället för mål vid en sammanfattande bedömning.",
        ),
        _PERIOD,
        concept("Slag", RT.assessmentKind, "assessment-kind", "Prognos eller utfall.", "utfall"),
        Column(
            "Status",
            RT.status,
            Kind.STATUS,
            "Ett steg i bedömningsskalan.",
            required=True,
            example="Uppfyllt",
        ),
        text("Motivering", RT.motivation, "Varför bedömningen blev denna."),
        text("Åtgärd", RT.action, "Vad som görs när målet inte uppfylls."),
        links(
            "Indikatorer", RT.assessedFrom, ("indikator",), "Id på de indikatorer som bedömningen vilar på."
        ),
        link("Bedömd av", RT.assessedBy, BODIES, "Id på det organ som har bedömt."),
        Column("Datum", DCTERMS.date, Kind.DATE, "När bedömningen gjordes.", width=12),
        PUBLICATION,
        OWN_IRI,
    ),
    rdf_class=RT.Assessment,
    natural_key=("Mål", "Perspektiv", "Period", "Slag"),
    intro="Hur det går för varje mål, och varför.",
)
