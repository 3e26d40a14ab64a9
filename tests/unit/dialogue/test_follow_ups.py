"""What is asked after an answer goes on from it; what is asked anew does not."""

import pytest

from bot.dialogue.state.session import Last, Session
from tests.unit.dialogue.person import Person


def _after(person: Person, entry: str, message: str) -> list[str]:
    """The entries that a message is answered with after an entry was told."""
    person.session = Session(last=Last(entries=(entry,)))
    person.says(message)
    return list(person.session.last.entries)


@pytest.mark.parametrize(
    ("entry", "message", "then"),
    [
        ("ub-bip-length", "a koliko para?", "ub-bip-grant"),
        ("ub-bip-length", "а колико пара?", "ub-bip-grant"),
        ("ub-bip-length", "i koliko espb?", "ub-bip-ects"),
        ("ub-traineeship-duration", "how much money?", "traineeship-grant"),
        ("ub-administrative-training", "how long?", "ub-staff-duration"),
        ("ub-short-phd-grant", "a koliko dugo?", "ub-short-phd-duration"),
        ("asss-proposal-deadline", "a rok?", "asss-return-deadline"),
        ("ub-administrative-training", "koliko para?", "staff-allowance"),
    ],
)
def test_something_else_is_asked_about_the_same_matter(
    ana: Person, entry: str, message: str, then: str
) -> None:
    assert _after(ana, entry, message) == [then]


@pytest.mark.parametrize(
    ("entry", "message", "then"),
    [
        ("ub-failed-exam", "the full amount or part?", "ub-refund"),
        ("ub-failed-exam", "celu sumu onda?", "ub-refund"),
        ("ub-failed-exam", "целу суму онда?", "ub-refund"),
        ("ub-learning-agreement", "ko to potpisuje", "ub-la-signatures"),
        ("ub-learning-agreement", "ко то потписује", "ub-la-signatures"),
        ("asss-la-purpose", "ko to potpisuje", "asss-la-signatures"),
        ("asss-pre-exam-points", "do they round it", "asss-half-points"),
        ("ub-recognition", "po kom je to pravilniku", "ub-recognition-rulebook"),
        ("uk-size", "how many projects up to now", "uk-projects"),
        ("uk-contact", "nihov mejl?", "uk-contact-address"),
        ("uk-contact", "њихов мејл?", "uk-contact-address"),
    ],
)
def test_a_scrap_is_understood_by_what_was_spoken_of(
    ana: Person, entry: str, message: str, then: str
) -> None:
    assert _after(ana, entry, message)[:1] == [then]


@pytest.mark.parametrize("message", ["pancake recipe", "ko je pobedio juče", "какво је време"])
@pytest.mark.parametrize("entry", ["ub-refund", "uk-projects"])
def test_a_scrap_of_no_matter_of_ours_is_answered_by_no_entry(
    ana: Person, entry: str, message: str
) -> None:
    ana.session = Session(last=Last(entries=(entry,)))
    ana.says(message)
    assert ana.replies[0].answers == ()


@pytest.mark.parametrize(
    ("entry", "message", "then"),
    [
        ("ub-traineeship-duration", "and for staff?", "ub-staff-duration"),
        ("ub-traineeship-duration", "what about BIP?", "ub-bip-length"),
        ("ub-short-phd-grant", "a za bip?", "ub-bip-grant"),
        ("ub-short-phd-grant", "a za master?", "ub-short-phd-others"),
        ("ub-bip-length", "a za master?", "ub-bip-length"),
        ("ub-study-length", "а за докторанде?", "ub-study-minimum-doctoral"),
        ("ub-traineeship-recognition", "and for phd?", "ub-traineeship-recognition-phd"),
    ],
)
def test_the_same_is_asked_of_somebody_or_something_else(
    ana: Person, entry: str, message: str, then: str
) -> None:
    assert _after(ana, entry, message) == [then]


@pytest.mark.parametrize(
    ("entry", "message", "then"),
    [
        ("ub-recognition", "a na akademiji?", "asss-recognition-right"),
        ("ub-recognition-who", "а на академији?", "asss-who-decides"),
        ("asss-return-documents", "a u beogradu?", "ub-recognition-documents"),
        ("asss-la-signatures", "and at Belgrade?", "ub-la-signatures"),
    ],
)
def test_the_same_is_asked_of_another_institution(
    ana: Person, entry: str, message: str, then: str
) -> None:
    assert _after(ana, entry, message) == [then]


def test_another_institutions_rule_is_not_told_where_a_follow_up_names_none(ana: Person) -> None:
    entries = _after(ana, "ub-bip-length", "ko to potpisuje?")
    assert entries
    assert not [name for name in entries if name.startswith(("asss-", "uk-"))]


def test_an_unknown_institution_is_told_as_unknown_after_an_answer_too(ana: Person) -> None:
    assert _after(ana, "ub-bip-length", "a u Novom Sadu?") == ["other-institution"]


def test_days_asked_after_daily_amounts_come_to_a_sum(marko: Person) -> None:
    marko.says("Колико пара носи BIP?")
    assert "700 EUR" in marko.says("а за 10 дана?")
    assert "750 EUR" in marko.says("а возом?")


def test_a_question_after_a_computed_result_is_about_its_programme(ana: Person) -> None:
    ana.says("BIP, 20 days, how much money?")
    ana.says("and how many credits?")
    assert ana.session.last.entries == ("ub-bip-ects",)


@pytest.mark.parametrize(
    ("message", "then"),
    [
        ("a da li mi treba viza?", "visa"),
        ("Do I need a visa?", "visa"),
        ("koliko traje praksa?", "ub-traineeship-duration"),
    ],
)
def test_a_question_of_its_own_is_not_bent_to_the_last_answer(
    ana: Person, message: str, then: str
) -> None:
    assert _after(ana, "ub-bip-length", message) == [then]


def test_the_matter_is_kept_through_several_follow_ups(marko: Person) -> None:
    marko.says("koliko traje bip")
    marko.says("a koliko para?")
    marko.says("a koliko espb?")
    assert marko.session.last.entries == ("ub-bip-ects",)


def test_small_talk_in_between_leaves_the_matter_as_it_is(ana: Person) -> None:
    ana.says("How long is a BIP?")
    ana.says("thanks")
    assert ana.replies[0].answers[0].id == "talk-thanks"
    ana.says("and how many credits?")
    assert ana.session.last.entries == ("ub-bip-ects",)


def test_a_question_after_an_overview_is_about_its_theme(ana: Person) -> None:
    ana.says("BIP")
    ana.says("how long?")
    assert ana.session.last.entries == ("ub-bip-length",)


def test_no_words_of_the_person_are_kept_for_follow_ups(marko: Person) -> None:
    marko.says("koliko traje bip, zanima me zbog tetke Stanislave")
    assert "stanislav" not in str(marko.session.to_json()).lower()


@pytest.mark.parametrize("word", ["why?", "and why?", "how come?", "zašto?", "а зашто?"])
def test_why_after_an_answer_says_that_the_rule_gives_no_reason_and_where_it_stands(
    ana: Person, word: str
) -> None:
    ana.says("How long is a BIP?")
    text = ana.says(word)
    assert any(
        words in text for words in ("no reason", "razlog nije naveden", "разлог није наведен")
    )
    assert "Blended Intensive Programme" in text
    assert "What a BIP is" in ana.labels or "Шта је BIP" in ana.labels or "Šta je BIP" in ana.labels


def test_why_after_what_no_rule_says_does_not_name_a_rule(ana: Person) -> None:
    ana.says("Do I need a visa for my exchange?")
    text = ana.says("why?")
    assert "published rules say nothing" in text
    assert ana.labels


def test_after_candidates_a_follow_up_is_not_guessed(ana: Person) -> None:
    ana.session = Session(last=Last(entries=("ub-bip-length", "ub-study-length"), suggested=True))
    ana.says("how much money?")
    assert [answer.id for answer in ana.replies[0].answers] == ["overview-money"]


def test_forms_of_two_kinds_are_not_set_beside_each_other(ana: Person) -> None:
    ana.says("Коме је дозвољено да иде на студијски боравак од само два месеца?")
    ana.says("cela godina?")
    assert ana.session.form is not None
    assert ana.replies[0].html
