"""An answer in units, and which of them can stand first."""

import pytest

from knowledge.units import (
    hangs,
    is_verdict,
    short_first,
    units_of,
    without,
    without_verdict,
)

ANSWER = """\
It lasts <b>two weeks</b>.

That is the rule. The host signs it, e.g. on paper. The paper must show:
• the name;
• the <b>dates</b>.

No fee is charged."""


def test_an_answer_is_taken_apart_into_its_first_line_sentences_and_items() -> None:
    units = units_of(ANSWER)
    assert [unit.html for unit in units] == [
        "It lasts <b>two weeks</b>.",
        "That is the rule.",
        "The host signs it, e.g. on paper.",
        "The paper must show:",
        "the name;",
        "the <b>dates</b>.",
        "No fee is charged.",
    ]
    assert [unit.is_item for unit in units] == [False] * 4 + [True] * 2 + [False]


def test_a_sentence_may_end_in_a_foreign_name_with_a_serbian_ending() -> None:
    told = "Kratko.\n\nPitajte da li fakultet učestvuje u BIP-u. Koordinator zna i partnere."
    assert [unit.html for unit in units_of(told)][1:] == [
        "Pitajte da li fakultet učestvuje u BIP-u.",
        "Koordinator zna i partnere.",
    ]


def test_a_sentence_that_opens_a_list_leads_with_it_and_an_item_with_its_sentence() -> None:
    units = units_of(ANSWER)
    assert units[3].leading() == "The paper must show:\n• the name;\n• the <b>dates</b>."
    assert units[5].leading() == "The paper must show: the <b>dates</b>."
    assert units[5].leading(alone=True) == "The <b>dates</b>."


def test_what_leads_is_not_told_again_and_a_list_stays_whole() -> None:
    units = units_of(ANSWER)
    assert without(ANSWER, units[2]) == ANSWER.replace("The host signs it, e.g. on paper. ", "")
    assert without(ANSWER, units[5]) == ANSWER
    assert "name" not in without(ANSWER, units[3])


@pytest.mark.parametrize(
    "sentence",
    [
        "It is signed by the host.",
        "The University itself names it as an example.",
        "Потписује је надлежна особа.",
        "Od tog broja počinje ocena.",
        "The handbook of the school says so of all pupils.",
        "Pravilnik škole kaže tako za sve đake.",
        "Бирају се сваке године.",
    ],
)
def test_a_sentence_that_points_back_cannot_stand_first(sentence: str) -> None:
    assert hangs(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The host signs the certificate.",
        "Потврду потписује надлежна особа.",
        "Model potvrde je na stranici.",
        "A model is on the page.",
    ],
)
def test_a_sentence_that_names_what_it_is_about_can(sentence: str) -> None:
    assert not hangs(sentence)


def test_a_verdict_is_known_by_its_first_word() -> None:
    assert is_verdict("<b>Yes</b>, you can.")
    assert is_verdict("Не, није довољно.")
    assert not is_verdict("Notes are kept.")


@pytest.mark.parametrize(
    ("line", "behind_another"),
    [
        ("Yes, job shadowing counts.", "Job shadowing counts."),
        ("<b>Not yet</b>: enrolment comes first.", "Enrolment comes first."),
        (
            "Да: <b>виртуелни период</b> се може спојити.",
            "<b>Виртуелни период</b> се може спојити.",
        ),
        ("<b>Још не</b>: 2. година мора бити уписана.", "2. година мора бити уписана."),
        ("Ne, na prvoj godini to još nije moguće.", "Na prvoj godini to još nije moguće."),
        ("Не пише ко потписује, па питајте.", "Не пише ко потписује, па питајте."),
        ("Потврду издаје домаћин, за сваки предмет.", "Потврду издаје домаћин, за сваки предмет."),
    ],
)
def test_behind_another_sentence_a_first_line_is_no_yes_or_no(
    line: str, behind_another: str
) -> None:
    assert without_verdict(line) == behind_another


_MOST = 50


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (
            "A stay counts for its cycle. It is done within a year of it.",
            "A stay counts for its cycle.\nIt is done within a year of it.",
        ),
        (
            "Положени предмети стоје у препису; потврда је <b>само за оне</b> друге.",
            "Положени предмети стоје у препису.\nПотврда је <b>само за оне</b> друге.",
        ),
        (
            "Колико месеци има семестар, није наведено: важи семестар домаћина.",
            "Колико месеци има семестар, није наведено.\nВажи семестар домаћина.",
        ),
        (
            "After graduation: if the application was made while enrolled.",
            "After graduation: if the application was made while enrolled.",
        ),
        ("A short line; it stays as it is.", "A short line; it stays as it is."),
    ],
)
def test_a_first_line_that_is_too_long_for_a_phone_ends_where_its_first_sentence_does(
    line: str, shown: str
) -> None:
    assert short_first(line, _MOST) == shown
