"""Places in an order, as each language writes them."""

import pytest

from locales import Locale, Ordinal, format_value


@pytest.mark.parametrize(
    ("number", "english"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th")),
        *((21, "21st"), (22, "22nd"), (101, "101st"), (111, "111th")),
    ],
)
def test_english_ordinals_take_their_ending(number: int, english: str) -> None:
    assert format_value(Ordinal(number), Locale.EN) == english


@pytest.mark.parametrize("locale", [Locale.SR_CYRL, Locale.SR_LATN])
def test_serbian_ordinals_end_in_a_point(locale: Locale) -> None:
    assert [format_value(Ordinal(number), locale) for number in (1, 2, 21)] == ["1.", "2.", "21."]


def test_an_ordinal_may_stand_in_a_list() -> None:
    assert format_value((Ordinal(1), Ordinal(2)), Locale.EN) == "1st and 2nd"
