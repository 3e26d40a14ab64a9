"""Does this length fit? A length of stay against every programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.forms.by_cycle import but_integrated, fits_in_no_cycle
from bot.forms.condition_words import beside_its_name, beside_the_length, is_beside_a_name
from bot.forms.cycle_total import OfTheCycle, of_the_cycle
from bot.forms.form import (
    Answers,
    Card,
    Why,
    check_of,
    known,
    listed,
    listed_or_said,
    noted,
    paragraphs,
    within_sentence,
)
from bot.forms.place import reason_of_the_place
from bot.forms.programmes import INSTITUTION, is_of_staff, staff_programmes, title, whose
from bot.forms.slot_words import stay_length
from bot.messages.voice import Voice
from bot.understanding.people.roles import ANY_STAFF, STAFF
from knowledge import Knowledge
from locales import Text, Value
from rules import FactError, Fit, Fits, Reason, Rulebook, StatedCondition, parse_facts
from rules.duration import MONTH, Duration, long_stay
from rules.fits import FitOutcome, Nearest
from rules.programmes.roles import STUDENT
from rules.reading_duration import read_duration

# What it may ask for; the rest it takes where it was told.
_ASKED = frozenset({"duration", "role", "cycle"})


@dataclass(frozen=True, slots=True)
class DurationForm:
    """`/duration`."""

    rulebook: Rulebook
    knowledge: Knowledge

    name = "duration"
    facts = frozenset(
        {
            *(INSTITUTION, "duration", "role", "cycle", "year", "used", "starts_on"),
            *("outside_europe", "earned_ects", "average"),
        }
    )
    required = frozenset({"duration"})

    def open_questions(self, answers: Answers, today: date) -> tuple[str, ...]:
        """Return the length; then who is going, where the answer differs by it."""
        if "duration" not in answers:
            return ("duration",)
        try:
            fits = self.compute(answers, today).fits
        except FactError as error:
            return (error.field,)
        if all(fit.outcome != "depends" for fit in fits):
            return ()
        asked = ["role"]
        if answers.get("role", "student") == "student":
            asked.append("cycle")
        return tuple(fact for fact in asked if fact not in answers)

    def compute(self, answers: Answers, today: date) -> Fits:
        """Return every programme open to the person, with whether the length fits."""
        role, cycle = known(answers, "role"), known(answers, "cycle")
        duration = read_duration("duration", answers["duration"])
        rules = whose(self.rulebook, answers)
        if role == ANY_STAFF:
            return _of_staff(rules, duration, today)
        return rules.durations(
            duration,
            role=None if role is None else str(role),
            cycle=None if cycle is None else str(cycle),
            on=today,
        )

    def grounds(self, answers: Answers, today: date) -> tuple[StatedCondition, ...]:
        """Return what bounds a stay of this length: that of all of a cycle, or of each programme.

        The programmes are those that the length fits; where it fits none, the nearest ones.
        """
        rules = whose(self.rulebook, answers)
        cycle = of_the_cycle(rules, answers, today)
        fits = self.compute(answers, today).fits
        fitting = [fit for fit in fits if fit.outcome != "no"] or fits
        cap = rules.cap.id.partition(".")[2]
        over = cycle is not None and cycle.over
        bounding = (
            one
            for fit in fitting
            for one in rules.conditions(fit.programme, role=answers.get("role"))
            if "duration" in one.facts
        )
        return tuple(sorted(bounding, key=lambda one: one.id.endswith(f".{cap}") != over))

    def why(self, fact: str, answers: Answers) -> Why | None:
        """Say that who is going decides which programmes are open."""
        del answers
        if fact not in _ASKED:
            return None
        return Why(Text(f"conversation.why.duration.{fact}"), None)

    def card(self, answers: Answers, voice: Voice, today: date) -> Card:
        """Return what the length fits, each in a line; then in one line what it does not fit."""
        rules = whose(self.rulebook, answers)
        cycle = of_the_cycle(rules, answers, today)
        if cycle is not None and cycle.over:
            return self._beyond(cycle, rules.cap.source, voice)
        result = self.compute(answers, today)
        nearest = result.nearest or self._nearest_of_students(answers, today)
        judged = sorted(
            (self._judged(fit, answers, today) for fit in result.fits),
            key=lambda fit: _ORDER.index(fit.outcome),
        )
        fitting = [one for one in judged if one.outcome != "no"]
        by_itself = {fit.programme: fit.outcome for fit in result.fits}
        closed = [one for one in judged if one.outcome == "no" and by_itself[one.programme] != "no"]
        refused = tuple(one.named for one in judged if one.outcome == "no" and one not in closed)
        sources = tuple(dict.fromkeys(fit.source for fit in fitting or result.fits))
        instead = "" if nearest is None else voice.text(nearest.text)
        # Too long in every cycle but the one that the sources do not speak of.
        overruled = any(by_itself[one.programme] == "depends" for one in closed)
        whom = {"length": told_length(answers), **rules.institution.named}
        mixed = not cycle and _headline(fitting, answers, rules) == "mixed"
        by_length = voice.say("duration.by_length" if fitting else "duration.none", **whom)
        html = paragraphs(
            voice.say(_within(cycle), **cycle.values) if cycle and fitting else "",
            voice.say(f"duration.{_headline(fitting, answers, rules)}", **whom)
            if not cycle
            else by_length,
            listed("", (_line(one, answers, voice, mixed=mixed) for one in fitting)) or instead,
            voice.say("duration.refused", len(refused), programmes=refused)
            if refused and fitting
            else "",
            listed("", (voice.text(one.text) for one in closed)),
            voice.say(f"verdict.{but_integrated(rules)}") if overruled else "",
            instead if fitting else "",
            listed_or_said(
                voice,
                "duration.besides",
                "duration.one_besides",
                self._besides(fitting, answers, voice),
            ),
            noted(result.notes, voice),
            voice.say("verdict.disclaimer"),
            self.knowledge.source_line(sources, voice.locale),
        )
        ways = tuple(check_of(rules, one.programme, voice) for one in fitting)
        return Card(
            voice.label("duration.title"), html, sources, ways, facts=_facts(judged, rules, voice)
        )

    def _nearest_of_students(self, answers: Answers, today: date) -> Nearest | None:
        """Return the nearest lengths for students, where nobody was told and only staff fit."""
        if known(answers, "role") is not None or known(answers, "cycle") is not None:
            return None
        return self.compute({**answers, "role": STUDENT}, today).nearest

    def _judged(self, fit: Fit, answers: Answers, today: date) -> Fit:
        """Return the fit; where it is open whether the staff member may go at all, that."""
        role = known(answers, "role")
        if role == ANY_STAFF:
            return fit
        rules = whose(self.rulebook, answers)
        of_the_person = _by_the_person(fit, answers, rules, today)
        if of_the_person is not None:
            return of_the_person
        place = reason_of_the_place(fit.programme, answers, rules)
        if place is not None and fit.outcome == "yes":
            return _depends(fit, place)
        if fit.outcome == "depends":
            return fits_in_no_cycle(rules, fit.programme, answers, today) or fit
        if fit.outcome != "yes" or not is_of_staff(rules, fit.programme) or role is None:
            return fit
        least, _ = rules.programmes[fit.programme].bounds("hours")
        hours = 0 if least is None else int(str(rules.parameter(least, on=today).value))
        told = {
            "role": role,
            "duration": answers["duration"],
            "contract": True,
            "hours": hours,
        }
        verdict = rules.check(fit.programme, parse_facts(told), on=today)
        if verdict.outcome != "depends":
            return fit
        return _depends(fit, verdict.reasons[0])

    def _beyond(self, cycle: OfTheCycle, source: str, voice: Voice) -> Card:
        """Say that all stays of the cycle together are too long, whatever this one would fit."""
        some = "duration.beyond" if cycle.left else "duration.beyond_all"
        html = paragraphs(
            voice.say(some, **cycle.values),
            voice.say("verdict.disclaimer"),
            self.knowledge.source_line((source,), voice.locale),
        )
        return Card(voice.label("duration.title"), html, (source,))

    def _besides(self, fitting: Sequence[Fit], answers: Answers, voice: Voice) -> tuple[str, ...]:
        """Return what a stay needs beside its length: hours and a contract, or a faculty's BIP.

        Credits and an average that some institution asks for are named unless they were told.
        """
        rules = whose(self.rulebook, answers)
        settled = [fit for fit in fitting if fit.outcome == "yes"]
        programmes = [fit.programme for fit in settled or fitting]
        untold = [fact for fact in _WON if known(answers, fact) is None]
        of_students = tuple(
            voice.text(condition.text)
            for programme in programmes
            for condition in rules.conditions(programme)
            if not set(untold).isdisjoint(condition.facts)
        )
        if known(answers, "role") is None:
            return of_students
        return beside_the_length(rules, programmes, voice) + of_students


def told_length(answers: Answers) -> Value:
    """Return the length told, in words."""
    told = answers["duration"]
    return stay_length(told) if isinstance(told, Mapping) else ""


def _of_staff(rules: Rulebook, duration: Duration, today: date) -> Fits:
    """Return what fits staff of some kind: of all of it, what is for staff."""
    each = [rules.durations(duration, role=role, on=today) for role in sorted(STAFF)]
    every = {fit.programme: fit for one in each for fit in one.fits}
    fits = tuple(every[name] for name in staff_programmes(rules) if name in every)
    most = max(each, key=lambda one: len(one.fits))
    return replace(most, fits=fits)


def _by_the_person(fit: Fit, answers: Answers, rules: Rulebook, today: date) -> Fit | None:
    """Return a stay that who goes rules out, or leaves open; None where it does not.

    A year of study counts within its cycle; credits won and an average count in every one.
    """
    told = {fact: known(answers, fact) for fact in ("cycle", "year", *_WON)}
    judged = {fact for fact in _WON if told[fact] is not None}
    if None not in (told["cycle"], told["year"]):
        judged.add("year")
    if fit.outcome == "no" or not judged or is_of_staff(rules, fit.programme):
        return None
    bounding = {
        one.id
        for one in rules.programmes[fit.programme].conditions
        if not judged.isdisjoint(one.bounds)
    }
    facts = {fact: value for fact, value in told.items() if value is not None}
    verdict = rules.check(fit.programme, parse_facts({"role": STUDENT, **facts}), on=today)
    reasons = [one for one in verdict.reasons if one.rule in bounding]
    if not reasons:
        return None
    # What rules it out says more than what leaves it open.
    reason = min(reasons, key=lambda one: one.outcome != "fails")
    return _depends(fit, reason, "no" if reason.outcome == "fails" else "depends")


def _depends(fit: Fit, reason: Reason, outcome: FitOutcome = "depends") -> Fit:
    values: dict[str, Value] = {"programme": fit.title, "text": reason.text}
    text = Text("rules.fit", values)
    return replace(fit, outcome=outcome, text=text, source=reason.source)


def _headline(fitting: Sequence[Fit], answers: Answers, rules: Rulebook) -> str:
    if not fitting:
        return "none"
    told = known(answers, "role") is not None or known(answers, "cycle") is not None
    # Of a length that fits staff alone, a student must not read that it fits.
    open_to_all = told or any(not is_of_staff(rules, one.programme) for one in fitting)
    if fitting[0].outcome != "yes" or not open_to_all:
        return "depends"
    # Of a stay that may be shorter than a term a plain yes would be read of study mobility as well.
    stay = long_stay(read_duration("duration", answers["duration"]))
    short = not stay.semesters and stay.days < _LIKELY_A_TERM
    of_term = fitting[-1].outcome == "depends" and not is_of_staff(rules, fitting[-1].programme)
    return "mixed" if short and of_term else "some"


def _within(cycle: OfTheCycle) -> str:
    return "duration.within" if cycle.rest else "duration.exactly"


# Days in which a term is over nearly everywhere.
_LIKELY_A_TERM = 5 * MONTH
_WON = ("earned_ects", "average")
_ORDER = ("yes", "depends", "no")


def _facts(judged: Sequence[Fit], rules: Rulebook, voice: Voice) -> tuple[tuple[str, str], ...]:
    """Return what the length fits, then how it stands to each programme."""
    in_order = sorted(judged, key=lambda fit: list(rules.programmes).index(fit.programme))
    fitting = [title(rules, one.programme, voice) for one in in_order if one.outcome != "no"]
    each = (
        (title(rules, one.programme, voice), voice.label(f"fit.{one.outcome}").rstrip("."))
        for one in in_order
    )
    nothing = voice.label("duration.fits_nothing")
    return ((voice.label("duration.suits"), ", ".join(fitting) or nothing), *each)


def _line(fit: Fit, answers: Answers, voice: Voice, *, mixed: bool) -> str:
    """Return a programme and how the length stands to it, as one sentence.

    Beside others for which it depends, one that fits says so.
    """
    text = fit.text.values["text"]
    reason = beside_its_name(text, answers) if isinstance(text, Text) else text
    because = within_sentence(voice.plain(reason))
    if isinstance(reason, Text) and is_beside_a_name(reason):
        because = because.removesuffix(".")
    programme = fit.title
    # "It depends on whether" says itself that it depends.
    hangs = isinstance(reason, Text) and reason.id == "rules.reason.unknown"
    fits = "fits" if mixed else "yes"
    line = "hangs" if hangs else fits if fit.outcome == "yes" else fit.outcome
    return voice.say(f"fit_line.{line}", programme=programme, because=because)
