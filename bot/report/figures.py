"""The figures of a report, from counts by day and from what is known."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.report.groups import QuestionGroup, group_questions
from bot.storage.questions import KeptQuestion
from bot.storage.tallies import Tally
from knowledge import Entry, EntryKind, Knowledge, theme_file
from locales import Locale

OUTCOMES = ("answer", "suggest", "ask", "unknown")
# Below it the nearest entry is of another subject as often as not.
_NEAR = 0.3


@dataclass(frozen=True, slots=True)
class Rated:
    """What people said of an answer."""

    name: str
    helped: int
    not_helped: int


@dataclass(frozen=True, slots=True)
class FormUse:
    """How a form was used.

    Attributes:
        name: the form.
        asked: how often each of its questions was asked, in the order of how often.
        results: how often it came to a result.
    """

    name: str
    asked: tuple[tuple[str, int], ...]
    results: int


@dataclass(frozen=True, slots=True)
class Report:
    """What people asked in some time, and what became of it.

    Attributes:
        since: the first day, ISO; empty for all there is.
        days: for each day how often each outcome was.
        outcomes: how often each was in all.
        languages: replies by language.
        institutions: answers by institution.
        themes: answers by theme, with the theme's title.
        rated: what helped and what did not, the most often unhelpful first.
        forms: how forms were used.
        asked_offices: questions sent to offices.
        office_answers: answers of offices.
        groups: what was asked without an answer, by at least three people each.
        hidden: how many questions without an answer are in no such group.
        never: entries that nobody was given or offered.
    """

    since: str
    days: Mapping[str, Mapping[str, int]]
    outcomes: Mapping[str, int]
    languages: Mapping[str, int]
    institutions: Mapping[str, int]
    themes: Mapping[str, int]
    rated: tuple[Rated, ...]
    forms: tuple[FormUse, ...]
    asked_offices: int
    office_answers: int
    groups: tuple[QuestionGroup, ...]
    hidden: int
    never: tuple[str, ...] = field(default=())

    @property
    def replies(self) -> int:
        """All replies to questions."""
        return sum(self.outcomes.values())


def make_report(
    tallies: Iterable[Tally],
    questions: Iterable[KeptQuestion],
    knowledge: Knowledge,
    *,
    since: str = "",
) -> Report:
    """Return the report of some counts and questions."""
    days: dict[str, Counter[str]] = defaultdict(Counter)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    subjects: dict[str, Counter[str]] = defaultdict(Counter)
    for one in tallies:
        subjects[one.what][one.subject] += one.number
        if one.what in OUTCOMES:
            days[one.day][one.what] += one.number
            counts["outcome"][one.what] += one.number
            counts["language"][Locale(one.locale).tag] += one.number
            entry = _entry(one.subject, knowledge)
            if entry is not None:
                counts["institution"][entry.institution] += one.number
                counts["theme"][_theme(entry, knowledge)] += one.number
    groups, hidden = group_questions(questions, lambda text: _nearest(text, knowledge))
    given = {subject for what in OUTCOMES for subject in subjects[what]}
    return Report(
        since=since,
        days={day: dict(days[day]) for day in sorted(days)},
        outcomes={name: counts["outcome"][name] for name in OUTCOMES},
        languages=dict(counts["language"].most_common()),
        institutions=dict(counts["institution"].most_common()),
        themes=dict(counts["theme"].most_common()),
        rated=_rated(subjects["helped"], subjects["not_helped"], knowledge),
        forms=_forms(subjects["ask"], subjects["answer"]),
        asked_offices=subjects["asked_office"].total(),
        office_answers=subjects["office_answered"].total(),
        groups=groups,
        hidden=hidden,
        never=tuple(
            entry.id
            for entry in knowledge.entries.values()
            if entry.kind is not EntryKind.TALK and f"entry:{entry.id}" not in given
        ),
    )


def _entry(subject: str, knowledge: Knowledge) -> Entry | None:
    kind, _, name = subject.partition(":")
    return knowledge.entries.get(name) if kind == "entry" else None


def _theme(entry: Entry, knowledge: Knowledge) -> str:
    theme = knowledge.themes.get(theme_file(entry))
    return theme_file(entry) if theme is None else theme.title.plain(Locale.EN)


def _nearest(text: str, knowledge: Knowledge) -> str | None:
    found = knowledge.find(text)
    return found[0].entry.id if found and found[0].score >= _NEAR else None


def _rated(
    helped: Mapping[str, int], not_helped: Mapping[str, int], knowledge: Knowledge
) -> tuple[Rated, ...]:
    rated = []
    for subject in {**helped, **not_helped}:
        entry = _entry(subject, knowledge)
        name = subject.partition(":")[2] if entry is None else entry.title.plain(Locale.EN)
        rated.append(Rated(name, helped.get(subject, 0), not_helped.get(subject, 0)))
    return tuple(sorted(rated, key=lambda one: (-one.not_helped, -one.helped, one.name)))


def _forms(asked: Mapping[str, int], answered: Mapping[str, int]) -> tuple[FormUse, ...]:
    questions: dict[str, Counter[str]] = defaultdict(Counter)
    for subject, number in asked.items():
        kind, _, rest = subject.partition(":")
        form, _, slot = rest.partition("/")
        if kind == "form" and slot:
            questions[form][slot] += number
    return tuple(
        FormUse(form, tuple(slots.most_common()), answered.get(f"form:{form}", 0))
        for form, slots in sorted(questions.items())
    )
