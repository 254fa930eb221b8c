"""Numbers as people write them: 1 234,5 and 75 % in Swedish, 1,234.5 and 75% in English."""

from decimal import ROUND_HALF_UP, Decimal

from shapes.findings import Text

# A number with more digits than this before or after the decimal sign is shown as it was written.
_MOST_DIGITS = 30
_FINEST = 6


def in_digits(number: int | Decimal) -> Text:
    """A number with thousands set apart and a decimal sign as in each language; every decimal is kept.

    >>> in_digits(Decimal("1234.50")).en
    '1,234.50'
    """
    if isinstance(number, Decimal):
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -_MOST_DIGITS or number.adjusted() > _MOST_DIGITS:
            return Text(str(number), str(number))
    english = f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"
    return Text(english.translate(_SWEDISH), english)


def in_percent(number: int | Decimal) -> Text:
    """A number of per cent, all its decimals kept.

    >>> in_percent(Decimal("-2.5")).en
    '-2.5%'
    """
    digits = in_digits(number)
    return Text(f"{digits.sv}\N{NO-BREAK SPACE}%", f"{digits.en}%")


def percent(share: Decimal, *limits: Decimal) -> Text:
    """A share in percent: whole, or with the decimals that it takes to stay on its side of every limit.

    >>> percent(Decimal(200) / 3).en
    '67%'
    >>> percent(Decimal("79.96"), Decimal(80)).en
    '79.96%'
    """
    shown = share
    for decimals in range(_FINEST + 1):
        shown = share.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        if all((shown >= limit) == (share >= limit) for limit in limits):
            break
    return in_percent(shown)


_SWEDISH = str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ","})
