"""Details of the fixed shapes and of the wording, as people and programs meet them."""

import json
from typing import Any

import pytest

from rules.command_line import main
from rules.command_line.json_lines import answer_line
from rules.command_line.questions import answer
from tests.unit.rules.conftest import TODAY
from tests.unit.rules.test_command_line import RULEBOOK, ask, run


def message(command: str, line: bytes) -> str:
    return str(ask(command, line)["error"]["message"])


def raw(command: str, line: bytes) -> Any:
    return answer_line(line, lambda one: answer(command, one, RULEBOOK, lambda: TODAY))


# --- lines of input -------------------------------------------------------------------------------


def test_a_byte_order_mark_before_the_first_line_does_no_harm() -> None:
    assert raw("grade", b'\xef\xbb\xbf{"grade": 8}\r\n')["matches"][0]["ects"] == "C"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"  \n", "This line is not JSON: it is empty."),
        (b'{"grade": 8', "This line is not JSON: see column 12."),
        (b'{"grade": NaN}', "This line is not JSON: NaN is not a number."),
        (b'{"grade": 8, "grade": 9}', 'This line is not JSON: the key "grade" stands twice.'),
        (b"\xff\xfe", "This line is not JSON: it is not UTF-8."),
        (b"[" * 100_000, "This line is not JSON: it is nested too deeply."),
    ],
)
def test_a_broken_line_says_what_is_wrong_with_it(line: bytes, words: str) -> None:
    assert message("grade", line) == words


@pytest.mark.parametrize("key", ["facts", "programme"])
def test_nobody_is_told_that_a_key_that_is_no_fact_may_be_unknown(key: str) -> None:
    line = json.dumps({"programme": "study", "facts": {}, key: None}).encode()
    assert message("check", line) == f"{key} cannot be null; give it a value."


def test_a_null_inside_a_duration_is_named_with_its_part() -> None:
    error = raw("durations", b'{"duration": {"days": null}}')["error"]
    assert error["message"] == "duration.days cannot be null; give it a value."
    assert error["field"] == "duration"


def test_a_fact_that_is_null_may_be_left_out_or_unknown() -> None:
    assert '"unknown"' in message("check", b'{"programme": "study", "facts": {"year": null}}')


def test_the_language_of_the_arguments_holds_for_lines_that_name_none() -> None:
    lines = b'{"grade": 8}\n{"grade": 8, "language": "en"}\n{"grade": 4}\n{\n'
    done = run("grade", "--json", "--language", "sr-Latn", lines=lines)
    latin, english, refused, broken = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0
    assert latin["matches"][0]["classification"] == "vrlo dobar"
    assert english["matches"][0]["classification"] == "Very good"
    assert refused["error"]["message"] == "grade: treba da bude ceo broj od 5 do 10."
    assert broken["error"]["message"].startswith("Ovaj red nije JSON")


def test_a_zero_has_no_minus() -> None:
    found = ask("check", b'{"programme": "bip", "facts": {"ects": -0.0}}')
    assert (
        found["reasons"][0]["text"]
        == "At least 3 ECTS credits are required, and this stay gives 0 ECTS credits."
    )


def test_a_person_is_answered_in_utf_8_whatever_the_terminal_claims(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = run("grade", "61", "--language", "sr-Cyrl")
    assert done.returncode == 0
    assert "Оцена 7 (добар)" in done.stdout.decode("utf-8")


# --- what a person types --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "name"),
    [("check", "programme"), ("durations", "duration"), ("deadlines", "semester_start")],
)
def test_a_command_without_its_argument_names_what_is_missing(
    command: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command]) == 2
    assert capsys.readouterr().err == f"{name} is missing.\n"


def test_nothing_used_can_be_typed_as_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "short_phd", "used=0", "duration=20 days", "cycle=doctoral"]) == 0
    words = capsys.readouterr().out
    assert "- role:" in words
    assert "- used:" not in words


def test_a_stay_of_thousands_of_digits_is_out_of_range(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["durations", "9" * 5000 + " days"]) == 2
    assert capsys.readouterr().err == "duration.days must be a whole number from 0 to 36,000.\n"


@pytest.mark.parametrize("typed", ["20261101", "2026-W45-1", "0001-01-01", "2026-11-31"])
def test_the_day_asked_about_is_typed_as_in_json(
    typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["grade", "61", "--on", typed])
    assert exit_.value.code == 2
    assert typed in capsys.readouterr().err


# --- lengths in words -----------------------------------------------------------------------------


def nearest(days: int, **who: str) -> str:
    return str(ask("durations", {"duration": {"days": days}, **who})["nearest"]["text"])


def test_a_staff_stay_between_dates_is_told_in_days_as_its_limit_is() -> None:
    facts = {"role": "administrative", "duration": {"from": "2026-01-01", "to": "2026-03-02"}}
    found = ask("check", {"programme": "training", "facts": facts})
    assert "61 days (1 January – 2 March 2026)" in found["reasons"][0]["text"]


def test_the_nearest_length_for_staff_is_told_in_days_too() -> None:
    assert "longest possible is 60 days: " in nearest(61, role="administrative")
    assert "shortest possible is 2 months:" in nearest(45, role="graduate")


def test_more_than_twelve_months_of_integrated_studies_depend_on_the_limit_not_on_the_term() -> (
    None
):
    found = ask("durations", {"duration": {"months": 13}, "cycle": "integrated"})
    study = found["fits"][0]
    assert study["outcome"] == "depends"
    assert study["source"] == "ub-outgoing/maximum-duration"
    assert "Over 12 months in all." in study["text"]


def test_where_no_programme_fits_a_person_first_reads_what_would(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["durations", "45 days", "--cycle", "doctoral"]) == 0
    assert capsys.readouterr().out.startswith("The nearest possible is at most 30 days (")


def test_points_between_two_bands_are_answered_in_one_sentence_each(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["grade", "90.5"]) == 0
    assert capsys.readouterr().out.count("The published table") == 1


def test_one_day_used_agrees_in_serbian() -> None:
    facts = {"duration": {"months": 12}, "used": {"days": 1}, "cycle": "master"}
    found = ask("check", {"programme": "study", "facts": facts, "language": "sr-Latn"})
    words = found["reasons"][0]["text"]
    assert words.startswith("1 dan i 12 meseci je ukupno 12 meseci i 1 dan, a dozvoljeno")


def test_whoever_has_used_all_semesters_is_not_told_to_plan_none() -> None:
    facts = {"duration": {"semesters": 1}, "used": {"semesters": 2}, "cycle": "doctoral"}
    found = ask("check", {"programme": "study", "facts": facts})
    assert found["reasons"][0]["text"].startswith(
        "Nothing is left: one study cycle allows 12 months, and 2 semesters"
    )
    assert found["would_change"] == ["The count starts again in the next study cycle."]
