"""The kinds of question that a message asks, read from its folded words."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.dialogue import policy
from bot.dialogue.cues.leading_words import words
from bot.dialogue.cues.sums_named import names_a_sum
from bot.dialogue.cues.without_a_grant import asks_for_no_money
from bot.messages.json_value import Json
from bot.understanding import QuestionKind, Understanding
from bot.understanding.cue import Cue
from bot.understanding.once import once
from knowledge.vocabulary import load_vocabulary
from locales import fold
from rules.facts import FACTS
from rules.institutions import PROGRAMMES, registry

PERMISSION, FIT, MONEY, LEFT, WHEN, CONVERSION, LENGTH, PAPERS, OTHER, HOW, WHAT, WHO = (
    QuestionKind.PERMISSION, QuestionKind.FIT, QuestionKind.MONEY, QuestionKind.LEFT,
    QuestionKind.WHEN, QuestionKind.CONVERSION, QuestionKind.LENGTH, QuestionKind.PAPERS,
    QuestionKind.OTHER, QuestionKind.HOW, QuestionKind.WHAT, QuestionKind.WHO,
)  # fmt: skip


class Cues:
    """Folded words for what a person wants to know; a star stands for any ending."""

    def __init__(self, cues: Sequence[str]) -> None:
        whole = frozenset(cue for cue in cues if not cue.endswith("*"))
        beginnings = tuple(cue[:-1] for cue in cues if cue.endswith("*"))

        # Words repeat from message to message; the bound keeps hostile ones from piling up.
        @lru_cache(maxsize=4096)
        def is_one(word: str) -> bool:
            return word in whole or word.startswith(beginnings)

        self._is_one = is_one

    def stand_in(self, said: Sequence[str]) -> bool:
        """Return whether one of the words is a cue, or begins as one with a star does."""
        return True in map(self._is_one, said)


_OF_A_STAY = ("duration", "hours", "ects")
_STAYS = ("duration", "hours", "used", "programme")
_VAGUE = frozenset({QuestionKind.OTHER, QuestionKind.WHAT, QuestionKind.LENGTH})

# What a message that tells another value asks again.
_ASKED_AGAIN = frozenset({MONEY, LEFT, FIT, PERMISSION, WHEN, CONVERSION})
_VOCABULARY = load_vocabulary("conversation")
_MONEY = Cues(_VOCABULARY.in_order("money"))
_OF_THEIR_SUM = _VOCABULARY.stems("of their sum")
_FITS = Cues(_VOCABULARY.in_order("fits"))
_EXCHANGE = Cues(_VOCABULARY.in_order("exchange"))
_OPTIONS = Cues(_VOCABULARY.in_order("options"))
_TEACHING = Cues(_VOCABULARY.in_order("teaching"))
_LEFT = Cues(_VOCABULARY.in_order("left"))
_GRADES = Cues(_VOCABULARY.in_order("grades"))
_NO_MARK = Cues(_VOCABULARY.in_order("no mark"))
_OF_THE_SCALE = Cues(_VOCABULARY.in_order("of the scale"))
_PAPERS = Cues(_VOCABULARY.in_order("papers"))
_WHERE = _VOCABULARY.words("where")
_GOING_ON = _VOCABULARY.words("going on")
_BESIDE_AN_AMOUNT = _VOCABULARY.words("beside an amount")
_ASKING = Cues(_VOCABULARY.in_order("asking"))
_AROUND = _VOCABULARY.words("around a length")
_CUES = ((MONEY, _MONEY), (FIT, _FITS), (LEFT, _LEFT), (WHEN, _PAPERS))
_WHAT_ABOUT = re.compile(rf"(?:(?:a|i|and|but|ali|pa) )?{_VOCABULARY.pattern('what about')} ")
_WISH = Cue(
    rf"\b{_VOCABULARY.pattern('wishing')} (?:\w+ ){{0,3}}?{_VOCABULARY.pattern('going away')}\b",
    _VOCABULARY.in_order("wishing"),
)
_WISHES_FOR_IT = Cue.of(load_vocabulary("openings"), "wishing for it")
_PERMITTING = _VOCABULARY.words("permitting")
_SAME = _VOCABULARY.words("same")
_PROBLEM = _VOCABULARY.words("is it a problem")
COUNTS = _VOCABULARY.words("counts")
# "A ako ipak ...", "what if ...": so near to the beginning.
_SUPPOSING, _AT_FIRST = frozenset({"ako", "if"}), 3
_ALL_ALLOWED = _VOCABULARY.stems("all that is allowed")
_OF_OTHERS = _VOCABULARY.stems("stays of other programmes")
_WHO_PAYS = re.compile(
    rf"(?:(?:a|i|and|but|so|ali|pa) )?{_VOCABULARY.pattern('who pays')}"
    rf"(?: (?:for|me|us|you|her|him|it|this|that|them|the|to|za))*"
)
_AFTER_GRADUATING = Cue.of(_VOCABULARY, "after the studies")
_WORD = re.compile(r"[a-z0-9]+")
_AMOUNT = _VOCABULARY.stems("asking an amount")
_HOW_MUCH = frozenset({"much"})


@once
def wishes_for_it(reading: Understanding) -> bool:
    """Return whether somebody only says what they would like: "zanima me odlazak radi nastave"."""
    return _WISHES_FOR_IT.stands_in(reading)


@once
def asks_for_permission(reading: Understanding) -> bool:
    """Return whether a message asks whether somebody may, whoever stands between the words."""
    return reading.asks(PERMISSION, FIT) or not _PERMITTING.isdisjoint(reading.words)


def asked(
    reading: Understanding,
    told: Mapping[str, Json],
    before: frozenset[QuestionKind] = frozenset(),
) -> frozenset[QuestionKind]:
    """Return the kinds of question a message asks; of a case that is only told, whether it fits.

    Args:
        reading: what the message says.
        told: the slots that it tells.
        before: what was asked before, where the message goes on from that and asks nothing else.
    """
    found = _in_words(reading, told)
    if found <= {QuestionKind.OTHER} and told:
        found |= before & _ASKED_AGAIN
    found = _by_what_is_told(reading, told, found)
    if LENGTH in found and "duration" not in told:
        found.discard(FIT)
    return frozenset(found)


def _in_words(reading: Understanding, told: Mapping[str, Json]) -> set[QuestionKind]:
    """Return what is asked by question words, and by words for what people want to know."""
    found = set(_by_cues(reading))
    if QuestionKind.HOW in found and "duration" in told and speaks_of_money(reading):
        # "11 days: how many euros?" asks for a sum; "how is it paid?" does not.
        found.add(MONEY)
    if "hours" in told:
        # "They found 3 more hours" asks for no months that are left.
        found.discard(LEFT)
    return found


# Words repeat from message to message; the bound keeps hostile ones from piling up.
@lru_cache(maxsize=4096)
def _cued_by(word: str) -> frozenset[QuestionKind]:
    """Return the kinds of question that a word asks by itself."""
    return frozenset(kind for kind, cues in _CUES if cues.stand_in((word,)))


@once
def _by_cues(reading: Understanding) -> set[QuestionKind]:
    said = words(reading)
    found = {question.kind for question in reading.questions}
    if found <= _VAGUE:
        found.update(*map(_cued_by, _without_a_status(said, reading)))
    if not _WHERE.isdisjoint(said[:1]):
        # "Where can a student appeal?" does not ask whether.
        found -= {FIT, PERMISSION}
    return found


def _without_a_status(said: Sequence[str], reading: Understanding) -> Sequence[str]:
    """Return words without "mogućnosti" of a status told: it asks for nothing that is possible."""
    if "fewer_opportunities" not in reading.case:
        return said
    return [word for word in said if not _OPTIONS.stand_in((word,))]


def _only_supposes(reading: Understanding) -> bool:
    """Return whether a few words suppose something and ask nothing else: "a ako odem ..."."""
    few = len(reading.words) <= policy.LONGEST_CORRECTION
    return few and not reading.questions and not _SUPPOSING.isdisjoint(words(reading)[:_AT_FIRST])


@once
def counts_in_the_cycle(reading: Understanding) -> bool:
    """Return whether it is asked if months of this exchange count in all that a cycle allows."""
    said = words(reading)
    if COUNTS.isdisjoint(said) or not any(word.startswith(_ALL_ALLOWED) for word in said):
        return False
    return not is_of_other_programmes(reading)


@once
def is_of_other_programmes(reading: Understanding) -> bool:
    """Return whether another programme than Erasmus is named: whether that counts is not stated."""
    return any(word.startswith(_OF_OTHERS) for word in reading.words)


def _by_what_is_told(
    reading: Understanding, told: Mapping[str, Json], asked_in_words: set[QuestionKind]
) -> set[QuestionKind]:
    """Return what is asked by telling a case: "45 days", "61 points", "by train"."""
    found = asked_in_words - ({MONEY} if asks_for_no_money(reading) else set())
    short = len(reading.words) <= policy.SHORT_CASE
    if asks_of_the_table(reading):
        found.discard(CONVERSION)
    elif short or speaks_of_marks(reading):
        found.add(CONVERSION)
    if _asks_for_a_sum(reading, told, found):
        found.add(MONEY)
    wishes = asked_in_words <= _VAGUE and wishes_to_go(reading)
    # "And if I go for a traineeship while still in my bachelor's" asks whether it may be.
    wishes = wishes or ({"programme", "cycle"} <= told.keys() and _only_supposes(reading))
    # "First-year student. Exchange next autumn?" asks whether it may be.
    may = "year" in told and "?" in reading.text and names_exchange(reading)
    may = may and asked_in_words <= _VAGUE and len(reading.words) <= policy.LONGEST_CORRECTION
    # "I applied as a bachelor's student, which cycle does it count in?" asks for no verdict.
    applied = "applied_while_enrolled" in told and COUNTS.isdisjoint(reading.words)
    if applied or wishes or may:
        found.add(FIT)
    of_a_stay = told.keys() & {"duration", "hours", "ects"}
    much_told = len(told.keys() & {*FACTS, "programme"}) >= policy.MUCH_TOLD
    only_told = not reading.questions and "?" not in reading.text
    only_told = only_told and not _asks_behind(reading)
    if "used" in told and asks_if_it_is_a_problem(reading) and not of_a_stay:
        found.add(LEFT)
    if "used" in told and not of_a_stay and counts_in_the_cycle(reading):
        found.add(LEFT)
    if "used" in told and only_told and not of_a_stay and told.get("role") != "graduate":
        found.add(LEFT)
    much_told = much_told and not _asks_behind(reading)
    if of_a_stay and not found & {MONEY, LEFT} and (short or much_told or only_told):
        found.add(FIT)
    if "used" in told and "duration" in told and MONEY not in found:
        found.add(FIT)
    return found


def _asks_for_a_sum(
    reading: Understanding, told: Mapping[str, Json], found: set[QuestionKind]
) -> bool:
    """Return whether a sum is asked by what is told: "by train", "12 days, so 840?"."""
    if ("green_travel" in told or "travel_days" in told) and FIT not in found:
        return True
    return "duration" in told and found <= _VAGUE | {CONVERSION} and names_a_sum(reading)


@once
def _asks_behind(reading: Understanding) -> bool:
    """Return whether a question of its own stands behind the stay that is told beside it."""
    asked = [one.kind for one in reading.questions]
    last = max((end for slot in _OF_A_STAY for _, end in reading.places.get(slot, ())), default=0)
    behind = reading.text[last:]
    own = asked == [OTHER] or (not asked and " li " in fold(behind))
    return own and len(_WORD.findall(fold(behind))) > policy.WORDS_ASKED_BEHIND


def asks_behind_stays(reading: Understanding) -> bool:
    """Return whether a question of its own stands behind the last of the stays that are told."""
    last = max((end for slot in _STAYS for _, end in reading.places.get(slot, ())), default=0)
    # The cycle that they were in belongs to them.
    ends = (*(one.span[1] for one in reading.stays), *(span[1] for _, span in reading.cycles))
    last = max((last, *ends)) if last or reading.stays else 0
    behind = _WORD.findall(fold(reading.text[last:]))
    own = bool(last) and {one.kind for one in reading.questions} == {OTHER}
    if any(word.startswith(_OF_THEIR_SUM) for word in behind):
        # "5 months and another 5, nothing earlier in my master's. Does it pass?"
        return False
    return own and len(behind) > policy.WORDS_BEHIND_STAYS


def speaks_of_money(reading: Understanding) -> bool:
    """Return whether a word for money stands in a message: "who pays them?"."""
    return _MONEY.stand_in(words(reading))


def names_money(reading: Understanding) -> bool:
    """Return whether money itself is named, and not only how much of something."""
    return _MONEY.stand_in([word for word in words(reading) if word not in _HOW_MUCH])


def asks_how_much(reading: Understanding) -> bool:
    """Return whether an amount is asked for, and not only whether there is one."""
    return any(word.startswith(_AMOUNT) for word in reading.words)


def asks_who_pays(reading: Understanding) -> bool:
    """Return whether a message asks who pays, of no thing but a kind of mobility."""
    text = reading.folded
    for start, end in sorted(reading.places.get("programme", ()), reverse=True):
        text = text[:start] + text[end:]
    return _WHO_PAYS.fullmatch(" ".join(_WORD.findall(text))) is not None


@once
def asks_if_it_is_a_problem(reading: Understanding) -> bool:
    """Return whether only that is asked of what is told: "6 months in Graz, is it a problem?"."""
    vague = {one.kind for one in reading.questions} <= _VAGUE | {PERMISSION}
    return vague and not _PROBLEM.isdisjoint(reading.words)


@once
def wishes_to_go(reading: Understanding) -> bool:
    """Return whether a message says that somebody wants to go: "hoće na jesen u Grac"."""
    return _WISH.stands_in(reading)


@once
def is_after_graduating(reading: Understanding) -> bool:
    """Return whether a traineeship is spoken of that is done when the studies are over."""
    traineeship = reading.programmes == ("traineeship",)
    return traineeship and _AFTER_GRADUATING.stands_in(reading)


def names_nothing_asked(reading: Understanding) -> bool:
    """Return whether a message has a question mark at most, and no word that asks."""
    return {one.kind for one in reading.questions} <= {OTHER, WHAT}


def asks_the_same(reading: Understanding) -> bool:
    """Return whether a message asks the same as before: "my sister, same days?"."""
    return not _SAME.isdisjoint(reading.words)


def names_what_is_asked(reading: Understanding) -> bool:
    """Return whether a word for what people want to know stands in a message: "monthly grant"."""
    return any(cues.stand_in(words(reading)) for _, cues in _CUES)


@once
def asks_of_the_table(reading: Understanding) -> bool:
    """Tell whether a message asks of the table of grades, or of an average, not of a mark."""
    if _NO_MARK.stand_in(reading.words):
        return True
    # "88 out of 100, on the same scale" tells points.
    points = any(one.slot == "points" for one in reading.marks)
    return not points and _OF_THE_SCALE.stand_in(reading.words)


@once
def speaks_of_marks(reading: Understanding) -> bool:
    """Return whether a word for grades or points stands in a message."""
    return _GRADES.stand_in(reading.words)


@once
def names_exchange(reading: Understanding) -> bool:
    """Return whether a message speaks of an exchange, which is a stay for study."""
    return _EXCHANGE.stand_in(reading.words)


def names_options(reading: Understanding) -> bool:
    """Return whether a message asks for all that there is: "which options do I have?"."""
    return _OPTIONS.stand_in(_without_a_status(reading.words, reading))


def names_teaching(reading: Understanding) -> bool:
    """Return whether a message speaks of teaching, which is one of the two stays of staff."""
    return _TEACHING.stand_in(reading.words)


def is_a_length(reading: Understanding, told: Mapping[str, Json]) -> bool:
    """Return whether a message is only a length of stay: "45 days", "mogu li na 2 meseca?"."""
    spans = reading.places.get("duration", ())
    if set(told) - {"days", "programme"} != {"duration"} or len(spans) != 1:
        return False
    start, end = spans[0]
    if any(span != (start, end) for span in reading.places.get("programme", ())):
        return False
    around = _WORD.findall(fold(f"{reading.text[:start]} {reading.text[end:]}"))
    elsewhere = not registry().may_tell(PROGRAMMES, reading.institution)
    named = elsewhere or bool(reading.in_the_city)
    return len(reading.words) > 1 and not named and all(word in _AROUND for word in around)


def is_around_a_length(word: str) -> bool:
    """Return whether a word of a message names nothing, and asks at most whether it may be."""
    return word in _AROUND or _LEFT.stand_in((word,)) or _FITS.stand_in((word,))


def asks_for_a_verdict(reading: Understanding, told: Mapping[str, Json]) -> bool:
    """Return whether a whole case is told and nothing is asked but whether it may be."""
    found = {question.kind for question in reading.questions}
    whole = len(told.keys() & {*FACTS, "programme"}) >= policy.MUCH_TOLD
    if not whole or "duration" not in told:
        return False
    if found and found <= {PERMISSION, FIT}:
        return True
    # "Master, traineeship of 3 months, ok?": nothing is asked behind the length.
    last = max((end for _, end in reading.places.get("duration", ())), default=0)
    behind = len(_WORD.findall(reading.folded[last:]))
    return found <= {QuestionKind.OTHER} and behind <= policy.WORDS_BEHIND_A_LENGTH


def asks_only_whether(reading: Understanding) -> bool:
    """Return whether a message asks nothing but whether it may be: "can I go?", "smem li?"."""
    found = {question.kind for question in reading.questions}
    return (
        bool(found)
        and found <= {PERMISSION, FIT}
        and all(word in _AROUND for word in reading.words)
    )


def is_bare(reading: Understanding) -> bool:
    """Return whether a message asks in a few words and names nothing: "how much?", "smem li?"."""
    named = reading.programmes or reading.institutions or reading.names_another_institution
    beside = _GOING_ON | _BESIDE_AN_AMOUNT if reading.asks(QuestionKind.MONEY) else _GOING_ON
    said = [word for word in reading.words if word not in beside]
    return not named and len(said) <= policy.SHORT_CASE


def asks_something(reading: Understanding) -> bool:
    """Return whether a word that asks stands in a message."""
    said = reading.words
    return "?" in reading.text or _ASKING.stand_in(said) or _FITS.stand_in(said)


def goes_on(reading: Understanding) -> bool:
    """Return whether a message goes on from the one before: "and for 10 days?", "a vozom?"."""
    said = reading.words
    if len(said) > policy.WHAT_IF_WORDS:
        return False
    if any(one.kind is QuestionKind.WHAT for one in reading.questions):
        # "What is a BIP?" asks about it; "what about a BIP?" goes on.
        return bool(_WHAT_ABOUT.match(reading.folded))
    opened = bool(said) and said[0] in _GOING_ON
    if not reading.questions and "?" not in reading.text:
        # "4 months already used in my master": told after a result, it changes the result.
        return opened or not _ASKING.stand_in(said)
    return opened or (len(said) <= policy.SHORT_WHAT_IF and not _ASKING.stand_in(said))
