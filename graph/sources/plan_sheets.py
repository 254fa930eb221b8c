"""The sheets about the municipality, its concepts and bodies, and its goals."""

from rdflib import URIRef
from rdflib.namespace import DCAT, DCTERMS, ORG, PROV, SKOS, VOID

from graph.sources.columns import Column, Kind, RowType, Sheet
from graph.sources.sheet_parts import (
    BODIES,
    CONCEPTS,
    DECISION,
    DESCRIPTION,
    GOALS,
    ORDER,
    OWN_IRI,
    OWNER,
    PUBLICATION,
    concept,
    identifier,
    link,
    links,
    span,
    text,
    titles,
)
from ontology.namespaces import ADMS, RT, VCARD


def _goal_columns(example_id: str, title: str, extra: tuple[Column, ...]) -> tuple[Column, ...]:
    return (
        identifier(example_id),
        *titles("Mål", "Målets lydelse.", title, also=("Titel", "Målformulering")),
        OWNER,
        *extra,
        text("Effekt", RT.intendedEffect, "Den effekt som målet ska ge för invånarna eller målgruppen."),
        Column(
            "Agenda 2030",
            RT.addresses,
            Kind.SDG,
            "Mål eller delmål i Agenda 2030: 3; 3.4; 1.a. Skriv ”del av 2” för en partiell koppling.",
            many=True,
            example="3.4; 11.7",
        ),
        links("Målgrupper", RT.targetGroup, CONCEPTS, "Id på målgrupper i fliken Begrepp."),
        links("Fokusområden", RT.focusArea, CONCEPTS, "Id på tvärsektoriella fokusområden i fliken Begrepp."),
        concept("Perspektiv", RT.perspective, "perspective", "Verksamhet eller ekonomi."),
        Column(
            "God ekonomisk hushållning",
            RT.soundFinancialManagement,
            Kind.BOOLEAN,
            "Ja om målet är ett mål för god ekonomisk hushållning.",
        ),
        *span(DCTERMS.valid, "Gäller från", "Gäller till", "Målets giltighet."),
        DECISION,
        links(
            "Inspel",
            PROV.wasDerivedFrom,
            ("inspel",),
            "Id på de inspel i medborgardialogen som målet bygger på.",
        ),
        links("Ersätter", PROV.wasRevisionOf, GOALS, "Id på målets tidigare lydelse."),
        links(
            "Andra ramverk", RT.alignsWith, CONCEPTS, "Id på begrepp i andra ramverk, t.ex. regionala mål."
        ),
        DESCRIPTION,
        ORDER,
        PUBLICATION,
        OWN_IRI,
    )


_CONTRIBUTES = links("Bidrar till", RT.contributesTo, GOALS, "Id på det eller de mål som målet bidrar till.")
_REQUIRED_CONTRIBUTES = Column(
    _CONTRIBUTES.heading,
    RT.contributesTo,
    Kind.LINK,
    _CONTRIBUTES.note,
    many=True,
    targets=GOALS,
    required=True,
    example="KF-1",
)


def _key(heading: str, prop: URIRef, kind: Kind, note: str, **rest: object) -> Column:
    return Column(heading, prop, kind, note, **rest)  # type: ignore[arg-type]


KOMMUN = Sheet(
    "Kommun",
    "plan",
    (
        _key(
            "Namn",
            SKOS.prefLabel,
            Kind.TEXT,
            "Kommunens namn.",
            language="sv",
            on="municipality",
            needed=True,
        ),
        _key(
            "Kommunkod", RT.municipalityCode, Kind.TEXT, "SCB:s fyra siffror.", on="municipality", needed=True
        ),
        _key(
            "Organisationsnummer",
            RT.organisationNumber,
            Kind.TEXT,
            "Tio siffror, t.ex. 212000-0001.",
            on="municipality",
        ),
        _key("Bas-IRI", VOID.uriSpace, Kind.TEXT, "Början på alla identifierare. Tomt: projektets egen bas."),
        _key("Budgetår", RT.budgetYear, Kind.YEAR, "Det år som planen gäller för.", needed=True),
        _key("Mandatperiod", RT.mandatePeriod, Kind.TEXT, "Första och sista år, t.ex. 2023-2026."),
        _key("Planens titel", DCTERMS.title, Kind.TEXT, "T.ex. Mål och budget 2024.", language="sv"),
        _key("Beskrivning", DCTERMS.description, Kind.TEXT, "Fritext.", language="sv"),
        _key(
            "Kontakt",
            VCARD.fn,
            Kind.TEXT,
            "Funktion, inte person: t.ex. Kommunledningskontoret.",
            on="contact",
        ),
        _key("Kontakt e-post", VCARD.hasEmail, Kind.EMAIL, "Funktionsadress, inte en persons.", on="contact"),
        _key("Licens", DCTERMS.license, Kind.URL, "Licens för öppna data. CC0 rekommenderas."),
        _key(
            "Språk",
            DCTERMS.language,
            Kind.URL,
            "Tomt för svenska. Engelska: http://publications.europa.eu/resource/authority/language/ENG.",
        ),
        _key(
            "Publicering",
            ADMS.status,
            Kind.CONCEPT,
            "Utkast: ingenting av planen publiceras. Tomt räknas som offentlig.",
            scheme="publication",
        ),
        _key("Publiceringsdag", DCTERMS.issued, Kind.DATE, "Den dag då planen först blir öppna data."),
        _key(
            "Webbsida",
            DCAT.landingPage,
            Kind.URL,
            "Sidan där man läser om planen och hämtar den. Tomt: planens egen identifierare.",
        ),
        _key(
            "SPARQL-tjänst",
            VOID.sparqlEndpoint,
            Kind.URL,
            "Adressen till en SPARQL-tjänst där planen finns. Tomt: ingen sådan tjänst.",
        ),
    ),
    rdf_class=RT.Plan,
    key_value=True,
    required=True,
    intro="Uppgifter om kommunen och planen.",
)

STYRMODELL = Sheet(
    "Styrmodell",
    "styrmodell",
    (
        _key("Namn", SKOS.prefLabel, Kind.TEXT, "Styrmodellens namn.", language="sv"),
        _key("Minsta antal KF-mål", RT.minimumCouncilGoals, Kind.INTEGER, "Tomt: 4."),
        _key("Högsta antal KF-mål", RT.maximumCouncilGoals, Kind.INTEGER, "Tomt: 5."),
        _key("Högsta antal mål per organ", RT.maximumGoalsPerBody, Kind.INTEGER, "Tomt: 5."),
        _key("Högsta antal Agenda 2030-mål per KF-mål", RT.maximumSdgGoals, Kind.INTEGER, "Tomt: 6."),
        _key("Målens giltighet i år", RT.goalHorizon, Kind.INTEGER, "Tomt: 8, alltså två mandatperioder."),
        _key("Sammanvägning", RT.rollUpRule, Kind.CONCEPT, "Hur bedömningar vägs samman.", scheme="rollup"),
        _key("Gräns för uppfyllt", RT.rollUpThreshold, Kind.DECIMAL, "Andel i procent, t.ex. 80."),
        _key("Gräns för delvis uppfyllt", RT.partlyThreshold, Kind.DECIMAL, "Andel i procent, t.ex. 50."),
        _key("KF-mål kallas", RT.nameOfCouncilGoal, Kind.TEXT, "T.ex. inriktningsmål.", language="sv"),
        _key("Nämndmål kallas", RT.nameOfCommitteeGoal, Kind.TEXT, "T.ex. resultatmål.", language="sv"),
        _key("Bolagsmål kallas", RT.nameOfCompanyGoal, Kind.TEXT, "T.ex. ägarmål.", language="sv"),
        DESCRIPTION,
    ),
    rdf_class=RT.GoverningModel,
    key_value=True,
    intro="Kommunens egna inställningar. Det som lämnas tomt får programmets förval.",
)

BEGREPP = Sheet(
    "Begrepp",
    "begrepp",
    (
        identifier("barn"),
        Column("Typ", None, Kind.TYPE, "Vad begreppet är.", required=True, needed=True, example="Målgrupp"),
        *titles("Benämning", "Begreppets namn.", "Barn och unga"),
        DESCRIPTION,
        concept(
            "Motsvarar", RT.canonicalStatus, "status", "Gäller bedömningsskalans steg: vad steget motsvarar."
        ),
        concept("Symbol", RT.symbol, "symbol", "Gäller bedömningsskalans steg: form som visas."),
        Column("Färg", RT.colour, Kind.TEXT, "Gäller bedömningsskalans steg: färg, t.ex. #009E73."),
        ORDER,
        OWN_IRI,
    ),
    types=(
        RowType("Målgrupp", RT.TargetGroup),
        RowType("Fokusområde", RT.FocusArea),
        RowType("Målområde", RT.GoalArea),
        RowType("Framgångsfaktor", RT.SuccessFactor),
        RowType("Bedömningssteg", SKOS.Concept, "bedomning"),
        RowType("Annat ramverk", SKOS.Concept, "ramverk"),
    ),
    intro="Kommunens egna begrepp: målgrupper, fokusområden, målområden, framgångsfaktorer, bedömningsskala.",
)

ORGAN = Sheet(
    "Organ",
    "organ",
    (
        identifier("BUN"),
        *titles("Namn", "Organets namn.", "Barn- och utbildningsnämnden"),
        Column("Typ", None, Kind.TYPE, "Vad organet är.", required=True, needed=True, example="Nämnd"),
        link("Överordnat organ", ORG.subOrganizationOf, BODIES, "Id på det organ som detta hör till."),
        Column(
            "Organisationsnummer",
            RT.organisationNumber,
            Kind.TEXT,
            "För bolag och andra egna organisationer.",
        ),
        Column("Aktivt", RT.active, Kind.BOOLEAN, "Nej för vilande bolag. Tomt räknas som ja."),
        *span(DCTERMS.valid, "Finns från", "Finns till", "Organets tid."),
        links(
            "Ersatt av", DCTERMS.isReplacedBy, BODIES, "Id på det organ som tagit över, vid sammanslagning."
        ),
        DESCRIPTION,
        ORDER,
        OWN_IRI,
    ),
    types=(
        RowType("Kommunfullmäktige", RT.Council),
        RowType("Kommunstyrelse", RT.ExecutiveBoard),
        RowType("Nämnd", RT.Committee),
        RowType("Utskott", RT.WorkingCommittee),
        RowType("Gemensam nämnd", RT.JointCommittee),
        RowType("Kommunalt bolag", RT.Company),
        RowType("Stiftelse", RT.Foundation),
        RowType("Kommunalförbund", RT.Federation),
    ),
    intro="Kommunfullmäktige, kommunstyrelsen, nämnder, bolag, stiftelser och kommunalförbund.",
)

VISION = Sheet(
    "Vision och värden",
    "vardegrund",
    (
        identifier("vision"),
        Column(
            "Typ", None, Kind.TYPE, "Vision eller värdeord.", required=True, needed=True, example="Vision"
        ),
        *titles("Text", "Visionens eller värdeordets lydelse.", "En plats för alla"),
        *span(DCTERMS.valid, "Gäller från", "Gäller till", "Visionens giltighet."),
        DECISION,
        DESCRIPTION,
        ORDER,
        PUBLICATION,
        OWN_IRI,
    ),
    types=(RowType("Vision", RT.Vision), RowType("Värdeord", RT.CoreValue)),
    intro="Det som kommunfullmäktiges mål utgår från.",
)

KF_MAL = Sheet(
    "KF-mål",
    "mal",
    _goal_columns(
        "KF-1",
        "Trygg uppväxt i hela kommunen",
        (
            links(
                "Utgår från", RT.basedOn, ("vardegrund",), "Id på visionen och värdeorden.", "vision; omtanke"
            ),
            _CONTRIBUTES,
            link("Målområde", RT.goalArea, CONCEPTS, "Id på målområdet i fliken Begrepp."),
            links(
                "Förväntade organ",
                RT.expectedContributor,
                BODIES,
                "Id på de organ som fullmäktige väntar bidrag av.",
            ),
            links("Remitterat till", RT.referredTo, BODIES, "Id på de organ som har tillfrågats i remissen."),
        ),
    ),
    rdf_class=RT.CouncilGoal,
    required=True,
    intro="Kommunfullmäktiges övergripande mål.",
)

NAMNDMAL = Sheet(
    "Nämndmål",
    "mal",
    _goal_columns("BUN-1", "Alla elever når målen i svenska", (_REQUIRED_CONTRIBUTES,)),
    rdf_class=RT.CommitteeGoal,
    intro="Nämndernas mål, kommunstyrelsens egna också.",
)

BOLAGSMAL = Sheet(
    "Bolagsmål",
    "mal",
    _goal_columns("BOST-1", "Fler hyresrätter i alla kommundelar", (_REQUIRED_CONTRIBUTES,)),
    rdf_class=RT.CompanyGoal,
    intro="Mål för kommunala bolag, stiftelser och kommunalförbund.",
)
