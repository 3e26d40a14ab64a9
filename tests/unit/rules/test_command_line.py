"""`python -m rules --json`: the fixed shapes that other programs read."""

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rules import Rulebook
from rules.command_line.json_lines import answer_line, answer_lines
from rules.command_line.questions import ANSWERS, answer
from rules.institutions import BUILT_IN
from tests.shared import RULEBOOK
from tests.unit.rules.conftest import TODAY

ROOT = Path(__file__).parents[3]
PHD = {
    "role": "student",
    "registered": True,
    "cycle": "doctoral",
    "duration": {"days": 20},
    "used": {"days": 0},
}


def ask(command: str, question: object, rulebook: Rulebook = RULEBOOK) -> Any:
    line = question if isinstance(question, bytes) else json.dumps(question).encode()
    found = answer_line(line, lambda one: answer(command, one, rulebook, lambda: TODAY))
    return json.loads(json.dumps(found))


def run(*arguments: str, lines: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "rules", *arguments],
        cwd=ROOT,
        input=lines,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )


# --- the shapes ----------------------------------------------------------------------------------


def test_a_check_has_its_shape() -> None:
    found = ask("check", {"programme": "short_phd", "facts": {**PHD, "cycle": "master"}})
    assert found["outcome"] == "not_eligible"
    assert found["missing"] == []
    (reason,) = found["reasons"]
    assert set(reason) == {"rule", "outcome", "text", "source"}
    assert reason["rule"] == "short_phd.doctoral"
    assert reason["source"] == "ub-outgoing/short-term-phd"
    assert len(found["would_change"]) == 1
    assert all(set(note) == {"text", "source"} for note in found["not_modelled"])
    assert "not an office's decision" in found["notes"][0]


def test_an_estimate_has_its_shape() -> None:
    found = ask("estimate", {"days": 20, "green_travel": True, "travel_days": 4})
    assert (found["currency"], found["total"], found["rates"]) == ("EUR", "1330.00", "ub-published")
    first, *_, travel = found["lines"]
    assert first == {
        "item": "daily_support",
        "amount": "980.00",
        "certain": True,
        "quantity": 14,
        "rate": "70.00",
        "text": "14 days × 70 EUR",
        "source": "ub-outgoing/short-term-phd",
    }
    assert (travel["item"], travel["amount"], travel["certain"]) == ("travel_days", None, False)
    assert travel["amount_range"] == ["1530.00", "1610.00"]
    assert len(found["notes"]) == len(found["note_sources"])


def test_durations_have_their_shape() -> None:
    found = ask("durations", {"duration": {"days": 45}, "role": "student", "cycle": "doctoral"})
    assert {fit["programme"]: fit["outcome"] for fit in found["fits"]} == {
        "study": "no",
        "short_phd": "no",
        "bip": "no",
        "traineeship": "no",
    }
    assert all(fit["text"] and fit["source"] for fit in found["fits"])
    assert (found["days"], found["months"]) == (45, "1.50")
    assert found["nearest"]["shorter"] == {"days": 30, "programmes": ["short_phd", "bip"]}
    assert found["nearest"]["longer"] == {"days": 60, "programmes": ["study", "traineeship"]}


def test_durations_of_semesters_have_no_days_and_unknown_who_is_nobody_told() -> None:
    found = ask("durations", {"duration": {"semesters": 1}, "role": "unknown", "cycle": "unknown"})
    assert (found["days"], found["months"], found["nearest"]) == (None, None, None)
    assert len(found["fits"]) == 6


def test_a_grade_has_its_shape() -> None:
    found = ask("grade", {"points": 61})
    assert found["matches"] == [
        {"grade": 7, "ects": "D", "classification": "Good", "points": [61, 70], "share": 25},
        {"grade": 6, "ects": "E", "classification": "Sufficient", "points": [51, 61], "share": 10},
    ]
    assert "104" in found["note"]
    assert "51–60" in found["note"]
    assert "another source, not one of the three published texts" in found["note"]


def test_deadlines_have_their_shape() -> None:
    found = ask("deadlines", {"semester_start": "2026-10-01"})
    assert found["proposal_by"] == "2026-09-24"
    assert found["documents_by"] == "2026-09-28"
    assert "Director" in found["notes"][0]


def test_texts_come_in_the_language_asked_for() -> None:
    question = {"programme": "short_phd", "facts": {**PHD, "duration": {"days": 31}}}
    words = {
        tag: ask("check", {**question, "language": tag})["reasons"][0]["text"]
        for tag in ("en", "sr-Latn", "sr-Cyrl")
    }
    assert words["en"] == "Short-term PhD mobility lasts 5 to 30 days, not 31 days."
    assert (
        words["sr-Cyrl"] == "Краткорочна мобилност докторанада траје од 5 до 30 дана, а не 31 дан."
    )
    assert (
        words["sr-Latn"] == "Kratkoročna mobilnost doktoranada traje od 5 do 30 dana, a ne 31 dan."
    )


def test_errors_come_in_the_language_asked_for() -> None:
    found = ask("estimate", {"days": 31, "language": "sr-Cyrl"})
    assert found["error"]["message"] == "days: треба да буде цео број од 5 до 30."


def test_a_day_can_be_named_and_figures_be_stale_on_it() -> None:
    fresh = ask("estimate", {"days": 20, "on": "2026-12-01"})
    stale = ask("estimate", {"days": 20, "on": "2028-01-01"})
    assert stale["total"] == fresh["total"]
    assert len(stale["notes"]) == len(fresh["notes"]) + 1
    assert "out of date" in stale["notes"][-1]


# --- bad input -----------------------------------------------------------------------------------

BAD_LINES: tuple[tuple[str, bytes, str, str], ...] = (
    ("check", b"", "bad_json", ""),
    ("check", b"{", "bad_json", ""),
    ("check", b"\xff\xfe", "bad_json", ""),
    ("check", b"[]", "not_an_object", ""),
    ("check", b"null", "not_an_object", ""),
    ("check", b'"study"', "not_an_object", ""),
    ("check", b"[" * 100_000, "bad_json", ""),
    ("check", b"1" * 5000, "bad_json", ""),
    ("check", b'{"programme": "study"}', "missing_key", "facts"),
    ("check", b'{"facts": {}}', "missing_key", "programme"),
    ("check", b'{"programme": null, "facts": {}}', "wrong_type", "programme"),
    ("check", b'{"programme": 1, "facts": {}}', "wrong_type", "programme"),
    ("check", b'{"programme": "ceepus", "facts": {}}', "unknown_programme", "programme"),
    ("check", b'{"programme": "\\ud800", "facts": {}}', "unknown_programme", "programme"),
    ("check", b'{"programme": "study", "facts": []}', "wrong_type", "facts"),
    ("check", b'{"programme": "study", "facts": {"age": 3}}', "unknown_fact", "age"),
    ("check", b'{"programme": "study", "facts": {"year": null}}', "wrong_type", "year"),
    ("check", b'{"programme": "study", "facts": {"year": -1}}', "out_of_range", "year"),
    ("check", b'{"programme": "study", "facts": {"year": true}}', "wrong_type", "year"),
    ("check", b'{"programme": "study", "facts": {"ects": NaN}}', "bad_json", ""),
    ("check", b'{"programme": "study", "facts": {"ects": -Infinity}}', "bad_json", ""),
    ("check", b'{"programme": "study", "facts": {"ects": 1e999}}', "out_of_range", "ects"),
    ("check", b'{"programme": "study", "facts": {"ects": 1e99999999999999999999}}', "bad_json", ""),
    ("check", b'{"programme": "study", "facts": {"year": 1, "year": 2}}', "bad_json", ""),
    ("check", b'{"programme": "study", "facts": {}, "day": 1}', "unknown_key", "day"),
    ("check", b'{"programme": "study", "facts": {}, "language": "sr"}', "not_allowed", "language"),
    ("check", b'{"programme": "study", "facts": {}, "language": null}', "wrong_type", "language"),
    ("check", b'{"programme": "study", "facts": {}, "on": "2026-13-01"}', "bad_date", "on"),
    (
        "check",
        b'{"programme": "study", "facts": {"duration": {"days": 1000000000}}}',
        "out_of_range",
        "duration",
    ),
    (
        "check",
        b'{"programme": "study", "facts": {"duration": {"days": 0.5}}}',
        "out_of_range",
        "duration",
    ),
    (
        "check",
        b'{"programme": "study", "facts": {"used": {"from": "2026-11-31", "to": "2026-12-01"}}}',
        "bad_date",
        "used",
    ),
    (
        "check",
        b'{"programme": "study", "facts": {"used": {"from": "2026-12-02", "to": "2026-12-01"}}}',
        "bad_duration",
        "used",
    ),
    ("estimate", b"{}", "missing_key", "days"),
    ("estimate", b'{"days": 20, "green": true}', "unknown_key", "green"),
    ("estimate", b'{"days": "twenty"}', "wrong_type", "days"),
    ("estimate", b'{"days": 20, "distance_km": null}', "wrong_type", "distance_km"),
    ("estimate", b'{"programme": "study"}', "no_published_rate", "programme"),
    ("durations", b"{}", "missing_key", "duration"),
    ("durations", b'{"duration": "unknown"}', "wrong_type", "duration"),
    ("durations", b'{"duration": {"days": 0}}', "out_of_range", "duration"),
    ("durations", b'{"duration": {"days": 5}, "role": "dean"}', "not_allowed", "role"),
    ("grade", b"{}", "missing_key", ""),
    ("grade", b'{"points": "61"}', "wrong_type", "points"),
    ("grade", b'{"points": 61, "ects": "D"}', "unknown_key", ""),
    ("grade", b'{"ects": "FX"}', "not_allowed", "ects"),
    ("explain", b"{}", "missing_key", "programme"),
    ("explain", b'{"programme": "semester"}', "unknown_programme", "programme"),
    ("explain", b'{"programme": "bip", "institution": "asss"}', "not_allowed", "institution"),
    ("check", b'{"programme": "bip", "facts": {}, "trace": "yes"}', "wrong_type", "trace"),
    ("deadlines", b"{}", "missing_key", "semester_start"),
    ("deadlines", b'{"semester_start": 20261001}', "wrong_type", "semester_start"),
    ("deadlines", b'{"semester_start": "2026-11-31"}', "bad_date", "semester_start"),
)


@pytest.mark.parametrize(
    ("command", "line", "code", "field"), BAD_LINES, ids=[str(n) for n in range(len(BAD_LINES))]
)
def test_a_line_that_cannot_be_used_is_one_error_object(
    command: str, line: bytes, code: str, field: str
) -> None:
    found = ask(command, line)
    assert set(found) == {"error"}
    assert set(found["error"]) == {"code", "message", "field"}
    assert (found["error"]["code"], found["error"]["field"]) == (code, field)
    assert found["error"]["message"]


@pytest.mark.parametrize("command", list(ANSWERS))
def test_after_a_bad_line_the_run_goes_on(command: str) -> None:
    good = {
        "check": {"programme": "short_phd", "facts": PHD},
        "estimate": {"days": 20},
        "durations": {"duration": {"days": 20}},
        "grade": {"points": 61},
        "deadlines": {"semester_start": "2026-10-01"},
        "explain": {"programme": "bip"},
    }[command]
    good_line = json.dumps(good).encode()
    lines = [line for name, line, *_ in BAD_LINES if name == command]
    mixed = [one for line in lines for one in (line, good_line)]
    out = io.BytesIO()
    answer_lines(mixed, out, lambda one: answer(command, one, RULEBOOK, lambda: TODAY))
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(answers) == len(mixed)
    assert all("error" in one for one in answers[::2])
    assert not any("error" in one for one in answers[1::2])


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=10)
    | st.sampled_from(("unknown", "student", "2026-02-30", "study")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("days", "months", "from", "to", "role", "duration", "x")),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
KEYS = ("programme", "facts", "days", "duration", "points", "ects", "semester_start", "on", "x")


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(tuple(ANSWERS)),
    st.dictionaries(st.sampled_from(KEYS), json_values, max_size=4),
)
@example("check", {"programme": "study", "facts": {"role": [], "duration": {"days": {}}}})
def test_any_json_gets_an_answer_or_an_error_of_the_fixed_shape(
    command: str, question: dict[str, Any]
) -> None:
    found = ask(command, question)
    if "error" in found:
        assert set(found["error"]) == {"code", "message", "field"}
    else:
        assert found


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=40))
def test_any_bytes_get_one_line_back(line: bytes) -> None:
    assert ask("check", line)["error"]["code"] in {"bad_json", "not_an_object", "missing_key"}


# --- as a program --------------------------------------------------------------------------------


def test_answers_come_line_by_line_while_the_other_side_waits() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "rules", "grade", "--json"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for points in (61, 75):
            process.stdin.write(json.dumps({"points": points}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["matches"]
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_nothing_but_answers_is_printed_and_the_status_is_0_with_errors_too() -> None:
    lines = json.dumps({"days": 20}).encode() + b"\n\n" + json.dumps({"days": 99}).encode()
    done = run("estimate", "--json", lines=lines)
    assert done.returncode == 0
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert first["total"] == "1280.00"
    assert second["error"]["code"] == "bad_json"
    assert third["error"]["field"] == "days"
    assert done.stderr == b""


@pytest.mark.parametrize(
    "arguments",
    [["estimate", "--json", "--rules", "/nowhere"], ["unknown"], [], ["check", "ceepus"]],
)
def test_a_program_that_cannot_start_says_why_and_ends_with_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_a_mistake_in_the_numbers_is_told_with_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "institutions"
    shutil.copytree(BUILT_IN, folder)
    study = folder / "ub" / "parameters" / "study.yaml"
    study.write_text("minimum_year:\n  unit: ordinal\n", encoding="utf-8")
    done = run("check", "--json", "--rules", str(folder))
    assert done.returncode == 2
    assert f"{study}:1: 'minimum_year' lacks the key".encode() in done.stderr
