"""Made-up messages that tell who asks, put together from the sets in `notations/`."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from locales import Locale, fold, to_latin
from tests.tables import read_table

FOLDER = Path(__file__).parent / "notations"
_FORMS = (Locale.SR_CYRL, Locale.SR_LATN, Locale.EN)
# In a run of single letters, so many of a name tell it.
_TELLING_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Notation:
    """A question with something personal in it.

    Attributes:
        text: the whole message.
        question: the part that an editor should still understand.
        keys: its words of the subject, folded; an editor needs every one of them.
        secrets: what must not be readable.
        locale: the written form.
    """

    text: str
    question: str
    keys: tuple[str, ...]
    secrets: tuple[str, ...]
    locale: Locale

    def readable(self, kept: str) -> list[str]:
        """Which secrets can be read in what is kept, also with an ending or letter by letter."""
        words = re.findall(r"[^\W_]+", fold(kept))
        spelt = "".join(word if len(word) == 1 else " " for word in words)
        for word in re.findall(r"[^\W_]+", fold(self.question)):
            if word in words:
                words.remove(word)
        return [secret for secret in self.secrets if _stands_in(secret, words, spelt)]

    def understandable(self, kept: str) -> bool:
        """Whether every word of the subject is kept."""
        words = re.findall(r"[^\W_]+", fold(kept))
        return all(key in words for key in self.keys)


def _stands_in(secret: str, words: Sequence[str], spelt: str) -> bool:
    parts = re.findall(r"[^\W_]+", fold(secret))
    letters = "".join(parts)
    if len(parts) == len(letters):
        starts = range(len(letters) - _TELLING_LETTERS + 1)
        return any(letters[start : start + _TELLING_LETTERS] in spelt for start in starts)
    return any(
        word == part or (len(part) >= _TELLING_LETTERS and word.startswith(part))
        for part in parts
        for word in words
    )


def notations(name: str, count: int, seed: int = 1) -> Iterator[Notation]:
    """So many notations of a set, a third in each written form."""
    parts: Mapping[str, Any] = read_table(FOLDER / f"{name}.yaml")
    dice = random.Random(seed)
    for number in range(count):
        locale = _FORMS[number % len(_FORMS)]
        language = parts["english" if locale is Locale.EN else "serbian"]
        templates: Sequence[str] = language["notations"]
        template = templates[number // len(_FORMS) % len(templates)]
        asked = dice.choice(language["questions"])
        text, secrets = _fill(template, language, dice, english=locale is Locale.EN)
        whole = text.replace("{q}", asked["text"])
        write = to_latin if locale is Locale.SR_LATN else str
        yield Notation(
            write(whole),
            write(asked["text"]),
            tuple(fold(write(str(key))) for key in asked["keys"]),
            tuple(map(write, secrets)),
            locale,
        )


def _fill(
    template: str, language: Mapping[str, Any], dice: random.Random, *, english: bool
) -> tuple[str, tuple[str, ...]]:
    given, family = dice.choice(language["given"]), dice.choice(language["family"])
    digits = "".join(dice.choice("3456789") for _ in range(13))
    months = ("March", "May", "August") if english else ("марта", "маја", "августа")
    numerals = ("seven", "nine", "four") if english else ("седам", "девет", "четири")
    day, month = dice.randrange(26, 31), dice.choice(months)
    values = {
        "Given": given,
        "Family": family,
        "given": given.lower(),
        "family": family.lower(),
        "GIVEN": given.upper(),
        "FAMILY": family.upper(),
        "spelt": " ".join(given.upper()),
        "dashed": "-".join(family.lower()),
        "dotted": ".".join(given.upper()) + ".",
        "room": digits[:3],
        "file": digits[:6],
        "jmbg": digits,
        "phone": f"06{digits[0]} {digits[1:4]} {digits[4:7]}",
        "age": str(dice.choice((19, 21, 22, 23))),
        "daymonth": f"{day} {month}" if english else f"{day}. {month}",
        "flat": f"{digits[:3]}/{digits[3:5]}",
        "wordage": dice.choice(numerals),
        "wordnumber": " ".join(dice.choice(numerals) for _ in range(6)),
    }
    secrets = []
    for name, value in values.items():
        if f"<{name}>" in template:
            template = template.replace(f"<{name}>", value)
            secrets.append(value)
    return template, tuple(secrets)
