"""Numbers, units, dates and grades in any order: read without an error, none of them lost."""

import random
from datetime import date

import pytest

from bot.understanding import understand
from rules.facts import FACTS, parse_facts
from tests.reliability.length import of_length

TODAY = date(2026, 11, 22)
MESSAGES, BATCHES = 2_000, of_length(short=3, long=30)
PIECES = (
    "0 1 2 3 7 12 17 20 30 45 61 100 105 850 2027 26 999999999999 1.5 2,5 7,5 1.780 15.2 15.2.2026"
    " 01.09.26. 14-18.9. 2027-02-15 15/2 28/30 61/100 10^30 1e30 -5 ½ 8½ 1/2 ¾ 20² ٢٠ １５ 3m 10d"
    " 3m10d 20-ak 2nd 1. III dva tri pet sto dvadeset i jedan hundred and a half one desetak par"
    " couple of pola ipo po kusur dan dana mesec meseca meseci nedelju nedelje ned. sem. mes. mj."
    " godina godinu semestar semestra oba both week weeks month months year semester semesters"
    " tromesečna dvonedeljni polugodište january Sept mart maja do od to from until između between"
    " - – , . ? ! ( ) / + % € oko skoro nepuna almost about just under više od manje less than puta"
    " travel them toga sati hours h ESPB ects poena bod ocena grade A B+ C FX L izvrstan prosek GPA"
    " u Zagrebu km konkurs call kraj sredine mid twenty thousand hiljade \n 'n"
).split(" ")


def messages(seed: int) -> list[str]:
    rng = random.Random(seed)
    return [
        rng.choice(("", " ")).join(rng.choices(PIECES, k=rng.randint(1, 14)))
        for _ in range(MESSAGES // 4)
    ] + [
        " ".join(rng.choices(PIECES, k=rng.randint(1, 14))) for _ in range(MESSAGES - MESSAGES // 4)
    ]


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, BATCHES))]
)
def test_values_in_any_order_are_read_without_an_error(seed: int) -> None:
    for text in messages(seed):
        seen = understand(text, TODAY)
        parse_facts({slot: value for slot, value in seen.case.items() if slot in FACTS})
        for start, end in (one.span for one in (*seen.unplaced, *seen.ambiguous)):
            assert 0 <= start < end <= len(text), text


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("20 do 25 dana", ({"days": 20}, {"days": 25})),
        ("između 2 i 3 meseca", ({"months": 2}, {"months": 3})),
        ("mesec-dva dana", ({"months": 1}, {"months": 2})),
        ("dve i po nedelje", ({"days": 17}, {"days": 18})),
        ("three weeks to two months", ({"days": 21}, {"months": 2})),
        ("almost two months", ({"months": 2},)),
        ("8 do 10 sati", (8, 10)),
    ],
)
def test_what_is_not_one_value_names_what_it_may_be(text: str, ends: tuple[object, ...]) -> None:
    (unclear,) = understand(text, TODAY).ambiguous
    assert unclear.values == ends


@pytest.mark.parametrize("number", ["17", "dvadeset tri", "8½", "２３", "105"])
def test_a_number_that_belongs_to_nothing_is_left_over(number: str) -> None:
    seen = understand(f"a šta ako je {number}?", TODAY)
    (one,) = seen.unplaced
    assert not seen.case
    assert one.text.strip()
