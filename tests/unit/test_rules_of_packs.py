"""What a pack changes in its rules and numbers holds for its institution, and for no other."""

from datetime import date
from pathlib import Path

import pytest

from bot.dialogue.assistant import Assistant
from knowledge import load_knowledge
from knowledge.pack_faults import faults
from locales import Locale, render
from rules import EstimateRequest, load_rulebook, parse_facts
from rules.institutions import Registry, read_registry
from rules.packs import fault_of
from tests.unit.dialogue.person import Person
from tests.unit.dub import assistant_with, change, copied, in_use

TODAY = date(2026, 11, 29)
ECTS = "{value: 12, unit: ects, reference: dub-exchange/study, checked_on: 2026-11-29}"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copied(tmp_path)


def test_a_year_is_asked_of_the_cycles_that_a_condition_names(copy: Path) -> None:
    change(
        copy / "programmes" / "study.yaml",
        "    least: study.minimum_year\n",
        "    least: study.minimum_year\n    cycles: [bachelor, integrated, doctoral]\n",
    )
    with in_use(read_registry([copy])):
        rules = load_rulebook().at("dub")
    person = {"role": "student", "registered": True, "year": 2, "duration": {"months": 5}}
    outcomes = {
        cycle: rules.check("study", parse_facts({**person, "cycle": cycle}), on=TODAY).outcome
        for cycle in ("integrated", "doctoral", "master")
    }
    assert outcomes == {
        "integrated": "not_eligible",
        "doctoral": "not_eligible",
        "master": "eligible",
    }
    verdict = rules.check("study", parse_facts({**person, "cycle": "doctoral"}), on=TODAY)
    assert "doctoral studies" in render(verdict.reasons[0].text, Locale.EN)


@pytest.mark.parametrize(
    ("locale", "rule", "reason"),
    [
        (
            Locale.EN,
            "The stay itself must give at least 12 ECTS credits.",
            "At least 12 ECTS credits are required, and this stay gives 10",
        ),
        (
            Locale.SR_CYRL,
            "Боравак мора да носи најмање 12 ЕСПБ бодова.",
            "Потребно је најмање 12 ЕСПБ бодова, а овај боравак носи 10",
        ),
        (
            Locale.SR_LATN,
            "Boravak mora da nosi najmanje 12 ESPB bodova.",
            "Potrebno je najmanje 12 ESPB bodova, a ovaj boravak nosi 10",
        ),
    ],
)
def test_credits_are_told_of_the_programme_that_asks_for_them(
    copy: Path, locale: Locale, rule: str, reason: str
) -> None:
    file = copy / "programmes" / "study.yaml"
    change(file, "numbers:\n", f"numbers:\n  least_ects: {ECTS}\n")
    change(
        file,
        "conditions:\n",
        "conditions:\n  - {kind: minimum_ects, least: study.least_ects, source: dub-exchange/study,"
        " quote: A stay gives twelve credits.}\n",
    )
    with in_use(read_registry([copy])):
        rules = load_rulebook().at("dub")
    stated = {one.id: one for one in rules.conditions("study")}
    assert render(stated["study.minimum_ects"].text, locale) == rule
    verdict = rules.check("study", parse_facts({"ects": 10}), on=TODAY)
    assert any(render(one.text, locale).startswith(reason) for one in verdict.reasons)


def test_what_counts_in_a_cycle_is_told_as_the_text_says_it(copy: Path) -> None:
    file = copy / "programmes" / "study.yaml"
    numbers = {
        "most_months": "{value: 10, unit: month, reference: dub-exchange/study",
        "most_semesters": "{value: 2, unit: semester, reference: dub-exchange/study",
    }
    rows = "".join(f"  {name}: {row}, checked_on: 2026-11-29}}\n" for name, row in numbers.items())
    change(file, "numbers:\n", f"numbers:\n{rows}")
    total = (
        "  - {kind: total_in_cycle, months: study.most_months, semesters: study.most_semesters,"
        " source: dub-exchange/study, quote: All stays last ten months.}\n"
    )
    change(file, "conditions:\n", f"conditions:\n{total}")
    assert stated_of(copy, "study.total_in_cycle") == (
        "All stays in one study cycle may total at most 10 months.",
        "Сви боравци на једном нивоу студија заједно трају највише 10 месеци.",
    )
    change(file, "{kind: total_in_cycle,", "{kind: total_in_cycle, earlier: true,")
    for words in stated_of(copy, "study.total_in_cycle"):
        assert "Erasmus Mundus" in words


def stated_of(pack: Path, condition: str) -> tuple[str, str]:
    """Return a condition of studies of a pack as it is told, in English and in Serbian."""
    with in_use(read_registry([pack])):
        stated = {one.id: one for one in load_rulebook().at("dub").conditions("study")}
    text = stated[condition].text
    return render(text, Locale.EN), render(text, Locale.SR_CYRL)


def test_a_number_of_one_institution_moves_no_other(copy: Path) -> None:
    change(copy / "programmes" / "study.yaml", "{value: 3, reference", "{value: 4, reference")
    with in_use(read_registry([copy])):
        changed = load_rulebook()
    plain = load_rulebook()
    assert changed.at("dub").parameter("study.minimum_months").value == 4
    for name in plain.parameters:
        assert changed.parameter(name) == plain.parameter(name), name


def test_an_answer_tells_the_number_of_its_own_institution(copy: Path) -> None:
    change(
        copy / "entries" / "faq.yaml",
        "is kept during the exchange.",
        "is kept from {study.minimum_months:months} on.",
    )
    assert not faults(read_registry([copy]), [copy])
    with in_use(read_registry([copy])):
        rules = load_rulebook()
        knowledge = load_knowledge(rules)
        shown = knowledge.render(knowledge.entries["dub-dormitory"], Locale.EN, on=TODAY).html
    own = rules.at("dub").parameter("study.minimum_months").value
    assert "study.minimum_months" not in rules.parameter_names()
    assert f"from {own} months on" in shown


def test_a_number_that_only_another_institution_has_is_told(copy: Path) -> None:
    change(
        copy / "entries" / "faq.yaml",
        "is kept during the exchange.",
        "is kept for {recognition.proposal_days:days}.",
    )
    (problem,) = faults(read_registry([copy]), [copy])
    assert "this number is that of asss, and the answer that of dub" in problem.message
    assert problem.file == copy / "entries" / "faq.yaml"


def test_a_table_may_lead_from_grade_to_letter_alone(copy: Path) -> None:
    row = "reference: dub-exchange/grades, checked_on: 2026-11-29}"
    table = [
        f"{end}: {{value: {grade}, unit: grade, {row}"
        for end, grade in (("lowest", 5), ("highest", 10))
    ]
    table += [
        f"{grade}:\n  ects: {{value: {letter}, unit: text, {row}"
        for grade, letter in zip(range(10, 4, -1), "ABCDEF", strict=True)
    ]
    (copy / "parameters" / "grades.yaml").write_text("\n".join(table), encoding="utf-8")
    with in_use(read_registry([copy])):
        assert not fault_of(copy, [])
        rules = load_rulebook()
        guest = Person(Assistant(load_knowledge(rules), rules))
        reply = guest.says("what is grade 9 in ECTS at the University of Dubravica?")
        assert "ECTS B" in reply
        assert "points" not in reply
        assert "tell the grade" in guest.says("and 61 points at the University of Dubravica?")


def test_no_other_institutions_contact_or_call_is_told_for_a_pack(copy: Path) -> None:
    change(
        copy / "calls" / "2027.yaml",
        "travel_days: 2\n",
        "travel_days: 2\ngreen_travel: 40\n"
        "fewer_opportunities: {shorter: 80, shorter_days: 14, longer: 120}\n",
    )
    request = EstimateRequest(
        programme="summer_school", days=10, green_travel=True, fewer_opportunities=True
    )
    first_year = {"role": "student", "registered": True, "cycle": "integrated", "year": 1}
    first_year["duration"] = {"months": 5}
    with in_use(read_registry([copy])):
        rules = load_rulebook().at("dub")
        paid = rules.estimate(request, on=TODAY)
        gap = rules.grade(points=94.5, on=TODAY).note
        reasons = rules.check("study", parse_facts(first_year), on=TODAY).reasons
        told = [render(one.text, Locale.EN) for one in reasons]
        assert all(line.certain for line in paid.lines)
        assert "no band for this number" in render(gap, Locale.EN)
        assert "Student Mobility" not in render(gap, Locale.EN)
        assert any("year of integrated studies" in one for one in told)
        assert not any("coordinator" in one for one in told)


@pytest.mark.parametrize(("day", "ended"), [(date(2027, 9, 30), False), (date(2027, 10, 1), True)])
def test_a_call_that_has_ended_says_so(copy: Path, day: date, *, ended: bool) -> None:
    call = copy / "calls" / "2027.yaml"
    change(call, "travel_days: 2\n", "travel_days: 2\nvalid_until: 2027-09-30\n")
    request = EstimateRequest(programme="summer_school", days=10)
    with in_use(read_registry([copy])):
        found = load_rulebook().at("dub").during(day).estimate(request, on=TODAY)
        notes = [render(one, Locale.EN) for one in found.notes]
    told = any(one.startswith("These amounts held until 30 September 2027") for one in notes)
    assert told is ended


def test_a_call_that_holds_on_the_day_of_a_stay_pays_it(copy: Path) -> None:
    first = copy / "calls" / "2027.yaml"
    later = first.read_text(encoding="utf-8").replace("2027", "2028")
    (copy / "calls" / "2028.yaml").write_text(later, encoding="utf-8")
    change(first, "travel_days: 2\n", "travel_days: 2\nvalid_until: 2027-09-30\n")
    request = EstimateRequest(programme="summer_school", days=10)
    days = (date(2026, 12, 15), date(2027, 9, 30), date(2027, 10, 1), date(2029, 3, 1))
    with in_use(read_registry([copy])):
        rules = load_rulebook().at("dub")
        found = [rules.during(day).estimate(request, on=TODAY).rates for day in days]
    assert found == ["call-2027", "call-2027", "call-2028", "call-2028"]


def test_a_cycle_shorter_than_its_shortest_stay_is_a_mistake(copy: Path) -> None:
    study = copy / "programmes" / "study.yaml"
    row = "values: [{{value: {0}, reference: dub-exchange/study, checked_on: 2026-11-29}}]"
    total = f"  total: {{description: All stays, unit: month, {row.format(2)}}}\n"
    terms = f"  terms: {{description: In terms, unit: semester, {row.format(2)}}}\n"
    change(study, "numbers:\n", f"numbers:\n{total}{terms}")
    asked = "kind: total_in_cycle, months: study.total, semesters: study.terms"
    told = "source: dub-exchange/study, quote: All."
    change(study, "conditions:\n", f"conditions:\n  - {{{asked}, {told}}}\n")
    assert "more than study.total (2)" in fault_of(copy, [])


@pytest.fixture(scope="module")
def of_two_calls(tmp_path_factory: pytest.TempPathFactory) -> tuple[Registry, Assistant]:
    """Dubravica, which pays 60 EUR a day in 2027 and 100 EUR in 2028."""
    folder = copied(Path(tmp_path_factory.mktemp("packs")))
    later = (folder / "calls" / "2027.yaml").read_text(encoding="utf-8").replace("2027", "2028")
    later = later.replace("first_tier: 60", "first_tier: 100")
    (folder / "calls" / "2028.yaml").write_text(later, encoding="utf-8")
    return assistant_with(folder)


@pytest.mark.parametrize(
    ("client", "turns", "sums"),
    [
        ("en", ("what does the summer school of Dubravica pay from 1 to 10 July 2027?",
                "and for 12 days?", "and from 1 to 10 July 2028?", "and for 12 days?"),
         ("600 EUR", "720 EUR", "1,000 EUR", "1,200 EUR")),
        ("en", ("how much is paid for 10 days of the summer school at Dubravica in July 2027?",
                "and in July 2028?", "and for 12 days?"),
         ("600 EUR", "1,000 EUR", "1,200 EUR")),
        ("en", ("I study at Dubravica, my summer school is from 1 to 10 July 2027",
                "how much do I get?"), ("", "600 EUR")),
        ("hr", ("Koliko se plaća letnja škola u Dubravici od 1. do 10. jula 2027?",
                "a za 14 dana?", "a u julu 2028?"), ("600 EUR", "840 EUR", "1.400 EUR")),
        ("hr", ("Koliko plaća Dubravica za 10 dana letnje škole u julu 2027?", "a za 12 dana?"),
         ("600 EUR", "720 EUR")),
        ("sr", ("Колико се плаћа летња школа у Дубравици од 1. до 10. јула 2028?",
                "а за 12 дана?"), ("1.000 EUR", "1.200 EUR")),
        ("sr", ("Колико се плаћа 10 дана летње школе у Дубравици у јулу 2027?",
                "а у јулу 2028?"), ("600 EUR", "1.000 EUR")),
    ],
)  # fmt: skip
def test_a_sum_is_that_of_the_call_of_its_dates_whatever_becomes_of_the_days(
    of_two_calls: tuple[Registry, Assistant],
    client: str,
    turns: tuple[str, ...],
    sums: tuple[str, ...],
) -> None:
    with in_use(of_two_calls[0]):
        guest = Person(of_two_calls[1], client)
        for turn, total in zip(turns, sums, strict=True):
            reply = guest.says(turn)
            assert total in reply.splitlines()[0], reply


def test_a_person_hears_that_the_call_of_their_dates_has_ended(copy: Path) -> None:
    call = copy / "calls" / "2027.yaml"
    change(call, "travel_days: 2\n", "travel_days: 2\nvalid_until: 2027-09-30\n")
    institutions, assistant = assistant_with(copy)
    with in_use(institutions):
        reply = Person(assistant).says(
            "what does the summer school of Dubravica pay from 1 March 2028 to 12 March 2028?"
        )
    assert "These amounts held until 30 September 2027" in reply


def test_of_a_programme_that_is_paid_by_the_day_the_sum_is_told(copy: Path) -> None:
    """Whichever kind it is: "what is paid?" asks for no verdict."""
    change(copy / "programmes" / "study.yaml", "kind: study\n", "kind: study\npaid_by_day: true\n")
    institutions, assistant = assistant_with(copy)
    with in_use(institutions):
        reply = Person(assistant).says("what does Dubravica pay for study mobility of 100 days?")
    assert "The grant is 4,280 EUR for 100 days" in reply


def test_another_person_is_judged_by_the_rules_of_the_same_institution(copy: Path) -> None:
    with in_use(read_registry([copy])):
        rules = load_rulebook()
        guest = Person(Assistant(load_knowledge(rules), rules))
        guest.says("I am a master student at Dubravica, may I go to the summer school for 10 days?")
        reply = guest.says("a friend is a bachelor student with 7.9, same?")
    assert "master's studies" in reply
    assert "Belgrade" not in reply
