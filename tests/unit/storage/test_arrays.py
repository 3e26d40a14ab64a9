"""What is written as an array comes out of PostgreSQL as it went in."""

import psycopg
import pytest

from bot.storage.postgres.arrays import Value, array

TEXTS = [
    "", " ", "NULL", "null", "a,b", "{}", '"', "\\", '\\"', "два реда\nи таб\t", "'; --", "č{,}ć",
    None,
]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (TEXTS, "text[]"),
        ([1, -7, 2**62, None], "bigint[]"),
        ([0.1, 1e-9, 1790000000.123456, None], "double precision[]"),
        ([True, False, None], "boolean[]"),
        ([], "text[]"),
    ],
)
def test_values_come_back_as_they_were(postgres_url: str, values: list[Value], kind: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        row = connection.execute(f"select %s::{kind}", (array(values),)).fetchone()
    assert row == (values,)
