"""Database addresses."""

from pathlib import Path

import pytest

from bot.storage import AddressError, check_address
from bot.storage.address import PostgresAddress, read_address


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///razmena.db", "razmena.db"),
        ("sqlite:////var/lib/razmena/razmena.db", "/var/lib/razmena/razmena.db"),
        ("sqlite:///a%20folder/razmena.db", "a folder/razmena.db"),
    ],
)
def test_an_address_names_a_file(url: str, path: str) -> None:
    assert read_address(url) == Path(path)
    check_address(url)


@pytest.mark.parametrize(
    "url", ["", "razmena.db", "mysql://u:tajna@h/db", "sqlite://", "sqlite:///", "sqlite://h/x.db"]
)
def test_any_other_address_is_told_what_is_allowed_and_not_repeated(url: str) -> None:
    for read in (read_address, check_address):
        with pytest.raises(AddressError, match="allowed: sqlite:///file") as caught:
            read(url)
        assert "tajna" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "name", "secrets"),
    [
        ("postgresql://bot:tajna@db.example.org/razmena", "razmena at db.example.org", {"tajna"}),
        ("postgres://bot@db:5433/razmena?sslmode=require", "razmena at db:5433", set()),
        ("postgresql:///razmena", "razmena at this machine", set()),
        ("postgresql:///razmena?host=/run/postgresql", "razmena at /run/postgresql", set()),
        ("postgresql://%2Frun%2Fpostgresql/razmena", "razmena at /run/postgresql", set()),
        ("postgresql://b:x@[::1]:5432/razmena", "razmena at [::1]:5432", {"x"}),
        ("postgresql://b:p@one:1,two:2/razmena", "razmena at one:1,two:2", {"p"}),
        ("postgresql://b:t%40j%2Fna@h/razmena", "razmena at h", {"t@j/na", "t%40j%2Fna"}),
        ("postgresql://h/razmena?user=b&password=t%40j", "razmena at h", {"t@j", "t%40j"}),
        ("postgresql://h/?dbname=razmena", "razmena at h", set()),
    ],
)
def test_an_address_names_a_postgresql_database(url: str, name: str, secrets: set[str]) -> None:
    address = read_address(url)
    assert isinstance(address, PostgresAddress)
    assert (address.name, set(address.secrets), address.url) == (name, secrets, url)
    assert all(secret not in repr(address) for secret in secrets)
    check_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://",
        "postgresql:razmena",
        "postgresql:/razmena",
        "postgresql://bot:ta@jna@host/razmena",
        "postgresql://bot:ta/jna@host/razmena",
        "postgresql://bot:12/jna@host/razmena",
        "postgresql://bot:12?jna@host/razmena",
        "postgresql://bot:ta?jna@host/razmena",
        "postgresql://bot:ta#jna@host/razmena",
        "postgresql://bot:ta%jna@host/razmena",
        "postgresql://bot:ta%00jna@host/razmena",
        "postgresql://bot:ta:jna@host/razmena",
        "postgresql://bot:ta jna@host/razmena",
        "postgresql://bot:tajna@host:jna/razmena",
        "postgresql://bot:tajna@ho[st/razmena",
        "postgresql://bot:tajna@host/",
        "postgresql://bot:tajna@host",
        "postgresql://bot:tajna@host/razmena/jna",
        "postgresql://bot:tajna@host/razmena?jna",
    ],
)
def test_an_address_that_would_be_read_wrongly_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(AddressError, match="allowed: postgresql://user:password@host") as caught:
        check_address(url)
    assert "jna" not in str(caught.value)
