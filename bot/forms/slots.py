"""The slot table: everything that a form can ask for, one row each.

A new slot is a row here and its messages in the catalogues. Names are the codes in button data, and
`code` is the place in a case link; both are wire formats, kept by old buttons, links and sessions.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.forms import slot_checks as checks
from bot.forms import slot_options as options
from bot.forms.slot import Answers, Scope, Slot, SlotType
from bot.forms.slot_options import YES_NO
from bot.forms.slot_words import day_or_month, mark_words, programme_words, rates_words
from bot.messages.button_data import UNKNOWN
from bot.messages.topic_names import short_name
from bot.understanding.answers import answers, slot_answers
from bot.understanding.people.roles import ANY_STAFF
from rules.estimate_request import FARTHEST_KM
from rules.facts import CYCLES, FACTS, ROLES
from rules.institutions import registry
from rules.rates import published_by

__all__ = ["SLOTS", "YES_NO", "of_scope"]


def _truth(name: str, code: int | None, *, scope: Scope = Scope.STAY) -> Slot:
    return Slot(
        name=name,
        type=SlotType.TRUTH,
        parse=slot_answers.truth,
        validate=checks.of_the_rules if name in FACTS else checks.truth,
        options=options.fixed(*YES_NO),
        columns=2,
        corrections=answers.YES_NO_WORDS,
        allowed="yes_no",
        code=code,
        scope=scope,
    )


def _cycle(name: str, code: int, *, scope: Scope = Scope.STAY) -> Slot:
    return Slot(
        name=name,
        type=SlotType.CHOICE,
        parse=slot_answers.choice,
        validate=checks.of_the_rules,
        options=options.fixed(*CYCLES),
        columns=2,
        corrections=answers.CYCLE_WORDS,
        allowed="option",
        code=code,
        codes=("bachelor", "master", "doctoral", "integrated", UNKNOWN),
        scope=scope,
    )


def _day_or_month(name: str, *, scope: Scope = Scope.STAY) -> Slot:
    return Slot(
        name=name,
        type=SlotType.DAY,
        parse=slot_answers.day_or_month,
        validate=checks.day_or_month,
        options=options.fixed(),
        corrections=answers.LENGTH_WORDS,
        wording=day_or_month,
        allowed="day_or_month",
        scope=scope,
    )


# Staff programmes whose hours have a question of their own.
_ACTIVITIES = frozenset({"teaching", "training"})


def _hours_question(answers: Answers) -> str:
    programme = answers.get("programme")
    return f"hours_{programme}" if programme in _ACTIVITIES else "hours"


SLOTS: Mapping[str, Slot] = {
    slot.name: slot
    for slot in (
        Slot(
            name="programme",
            type=SlotType.CHOICE,
            parse=slot_answers.programme,
            validate=checks.programme,
            options=options.programmes,
            wording=programme_words,
            columns=1,
            corrections=answers.PROGRAMME_WORDS,
            allowed="option",
            code=0,
            codes=(
                "study", "short_phd", "bip", "traineeship", "teaching", "training", UNKNOWN,
            ),
        ),
        Slot(
            name="role",
            type=SlotType.CHOICE,
            parse=slot_answers.choice,
            validate=checks.role,
            options=options.fixed(*ROLES),
            columns=2,
            corrections=answers.ROLE_WORDS,
            allowed="option",
            code=1,
            codes=(
                "student", "graduate", "teacher", "assistant", "researcher", "administrative",
                UNKNOWN, ANY_STAFF,
            ),
            scope=Scope.PERSON,
        ),
        _cycle("cycle", 2, scope=Scope.PERSON),
        _cycle("mobility_cycle", 3),
        Slot(
            name="rates",
            type=SlotType.CHOICE,
            parse=slot_answers.rates,
            validate=checks.rates,
            options=options.rate_sets,
            columns=2,
            corrections=("konkurs", "objavljeno", "published"),
            wording=rates_words,
            allowed="option",
            code=4,
            codes=(
                published_by(registry().default), "call-2021", "call-2022", "call-2023",
                "call-2024", "call-2025", UNKNOWN,
            ),
        ),
        replace(_truth("registered", 5, scope=Scope.PERSON), parse=slot_answers.registered),
        _truth("degree_programme", 6, scope=Scope.PERSON),
        _truth("covers_term", 7),
        _truth("virtual_part", 8),
        _truth("through_faculty", 9),
        _truth("applied_while_enrolled", 10, scope=Scope.PERSON),
        _truth("within_year", 11),
        _truth("before_project_end", 12),
        _truth("contract", 13, scope=Scope.PERSON),
        _truth("green_travel", 14),
        _truth("fewer_opportunities", 15, scope=Scope.PERSON),
        _truth("outside_europe", None),
        _truth("host_agreement", 31),
        Slot(
            name="year",
            type=SlotType.WHOLE,
            parse=slot_answers.year,
            validate=checks.of_the_rules,
            options=options.years,
            corrections=answers.ORDINAL_WORDS,
            allowed="year",
            code=16,
            scope=Scope.PERSON,
        ),
        Slot(
            name="ects",
            type=SlotType.NUMBER,
            parse=slot_answers.amount,
            validate=checks.of_the_rules,
            options=options.ects,
            corrections=answers.LENGTH_WORDS,
            unit="ects",
            allowed="ects",
            code=17,
        ),
        Slot(
            name="earned_ects",
            type=SlotType.NUMBER,
            parse=slot_answers.amount,
            validate=checks.of_the_rules,
            options=options.earned_ects,
            corrections=answers.LENGTH_WORDS,
            unit="ects",
            allowed="ects",
            code=29,
            scope=Scope.PERSON,
        ),
        Slot(
            name="average",
            type=SlotType.NUMBER,
            parse=slot_answers.amount,
            validate=checks.of_the_rules,
            options=options.average,
            allowed="average",
            code=30,
            scope=Scope.PERSON,
        ),
        Slot(
            name="hours",
            type=SlotType.NUMBER,
            parse=slot_answers.amount,
            validate=checks.of_the_rules,
            options=options.hours,
            corrections=answers.LENGTH_WORDS,
            unit="hours",
            question=_hours_question,
            allowed="hours",
            code=18,
        ),
        Slot(
            name="days",
            type=SlotType.WHOLE,
            parse=slot_answers.whole,
            validate=checks.whole,
            options=options.days,
            bounds=options.days_within,
            corrections=answers.LENGTH_WORDS,
            unit="days",
            allowed="number",
            code=19,
            scope=Scope.QUESTION,
        ),
        Slot(
            name="travel_days",
            type=SlotType.WHOLE,
            parse=slot_answers.whole_or_none,
            validate=checks.whole,
            options=options.travel_days,
            bounds=options.travel_days_within,
            corrections=answers.LENGTH_WORDS,
            unit="days",
            allowed="number",
            code=20,
        ),
        Slot(
            name="distance_km",
            type=SlotType.WHOLE,
            parse=slot_answers.whole,
            validate=checks.whole,
            options=options.fixed(),
            bounds=lambda _rulebook, _answers: (0, FARTHEST_KM),
            corrections=answers.LENGTH_WORDS,
            unit="kilometres",
            allowed="distance_km",
            code=21,
        ),
        Slot(
            name="duration",
            type=SlotType.LENGTH,
            parse=slot_answers.duration,
            validate=checks.of_the_rules,
            options=options.durations,
            corrections=answers.LENGTH_WORDS,
            allowed="duration",
            code=22,
        ),
        Slot(
            name="used",
            type=SlotType.LENGTH,
            parse=slot_answers.earlier,
            validate=checks.of_the_rules,
            options=options.used,
            corrections=answers.LENGTH_WORDS,
            allowed="used",
            code=23,
            scope=Scope.PERSON,
        ),
        Slot(
            name="stay",
            type=SlotType.LENGTH,
            parse=slot_answers.earlier,
            validate=checks.stay,
            options=options.stays,
            corrections=answers.LENGTH_WORDS,
            allowed="stay",
            code=24,
            numbered=True,
            scope=Scope.QUESTION,
        ),
        Slot(
            name="mark",
            type=SlotType.MARK,
            parse=slot_answers.mark,
            validate=checks.marks,
            options=options.fixed("A", "B", "C", "D", "E", "F"),
            bounds=options.points_within,
            unit="points",
            corrections=("ocena", "poena", "grade", "points"),
            wording=mark_words,
            allowed="mark",
            code=25,
            scope=Scope.QUESTION,
        ),
        Slot(
            name="institution",
            type=SlotType.CHOICE,
            parse=slot_answers.institution,
            validate=checks.one_of(options.institutions),
            options=options.institutions,
            columns=1,
            corrections=answers.INSTITUTION_WORDS,
            wording=lambda value, voice: short_name(str(value), voice),
            allowed="option",
            code=28,
            scope=Scope.CONVERSATION,
        ),
        Slot(
            name="semester_start",
            type=SlotType.DAY,
            parse=slot_answers.semester_start,
            validate=checks.day,
            options=options.fixed(),
            corrections=answers.LENGTH_WORDS,
            allowed="semester_start",
            code=26,
        ),
        _day_or_month("finished_on", scope=Scope.PERSON),
        _day_or_month("starts_on"),
        _day_or_month("contract_until", scope=Scope.PERSON),
    )
}  # fmt: skip


def of_scope(*scopes: Scope) -> frozenset[str]:
    """Return the names of the slots of one scope or several."""
    return frozenset(slot.name for slot in SLOTS.values() if slot.scope in scopes)
