"""Questions in all ways of writing: answered, offered, or honestly declined."""

import pytest

from bot.dialogue.assistant import Assistant
from bot.messages.effect import Outcome
from knowledge import Knowledge
from rules import Rulebook
from tests.unit.dialogue.person import Person


@pytest.mark.parametrize(
    ("question", "locale", "words"),
    [
        ("What is the maximum length of mobility in one cycle?", "en", "12 months"),
        ("whats the maximun lenght of mobilty in total per cycle of study?", "en", "12 months"),
        (
            "Koliko najviše mobilnosti može da se ima na jednom nivou studija?",
            "sr_Latn",
            "12 meseci",
        ),
        (
            "koliko najvise mobilnosti moze da se ima na jednom nivou studija",
            "sr_Latn",
            "12 meseci",
        ),
        (
            "Колико највише мобилности може да се има на једном нивоу студија?",
            "sr_Cyrl",
            "12 месеци",
        ),
    ],
)
def test_the_answer_comes_in_the_language_and_script_of_the_question(
    ana: Person, question: str, locale: str, words: str
) -> None:
    text = ana.says(question)
    reply = ana.replies[0]
    assert reply.outcome is Outcome.ANSWER
    assert reply.locale == locale
    assert words in text
    assert reply.answers[0].sources


def test_an_answer_names_its_source_under_it(ana: Person) -> None:
    text = ana.says("What grant does a PhD student get per day for a short stay?")
    assert "Outgoing Mobility: Types and Eligibility" in text
    assert "University of Belgrade" in text


@pytest.mark.parametrize(
    ("question", "noted"),
    [
        ("What's the best pizza in Glimmerford?", "What's the best pizza in [name]?"),
        ("koji film da gledam večeras", "koji [word] da gledam večeras"),
        ("Ко је победио на утакмици синоћ?", "Ко је победио на [word] [name]?"),
        ("asdf qwer zxcv", "[word]"),
    ],
)
def test_what_is_not_in_the_sources_is_not_guessed_and_is_noted_for_the_editors(
    ana: Person, question: str, noted: str
) -> None:
    ana.says(question)
    assert ana.replies[0].outcome is Outcome.UNKNOWN
    assert ana.replies[0].answers == ()
    assert ana.noted == [noted]


@pytest.mark.parametrize(
    "question",
    ["What's the best pizza in Naples?", "šta da obučem na svadbu", "Како се пече хлеб?"],
)
def test_another_subject_is_refused_shortly_and_sends_nobody_to_a_coordinator(
    ana: Person, question: str
) -> None:
    text = ana.says(question)
    assert ana.replies[0].outcome is Outcome.UNKNOWN
    assert "Erasmus+" in text
    assert "oordinator" not in text
    assert "оординатор" not in text
    assert len(text.splitlines()) <= 2


def test_several_bare_questions_get_their_overviews(ana: Person) -> None:
    text = ana.says("how long, how much, which papers?")
    assert [answer.id for answer in ana.replies[0].answers] == [
        "overview-length",
        "overview-money",
        "overview-papers",
    ]
    assert "12 months" in text


def test_a_known_gap_says_who_knows_and_is_not_an_answer(ana: Person) -> None:
    text = ana.says("Do I need a visa for my exchange?")
    assert ana.replies[0].outcome is Outcome.UNKNOWN
    assert ana.replies[0].answers == ()
    assert ana.noted == []
    assert "embassy" in text.lower()


def test_a_short_ambiguous_message_keeps_the_conversations_script(marko: Person) -> None:
    marko.says("Колико траје мобилност докторанада?")
    marko.says("BIP")
    assert marko.replies[0].locale == "sr_Cyrl"


def test_a_chosen_language_is_kept_whatever_is_typed(marko: Person) -> None:
    marko.says("/language")
    marko.taps("English")
    marko.says("koliko traje razmena")
    assert marko.replies[0].locale == "en"


def test_recognition_without_an_institution_asks_whose_and_a_name_settles_it(ana: Person) -> None:
    ana.says("Are the exams I pass abroad recognised?")
    assert ana.replies[0].outcome is Outcome.SUGGEST
    of = {answer.sources[0].partition("/")[0] for answer in ana.replies[0].answers}
    assert of == {"ub-outgoing", "asss-recognition"}
    ana.says("Are the exams I pass abroad recognised at Academy Sumadija?")
    assert ana.replies[0].answers
    for answer in ana.replies[0].answers:
        assert all(source.startswith("asss-") for source in answer.sources)


@pytest.mark.parametrize(
    "question",
    [
        "What daily rate does the University of Novi Sad pay PhD students?",
        "Колико Универзитет у Нишу плаћа докторандима по дану?",
    ],
)
def test_another_institutions_rule_is_not_told_from_ours(ana: Person, question: str) -> None:
    text = ana.says(question)
    assert ana.replies[0].outcome is Outcome.UNKNOWN
    assert "70" not in text


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "location"])
def test_what_cannot_be_read_gets_a_kind_word(ana: Person, kind: str) -> None:
    assert "text" in ana.sends(kind)


@pytest.mark.parametrize(
    "message",
    ["", "   ", "?!", "😀😀😀", "\u200b\u200b", "\x00\x01", "a" * 4096, "<b>hello", "🇷🇸" * 500],
)
def test_odd_messages_get_one_clear_reply(ana: Person, message: str) -> None:
    assert ana.says(message)
    assert len(ana.replies) == 1


@pytest.mark.parametrize(
    "data", ["", "e:no-such-entry", "a:99:cycle:doctoral", "t:none", "l:de", "zzz", "e:" + "x" * 80]
)
def test_a_button_that_no_longer_exists_says_so(ana: Person, data: str) -> None:
    assert "no longer works" in ana.sends_data(data)


def test_two_questions_in_one_message_get_two_answers(ana: Person) -> None:
    ana.says("How many ECTS must a BIP give? And is the Diploma Supplement free?")
    assert len(ana.replies[0].answers) == 2


def test_a_suggestion_can_be_chosen_by_its_number(ana: Person) -> None:
    ana.says("Are the exams I pass abroad recognised?")
    first = ana.replies[0].answers[0]
    ana.says("1")
    assert ana.replies[0].answers[0].id == first.id


def test_the_operators_contact_is_shown_to_who_asks_for_one(
    assistant: Assistant, knowledge: Knowledge, rulebook: Rulebook
) -> None:
    with_contact = Assistant(knowledge, rulebook, {"uk": "room 7, <uk@example.org>"})
    question = "Which office at the University of Kragujevac should a partner contact?"
    assert "room 7, <uk@example.org>" in Person(with_contact).says(question)
    assert "@" not in Person(assistant).says(question)


def test_where_two_institutions_answer_alike_it_is_asked_whose_answer_is_meant(ana: Person) -> None:
    ana.says("who recognises my exams from the exchange?")
    assert ana.replies[0].outcome is Outcome.SUGGEST
    of = {answer.sources[0].partition("/")[0] for answer in ana.replies[0].answers}
    assert of == {"ub-outgoing", "asss-recognition"}


def test_kragujevac_alone_is_the_university_or_the_academy_and_never_belgrade(ana: Person) -> None:
    ana.says("ko je nadležan za mobilnost u Kragujevcu?")
    assert ana.replies[0].outcome is Outcome.SUGGEST
    of = {answer.sources[0].partition("/")[0] for answer in ana.replies[0].answers}
    assert of == {"uk-cooperation", "asss-recognition"}
