"""A computed reply begins with the answer, in one sentence as a person would say it."""

import pytest

from tests.unit.dialogue.person import Person

# A phone shows so many letters of a bubble in two or three lines.
_TWO_LINES = 105
_FIRST_SENTENCES = (
    ("мастер сам, могу ли на праксу 5 недеља", "Не, 35 дана је прекратко"),
    ("мастер, пракса 4 месеца, може ли", "Да, можете да обавите стручну праксу ако испуњавате"),
    ("могу ли на BIP 3 дана", "Не, BIP код домаћина траје од 5 до 30 дана, а не 3 дана."),
    ("прва година основних, могу ли на размену", "Не, на основним студијама пријава је могућа"),
    ("син ми је прва година основних, може ли на размену", "Не, на основним студијама"),
    (
        "ћерка ми је на мастеру, може ли на праксу 4 месеца",
        "Да, може да обави стручну праксу ако су",
    ),
    (
        "професор сам, STA 3 дана, 5 часова",
        "Не, 5 часова наставе је премало: потребно је најмање 8 часова",
    ),
    ("асистент сам, STT 4 дана, 9 часова", "Зависи: обука (STT) се за асистенте не помиње."),
    (
        "/duration 12 дана",
        "Да, боравак може да траје 12 дана",
    ),
    ("/duration докторанд 45 дана", "Не, боравак не може да траје 45 дана"),
    ("/grade 95 поена", "За 95 поена добија се оцена 10 (изузетан), ECTS A; распон је 91–100."),
    ("/grade оцена 8", "Оцена 8 (врло добар) је ECTS C, 71–80 поена."),
    ("/grade оцене 10, 9, 8", "ECTS словима: A, B и C."),
    ("/deadlines 1. октобар 2096", "Документа се предају до 28. септембра 2096"),
    (
        "can I do a traineeship of 5 weeks, master",
        "No, 35 days is too short: a traineeship must last",
    ),
    ("my son is a master student, can he do a traineeship of 4 months", "Yes, they can do a"),
    ("/grade B", "ECTS B is grade 9 (Excellent), 81–90 points."),
)


@pytest.mark.parametrize(("message", "sentence"), _FIRST_SENTENCES)
def test_the_first_line_answers(ana: Person, message: str, sentence: str) -> None:
    first = ana.says(message).splitlines()[0]
    assert first.startswith(sentence)
    assert len(first) <= _TWO_LINES


@pytest.mark.parametrize(
    ("message", "addressed"),
    [
        ("син ми је прва година основних, може ли на размену", ("Ви", "Вас", "сте", "свом")),
        ("ћерка ми је на мастеру, може ли на праксу 4 месеца", ("Ви", "Уписани", "сте", "свом")),
        ("my son is a first year bachelor student, can he go on exchange", ("you", "your")),
        ("my daughter is in her master, can she go for a semester", ("you", "your")),
    ],
)
def test_who_asks_for_somebody_else_is_not_taken_for_them(
    ana: Person, message: str, addressed: tuple[str, ...]
) -> None:
    verdict = ana.says(message).partition("general information")[0].partition("Ово су")[0]
    words = {word.strip(".,:;()").lower() for word in verdict.split()}
    assert words.isdisjoint(one.lower() for one in addressed)
