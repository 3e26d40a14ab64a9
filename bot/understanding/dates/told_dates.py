"""Read what single dates and months are told for.

The end of studies or of a work contract, the start or the end of a stay, applying.

"Diplomirao 10. jula 2026, krećem 1. septembra" tells when somebody finished and when they start;
"ostajem do 20. maja" tells an end. A month alone is all of its days.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from bot.understanding.dates.date_values import month_of, year_of
from bot.understanding.dates.dates import Dates, months_alone, resolve
from bot.understanding.dates.months_away import months_away
from bot.understanding.dates.written_dates import MONTHS, YEARS, year_behind
from bot.understanding.quantities.numbers import Number
from bot.understanding.stance.stances import Stance
from bot.understanding.tokens import PhraseMatch, Phrases, Tokens, WordSet
from bot.understanding.understanding import DateMeaning
from knowledge.vocabulary import load_vocabulary

_VOCABULARY = load_vocabulary("told_dates")
_CUES = Phrases[str](_VOCABULARY.meanings("cues"))
_FINISHED = _VOCABULARY.stems("finished")
_GRADUATING = _VOCABULARY.stems("graduating")
_APPLIED = _VOCABULARY.stems("applied")
_STAYS = _VOCABULARY.stems("stays")
_CONTRACTS = _VOCABULARY.stems("contracts")
_RUNNING_OUT = _VOCABULARY.stems("running out")
_JOURNEYS = _VOCABULARY.stems("journeys")
_REACH_OF_A_CONTRACT = 4
_TERMS = _VOCABULARY.stems("terms")
_CALLS = _VOCABULARY.stems("calls")
_TODAY_IS = Phrases[bool](_VOCABULARY.phrases("today is"))
_BY_NOW = _VOCABULARY.words("by now")
_STUDIES = _VOCABULARY.stems("studies")
_BEFORE_THE_MONTH = frozenset({".", "of", "st", "nd", "rd", "th"})
_DIGITS_OF_A_DAY = 2
_FROM = _VOCABULARY.words("from")
_UNTIL = _VOCABULARY.words("until")
_STAYING = _VOCABULARY.stems("staying")
_MONTHS_FROM_NOW = Phrases[int](_VOCABULARY.numbers("months from now"))
_IN_A_YEAR = _VOCABULARY.words("in a year")
_YEARS_NAMED = _VOCABULARY.stems("years named")
_DIGITS_OF_A_YEAR = 4
_NUMBERS_OF_YEARS = WordSet(
    lambda word: len(word) == _DIGITS_OF_A_YEAR and word.isdecimal() and int(word) in YEARS
)
_ENROLLING = _VOCABULARY.stems("enrolling")
_CYCLES_OF_STUDY = _VOCABULARY.stems("cycles of study")
# Where nothing speaks of applying or of an end, studies that begin are what a month is told for.
_BEGINNINGS = frozenset({DateMeaning.START, DateMeaning.UNKNOWN})
_VERBS = frozenset({"may", "march", "mar", "marta"})
_BEFORE_A_MONTH = load_vocabulary("leftovers").words("before a month")
_A_FEW_WORDS = 6
_OF_A_STAY = frozenset({DateMeaning.START, DateMeaning.END})
_REACH_OF_A_PREPOSITION = 2
_WITHIN = frozenset({"in", "u"})
_WORDS_OF_TODAY = 2
_REACH = 14  # of a clause, in words to either side of a date
_MONTHS_OF_A_YEAR = 12
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class PlacedDate:
    """A date or month with its meaning.

    Attributes:
        meaning: what it is the date of.
        first: the day, or the first day of the month.
        last: the day, or the last day of the month.
        start: index of its first word.
        stop: index after its last word.
    """

    meaning: DateMeaning
    first: date
    last: date
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Mention:
    """A date or a month as it stands: `dates`, or `month` with its year, or months from now.

    A month that `begins` a stay of several months is the start, whatever else is said. A year
    alone has no month.
    """

    start: int
    stop: int
    dates: Dates | None = None
    month: int = 0
    year: int | None = None
    from_now: int | None = None
    begins: bool = False

    @property
    def is_ahead(self) -> bool:
        """Whether it is told by the months until then: "in 15 months"."""
        return self.from_now is not None and self.from_now > 1

    @property
    def is_a_year(self) -> bool:
        """Whether it is a year without a month."""
        return self.year is not None and not self.month


def told_dates(
    message: Tokens,
    told: tuple[Stance, ...],
    dates: Iterable[Dates],
    today: date,
    counts: Mapping[int, Number],
) -> tuple[PlacedDate, ...]:
    """Return the single dates and months of a message, each with its meaning, from left to right.

    Without a year a date is its next occurrence, counted from the end of the studies where that
    is told; one told as past is its latest.
    """
    mentions = sorted(
        [*_mentions(message, dates), *_months_away(message, counts)], key=lambda one: one.start
    )
    if not mentions:
        return ()
    cues = _CUES.find(message)
    meant = [
        (one, DateMeaning.START, False) if one.begins else (one, *_meaning(message, one, cues))
        for one in mentions
        if not one.is_a_year and not one.is_ahead
    ]
    # What is months ahead and tells nothing else is when the stay begins.
    meant += [(one, _of_a_year(message, one, cues), False) for one in mentions if one.is_ahead]
    # Of an earlier year, and of this one, the numbers of today are told.
    meant += [
        (one, _of_a_year(message, one, cues), False)
        for one in mentions
        if one.is_a_year and (one.year or 0) > today.year
    ]
    found: list[PlacedDate] = []
    since = today
    for mention, meaning, past in sorted(meant, key=lambda one: one[1] is not DateMeaning.FINISHED):
        over = meaning is not DateMeaning.FINISHED and told[mention.start] is Stance.PAST
        after = today if meaning is DateMeaning.APPLYING else since
        ahead = meaning is DateMeaning.APPLYING and not (over or past)
        at = _next_year(message, mention, today) if ahead else mention
        days = _days(at, after, today, past=past or over)
        if days is None:
            continue
        earlier = over and meaning in _OF_A_STAY
        kept = DateMeaning.UNKNOWN if earlier else meaning
        found.append(PlacedDate(kept, *days, mention.start, mention.stop))
        if meaning is DateMeaning.FINISHED:
            # "Graduated in July, traineeship in October" tells of one and the same year.
            bare = mention.month and mention.year is None
            since = days[0] if bare else max(today, days[0])
    return tuple(sorted(found, key=lambda one: one.start))


def _mentions(message: Tokens, dates: Iterable[Dates]) -> Iterator[_Mention]:
    covered: set[int] = set()
    dates = list(dates)
    for one in dates:
        covered.update(range(one.start, one.stop))
        if one.last is None:
            yield _Mention(one.start, one.stop, dates=one)
    several = months_alone(message, dates)
    if several is not None:
        covered.update(range(*several))
        month = MONTHS.at(message, several[0])
        if month is not None:
            # "April to August" begins in April.
            year, stop = year_behind(message, month.stop)
            yield _Mention(several[0], stop, month=month.value, year=year, begins=True)
    for match in _MONTHS_FROM_NOW.find(message):
        yield _Mention(match.start, match.stop, from_now=match.value)
    for match in MONTHS.find(message):
        if is_of_today(message, match.start):
            continue
        if match.start not in covered and _is_amonth_of(message, match.start, covered):
            year, stop = year_behind(message, match.stop)
            covered.update(range(match.start, stop))
            yield _Mention(match.start, stop, month=match.value, year=year)
    yield from (one for one in _years(message) if one.start not in covered)


def _years(message: Tokens) -> Iterator[_Mention]:
    """Yield the years that stand alone: "u 2027", "2027. godine"."""
    for index in _NUMBERS_OF_YEARS.places(message):
        behind = message.word(index + 1)
        named = (message.word(index + 2) if behind == "." else behind).startswith(_YEARS_NAMED)
        if named or message.word(index - 1) in _IN_A_YEAR:
            yield _Mention(index, index + 1, year=int(message.words[index]))


def _months_away(message: Tokens, counts: Mapping[int, Number]) -> Iterator[_Mention]:
    for start, stop, months in months_away(message, counts):
        yield _Mention(start, stop, from_now=months)


def is_of_today(message: Tokens, index: int) -> bool:
    """Return whether a month is told as that of today: "sad je oktobar"."""
    return index >= _WORDS_OF_TODAY and _TODAY_IS.at(message, index - _WORDS_OF_TODAY) is not None


def _is_amonth_of(message: Tokens, index: int, covered: Collection[int]) -> bool:
    """Tell whether a word is a month: "may" and "march" are verbs as well.

    The April of "31 April" is part of a date that does not exist.
    """
    before = index - 2 if message.word(index - 1) in _BEFORE_THE_MONTH else index - 1
    if message.word(before).isdigit() and len(message.word(before)) <= _DIGITS_OF_A_DAY:
        return False
    if message.words[index] not in _VERBS or len(message) <= _REACH_OF_A_PREPOSITION:
        return index - 1 not in covered
    return message.word(index - 1) in _BEFORE_A_MONTH


def _meaning(
    message: Tokens, mention: _Mention, cues: list[PhraseMatch[str]]
) -> tuple[DateMeaning, bool]:
    """Return what a date is told for, and whether it is told as over."""
    first, last = _clause(message, mention)
    if _is_of_a_contract(message, mention, first, last):
        return DateMeaning.CONTRACT, False
    near = _between(cues, first, last)
    before = message.words[max(first, mention.start - _REACH_OF_A_PREPOSITION) : mention.start]
    alone = not near and (_FROM | _UNTIL).isdisjoint(before) and last - first <= _A_FEW_WORDS
    of_a_stay = any(word.startswith(_STAYS) for word in message.words[first:last])
    if alone and not of_a_stay and first > 1 and message.words[first - 1] == ",":
        # "Prijavila sam se kao student, u maju": the clause before tells what for.
        first = _clause_start(message, first - 1)
        near = _between(cues, first, last)
    cues_before = [cue for cue in near if cue.start < mention.start]
    nearest = cues_before[-1] if cues_before else next(iter(near), None)
    applied = [cue for cue in cues_before if DateMeaning(cue.value) is DateMeaning.APPLYING]
    if applied and nearest is not None and _names_a_stay(message, nearest):
        # "Prijavila praksu u martu" tells when she applied, not when the traineeship begins.
        nearest = applied[-1]
    meaning = DateMeaning.UNKNOWN if nearest is None else DateMeaning(nearest.value)
    words = message.words[first:last]
    of_a_stay = any(word.startswith(_STAYS) for word in words)
    before_it = message.words[first : mention.start]
    # "Start a master in October and do the internship in spring": the stay comes behind.
    stay_before = any(word.startswith(_STAYS) for word in before_it)
    begins = not of_a_stay and _enrols(words)
    if meaning in _BEGINNINGS and (begins or (not stay_before and _enrols(before_it))):
        return DateMeaning.ENROLLING, False
    of_a_call = nearest is not None and message.words[nearest.start].startswith(_CALLS)
    if not of_a_call and any(word.startswith(_TERMS) for word in words):
        return DateMeaning.UNKNOWN, False
    if nearest is not None and meaning is DateMeaning.FINISHED:
        ends_a_stay = of_a_stay and not any(word.startswith(_STUDIES) for word in words)
        if ends_a_stay and not message.words[nearest.start].startswith(_GRADUATING):
            return DateMeaning.END, False
        return DateMeaning.FINISHED, message.words[nearest.start].startswith(_FINISHED)
    if nearest is not None and meaning is DateMeaning.APPLYING:
        return meaning, message.words[nearest.start].startswith(_APPLIED)
    if not _UNTIL.isdisjoint(before):
        stays = of_a_stay or any(word.startswith(_STAYING) for word in words)
        few = len(message) <= _A_FEW_WORDS
        return (DateMeaning.END if stays or few else DateMeaning.UNKNOWN), False
    # "Praksa dva meseca u oktobru" is in October.
    begins = alone and of_a_stay and not _WITHIN.isdisjoint(before)
    return (meaning if _FROM.isdisjoint(before) and not begins else DateMeaning.START), False


def _enrols(words: Sequence[str]) -> bool:
    """Return whether words tell of studies that begin: "start a phd", "upisujem master"."""
    begins = any(word.startswith(_ENROLLING) for word in words)
    return begins and any(word.startswith(_CYCLES_OF_STUDY) for word in words)


def _is_of_a_contract(message: Tokens, mention: _Mention, first: int, last: int) -> bool:
    """Return whether a work contract is named nearer to a date than any stay or studies."""
    if not any(word.startswith(_RUNNING_OUT) for word in message.words[first:last]):
        return False
    before = message.words[first : mention.start]
    for word in reversed(before):
        if word.startswith(_CONTRACTS):
            return True
        if word.startswith(_STAYS + _JOURNEYS):
            return False
    behind = message.words[mention.stop : last]
    return any(word.startswith(_CONTRACTS) for word in behind[:_REACH_OF_A_CONTRACT])


def _of_a_year(message: Tokens, mention: _Mention, cues: list[PhraseMatch[str]]) -> DateMeaning:
    """Return what a year alone is told for: where nothing else is said, the stay."""
    meaning, _ = _meaning(message, mention, cues)
    return DateMeaning.START if meaning is DateMeaning.UNKNOWN else meaning


def _between(cues: list[PhraseMatch[str]], first: int, last: int) -> list[PhraseMatch[str]]:
    """Return the cues that begin between two words; they stand from left to right."""
    start = bisect_left(cues, first, key=_START)
    return cues[start : bisect_left(cues, last, start, key=_START)]


def _clause(message: Tokens, mention: _Mention) -> tuple[int, int]:
    first, last = _clause_start(message, mention.start), mention.stop
    farthest = min(len(message), last + _REACH)
    while last < farthest and not message.ends_clause(last):
        last += 1
    return first, last


def _clause_start(message: Tokens, index: int) -> int:
    farthest = max(0, index - _REACH)
    while index > farthest:
        if message.words[index - 1] == ")" and "(" in message.words[farthest : index - 1]:
            while message.words[index - 1] != "(":
                index -= 1
        elif message.ends_clause(index - 1) or message.words[index - 1] == "-":
            break
        index -= 1
    return index


def _next_year(message: Tokens, mention: _Mention, today: date) -> _Mention:
    """Return the month in which one will apply; by its name that of now is next year's."""
    now = mention.month == today.month and mention.year is None
    first, last = _clause(message, mention)
    if not now or not _BY_NOW.isdisjoint(message.words[first:last]):
        return mention
    return replace(mention, year=today.year + 1)


def _names_a_stay(message: Tokens, cue: PhraseMatch[str]) -> bool:
    return message.words[cue.start].startswith(_STAYS)


def _days(mention: _Mention, since: date, today: date, *, past: bool) -> tuple[date, date] | None:
    if mention.dates is not None:
        return resolve(mention.dates, today if past else since, past=past)
    if mention.from_now is not None:
        months = today.year * _MONTHS_OF_A_YEAR + today.month - 1 + mention.from_now
        return month_of(months // _MONTHS_OF_A_YEAR, months % _MONTHS_OF_A_YEAR + 1)
    if mention.year is not None and not mention.month:
        return year_of(mention.year)
    if mention.year is not None:
        return month_of(mention.year, mention.month)
    if past:
        return month_of(today.year - (mention.month > today.month), mention.month)
    return month_of(since.year + (mention.month < since.month), mention.month)
