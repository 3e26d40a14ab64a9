"""Whether a message asks what counts towards the months of a cycle, and of which stays."""

import re
from collections.abc import Mapping

from bot.dialogue import policy
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.without_a_grant import asks_for_no_money
from bot.understanding import Understanding
from bot.understanding.cue import Cue
from bot.understanding.once import once
from knowledge.vocabulary import load_vocabulary
from locales import fold

_VOCABULARY = load_vocabulary("conversation")
_EXACTLY = _VOCABULARY.words("exactly so long")
_BEFORE_THE_MONTHS = kinds.COUNTS | _VOCABULARY.words("before the months")
_ASKING_WHETHER = _VOCABULARY.words("asking whether")
_ALL_MONTHS = _VOCABULARY.words("all months of a cycle")
_SEVERAL_TIMES = re.compile(rf"\b{_VOCABULARY.pattern('several times')}\b")
_TAKEN = _VOCABULARY.words("taken from the months")
# "Does it count towards the degree?", "who decides that my courses count?": it is recognised.
_INTO_THE_MONTHS = Cue.of(_VOCABULARY, "goes into the months")
_THAT_STAY = Cue.of(_VOCABULARY, "that stay counts")
_SEPARATELY = _VOCABULARY.words("separately")
_ALL_THAT_COUNTS = Cue.of(_VOCABULARY, "all that counts")
_IN_A_DEGREE = Cue.of(_VOCABULARY, "counted in a degree")
_PART_OF_STUDIES = Cue.of(_VOCABULARY, "part of the studies")
_WHICH_CYCLE = Cue.of(_VOCABULARY, "in which cycle")
_COURSES = Cue.of(_VOCABULARY, "courses that count")
# "As a course, or only extracurricular?" asks how it is recognised, and not of months.
_AS_A_COURSE = Cue.of(_VOCABULARY, "entered as a course")
# "Do I get ECTS for it?", "is it recognised?" of a traineeship.
_CREDITS = Cue.of(_VOCABULARY, "credits or recognition")
# "So clerks don't count?" asks who may go.
_PEOPLE = Cue.of(_VOCABULARY, "people who count")
# "They recognise it as an exam or what": so somebody asks without a question mark.
_OR_WHAT = tuple(_VOCABULARY.in_order("or what"))
# "Does it count in my average?", "do consultations count?" ask of no months.
_OTHER_THINGS = Cue.of(_VOCABULARY, "other things that count")
_OF_RECOGNITION = (_OTHER_THINGS, _IN_A_DEGREE, _PART_OF_STUDIES, _AS_A_COURSE, _COURSES, _PEOPLE)
_OF_SOMETHING_ELSE = frozenset({kinds.LENGTH, kinds.MONEY, kinds.HOW, kinds.WHO})
_WORD = re.compile(r"[a-z0-9]+")


@once
def takes_up_a_length(reading: Understanding) -> bool:
    """Return whether a length just told is asked about: "exactly one year? or less?"."""
    few = len(reading.words) <= policy.SHORT_CASE and not reading.programmes
    return few and not _EXACTLY.isdisjoint(reading.words)


def asks_whether_it_counts(reading: Understanding) -> bool:
    """Return whether a message asks whether a stay counts: "does my exchange count?"."""
    # Who names the cycle that it would count in takes more words.
    most = policy.WORDS_THAT_COUNT + (policy.WORDS_OF_A_CYCLE if reading.cycles else 0)
    few = len(reading.words) <= most
    return few and not _asks_something_else(reading) and asks_of_counting(reading)


def _asks_something_else(reading: Understanding) -> bool:
    asked = {one.kind for one in reading.questions}
    asked -= {kinds.MONEY} if asks_for_no_money(reading) else set()
    return bool(asked & _OF_SOMETHING_ELSE)


@once
def asks_of_counting(reading: Understanding) -> bool:
    """Return whether it is asked, in however many words, if something counts in the months."""
    if any(cue.stands_in(reading) for cue in _OF_RECOGNITION):
        return False
    asks = "?" in reading.text or not _ASKING_WHETHER.isdisjoint(reading.words)
    says = not kinds.COUNTS.isdisjoint(reading.words) or _INTO_THE_MONTHS.stands_in(reading)
    return asks and says


@once
def asks_if_it_is_separate(reading: Understanding) -> bool:
    """Return whether it is asked if a programme has months of its own: "or is it separate?"."""
    asks = "?" in reading.text or not _ASKING_WHETHER.isdisjoint(reading.words)
    return asks and not _SEPARATELY.isdisjoint(reading.words)


@once
def asks_of_the_stay_spoken_of(reading: Understanding) -> bool:
    """Return whether it is the stay spoken of that is asked to count: "does this eat my 12?"."""
    return asks_of_counting(reading) and _THAT_STAY.stands_in(reading)


@once
def place_of_the_stay_asked_about(reading: Understanding) -> int:
    """Return where it is asked whether "that" counts; 0 where it is not."""
    found = _THAT_STAY.search(reading)
    return 0 if found is None else found.start()


@once
def asks_for_all_that_counts(reading: Understanding) -> bool:
    """Return whether it is asked which stays count at all: "what counts towards those 12?"."""
    return _ALL_THAT_COUNTS.stands_in(reading) and asks_of_counting(reading)


@once
def counts_months_used(reading: Understanding) -> bool:
    """Return whether months that are over are told, and asked if they count."""
    told = any(one.slot == "used" and one.time == "done" for one in reading.slots)
    other = kinds.is_of_other_programmes(reading) or _asks_something_else(reading)
    # Who tells stays with their cycles takes still more words.
    few = len(reading.words) <= policy.WORDS_THAT_TELL_STAYS
    return told and few and not other and asks_of_counting(reading)


@once
def months_beside_other_programmes(reading: Understanding) -> bool:
    """Return whether months that count are told beside a stay of another programme."""
    told = any(one.slot == "used" and one.time == "done" for one in reading.slots)
    return told and kinds.is_of_other_programmes(reading)


@once
def asks_what_it_is_taken_from(reading: Understanding) -> bool:
    """Return whether a message asks of which months a stay is taken: "which level does it eat"."""
    if any(cue.stands_in(reading) for cue in (_IN_A_DEGREE, _AS_A_COURSE, _COURSES, _PEOPLE)):
        return False
    asks = bool(reading.questions) or "?" in reading.text
    asks = asks or not _ASKING_WHETHER.isdisjoint(reading.words)
    taken = not (kinds.COUNTS | _TAKEN).isdisjoint(reading.words)
    return asks and (taken or _INTO_THE_MONTHS.stands_in(reading))


@once
def asks_if_it_is_in_the_degree(reading: Understanding) -> bool:
    """Return whether a message asks if a stay counts in the degree: "does it count for it?"."""
    counts = not kinds.COUNTS.isdisjoint(reading.words)
    if _PART_OF_STUDIES.stands_in(reading) or _AS_A_COURSE.stands_in(reading):
        asks = bool(reading.questions) or reading.folded.endswith(_OR_WHAT)
        return asks or "?" in reading.text
    return counts and "?" in reading.text and _IN_A_DEGREE.stands_in(reading)


@once
def asks_in_which_cycle(reading: Understanding) -> bool:
    """Return whether a message asks in which cycle a stay counts: "which level does it use up?"."""
    return _WHICH_CYCLE.stands_in(reading)


@once
def names_all_months(reading: Understanding) -> bool:
    """Return whether all months of a cycle are named without their unit: "the full 12"."""
    return not _ALL_MONTHS.isdisjoint(reading.words)


@once
def asks_if_it_brings_credits(reading: Understanding) -> bool:
    """Return whether a few words ask of credits or recognition: "and the ECTS?"."""
    named = reading.programmes or reading.stays
    most = policy.LONGEST_QUESTION if named else policy.FOLLOW_UP_WORDS
    few = len(reading.words) <= most and "ects" not in reading.case
    other = reading.asks(kinds.PERMISSION, kinds.FIT, kinds.LENGTH, kinds.MONEY, kinds.WHO)
    return few and not other and _CREDITS.stands_in(reading)


@once
def asks_who_lets_courses_count(reading: Understanding) -> bool:
    """Return whether a message asks who recognises courses: "who says that my exams count?"."""
    counts = not kinds.COUNTS.isdisjoint(reading.words)
    return counts and reading.asks(kinds.WHO) and _COURSES.stands_in(reading)


@once
def names_months_of_a_cycle(reading: Understanding) -> bool:
    """Return whether the length that is named is all that a cycle allows, and no stay's."""
    places = reading.places.get("duration", ())
    length = reading.case.get("duration")
    if isinstance(length, Mapping) and "months" not in length:
        # "Does a BIP of 10 days count?" names the stay.
        return False
    before = (_WORD.findall(fold(reading.text[:start])) for start, _ in places)
    return bool(places) and all(one[-1:] and one[-1] in _BEFORE_THE_MONTHS for one in before)


def asks_for_several_times(reading: Understanding) -> bool:
    """Return whether a message asks if one may go on an exchange more than once."""
    return kinds.names_exchange(reading) and asks_to_go_again(reading)


def asks_to_go_again(reading: Understanding) -> bool:
    """Return whether a message asks if something may be done more than once: "can I go twice"."""
    asks = reading.asks(kinds.PERMISSION, kinds.FIT)
    return asks and _SEVERAL_TIMES.search(reading.folded) is not None
