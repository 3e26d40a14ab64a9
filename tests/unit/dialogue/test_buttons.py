"""What a button says comes back as it was meant."""

import pytest

from bot.messages.button_data import LIMIT, Verb, data, parse, token, value_of
from bot.messages.json_value import Json


@pytest.mark.parametrize(
    "value",
    [
        True,
        False,
        3,
        "doctoral",
        "unknown",
        {"days": 20},
        {"months": 0},
        {"months": 1, "days": 15},
        {"semesters": 1},
        {"from": "2027-02-15", "to": "2027-06-30"},
        {"points": 61},
        {"points": 61.5},
        {"grade": 8},
    ],
)
def test_an_answer_comes_back_from_its_button_as_it_went_out(value: Json) -> None:
    carried = data(Verb.ANSWER, 12345, "duration", token(value))
    pressed = parse(carried)
    assert pressed is not None
    assert value_of(pressed.arguments[2]) == value
    assert len(carried.encode()) <= LIMIT


@pytest.mark.parametrize("value", [None, [1, 2], {"weeks": 3}, {"days": 10**9}, {}])
def test_what_no_button_can_carry_is_refused(value: Json) -> None:
    with pytest.raises(ValueError, match="no button can carry"):
        token(value)


@pytest.mark.parametrize(
    "damaged", ["", "a", "a:", "zz:1", "a:1:2:3:4", "a:1:год:2", "a:1 2", "A:1"]
)
def test_damaged_data_is_no_button(damaged: str) -> None:
    pressed = parse(damaged)
    assert pressed is None or pressed.arguments == ()
