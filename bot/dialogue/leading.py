"""Which sentence of an answer comes first: the one that speaks of what was asked.

An entry's first line answers what it is asked most. Who asks something narrower, or has just been
told the entry, is given the sentence or the item that speaks of that, and the rest behind it
(docs/decisions/0021).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.passages import has_passages, passage_asked, passage_first, without_passage
from bot.messages.markup import plain
from bot.understanding import QuestionKind
from knowledge import Entry, Rendered, Sayings
from knowledge.units import BULLET, Unit, is_silent, is_verdict, units_of, without


@dataclass(frozen=True, slots=True)
class WhatIsAsked:
    """What an answer is told to.

    Attributes:
        text: the message.
        goes_on: it goes on from what was said before.
        again: this very answer was told just before.
        yes_or_no: the message asks for a yes or a no.
        said_as: what stands before what is told once more, word for word.
        unit: which unit of the answer led when it was told; 0 for its own first line.
        kinds: what kinds of thing it asks for.
    """

    text: str
    goes_on: bool = False
    again: bool = False
    yes_or_no: bool = False
    said_as: str = ""
    unit: int = 0
    kinds: frozenset[QuestionKind] = frozenset()


@dataclass(frozen=True, slots=True)
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
    named = _named(entry, rendered, units, asked, sayings)
    if named is not None:
        lead, unit = named
        return Led(_in_order(lead, rendered.html, unit), lead, unit=units.index(unit))
    if entry.items_hold and asked.yes_or_no and (items := _items(units, asked, sayings)):
        return Led(rendered.html, ", ".join(items), item=True)
    best = _speaking(entry, units, asked, sayings)
    if best is None:
        return Led(rendered.html)
    if not best.can_lead:
        return Led(rendered.html, beside=best.leading())
    lead = best.leading(alone=bool(rendered.lines))
    return Led(_in_order(lead, rendered.html, best), lead, unit=units.index(best))


def told_first(rendered: Rendered, unit: int) -> str:
    """Return what an answer was told with first: its own first line, or the unit that led."""
    units = units_of(rendered.html)
    if not 0 < unit < len(units):
        return first_of(rendered)
    words = plain(units[unit].html)
    form = next((form for starts, form in rendered.leads if words.startswith(plain(starts))), "")
    return units[unit].leading(form, alone=bool(rendered.lines))


def _by_passages(entry: Entry, rendered: Rendered, asked: WhatIsAsked, sayings: Sayings) -> Led:
    """Return an answer of a pack with the sentence first that speaks most of what is asked."""
    found = passage_asked(entry, rendered, asked.text, asked.kinds, sayings)
    if found is None or found.tells < policy.LEADS:
        return Led(rendered.html)
    lead = passage_first(found, rendered.title)
    if found.place == 0:
        # Of an answer told just before, this sentence is all that is asked for.
        return Led(rendered.html, lead if asked.again else "")
    return Led(f"{lead}\n\n{without_passage(rendered.html, found)}", lead)


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
    units = units_of(rendered.html)
    if _named(entry, rendered, units, asked, sayings) is None:
        return False
    known = sayings.usual(entry.id, 0.0) | sayings.of_leads(entry.leads)
    known = known.union(*(sayings.of_sentence(unit.words) for unit in units))
    foreign = (weight for one, weight in sayings.asked(asked.text).items() if one not in known)
    return sum(foreign) < most


def first_of(rendered: Rendered) -> str:
    """Return the first line of an answer, with the list that it opens."""
    lines = rendered.html.split("\n")
    if not plain(lines[0]).endswith(":"):
        return lines[0]
    items = [line for line in lines[1:] if line]
    count = next((n for n, line in enumerate(items) if not line.startswith(BULLET)), len(items))
    return "\n".join((lines[0], *items[:count]))


def _in_order(lead: str, answer: str, unit: Unit) -> str:
    rest = without(answer, unit)
    return f"{lead}\n\n{rest}" if rest else lead


def _named(
    entry: Entry, rendered: Rendered, units: Sequence[Unit], asked: WhatIsAsked, sayings: Sayings
) -> tuple[str, Unit] | None:
    """Return the sentence that an editor named for what is asked, and how it is told first."""
    for lead, (starts, form) in zip(entry.leads, rendered.leads, strict=True):
        unit = next((one for one in units if plain(one.html).startswith(plain(starts))), None)
        if unit is None or not sayings.is_asked_for(lead, asked.text):
            continue
        # "How many so far?" after "more than 100 projects" asks for no other sentence.
        named = sayings.is_named(lead, asked.text)
        if not named and _has_number(units[0]) > _has_number(unit):
            continue
        sure = asked.goes_on or sayings.is_asked_in_words(lead, asked.text)
        if sure or _tells_more(unit, units[0], entry, asked, sayings):
            return unit.leading(form, alone=bool(rendered.lines)), unit
    return None


def speaks_of(entry: Entry, rendered: Rendered, text: str, sayings: Sayings) -> Mapping[str, float]:
    """Return what a message names that an entry says or is asked for, and how much each tells."""
    known = sayings.of_entry(entry.id, (unit.words for unit in units_of(rendered.html)))
    return {one: tells for one, tells in sayings.distinguishing(text).items() if one in known}


def _has_number(unit: Unit) -> bool:
    return any(letter.isdigit() for letter in unit.words)


def _tells_more(
    unit: Unit, first: Unit, entry: Entry, asked: WhatIsAsked, sayings: Sayings
) -> bool:
    """Return whether a unit speaks of more of a whole question than the first line does."""
    weights, title = sayings.asked(asked.text), sayings.title(entry.id)
    return _tells(unit, weights, title, sayings) > _tells(first, weights, title, sayings)


def _items(units: Sequence[Unit], asked: WhatIsAsked, sayings: Sayings) -> tuple[str, ...]:
    """Return the items of a list that a message asks after, in the order of the list.

    Each is the one that speaks most of what the others leave: "medicine and arts" asks for two.
    """
    weights = sayings.asked(asked.text)
    items = [one for one in units if one.is_item]
    known, found = sayings.of_sentence(units[0].html), set[int]()
    while True:
        told = [_tells(one, weights, known, sayings) for one in items]
        most = max(told, default=0.0)
        if most < policy.LEADS:
            return tuple(items[place].html.rstrip(" ;,.") for place in sorted(found))
        best = [place for place, tells in enumerate(told) if tells == most]
        found.update(best)
        known = known.union(*(sayings.of_sentence(items[place].words) for place in best))


def _speaking(
    entry: Entry, units: Sequence[Unit], asked: WhatIsAsked, sayings: Sayings
) -> Unit | None:
    """Return the later unit that speaks of what is asked most, and more than the first line."""
    share = policy.USUAL_OF_A_FOLLOW_UP if asked.goes_on else policy.USUAL_OF_A_QUESTION
    usual, weights = sayings.usual(entry.id, share), sayings.asked(asked.text)
    least = policy.LEADS
    if is_verdict(units[0].html) and not asked.again:
        least = policy.LEADS_BEFORE_A_VERDICT
    least += _tells(units[0], weights, usual, sayings)
    # "Can I come?" is answered by who can, and not by what is not published of it.
    whether = asked.yes_or_no and not asked.goes_on and not is_silent(units[0].html)
    found = [
        (_tells(unit, weights, usual, sayings), -place, unit)
        for place, unit in enumerate(units[1:])
        if (unit.can_lead or asked.again) and not (whether and is_silent(unit.html))
    ]
    tells, _, best = max(found, key=lambda one: one[:2], default=(0.0, 0, None))
    return best if tells >= least else None


def _tells(
    unit: Unit, weights: Mapping[str, float], but: frozenset[str], sayings: Sayings
) -> float:
    """Return how much of what is asked a unit speaks of, without what goes without saying."""
    features = sayings.of_sentence(unit.words) - but
    return sum(weight for one, weight in weights.items() if one in features)
