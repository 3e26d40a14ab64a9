"""Launch data of pages inside Telegram: taken as Telegram signs it, and in no other way."""

import hashlib
import hmac
import json
from urllib.parse import parse_qsl, urlencode

import pytest

from bot.preview.kit import Person, init_data
from bot.telegram.init_data import MOST_AGE_SECONDS, PageVisitor, read_init_data

TOKEN = "123456789:AAtajna-tajna_tajna"
NOW = 1_798_000_000.0
ANA = Person(77, "Ана & Ко", language_code="sr")


def signed(**values: str) -> str:
    """Launch data as the documentation says it is signed."""
    lines = "\n".join(f"{key}={values[key]}" for key in sorted(values))
    secret = hmac.new(b"WebAppData", TOKEN.encode(), hashlib.sha256).digest()
    right = hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest()
    return urlencode({**values, "hash": right})


def test_what_telegram_signed_tells_who_it_is() -> None:
    given = signed(
        auth_date=str(int(NOW)),
        user='{"id":77,"language_code":"sr"}',
        query_id="x",
    )
    assert read_init_data(given, TOKEN, NOW) == PageVisitor(77, "sr")
    # The local server signs alike.
    assert read_init_data(init_data(ANA, TOKEN, NOW), TOKEN, NOW) == PageVisitor(77, "sr")


@pytest.mark.parametrize(
    ("age", "taken"),
    [
        (0, True),
        (MOST_AGE_SECONDS, True),
        (MOST_AGE_SECONDS + 2, False),
        (-9, True),
        (-900, False),
    ],
)
def test_old_launch_data_is_not_taken(age: float, taken: bool) -> None:
    found = read_init_data(init_data(ANA, TOKEN, NOW - age), TOKEN, NOW)
    assert (found is not None) is taken


def test_launch_data_of_another_bot_is_not_taken() -> None:
    assert read_init_data(init_data(ANA, "987654321:other", NOW), TOKEN, NOW) is None


@pytest.mark.parametrize("place", range(0, 200, 7))
def test_no_letter_can_be_changed(place: int) -> None:
    given = init_data(ANA, TOKEN, NOW)
    changed = given[:place] + ("x" if given[place] != "x" else "y") + given[place + 1 :]
    if dict(parse_qsl(changed)) != dict(parse_qsl(given)):
        assert read_init_data(changed, TOKEN, NOW) is None


@pytest.mark.parametrize(
    "given",
    [
        "",
        "hash=",
        "hash=abc",
        "user=%7B%22id%22%3A77%7D&auth_date=1798000000",
        "&" * 5000,
        "hash=\u0161&user=1",
        init_data(ANA, TOKEN, NOW) + "&user=%7B%22id%22%3A1%7D",
        signed(auth_date=str(int(NOW))),
        signed(auth_date="soon", user='{"id":77}'),
        signed(auth_date=str(int(NOW)), user="[" * 3000),
        signed(auth_date=str(int(NOW)), user="[]"),
        signed(auth_date=str(int(NOW)), user='{"id":"x"}'),
    ],
)
def test_anything_else_is_refused_without_a_fault(given: str) -> None:
    assert read_init_data(given, TOKEN, NOW) is None


def test_the_user_is_told_as_json() -> None:
    values = dict(parse_qsl(init_data(ANA, TOKEN, NOW, query_id="q")))
    assert json.loads(values["user"])["first_name"] == "Ана & Ко"
