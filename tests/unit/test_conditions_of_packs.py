"""What a pack may ask of some cycles alone, of one stay and of all, and of the host."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.dialogue.assistant import Assistant
from locales import Locale, render
from rules import EstimateRequest, load_rulebook, parse_facts
from rules.institutions import Registry, read_registry
from rules.packs import fault_of
from tests.unit.dialogue.person import CLIENTS, Person
from tests.unit.dub import assistant_with, change, copied, in_use

TODAY = date(2026, 11, 29)
OTHERS = re.compile("belgrade|beograd|београд", re.IGNORECASE)
TRAINEESHIP = """
kind: traineeship
source: dub-exchange/study
numbers:
  minimum_months: {value: 2, unit: month, reference: dub-exchange/study, checked_on: 2026-11-29}
  maximum_months: {value: 6, unit: month, reference: dub-exchange/study, checked_on: 2026-11-29}
  cycle_months: {value: 9, unit: month, reference: dub-exchange/study, checked_on: 2026-11-29}
  semesters: {value: 2, unit: semester, reference: dub-exchange/study, checked_on: 2026-11-29}
  doctoral_days: {value: 20, unit: day, reference: dub-exchange/study, checked_on: 2026-11-29}
  ects: {value: 60, unit: ects, reference: dub-exchange/study, checked_on: 2026-11-29}
conditions:
  - {kind: role, allowed: [student, graduate], source: dub-exchange/study, quote: Students.}
  - kind: minimum_duration
    least: traineeship.minimum_months
    cycles: [bachelor, master]
    source: dub-exchange/study
    quote: Two months at least.
  - kind: minimum_duration
    id: doctoral_duration
    least: traineeship.doctoral_days
    cycles: [doctoral]
    source: dub-exchange/study
    quote: Doctoral students go for 20 days at least.
  - kind: total_in_cycle
    months: traineeship.cycle_months
    semesters: traineeship.semesters
    alone: traineeship.maximum_months
    source: dub-exchange/study
    quote: Six months at a time and nine in a cycle.
  - kind: earned_ects
    least: traineeship.ects
    cycles: [bachelor]
    source: dub-exchange/study
    quote: Bachelor students need sixty credits.
  - kind: host_agreement
    source: dub-exchange/study
    quote: A training agreement is signed with the host.
"""
MOST = (
    "  - {kind: maximum_duration, most: study.maximum_months, source: dub-exchange/study,"
    " quote: Ten months at most.}\n"
)
TEN = "  maximum_months: {value: 10, unit: month, reference: dub-exchange/study, checked_on: "


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Registry, Assistant]:
    """Dubravica with a traineeship of such conditions, and studies of ten months at most."""
    folder = copied(Path(tmp_path_factory.mktemp("packs")))
    (folder / "programmes" / "traineeship.yaml").write_text(TRAINEESHIP, encoding="utf-8")
    study = folder / "programmes" / "study.yaml"
    change(study, "numbers:\n", f"numbers:\n{TEN}2026-11-29}}\n")
    change(study, "conditions:\n", f"conditions:\n{MOST}")
    return assistant_with(folder)


@pytest.fixture
def assistant(loaded: tuple[Registry, Assistant]) -> Iterator[Assistant]:
    with in_use(loaded[0]):
        yield loaded[1]


@pytest.mark.parametrize(
    ("language", "turns", "said"),
    [
        ("en", ("bachelor student at Dubravica, 70 ECTS, a traineeship of 7 months?",),
         "No, 7 months is too long: a single stay may last at most 6 months."),
        ("en", ("doctoral student at Dubravica, may I do a traineeship of 25 days?",), "Yes"),
        ("en", ("How long may a traineeship at Dubravica be?",
                "I am a doctoral student, a traineeship of 15 days?"),
         "No, 15 days is too short: the stay must last at least 20 days."),
        ("en", ("How long may a traineeship at Dubravica be?", "how long at most?"),
         "a single stay may last at most 6 months, and all stays in one study cycle may total"),
        ("en", ("what are the conditions of a traineeship at Dubravica?",),
         "An agreement with the host on what you do there must be signed."),
        ("en", ("May I study abroad for 11 months, from Dubravica?",),
         "the stay may last at most 10 months"),
        ("sr-Latn", ("Master na Dubravici, mogu li na praksu 25 dana?",),
         "najmanje 2 meseca, a ne 25 dana"),
        ("sr-Latn", ("Studiram u Dubravici, osnovne, imam 40 bodova, mogu li na praksu 3 meseca?",),
         "Ne, 40 ESPB bodova nije dovoljno"),
        ("sr-Latn", ("Master sam, Dubravica, imam 40 bodova, mogu li na praksu 3 meseca?",), "Da"),
        ("sr-Latn", ("Koliko traje razmena na Dubravici?",), "najviše 10 meseci"),
        ("sr-Cyrl", ("Колико траје пракса на Дубравици?", "а најдуже?"),
         "један боравак траје највише 6 месеци, а сви на једном нивоу студија заједно највише 9"),
        ("sr-Cyrl", ("Колико траје пракса на Дубравици?", "докторанд сам, могу ли 15 дана?"),
         "најмање 20 дана"),
        ("sr-Cyrl", ("Који су услови за праксу на Дубравици?",),
         "Боравак мора да траје најмање 2 месеца. То се тражи само за основне студије и мастер"),
        ("sr-Cyrl", ("Мастер, Дубравица, могу ли на студије 11 месеци?",),
         "највише 10 месеци, а не 11 месеци"),
    ],
)  # fmt: skip
def test_it_is_told_and_judged(
    assistant: Assistant, language: str, turns: tuple[str, ...], said: str
) -> None:
    person = Person(assistant, CLIENTS[language])
    reply = [person.says(turn) for turn in turns][-1]
    assert said in reply, reply
    assert not OTHERS.search(reply)


def test_an_agreement_with_the_host_is_asked_for_by_the_form(assistant: Assistant) -> None:
    person = Person(assistant)
    person.says("I am a master student at Dubravica, may I do a traineeship of 3 months?")
    person.says("/eligibility traineeship")
    replies = [person.says(answer) for answer in ("0", "no")]
    told = "there is no signed agreement with the host on what you do there."
    assert any(told in reply for reply in replies), replies


@pytest.mark.parametrize(
    ("language", "turns"),
    [
        ("en", ("How long may a traineeship at Dubravica be?", "how much is paid for it?")),
        ("sr-Latn", ("Koliko traje praksa na Dubravici?", "a kolika je stipendija za nju?")),
        ("sr-Cyrl", ("Колико траје пракса на Дубравици?", "а колико се плаћа?")),
    ],
)
def test_what_others_leave_open_is_not_told_of_it(
    assistant: Assistant, language: str, turns: tuple[str, ...]
) -> None:
    person = Person(assistant, CLIENTS[language])
    assert not OTHERS.search([person.says(turn) for turn in turns][-1])


def test_whom_to_ask_is_named_to_nobody_of_a_pack(assistant: Assistant) -> None:
    del assistant  # its pack is in use
    rules = load_rulebook().at("dub")
    person = {"role": "student", "cycle": "integrated", "duration": {"months": 5}}
    facts = parse_facts({**person, "used": {"semesters": 1}, "host_agreement": True})
    verdict = rules.check("traineeship", facts, on=TODAY)
    told = " ".join(render(one.text, Locale.EN) for one in verdict.reasons)
    assert "Semesters and months cannot be added up" in told
    assert "coordinator" not in told


def test_an_estimate_of_a_programme_without_a_longest_stay_is_made(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(
        folder / "programmes" / "study.yaml", "kind: study\n", "kind: study\npaid_by_day: true\n"
    )
    with in_use(read_registry([folder])):
        rules = load_rulebook().at("dub")
    paid = rules.estimate(EstimateRequest(programme="study", days=100), on=TODAY)
    assert paid.total > 0


def test_of_whom_nothing_else_may_be_asked_is_told(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    study = folder / "programmes" / "study.yaml"
    change(study, "    allowed: [student]\n", "    allowed: [student]\n    cycles: [master]\n")
    assert "study.yaml:26: 'role' is asked of everybody here; take cycles out" in fault_of(
        folder, []
    )
    change(study, "    cycles: [master]\n", "")
    change(study, "- kind: registered\n", "- kind: registered\n    cycles: [masters]\n")
    assert "'masters' is not allowed; allowed: bachelor, master" in fault_of(folder, [])
