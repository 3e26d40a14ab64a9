"""Questions without an answer, grouped; none of fewer than three people."""

from bot.report import QuestionGroup, group_questions
from bot.storage.questions import KeptQuestion


def asked(text: str, *who: str, day: str = "2026-11-25") -> list[KeptQuestion]:
    return [KeptQuestion(text, "en", day, one) for one in who]


def groups(
    questions: list[KeptQuestion], near: dict[str, str] | None = None
) -> tuple[tuple[QuestionGroup, ...], int]:
    return group_questions(questions, (near or {}).get)


def test_what_three_people_asked_is_shown_and_what_two_did_is_not() -> None:
    three, two = asked("is there parking", "a", "b", "c"), asked("any gym", "a", "b")
    (group,), hidden = groups([*three, *two])
    assert (group.samples, group.questions, group.people) == (("is there parking",), 3, 3)
    assert hidden == 2


def test_one_person_who_asks_three_times_is_one_person() -> None:
    assert groups(asked("is there parking", "a", "a", "a")) == ((), 3)


def test_people_are_not_counted_across_weeks_where_one_may_have_two_numbers() -> None:
    weeks = [*asked("parking", "a", "b"), *asked("parking", "c", day="2026-11-16")]
    assert groups(weeks) == ((), 3)


def test_questions_of_before_people_were_told_apart_are_not_shown() -> None:
    assert groups(asked("is there parking", "", "", "")) == ((), 3)


def test_other_words_of_the_same_meaning_are_one_group() -> None:
    questions = [
        *asked("is there parking", "a"),
        *asked("Is there a parking?", "b"),
        *asked("Има ли паркинга", "c"),
        *asked("ima li parkinga", "d", "e"),
    ]
    near = {"Има ли паркинга": "parking", "ima li parkinga": "parking"}
    (group,), hidden = groups(questions, near)
    assert (group.near, group.people, hidden) == ("parking", 3, 2)
    assert group.samples == ("ima li parkinga", "Има ли паркинга")


def test_words_that_fewer_than_three_people_used_are_not_shown() -> None:
    questions = [
        *asked("how much is the rent in Prague", "a"),
        *asked("how much is the kindergarten", "b"),
        *asked("how much is the school of my son", "c"),
    ]
    (group,), _ = groups(questions, dict.fromkeys((one.text for one in questions), "living-costs"))
    assert group.samples == ("how much is the …",)
    assert group.shown == "how much is the …"


def test_a_group_without_common_words_is_shown_as_what_is_nearest() -> None:
    questions = [*asked("rent", "a"), *asked("dorms", "b"), *asked("flats", "c")]
    (group,), _ = groups(questions, dict.fromkeys(("rent", "dorms", "flats"), "living-costs"))
    assert group.shown == "… (living-costs)"
