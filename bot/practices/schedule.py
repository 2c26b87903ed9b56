"""When a channel's question is due: days and an hour in the channel's own time zone.

The rule: an hour that a change of the clocks leaves out is taken as the next one there is, one that comes
twice as the first. Times in and out are milliseconds since the epoch (UTC).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OFF, DAILY, WEEKDAYS = "off", "daily", "weekdays"
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS = (OFF, DAILY, WEEKDAYS, *NAMES)
HOURS = tuple(f"{hour:02}:00" for hour in (9, *range(6, 9), *range(10, 23)))  # the first is the usual one
# Some to choose from; any other name of the IANA database is good too.
ZONES = (
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Kyiv",
    "Europe/Istanbul",
    "Africa/Lagos",
    "Africa/Cairo",
    "Africa/Nairobi",
    "Africa/Johannesburg",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Dhaka",
    "Asia/Jakarta",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
)
LOOK = 8  # days in which every schedule is due once at least


def is_zone(name: str) -> bool:
    """Whether there is a time zone of that name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def next_due(days: str, hour: str, zone: str, after: int) -> int | None:
    """When a question is due next after a time; None where none is.

    >>> next_due("daily", "09:00", "UTC", 0)
    32400000
    """
    start = datetime.fromtimestamp(after / 1000, UTC).astimezone(ZoneInfo(zone)).date()
    due = (_at(start + timedelta(days=n), hour, zone) for n in range(-1, LOOK + 1) if _on(days, start, n))
    return next((at for at in due if at > after), None)


def last_due(days: str, hour: str, zone: str, now: int) -> int | None:
    """When a question was due last, up to now; None where none was within a week."""
    start = datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(zone)).date()
    due = (_at(start - timedelta(days=n), hour, zone) for n in range(-1, LOOK) if _on(days, start, -n))
    return next((at for at in due if at <= now), None)


def _on(days: str, start: date, offset: int) -> bool:
    weekday = (start + timedelta(days=offset)).weekday()
    match days:
        case "off":
            return False
        case "daily":
            return True
        case "weekdays":
            return weekday < 5
        case _:
            return NAMES.index(days) == weekday


def _at(day: date, hour: str, zone: str) -> int:
    local = datetime.combine(day, time.fromisoformat(hour), ZoneInfo(zone))
    return round(local.timestamp() * 1000)
