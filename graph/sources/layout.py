"""The workbook's contract: every sheet and heading, and the property that each becomes."""

from collections.abc import Mapping
from functools import cache

from rdflib import URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, SKOS, VOID

from graph.sources.columns import Column, Kind, RowType, Sheet
from ontology.concepts import folded as folded
from ontology.namespaces import RT, SDMX_DIMENSION, SDMX_MEASURE, VCARD

TEMPLATE_VERSION = 1
README_SHEET = "Läs mig"
REST_SHEET = "Övrigt"
FINDINGS_SHEET = "Fel"

GOALS = ("mal",)
BODIES = ("organ",)
CONCEPTS = ("begrepp",)


def _id(example: str) -> Column:
    return Column(
        "Id",
        DCTERMS.identifier,
        Kind.ID,
        "Radens beteckning. Används av andra flikar och i öppna data: ändra den inte när den väl har publicerats.",
        required=True,
        needed=True,
        example=example,
        width=12,
    )


def _title(heading: str, note: str, example: str, *, also: tuple[str, ...] = ()) -> tuple[Column, Column]:
    return (
        Column(
            heading, SKOS.prefLabel, Kind.TEXT, note, language="sv", required=True, example=example, also=also, width=44
        ),
        Column(
            f"{heading} (engelska)", SKOS.prefLabel, Kind.TEXT, "Samma text på engelska, om den finns.", language="en"
        ),
    )


def _text(heading: str, prop: URIRef, note: str, example: str = "", *, also: tuple[str, ...] = ()) -> Column:
    return Column(heading, prop, Kind.TEXT, note, language="sv", example=example, also=also, width=44)


def _links(heading: str, prop: URIRef, targets: tuple[str, ...], note: str, example: str = "") -> Column:
    return Column(
        heading, prop, Kind.LINK, f"{note} Flera skiljs med semikolon.", many=True, targets=targets, example=example
    )


def _link(
    heading: str, prop: URIRef, targets: tuple[str, ...], note: str, example: str = "", *, required: bool = False
) -> Column:
    return Column(heading, prop, Kind.LINK, note, targets=targets, example=example, required=required)


def _concept(heading: str, prop: URIRef, scheme: str, note: str, example: str = "") -> Column:
    return Column(heading, prop, Kind.CONCEPT, note, scheme=scheme, example=example)


def _span(prop: URIRef, start: str, end: str, note: str, examples: tuple[str, str] = ("", "")) -> tuple[Column, Column]:
    return (
        Column(start, prop, Kind.START, f"{note} Datum (2024-01-01) eller år.", example=examples[0], width=12),
        Column(end, prop, Kind.END, f"{note} Datum (2024-12-31) eller år.", example=examples[1], width=12),
    )


_DESCRIPTION = _text("Beskrivning", DCTERMS.description, "Fritext.")
_DECISION = Column(
    "Beslut", RT.decides, Kind.INVERSE, "Id på besluten om raden. Flera skiljs med semikolon.", many=True, targets=("beslut",)
)
_ORDER = Column("Ordning", RT.sortOrder, Kind.INTEGER, "Ordningen när raderna visas.", width=9)
_OWN_IRI = Column("IRI", None, Kind.IRI, "Fylls bara i när raden redan har en publicerad identifierare.")
_OWNER = _link("Organ", RT.ownedBy, BODIES, "Id på det organ som ansvarar.", "KF", required=True)


def _goal_columns(example_id: str, title: str, extra: tuple[Column, ...]) -> tuple[Column, ...]:
    return (
        _id(example_id),
        *_title("Mål", "Målets lydelse.", title, also=("Titel", "Målformulering")),
        _OWNER,
        *extra,
        _text("Effekt", RT.intendedEffect, "Den effekt som målet ska ge för invånarna eller målgruppen."),
        Column(
            "Agenda 2030",
            RT.addresses,
            Kind.SDG,
            "Mål eller delmål i Agenda 2030: 3; 3.4; 1.a. Skriv ”del av 2” för en partiell koppling.",
            many=True,
            example="3.4; 11.7",
        ),
        _links("Målgrupper", RT.targetGroup, CONCEPTS, "Id på målgrupper i fliken Begrepp."),
        _links("Fokusområden", RT.focusArea, CONCEPTS, "Id på tvärsektoriella fokusområden i fliken Begrepp."),
        _concept("Perspektiv", RT.perspective, "perspective", "Verksamhet eller ekonomi."),
        Column(
            "God ekonomisk hushållning",
            RT.soundFinancialManagement,
            Kind.BOOLEAN,
            "Ja om målet är ett mål för god ekonomisk hushållning.",
        ),
        *_span(DCTERMS.valid, "Gäller från", "Gäller till", "Målets giltighet."),
        _DECISION,
        _links("Inspel", PROV.wasDerivedFrom, ("inspel",), "Id på de inspel i medborgardialogen som målet bygger på."),
        _links("Ersätter", PROV.wasRevisionOf, GOALS, "Id på målets tidigare lydelse."),
        _links("Andra ramverk", RT.alignsWith, CONCEPTS, "Id på begrepp i andra ramverk, t.ex. regionala mål."),
        _DESCRIPTION,
        _ORDER,
        _OWN_IRI,
    )


_CONTRIBUTES = _links("Bidrar till", RT.contributesTo, GOALS, "Id på det eller de mål som målet bidrar till.")
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
        _key("Namn", SKOS.prefLabel, Kind.TEXT, "Kommunens namn.", language="sv", on="municipality", needed=True),
        _key("Kommunkod", RT.municipalityCode, Kind.TEXT, "SCB:s fyra siffror.", on="municipality", needed=True),
        _key("Organisationsnummer", RT.organisationNumber, Kind.TEXT, "Tio siffror, t.ex. 212000-0001.", on="municipality"),
        _key("Bas-IRI", VOID.uriSpace, Kind.TEXT, "Början på alla identifierare. Tomt: projektets egen bas."),
        _key("Budgetår", RT.budgetYear, Kind.YEAR, "Det år som planen gäller för.", needed=True),
        _key("Mandatperiod", RT.mandatePeriod, Kind.TEXT, "Första och sista år, t.ex. 2023-2026."),
        _key("Planens titel", DCTERMS.title, Kind.TEXT, "T.ex. Mål och budget 2024.", language="sv"),
        _key("Beskrivning", DCTERMS.description, Kind.TEXT, "Fritext.", language="sv"),
        _key("Kontakt", VCARD.fn, Kind.TEXT, "Funktion, inte person: t.ex. Kommunledningskontoret.", on="contact"),
        _key("Kontakt e-post", VCARD.hasEmail, Kind.EMAIL, "Funktionsadress, inte en persons.", on="contact"),
        _key("Licens", DCTERMS.license, Kind.URL, "Licens för öppna data. CC0 rekommenderas."),
        _key("Språk", DCTERMS.language, Kind.URL, "Tomt för svenska."),
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
        _DESCRIPTION,
    ),
    rdf_class=RT.GoverningModel,
    key_value=True,
    intro="Kommunens egna inställningar. Det som lämnas tomt får programmets förval.",
)

BEGREPP = Sheet(
    "Begrepp",
    "begrepp",
    (
        _id("barn"),
        Column("Typ", None, Kind.TYPE, "Vad begreppet är.", required=True, needed=True, example="Målgrupp"),
        *_title("Benämning", "Begreppets namn.", "Barn och unga"),
        _DESCRIPTION,
        _concept("Motsvarar", RT.canonicalStatus, "status", "Gäller bedömningsskalans steg: vad steget motsvarar."),
        _concept("Symbol", RT.symbol, "symbol", "Gäller bedömningsskalans steg: form som visas."),
        Column("Färg", RT.colour, Kind.TEXT, "Gäller bedömningsskalans steg: färg, t.ex. #009E73."),
        _ORDER,
        _OWN_IRI,
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
        _id("BUN"),
        *_title("Namn", "Organets namn.", "Barn- och utbildningsnämnden"),
        Column("Typ", None, Kind.TYPE, "Vad organet är.", required=True, needed=True, example="Nämnd"),
        _link("Överordnat organ", ORG.subOrganizationOf, BODIES, "Id på det organ som detta hör till."),
        Column("Organisationsnummer", RT.organisationNumber, Kind.TEXT, "För bolag och andra egna organisationer."),
        Column("Aktivt", RT.active, Kind.BOOLEAN, "Nej för vilande bolag. Tomt räknas som ja."),
        *_span(DCTERMS.valid, "Finns från", "Finns till", "Organets tid."),
        _links("Ersatt av", DCTERMS.isReplacedBy, BODIES, "Id på det organ som tagit över, vid sammanslagning."),
        _DESCRIPTION,
        _ORDER,
        _OWN_IRI,
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
        _id("vision"),
        Column("Typ", None, Kind.TYPE, "Vision eller värdeord.", required=True, needed=True, example="Vision"),
        *_title("Text", "Visionens eller värdeordets lydelse.", "En plats för alla"),
        *_span(DCTERMS.valid, "Gäller från", "Gäller till", "Visionens giltighet."),
        _DECISION,
        _DESCRIPTION,
        _ORDER,
        _OWN_IRI,
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
            _links("Utgår från", RT.basedOn, ("vardegrund",), "Id på visionen och värdeorden.", "vision; omtanke"),
            _CONTRIBUTES,
            _link("Målområde", RT.goalArea, CONCEPTS, "Id på målområdet i fliken Begrepp."),
            _links("Förväntade organ", RT.expectedContributor, BODIES, "Id på de organ som fullmäktige väntar bidrag av."),
            _links("Remitterat till", RT.referredTo, BODIES, "Id på de organ som har tillfrågats i remissen."),
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

INDIKATORER = Sheet(
    "Indikatorer",
    "indikator",
    (
        _id("I-1"),
        *_title("Indikator", "Indikatorns namn.", "Andel elever med minst E i svenska, årskurs 6", also=("Namn", "Nyckeltal")),
        _links("Mäter", RT.measures, GOALS, "Id på det eller de mål som indikatorn mäter.", "BUN-1"),
        _link("Organ", RT.ownedBy, BODIES, "Id på det organ som ansvarar för indikatorn."),
        _concept("Slag", RT.indicatorKind, "indicator-kind", "Resultat eller aktivitet. Tomt räknas som resultat."),
        _text("Definition", RT.definition, "Vad som räknas, och hur.", also=("Beskrivning av måttet",)),
        Column("Enhet", RT.unit, Kind.TEXT, "T.ex. procent, antal, kronor per invånare.", example="procent"),
        _concept("Riktning", RT.direction, "direction", "Vilket håll som är bättre: upp, ned eller inom.", "upp"),
        Column("Källa", RT.dataSource, Kind.TEXT, "Varifrån värdena kommer.", example="Kolada"),
        Column("Kolada-id", RT.koladaId, Kind.TEXT, "Nyckeltalets id i Kolada, t.ex. N15505.", example="N15505"),
        Column("Basvärde", RT.baselineValue, Kind.DECIMAL, "Utgångsvärdet, för mål om förändring."),
        Column("Basår", RT.baselineYear, Kind.YEAR, "Utgångsvärdets år."),
        _DECISION,
        _DESCRIPTION,
        _ORDER,
        _OWN_IRI,
    ),
    rdf_class=RT.Indicator,
    intro="Det som mäts. En indikator kan mäta flera mål.",
)

_INDICATOR = _link("Indikator", RT.indicator, ("indikator",), "Id i fliken Indikatorer.", "I-1", required=True)
_PERIOD = Column(
    "Period", RT.period, Kind.PERIOD, "År (2024), delår (2024-delår) eller tertial (2024-T1).", required=True, example="2024"
)
_NATURAL_ID = Column(
    "Id", DCTERMS.identifier, Kind.ID, "Får lämnas tomt: bildas då av indikator eller mål och period.", width=12
)

MALVARDEN = Sheet(
    "Målvärden",
    "malvarde",
    (
        _NATURAL_ID,
        _INDICATOR,
        _PERIOD,
        _concept("Villkor", RT.condition, "condition", "Hur värdet ska läsas: minst, högst, mellan ...", "minst"),
        Column("Värde", RT.value, Kind.DECIMAL, "Målvärdet; vid mellan den nedre gränsen.", example="90"),
        Column("Övre värde", RT.upperValue, Kind.DECIMAL, "Bara vid mellan: den övre gränsen."),
        _DESCRIPTION,
        _OWN_IRI,
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
        Column(
            "Period", SDMX_DIMENSION.refPeriod, Kind.PERIOD, _PERIOD.note, required=True, example="2024"
        ),
        Column("Värde", SDMX_MEASURE.obsValue, Kind.DECIMAL, "Det uppmätta värdet.", example="87,5"),
        _concept("Status", RT.outcomeStatus, "outcome-status", "Tomt räknas som uppmätt när det finns ett värde."),
        _concept("Kön", SDMX_DIMENSION.sex, "sex", "Kvinnor, män eller totalt. Tomt räknas som totalt."),
        Column("Mätår", RT.measuredYear, Kind.YEAR, "När värdet mättes, om det inte var under perioden."),
        Column("Referensvärde", RT.referenceValue, Kind.DECIMAL, "T.ex. rikets värde, för mål om bättre än referens."),
        Column("Källa", RT.dataSource, Kind.TEXT, "Om den skiljer sig från indikatorns."),
        _DESCRIPTION,
        _OWN_IRI,
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
        _link("Mål", RT.assesses, GOALS, "Id på det mål som bedöms.", "BUN-1", required=True),
        _concept("Perspektiv", RT.assessesPerspective, "perspective", "I stället för mål vid en sammanfattande bedömning."),
        _PERIOD,
        _concept("Slag", RT.assessmentKind, "assessment-kind", "Prognos eller utfall.", "utfall"),
        Column("Status", RT.status, Kind.STATUS, "Ett steg i bedömningsskalan.", required=True, example="Uppfyllt"),
        _text("Motivering", RT.motivation, "Varför bedömningen blev denna."),
        _text("Åtgärd", RT.action, "Vad som görs när målet inte uppfylls."),
        _links("Indikatorer", RT.assessedFrom, ("indikator",), "Id på de indikatorer som bedömningen vilar på."),
        _link("Bedömd av", RT.assessedBy, BODIES, "Id på det organ som har bedömt."),
        Column("Datum", DCTERMS.date, Kind.DATE, "När bedömningen gjordes.", width=12),
        _OWN_IRI,
    ),
    rdf_class=RT.Assessment,
    natural_key=("Mål", "Perspektiv", "Period", "Slag"),
    intro="Hur det går för varje mål, och varför.",
)

PROGRAM = Sheet(
    "Program",
    "program",
    (
        _id("P-1"),
        *_title("Program", "Programmets namn.", "Strategiskt utvecklingsprogram", also=("Namn", "Titel")),
        *_span(DCTERMS.valid, "Gäller från", "Gäller till", "Programmets giltighet."),
        _links("Remitterat till", RT.referredTo, BODIES, "Id på de organ som har tillfrågats i remissen."),
        _DECISION,
        _DESCRIPTION,
        _OWN_IRI,
    ),
    rdf_class=RT.Programme,
    intro="Program som förtydligar kommunfullmäktiges mål.",
)

PROGRAMAVSNITT = Sheet(
    "Programavsnitt",
    "programavsnitt",
    (
        _id("PA-1"),
        *_title("Rubrik", "Avsnittets rubrik.", "Trygg uppväxt"),
        _link("Program", DCTERMS.isPartOf, ("program",), "Id på programmet.", "P-1"),
        _links("KF-mål", RT.clarifies, GOALS, "Id på det mål som avsnittet förtydligar.", "KF-1"),
        _text("Syfte", RT.purpose, "Varför målet finns."),
        _text("Strategi", RT.strategy, "Hur målet ska nås."),
        _text("Uppföljning", RT.followUpPlan, "Hur målet följs upp."),
        Column(
            "Innebörd",
            RT.meaningFor,
            Kind.KEYED,
            "Vad målet innebär för målgrupper och fokusområden: en rad för varje, skriven som id: text.",
            language="sv",
            many=True,
            targets=CONCEPTS,
            example="barn: Trygga skolvägar och tidigt stöd",
            width=44,
        ),
        _links("Framgångsfaktorer", RT.successFactor, CONCEPTS, "Id på framgångsfaktorer i fliken Begrepp."),
        _links("Inspel", PROV.wasDerivedFrom, ("inspel",), "Id på de inspel som avsnittet bygger på."),
        _ORDER,
        _OWN_IRI,
    ),
    rdf_class=RT.ProgrammeSection,
    intro="Syfte, strategi och uppföljning för varje KF-mål.",
)

BESLUT = Sheet(
    "Beslut",
    "beslut",
    (
        _id("B-1"),
        *_title("Rubrik", "Vad beslutet gäller.", "Mål för mandatperioden"),
        _link("Organ", RT.decidedBy, BODIES, "Id på det organ som beslutade.", "KF"),
        Column("Datum", DCTERMS.date, Kind.DATE, "Beslutsdatum.", example="2023-06-19", width=12),
        Column("Paragraf", RT.paragraph, Kind.TEXT, "T.ex. 84.", example="84", also=("§",), width=10),
        Column("Diarienummer", RT.registryNumber, Kind.TEXT, "T.ex. KS 2023/117.", example="KS 2023/117"),
        _concept("Slag", RT.decisionKind, "decision", "Förslag, antagande, förlängning ...", "antagande"),
        Column(
            "Underlag",
            RT.basedOnDocument,
            Kind.KEYED,
            "Beslutsunderlag: en rad för varje, skriven som id: titel.",
            language="sv",
            many=True,
            width=44,
        ),
        Column("Skickas till", RT.sentTo, Kind.TEXTS, "Vilka beslutet expedieras till, skilda med semikolon.", many=True),
        Column("Förlänger från", RT.previousEnd, Kind.DATE, "Vid förlängning: tidigare slutdatum.", width=12),
        Column("Förlänger till", RT.newEnd, Kind.DATE, "Vid förlängning: nytt slutdatum.", width=12),
        _DESCRIPTION,
        _OWN_IRI,
    ),
    rdf_class=RT.Decision,
    intro="Vem som beslutade vad, när, med paragraf och diarienummer. Knyts till mål i målets kolumn Beslut.",
)

TIDPLAN = Sheet(
    "Tidplan",
    "tidplan",
    (
        _id("T-1"),
        *_title("Steg", "Stegets namn.", "KF antar målen"),
        Column("Ordning", RT.sequence, Kind.INTEGER, "Stegets plats i tidplanen.", example="1", width=9),
        Column("Planerad start", RT.plannedStart, Kind.DATE, "Första dagen.", example="2023-06-19", width=12),
        Column("Planerat slut", RT.plannedEnd, Kind.DATE, "Sista dagen.", width=12),
        _links("Organ", RT.responsibleBody, BODIES, "Id på ansvarigt organ.", "KF"),
        _text("Aktivitet", RT.activity, "Vad som görs."),
        _concept("Grind", RT.gate, "gate", "Den kontroll som planen ska klara före steget."),
        _links("Beslut", RT.endedIn, ("beslut",), "Id på beslutet som steget ledde till."),
        _OWN_IRI,
    ),
    rdf_class=RT.Milestone,
    intro="Vägen till beslut, steg för steg.",
)

DIALOG = Sheet(
    "Dialog",
    "dialog",
    (
        _id("D-1"),
        *_title("Rubrik", "Dialogens namn.", "Medborgarcafé om trygghet"),
        _concept("Kanal", RT.channel, "channel", "Digitalt verktyg, fysisk plats, Open space, workshop ...", "workshop"),
        *_span(DCTERMS.temporal, "Från", "Till", "När dialogen hölls."),
        Column("Plats", RT.place, Kind.TEXT, "Var dialogen hölls."),
        Column("Deltagare", RT.participants, Kind.INTEGER, "Antal deltagare.", width=10),
        _DESCRIPTION,
        _OWN_IRI,
    ),
    rdf_class=RT.Dialogue,
    intro="Tillfällen och kanaler där invånarna har kunnat påverka målen.",
)

INSPEL = Sheet(
    "Inspel",
    "inspel",
    (
        _id("IN-1"),
        *_title("Inspel", "Inspelet i sammanfattning, utan personuppgifter.", "Tryggare gångvägar till skolan"),
        _link("Dialog", RT.dialogue, ("dialog",), "Id på dialogen.", "D-1"),
        Column("Nyckelord", RT.keyword, Kind.TEXTS, "Nyckelord, skilda med semikolon.", many=True),
        _text("Ledde inte vidare därför att", RT.reasonNotUsed, "Skälet, när inspelet inte gav något mål eller avsnitt."),
        _DESCRIPTION,
        _OWN_IRI,
    ),
    rdf_class=RT.DialogueInput,
    intro="Vad som kom fram i dialogen. Knyts till mål i målets kolumn Inspel.",
)

UPPDRAG = Sheet(
    "Uppdrag",
    "uppdrag",
    (
        _id("U-1"),
        *_title("Uppdrag", "Uppdragets lydelse.", "Ta fram en plan för trygga skolvägar"),
        _link("Organ", RT.assignedTo, BODIES, "Id på det organ som har fått uppdraget."),
        _link("Givet av", RT.assignedBy, BODIES, "Id på det organ som har gett uppdraget.", "KF"),
        _links("Mål", RT.assignmentFor, GOALS, "Id på mål som uppdraget hör till."),
        Column("Klart senast", RT.dueDate, Kind.DATE, "När uppdraget ska vara klart.", width=12),
        _DECISION,
        _DESCRIPTION,
        _OWN_IRI,
    ),
    rdf_class=RT.Assignment,
    intro="Uppdrag från kommunfullmäktige och kommunstyrelsen, vid sidan av målen.",
)

REMISSVAR = Sheet(
    "Remissvar",
    "remissvar",
    (
        _id("R-1"),
        _link("Organ", RT.repliedBy, BODIES, "Id på det organ som svarade.", "BUN", required=True),
        _links("Gäller", RT.repliesTo, ("mal", "program"), "Id på mål eller program som svaret gäller.", "KF-1"),
        Column("Datum", DCTERMS.date, Kind.DATE, "När svaret kom.", width=12),
        _text("Svar", DCTERMS.description, "Hur organet bidrar."),
        _OWN_IRI,
    ),
    rdf_class=RT.ReferralReply,
    intro="Nämndernas och bolagens svar på frågan hur de bidrar.",
)

SHEETS: tuple[Sheet, ...] = (
    KOMMUN, STYRMODELL, BEGREPP, ORGAN, VISION, KF_MAL, NAMNDMAL, BOLAGSMAL, INDIKATORER, MALVARDEN, UTFALL,
    BEDOMNINGAR, PROGRAM, PROGRAMAVSNITT, BESLUT, TIDPLAN, DIALOG, INSPEL, UPPDRAG, REMISSVAR,
)  # fmt: skip


@cache
def sheets_by_name() -> Mapping[str, Sheet]:
    """Every sheet by its folded name."""
    return {folded(sheet.name): sheet for sheet in SHEETS}


@cache
def columns_by_heading(sheet: Sheet) -> Mapping[str, Column]:
    """Every column of a sheet by its folded heading, other accepted headings included."""
    found: dict[str, Column] = {}
    for column in sheet.columns:
        for heading in (column.heading, *column.also):
            found[folded(heading)] = column
    return found
