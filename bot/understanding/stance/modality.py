"""Tell how a message stands to what it says: a limit, a statement, a wish, set aside.

"Najviše 12 meseci", "pre 2 meseca", "u roku od 7 dana" speak of the rules or of the calendar: to
take one for what the person plans would be worse than to miss it.
"""

from collections.abc import Mapping, Sequence

from bot.understanding.quantities.counted_lengths import UNITS, Length, as_length
from bot.understanding.quantities.numbers import Number
from bot.understanding.stance.contracts import is_of_a_contract
from bot.understanding.tokens import PhraseMatch, Phrases, Tokens
from bot.understanding.understanding import Found, Unclear
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("modality")
_BOUND_BEFORE = Phrases[str](_VOCABULARY.meanings("bound before"))
_BOUND_AFTER = Phrases[str](_VOCABULARY.meanings("bound after"))
_PER_CYCLE = Phrases[bool](_VOCABULARY.phrases("per cycle"))
_SPREAD = _VOCABULARY.stems("spread")
_REQUIRED = _VOCABULARY.words("required")
_COUNTING = _VOCABULARY.stems("counting")
_COUNTED_INTO = _VOCABULARY.words("counted into")
_THOSE = _VOCABULARY.words("those")
_STAYS_OF_A_LENGTH = _VOCABULARY.stems("stays of a length")
_AFTER = frozenset({"after", "posle", "poslije", "nakon"})
_WAITING = _VOCABULARY.words("waiting")
_CHILDREN = _VOCABULARY.stems("children")
_SONS = _VOCABULARY.words("sons")
_AGED = _VOCABULARY.words("aged")
_NO = _VOCABULARY.words("no")
_REACH_OF_PEOPLE = 10
_SEVERAL_PEOPLE = _VOCABULARY.stems("several people")
_CHANGING = _VOCABULARY.stems("changing")
_TO_GO_TO = _VOCABULARY.words("to go to")  # "mogu li za godinu dana na razmenu"
_CONTRASTS = _VOCABULARY.words("contrasts")
_REACH_IN_CLAUSE = 8
_REACH_OF_NO = 4
_BEFORE_ENGLISH_DO = frozenset({"i", "we", "to", "can", "could", "only", "just", "she", "he"})
_BEGINNINGS = _VOCABULARY.stems("beginnings")
_STATEMENTS = Phrases[tuple[str, bool]](
    {
        phrase: (meaning.split()[0], meaning.split()[1] == "yes")
        for phrase, meaning in _VOCABULARY.meanings("statements").items()
    }
)
# Of these people ask whether they are needed; the others are told, also within a question.
_ASKED_OF_THE_RULE = frozenset(
    {"covers_term", "virtual_part", "contract", "applied_while_enrolled"}
)
_ASKING = _VOCABULARY.words("asking")
_REACH_OF_A_QUESTION = 8
_WHOEVER = _VOCABULARY.words("whoever")
_NEGATIONS = _VOCABULARY.words("negations")
_NEVER_USED = Phrases[bool](_VOCABULARY.phrases("never used"))
_SET_ASIDE = Phrases[bool](_VOCABULARY.phrases("set aside"))
_OFFERS = _VOCABULARY.words("offers")
_NEEDS_AN_OFFER = _VOCABULARY.words("needs an offer")
_WISHING = Phrases[bool](_VOCABULARY.phrases("wishing"))
_CONTRAST = _VOCABULARY.words("contrast")
# "A" is "but" behind these, and an article in English.
_SERBIAN_BEFORE_AN_OFFER = _VOCABULARY.words("serbian before an offer")
# "Why twelve months?", "zašto baš 12 meseci": the rule is asked about.
_WHY, _REACH_OF_WHY = _VOCABULARY.words("why"), 2
_REACH = 6
_HOURS = ("hour", "hrs", "sat", "cas", "h")


def not_the_persons(message: Tokens, start: int, stop: int) -> str | None:
    """Return why a length is not told as the person's own, None when it may be."""
    if message.word(start - 1) == "do" and not _english(message, start, stop):
        return "bound"
    if message.word(start - 1) == "over" and _is_spread(message, start - 1):
        return None
    before = _bound_before(message, start)
    if before == "relative" and message.word(start - 2).startswith(_HOURS):
        # "8 hours in one day": what they are taught in.
        return None
    if before is None and message.word(start - 1) in {"a", "an"}:
        before = _bound_before(message, start - 1)
    if before is not None:
        return before
    behind = stop + 1 if message.word(stop) == "-" else stop
    after = _bound_after(message, behind)
    if after is not None and not _of_each_person(message, behind):
        of_a_stay = message.word(behind) in _AFTER and _of_a_stay_before(message, start)
        return None if of_a_stay else after.value
    if any(_PER_CYCLE.at(message, index) for index in range(stop, min(stop + 4, len(message)))):
        return "rule"
    if _tells_when(message, start, stop) or is_of_a_contract(message, start, stop):
        return "relative"
    return _of_the_clause(message, start)


def _tells_when(message: Tokens, start: int, stop: int) -> bool:
    """Return whether it is when something comes: "za godinu dana na razmenu"."""
    to_a_mobility = message.word(stop) == "na" and message.word(stop + 1) in _TO_GO_TO
    told = to_a_mobility or _tells_a_beginning(message, start, stop)
    return told and message.word(start - 1) == "za"


def _bound_after(message: Tokens, index: int) -> PhraseMatch[str] | None:
    """Return what makes a bound of the length before it; a last "before" bounds nothing."""
    if index >= len(message):
        return None
    ends = index + 1 >= len(message) or message.ends_clause(index + 1)
    if message.words[index] == "before" and ends:
        # "I used 7 months before": nothing follows that they would be before.
        return None
    return _BOUND_AFTER.at(message, index)


def _of_a_stay_before(message: Tokens, start: int) -> bool:
    """Return whether a stay is named right before its length: "praksa od 4 meseca posle"."""
    place = start - 2 if message.word(start - 1) in {"of", "od", "for"} else start - 1
    return message.word(place).startswith(_STAYS_OF_A_LENGTH)


def _of_each_person(message: Tokens, index: int) -> bool:
    """Return whether each of several people has a length: "we are three students, 10 days each"."""
    if message.words[index] != "each":
        return False
    near = message.words[max(0, index - _REACH_OF_PEOPLE) : index]
    return any(word.startswith(_SEVERAL_PEOPLE) for word in near)


def _is_spread(message: Tokens, index: int) -> bool:
    """Return whether hours are spread over days: "6 hours of teaching, over 3 days"."""
    before = message.words[max(0, index - _REACH_IN_CLAUSE) : index]
    return any(word.startswith(_SPREAD) for word in before)


def _bound_before(message: Tokens, start: int) -> str | None:
    for back in range(1, min(5, start + 1)):
        before = _BOUND_BEFORE.at(message, start - back)
        if before is not None and before.stop == start:
            return None if _changes_to(message, before.start) else before.value
    return None


def _changes_to(message: Tokens, index: int) -> bool:
    """Return whether a length is what a stay is changed to: "cut it down to 4 weeks"."""
    if message.words[index] not in {"down", "up"}:
        return False
    before = message.words[max(0, index - _REACH_OF_NO) : index]
    return any(word.startswith(_CHANGING) for word in before)


def _tells_a_beginning(message: Tokens, start: int, stop: int) -> bool:
    """Tell whether it reads as in "krećem za 2 nedelje", "rok je za 20 dana": when, no length."""
    for step, place in ((-1, start - 2), (1, stop)):
        for index in range(place, place + 4 * step, step):
            if not 0 <= index < len(message) or message.ends_clause(index):
                break
            if message.words[index].startswith(_BEGINNINGS):
                return True
    return False


def _english(message: Tokens, start: int, stop: int) -> bool:
    """Return whether "do" is English, a verb: "do 45 days fit?", "can I do 1 sem"."""
    unit = message.words[stop - 1].startswith(("day", "week", "month", "year", "semester", "term"))
    return unit or message.word(start - 2) in _BEFORE_ENGLISH_DO


def _of_the_clause(message: Tokens, start: int) -> str | None:
    """Return what the words before it in its clause make of an amount.

    Required, counted, waited for.
    """
    before = start - 2 if message.word(start - 1) in _THOSE else start - 1
    counted = message.word(before) in _COUNTED_INTO and not _of_a_stay_before(message, start)
    for index in range(start - 1, max(-1, start - 1 - _REACH_IN_CLAUSE), -1):
        if message.ends_clause(index):
            return None
        word = message.words[index]
        if word in _CONTRASTS:
            return None
        if word in _WHY and start - index <= _REACH_OF_WHY:
            return "rule"
        if word in _REQUIRED or (counted and word.startswith(_COUNTING)):
            return "rule"
        if word in _WAITING or (
            word.startswith(_CHILDREN) and _tells_an_age(message, index, start)
        ):
            return "relative"
        near = start - index <= _REACH_OF_NO
        if near and word in _NO and message.word(index + 1) not in {"znam", "sure"}:
            return "rule"
    return None


def _tells_an_age(message: Tokens, index: int, start: int) -> bool:
    """Return whether a child stands at `index`, and only "is" or "ima" before the length."""
    word = message.words[index]
    if not word.startswith(_CHILDREN) and word not in _SONS:
        return False
    between = message.words[index + 1 : start]
    return any(word in _AGED for word in between) and len(between) <= _REACH_OF_NO


def statements(message: Tokens) -> list[Found]:
    """Return facts told as true or false, and that there was no earlier mobility."""
    found: list[Found] = []
    for match in _STATEMENTS.find(message):
        field, value = match.value
        if field in _ASKED_OF_THE_RULE and _asks(message, match.start):
            continue
        if match.value == ("through_faculty", True) and _doubts(message, match.start):
            continue
        if value and _negated(message, match.start):
            value = False
        found.append(Found(field, value, match.start, match.stop))
    found += [
        Found("used", {"months": 0}, never.start, never.stop)
        for never in _NEVER_USED.find(message)
        if not {message.word(never.start - back) for back in (1, 2)} & _WHOEVER
    ]
    return found


def _doubts(message: Tokens, start: int) -> bool:
    """Recognise doubt: "preko fakulteta ili direktno", "kako znam da li moj faks učestvuje"."""
    return _asks(message, start) or any(word.startswith("dire") for word in message.words)


def _asks(message: Tokens, start: int) -> bool:
    """Return whether the clause asks what the rule is: "da li mora da pokriva ceo semestar?"."""
    for back in range(1, _REACH_OF_A_QUESTION + 1):
        if start < back or message.ends_clause(start - back):
            return False
        if message.words[start - back] in _ASKING:
            return True
    return False


def _negated(message: Tokens, start: int) -> bool:
    for back in (1, 2, 3):
        if start < back or message.ends_clause(start - back):
            return False
        if message.words[start - back] in _NEGATIONS:
            return True
    return False


def set_aside(message: Tokens) -> frozenset[int]:
    """Return the words that were named only to be set aside."""
    found: set[int] = set()
    for match in _SET_ASIDE.find(message):
        stop = match.stop
        serbian = message.words[match.start] in _SERBIAN_BEFORE_AN_OFFER
        while stop < min(len(message), match.stop + _REACH):
            word = message.words[stop]
            if (word in _OFFERS and (serbian or word != "a")) or message.ends_clause(stop):
                break
            stop += 1
            if UNITS.value(message.words[stop - 1]) is not None:
                break
        if message.words[match.start] in _NEEDS_AN_OFFER:
            after = message.words[stop : stop + 3]
            corrects = _corrects_a_number(message, match.start, match.stop)
            if corrects:
                stop = match.stop + 1
            elif not _CONTRAST & set(after):
                continue
        found.update(range(match.stop, stop))
    return frozenset(found)


def _corrects_a_number(message: Tokens, start: int, index: int) -> bool:
    """Return whether only a number is denied, behind another one: "20 dana, ne 30"."""
    number = message.word(index)
    ends = index + 1 >= len(message) or message.ends_clause(index + 1)
    before = message.words[max(0, start - _REACH) : start]
    return number.isdigit() and ends and any(word.isdigit() for word in before)


def replacements(
    message: Tokens,
    numbers: Mapping[int, Number],
    lengths: Sequence[Length],
    aside: frozenset[int],
) -> tuple[list[Length], list[Unclear]]:
    """Return bare numbers put in the place of a length: the 20 of "instead of 30 days 20".

    Where no unit was told at all ("not 30 but 20"), the length before tells it: both are named.
    """
    if not aside:
        return [], []
    covered = {index for length in lengths for index in range(length.start, length.stop)}
    units = {length.unit for length in lengths if length.start in aside}
    rejected = [index for index in numbers if index in aside and index not in covered]
    found = _rejected(numbers, rejected, lengths)
    unclear: list[Unclear] = []
    for index, number in numbers.items():
        if index in aside or index in covered or number.whole is None:
            continue
        if message.word(number.stop)[:1].isalpha() and message.word(number.stop) not in _OFFERS:
            continue
        values = {unit: as_length(number.whole, unit) for unit in units or {"day", "month"}}
        if len(units) == 1 and (value := values[next(iter(units))]) is not None:
            found.append(Length(value, next(iter(units)), index, number.stop))
        elif not units and rejected and not lengths:
            first = min(index, *rejected)
            named = tuple(value for _, value in sorted(values.items()) if value is not None)
            unclear.append(
                Unclear("duration", "corrected", message.span(first, number.stop), named)
            )
    return found, unclear


def wished_from(message: Tokens) -> frozenset[int]:
    """Return the words that follow a wish within its sentence: "voleo bih na praksu 3 meseca"."""
    found: set[int] = set()
    for match in _WISHING.find(message):
        index = match.stop
        while index < len(message) and not message.ends_sentence(index):
            found.add(index)
            index += 1
    return frozenset(found)


def _rejected(
    numbers: Mapping[int, Number], rejected: Sequence[int], lengths: Sequence[Length]
) -> list[Length]:
    """Return the 30 of "not 30 but 20 days": it is counted in the unit of what replaces it."""
    units = {length.unit for length in lengths if length.start > max(rejected, default=0)}
    units = units or {length.unit for length in lengths}
    if len(units) != 1:
        return []
    (unit,) = units
    found: list[Length] = []
    for index in rejected:
        number = numbers[index]
        value = None if number.whole is None else as_length(number.whole, unit)
        if value is not None:
            found.append(Length(value, unit, index, number.stop))
    return found
