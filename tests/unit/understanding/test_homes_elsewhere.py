"""Whose home is where no institution known here is, and who is only there for a time."""

from datetime import date

import pytest

from bot.understanding import understand

TODAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    "text",
    [
        "I'm a bachelor student in Krakow",
        "PhD student, University of Tuzla, 20 days in Lyon",
        "im at uni of nis, 3rd year",
        "predajem u Nišu",
        "студирам у Загребу",
        "student sam u Temišvaru, hteo bih u Kragujevac",
    ],
)
def test_who_studies_or_works_elsewhere(text: str) -> None:
    assert understand(text, TODAY).elsewhere == "there"


@pytest.mark.parametrize(
    "text",
    [
        "ja sam iz Banjaluke, doktorand",
        "master student from Sarajevo",
        "из Граца смо",
        "имам колегиницу из Каира",
    ],
)
def test_who_is_from_elsewhere(text: str) -> None:
    assert understand(text, TODAY).elsewhere == "from"


@pytest.mark.parametrize(
    "text",
    [
        "na praksi sam u Beču",
        "I study in Belgrade and go to Krakow",
        "želim da studiram u Beču",
        "a professor from Graz invites me",
        "the coordinator in Porto signed it",
        "profesor u Lionu traži potvrdu",
        "moj profesor iz Beča je rekao da može",
        "sin mi se vratio iz Linca",
        "студент сам Београдског универзитета, у Лисабону сам",
        "bila sam u Mariboru",
        "student na razmeni u Gracu",
    ],
)
def test_who_goes_there_or_is_back_is_not_of_there(text: str) -> None:
    assert not understand(text, TODAY).elsewhere
