"""Database addresses."""

from pathlib import Path

import pytest

from bot.storage import AddressError, sqlite_path


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///razmena.db", "razmena.db"),
        ("sqlite:////var/lib/razmena/razmena.db", "/var/lib/razmena/razmena.db"),
        ("sqlite:///a%20folder/razmena.db", "a folder/razmena.db"),
    ],
)
def test_an_address_names_a_file(url: str, path: str) -> None:
    assert sqlite_path(url) == Path(path)


@pytest.mark.parametrize(
    "url", ["", "razmena.db", "mysql://u:tajna@h/db", "sqlite://", "sqlite:///", "sqlite://h/x.db"]
)
def test_any_other_address_is_told_what_is_allowed_and_not_repeated(url: str) -> None:
    with pytest.raises(AddressError, match="allowed: sqlite:///file") as caught:
        sqlite_path(url)
    assert "tajna" not in str(caught.value)


def test_postgresql_is_said_to_be_unsupported_without_its_password() -> None:
    with pytest.raises(AddressError, match="PostgreSQL is not supported") as caught:
        sqlite_path("postgresql://bot:tajna@host/razmena")
    assert "tajna" not in str(caught.value)
