"""Where an institution of a pack is spoken of its own texts answer, and nobody else's."""

import re
import shutil
from collections.abc import Iterator

import pytest

from bot.dialogue.assistant import Assistant
from rules import load_rulebook
from rules.institutions import Registry
from tests.unit.dialogue.person import CLIENTS, Person
from tests.unit.dub import DUB, OTHERS, assistant_with, in_use

DEADLINE = """
{0}_days:
  description: Days before the semester
  unit: day
  values:
    - {{value: {1}, reference: dub-exchange/study, checked_on: 2026-11-29}}
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Registry, Assistant]:
    """Dubravica with an acronym and deadlines; each test takes it into use by itself."""
    folder = tmp_path_factory.mktemp("packs") / "dub"
    shutil.copytree(DUB, folder)
    with (folder / "institution.yaml").open("a", encoding="utf-8") as file:
        file.write("acronyms: [DUV]\n")
    (folder / "parameters" / "recognition.yaml").write_text(
        "".join(
            DEADLINE.format(name, days) for name, days in (("proposal", 20), ("documents", 10))
        ),
        encoding="utf-8",
    )
    return assistant_with(folder)


@pytest.fixture
def assistant(loaded: tuple[Registry, Assistant]) -> Iterator[Assistant]:
    with in_use(loaded[0]):
        yield loaded[1]


def ask(assistant: Assistant, language: str, *turns: str) -> str:
    person = Person(assistant, CLIENTS[language])
    return [person.says(turn) for turn in turns][-1]


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        ("en", "do guests get a helper at Dubravica?", "buddy"),
        ("en", "Is tuition to be paid to the host, at DUV?", "to us only"),
        ("sr-Latn", "Studiram u Dubravici, moram li da vratim knjige?", "pre odlaska"),
        ("sr-Latn", "Gde na DUV-u mogu da parkiram?", "iza rektorata"),
        ("sr-Cyrl", "Једу ли гости у мензи у Дубравици?", "У мензи једу"),
        ("sr-Cyrl", "Да ли се у Дубравици пише извештај по повратку?", "кратак извештај"),
    ],
)
def test_its_own_answer_comes_before_what_others_leave_open(
    assistant: Assistant, language: str, question: str, words: str
) -> None:
    reply = ask(assistant, language, question)
    assert words in reply
    assert not OTHERS.search(reply)


@pytest.mark.parametrize(
    ("language", "turns", "named"),
    [
        ("en", ("does Dubravica have a list of partner universities?",), "of Dubravica do not"),
        ("en", ("I study at DUV", "may my wife come along?"), "of Dubravica do not"),
        ("sr-Latn", ("kolika je mesečna stipendija na studijama u Dubravici",), "u Dubravici nema"),
        ("sr-Cyrl", ("Студирам у Дубравици", "а да ли ми треба виза?"), "у Дубравици нема"),
        ("sr-Cyrl", ("има ли Универзитет у Дубравици праксу у фирми",), "у Дубравици нема"),
    ],
)
def test_what_its_texts_do_not_say_is_said_of_it_with_its_own_contact(
    assistant: Assistant, language: str, turns: tuple[str, ...], named: str
) -> None:
    reply = ask(assistant, language, *turns)
    assert named in reply
    assert "exchange@dubravica.example" in reply
    assert not OTHERS.search(reply)


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        ("en", "what can you do", "University of Dubravica on exchanges"),
        ("sr-Latn", "šta sve znaš", "Univerzitet u Dubravici o odlasku na razmenu"),
        ("sr-Cyrl", "шта умеш да радиш", "Универзитет у Дубравици о одласку на размену"),
    ],
)
def test_who_asks_what_can_be_asked_hears_of_it(
    assistant: Assistant, language: str, question: str, words: str
) -> None:
    assert words in ask(assistant, language, question)


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        ("en", "Dubravica", "I also check the conditions of: Study mobility, Summer school"),
        ("en", "what can I do at the University of Dubravica?", "Summer school"),
        ("sr-Latn", "Šta nudi Univerzitet u Dubravici?", "Letnja škola"),
        ("sr-Latn", "Šta sve mogu na Univerzitetu u Dubravici?", "Letnja škola"),
        ("sr-Cyrl", "Универзитет у Дубравици", "Летња школа"),
        ("sr-Cyrl", "Које могућности има Универзитет у Дубравици?", "Летња школа"),
    ],
)
def test_what_there_is_is_told_without_an_entry_that_says_it(
    assistant: Assistant, language: str, question: str, words: str
) -> None:
    reply = ask(assistant, language, question)
    assert words in reply
    assert not OTHERS.search(reply)


def test_an_amount_is_of_its_programme_in_the_right_case(assistant: Assistant) -> None:
    reply = ask(assistant, "sr-Cyrl", "колико се плаћа летња школа од 10 дана у Дубравици?")
    assert "10 дана летње школе" in reply


def test_who_asks_the_same_of_nobody_hears_what_is_left_open_of_all(assistant: Assistant) -> None:
    assert "Dubravica" not in ask(assistant, "en", "may my wife and children come along?")


@pytest.mark.parametrize(
    ("language", "turns", "words"),
    [
        ("en", ("I am at Dubravica", "can guests sing in the choir?"), "choir"),
        ("sr-Latn", ("Studiram u Dubravici", "gde se parkira"), "iza rektorata"),
        ("sr-Cyrl", ("ко помаже гостима у Дубравици",), "студента домаћина"),
    ],
)
def test_what_its_own_texts_tell_is_no_other_subject(
    assistant: Assistant, language: str, turns: tuple[str, ...], words: str
) -> None:
    assert words in ask(assistant, language, *turns)


def test_a_recipe_is_another_subject_at_an_institution_of_a_pack(assistant: Assistant) -> None:
    reply = ask(assistant, "en", "I study at Dubravica", "how long do I boil eggs for a salad?")
    assert "cannot help with that" in reply


@pytest.mark.parametrize(
    "turns",
    [
        ("I am a master student at Dubravica", "and a summer school of 10 days?", "and who pays?"),
        ("Master student at Dubravica: summer school, 10 days", "and for 30 days?"),
    ],
)
def test_a_conversation_goes_on_about_a_programme_of_its_own(
    assistant: Assistant, turns: tuple[str, ...]
) -> None:
    assert not OTHERS.search(ask(assistant, "en", *turns))


def test_a_told_length_is_judged_whatever_an_entry_says_of_the_programme(
    assistant: Assistant,
) -> None:
    reply = ask(assistant, "en", "I am a master student at Dubravica", "summer school, 40 days?")
    assert reply.startswith("No")


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        (
            "en",
            "at Dubravica the semester begins on 1 March 2027, when are papers due?",
            "proposal",
        ),
        (
            "sr-Latn",
            "semestar u Dubravici počinje 1.3.2027, kad predajem dokumenta",
            "predlog odluke",
        ),
        ("sr-Cyrl", "рокови за признавање у Дубравици, семестар од 1.3.2027", "предлог одлуке"),
    ],
)
def test_its_deadlines_name_nobody_of_whom_its_source_says_nothing(
    assistant: Assistant, language: str, question: str, words: str
) -> None:
    reply = ask(assistant, language, question)
    assert "2027" in reply
    assert words in reply
    for other in ("Director", "Student Affairs", "direktor", "директор", "служби", "koordinator"):
        assert other not in reply


def number(name: str) -> str:
    """Return a number of Dubravica's as it stands in its rules today."""
    return str(load_rulebook().at("dub").parameter(name).value)


@pytest.mark.parametrize(
    ("language", "turns", "words", "numbers"),
    [
        ("en", ("what is the longest a summer school of Dubravica may take?",),
         "Summer school: the stay lasts at most {} days",
         ("summer_school.maximum_days",)),
        ("sr-Latn", ("koliko traje letnja škola u Dubravici",),
         "Letnja škola: boravak traje od {} do {} dan",
         ("summer_school.minimum_days", "summer_school.maximum_days")),
        ("sr-Cyrl", ("Студирам у Дубравици", "колико најмање траје размена?"),
         "Студијска мобилност: боравак мора да траје најмање {} ", ("study.minimum_months",)),
        ("en", ("which year of study must I be in to go on exchange from Dubravica?",),
         "must be at least in your {}", ("study.minimum_year",)),
        ("sr-Latn", ("Kolika je dnevnica za letnju školu u Dubravici?",),
         "Letnja škola: prvih {1} dana po {0} EUR",
         ("rates.call-2027.first_tier", "rates.call-2027.first_tier_days")),
        ("sr-Cyrl", ("Колико дана пре семестра се у Дубравици предају документа?",),
         "{} дана пре семестра: последњи дан за документа", ("recognition.documents_days",)),
    ],
)  # fmt: skip
def test_one_rule_that_is_asked_for_is_told_by_itself_with_its_source(
    assistant: Assistant,
    language: str,
    turns: tuple[str, ...],
    words: str,
    numbers: tuple[str, ...],
) -> None:
    reply = ask(assistant, language, *turns)
    assert words.format(*map(number, numbers)) in reply
    assert re.search("Source|Izvor|Извор", reply)
    assert not re.match("Yes|Da,|Да,", reply)
    assert not OTHERS.search(reply)


def test_who_may_join_a_programme_is_told_without_its_length(assistant: Assistant) -> None:
    reply = ask(assistant, "sr-Cyrl", "ко може на летњу школу у Дубравици?")
    assert "мастер студије" in reply
    assert "дана" not in reply


def test_a_date_told_after_the_rule_gives_the_days(assistant: Assistant) -> None:
    reply = ask(
        assistant, "en", "when are papers for recognition due at Dubravica?", "1 March 2027"
    )
    assert "2027" in reply
    assert "documents" in reply


@pytest.mark.parametrize(
    ("language", "turns"),
    [
        ("en", ("how many months in total may I be away from Dubravica?",)),
        ("sr-Latn", ("Studiram u Dubravici", "koliko meseci ukupno mogu da budem na razmeni")),
        ("sr-Cyrl", ("колико ЕСПБ морам да упишем на размени из Дубравице",)),
        ("en", ("does the summer school of Dubravica ask for English at B2?",)),
    ],
)
def test_what_its_rules_do_not_bound_is_answered_by_none_of_its_lengths(
    assistant: Assistant, language: str, turns: tuple[str, ...]
) -> None:
    reply = ask(assistant, language, *turns)
    assert "exchange@dubravica.example" in reply
    assert "3 m" not in reply
    assert not OTHERS.search(reply)


@pytest.mark.parametrize(
    ("language", "turns"),
    [
        ("en", ("what can I ask you about Dubravica?",)),
        ("sr-Latn", ("Studiram u Dubravici", "šta sve mogu da pitam?")),
        ("sr-Cyrl", ("Студирам у Дубравици", "о којим темама могу да питам")),
    ],
)
def test_who_asks_what_can_be_asked_of_it_gets_its_topics(
    assistant: Assistant, language: str, turns: tuple[str, ...]
) -> None:
    person = Person(assistant, CLIENTS[language])
    reply = [person.says(turn) for turn in turns][-1]
    assert re.search("summer school|letnja škola|летња школа", reply, re.IGNORECASE)
    assert any(re.search("office|služba|служба", one, re.IGNORECASE) for one in person.labels)
    assert not OTHERS.search(reply)


@pytest.mark.parametrize(
    ("language", "turns", "words"),
    [
        ("en", ("I study at Dubravica", "what does Learning Agreement mean?"), "the courses"),
        (
            "sr-Latn",
            ("šta je to Learning Agreement? studiram u Dubravici",),
            "predmete kod domaćina",
        ),
        ("sr-Cyrl", ("Студирам у Дубравици", "шта значи уговор о учењу"), "предмете код домаћина"),
    ],
)
def test_a_term_is_explained_without_what_applies_to_it_elsewhere(
    assistant: Assistant, language: str, turns: tuple[str, ...], words: str
) -> None:
    reply = ask(assistant, language, *turns)
    assert words in reply
    assert "exchange@dubravica.example" in reply
    assert not OTHERS.search(reply)


@pytest.mark.parametrize(
    ("language", "turns", "words"),
    [
        ("en", ("I study at Dubravica", "how short may an exchange be?", "and summer school?"),
         "Summer school: the stay lasts"),
        ("sr-Latn", ("letnja škola u Dubravici: koliko traje i kolika je dnevnica?",),
         "Letnja škola: prvih"),
        ("en", ("how long is the summer school at Dubravica?", "could a PhD student join?"),
         "No, this mobility is for master's studies"),
        ("sr-Cyrl", ("Да ли студент основних студија из Дубравице сме на летњу школу?",),
         "Не, ова мобилност је за мастер студије"),
        ("en", ("First-year student at Dubravica. Exchange next autumn?",), "Not yet"),
        ("en", ("what's the minimum stay for an exchange from Dubravica?",), "at least 3 months"),
        ("en", ("what's the shortest exchange from Dubravica?",), "at least 3 months"),
        ("sr-Cyrl", ("Студирам у Дубравици", "колико траје летња школа?", "а ко сме да иде?"),
         "мастер студије"),
    ],
)  # fmt: skip
def test_a_conversation_goes_on_from_a_rule(
    assistant: Assistant, language: str, turns: tuple[str, ...], words: str
) -> None:
    reply = ask(assistant, language, *turns)
    assert words in reply
    assert not OTHERS.search(reply)


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        ("en", "what is the way to the campus of Dubravica?", "city bus"),
        ("sr-Latn", "Kako se stiže do kampusa u Dubravici?", "gradski autobus"),
        ("sr-Cyrl", "До кампуса у Дубравици, како?", "градски аутобус"),
    ],
)
def test_a_word_that_one_entry_alone_has_brings_it_first(
    assistant: Assistant, language: str, question: str, words: str
) -> None:
    assert words in ask(assistant, language, question)


@pytest.mark.parametrize(
    ("language", "question", "first"),
    [
        ("en", "is the summer school at Dubravica of 40 days too long?", "Yes, it is"),
        ("en", "is 12 days too short for the summer school at Dubravica?", "No, it is not"),
        ("sr-Latn", "da li je 40 dana predugo za letnju školu u Dubravici?", "Jeste"),
        ("sr-Cyrl", "је ли 2 дана прекратко за летњу школу у Дубравици?", "Јесте"),
    ],
)
def test_too_long_and_too_short_are_held_against_its_own_lengths(
    assistant: Assistant, language: str, question: str, first: str
) -> None:
    assert ask(assistant, language, question).startswith(first)
