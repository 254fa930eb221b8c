"""The sheet Läs mig: how the workbook is used, in fifteen lines, and what each sheet is for."""

from openpyxl.worksheet.worksheet import Worksheet

from graph.sources.layout import REST_SHEET, SHEETS, TEMPLATE_VERSION
from graph.sources.matching import VERSION_HEADING
from graph.sources.workbook_writing import HEADING, HINT, LINK, LONG, TEXT, TITLE, link_to, put

LINES = (
    "Här skriver ni in kommunens mål, så att programmet Röda tråden kan kontrollera att de hänger ihop.",
    "Börja med fliken Kommun: kommunens namn, kommunkod och budgetår behövs alltid.",
    "Fyll sedan i Organ, Vision och värden, KF-mål, Nämndmål och Bolagsmål. De andra flikarna kan vänta.",
    "En rad är en sak: ett mål, ett organ, en indikator. Slå inte ihop celler. Rubrikraden ska stå överst.",
    "Rubriker med stjärna (*) på vinröd botten måste finnas. Peka på en rubrik så visas en förklaring.",
    "Kolumnen Id är radens beteckning, t.ex. KF-1. Den är unik och ändras inte när den väl har publicerats.",
    "Andra flikar hänvisar till raden med dess id: skriv KF-1 i kolumnen Bidrar till i fliken Nämndmål.",
    "Flera id, koder eller nyckelord i samma cell skiljs med semikolon: KF-1; KF-3.",
    "Agenda 2030 skrivs som mål eller delmål: 3; 3.4; 1.a. Skriv ”del av 2” för en partiell koppling.",
    "Datum skrivs 2024-06-19. Perioder skrivs 2024, 2024-delår, 2024-T1 eller 2024-Q1.",
    "Tal skrivs utan enhet och utan procenttecken: 87,5. Enheten står i fliken Indikatorer.",
    "Saknas ett utfall skrivs det ut i kolumnen Status i fliken Utfall: ej uppmätt. Lämna inte bara tomt.",
    "Rader vars id börjar med ”Exempel:” är mallens exempel. De läses aldrig och kan tas bort.",
    "Skriv inga personnamn, personnummer eller personliga e-postadresser: planen är tänkt för öppna data.",
    "Kontrollera med rodatraden check. Med --format xlsx markeras fynden i cellerna och samlas i fliken Fel.",
)

_REST = "Finns bara när programmet har skrivit arbetsboken: uppgifter som saknar egen kolumn."


def write_readme(sheet: Worksheet, title: str) -> None:
    """Fill the sheet Läs mig."""
    sheet.sheet_view.showGridLines = False
    for letter, width in (("A", 24), ("B", 110)):
        sheet.column_dimensions[letter].width = width
    put(sheet, 1, 1, title, TITLE)
    put(sheet, 2, 1, VERSION_HEADING, HINT)
    put(sheet, 2, 2, str(TEMPLATE_VERSION), HINT)
    for number, line in enumerate(LINES, 1):
        put(sheet, number + 3, 1, f"{number}.", TEXT)
        put(sheet, number + 3, 2, line, LONG)
    top = len(LINES) + 5
    put(sheet, top, 1, "Flik", HEADING)
    put(sheet, top, 2, "Innehåll", HEADING)
    for number, each in enumerate(SHEETS, top + 1):
        link_to(put(sheet, number, 1, each.name, LINK), each.name, "A1")
        put(sheet, number, 2, f"{each.intro}{' Måste finnas.' if each.required else ''}", LONG)
    last = top + len(SHEETS) + 1
    put(sheet, last, 1, REST_SHEET, TEXT)
    put(sheet, last, 2, _REST, LONG)
