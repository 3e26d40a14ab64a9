"""A fourth university, from a folder alone: in chat, menus, verdicts, and what is said of slips."""

import ast
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from bot.dialogue.assistant import Assistant
from bot.forms.case_link import decode, encode
from bot.messages.json_value import Json
from knowledge import load_knowledge
from knowledge.pack_faults import faults
from locales import Locale, render
from rules import EstimateRequest, Rulebook, load_rulebook, parse_facts
from rules.command_line.questions import answer
from rules.institutions import Registry, read_registry, registry
from tests.unit.dialogue.person import Person
from tests.unit.dub import DUB, assistant_with, change, copied, in_use

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 29)
Changed: TypeAlias = tuple[Registry, Assistant]


@pytest.fixture(scope="module")
def rulebook() -> Iterator[Rulebook]:
    """The rules with those of Dubravica among them."""
    with in_use(read_registry([DUB])):
        yield load_rulebook()


@pytest.fixture(scope="module")
def assistant(rulebook: Rulebook) -> Assistant:
    return Assistant(load_knowledge(rulebook), rulebook)


@pytest.fixture
def guest(assistant: Assistant) -> Person:
    return Person(assistant)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copied(tmp_path)


def test_the_pack_has_no_mistake(rulebook: Rulebook) -> None:
    assert [str(one) for one in faults(read_registry([DUB]), [DUB])] == []


def test_its_study_rule_is_its_own(rulebook: Rulebook) -> None:
    person = {"role": "student", "registered": True, "cycle": "bachelor", "year": 2}
    facts = parse_facts({**person, "duration": {"months": 5}})
    verdict = rulebook.at("dub").check("study", facts, on=TODAY)
    assert (verdict.outcome, verdict.institution) == ("not_eligible", "dub")
    year = rulebook.at("dub").parameter("study.minimum_year").value
    assert render(verdict.reasons[0].text, Locale.EN).count(f"{year}rd year")
    assert verdict.reasons[0].source == "dub-exchange/study"
    # The same person may go from Belgrade, whose year is an earlier one.
    of_belgrade = rulebook.check("study", facts, on=TODAY)
    assert "study.second_year" not in [one.rule for one in of_belgrade.reasons]


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        (Locale.EN, "You must be registered at the University of Dubravica."),
        (Locale.SR_CYRL, "Морате бити уписани на Универзитет у Дубравици."),
        (Locale.SR_LATN, "Morate biti upisani na Univerzitet u Dubravici."),
    ],
)
def test_a_condition_names_the_institution(rulebook: Rulebook, locale: Locale, words: str) -> None:
    stated = {one.id: one for one in rulebook.at("dub").conditions("study")}
    assert render(stated["study.registered"].text, locale) == words


@pytest.fixture(scope="module")
def of_2028(tmp_path_factory: pytest.TempPathFactory) -> Changed:
    """Dubravica, which asks for another year of study from 2028 on, and pays more then."""
    folder = tmp_path_factory.mktemp("later") / "dub"
    shutil.copytree(DUB, folder)
    row = "reference: dub-exchange/study, checked_on: 2026-11-29}"
    change(
        folder / "programmes" / "study.yaml",
        f"unit: ordinal\n    values:\n      - {{value: 3, {row}",
        f"unit: ordinal\n    values:\n      - {{value: 3, {row}\n"
        f"      - {{value: 4, from: 2028-01-01, {row}",
    )
    later = (folder / "calls" / "2027.yaml").read_text(encoding="utf-8").replace("2027", "2028")
    (folder / "calls" / "2028.yaml").write_text(later, encoding="utf-8")
    change(folder / "calls" / "2028.yaml", "first_tier: ", "first_tier: 1")
    return assistant_with(folder)


@pytest.fixture
def from_2028(of_2028: Changed) -> Iterator[Assistant]:
    """Somebody who knows what Dubravica asks for, and pays, from 2028 on."""
    with in_use(of_2028[0]):
        yield of_2028[1]


@pytest.mark.parametrize(
    ("stay", "said"),
    [
        ("for 5 months", "Yes"),
        ("for 5 months in 2027", "Yes"),
        ("for 5 months in 2028", "4th year"),
        ("from 15 February 2028 to 15 July 2028", "4th year"),
    ],
)
def test_a_value_is_the_one_of_the_date_of_the_stay(
    from_2028: Assistant, stay: str, said: str
) -> None:
    guest = Person(from_2028)
    reply = guest.says(
        "I am a third-year bachelor student at the University of Dubravica, "
        f"may I go on study mobility {stay}?"
    )
    assert said in reply


def test_a_call_is_the_one_of_the_year_of_the_stay(from_2028: Assistant) -> None:
    del from_2028  # its pack is in use
    rules = load_rulebook().at("dub")
    request = EstimateRequest(programme="summer_school", days=10)
    for year in (2027, 2028):
        estimate = rules.during(date(year, 7, 1)).estimate(request, on=TODAY)
        assert estimate.rates == f"call-{year}"
    assert rules.estimate(request, on=TODAY).rates == "call-2028"
    # Before the first value of a number there is none but that.
    early = rules.during(date(2020, 1, 1)).parameter("study.minimum_year")
    assert early.value == rules.parameters["study.minimum_year"].values[0].value


def asked(rulebook: Rulebook, command: str, **question: Any) -> dict[str, Any]:
    found = answer(command, {**question, "institution": "dub"}, rulebook, lambda: TODAY)
    assert found["institution"] == "dub"
    return dict(found)


def test_its_programme_of_its_own_is_judged_and_paid(rulebook: Rulebook) -> None:
    facts = {"role": "student", "cycle": "bachelor", "duration": {"days": 10}}
    found = asked(rulebook, "check", programme="summer_school", facts=facts)
    assert [one["rule"] for one in found["reasons"]] == ["summer_school.cycle"]
    paid = asked(rulebook, "estimate", programme="summer_school", days=20)
    assert (paid["rates"], paid["total"]) == ("call-2027", "1080.00")


def test_a_call_of_a_year_is_told_as_one_with_what_it_names(
    rulebook: Rulebook, guest: Person
) -> None:
    reply = guest.says("how much is paid for 10 days of the summer school at Dubravica?")
    assert "Not included yet: travel days (up to 2 can be applied for)." in reply
    assert "undated" not in reply
    request = EstimateRequest(programme="summer_school", days=10, fewer_opportunities=True)
    estimate = rulebook.at("dub").estimate(request, on=TODAY)
    assert [one.item for one in estimate.lines] == ["daily_support"]
    (note,) = [render(one, Locale.EN) for one in estimate.notes]
    assert note == "The call mentions no top-up for fewer opportunities."


def test_its_table_of_grades_is_its_own(rulebook: Rulebook) -> None:
    (row,) = asked(rulebook, "grade", points=61)["matches"]
    assert row["grade"] == 6
    assert answer("grade", {"points": 61}, rulebook, lambda: TODAY)["institution"] == "asss"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("where is the exchange office at Dubravica?", "main building"),
        ("da li gubim mesto u domu na Univerzitetu u Dubravici?", "studentskom domu"),
        ("ко даје кључеве на Универзитету у Дубравици", "портир"),
        ("which bus goes to the campus of the University of Dubravica", "city bus"),
        ("gde dobijam studentsku karticu na Univerzitetu u Dubravici", "studentsku karticu"),
        ("у Дубравици, да ли хор прима госте?", "хор"),
    ],
)
def test_its_questions_are_answered_with_its_source(
    guest: Person, question: str, words: str
) -> None:
    reply = guest.says(question).lower()
    assert words in reply
    assert re.search("dubravic|дубравиц", reply)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("how long does the summer school at Dubravica last?", "5 to 21 days"),
        ("ко може на летњу школу у Дубравици", "мастер студије"),
        ("da li letnja škola u Dubravici može da traje 30 dana", "Ne, boravak traje od 5 do 21"),
        ("I am a master student at Dubravica, can I go to a summer school for 10 days?", "Yes"),
        ("how much is a summer school of 10 days at Dubravica?", "600"),
    ],
)
def test_its_own_programme_is_understood_by_its_words(
    guest: Person, question: str, words: str
) -> None:
    reply = guest.says(question)
    assert words in reply
    assert re.search("Dubravic|Дубравиц", reply)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("tell me about the summer school at Dubravica", "5 to 21 days"),
        ("when does the summer school at Dubravica start?", "do not say this"),
        ("kad počinje letnja škola u Dubravici", "nema odgovora"),
        ("does the summer school of Dubravica ask for English at B2?", "do not say this"),
    ],
)
def test_who_asks_no_verdict_is_told_none(guest: Person, question: str, words: str) -> None:
    reply = guest.says(question)
    assert words in reply
    assert not reply.startswith(("Yes", "Da"))


def test_who_names_nobody_hears_nothing_of_its_own_programme(guest: Person) -> None:
    assert "Dubravica" not in guest.says("can I go to a summer school for 10 days, master student?")


def test_its_contact_is_told_to_who_asks_for_the_office(guest: Person) -> None:
    assert "exchange@dubravica.example" in guest.says("where is the exchange office at Dubravica?")


def test_a_case_of_its_student_is_judged_by_its_rules(guest: Person) -> None:
    reply = guest.says(
        "I am a second-year bachelor student at the University of Dubravica, "
        "may I go on study mobility for 5 months?"
    )
    assert "University of Dubravica" in reply
    assert "3rd year" in reply
    assert "Belgrade" not in reply


def test_who_names_nobody_hears_of_it_no_rule(guest: Person) -> None:
    reply = guest.says("second-year bachelor student, study mobility for 5 months, may I go?")
    assert "Dubravica" not in reply


def test_it_stands_in_the_menu(guest: Person) -> None:
    guest.says("/topics")
    assert "University of Dubravica" in guest.labels


def test_no_institution_is_named_in_the_code() -> None:
    ids = "|".join(registry().ids[:3])
    names = "belgrade|beograd|kragujev|šumadij|sumadij"
    named = re.compile(rf"(?<![a-z_-])(?:{ids})(?![a-z])|{names}", re.IGNORECASE)
    found = []
    for package in ("bot", "rules", "knowledge", "locales"):
        for file in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    words = re.sub("Europe/Belgrade|razmena/", "", node.value)
                    found += [f"{file}:{node.lineno}: {one}" for one in named.findall(words)]
    assert found == []


def test_a_link_carries_a_case_of_its_programme(rulebook: Rulebook) -> None:
    answers: dict[str, Json] = {
        "institution": "dub",
        "programme": "summer_school",
        "role": "student",
        "cycle": "master",
        "duration": {"days": 10},
    }
    payload = encode("eligibility", answers)
    assert payload is not None
    assert decode(payload).answers == answers
    rates: dict[str, Json] = {"programme": "summer_school", "days": 9, "rates": "call-2027"}
    assert decode(str(encode("grant", rates))).answers == rates


@pytest.mark.parametrize("text", ["where is the office?", "/case", "how long is a BIP?"])
def test_who_belonged_to_an_institution_that_is_gone_is_answered(guest: Person, text: str) -> None:
    gone = replace(guest.session.focus, institution="gone", named="gone")
    guest.session = replace(guest.session, institution="gone", focus=gone)
    assert guest.says(text)
    assert guest.session.institution is None
