"""Answering by the rules: when one message holds the facts that a computation needs.

Careful by design. A computation answers only when the message asks for it, its facts suffice, and
nothing in it speaks of an institution whose rules are not computed here; everything else is left to
the entries, from which the tool can be opened with what was said.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.dialogue.session import Interview
from bot.dialogue.telling import days_of, told_in
from bot.forms import AccountForm, EligibilityForm, Form
from bot.forms.slots import SHORT_STAYS
from bot.messages.json_value import Json
from bot.understanding import Reading
from rules import FactError, NoPublishedRate
from rules.facts import FACTS

# Folded words for what a person wants to know; a star stands for any ending.
_MONEY = (
    "para pare parama novac* novc* lova love lovu kes kesa kint* evr* eur euro* stipend* dnevnic* "
    "isplat* iznos* dobij* dobi* money much grant* paid pay* scholarship* cash amount* fund* "
    "allowance* get"
).split()
_FITS = (
    "uklap* fit fits ok okej vazi dovolj* enough moze mog* smem sme smemo pravo prolaz* "
    "can may could allowed eligible valid"
).split()
# What may stand around a length that is asked about and nothing else.
_AROUND = frozenset(
    "a i and da li jel je na za of for in is it to can may could go stay od do we ub from"
    " mogu moze mogao mogla mozemo moguce ici otici idem uklapa se"
    " ok okay okej fit fits allowed possible".split()
)
_EXCHANGE = "razmen* razmjen* erazm* erasm* exchange abroad inostran* napolj*".split()
_LEFT = "ostaj* ostal* preosta* jos left remain* remaining more".split()
_GRADES = "ocen* ocjen* grade* poen* point* mark* koliko what which koja".split()
# An average is no mark, and who asks for the table wants all of it.
_NO_MARK = "prosek* prosjek* prosec* average gpa tabel* table* skal* scale*".split()
_PAPERS = (
    "rok rokovi roka papir* dokument* priznav* priznan* predlog* preda* "
    "deadline* due document* papers recogni* proposal* submit*"
).split()

# First words of a message that goes on from the one before, and words that begin a new question.
_GOING_ON = frozenset("and or but what if then so a i ili ali sta onda pa".split())
_ASKING = "how who where which when why kolik* kako ko gde koj* kad* zasto da je".split()

_SUM = re.compile(r"\b(\d{1,2}) ?\+ ?(\d{1,2}) ?(?:months?|mesec[ai]?|mjesec[ai]?)\b")
_WORD = re.compile(r"[a-z0-9]+")
# A message of at most so many words that holds facts asks about these facts.
_SHORT = 6
_FOLLOW_UP = 9
# So many facts told, and so few open: then the open ones are asked for.
_MUCH, _LITTLE = 3, 2
# A case with its year of study is one to check, even if half of it is still to be asked.
_HALF = 5


@dataclass(frozen=True, slots=True)
class Computer:
    """Finds the computation that a message asks for."""

    forms: Mapping[str, Form]

    def attempt(self, reading: Reading, today: date, home: str | None = None) -> Interview | None:
        """The computation that a message asks for, with the facts it gave; None if there is none.

        What comes back is not numbered yet. It has a result, or lacks only very little for one.

        Args:
            reading: what the message says.
            today: what is in force.
            home: the institution the conversation is about, where the message names none.
        """
        if reading.other_institution is not None and reading.institution is None:
            return None
        words = _WORD.findall(reading.folded)
        told = {**told_in(reading), **_added_up(reading.folded)}
        if _is_a_length(reading, told):
            return Interview(tool="duration", number=0, answers=told, brief=True)
        for tool, answers in _asked_for(reading, reading.institution or home, words, told):
            brief = tool != "eligibility"
            interview = Interview(tool=tool, number=0, answers=answers, brief=brief)
            if self.has_result(interview, today) or self._is_nearly_told(interview, today):
                return interview
        return None

    def _is_nearly_told(self, interview: Interview, today: date) -> bool:
        """Whether somebody told so much of a case that asking for the rest is the best answer."""
        form = self.forms[interview.tool]
        if not isinstance(form, EligibilityForm) or "duration" not in interview.answers:
            return False
        told = len(interview.answers.keys() & form.facts) - 1
        still_open = form.open_questions(interview.answers, today)
        much = _MUCH - 1 if "hours" in interview.answers else _MUCH
        most_open = _HALF if "year" in interview.answers else _LITTLE
        return told >= much and len(still_open) <= most_open

    def after_a_rate(self, reading: Reading, programme: str, today: date) -> Interview | None:
        """The grant for so many days, asked after its daily amounts: "a za 10 dana?"."""
        told = told_in(reading)
        days = days_of(told)
        named = "programme" in told or "cycle" in told
        if days is None or named or not _follows_up(_WORD.findall(reading.folded)):
            return None
        answers = {"programme": programme, **told, "days": days}
        interview = Interview(tool="grant", number=0, answers=answers, brief=True)
        return interview if self.has_result(interview, today) else None

    def again(self, reading: Reading, interview: Interview | None, today: date) -> Interview | None:
        """The last computation with other facts ("and for 10 days?"); None for another question."""
        words = _WORD.findall(reading.folded)
        if interview is None or not _follows_up(words):
            return None
        told = told_in(reading)
        days = days_of(told)
        if interview.tool == "grant" and days is not None:
            told["days"] = days
        facts = {
            fact: value
            for fact, value in told.items()
            if fact in self.forms[interview.tool].facts and interview.answers.get(fact) != value
        }
        if not facts:
            return None
        brief = interview.tool != "eligibility"
        answers = {**interview.answers, **facts}
        other = replace(interview, answers=answers, brief=brief, changing=None)
        # An open verdict is worth asking on for; the other tools answer or leave it to the entries.
        going_on = interview.tool == "eligibility"
        return other if going_on or self.has_result(other, today) else None

    def has_result(self, interview: Interview, today: date) -> bool:
        """Whether nothing has to be asked any more."""
        form = self.forms[interview.tool]
        try:
            if isinstance(form, EligibilityForm | AccountForm):
                return not form.open_questions(interview.answers, today)
            if not form.required <= interview.answers.keys():
                return False
            form.compute(interview.answers, today)
        except (FactError, NoPublishedRate):
            return False
        return True


def _asked_for(
    reading: Reading, institution: str | None, words: list[str], told: Mapping[str, Json]
) -> Iterator[tuple[str, dict[str, Json]]]:
    """The computations a message may ask for, the surest first."""
    if institution in (None, "asss"):
        yield from _of_the_academy(reading, words, told)
    if institution in (None, "ub") and not reading.kragujevac_ambiguous:
        yield from _of_belgrade(words, told)


def _of_the_academy(
    reading: Reading, words: list[str], told: Mapping[str, Json]
) -> Iterator[tuple[str, dict[str, Json]]]:
    named = reading.institution == "asss"
    asks_a_grade = named or len(words) <= _SHORT or _any(words, _GRADES)
    if "mark" in told and asks_a_grade and not _any(words, _NO_MARK):
        yield "grade", {"mark": told["mark"]}
    if "semester_start" in told and (named or _any(words, _PAPERS)):
        yield "deadlines", {"semester_start": told["semester_start"]}


def _of_belgrade(
    words: list[str], told: Mapping[str, Json]
) -> Iterator[tuple[str, dict[str, Json]]]:
    days = days_of(told)
    short_stay = _short_stay(told)
    if days is not None and short_stay is not None and _any(words, _MONEY):
        yield "grant", {"programme": short_stay, **told, "days": days}
    much_told = "duration" in told and len(told.keys() & FACTS.keys()) >= _MUCH
    if "used" in told and "duration" not in told and _any(words, _LEFT):
        yield "account", {"stay1": told["used"], "stay2": {"months": 0}}
    if not _any(words, _FITS) and len(words) > _SHORT and not much_told:
        return
    programme = _programme(told)
    if programme is None and {"year", "duration"} <= told.keys() and _any(words, _EXCHANGE):
        programme = "study"
    if programme is not None:
        yield "eligibility", {"programme": programme, **told}
    named = "programme" in told
    if (
        "duration" in told
        and "used" not in told
        and not named
        and ("cycle" in told or "role" in told)
    ):
        yield "duration", dict(told)


def _is_a_length(reading: Reading, told: Mapping[str, Json]) -> bool:
    """Whether a message is a length of stay and nothing more: "45 days", "mogu li na 2 meseca?"."""
    if set(told) - {"days", "programme"} != {"duration"} or len(reading.spans["duration"]) != 1:
        return False
    start, end = reading.spans["duration"][0]
    if any(span != (start, end) for span in reading.spans.get("programmes", ())):
        return False
    around = _WORD.findall(f"{reading.folded[:start]} {reading.folded[end:]}")
    named = reading.institution not in (None, "ub") or reading.kragujevac_ambiguous
    several_words = len(_WORD.findall(reading.folded)) > 1
    return several_words and not named and all(word in _AROUND for word in around)


def _added_up(folded: str) -> dict[str, Json]:
    """Months used and months planned, from "8 + 6 months"; empty for anything else."""
    match = _SUM.search(folded)
    if match is None:
        return {}
    used, planned = (int(number) for number in match.groups())
    return {"used": {"months": used}, "duration": {"months": planned}} if planned else {}


def _follows_up(words: list[str]) -> bool:
    """Whether a message goes on from the one before: "and for 10 days?", "a vozom?", "20 days"."""
    if len(words) > _FOLLOW_UP:
        return False
    opened = bool(words) and words[0] in _GOING_ON
    return opened or (len(words) <= _SHORT and not _any(words, _ASKING))


def _any(words: Sequence[str], cues: Sequence[str]) -> bool:
    """Whether one of the words is a cue, or begins as one with a star does."""
    whole = {cue for cue in cues if not cue.endswith("*")}
    beginnings = tuple(cue[:-1] for cue in cues if cue.endswith("*"))
    return any(word in whole or word.startswith(beginnings) for word in words)


def _short_stay(told: Mapping[str, Json]) -> Json:
    programme = told.get("programme")
    if programme in SHORT_STAYS:
        return programme
    if programme is None and told.get("cycle") == "doctoral":
        return "short_phd"
    return None


def _programme(told: Mapping[str, Json]) -> Json:
    """The programme a message is about: the one named, or the one its facts leave."""
    if "programme" in told:
        return told["programme"]
    if told.get("role", "student") not in ("student", "graduate"):
        return None
    long_stays = "used" in told and "duration" in told
    first_year = told.get("year") == 1 and told.get("cycle") == "bachelor"
    outsider = told.get("registered") is False
    return "study" if long_stays or first_year or outsider else None
