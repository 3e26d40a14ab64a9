"""What people ask who do not know the entries is answered, or honestly is not."""

from collections import Counter

import pytest

from tests.quality.held_out.__main__ import SEEN, Result, results_of


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return results_of(SEEN)


def test_nearly_every_question_of_strangers_gets_its_answer(results: list[Result]) -> None:
    became = Counter(kind for question, _, kind in results if question["scope"] == "in")
    assert became["right"] >= 0.94 * became.total(), became
    assert became["wrong"] <= 0.03 * became.total(), became


def test_what_the_texts_do_not_say_is_not_answered_as_if_they_did(results: list[Result]) -> None:
    became = Counter(kind for question, _, kind in results if question["scope"] == "out")
    assert became["false"] <= 0.03 * became.total(), became


def test_every_stranger_is_answered_in_their_own_language_and_script(
    results: list[Result],
) -> None:
    strays = [one["text"] for one, reply, _ in results if reply.get("language") != one["lang"]]
    assert strays == []
