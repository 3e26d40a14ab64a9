"""Settings from the environment."""

from pathlib import Path

import pytest

from bot.cli.settings import SettingsError, read_settings
from bot.office import Office, Offices, read_hours
from bot.telegram.options import Webhook
from locales import Locale

TOKEN = "123456789:AAtajna-tajna_tajna"


def problems(**environment: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        read_settings({"BOT_TOKEN": TOKEN, **environment})
    return caught.value.lines


def test_a_token_is_all_that_is_needed() -> None:
    settings = read_settings({"BOT_TOKEN": TOKEN})
    assert settings.telegram.token == TOKEN
    assert settings.telegram.webhook is None
    assert (settings.telegram.host, settings.telegram.port) == ("127.0.0.1", 8080)
    assert settings.telegram.retention_days == 90
    assert settings.database_url == "sqlite:///razmena.db"


def test_every_setting_is_read(tmp_path: Path) -> None:
    contacts = tmp_path / "contacts.yaml"
    contacts.write_text("ub: Office, room 5\nuk: office@example.org\n")
    settings = read_settings(
        {
            "BOT_TOKEN": f" {TOKEN}\n",
            "BOT_API_URL": "http://127.0.0.1:8081/",
            "DATABASE_URL": "sqlite:////var/lib/razmena/razmena.db",
            "BOT_MODE": "webhook",
            "WEBHOOK_URL": "https://bot.example.org/hook",
            "WEBHOOK_SECRET": "s-1_x-16-letters",
            "HOST": "10.0.0.5",
            "PORT": "9000",
            "STAFF_CHAT_ID": "-1001234567890",
            "ADMIN_IDS": "11, 12",
            "RETENTION_DAYS": "30",
            "CONTACTS": str(contacts),
        }
    )
    assert settings.telegram.token == TOKEN
    assert settings.telegram.api_url == "http://127.0.0.1:8081"
    assert settings.telegram.webhook == Webhook("https://bot.example.org/hook", "s-1_x-16-letters")
    assert settings.telegram.port == 9000
    assert settings.telegram.retention_days == 30
    assert settings.database_url == "sqlite:////var/lib/razmena/razmena.db"
    assert settings.telegram.offices.general == Office(-1001234567890)
    assert settings.telegram.admin_ids == {11, 12}
    assert settings.contacts["ub"] == "Office, room 5"


def test_an_empty_setting_is_not_set() -> None:
    settings = read_settings({"BOT_TOKEN": TOKEN, "PORT": "", "DATABASE_URL": " ", "CONTACTS": ""})
    assert settings.telegram.port == 8080


def test_without_a_token_one_line_says_where_to_get_one() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({})
    (line,) = caught.value.lines
    assert line.startswith("BOT_TOKEN is not set")
    assert "@BotFather" in line


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BOT_TOKEN", "my token", "looks like 123456789:AbC-dEf"),
        ("BOT_TOKEN", "123/../:abc", "looks like 123456789:AbC-dEf"),
        ("BOT_API_URL", "127.0.0.1:8081", "allowed: http:// or https:// with a host"),
        ("BOT_API_URL", "http://", "allowed: http:// or https:// with a host"),
        ("BOT_API_URL", "ftp://host", "allowed: http:// or https:// with a host"),
        ("BOT_API_URL", "http://host:99999", "allowed: http:// or https:// with a host"),
        ("BOT_MODE", "push", "is 'push'; allowed: polling (default), webhook"),
        ("DATABASE_URL", "razmena.db", "allowed: sqlite:///file.db"),
        ("DATABASE_URL", "postgresql://u:p@j@h/d", "is not an address of a PostgreSQL database"),
        ("HOST", "a b", "allowed: an address or a host name"),
        ("PORT", "eighty", "is 'eighty'; allowed: a port number from 1 to 65535"),
        ("PORT", "65536", "allowed: a port number from 1 to 65535"),
        ("PORT", "-1", "allowed: a port number from 1 to 65535"),
        ("PORT", "٨٠", "allowed: a port number from 1 to 65535"),
        ("RETENTION_DAYS", "0", "allowed: whole days from 1 to 3650"),
        ("RETENTION_DAYS", "1.5", "allowed: whole days from 1 to 3650"),
        ("STAFF_CHAT_ID", "0", "allowed: the whole number that Telegram gives the chat"),
        ("STAFF_CHAT_ID", "@staff", "allowed: the whole number that Telegram gives the chat"),
        ("ADMIN_IDS", "11;12", "allowed: user ids separated by commas"),
        ("ADMIN_IDS", "11,", "allowed: user ids separated by commas"),
        ("CONTACTS", "/nowhere/contacts.yaml", "/nowhere/contacts.yaml: No such file"),
    ],
)
def test_a_wrong_setting_is_one_line_that_says_what_is_allowed(
    name: str, value: str, said: str
) -> None:
    (line,) = problems(**{name: value})
    assert line.startswith(f"{name} ")
    assert said in line
    assert "\n" not in line


def test_everything_that_is_wrong_is_told_at_once() -> None:
    lines = problems(PORT="x", RETENTION_DAYS="x", BOT_MODE="x")
    assert [line.split()[0] for line in lines] == ["BOT_MODE", "PORT", "RETENTION_DAYS"]


def test_a_webhook_needs_an_address_and_a_secret() -> None:
    lines = problems(BOT_MODE="webhook")
    assert [line.split()[0] for line in lines] == ["WEBHOOK_URL", "WEBHOOK_SECRET"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://bot.example.org/hook", "allowed: https:// with a host"),
        ("bot.example.org", "allowed: https:// with a host"),
        ("https://bot.example.org:9999/", "has port 9999, where Telegram does not send"),
    ],
)
def test_a_webhook_must_be_where_telegram_can_send(url: str, said: str) -> None:
    (line,) = problems(BOT_MODE="webhook", WEBHOOK_URL=url, WEBHOOK_SECRET="s" * 16)
    assert said in line


def test_a_server_of_ones_own_may_send_to_any_address() -> None:
    settings = read_settings(
        {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": "http://127.0.0.1:8081",
            "BOT_MODE": "webhook",
            "WEBHOOK_URL": "http://127.0.0.1:8080/hook",
            "WEBHOOK_SECRET": "s" * 16,
        }
    )
    assert settings.telegram.webhook is not None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "tajna tajna"),
        ("WEBHOOK_SECRET", "tajna!"),
        ("WEBHOOK_SECRET", "tajna-of-15-let"),
        ("DATABASE_URL", "mysql://user:tajna@host/d"),
        ("BOT_API_URL", "ftp://user:tajna@host"),
    ],
)
def test_a_secret_is_never_repeated(name: str, value: str) -> None:
    environment = {"BOT_MODE": "webhook", "WEBHOOK_URL": "https://x.rs", "WEBHOOK_SECRET": "s" * 16}
    assert "tajna" not in " ".join(problems(**{**environment, name: value}))


def test_settings_do_not_show_their_secrets() -> None:
    shown = repr(
        read_settings(
            {
                "BOT_TOKEN": TOKEN,
                "BOT_MODE": "webhook",
                "WEBHOOK_URL": "https://x.rs",
                "WEBHOOK_SECRET": "tajna-tajna-tajna",
                "DATABASE_URL": "sqlite:///tajna.db",
            }
        )
    )
    assert "tajna" not in shown


def test_the_pages_for_visitors_are_off_by_default_and_take_a_public_address() -> None:
    assert read_settings({"BOT_TOKEN": TOKEN}).telegram.web is False
    assert read_settings({"BOT_TOKEN": TOKEN, "WEB": "0"}).telegram.web is False
    on = read_settings({"BOT_TOKEN": TOKEN, "WEB": "1"}).telegram
    assert (on.web, on.web_url) == (True, None)
    origins = "https://WWW.example.org, https://example.org:8443/,https://www.example.org"
    named = read_settings(
        {"BOT_TOKEN": TOKEN, "WEB": "https://bot.example.org/", "WEB_ORIGINS": origins}
    ).telegram
    assert named.web_url == "https://bot.example.org"
    assert named.web_origins == ("https://www.example.org", "https://example.org:8443")


@pytest.mark.parametrize("text", ["yes", "bot.example.org", "https://", "https://a.org/path"])
def test_a_wrong_address_of_the_pages_says_what_is_allowed(text: str) -> None:
    (line,) = problems(WEB=text)
    assert line.startswith(f"WEB is {text!r}; allowed: 1, 0, or the public address")


@pytest.mark.parametrize(
    "text", ["*", "www.example.org", "https://a.org/page", "https://a.org; script-src *", "null"]
)
def test_a_wrong_embedding_site_says_what_is_allowed(text: str) -> None:
    (line,) = problems(WEB_ORIGINS=f"https://good.example.org, {text}")
    assert line.startswith(f"WEB_ORIGINS has {text!r}; allowed: origins")


def test_the_file_of_contacts_and_the_staff_chat_make_offices(tmp_path: Path) -> None:
    file = tmp_path / "contacts.yaml"
    file.write_text(
        "ub: room 5\n"
        "uk: {contact: room 7, staff_chat: -1007, office_hours: mon-fri 9-15}\n"
        "default: {answers_within_days: 2, language: en}\n"
    )
    settings = read_settings({"BOT_TOKEN": TOKEN, "CONTACTS": str(file), "STAFF_CHAT_ID": "-100"})
    assert settings.contacts == {"ub": "room 5", "uk": "room 7"}
    assert settings.telegram.offices == Offices(
        {"uk": Office(-1007, read_hours("mon-fri 9-15"))},
        Office(-100, answers_within=2, locale=Locale.EN),
    )
    (line,) = problems(CONTACTS=str(file))
    assert line.startswith("STAFF_CHAT_ID is not set, and CONTACTS has a default office")
