"""What is kept of unanswered questions, measured on made-up notations of personal data."""

import re
import time

import pytest

from bot.dialogue.assistant import Assistant
from bot.understanding.privacy.redaction import MOST_CHARACTERS, redact
from knowledge import Knowledge
from locales import fold
from tests.reliability import notation_sets
from tests.reliability.personal import notations
from tests.unit.dialogue.person import Person

HOW_MANY = 900  # 300 in each written form
OF_A_SET = 300
UNDERSTANDABLE = 0.9
SETS = ["before", "after", "unseen", "certain"]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def test_no_notation_stays_readable_and_what_the_question_is_about_stays(
    knowledge: Knowledge,
) -> None:
    readable, understood = [], 0
    for notation in notations(HOW_MANY):
        kept = words(redact(notation.text, knowledge))
        asked = words(notation.question)
        readable += [
            (secret, notation.text)
            for secret in notation.secrets
            if fold(secret) in kept and fold(secret) not in asked
        ]
        understood += sum(word in kept for word in asked) >= UNDERSTANDABLE * len(asked) and (
            not notation.matters or notation.matters in kept
        )
    assert readable == []
    assert understood >= UNDERSTANDABLE * HOW_MANY


@pytest.mark.parametrize("name", SETS)
def test_names_that_are_words_and_spelt_ones_and_rooms_and_ages_are_hidden(
    name: str, knowledge: Knowledge
) -> None:
    found, understood = [], 0
    for notation in notation_sets.notations(name, OF_A_SET):
        kept = redact(notation.text, knowledge)
        found += [(secret, notation.text, kept) for secret in notation.readable(kept)]
        understood += notation.understandable(kept)
    assert found == []
    assert understood >= UNDERSTANDABLE * OF_A_SET


@pytest.mark.parametrize("name", SETS)
def test_the_measure_itself_finds_every_notation_that_is_kept_whole(name: str) -> None:
    for notation in notation_sets.notations(name, OF_A_SET):
        assert notation.readable(notation.text), notation.text


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("zovem se Ana Izmišljović, kad je rok?", "zovem se [name], kad je rok?"),
        ("Ја сам Тадислава, имам 61 поен", "Ја сам [name], имам 61 поен"),
        ("I'm tamsin fenwrathe, when is it due?", "I'm [name], when is it due?"),
        ("moj broj je 06x 123.45.67, kad je rok", "moj broj je [phone], kad je rok"),
        ("indeks 2021/0123, mogu li?", "indeks [number], mogu li?"),
        ("rođena 3. marta 2003. godine, 20 dana", "rođena [date]. godine, 20 dana"),
        ("pišite na ana (at) mejl (dot) test", "pišite na [e-mail]"),
        ("vidi https://profil.test/ana šta je to", "vidi [link] šta je to"),
        ("živim u Zelengrmovoj 12, kad je rok", "živim u [address], kad je rok"),
        ("šta je frmljavina?", "šta je [word]?"),
        ("moje ime je M-I-L-A, kad je rok?", "moje ime je [name], kad je rok?"),
        ("mark asks when it is due", "[name] asks when it is due"),
        (
            "Jasna Plavi pita kad je rok za letnji semestar",
            "[name] pita kad je rok za letnji semestar",
        ),
        ("soba 214, kad je rok", "soba [address], kad je rok"),
        ("imam 22 godine, rođendan mi je 14. maja", "imam [number] godine, rođendan mi je [date]"),
        ("imam 34g i pitam, kad je rok", "imam [number] i pitam, kad je rok"),
        ("I am 34y old, when is it due", "I am [number] old, when is it due"),
        ("ask Ms Bank when it is due", "ask [name] when it is due"),
        ("my number at the faculty is 21/345", "my number at the faculty is [number]"),
        ("ja sam Jesen Most, kad je rok", "ja sam [name], kad je rok"),
        ("datum rođenja prvi drugi 99, kad je rok", "datum rođenja [date], kad je rok"),
    ],
)
def test_a_placeholder_tells_an_editor_what_stood_there(
    question: str, kept: str, knowledge: Knowledge
) -> None:
    assert redact(question, knowledge) == kept


@pytest.mark.parametrize(
    "question",
    [
        "da li 45 dana odgovara doktorandu",
        "koliko je 14 x 70 + 6 x 50 evra",
        "rok je 15.3.2026?",
        "od 2026-02-16 do 2026-06-30",
        "za školsku 2026/2027 ili 2026/27",
        "boravak 3/4 meseca, 5-30 dana",
        "ja sam student druge godine",
        "KA131 ili KA171",
        "školarina za 2026?",
        "traineeship from June 10 to August 31, 2027",
        "stipendija je 1.330 evra za 20 dana",
        "I'm a second year PhD student, what will I get?",
        "ocene A, B, C, D, E",
        "praksa 2m 20d, uklapa li se",
        "koliko je €980 i 350 evra",
        "Faculty of Law, summer semester, may I go?",
        "60/240 ESPB ili 180-240 ESPB",
        "I'm in my master's. Are two semesters too much?",
        "Dear Sir or Madam, to whom should we write?",
        "ja sam student, jesen ili proleće?",
        "Ja sam Erasmus student, koliko traje boravak?",
    ],
)
def test_numbers_and_days_that_a_question_is_about_stay(
    question: str, knowledge: Knowledge
) -> None:
    assert redact(question, knowledge) == question


@pytest.mark.parametrize(
    "hostile",
    ["a" * 4096 + "@", "1-" * 2048, "a." * 2048, "a at " * 800, "1 " * 2048, "www . " * 700],
)
def test_a_hostile_question_costs_no_more_than_any_long_one(
    hostile: str, knowledge: Knowledge
) -> None:
    begun = time.thread_time()
    kept = redact(hostile, knowledge)
    assert time.thread_time() - begun < 0.1
    assert len(kept) <= MOST_CHARACTERS


def test_the_assistant_notes_a_question_without_who_asked(assistant: Assistant) -> None:
    ana = Person(assistant)
    ana.says("zovem se Tadislava Brzakovljević, gde se kupuje frmljavina za mačke?")
    (note,) = ana.noted
    assert "adislav" not in note
    assert "Brzak" not in note
    assert "[name]" in note
