"""The rules by which several results become one status, as arithmetic on counts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from graph.model import GoverningModel
from graph.reference import RollUp, Status

DEFAULT_RULE = RollUp.TARGETS_MET
DEFAULT_FULFILLED = Decimal(80)
DEFAULT_PARTLY = Decimal(50)


@dataclass(frozen=True, slots=True)
class RollUpSettings:
    """The rule of a governing model and its thresholds, shares in percent."""

    rule: RollUp = DEFAULT_RULE
    fulfilled: Decimal = DEFAULT_FULFILLED
    partly: Decimal = DEFAULT_PARTLY


@dataclass(frozen=True, slots=True)
class Weighing:
    """Some results weighed together, with the arithmetic behind the status.

    `measured` results could be judged at all; `share_fulfilled` and `share_partly` are in percent of all
    results, the latter those that are at least partly fulfilled. What was not measured counts in the whole
    but never as fulfilled.
    """

    settings: RollUpSettings
    fulfilled: int
    partly: int
    not_fulfilled: int
    not_measured: int
    status: Status

    @property
    def total(self) -> int:
        """How many results there are."""
        return self.fulfilled + self.partly + self.not_fulfilled + self.not_measured

    @property
    def share_fulfilled(self) -> Decimal | None:
        """The share that is fulfilled, in percent; None where there is nothing."""
        return Decimal(100 * self.fulfilled) / self.total if self.total else None

    @property
    def share_partly(self) -> Decimal | None:
        """The share that is at least partly fulfilled, in percent; None where there is nothing."""
        return Decimal(100 * (self.fulfilled + self.partly)) / self.total if self.total else None


def settings_of(model: GoverningModel) -> RollUpSettings:
    """A governing model's rule and thresholds, with the program's defaults where it says nothing."""
    return RollUpSettings(
        DEFAULT_RULE if model.roll_up_rule is None else model.roll_up_rule,
        DEFAULT_FULFILLED if model.roll_up_threshold is None else model.roll_up_threshold,
        DEFAULT_PARTLY if model.partly_threshold is None else model.partly_threshold,
    )


def weigh(results: Iterable[Status], settings: RollUpSettings) -> Weighing:
    """Weigh results together. Where nothing was measured at all, the outcome is not assessable.

    The order of the results never matters.
    """
    counts = dict.fromkeys(Status, 0)
    for result in results:
        counts[result] += 1
    fulfilled, partly, missed = (
        counts[status] for status in (Status.FULFILLED, Status.PARTLY, Status.NOT_FULFILLED)
    )
    unknown = counts[Status.NOT_ASSESSABLE] + counts[Status.ONGOING]
    status = Status.NOT_ASSESSABLE
    if fulfilled + partly + missed:
        status = _RULES[settings.rule](Weighing(settings, fulfilled, partly, missed, unknown, status))
    return Weighing(settings, fulfilled, partly, missed, unknown, status)


def _worst(weighing: Weighing) -> Status:
    """A known miss is the worst; that something was not measured is worse than anything known to be good."""
    if weighing.not_fulfilled:
        return Status.NOT_FULFILLED
    if weighing.not_measured:
        return Status.NOT_ASSESSABLE
    return Status.PARTLY if weighing.partly else Status.FULFILLED


def _share(weighing: Weighing) -> Status:
    if weighing.fulfilled and 100 * weighing.fulfilled >= weighing.settings.fulfilled * weighing.total:
        return Status.FULFILLED
    return _partly_or_not(weighing)


def _targets_met(weighing: Weighing) -> Status:
    return Status.FULFILLED if weighing.fulfilled == weighing.total else _partly_or_not(weighing)


def _majority(weighing: Weighing) -> Status:
    """More than half fulfilled is fulfilled; half at least partly fulfilled is partly."""
    if 2 * weighing.fulfilled > weighing.total:
        return Status.FULFILLED
    return (
        Status.PARTLY
        if 2 * (weighing.fulfilled + weighing.partly) >= weighing.total
        else Status.NOT_FULFILLED
    )


def _partly_or_not(weighing: Weighing) -> Status:
    reached = weighing.fulfilled + weighing.partly
    enough = reached > 0 and 100 * reached >= weighing.settings.partly * weighing.total
    return Status.PARTLY if enough else Status.NOT_FULFILLED


_RULES: Mapping[RollUp, Callable[[Weighing], Status]] = {
    RollUp.WORST: _worst,
    RollUp.SHARE: _share,
    RollUp.TARGETS_MET: _targets_met,
    RollUp.MAJORITY: _majority,
    # What is stated is taken as it stands (see graph.analysis.followup); nothing is weighed.
    RollUp.STATED: lambda _: Status.NOT_ASSESSABLE,
}
