"""What stands beside a question does not change what is found for it."""

import pytest

from knowledge.finder.asides import leave_out_asides
from knowledge.finder.words import split


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("please help, I'm desperate: which papers?", "which papers"),
        ("How long can my son stay?", "how long can stay"),
        ("my daughter's deadline", "deadline"),
        ("Očajna sam, koji je rok", "koji je rok"),
        ("Очајан сам, који је рок?", "koji je rok"),
        ("Moj sin je doktorand", "je doktorand"),
        ("Мојој ћерки треба препис", "treba prepis"),
        ("not a BIP but a semester: how long?", "a semester how long"),
        ("ne BIP nego semestar", "semestar"),
        ("umesto prakse semestar", "semestar"),
    ],
)
def test_kin_worry_and_what_is_not_meant_are_left_out(message: str, question: str) -> None:
    assert split(leave_out_asides(message)) == split(question)


@pytest.mark.parametrize(
    "message",
    [
        "can my daughter come with me",
        "Mogu li da povedem svog sina, moj sin ima pet godina",
        "my brother",
        "not a BIP",
        "nije kasno",
        "",
        "?!",
    ],
)
def test_what_the_question_is_about_stays(message: str) -> None:
    assert split(leave_out_asides(message)) == split(message)
