"""The rules over HTTP: the questions and answers of `python -m rules ... --json`, one a request."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from aiohttp import web

from locales import clock
from rules import Rulebook
from rules.command_line.json_lines import answer_line, to_bytes
from rules.command_line.questions import ANSWERS, answer
from rules.json_schema import ANSWERS as ANSWER_SHAPES
from rules.json_schema import ERROR, QUESTIONS

PREFIX = "/api/"
_DESCRIPTION = "openapi.json"
_LARGEST_QUESTION = 64 * 1024
_JSON = "application/json"
# After so many seconds a new question is taken from an address that asked too much.
_AGAIN_AFTER_SECONDS = 5

# Says whether one more question of an address is answered now.
Admits = Callable[[str], bool]


class RulesApi:
    """Answers `POST /api/<question>`, and describes itself at `/api/openapi.json`."""

    def __init__(
        self, rulebook: Rulebook, admits: Admits, *, today: Callable[[], date] = clock.today
    ) -> None:
        """Nothing is served yet.

        Args:
            rulebook: the rules.
            admits: says whether a question of an address is answered now, and counts it.
            today: the day for questions that name none.
        """
        self._rulebook = rulebook
        self._admits = admits
        self._today = today

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one request."""
        name = request.match_info["name"]
        if name == _DESCRIPTION:
            if request.method not in ("GET", "HEAD"):
                return web.Response(status=405, headers={"Allow": "GET"})
            return web.json_response(describe())
        if name not in ANSWERS:
            allowed = ", ".join(ANSWERS)
            return _refusal(404, "unknown_question", f"no such question; allowed: {allowed}")
        if request.method != "POST":
            return web.Response(status=405, headers={"Allow": "POST"})
        if not self._admits(request.remote or ""):
            late = _refusal(429, "too_many", "too many questions; wait a little and ask again")
            late.headers["Retry-After"] = str(_AGAIN_AFTER_SECONDS)
            return late
        body = await request.read()
        if len(body) > _LARGEST_QUESTION:
            return _refusal(413, "too_large", f"at most {_LARGEST_QUESTION} bytes")
        found = answer_line(
            body, lambda question: answer(name, question, self._rulebook, self._today)
        )
        return web.Response(
            status=400 if "error" in found else 200,
            body=to_bytes(found),
            content_type=_JSON,
            charset="utf-8",
            headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
        )


def _refusal(status: int, code: str, message: str) -> web.Response:
    return web.json_response(
        {"error": {"code": code, "message": message, "field": ""}}, status=status
    )


def describe() -> Mapping[str, Any]:
    """Return the description of the interface (OpenAPI 3.1)."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Razmena: rules of mobility",
            "version": "1",
            "description": "What the published rules say. General information, not a decision.",
        },
        "paths": {f"{PREFIX}{name}": {"post": _operation(name)} for name in ANSWERS},
    }


def _operation(name: str) -> Mapping[str, Any]:
    shape = ANSWER_SHAPES[name]
    refused = {"description": "what is wrong, and where", "content": {_JSON: {"schema": ERROR}}}
    return {
        "operationId": name,
        "requestBody": {"required": True, "content": {_JSON: {"schema": QUESTIONS[name]}}},
        "responses": {
            "200": {"description": "the answer", "content": {_JSON: {"schema": shape}}},
            **dict.fromkeys(("400", "413", "429"), refused),
        },
    }
