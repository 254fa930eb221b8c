"""The sheets about the programme, decisions, time plan, dialogue, assignments and referral."""

from rdflib.namespace import DCTERMS, PROV

from graph.sources.columns import Column, Kind, Sheet
from graph.sources.sheet_parts import (
    BODIES,
    CONCEPTS,
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
    span,
    text,
    titles,
)
from ontology.namespaces import RT

PROGRAM = Sheet(
    "Program",
    "program",
    (
        identifier("P-1"),
        *titles("Program", "Programmets namn.", "Strategiskt utvecklingsprogram", also=("Namn", "Titel")),
        *span(DCTERMS.valid, "Gäller från", "Gäller till", "Programmets giltighet."),
        links("Remitterat till", RT.referredTo, BODIES, "Id på de organ som har tillfrågats i remissen."),
        DECISION,
        DESCRIPTION,
        PUBLICATION,
        OWN_IRI,
    ),
    rdf_class=RT.Programme,
    intro="Program som förtydligar kommunfullmäktiges mål.",
)

PROGRAMAVSNITT = Sheet(
    "Programavsnitt",
    "programavsnitt",
    (
        identifier("PA-1"),
        *titles("Rubrik", "Avsnittets rubrik.", "Trygg uppväxt"),
        link("Program", DCTERMS.isPartOf, ("program",), "Id på programmet.", "P-1"),
        links("KF-mål", RT.clarifies, GOALS, "Id på det mål som avsnittet förtydligar.", "KF-1"),
        text("Syfte", RT.purpose, "Varför målet finns."),
        text("Strategi", RT.strategy, "Hur målet ska nås."),
        text("Uppföljning", RT.followUpPlan, "Hur målet följs upp."),
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
        links("Framgångsfaktorer", RT.successFactor, CONCEPTS, "Id på framgångsfaktorer i fliken Begrepp."),
        links("Inspel", PROV.wasDerivedFrom, ("inspel",), "Id på de inspel som avsnittet bygger på."),
        ORDER,
        PUBLICATION,
        OWN_IRI,
    ),
    rdf_class=RT.ProgrammeSection,
    intro="Syfte, strategi och uppföljning för varje KF-mål.",
)

BESLUT = Sheet(
    "Beslut",
    "beslut",
    (
        identifier("B-1"),
        *titles("Rubrik", "Vad beslutet gäller.", "Mål för mandatperioden"),
        link("Organ", RT.decidedBy, BODIES, "Id på det organ som beslutade.", "KF"),
        Column("Datum", DCTERMS.date, Kind.DATE, "Beslutsdatum.", example="2023-06-19", width=12),
        Column("Paragraf", RT.paragraph, Kind.TEXT, "T.ex. 84.", example="84", also=("§",), width=10),
        Column("Diarienummer", RT.registryNumber, Kind.TEXT, "T.ex. KS 2023/117.", example="KS 2023/117"),
        concept("Slag", RT.decisionKind, "decision", "Förslag, antagande, förlängning ...", "antagande"),
        Column(
            "Underlag",
            RT.basedOnDocument,
            Kind.KEYED,
            "Beslutsunderlag: en rad för varje, skriven som id: titel.",
            language="sv",
            many=True,
            width=44,
        ),
        Column(
            "Skickas till",
            RT.sentTo,
            Kind.TEXTS,
            "Vilka beslutet expedieras till, skilda med semikolon.",
            many=True,
        ),
        Column("Förlänger från", RT.previousEnd, Kind.DATE, "Vid förlängning: tidigare slutdatum.", width=12),
        Column("Förlänger till", RT.newEnd, Kind.DATE, "Vid förlängning: nytt slutdatum.", width=12),
        DESCRIPTION,
        PUBLICATION,
        OWN_IRI,
    ),
    rdf_class=RT.Decision,
    intro="Vem som beslutade vad, när, med paragraf och diarienummer. Knyts till mål i målets kolumn Beslut.",
)

TIDPLAN = Sheet(
    "Tidplan",
    "tidplan",
    (
        identifier("T-1"),
        *titles("Steg", "Stegets namn.", "KF antar målen"),
        Column("Ordning", RT.sequence, Kind.INTEGER, "Stegets plats i tidplanen.", example="1", width=9),
        Column("Planerad start", RT.plannedStart, Kind.DATE, "Första dagen.", example="2023-06-19", width=12),
        Column("Planerat slut", RT.plannedEnd, Kind.DATE, "Sista dagen.", width=12),
        links("Organ", RT.responsibleBody, BODIES, "Id på ansvarigt organ.", "KF"),
        text("Aktivitet", RT.activity, "Vad som görs."),
        concept("Grind", RT.gate, "gate", "Den kontroll som planen ska klara före steget."),
        links("Beslut", RT.endedIn, ("beslut",), "Id på beslutet som steget ledde till."),
        PUBLICATION,
        OWN_IRI,
    ),
    rdf_class=RT.Milestone,
    intro="Vägen till beslut, steg för steg.",
)

DIALOG = Sheet(
    "Dialog",
    "dialog",
    (
        identifier("D-1"),
        *titles("Rubrik", "Dialogens namn.", "Medborgarcafé om trygghet"),
        concept(
            "Kanal",
            RT.channel,
            "channel",
            "Digitalt verktyg, fysisk plats, Open space, workshop ...",
            "workshop",
        ),
        *span(DCTERMS.temporal, "Från", "Till", "När dialogen hölls."),
        Column("Plats", RT.place, Kind.TEXT, "Var dialogen hölls."),
        Column("Deltagare", RT.participants, Kind.INTEGER, "Antal deltagare.", width=10),
        DESCRIPTION,
        PUBLICATION,
        OWN_IRI,
    ),
    rdf_class=RT.Dialogue,
    intro="Tillfällen och kanaler där invånarna har kunnat påverka målen.",
)

INSPEL = Sheet(
    "Inspel",
    "inspel",
    (
        identifier("IN-1"),
        *titles(
            "Inspel", "Inspelet i sammanfattning, utan personuppgifter.", "Tryggare gångvägar till skolan"
        ),
        link("Dialog", RT.dialogue, ("dialog",), "Id på dialogen.", "D-1"),
        Column("Nyckelord", RT.keyword, Kind.TEXTS, "Nyckelord, skilda med semikolon.", many=True),
        text(
            "Ledde inte vidare därför att",
            RT.reasonNotUsed,
            "Skälet, när inspelet inte gav något mål eller avsnitt.",
        ),
        DESCRIPTION,
        PUBLICATION,
        OWN_IRI,
    ),
    rdf_class=RT.DialogueInput,
    intro="Vad som kom fram i dialogen. Knyts till mål i målets kolumn Inspel.",
)

UPPDRAG = Sheet(
    "Uppdrag",
    "uppdrag",
    (
        identifier("U-1"),
        *titles("Uppdrag", "Uppdragets lydelse.", "Ta fram en plan för trygga skolvägar"),
        link("Organ", RT.assignedTo, BODIES, "Id på det organ som har fått uppdraget."),
        link("Givet av", RT.assignedBy, BODIES, "Id på det organ som har gett uppdraget.", "KF"),
        links("Mål", RT.assignmentFor, GOALS, "Id på mål som uppdraget hör till."),
        Column("Klart senast", RT.dueDate, Kind.DATE, "När uppdraget ska vara klart.", width=12),
        DECISION,
        DESCRIPTION,
        PUBLICATION,
        OWN_IRI,
    ),
    rdf_class=RT.Assignment,
    intro="Uppdrag från kommunfullmäktige och kommunstyrelsen, vid sidan av målen.",
)

REMISSVAR = Sheet(
    "Remissvar",
    "remissvar",
    (
        identifier("R-1"),
        link("Organ", RT.repliedBy, BODIES, "Id på det organ som svarade.", "BUN", required=True),
        links(
            "Gäller", RT.repliesTo, ("mal", "program"), "Id på mål eller program som svaret gäller.", "KF-1"
        ),
        Column("Datum", DCTERMS.date, Kind.DATE, "När svaret kom.", width=12),
        text("Svar", DCTERMS.description, "Hur organet bidrar."),
        PUBLICATION,
        OWN_IRI,
    ),
    rdf_class=RT.ReferralReply,
    intro="Nämndernas och bolagens svar på frågan hur de bidrar.",
)
