"""In which language and script a person is answered, told and shown a menu."""

import pytest

from locales import Locale, client_locale, notice_locale, reply_locale


@pytest.mark.parametrize("client", ["sr", "SR", "sr-RS", "sr_Cyrl", "sr-Cyrl-RS"])
def test_a_serbian_client_is_answered_in_the_script_of_its_own_menus(client: str) -> None:
    assert client_locale(client) is Locale.SR_CYRL


@pytest.mark.parametrize("client", ["hr", "bs", "sh", "me", "cnr", "hr-HR", "bs_BA", "sr-Latn"])
def test_the_neighbours_clients_are_answered_in_latin_serbian(client: str) -> None:
    assert client_locale(client) is Locale.SR_LATN


@pytest.mark.parametrize("client", [None, "", "en", "de", "mk", "sl", "srd"])
def test_every_other_client_is_answered_in_english(client: str | None) -> None:
    assert client_locale(client) is Locale.EN


def test_the_message_decides_then_the_conversation_then_the_client() -> None:
    assert reply_locale(Locale.EN, Locale.SR_LATN, "sr") is Locale.EN
    assert reply_locale(None, Locale.SR_LATN, "sr") is Locale.SR_LATN
    assert reply_locale(None, None, "hr") is Locale.SR_LATN


def test_a_notice_is_in_the_language_of_the_last_reply_else_in_the_script_as_written() -> None:
    assert notice_locale("sr_Latn", "en", "здраво") is Locale.SR_LATN
    assert notice_locale(None, "en", "здраво") is Locale.SR_CYRL
    assert notice_locale("of another release", "bs", "20 days") is Locale.SR_LATN
