"""Numbers with their words as Serbian writes them, in every case that the texts use."""

import pytest
from babel.messages.pofile import read_po

from bot.forms.cycle_total import left_of_it, used_of_it
from locales import Locale, Ordinal, Text, render
from locales.catalogue import FOLDER
from rules.account import Account
from rules.duration import MONTH
from rules.institutions import GRADES, registry

# One, few, many, and where the last digit or the last two decide.
NUMBERS = (1, 2, 5, 11, 21, 22, 101)
COUNTED = {
    "units.days": "1 дан, 2 дана, 5 дана, 11 дана, 21 дан, 22 дана, 101 дан",
    "units.weeks": "недељу дана, 2 недеље, 5 недеља, 11 недеља, 21 недеља, 22 недеље, 101 недеља",
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
        "<i>После овога још 1 питање</i>",
        "<i>После овога још 3 питања</i>",
        "<i>После овога још 5 питања</i>",
        "<i>После овога још 11 питања</i>",
        "<i>После овога још 21 питање</i>",
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
    nothing = render(Text("conversation.grade.nothing", named), Locale.SR_CYRL)
    assert "Академије Шумадија, Одсека у Крагујевцу" in nothing
    head = render(Text("conversation.grade.head", named), Locale.SR_CYRL)
    assert "за Академију Шумадија" in head
    deadlines = render(Text("conversation.deadlines.head", {**named, "start": "…"}), Locale.SR_CYRL)
    assert "на Академији Шумадија" in deadlines


@pytest.mark.parametrize(("language", "opens", "closes"), [("sr_Cyrl", "„", "“"), ("en", "“", "”")])
def test_quotes_in_texts_are_those_of_the_language(language: str, opens: str, closes: str) -> None:
    for file in (FOLDER / language / "LC_MESSAGES").glob("*.po"):
        texts = file.read_text(encoding="utf-8")
        assert texts.count(opens) == texts.count(closes), file
        assert not (set("„“”«»") - {opens, closes}) & set(texts), file


@pytest.mark.parametrize(
    ("months", "days", "left", "used"),
    [
        (1, 0, "остаје још 1 месец", "искоришћен је 1 од 12 месеци"),
        (2, 0, "остају још 2 месеца", "искоришћена су 2 од 12 месеци"),
        (5, 0, "остаје још 5 месеци", "искоришћено је 5 од 12 месеци"),
        (11, 0, "остаје још 11 месеци", "искоришћено је 11 од 12 месеци"),
        (
            4,
            15,
            "остају још 4 месеца и 15 дана",
            "искоришћена су 4 месеца и 15 дана од 12 месеци",
        ),
        (0, 21, "остаје још 21 дан", "искоришћен је 21 дан од 12 месеци"),
        (0, 22, "остају још 22 дана", "искоришћена су 22 дана од 12 месеци"),
        (0, 10, "остаје још 10 дана", "искоришћено је 10 дана од 12 месеци"),
        (12, 0, "остаје још 12 месеци", "искоришћено је свих 12 месеци"),
    ],
)
def test_what_is_left_and_used_agrees_with_its_first_number(
    months: int, days: int, left: str, used: str
) -> None:
    counted = months * MONTH + days
    assert render(left_of_it(counted), Locale.SR_CYRL) == left
    account = Account((), 12 * MONTH, counted, 0, 0, 0, "")
    assert render(used_of_it(account), Locale.SR_CYRL) == used


@pytest.mark.parametrize(
    ("programmes", "words"),
    [
        (("пракса",), "10 дана: долази у обзир пракса"),
        (("пракса", "размена"), "10 дана: долазе у обзир пракса и размена"),
        (tuple("абвгд"), "10 дана: долазе у обзир а, б, в, г и д"),
    ],
)
def test_what_is_possible_agrees_with_how_many_there_are(
    programmes: tuple[str, ...], words: str
) -> None:
    line = Text(
        "conversation.stays_together.line_some",
        {"length": "10 дана", "programmes": programmes},
        len(programmes),
    )
    assert render(line, Locale.SR_CYRL) == words
