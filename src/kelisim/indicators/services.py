"""Every write on indicators, targets and observations."""

from __future__ import annotations

from typing import Any, TypeVar

from django.utils import timezone

from kelisim.accounts.actions import action
from kelisim.accounts.models import Office, User
from kelisim.common import services as common
from kelisim.common.models import Source, SourceKind
from kelisim.common.services import change, record_source, store
from kelisim.indicators.models import Indicator, Observation, ObservationSource, Target, TargetSource

Row = TypeVar("Row", Target, Observation)
LINKS: dict[type, Any] = {Target: TargetSource, Observation: ObservationSource}
IDENTITY = ("indicator", "area", "partner", "sector", "start", "end", "stage", "bound", "reporter", "unit")


@action("indicators.create_indicator")
def create_indicator(user: User, *, by: User, **facts: Any) -> Indicator:
    """Add an indicator; the subject is the acting user, for indicators belong to no office."""
    return store(change(Indicator(), facts))


@action("indicators.edit_indicator")
def edit_indicator(indicator: Indicator, *, version: int | None = None, by: User, **facts: Any) -> Indicator:
    """Change an indicator."""
    return store(change(indicator, facts), version=version)


@action("indicators.archive_indicator")
def archive_indicator(indicator: Indicator, *, version: int | None = None, by: User) -> Indicator:
    """Put an indicator away; its figures stay."""
    return common.archive(indicator, version=version, by=by)


@action("indicators.restore_indicator")
def restore_indicator(indicator: Indicator, *, version: int | None = None, by: User) -> Indicator:
    """Take an indicator back."""
    return common.restore(indicator, version=version, by=by)


@action("indicators.set_target")
def set_target(office: Office, *, source: Source | None = None, by: User, **facts: Any) -> Target:
    """Record a figure that somebody set; see `enter_target`."""
    return enter_target(office, source=source or _entered_by_hand(office), **facts)


@action("indicators.edit_target")
def edit_target(target: Target, *, version: int | None = None, by: User, **facts: Any) -> Target:
    """Change a target."""
    return store(change(target, facts), version=version)


@action("indicators.archive_target")
def archive_target(target: Target, *, version: int | None = None, by: User) -> Target:
    """Put a target away."""
    return common.archive(target, version=version, by=by)


@action("indicators.restore_target")
def restore_target(target: Target, *, version: int | None = None, by: User) -> Target:
    """Take a target back."""
    return common.restore(target, version=version, by=by)


@action("indicators.publish_target")
def publish_target(target: Target, *, by: User) -> Target:
    """Release a target to the public."""
    return common.publish(target, by=by)


@action("indicators.withdraw_target")
def withdraw_target(target: Target, *, by: User) -> Target:
    """Take a target back from the public."""
    return common.withdraw(target, by=by)


@action("indicators.record_observation")
def record_observation(office: Office, *, source: Source | None = None, by: User, **facts: Any) -> Observation:
    """Record a figure that happened or is planned; see `enter_observation`."""
    return enter_observation(office, source=source or _entered_by_hand(office), **facts)


@action("indicators.edit_observation")
def edit_observation(observation: Observation, *, version: int | None = None, by: User, **facts: Any) -> Observation:
    """Change an observation."""
    return store(change(observation, facts), version=version)


@action("indicators.archive_observation")
def archive_observation(observation: Observation, *, version: int | None = None, by: User) -> Observation:
    """Put an observation away."""
    return common.archive(observation, version=version, by=by)


@action("indicators.restore_observation")
def restore_observation(observation: Observation, *, version: int | None = None, by: User) -> Observation:
    """Take an observation back."""
    return common.restore(observation, version=version, by=by)


@action("indicators.publish_observation")
def publish_observation(observation: Observation, *, by: User) -> Observation:
    """Release an observation to the public."""
    return common.publish(observation, by=by)


@action("indicators.withdraw_observation")
def withdraw_observation(observation: Observation, *, by: User) -> Observation:
    """Take an observation back from the public."""
    return common.withdraw(observation, by=by)


def enter_target(office: Office, *, source: Source, **facts: Any) -> Target:
    """Store a target, or add the source to the one that says the same. Call it inside an `@action`."""
    return _enter(change(Target(office=office), facts), source)


def enter_observation(office: Office, *, source: Source, **facts: Any) -> Observation:
    """Store an observation, or add the source to the one that says the same. Call it inside an `@action`.

    Another value for the same thing becomes a row of its own, told apart by the day of its source. A figure without a
    period stands alone: nobody can say whether it is the same.
    """
    return _enter(change(Observation(office=office), facts), source)


def leave_figure(figure: Target | Observation, source: Source, *, by: User) -> Target | Observation:
    """Take a source away; a figure that nobody states any more is archived. Call it inside an `@action`."""
    for link in LINKS[type(figure)].objects.filter(**{figure._meta.model_name or "": figure, "source": source}):
        common.archive(link, version=None, by=by)
    common.archive(source, version=None, by=by)
    if figure.is_archived or figure.sources.exists():
        return figure
    return common.archive(figure, version=None, by=by)


def _enter(figure: Row, source: Source) -> Row:
    figure.clean_fields(exclude=["vintage"])
    same = _same_figure(figure)
    if same is None:
        figure.vintage = figure.vintage or source.day
        same = store(figure)
    LINKS[type(same)].everything.get_or_create(**{same._meta.model_name or "": same, "source": source})
    return same


def _same_figure(figure: Row) -> Row | None:
    if figure.start is None and figure.end is None:
        return None
    names = IDENTITY if isinstance(figure, Target) else (*IDENTITY, "status")
    alike = type(figure).objects.filter(
        office=figure.office, value=figure.value, **{n: getattr(figure, n) for n in names}
    )
    if figure.vintage is not None:
        alike = alike.filter(vintage=figure.vintage)
    return alike.order_by("pk").first()


def _entered_by_hand(office: Office) -> Source:
    title = office.name.best("en")[0] or office.slug
    return record_source(
        kind=SourceKind.PERSON, title=title, publisher=title[:200], day=timezone.localdate(), is_sample=office.is_sample
    )
