"""StratML's target and actual results as rows of target values and outcomes."""

import re
from dataclasses import dataclass, field
from datetime import date

from rdflib.namespace import DCAT, DCTERMS, RDF, SKOS, XSD

from graph.iris import mint
from graph.periods import Period, period_of
from graph.sources.columns import Sheet
from graph.sources.followup_sheets import MALVARDEN, UTFALL
from graph.sources.rows import Remark
from graph.sources.stratml_elements import Place
from graph.sources.stratml_names import CONDITION, STATUS, UPPER
from graph.sources.stratml_rows import Draft, Rows
from graph.sources.values import as_date, as_decimal, as_year
from ontology.namespaces import RT, RTC, SDMX_DIMENSION

_SHEETS: dict[str, Sheet] = {"TargetResult": MALVARDEN, "ActualResult": UTFALL}
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_UNITS = re.compile(r"^[$€£]\s*|\s*%$")
_FULL_YEAR = 360  # days: a year of the calendar or of a budget


@dataclass(slots=True)
class Results:
    """Reads the results of indicators."""

    rows: Rows
    plan: str
    _periods: set[str] = field(default_factory=set)

    def read(self, indicator: Place, about: Draft) -> None:
        """Read every result of one indicator."""
        for instance in indicator.children("MeasurementInstance"):
            where = ": ".join(
                filter(None, (instance.text("Place", "Name"), instance.text("Place", "PlaceIdentifier")))
            )
            target: Draft | None = None
            for place in instance.children("TargetResult"):
                if target is not None and place.text("Descriptor", "DescriptorName") == UPPER:
                    target.set("Övre värde", self._number(place)[0], "NumberOfUnits")
                else:
                    target = self._result(place, MALVARDEN, about, where)
            for place in instance.children("ActualResult"):
                self._result(place, UTFALL, about, where)

    def _result(self, place: Place, sheet: Sheet, about: Draft, where: str) -> Draft:
        lines, description = self.rows.lines(place.text("Description"), sheet, "Id")
        draft = Draft(sheet, place)
        draft.set("Indikator", about.value("Id"))
        period = self._period(place)
        if isinstance(period, Period):
            draft.set("Period", period.identifier, "EndDate")
        draft.fill(lines, "Description")
        value, odd = self._number(place)
        draft.set("Värde", value, "NumberOfUnits")
        texts = [description, odd, self._descriptor(place, draft), where, *self._odd_days(place)]
        draft.set("Beskrivning", "\n".join(filter(None, texts)), "Description")
        self._name(draft, lines, period)
        self.rows.drafts.append(draft)
        if isinstance(period, tuple):
            self._own_period(draft, *period)
        return draft

    def _descriptor(self, place: Place, draft: Draft) -> str:
        """What a Descriptor says, where it is no word of ours."""
        name, value = place.text("Descriptor", "DescriptorName"), place.text("Descriptor", "DescriptorValue")
        heading = {MALVARDEN.name: CONDITION, UTFALL.name: STATUS}[draft.sheet.name]
        if self.rows.ours and name == heading:
            draft.set(heading, value, "Descriptor")
            return ""
        return ": ".join(filter(None, (name, value)))

    def _number(self, place: Place) -> tuple[str, str]:
        """The value as a number, and the text where it is none."""
        text = place.text("NumberOfUnits")
        bare = _UNITS.sub("", text)
        if _THOUSANDS.fullmatch(bare):
            bare = bare.replace(",", "")
        if not text or as_decimal(bare, typed=False).value is not None:
            return bare, ""
        self._odd(place, "NumberOfUnits", text)
        return "", text

    def _odd(self, place: Place, name: str, text: str) -> None:
        self.rows.remarks.append(Remark("L35", place.part(name), text, {"value": text, "heading": name}))

    def _odd_days(self, place: Place) -> list[str]:
        texts = []
        for name in ("StartDate", "EndDate"):
            text = place.text(name)
            if text and _day(text, last=False) is None:
                self._odd(place, name, text)
                texts.append(f"{name}: {text}")
        return texts

    def _period(self, place: Place) -> Period | tuple[date, date] | None:
        """The follow-up period with these days, or the days where it is none of the usual ones."""
        start, end = (_day(place.text(name), last=name == "EndDate") for name in ("StartDate", "EndDate"))
        if start is None and end is None:
            return None
        start = start or date(end.year if end else 1, 1, 1)
        end = end or date(start.year, 12, 31)
        return period_of(start, end) or (start, end)

    def _name(self, draft: Draft, lines: dict[str, str], period: Period | tuple[date, date] | None) -> None:
        """The row's id: its own, else made of what it says, with a number where that is taken."""
        days = "_".join(each.isoformat() for each in period) if isinstance(period, tuple) else ""
        parts = [draft.value(heading) for heading in draft.sheet.natural_key]
        usual = "-".join(part for part in (*parts, days) if part).replace(";", ",")
        reference = lines.get("Id") or self.rows.free(draft.sheet, usual)
        self.rows.ids.add((draft.sheet.segment, reference.casefold()))
        draft.set("Id", reference)

    def _own_period(self, draft: Draft, start: date, end: date) -> None:
        """A period that the workbook has no word for, such as another country's budget year."""
        predicate = RT.period if draft.sheet is MALVARDEN else SDMX_DIMENSION.refPeriod
        name = f"{start.isoformat()}_{end.isoformat()}"
        period = str(mint(self.rows.base, "period", name))
        origin = draft.place.origin
        self.rows.keep(self.rows.iri_of(draft), str(predicate), period, origin, "iri")
        if period in self._periods:
            return
        self._periods.add(period)
        kind = "annual" if (end - start).days >= _FULL_YEAR else "interim"
        for prop, value, datatype in (
            (RDF.type, str(RT.FollowUpPeriod), "iri"),
            (DCTERMS.identifier, name, ""),
            (SKOS.prefLabel, f"{start.isoformat()} – {end.isoformat()}", ""),
            (RT.periodKind, str(RTC[f"period-kind/{kind}"]), "iri"),
            (DCAT.startDate, start.isoformat(), str(XSD.date)),
            (DCAT.endDate, end.isoformat(), str(XSD.date)),
            (RT.inPlan, self.plan, "iri"),
        ):
            self.rows.keep(period, str(prop), value, origin, datatype)


def _day(text: str, *, last: bool) -> date | None:
    """A day, from xsd:date with or without a time zone or time; a bare year is its first or last day."""
    day = as_date(text[:10], typed=False).value
    year = as_year(text).value if day is None and text else None
    if year is not None:
        return date(year, 12, 31) if last else date(year, 1, 1)
    return day
