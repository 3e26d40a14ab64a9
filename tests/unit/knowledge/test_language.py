"""Which of the three written forms a message is in, or that it is in none of them."""

import pytest

from knowledge.language import LanguageGuess, LanguageGuesser, LanguageOdds, function_words
from knowledge.load import collect
from locales import Locale


@pytest.fixture(scope="module")
def guesser() -> LanguageGuesser:
    entries = list(collect().entries.values())
    odds = LanguageOdds.learn(
        [words for entry in entries for words in entry.phrasings["sr"]],
        [words for entry in entries for words in entry.phrasings["en"]],
    )
    return LanguageGuesser(odds)


@pytest.mark.parametrize(
    "text",
    [
        "How much money does a PhD student get?",
        "can i go in my first year",
        "STA 3 days, 6 hours ok?",
        "wich documents do i need afterwards",
        "Does the University of Kragujevac accept incoming students?",
        "I study at Akademija Šumadija, is my exam recognised?",
        "what does the word размена mean in English",
        "is an internship Nov 3 - Feb 20 ok?",
    ],
)
def test_english_is_told_with_serbian_names_and_misspellings_in_it(
    guesser: LanguageGuesser, text: str
) -> None:
    assert guesser.guess(text) == LanguageGuess(Locale.EN, sure=True)


@pytest.mark.parametrize(
    "text",
    [
        "Koliko novca dobija doktorand?",
        "kolko para dobijam",
        "jel mogu na razmenu kao brucos",
        "šta je Learning Agreement",
        "da li scholarship pokriva i health insurance",
        "kako mogu ići na razmjenu",
        "deadline za predlog, ko ga šalje directoru",
        "doktorand, 20 dana, vozom",
    ],
)
def test_serbian_in_latin_letters_is_told_bald_mixed_and_western(
    guesser: LanguageGuesser, text: str
) -> None:
    assert guesser.guess(text) == LanguageGuess(Locale.SR_LATN, sure=True)


@pytest.mark.parametrize(
    "text",
    [
        "Колико новца добија докторанд?",
        "шта је Transcript of Records",
        "Learning Agreement шта је то",
        "јел могу на Erasmus+",
        "ЕСПБ",
    ],
)
def test_cyrillic_is_told_with_foreign_terms_in_it(guesser: LanguageGuesser, text: str) -> None:
    assert guesser.guess(text) == LanguageGuess(Locale.SR_CYRL, sure=True)


@pytest.mark.parametrize(
    "text", ["ok", "BIP", "da", "ne", "PhD", "50", "👍", "", "https://x.org/kako"]
)
def test_what_belongs_to_no_language_leaves_the_conversation_as_it_is(
    guesser: LanguageGuesser, text: str
) -> None:
    guess = guesser.guess(text)
    assert not guess.sure
    assert not guess.other


@pytest.mark.parametrize(
    "text",
    [
        "Wie kann ich mich für Erasmus bewerben?",
        "was kostet das Studium",
        "Comment puis-je postuler pour une bourse",
        "¿Cuánto dinero dan?",
        "Quanto dura il tirocinio",
        "Как подать заявку на стипендию",
        "Що потрібно для обміну",
        "başvuru ne zaman",
        "Mennyi pénzt kapok",
        "你好，我可以申请吗",
        "مرحبا كيف يمكنني التقديم",
        "Πόσα χρήματα παίρνω",
    ],
)
def test_other_languages_are_told(guesser: LanguageGuesser, text: str) -> None:
    assert guesser.guess(text).other


def test_no_phrasing_of_an_entry_is_taken_for_another_language(guesser: LanguageGuesser) -> None:
    taken = [
        words
        for entry in collect().entries.values()
        for ways in entry.phrasings.values()
        for words in ways
        if guesser.guess(words).other
    ]
    assert taken == []


def test_most_phrasings_are_told_as_the_language_they_are_listed_under(
    guesser: LanguageGuesser,
) -> None:
    judged = [
        guesser.guess(words).locale.language == language
        for entry in collect().entries.values()
        for language, ways in entry.phrasings.items()
        for words in ways
    ]
    # The rest are English terms with one Serbian word among them, and the other way round.
    assert sum(judged) / len(judged) > 0.98


def test_a_long_message_in_capitals_is_told_like_any_other(guesser: LanguageGuesser) -> None:
    text = "KOLIKO PARA DOBIJA DOKTORAND " * 100
    assert guesser.guess(text) == LanguageGuess(Locale.SR_LATN, sure=True)


def test_small_words_of_both_languages_stand_in_neither_list() -> None:
    words = function_words()
    assert not words["serbian"] & words["english"]
