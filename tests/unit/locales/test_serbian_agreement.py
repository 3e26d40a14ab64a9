"""Numbers with their words as Serbian writes them, in every case that the texts use."""

import pytest

from locales import Locale, Ordinal, Text, render
from locales.catalogue import FOLDER

NUMBERS = (1, 2, 5, 21, 101)
COUNTED = {
    "units.days": "1 дан, 2 дана, 5 дана, 21 дан, 101 дан",
    "units.months": "1 месец, 2 месеца, 5 месеци, 21 месец, 101 месец",
    "units.semesters": "један семестар, 2 семестра, 5 семестара, 21 семестар, 101 семестар",
    "units.years": "годину дана, 2 године, 5 година, 21 година, 101 година",
    "units.hours": "1 час, 2 часа, 5 часова, 21 час, 101 час",
    "units.points": "1 поен, 2 поена, 5 поена, 21 поен, 101 поен",
    "units.ects": "1 ЕСПБ бод, 2 ЕСПБ бода, 5 ЕСПБ бодова, 21 ЕСПБ бод, 101 ЕСПБ бод",
    "rules.genitive.days": "1 дана, 2 дана, 5 дана, 21 дана, 101 дана",
    "rules.genitive.months": "1 месеца, 2 месеца, 5 месеци, 21 месеца, 101 месеца",
    "rules.genitive.years": "годину дана, 2 године, 5 година, 21 године, 101 године",
}


@pytest.mark.parametrize(("message", "written"), COUNTED.items())
def test_every_unit_agrees_with_its_number(message: str, written: str) -> None:
    shown = [render(Text(message, count=number), Locale.SR_CYRL) for number in NUMBERS]
    assert ", ".join(shown) == written


def test_derived_latin_agrees_as_the_authored_cyrillic_does() -> None:
    shown = [render(Text("units.years", count=number), Locale.SR_LATN) for number in NUMBERS]
    assert shown == ["godinu dana", "2 godine", "5 godina", "21 godina", "101 godina"]


def test_questions_left_in_an_interview_agree_without_the_word_about() -> None:
    left = [render(Text("conversation.interview.left", count=n), Locale.SR_CYRL) for n in (1, 3, 5)]
    assert left == [
        "<i>после овога још 1 питање</i>",
        "<i>после овога још 3 питања</i>",
        "<i>после овога још 5 питања</i>",
    ]


def test_an_ordinal_has_a_full_stop_behind_its_digits() -> None:
    second = Text("rules.second_year.fails.change", {"year": Ordinal(2)})
    assert render(second, Locale.SR_CYRL) == "Упишите 2. годину, па се пријавите."


def test_the_academy_and_its_department_stand_in_one_case() -> None:
    head = render(Text("conversation.grade.head"), Locale.SR_CYRL)
    assert "Академије Шумадија, Одсека у Крагујевцу" in head
    deadlines = render(Text("conversation.deadlines.head", {"start": "…"}), Locale.SR_CYRL)
    assert "Академији Шумадија, Одсеку у Крагујевцу" in deadlines


@pytest.mark.parametrize(("language", "opens", "closes"), [("sr_Cyrl", "„", "“"), ("en", "“", "”")])
def test_quotes_in_texts_are_those_of_the_language(language: str, opens: str, closes: str) -> None:
    for file in (FOLDER / language / "LC_MESSAGES").glob("*.po"):
        texts = file.read_text(encoding="utf-8")
        assert texts.count(opens) == texts.count(closes), file
        assert not (set("„“”«»") - {opens, closes}) & set(texts), file
