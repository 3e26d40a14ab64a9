"""The rules over HTTP give the answers of the command line, and nobody can wear them out."""

import json
from collections.abc import AsyncIterator, Mapping
from datetime import date
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.limits.rate_limit import AT_ONCE, PER_SECOND, RateLimit
from bot.web.api import PREFIX, RulesApi, describe
from rules.command_line.questions import ANSWERS, answer
from rules.json_schema import ANSWERS as ANSWER_SHAPES
from rules.json_schema import QUESTIONS
from tests.shared import RULEBOOK

ON = date(2026, 11, 22)
ASKED: Mapping[str, dict[str, Any]] = {
    "check": {
        "programme": "short_phd",
        "facts": {"role": "student", "duration": {"days": 31}, "used": "unknown"},
        "trace": True,
    },
    "estimate": {"days": 20, "green_travel": True, "rates": "call-2023", "travel_days": 4},
    "durations": {"duration": {"days": 45}, "role": "student", "cycle": "doctoral"},
    "grade": {"points": 61, "language": "sr-Cyrl"},
    "deadlines": {"semester_start": "2026-10-01", "language": "sr-Latn"},
    "explain": {"programme": "bip"},
}  # fmt: skip


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def client(clock: Clock) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    api = RulesApi(RULEBOOK, RateLimit(clock=clock).admits, today=lambda: ON)
    app = web.Application()
    app.router.add_route("*", f"{PREFIX}{{name}}", api.serve)
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.mark.parametrize("name", list(ANSWERS))
async def test_a_question_gets_what_the_command_line_gives(name: str, client: Any) -> None:
    reply = await client.post(f"/api/{name}", json=ASKED[name])
    assert reply.status == 200
    assert await reply.json() == answer(name, ASKED[name], RULEBOOK, lambda: ON)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "bad_json"),
        (b"[1]", 400, "not_an_object"),
        (b'{"programme": "study"}', 400, "missing_key"),
        (b'{"programme": "study", "facts": {"year": 0}}', 400, "out_of_range"),
        (b"[" * 5000, 400, "bad_json"),
        (b'{"programme": "' + b"x" * 70_000 + b'"}', 413, "too_large"),
    ],
)
async def test_a_bad_question_is_told_what_is_wrong(
    body: bytes, status: int, code: str, client: Any
) -> None:
    reply = await client.post("/api/check", data=body)
    assert (reply.status, (await reply.json())["error"]["code"]) == (status, code)
    assert (await client.post("/api/check", json=ASKED["check"])).status == 200


async def test_an_unknown_path_or_method_says_what_is_allowed(client: Any) -> None:
    assert (await client.post("/api/../healthz")).status == 404
    unknown = await client.post("/api/visa", json={})
    assert unknown.status == 404
    assert "durations" in (await unknown.json())["error"]["message"]
    assert (await client.get("/api/check")).headers["Allow"] == "POST"


async def test_who_asks_too_much_waits_and_is_answered_again(client: Any, clock: Clock) -> None:
    for _ in range(AT_ONCE):
        assert (await client.post("/api/deadlines", json=ASKED["deadlines"])).status == 200
    late = await client.post("/api/deadlines", json=ASKED["deadlines"])
    assert (late.status, (await late.json())["error"]["code"]) == (429, "too_many")
    clock.now += float(late.headers["Retry-After"])
    for _ in range(int(PER_SECOND)):
        assert (await client.post("/api/deadlines", json=ASKED["deadlines"])).status == 200


def test_one_address_takes_nothing_from_another() -> None:
    limit = RateLimit(clock=lambda: 0.0)
    assert [limit.admits("192.0.2.1") for _ in range(AT_ONCE + 1)][-2:] == [True, False]
    assert limit.admits("192.0.2.2")


async def test_the_description_names_every_question(client: Any) -> None:
    found = json.loads(await (await client.get("/api/openapi.json")).text())
    assert found["openapi"].startswith("3.1")
    assert set(found["paths"]) == {f"/api/{name}" for name in ANSWERS}
    assert found == json.loads(json.dumps(describe()))


@pytest.mark.parametrize("name", list(ANSWERS))
def test_questions_and_answers_have_the_shape_that_is_described(name: str) -> None:
    found = json.loads(json.dumps(answer(name, ASKED[name], RULEBOOK, lambda: ON)))
    assert mistakes(ASKED[name], QUESTIONS[name]) == []
    assert mistakes(found, ANSWER_SHAPES[name]) == []


def test_a_question_of_another_shape_is_noticed() -> None:
    wrong = {"programme": 7, "facts": {"year": "two", "duration": {"weeks": 2}}, "x": 1}
    found = mistakes(wrong, QUESTIONS["check"])
    assert len(found) == 4, found


_TYPES: Mapping[str, Any] = {
    "object": Mapping, "array": list, "string": str, "boolean": bool, "integer": int,
    "number": int | float, "null": type(None),
}  # fmt: skip


def of_type(value: Any, wanted: str | list[str]) -> bool:
    kinds = [wanted] if isinstance(wanted, str) else wanted
    return not kinds or any(
        isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
        for kind in kinds
    )


def mistakes(value: Any, schema: Mapping[str, Any], place: str = "$") -> list[str]:
    """What a value has that its schema does not allow, for the keywords that are used here."""
    found: list[str] = []
    if "anyOf" in schema and all(mistakes(value, one, place) for one in schema["anyOf"]):
        found.append(f"{place}: {value!r} is none of them")
    if value not in schema.get("enum", [value]) or value != schema.get("const", value):
        found.append(f"{place}: {value!r}")
    if not of_type(value, schema.get("type", [])):
        return [*found, f"{place}: {value!r} is no {schema['type']}"]
    if isinstance(value, list):
        for number, one in enumerate(value):
            found += mistakes(one, schema.get("items", {}), f"{place}[{number}]")
    if isinstance(value, Mapping) and "properties" in schema:
        found += [f"{place}: lacks {key}" for key in schema.get("required", ()) if key not in value]
        for key, one in value.items():
            if key in schema["properties"]:
                found += mistakes(one, schema["properties"][key], f"{place}.{key}")
            elif not schema.get("additionalProperties", True):
                found.append(f"{place}: has {key}")
    return found
