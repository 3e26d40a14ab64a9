"""The name of a calendar feed: it holds all that the feed is made from, so nothing is stored.

`<institution>-20261001-en-3k9c2`: whose deadlines, the semester's first day, the reader's
language, and the minute in which the feed was asked for.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from locales import Locale
from rules.institutions import DEADLINES, registry

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_FORM = re.compile(r"([a-z][a-z0-9]{1,15})-(\d{8})-(en|sc|sl)-([0-9a-z]{1,7})")
_LOCALES = {"en": Locale.EN, "sc": Locale.SR_CYRL, "sl": Locale.SR_LATN}
_CODES = {locale: code for code, locale in _LOCALES.items()}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """What a feed is made from.

    Attributes:
        start: the semester's first day.
        locale: the reader's language and script.
        made: when it was asked for, to the minute.
        institution: whose deadlines they are.
    """

    start: date
    locale: Locale
    made: datetime
    institution: str

    @property
    def name(self) -> str:
        """It as a part of an address."""
        minutes = int((self.made - _EPOCH).total_seconds() // 60)
        start = self.start.isoformat().replace("-", "")
        return f"{self.institution}-{start}-{_CODES[self.locale]}-{_in_36(minutes)}"

    @classmethod
    def from_name(cls, name: str) -> "CalendarFeed":
        """Read a feed's name.

        Raises:
            ValueError: it is none.
        """
        match = _FORM.fullmatch(name)
        if match is None:
            raise ValueError("not the name of a feed")
        institution, day, code, minutes = match.groups()
        if not registry().may_tell(DEADLINES, institution):
            raise ValueError("a feed of an institution that has no deadlines")
        start = datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC).date()
        made = _EPOCH + timedelta(minutes=int(minutes, 36))
        return cls(start, _LOCALES[code], made, institution)


def _in_36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits
