"""Every condition has its sentence, and whoever asks for the trace sees which conditions hold."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from rules import FactError, ParameterError, Rulebook, load_rulebook
from rules.command_line.questions import answer
from tests.unit.rules.conftest import PROGRAMMES

ON = date(2026, 11, 22)


def asked(command: str, rulebook: Rulebook, **question: object) -> dict[str, Any]:
    return cast("dict[str, Any]", answer(command, question, rulebook, lambda: ON))


def held(verdict: Mapping[str, Any]) -> Iterable[str]:
    return [one["rule"] for one in verdict["holds"]]


def test_every_condition_has_a_sentence_of_each_of_its_sections() -> None:
    for programme in PROGRAMMES.values():
        for one in programme.conditions:
            for source in (one.source, *one.source_by_role.values()):
                assert one.quotes[source].text.strip()


def test_a_trace_quotes_what_holds_and_leaves_out_what_is_still_open(rulebook: Rulebook) -> None:
    facts = {"role": "student", "cycle": "doctoral", "duration": {"days": 20}}
    found = asked("check", rulebook, programme="short_phd", facts=facts, trace=True)
    assert found["outcome"] == "incomplete"
    assert held(found) == ["short_phd.role", "short_phd.doctoral", "short_phd.duration"]
    assert "from 5 to 30 days" in found["holds"][2]["quote"]
    assert found["holds"][2]["source"] == "ub-outgoing/short-term-phd"


def test_a_condition_that_fails_or_depends_does_not_hold(rulebook: Rulebook) -> None:
    facts = {"role": "assistant", "contract": True, "duration": {"days": 70}, "hours": 9}
    found = asked("check", rulebook, programme="teaching", facts=facts, trace=True)
    reasons = {one["rule"] for one in found["reasons"]}
    assert found["outcome"] == "not_eligible"
    assert reasons == {"teaching.duration"}
    assert held(found) == ["teaching.contract", "teaching.hours"]


def test_of_an_eligible_case_every_condition_holds(rulebook: Rulebook) -> None:
    facts = {
        "role": "researcher", "contract": True, "duration": {"days": 3}, "hours": 8,
    }  # fmt: skip
    found = asked("check", rulebook, programme="training", facts=facts, trace=True)
    assert found["outcome"] == "eligible"
    assert held(found) == [one.id for one in PROGRAMMES["training"].conditions]
    # A researcher is told the researchers' own section.
    assert found["holds"][0]["source"] == "ub-outgoing/research-staff"
    assert found["holds"][0]["quote"].startswith("Scientific staff")


def test_without_a_trace_nothing_is_quoted(rulebook: Rulebook) -> None:
    assert "holds" not in asked("check", rulebook, programme="bip", facts={})


@pytest.mark.parametrize(
    ("command", "question", "institution"),
    [
        ("check", {"programme": "study", "facts": {}}, "ub"),
        ("estimate", {"days": 10}, "ub"),
        ("durations", {"duration": {"days": 10}}, "ub"),
        ("explain", {"programme": "study"}, "ub"),
        ("grade", {"points": 61}, "asss"),
        ("deadlines", {"semester_start": "2026-10-01"}, "asss"),
    ],
)
def test_an_answer_names_the_institution_whose_rules_it_is(
    command: str, question: dict[str, object], institution: str, rulebook: Rulebook
) -> None:
    assert asked(command, rulebook, **question)["institution"] == institution
    named = asked(command, rulebook, **question, institution=institution)
    assert named["institution"] == institution
    with pytest.raises(FactError, match=f"must be one of: {institution}") as refused:
        asked(command, rulebook, **question, institution="uk")
    assert refused.value.field == "institution"


def test_a_programme_is_explained_with_numbers_and_sentences(rulebook: Rulebook) -> None:
    found = asked("explain", rulebook, programme="bip", language="sr-Cyrl")
    stated = next(one for one in found["conditions"] if one["rule"] == "bip.ects")
    assert stated["parameters"] == [
        {
            "name": "bip.minimum_ects",
            "value": rulebook.parameter("bip.minimum_ects").value,
            "unit": "ects",
            "source": "ub-outgoing/bip",
            "checked_on": rulebook.parameter("bip.minimum_ects").checked_on.isoformat(),
        }
    ]
    assert stated["quote_language"] == "en"
    assert "ЕСПБ" in stated["text"]


def test_a_condition_without_a_sentence_is_named_with_its_line(institutions: Path) -> None:
    file = institutions / "ub" / "programmes" / "bip.yaml"
    text = file.read_text(encoding="utf-8")
    place = text.index("    quote: >-")
    file.write_text(text[:place] + "    quota: >-" + text[place + 13 :], encoding="utf-8")
    with pytest.raises(ParameterError, match=r"bip\.yaml:\d+: unknown key 'quota' of 'role'"):
        load_rulebook(institutions)
    file.write_text(text.replace("    source: ub-outgoing/bip\n    quote", "    quote", 1), "utf-8")
    with pytest.raises(ParameterError, match=r"'role' of bip lacks its source"):
        load_rulebook(institutions)
