"""An answer in units that can stand first: its sentences, and the items of its lists.

The first line answers what the entry is asked most; where something narrower is asked, the unit
that speaks of it may lead (docs/decisions/0021). A sentence that points back ("It is signed by the
host") hangs without the one before it, so it cannot lead; an editor gives it a leading form.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from knowledge.vocabulary import load_vocabulary
from locales import fold

BULLET = "• "
_TAGS = re.compile(r"<[^<>]*>")
# What ends a sentence has a capital letter behind it: not "čl. 3", nor "3. decembar".
_SENTENCE_ENDS = re.compile(
    r'(?:(?<=[.!?])|(?<=[.!?]</b>)|(?<=[.!?]</i>))[ ]+(?=(?:<[bi]>)?[A-ZČĆŽŠĐЀ-Я„“"])'
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:br|бр|npr|нпр|tj|тј|čl|чл|no|e\.g|i\.e|art)|(?<![\w'’-])(?<!\d[.,])\w)\.$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_VOCABULARY = load_vocabulary("leading")
_HANGING_FIRST = _VOCABULARY.words("hanging first")
_HANGING_NEAR = _VOCABULARY.words("hanging near the beginning")
_NEAR = 8
_POINTING_PAIRS = frozenset(
    (first, last)
    for first in _VOCABULARY.words("pointing back with a word")
    for last in _VOCABULARY.words("pointing words")
)
_REFERRING = _VOCABULARY.words("referring")
_DONE_TO_IT = _VOCABULARY.words("done to it")
_HANGING = re.compile(rf"\b{_VOCABULARY.pattern('hanging phrases')}\b")
_SILENT = re.compile(rf"\b{_VOCABULARY.pattern('silent')}\b")
_VERDICTS = _VOCABULARY.words("verdicts")
_OPENINGS = frozenset(_VOCABULARY.in_order("opening verdicts"))
_OPENING_WORDS = re.compile(r"(?:<b>(?P<bold>[^,:.<]+)</b>|(?P<plain>[^,:.<]+))[,:] ")
_MOST_ANSWERS = 4096
# "After graduation: ..." is a heading, "How many months it has is not stated: ..." a clause.
_SHORTEST_CLAUSE = 30


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or an item of an answer, as Telegram HTML.

    Attributes:
        html: what it says.
        line: the line of the answer that it stands in, from 0.
        heading: of an item, the sentence that opens its list; of a sentence nothing.
        items: of a sentence that opens a list, the items.
    """

    html: str
    line: int
    heading: str | None = None
    items: tuple[str, ...] = ()

    @property
    def is_item(self) -> bool:
        """Whether it stands in a list."""
        return self.heading is not None

    @property
    def words(self) -> str:
        """Its text alone, with the items of the list that it opens."""
        return "\n".join(without_tags(one) for one in (self.html, *self.items))

    @property
    def can_lead(self) -> bool:
        """Whether it answers something, and is understood without what stands before it."""
        return self.is_item or not (hangs(self.words) or refers(self.words))

    def leading(self, form: str = "", *, alone: bool = False) -> str:
        """Return it as a first line of its own, in the form that an editor gave it.

        An item goes behind the sentence that opens its list where that does not end, unless the
        items of the answer stand `alone`.
        """
        if not self.is_item:
            return "\n".join((form or self.html, *(BULLET + one for one in self.items)))
        if form:
            return form
        item = self.html.rstrip(" ;,.")
        heading = self.heading or ""
        if not alone and without_tags(heading).endswith(":") and not hangs(without_tags(heading)):
            return f"{heading} {item}."
        return f"{_capitalised(item)}."


def hangs(text: str) -> bool:
    """Return whether a sentence begins with what points back: "It ...", "Потписује је ..."."""
    words = [fold(one) for one in _WORD.findall(text)[:_NEAR]]
    if words[1:2] in (["je"], ["se"]) and words[0] in _DONE_TO_IT:
        return True
    if any(pair in _POINTING_PAIRS for pair in pairwise(words)) or _HANGING.search(" ".join(words)):
        return True
    return bool(_HANGING_FIRST.intersection(words[:1]) or _HANGING_NEAR.intersection(words))


def refers(text: str) -> bool:
    """Return whether a sentence only says whom to ask or where to look."""
    return bool(_REFERRING.intersection(fold(one) for one in _WORD.findall(text)[:1]))


@lru_cache(_MOST_ANSWERS)
def is_silent(text: str) -> bool:
    """Return whether a sentence only says what is not published: "how long is not stated"."""
    return _SILENT.search(fold(without_tags(text))) is not None


@lru_cache(_MOST_ANSWERS)
def is_verdict(text: str) -> bool:
    """Return whether a first line decides: "Yes, ...", "Не, ..."."""
    words = [fold(one) for one in _WORD.findall(without_tags(text))[:1]]
    return bool(_VERDICTS.intersection(words))


def short_first(line: str, most: int) -> str:
    """Return a line of which a phone shows the first sentence alone, where it is too long for that.

    The rest goes below. What stands behind a semicolon is a sentence of its own as well, and so is
    what stands behind the colon of a whole clause.
    """
    if len(without_tags(line)) <= most:
        return line
    first, *rest = sentences_of(line)
    if rest:
        return "\n".join((short_first(first, most), " ".join(rest)))
    for mark, least in (("; ", 0), (": ", _SHORTEST_CLAUSE)):
        opened, _, closed = line.partition(mark)
        torn = opened.count("<b>") != opened.count("</b>")
        if closed and not torn and len(without_tags(opened)) >= least:
            return f"{opened}.\n{_capitalised(closed)}"
    return line


def without_verdict(line: str) -> str:
    """Return a line without the yes or no that it opens with: it stands behind another answer.

    "Not yet: enrolment comes first." is "Enrolment comes first." there.
    """
    opening = _OPENING_WORDS.match(line)
    if opening is None or fold(opening["bold"] or opening["plain"]) not in _OPENINGS:
        return line
    return _capitalised(line[opening.end() :])


@lru_cache(_MOST_ANSWERS)
def units_of(answer: str) -> tuple[Unit, ...]:
    """Return the units of a rendered answer, in order; the first is its first line."""
    lines = answer.split("\n")
    units: list[Unit] = []
    heading = ""
    for number, line in enumerate(lines):
        if line.startswith(BULLET):
            units.append(Unit(line.removeprefix(BULLET), number, heading))
            continue
        if not line:
            continue
        sentences = [line] if number == 0 else list(sentences_of(line))
        for sentence in sentences:
            opens = sentence is sentences[-1] and without_tags(sentence).endswith(":")
            items = tuple(_items(lines, number)) if opens else ()
            units.append(Unit(sentence, number, None, items))
        if sentences:
            heading = sentences[-1]
    return tuple(units)


def sentences_of(line: str) -> Iterator[str]:
    """Yield the sentences of a line; a tag is never torn apart."""
    begun = ""
    for part in _SENTENCE_ENDS.split(line):
        begun = f"{begun} {part}".strip()
        torn = begun.count("<b>") != begun.count("</b>") or begun.count("<a") != begun.count("</a>")
        if not torn and not _ABBREVIATED.search(without_tags(begun)):
            yield begun
            begun = ""
    if begun:
        yield begun


def without(answer: str, unit: Unit) -> str:
    """Return an answer without one of its sentences.

    A list of what there is keeps all of its items; one of sentences, as one reads them, does not
    need the one that was just said.
    """
    lines = answer.split("\n")
    if unit.is_item:
        opened = without_tags(unit.heading or "").endswith(":")
        told = not opened and without_tags(unit.html).endswith(".")
        alone = sum(line.startswith(BULLET) for line in lines) <= 1
        if not told or alone:
            return answer
        return "\n".join(line for number, line in enumerate(lines) if number != unit.line)
    left = lines[unit.line].replace(unit.html, "", 1).replace("  ", " ").strip()
    gone = {unit.line + 1 + number for number in range(len(unit.items))}
    kept = [
        left if number == unit.line else line
        for number, line in enumerate(lines)
        if number not in gone
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _items(lines: list[str], heading: int) -> Iterator[str]:
    for line in lines[heading + 1 :]:
        if not line.startswith(BULLET):
            return
        yield line.removeprefix(BULLET)


def _capitalised(item: str) -> str:
    place = next((place for place, one in enumerate(_TAGS.sub(_blanks, item)) if one.isalnum()), 0)
    return item[:place] + item[place : place + 1].upper() + item[place + 1 :]


def _blanks(tag: re.Match[str]) -> str:
    return " " * len(tag.group())


def without_tags(text: str) -> str:
    """Return the text of a piece of HTML."""
    return html.unescape(_TAGS.sub("", text))
