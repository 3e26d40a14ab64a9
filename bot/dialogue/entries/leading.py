"""Which sentence of an answer comes first: the one that speaks of what was asked.

An entry's first line answers what it is asked most. Who asks something narrower, or has just been
told the entry, is given the sentence or the item that speaks of that, and the rest behind it
(docs/decisions/0021).
"""

from collections.abc import Mapping, Sequence

from bot.dialogue import policy
from bot.dialogue.entries.passages import (
    Passage,
    has_passages,
    passage_asked,
    passage_first,
    without_passage,
)
from bot.messages.markup import plain
from bot.messages.record import record
from bot.messages.voice import Voice
from bot.understanding import QuestionKind
from knowledge import Entry, EntryKind, Rendered, Sayings
from knowledge.units import (
    BULLET,
    Unit,
    is_silent,
    is_verdict,
    short_first,
    units_of,
    without,
    without_verdict,
)


@record
class WhatIsAsked:
    """What an answer is told to.

    Attributes:
        text: the message.
        goes_on: it goes on from what was said before.
        again: this very answer was told just before.
        yes_or_no: the message asks for a yes or a no.
        by_a_word: it asks by a question word, and no yes or no is an answer.
        said_as: what stands before what is told once more, word for word.
        said_behind: what stands behind it; nothing where only that it was told is said.
        unit: which unit of the answer led when it was told; 0 for its own first line.
        kinds: what kinds of thing it asks for.
        whole: the message with what stands beside the question, where that is left out.
        lead: which unit of the answer is asked for, where that is known; 0 where it is not.
    """

    text: str
    goes_on: bool = False
    again: bool = False
    yes_or_no: bool = False
    by_a_word: bool = False
    said_as: str = ""
    said_behind: str = ""
    unit: int = 0
    kinds: frozenset[QuestionKind] = frozenset()
    whole: str = ""
    lead: int = 0


@record
class Led:
    """An answer in the order in which it is told.

    Attributes:
        html: the answer.
        lead: its first line where that is another than the entry's; else nothing.
        item: the lead is an item of a list that names what there is.
        beside: a sentence that speaks of what is asked, and is not understood by itself.
        unit: which unit of the answer leads; 0 for its own first line.
    """

    html: str
    lead: str = ""
    item: bool = False
    beside: str = ""
    unit: int = 0


def led(entry: Entry, rendered: Rendered, asked: WhatIsAsked, sayings: Sayings) -> Led:
    """Return an answer with what was asked first; as it stands where its first line says that."""
    if has_passages(entry):
        return _by_passages(entry, rendered, asked, sayings)
    units = units_of(rendered.html)
    if 0 < asked.lead < len(units) and units[asked.lead].can_lead:
        return _led_by(asked.lead, units, rendered)
    named = _named(entry, rendered, asked, sayings)
    if named is not None:
        lead, number = named
        return Led(_in_order(lead, rendered.html, units[number]), lead, unit=number)
    if entry.items_hold and asked.yes_or_no:
        items = _items(units, rendered, asked, sayings)
        if items:
            return Led(rendered.html, ", ".join(items), item=True)
    speaking = _speaking(entry, rendered, asked, sayings)
    if speaking is None:
        return Led(without_verdict(rendered.html) if asked.by_a_word else rendered.html)
    best = units[speaking]
    if not best.can_lead:
        return Led(rendered.html, beside=best.leading())
    return _led_by(speaking, units, rendered)


def _led_by(number: int, units: Sequence[Unit], rendered: Rendered) -> Led:
    lead = _in_short(units[number].leading(alone=bool(rendered.lines)))
    return Led(_in_order(lead, rendered.html, units[number]), lead, unit=number)


def told_first(rendered: Rendered, unit: int) -> str:
    """Return what an answer was told with first: its own first line, or the unit that led."""
    units = units_of(rendered.html)
    if not 0 < unit < len(units):
        return first_of(rendered.html)
    words = plain(units[unit].html)
    form = next((form for starts, form in rendered.leads if words.startswith(plain(starts))), "")
    return _in_short(units[unit].leading(form, alone=bool(rendered.lines)))


def told_again(entry: Entry, first: str, asked: WhatIsAsked, voice: Voice) -> str:
    """Return a first line told once more: it answers, and what is said of it comes behind it."""
    silent = entry.kind is EntryKind.GAP
    told = voice.say("leading.again_silent" if silent else "leading.again")
    gap = "\n\n" if "\n" in first else "\n"
    return f"{first}{gap}{asked.said_behind or told}"


def _by_passages(entry: Entry, rendered: Rendered, asked: WhatIsAsked, sayings: Sayings) -> Led:
    """Return an answer of a pack with the sentence first that speaks most of what is asked."""
    found = _leading_passage(entry, rendered, asked, asked.text, sayings)
    if (found is None or found.place == 0) and asked.whole:
        beside = _leading_passage(entry, rendered, asked, asked.whole, sayings)
        found = beside if found is None or (beside and beside.tells > found.tells) else found
    if found is None:
        return Led(rendered.html)
    lead = passage_first(found, rendered.title)
    if found.place == 0:
        # Of an answer told just before, this sentence is all that is asked for.
        return Led(rendered.html, lead if asked.again else "")
    return Led(f"{lead}\n\n{without_passage(rendered.html, found)}", lead)


def _leading_passage(
    entry: Entry, rendered: Rendered, asked: WhatIsAsked, text: str, sayings: Sayings
) -> Passage | None:
    """Return the sentence of an answer of a pack that a text asks for enough to lead."""
    found = passage_asked(entry, rendered, text, asked.kinds, sayings)
    least = policy.FEW_WORDS_ASK if asked.again else policy.LEADS
    if found is not None and found.ahead >= policy.AHEAD_AT_A_PACK:
        least = policy.AHEAD_AT_A_PACK
    return None if found is None or found.tells < least else found


def is_lead_asked_for(
    entry: Entry,
    rendered: Rendered,
    asked: WhatIsAsked,
    sayings: Sayings,
    most: float = policy.FOREIGN,
) -> bool:
    """Return whether a message asks for a lead that an editor named, and for nothing foreign.

    "When?" asks it of the answer; "when do applications close?" is a question of its own.
    """
    if _named(entry, rendered, asked, sayings) is None:
        return False
    known = sayings.usual(entry.id, 0.0) | sayings.of_leads(entry.leads)
    known = known.union(*sayings.of_units(rendered.html))
    foreign = (weight for one, weight in sayings.asked(asked.text).items() if one not in known)
    return sum(foreign) < most


def is_lead_named(entry: Entry, rendered: Rendered, asked: WhatIsAsked, sayings: Sayings) -> bool:
    """Return whether a message names its lead by more than a bare question word."""
    found = _named(entry, rendered, asked, sayings)
    return found is not None and any(sayings.is_named(one, asked.text) for one in entry.leads)


def first_of(answer: str) -> str:
    """Return the first line of an answer, with the list that it opens."""
    lines = answer.split("\n")
    if not plain(lines[0]).endswith(":"):
        return lines[0]
    items = [line for line in lines[1:] if line]
    count = next((n for n, line in enumerate(items) if not line.startswith(BULLET)), len(items))
    return "\n".join((lines[0], *items[:count]))


def _in_short(lead: str) -> str:
    """Return a lead whose first line is short enough for a phone, with the list that it opens."""
    first, *items = lead.split("\n")
    return "\n".join((short_first(first, policy.FIRST_LINE), *items))


def _in_order(lead: str, answer: str, unit: Unit) -> str:
    """Return an answer behind one of its sentences: its own yes or no would answer that one."""
    rest = without_verdict(without(answer, unit))
    return f"{lead}\n\n{rest}" if rest else lead


def _named(
    entry: Entry, rendered: Rendered, asked: WhatIsAsked, sayings: Sayings
) -> tuple[str, int] | None:
    """Return how the sentence that an editor named for what is asked is told, and which it is."""
    units = units_of(rendered.html)
    for lead, (starts, form) in zip(entry.leads, rendered.leads, strict=True):
        if not sayings.is_asked_for(lead, asked.text):
            continue
        number = _beginning_with(starts, units)
        if number is None:
            continue
        # "How many so far?" after "more than 100 projects" asks for no other sentence.
        named = sayings.is_named(lead, asked.text)
        if not named and _has_number(units[0]) > _has_number(units[number]):
            continue
        sure = asked.goes_on or sayings.is_asked_in_words(lead, asked.text)
        if sure or _tells_more(number, rendered, entry, asked, sayings):
            return _in_short(units[number].leading(form, alone=bool(rendered.lines))), number
    return None


def _beginning_with(starts: str, units: Sequence[Unit]) -> int | None:
    """Return which unit begins with a text; None for none."""
    starts = plain(starts)
    found = (number for number, one in enumerate(units) if plain(one.html).startswith(starts))
    return next(found, None)


def speaks_of(entry: Entry, rendered: Rendered, text: str, sayings: Sayings) -> Mapping[str, float]:
    """Return what a message names that an entry says or is asked for, and how much each tells."""
    known = sayings.of_entry(entry.id, rendered.html)
    return {one: tells for one, tells in sayings.distinguishing(text).items() if one in known}


def _has_number(unit: Unit) -> bool:
    return any(letter.isdigit() for letter in unit.words)


def _tells_more(
    number: int, rendered: Rendered, entry: Entry, asked: WhatIsAsked, sayings: Sayings
) -> bool:
    """Return whether a unit speaks of more of a whole question than the first line does."""
    weights = _without(sayings.asked(asked.text), sayings.title(entry.id))
    said = sayings.of_units(rendered.html)
    return _tells(said[number], weights) > _tells(said[0], weights)


def _items(
    units: Sequence[Unit], rendered: Rendered, asked: WhatIsAsked, sayings: Sayings
) -> tuple[str, ...]:
    """Return the items of a list that a message asks after, in the order of the list.

    Each is the one that speaks most of what the others leave: "medicine and arts" asks for two.
    """
    said = sayings.of_units(rendered.html)
    weights = _without(sayings.asked(asked.text), sayings.of_sentence(units[0].html))
    items = [number for number, one in enumerate(units) if one.is_item]
    found = set[int]()
    while True:
        told = [_tells(said[number], weights) for number in items]
        most = max(told, default=0.0)
        if most < policy.LEADS:
            return tuple(units[number].html.rstrip(" ;,.") for number in sorted(found))
        best = [number for number, tells in zip(items, told, strict=True) if tells == most]
        found.update(best)
        weights = _without(weights, frozenset().union(*(said[number] for number in best)))


def _speaking(entry: Entry, rendered: Rendered, asked: WhatIsAsked, sayings: Sayings) -> int | None:
    """Return which later unit speaks of what is asked most, and more than the first line."""
    units = units_of(rendered.html)
    if len(units) == 1:
        return None
    share = policy.USUAL_OF_A_FOLLOW_UP if asked.goes_on else policy.USUAL_OF_A_QUESTION
    weights = _without(sayings.asked(asked.text), sayings.usual(entry.id, share))
    least = policy.LEADS
    if is_verdict(units[0].html) and not asked.again:
        least = policy.LEADS_BEFORE_A_VERDICT
    least += _tells(sayings.of_sentence(units[0].words), weights)
    if sum(weights.values()) < least:
        return None
    said = sayings.of_units(rendered.html)
    # "Can I come?" is answered by who can, and not by what is not published of it.
    whether = asked.yes_or_no and not asked.goes_on and not is_silent(units[0].html)
    best, most = None, 0.0
    for number, unit in enumerate(units[1:], 1):
        tells = _tells(said[number], weights)
        if tells < least or tells <= most:
            continue
        if (unit.can_lead or asked.again) and not (whether and is_silent(unit.html)):
            best, most = number, tells
    return best


def _without(weights: Mapping[str, float], known: frozenset[str]) -> dict[str, float]:
    """Return how much of what is asked tells, without what goes without saying."""
    return {one: weight for one, weight in weights.items() if one not in known}


def _tells(said: frozenset[str], weights: Mapping[str, float]) -> float:
    """Return how much of what is asked a unit speaks of."""
    return sum(weight for one, weight in weights.items() if one in said)
