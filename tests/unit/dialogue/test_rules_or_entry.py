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


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("placement of at most five weeks, is it allowed?", "No"),
        ("my internship would take at least four months, fine?", "Yes"),
        ("an internship shorter than two months, can I?", "No"),
        ("BIP with no more than 12 days on site, ok?", "Yes"),
        ("praksa ne kraća od tri meseca, prolazi li", "Da"),
        ("praksa do 40 dana, dolazi li to u obzir", "Ne"),
        ("smem li na praksu dužu od 12 meseci", "Ne"),
        ("БИП од највише три дана, може?", "Не"),
        ("internship between three and six months, ok?", "Yes"),
        ("praksa između pet i sedam meseci, sme li", "Da"),
    ],
)
def test_a_bound_of_what_is_planned_is_judged(ana: Person, question: str, first: str) -> None:
    assert ana.says(question).startswith(first)


@pytest.mark.parametrize(
    "question",
    [
        "Must a placement last at least four months?",
        "da li praksa mora da traje najmanje četiri meseca",
        "Is there a limit of 5 months for placements?",
    ],
)
def test_a_bound_of_a_rule_is_no_plan(ana: Person, question: str) -> None:
    assert not ana.says(question).startswith(("Yes, from", "Da, prema"))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("exchange from 31 April 2027 to 30 June 2027, ok?", "no such date"),
        ("praksa od 30. februara do 30. maja, može", "ne postoji"),
        ("Семестар почиње 31. јуна 2027, када предајем папире Академији?", "не постоји"),
        ("PhD, 29.2.2027 to 8.3.2027, how much?", "no such date"),
        ("placement from 3 June 2027 to 5 February 2027?", "before the start"),
        ("114 points, what grade is that?", "at most 100"),
    ],
)
def test_what_cannot_be_is_asked_about(ana: Person, question: str, wanted: str) -> None:
    assert wanted in ana.says(question).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("graduated 20 months ago, had applied as a student: may I still do the placement?", "No"),
        ("smem li na praksu, diplomirao sam pre tri godine", "Ne"),
        ("дипломирала сам пре два месеца, конкурисала као студент, пракса три месеца?", "Да"),
        ("diplomirala u junu, konkurisala dok sam bila student, praksa tri meseca u avgustu", "Da"),
    ],
)
def test_how_long_ago_somebody_graduated_decides(ana: Person, question: str, first: str) -> None:
    assert ana.says(question).startswith(first)


@pytest.mark.parametrize(
    "question", ["an internship for a whole year, ok?", "treća godina, cela godina razmene, sme?"]
)
def test_a_whole_year_is_not_asked_about_where_both_its_meanings_fit(
    ana: Person, question: str
) -> None:
    assert ana.says(question).startswith(("Yes", "Da"))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("potrošila sam 5 meseci, želim još jedan semestar, staje li?", "7 meseci"),
        ("used up 8 months, would one more semester fit?", "4 months"),
        ("На основним 3 месеца, на мастеру 5 месеци, сада докторске: колико смем?", "12 месеци"),
        ("bila sam lane jedan semestar u Beču, smem li opet?", "Da"),
        ("I had one semester of 4 months and 3 months of placement. What is left?", "5 months"),
    ],
)
def test_what_was_used_is_counted_in_its_cycle(ana: Person, question: str, wanted: str) -> None:
    first = ana.says(question).replace("\N{NO-BREAK SPACE}", " ").split("\n\n")[0]
    assert wanted in first


@pytest.mark.parametrize(
    "question",
    [
        "they offer a placement of 4 to 6 months, fine?",
        "firma nudi od četiri do šest meseci, da li je sve to u redu",
        "praksa između tri i pet meseci, sme li",
    ],
)
def test_a_range_of_which_both_ends_fit_gets_one_answer(ana: Person, question: str) -> None:
    ana.says(question)
    said = ana.replies[0]
    assert len(said.answers) == 1
    assert "depends on the length" not in said.html


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("My French 14, which grade is it at the Academy?", "another scale"),
        ("poljska četvorka, ocena 4,5: koliko je to na Akademiji?", "druge skale"),
        ("without an employment contract, may I go for STT?", "No"),
        ("на мастеру сам, имам 9 слободних дана, има ли нешто за мене?", "BIP"),
        ("PhD visit 2 to 15 May 2027, what sum?", "980"),
    ],
)
def test_what_stands_in_other_words_is_decided_all_the_same(
    ana: Person, question: str, wanted: str
) -> None:
    assert wanted in ana.says(question).replace("\N{NO-BREAK SPACE}", " ")
