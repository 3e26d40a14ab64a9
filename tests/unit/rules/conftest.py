"""What the tests of the rules share."""

from datetime import date

TODAY = date(2026, 11, 22)
