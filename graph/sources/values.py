"""What one cell says: reading numbers, dates, years, yes and no, and Agenda 2030 codes.

Each reader returns the value, and the code of a reading rule when the user should know something about it.
A value of None with a code means that the cell could not be read.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

Raw = str | int | float | bool | date
T = TypeVar("T")

_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f "), None)
_NUMBER = re.compile(r"[+\-−]?\d+(?:[.,]\d+)?%?")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SDG = re.compile(
    r"(?:(del(?:ar|vis)?)\s*(?:av)?\s*)?(?:mål\s*)?(\d{1,2})(?:\.(\d{1,2}|[a-e]))?", re.IGNORECASE
)
_EXCEL_START = date(1899, 12, 30)
_CODE_DIGITS = 4
_LIKELY_YEARS = range(1950, 2150)
_TRUE = frozenset({"ja", "j", "yes", "true", "sant", "1", "x"})
_FALSE = frozenset({"nej", "n", "no", "false", "falskt", "0"})


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A cell's value, and the code of the reading rule that speaks about it, if any."""

    value: T | None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class SdgCode:
    """One Agenda 2030 code, e.g. 3 or 3.4, and whether the tie is partial."""

    code: str
    partly: bool


def as_text(raw: Raw) -> str:
    """The cell as text: whole numbers without a decimal point, dates as 2024-01-31, booleans as ja/nej."""
    if isinstance(raw, bool):
        return "ja" if raw else "nej"
    if isinstance(raw, float):
        return plain(decimal_of(raw))
    if isinstance(raw, date):
        return raw.isoformat()
    return str(raw).replace("\r\n", "\n").strip()


def as_municipality_code(raw: Raw) -> str:
    """SCB's code of a municipality, with the zeros that a spreadsheet takes from its start.

    >>> as_municipality_code(665), as_municipality_code("0665")
    ('0665', '0665')
    """
    text = as_text(raw)
    return text.zfill(_CODE_DIGITS) if text.isascii() and text.isdigit() else text


def decimal_of(number: float) -> Decimal:
    """A spreadsheet's number as a decimal: the fifteen digits that Excel itself keeps."""
    return Decimal(f"{number:.15g}")


def plain(number: Decimal) -> str:
    """A decimal without exponent and without zeros at the end of its fraction."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def as_decimal(raw: Raw, *, typed: bool) -> Reading[Decimal]:
    """Read a number; `typed` says that the source keeps numbers apart from text (see Sheets)."""
    if isinstance(raw, bool | date):
        return Reading(None, "L03")
    if isinstance(raw, int):
        return Reading(Decimal(raw))
    if isinstance(raw, float):
        return Reading(decimal_of(raw))
    text = raw.translate(_BLANKS)
    if not _NUMBER.fullmatch(text):
        return Reading(None, "L03")
    number = Decimal(text.rstrip("%").replace(",", ".").replace("−", "-"))
    return Reading(number, "L02" if typed else None)


def as_integer(raw: Raw, *, typed: bool) -> Reading[int]:
    """Read a whole number."""
    reading = as_decimal(raw, typed=typed)
    if reading.value is None or reading.value != reading.value.to_integral_value():
        return Reading(None, "L21")
    return Reading(int(reading.value), reading.code)


def as_year(raw: Raw) -> Reading[int]:
    """Read a year between 1000 and 9999; a date gives its year."""
    if isinstance(raw, date):
        return Reading(raw.year)
    reading = as_decimal(raw, typed=False)
    if reading.value is None or reading.value != reading.value.to_integral_value():
        return Reading(None, "L22")
    year = int(reading.value)
    return Reading(year) if 1000 <= year <= 9999 else Reading(None, "L22")


def as_date(raw: Raw, *, typed: bool) -> Reading[date]:
    """Read a day."""
    if isinstance(raw, date):
        return Reading(raw, "L06" if raw.year < 1900 else None)
    text = as_text(raw)
    match = _ISO_DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if not match:
        return Reading(None, "L05")
    try:
        day = date(*(int(part) for part in match.groups()))
    except ValueError:
        return Reading(None, "L05")
    if day.year < 1900:
        return Reading(day, "L06")
    return Reading(day, "L04" if typed else None)


def as_boundary(raw: Raw, *, last: bool, typed: bool) -> Reading[date]:
    """Read a first or last day, where a bare year means its first or last day."""
    year = _bare_year(raw)
    if year is not None:
        return Reading(date(year, 12, 31) if last else date(year, 1, 1))
    return as_date(raw, typed=typed)


def _bare_year(raw: Raw) -> int | None:
    """The year that a cell holds in place of a day, or None.

    In a cell with a date format Excel keeps 2024 as the 2024th day, which lies in July 1905.
    """
    if not isinstance(raw, date):
        return as_year(raw).value
    serial = (raw - _EXCEL_START).days
    return serial if serial in _LIKELY_YEARS else None


def as_boolean(raw: Raw) -> Reading[bool]:
    """Read yes or no."""
    if isinstance(raw, bool):
        return Reading(raw)
    word = as_text(raw).casefold()
    if word in _TRUE:
        return Reading(value=True)
    if word in _FALSE:
        return Reading(value=False)
    return Reading(None, "L16")


def as_sdg(part: str) -> Reading[SdgCode]:
    """Read one Agenda 2030 code. Whether the code exists is for rule T09 to say."""
    match = _SDG.fullmatch(part.strip())
    if not match:
        return Reading(None, "L14")
    partly, goal, target = match.groups()
    code = str(int(goal)) + (f".{target.lower()}" if target else "")
    return Reading(SdgCode(code, bool(partly)))


def parts_of(raw: Raw) -> list[str]:
    """The parts of a cell that holds several values, separated by ; or line breaks."""
    return [part.strip() for part in re.split(r"[;\n]", as_text(raw)) if part.strip()]


def keyed_lines(raw: Raw) -> list[tuple[str, str | None]]:
    """The lines of a cell of the form "id: text"; None as text where a line has no id.

    An indented line goes on with the text above it.
    """
    found: list[tuple[str, str | None]] = []
    for line in as_text(raw).split("\n"):
        if line.startswith("  ") and found and found[-1][1] is not None:
            key, text = found[-1]
            found[-1] = (key, f"{text}\n{line[2:]}")
            continue
        if not line.strip():
            continue
        key, colon, text = line.partition(":")
        found.append(
            (key.strip(), text.strip()) if colon and key.strip() and text.strip() else (line.strip(), None)
        )
    return found
