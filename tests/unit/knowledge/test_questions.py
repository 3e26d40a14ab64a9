"""The finder over the real entries, on questions that are not among their phrasings.

What a change of entries, lexicon or finder may cost is held by `thresholds.yaml`, where
`python -m knowledge evaluate --choose` writes what it measured.
"""

import pytest

from knowledge.checks.phrasings import overlap, words_of
from knowledge.evaluation.noise import VARIANTS
from knowledge.evaluation.outcome import Asked, reliability, trade_off
from knowledge.evaluation.question import STRANGERS, LabelledQuestion, read_questions
from knowledge.evaluation.run import Workbench
from knowledge.parts import FOLDER
from knowledge.threshold_file import read_measured

# Entries and questions are added all the time; figures may move by so much before somebody has to
# look and to measure again.
LEEWAY = 0.015


@pytest.fixture(scope="module")
def asked(bench: Workbench, questions: list[LabelledQuestion]) -> list[Asked]:
    return bench.ask_all(questions)


def _first(asked: list[Asked]) -> float:
    ranks = [one.rank() for one in asked if one.expected is not None]
    return sum(rank == 0 for rank in ranks) / len(ranks)


def test_every_question_expects_an_entry_that_exists(
    bench: Workbench, questions: list[LabelledQuestion]
) -> None:
    named = {question.entry for question in questions} - {None}
    assert named - set(bench.entries) == set()


def test_every_entry_has_at_least_two_questions(
    bench: Workbench, questions: list[LabelledQuestion]
) -> None:
    entries = [question.entry for question in questions]
    assert [name for name in bench.entries if entries.count(name) < 2] == []


def test_no_question_is_a_phrasing(bench: Workbench, questions: list[LabelledQuestion]) -> None:
    phrasings = {
        words_of(words)
        for entry in bench.entries.values()
        for ways in entry.phrasings.values()
        for words in ways
    }
    assert [one.text for one in questions if words_of(one.text) in phrasings] == []


def test_no_question_that_nothing_answers_is_one_the_finder_learns_from(
    bench: Workbench, questions: list[LabelledQuestion]
) -> None:
    learned = [set(words_of(text)) for text in bench.outside]
    near = [
        question.text
        for question in questions
        if question.entry is None
        and any(overlap(set(words_of(question.text)), words) > 0.8 for words in learned)
    ]
    assert near == []


def test_the_thresholds_still_give_what_was_measured(bench: Workbench) -> None:
    measured = read_measured(FOLDER / "thresholds.yaml")
    given = trade_off(bench.ask_all(read_questions(STRANGERS)), measured.thresholds)
    again = "measure again: python -m knowledge evaluate --choose"
    assert given.right >= measured.right - LEEWAY, again
    assert given.wrong <= measured.wrong + LEEWAY, again
    assert given.reached >= measured.reached - LEEWAY, again
    assert given.outside <= measured.outside_answered + 2 * LEEWAY, again


def test_questions_are_found_in_every_language_and_script(
    questions: list[LabelledQuestion], asked: list[Asked]
) -> None:
    for locale in {question.locale for question in questions}:
        own = [
            one for question, one in zip(questions, asked, strict=True) if question.locale is locale
        ]
        assert _first(own) >= 0.90, locale


@pytest.mark.parametrize("name", VARIANTS)
def test_a_hurried_person_is_understood_nearly_as_well(
    bench: Workbench, questions: list[LabelledQuestion], asked: list[Asked], name: str
) -> None:
    noisy = bench.ask_all(questions, VARIANTS[name])
    assert _first(noisy) >= _first(asked) - 0.03


def test_scores_are_no_higher_than_the_share_that_is_right(asked: list[Asked]) -> None:
    for score, right, number in reliability(asked):
        if number >= 40:
            assert right >= score - 0.15


def test_an_institution_that_is_named_rules_out_the_others(bench: Workbench) -> None:
    text = "how are my grades recognised after the exchange"
    for among in ("ub", "asss"):
        allowed = {name for name, entry in bench.entries.items() if entry.institution == among}
        assert bench.finder.rank(text, among=allowed)[0][0] in allowed
