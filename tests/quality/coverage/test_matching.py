"""The measure itself: what counts as holding a word or a number."""

import pytest

from tests.quality.coverage.facts import Wanted, forbidden, load_facts, missing


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("Најмање 2 дана.", "2"),
        ("the 2nd year", "2"),
        ("укупно 1.780 EUR", "1780"),
        ("1,780 EUR in all", "1780"),
        ("odeljak 4.3 dodatka", "4.3"),
        ("Гласник 160/11, 196/16", "196/16"),
        ("91–100 поена", "91"),
        ("међународну сарадњу", "medjunarodn"),
        ("STA mobility", "STA"),
        ("2 months", "2 month"),
        ("8 · Very good · 71-80 · C", "8 & 71 & 80 & C"),
        ("name@example.org", "@"),
    ],
)
def test_a_text_holds_what_it_says(text: str, alternative: str) -> None:
    assert missing(text, [(alternative,)]) == ()


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("12 months", "2"),
        ("4.3", "4"),
        ("4.3", "3"),
        ("1,780", "780"),
        ("160/11", "11"),
        ("when you start", "STA"),
        ("non-academic staff", "academic"),
        ("postdoctoral", "doctoral"),
        ("8 · 71-80 · B\n9 · C", "8 & 71 & 80 & C"),
        ("", "semester"),
    ],
)
def test_a_text_does_not_hold_what_it_does_not_say(text: str, alternative: str) -> None:
    assert missing(text, [(alternative,)]) == (f"lacks {alternative}",)


def test_one_alternative_of_each_group_suffices_and_all_groups_are_needed() -> None:
    groups = [("semester", "term"), ("12",)]
    assert missing("at least one term", groups) == ("lacks 12",)
    assert missing("one term to 12 months", groups) == ()


def test_a_right_answer_with_a_forbidden_figure_is_wrong() -> None:
    wanted = Wanted(must=(("12",),), also=(), must_not=("24 month",))
    assert wanted.lacking("12 months, or 24 months for medicine") == ("holds 24 month",)
    assert forbidden("12 months", wanted.must_not) == ()


def test_no_question_is_asked_twice_and_each_is_in_its_script() -> None:
    questions = [words for fact in load_facts() for words in fact.ask.values()]
    assert len(set(questions)) == len(questions)
    for fact in load_facts():
        for locale, words in fact.ask.items():
            cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in words)
            assert cyrillic == (locale.tag == "sr-Cyrl"), fact.id
