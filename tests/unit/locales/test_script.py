"""Latin derived from Cyrillic, and the one key for all ways of writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import fold, to_latin


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Његош", "Njegoš"),
        ("ЊЕГОШ", "NJEGOŠ"),
        ("Љубав и џеп", "Ljubav i džep"),
        ("УЧЕЊА", "UČENJA"),
        ("инјекција, конјунктура, надживети", "injekcija, konjunktura, nadživeti"),
        ("Љ", "Lj"),
        ("члан 3. и 12. Правилника", "član 3. i 12. Pravilnika"),
        ("Erasmus+ мобилност, BIP и STA", "Erasmus+ mobilnost, BIP i STA"),
        ("види https://ub.rs/стр?x=1", "vidi https://ub.rs/str?x=1"),
        ("{days} дана, <b>50</b> EUR", "{days} dana, <b>50</b> EUR"),
        ("Learning Agreement (уговор о учењу)", "Learning Agreement (ugovor o učenju)"),
        ("„Гласник УБ“ 160/11", "„Glasnik UB“ 160/11"),
    ],
)
def test_latin_is_what_a_serbian_editor_would_write(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


def test_text_without_cyrillic_is_not_touched() -> None:
    text = "Erasmus+ č ć š ž đ – 1,780 EUR"
    assert to_latin(text) is text


@pytest.mark.parametrize(
    "ways",
    [
        ("Ђачки", "đački", "DJACKI", "djački"),
        ("размена", "razmena", "RAZMENA", "raz\u200bmena"),
        ("КА131", "KA131", "ka131", "КA131"),
        ("Еrasmus", "Erasmus", "ｅrasmus"),
        ("Џеп", "džep", "dzep"),
        ("колико", "kоliko"),
    ],
)
def test_all_ways_of_writing_a_word_meet_in_one_key(ways: tuple[str, ...]) -> None:
    assert len({fold(way) for way in ways}) == 1


def test_a_latin_letter_inside_a_cyrillic_word_is_read_as_its_look_alike() -> None:
    assert fold("стипeндиja") == "stipendija"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
