"""A case goes to the rules where they decide something; what they leave open an entry explains."""

import pytest

from tests.unit.dialogue.person import Person


@pytest.mark.parametrize(
    ("question", "wanted", "entry"),
    [
        ("May I, a UB student, send a BIP application directly?", "faculty", "ub-bip-apply"),
        ("Могу ли као студент УБ сам да се пријавим на БИП?", "факултет", "ub-bip-apply"),
        ("At the Academy, which percentage belongs to the grade 9?", "25%", "asss"),
        ("Koji procenat ide uz ocenu 10 na Akademiji?", "10%", "asss"),
    ],
)
def test_a_case_that_settles_nothing_leaves_the_answer_to_an_entry(
    ana: Person, question: str, wanted: str, entry: str
) -> None:
    text = ana.says(question)
    assert wanted in text.replace("\N{NO-BREAK SPACE}", " ").replace(" %", "%")
    assert ana.replies[0].answers[0].id.startswith(entry)


def test_a_rules_own_range_is_no_plan(ana: Person) -> None:
    text = ana.says(
        "Master student at UB: is the short stay of 5 to 30 days that is no BIP for me?"
    )
    assert "doctoral students" in text.split("\n")[0]


@pytest.mark.parametrize(
    "question",
    [
        "mogu li da preskačem predavanja na razmeni",
        "so I may skip the lectures there, right?",
        "I need not sit the exams over there, correct?",
    ],
)
def test_what_is_asked_the_wrong_way_round_is_not_confirmed(ana: Person, question: str) -> None:
    assert not ana.says(question).startswith(("Yes", "Da"))
