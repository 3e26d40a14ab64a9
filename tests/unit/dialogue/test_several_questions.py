"""Two questions in one message are both answered, or both offered; one question stays whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from bot.dialogue.context.context import resolve
from bot.dialogue.context.context_prior import ContextPrior
from bot.dialogue.entries.counterparts import Counterparts
from bot.dialogue.entries.deadline_days import DeadlineDays
from bot.dialogue.entries.finding import Finding
from bot.dialogue.entries.near_of_a_pack import NearOfAPack
from bot.dialogue.entries.refusals import Refusals
from bot.dialogue.entries.responses import Responder
from bot.dialogue.entries.retrieval import Matcher
from bot.dialogue.state.session import Session
from bot.dialogue.steps.multi_question import parts_of, to_choose_from
from bot.dialogue.turn import Message, Turn
from bot.messages.effect import Outcome, Reply
from bot.messages.voice import Voice
from bot.understanding import understand
from bot.understanding.questions.split_questions import questions_in
from knowledge import Knowledge, Match
from locales import Locale
from rules import Rulebook
from tests.unit.dialogue.person import Person


def _told(person: Person) -> list[str]:
    return [answer.id for reply in person.replies for answer in reply.answers]


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (
            "kolika je stipendija za doktorande i koliko dugo mogu da ostanem",
            ["70 EUR", "2 meseca"],
        ),
        ("koliko dugo i koliko para za doktorande", ["2 meseca", "70 EUR"]),
        ("Колико траје BIP а колико бодова носи?", ["30 дана", "3 ЕСПБ"]),
        ("koliko traje bip te koliko espb nosi", ["30 dana", "3 ESPB"]),
        ("what is a BIP / how many ECTS does it give", ["online learning", "3 ECTS"]),
        ("koliko najvise traje praksa, ko potpisuje learning agreement", ["12 meseci", "tri"]),
        ("koliko traje bip. ko potpisuje learning agreement", ["30 dana", "tri"]),
        (
            "how long can a traineeship be and is the first year allowed",
            ["12 months", "2nd year"],
        ),
        (
            "who signs the LA and when do I get the money?",
            ["home and host institution", "do not say"],
        ),
    ],
)
def test_both_questions_of_a_message_are_answered(
    ana: Person, message: str, words: list[str]
) -> None:
    text = ana.says(message)
    assert {reply.outcome for reply in ana.replies} == {Outcome.ANSWER}
    for part in words:
        assert part in text


def test_a_question_of_two_institutions_is_answered_for_each(ana: Person) -> None:
    ana.says("who decides on recognition, Belgrade or Academy Sumadija")
    assert _told(ana) == ["ub-recognition-who", "asss-who-decides"]


def test_what_is_asked_first_is_not_bent_to_what_is_named_later(ana: Person) -> None:
    ana.says("From which year can I go on exchange and how many credits does a BIP give?")
    assert _told(ana) == ["ub-year-required", "ub-bip-ects"]


def test_where_only_one_of_two_is_clear_it_is_answered_and_the_other_offered(ana: Person) -> None:
    text = ana.says("Is the Diploma Supplement free and what about the exams there?")
    assert _told(ana) == ["asss-supplement-free"]
    assert "What did you mean by the rest" in text
    assert ana.buttons
    assert all(button.data.startswith("e:") for button in ana.buttons)


def test_many_questions_about_one_matter_are_offered_for_choice(ana: Person) -> None:
    ana.says("šta je BIP? ko može? koliko traje? koliko para? kako se prijaviti?")
    assert ana.replies[0].outcome is Outcome.SUGGEST
    assert all(name.startswith("ub-bip-") for name in _told(ana))


def test_three_questions_of_a_message_are_answered_in_their_order(ana: Person) -> None:
    ana.says("How long is a BIP? How many ECTS must it give? Is the Diploma Supplement free?")
    assert _told(ana) == ["ub-bip-length", "ub-bip-ects", "asss-supplement-free"]


@pytest.mark.parametrize(
    ("message", "tool", "entry"),
    [
        (
            "PhD student, 20 days by train, how much money and who signs the learning agreement?",
            "grant",
            "asss-la-signatures",
        ),
        (
            "мени треба 61 поен на академији, која је то оцена, и ко одлучује о признавању?",
            "grade",
            "asss-who-decides",
        ),
        ("45 days PhD, does it fit and how long is a BIP?", "duration", "ub-bip-length"),
    ],
)
def test_a_computation_and_a_question_are_both_answered(
    ana: Person, message: str, tool: str, entry: str
) -> None:
    ana.says(message)
    assert _told(ana) == [tool, entry]


def test_a_question_beside_a_computation_is_answered_for_the_institution_it_names(
    marko: Person,
) -> None:
    marko.says("61 poen na akademiji koja ocena i ko potpisuje?")
    assert _told(marko)[0] == "grade"
    assert len(marko.replies) == 2
    assert "Akademija" in marko.replies[1].html


def test_each_answer_of_a_message_can_be_replied_to(ana: Person) -> None:
    ana.says("PhD student, 20 days, how much money and who signs the learning agreement?")
    grant, entry = (effect.about for effect in ana.effects if isinstance(effect, Reply))
    assert grant is not None
    assert "interview" in grant
    assert entry is not None
    assert entry["entries"] == ["asss-la-signatures"]


@dataclass(frozen=True, slots=True)
class Told(Finding):
    """Finds what it was told to find."""

    scores: Mapping[str, Mapping[str, float]]

    def candidates(self, message: Message) -> tuple[Match, ...]:
        """The entries given for a question."""
        entries = self.matcher.knowledge.entries
        scores = self.scores[message.text]
        return tuple(Match(entries[name], score) for name, score in scores.items())


def test_where_one_of_two_is_not_clear_candidates_of_both_are_offered(
    knowledge: Knowledge, rulebook: Rulebook
) -> None:
    matcher = Matcher(
        knowledge, ContextPrior(knowledge), Counterparts(knowledge), NearOfAPack(knowledge)
    )
    told = Told(
        matcher,
        Responder(knowledge, {}, DeadlineDays(rulebook)),
        Refusals(knowledge, {}),
        {
            "koliko traje": {"ub-bip-length": 0.3, "ub-study-length": 0.3},
            "ko to plaća": {"talk-ok": 0.9, "monthly-grant": 0.2, "living-costs": 0.01},
        },
    )
    text, turn = "koliko traje i ko to plaća", Turn(Voice(Locale.SR_LATN), date(2026, 11, 22))
    reading = understand(text, turn.today)
    parts = parts_of(Message(text, reading, Session(), turn, resolve(reading, Session())))
    offered = to_choose_from(parts, (), told)
    assert [match.entry.id for match in offered] == [
        "ub-bip-length",
        "ub-study-length",
        "monthly-grant",
    ]
    assert parts[0].sure(told) is None


@pytest.mark.parametrize(
    "message",
    [
        "Čemu služi potvrda o prisustvu nastavi i ko je potpisuje?",
        "What is the ToR and why does ASSS need it?",
        "Gde piše kako se prijavljuje za mobilnost na UB?",
        "Како се зове правилник УБ о мобилности и где је објављен?",
    ],
)
def test_a_question_that_goes_on_about_the_same_is_one_question(ana: Person, message: str) -> None:
    ana.says(message)
    assert len(_told(ana)) == 1


@pytest.mark.parametrize(
    "message",
    [
        "from May and June, how long can I stay?",
        "is it possible for bachelor and master students to go in first year?",
        "ja sam druga godina mastera i bio sam 5 meseci na razmeni i sad bih opet",
        "prijavio sam se i izabrali su me, šta sad radim",
        "kako i kada se prijavljujem",
        "what is and is not recognised",
        "do kad i kome predajem papire",
        "Zanima me razmena. Na trećoj sam godini.",
        "da li student koji studira medicinu i koji je na prvoj godini može na razmenu",
        "Kada sam bila na razmeni, bila je ocena 15. oktobra. Hoće li mi to priznati?",
        "doktorand, 20 dana, vozom, koliko para",
        "a" * 4096,
        "?!? ... , / ;",
        "",
    ],
)
def test_lists_stories_and_shared_words_are_not_cut(message: str) -> None:
    assert questions_in(message) == (message,)


def test_what_is_told_around_questions_stays_with_the_next_one() -> None:
    message = "I'm a PhD student. How long can I stay? Just asking. And how much do I get?"
    assert questions_in(message) == (
        "I'm a PhD student. How long can I stay?",
        "Just asking. And how much do I get?",
    )


def test_words_that_lead_up_to_a_question_do_not_hide_it() -> None:
    message = "Zdravo! Student sam. Zanima me koliko traje razmena i ko priznaje ispite. Hvala!"
    assert questions_in(message) == (
        "Zdravo! Student sam. Zanima me koliko traje razmena",
        "ko priznaje ispite. Hvala!",
    )


def test_more_questions_than_can_be_read_at_once_are_left_whole() -> None:
    message = "How long is a BIP? " * 7
    assert questions_in(message) == (message,)


@pytest.mark.parametrize(
    "message", ["\u0301", "how long? \u0301 who signs?", "a \u0301. b", "\u200d"]
)
def test_an_accent_that_stands_alone_is_no_word(message: str) -> None:
    assert "".join(questions_in(message)).replace(" ", "") == message.replace(" ", "")
