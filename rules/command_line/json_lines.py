"""JSON Lines: one object in, one object out, whatever the line holds."""

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import BinaryIO, NoReturn, TypeAlias

from locales import Locale, Text, Value, render
from rules.error import FactError, QuestionError

JsonObject: TypeAlias = Mapping[str, object]
Answer: TypeAlias = Callable[[JsonObject], JsonObject]


class _NotJsonError(ValueError):
    """A line that is not JSON as we take it.

    Attributes:
        problem: why.
    """

    def __init__(self, problem: Text) -> None:
        self.problem = problem
        super().__init__(problem.id)


def answer_lines(
    lines: Iterable[bytes], out: BinaryIO, answer: Answer, default: Locale = Locale.EN
) -> None:
    """Answer every line, in order, flushing after each.

    Args:
        lines: each one JSON object in UTF-8.
        out: where the answers go.
        answer: turns a question into an answer; its FactErrors become error objects.
        default: the language of the errors about lines that name none.
    """
    for line in lines:
        out.write(to_bytes(answer_line(line, answer, default)) + b"\n")
        out.flush()


def answer_line(line: bytes, answer: Answer, default: Locale = Locale.EN) -> JsonObject:
    """Return the answer to one line, or an error object."""
    locale = default
    try:
        question = read_object(line)
        locale = _locale(question, default)
        return answer(question)
    except QuestionError as error:
        return error_object(error, locale)


def _locale(question: JsonObject, default: Locale) -> Locale:
    """Return the language that a question asks for; the default where that is none."""
    try:
        return Locale.from_tag(str(question.get("language", default.tag)))
    except ValueError:
        return default


def error_object(error: QuestionError, locale: Locale) -> JsonObject:
    """Return an error as programs read it, in the language asked for."""
    message = render(error.text, locale)
    return {"error": {"code": error.code, "message": message, "field": error.field}}


def read_object(line: bytes) -> JsonObject:
    """Return the JSON object of a line.

    Numbers with a fraction become Decimals; no key stands twice.

    A byte order mark, with which some editors begin a file, is passed over.

    Raises:
        FactError: for a line that is not one JSON object.
    """
    try:
        found = json.loads(
            line.decode("utf-8-sig"),
            parse_float=_decimal,
            parse_constant=_refuse,
            object_pairs_hook=_without_repetition,
        )
    except RecursionError as error:
        raise _bad_json(_problem("nested")) from error
    except UnicodeDecodeError as error:
        raise _bad_json(_problem("encoding", encoding="UTF-8")) from error
    except json.JSONDecodeError as error:
        empty = not error.doc.strip()
        problem = _problem("empty") if empty else _problem("syntax", column=error.colno)
        raise _bad_json(problem) from error
    except _NotJsonError as error:
        raise _bad_json(error.problem) from error
    except ValueError as error:  # a whole number of thousands of digits
        raise _bad_json(_problem("long_number")) from error
    if not isinstance(found, dict):
        raise FactError("not_an_object", Text("rules.error.not_an_object"))
    return found


def to_bytes(answer: JsonObject) -> bytes:
    """Return one line of JSON; a lone half of a character pair stays as its escape."""
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace")


def _problem(what: str, **values: Value) -> Text:
    return Text(f"rules.error.not_json.{what}", values)


def _bad_json(problem: Text) -> FactError:
    return FactError("bad_json", Text("rules.error.bad_json", {"problem": problem}))


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation as error:
        raise _NotJsonError(_problem("long_number")) from error


def _refuse(constant: str) -> NoReturn:
    raise _NotJsonError(_problem("no_number", constant=constant))


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _NotJsonError(_problem("twice", key=json.dumps(key)))
        found[key] = value
    return found
