"""Every condition has its sentence, and whoever asks for the trace sees which conditions hold."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from rules import FactError, Rulebook
from rules.command_line.questions import answer
from rules.programmes import PROGRAMMES
from rules.quotes import FILE, quotes
from rules.strict_yaml import StrictYamlError

ON = date(2026, 11, 22)


def asked(command: str, rulebook: Rulebook, **question: object) -> dict[str, Any]:
    return cast("dict[str, Any]", answer(command, question, rulebook, lambda: ON))


def held(verdict: Mapping[str, Any]) -> Iterable[str]:
    return [one["rule"] for one in verdict["holds"]]


def test_every_condition_has_a_sentence_of_each_of_its_sections() -> None:
    for programme in PROGRAMMES.values():
        for one in programme.conditions:
            for source in (one.source, *one.source_by_role.values()):
                assert quotes()[one.id, source].text.strip()


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


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("rules: [bip.ects]", "rules: [bip.credits]"), "no condition bip.credits"),
        (("rules: [bip.ects]", "rules: [bip.ects, bip.duration]"), "has another sentence already"),
        (("rules: [bip.ects]", "rules: []"), "must be a list of conditions"),
        (
            ("source: ub-outgoing/staff-duration", "source: ub-outgoing/bip"),
            "no condition teaching",
        ),
        (("rules: [study.role]", "rules: [study.role]\n  on: x"), "unknown key 'on'"),
    ],
)
def test_a_slip_in_the_file_is_told_with_its_line(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    file = tmp_path / "quotes.yaml"
    file.write_text(FILE.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(StrictYamlError, match=message) as error:
        quotes(file)
    assert error.value.line > 0


def test_a_condition_without_a_sentence_is_named(tmp_path: Path) -> None:
    file = tmp_path / "quotes.yaml"
    text = FILE.read_text(encoding="utf-8")
    file.write_text(text.replace("bip.role, ", ""), encoding="utf-8")
    with pytest.raises(StrictYamlError, match=r"bip\.role has no sentence of ub-outgoing/bip"):
        quotes(file)
