"""Put strangers' questions to the bot and print the figures: `python -m tests.quality.held_out`."""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

QUESTIONS = Path(__file__).with_name("questions.jsonl")
SEEN = Path(__file__).with_name("seen.jsonl")
LANGUAGES = ("en", "sr-Latn", "sr-Cyrl")
# Cyrillic and accented Latin both become plain Latin, so that one pattern reads either script.
PLAIN_LATIN = str.maketrans(
    dict(zip("абвгдезијклмнопрстћуфхцчшжčćšž", "abvgdezijklmnoprstcufhccszccsz", strict=True))
    | {"ђ": "dj", "đ": "dj", "љ": "lj", "њ": "nj", "џ": "dz"}
)

Result = tuple[dict, dict, str]


def is_right(question: dict, reply: str) -> bool:
    """Whether a reply holds everything that a right one must, and nothing that it must not."""
    plain = reply.lower()
    if question["lang"] != "en":
        plain = plain.translate(PLAIN_LATIN)

    def found(pattern: str) -> bool:
        return re.search(pattern, plain, re.IGNORECASE | re.DOTALL) is not None

    return all(map(found, question["expect"])) and not any(map(found, question["forbid"]))


def verdict(question: dict, reply: dict) -> str:
    """Name what became of one question."""
    outcome = reply.get("outcome", "error")
    if question["scope"] == "out":
        return {"answer": "false", "error": "error"}.get(outcome, "declined")
    if outcome == "answer":
        return "right" if is_right(question, reply["text"]) else "wrong"
    if outcome == "suggest":
        offered = any(is_right(question, each["text"]) for each in reply["answers"])
        return "offered" if offered else "not offered"
    return outcome


def ask(questions: list[dict]) -> list[dict]:
    """Give the bot's replies, one for each question, each in a conversation of its own."""
    feed = "\n".join(json.dumps({"text": question["text"]}) for question in questions)
    command = [sys.executable, "-m", "bot", "ask", "--json"]
    done = subprocess.run(command, input=feed, capture_output=True, text=True, check=False)
    replies = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    if len(replies) != len(questions):
        sys.exit(f"{len(replies)} replies to {len(questions)} questions\n{done.stderr[-800:]}")
    return replies


def figures(results: list[Result]) -> str:
    """Tell the measures of these results on one line."""
    counts = Counter((question["scope"], kind) for question, _, kind in results)
    asked = sum(question["scope"] == "in" for question, _, _ in results)
    foreign = len(results) - asked
    right, wrong, false = counts["in", "right"], counts["in", "wrong"], counts["out", "false"]
    strays = sum(reply.get("language") != question["lang"] for question, reply, _ in results)
    return (
        f"top-1 {right / asked:.3f}  reach {(right + counts['in', 'offered']) / asked:.3f}  "
        f"wrong {wrong / asked:.3f}  false answers {false / foreign:.3f}  "
        f"language errors {strays}  of {asked} in + {foreign} out"
    )


def results_of(file: Path) -> list[Result]:
    """Put the questions of a file to the bot: each with its reply and what became of it."""
    questions = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    pairs = zip(questions, ask(questions), strict=True)
    return [(question, reply, verdict(question, reply)) for question, reply in pairs]


def main() -> None:
    """Print the figures, and with --show the misses."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.held_out", description=__doc__)
    parser.add_argument("--show", action="store_true", help="list the questions that were missed")
    parser.add_argument("--seen", action="store_true", help="those that were tuned on")
    chosen = parser.parse_args()
    results = results_of(SEEN if chosen.seen else QUESTIONS)
    for question, reply, kind in results:
        stray = reply.get("language") != question["lang"]
        if chosen.show and (stray or kind not in ("right", "declined")):
            found = ", ".join(each["id"] for each in reply.get("answers", []))
            print(f"{question['id']}  {kind:11}  {question['fact']}  {question['text']}  [{found}]")
    for language in LANGUAGES:
        print(f"{language:8}", figures([each for each in results if each[0]["lang"] == language]))
    print(f"{'all':8}", figures(results))


if __name__ == "__main__":
    main()
