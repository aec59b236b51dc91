"""What happens: a municipality's roads are set, and ways between postcodes are written down or taken away."""

from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.audit import actions as audit
from directory.municipalities.models import Municipality
from kernel.lifecycle import ensure_current
from volunteers.roads import queries, rules
from volunteers.roads.estimate import SPEED, WINDING
from volunteers.roads.models import RoadOverride, RoadSetting


def set_roads(
    session: Session,
    municipality: Municipality,
    *,
    winding: int,
    speed: int,
    version: int,
    actor_id: int,
    at: datetime,
) -> None:
    """Say how winding (per cent) and how fast (km/h) a municipality's roads are; raises Stale."""
    setting = queries.setting_of(session, municipality.id)
    ensure_current(setting.version if setting else 0, version)
    before = (setting.winding, setting.speed) if setting else (WINDING, SPEED)
    if setting is None:
        setting = RoadSetting(municipality_id=municipality.id, winding=winding, speed=speed)
        session.add(setting)
    else:
        setting.winding, setting.speed = winding, speed
        flag_modified(setting, "speed")  # the version counts every writing, also of the same
    changes = {"winding": (before[0], winding), "speed": (before[1], speed)}
    audit.record(session, setting, "set", actor_id=actor_id, at=at, changes=changes)


def write(
    session: Session,
    municipality: Municipality,
    one: str,
    other: str,
    *,
    metres: int,
    minutes: int,
    why: str,
    actor_id: int,
    at: datetime,
) -> None:
    """Write down how far and how long it is between two postcodes; what was written of them before is replaced."""
    rules.ensure_pair(one, other)
    first, last = rules.pair(one, other)
    known = queries.override_between(session, municipality.id, first, last)
    before = (known.metres, known.minutes) if known else (None, None)
    if known is None:
        known = RoadOverride(municipality_id=municipality.id, one=first, other=last)
        session.add(known)
    known.metres, known.minutes, known.why = metres, minutes, why
    changes = {"metres": (before[0], metres), "minutes": (before[1], minutes), "pair": (None, f"{first}–{last}")}
    audit.record(session, known, "written", actor_id=actor_id, at=at, changes=changes)


def take_away(session: Session, override: RoadOverride, *, actor_id: int, at: datetime) -> None:
    """Take away what was written of two postcodes; the estimate holds again."""
    pair = f"{override.one}–{override.other}"
    audit.record(session, override, "taken_away", actor_id=actor_id, at=at, changes={"pair": (pair, None)})
    session.delete(override)
