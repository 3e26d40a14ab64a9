"""Numbers with their words as Serbian writes them, in every case that the texts use."""

import pytest
from babel.messages.pofile import read_po

from locales import Locale, Ordinal, Text, render
from locales.catalogue import FOLDER
from rules.institutions import GRADES, registry

# One, few, many, and where the last digit or the last two decide.
NUMBERS = (1, 2, 5, 11, 21, 22, 101)
COUNTED = {
    "units.days": "1 дан, 2 дана, 5 дана, 11 дана, 21 дан, 22 дана, 101 дан",
    "units.months": "1 месец, 2 месеца, 5 месеци, 11 месеци, 21 месец, 22 месеца, 101 месец",
    "units.semesters": "један семестар, 2 семестра, 5 семестара, 11 семестара, 21 семестар, "
    "22 семестра, 101 семестар",
    "units.years": "годину дана, 2 године, 5 година, 11 година, 21 година, 22 године, 101 година",
    "units.hours": "1 час, 2 часа, 5 часова, 11 часова, 21 час, 22 часа, 101 час",
    "units.points": "1 поен, 2 поена, 5 поена, 11 поена, 21 поен, 22 поена, 101 поен",
    "units.ects": "1 ЕСПБ бод, 2 ЕСПБ бода, 5 ЕСПБ бодова, 11 ЕСПБ бодова, 21 ЕСПБ бод, "
    "22 ЕСПБ бода, 101 ЕСПБ бод",
    "units.institutes": "један институт, 2 института, 5 института, 11 института, 21 институт, "
    "22 института, 101 институт",
    "rules.genitive.days": "1 дана, 2 дана, 5 дана, 11 дана, 21 дана, 22 дана, 101 дана",
    "rules.genitive.months": "1 месеца, 2 месеца, 5 месеци, 11 месеци, 21 месеца, 22 месеца, "
    "101 месеца",
    "rules.genitive.years": "годину дана, 2 године, 5 година, 11 година, 21 године, 22 године, "
    "101 године",
}


@pytest.mark.parametrize(("message", "written"), COUNTED.items())
def test_every_unit_agrees_with_its_number(message: str, written: str) -> None:
    shown = [render(Text(message, count=number), Locale.SR_CYRL) for number in NUMBERS]
    assert ", ".join(shown) == written


def test_derived_latin_agrees_as_the_authored_cyrillic_does() -> None:
    shown = [render(Text("units.years", count=number), Locale.SR_LATN) for number in NUMBERS]
    assert shown == [
        "godinu dana",
        "2 godine",
        "5 godina",
        "11 godina",
        "21 godina",
        "22 godine",
        "101 godina",
    ]


def test_every_unit_that_is_counted_is_among_them() -> None:
    counted = set()
    for name in ("units", "rules"):
        with (FOLDER / "sr_Cyrl" / "LC_MESSAGES" / f"{name}.po").open("rb") as file:
            counted |= {message.id[0] for message in read_po(file) if message.pluralizable}
    assert counted == COUNTED.keys()


def test_questions_left_in_an_interview_agree_without_the_word_about() -> None:
    left = [
        render(Text("conversation.interview.left", count=n), Locale.SR_CYRL)
        for n in (1, 3, 5, 11, 21)
    ]
    assert left == [
        "<i>после овога још 1 питање</i>",
        "<i>после овога још 3 питања</i>",
        "<i>после овога још 5 питања</i>",
        "<i>после овога још 11 питања</i>",
        "<i>после овога још 21 питање</i>",
    ]


def test_what_is_left_out_of_a_list_agrees_in_number_and_gender() -> None:
    words = [
        render(Text("conversation.checklist.left_out", count=n), Locale.SR_CYRL)
        for n in (1, 2, 5, 11)
    ]
    assert [one.partition(" (")[0] for one in words] == [
        "<i>1 ставка се не односи на Ваш случај",
        "<i>2 ставке се не односе на Ваш случај",
        "<i>5 ставки се не односи на Ваш случај",
        "<i>11 ставки се не односи на Ваш случај",
    ]


def test_an_ordinal_has_a_full_stop_behind_its_digits() -> None:
    second = Text("rules.second_year.fails.change", {"year": Ordinal(2)})
    assert render(second, Locale.SR_CYRL) == "Упишите 2. годину, па се пријавите."


def test_the_academy_and_its_department_stand_in_one_case() -> None:
    named = registry()[registry().teller(GRADES)].named
    head = render(Text("conversation.grade.head", named), Locale.SR_CYRL)
    assert "Академије Шумадија, Одсека у Крагујевцу" in head
    deadlines = render(Text("conversation.deadlines.head", {**named, "start": "…"}), Locale.SR_CYRL)
    assert "Академији Шумадија, Одсеку у Крагујевцу" in deadlines


@pytest.mark.parametrize(("language", "opens", "closes"), [("sr_Cyrl", "„", "“"), ("en", "“", "”")])
def test_quotes_in_texts_are_those_of_the_language(language: str, opens: str, closes: str) -> None:
    for file in (FOLDER / language / "LC_MESSAGES").glob("*.po"):
        texts = file.read_text(encoding="utf-8")
        assert texts.count(opens) == texts.count(closes), file
        assert not (set("„“”«»") - {opens, closes}) & set(texts), file
