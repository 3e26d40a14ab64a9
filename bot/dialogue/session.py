"""What is remembered of a conversation: small, versioned, and JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.dialogue.case import Case, KeptSlot
from bot.dialogue.focus import Focus
from bot.messages.json_value import Json
from locales import Locale

VERSION = 1


@dataclass(frozen=True, slots=True)
class Interview:
    """One use of a tool. Its state is the answers alone; what to ask next is computed from them.

    Attributes:
        tool: the form's name (`bot.forms`).
        number: counts the interviews of a session, so that a button of an earlier one is known.
        answers: fact to value in JSON form, in the order given; `unknown` where the person does
            not know.
        brief: ask only for what a result cannot do without.
        changing: a fact that the person wants to answer anew; it keeps its answer until then.
        month: of a day that is asked for, the month chosen so far, such as `2027-10`.
    """

    tool: str
    number: int
    answers: Mapping[str, Json] = field(default_factory=dict)
    brief: bool = False
    changing: str | None = None
    month: str | None = None


@dataclass(frozen=True, slots=True)
class Last:
    """What the last answer was, for follow-ups such as "source?" and "more".

    Attributes:
        entries: the ids of the entries that were answered or suggested, best first.
        suggested: they were candidates only, and the person may choose by number or title.
        computed: it was a tool's result; the interview holds its answers.
        languages: it was the choice of language, which may be typed.
        page: it was a page whose lines may be typed to: `case`, `case/SLOT` where a slot is asked
            for anew, `checklist/NAME`; empty for anything else.
    """

    entries: tuple[str, ...] = ()
    suggested: bool = False
    computed: bool = False
    languages: bool = False
    page: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """All that is kept of one person's conversation.

    Attributes:
        locale: the language and script of the conversation; None before the first message.
        pinned: the person chose the locale by hand, so messages do not change it.
        institution: the institution the person belongs to or asked about last.
        case: what the person told of themselves and their plans, slot by slot.
        said: slots read from the last question, to fill in a form opened from its answer.
        interview: the tool in use, or used last.
        interviews: how many interviews there have been.
        last: the last answer.
        focus: what the conversation is about.
        ticks: the tasks done of each checklist, by its id.
        restarted: an earlier session could not be taken over; the next reply says so once.
    """

    locale: Locale | None = None
    pinned: bool = False
    institution: str | None = None
    case: Case = field(default_factory=dict)
    said: Mapping[str, Json] = field(default_factory=dict)
    interview: Interview | None = None
    interviews: int = 0
    last: Last = field(default_factory=Last)
    focus: Focus = field(default_factory=Focus)
    ticks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    restarted: bool = False

    @classmethod
    def new(cls) -> "Session":
        """Return the session of somebody who has not written before."""
        return cls()

    def to_json(self) -> dict[str, Json]:
        """Return the session as JSON; `from_json` gives the same session back."""
        interview = self.interview
        return {
            "version": VERSION,
            "locale": None if self.locale is None else self.locale.value,
            "pinned": self.pinned,
            "institution": self.institution,
            "case": {slot: kept.to_json() for slot, kept in self.case.items()},
            "said": dict(self.said),
            "interview": None if interview is None else interview_to_json(interview),
            "interviews": self.interviews,
            "last": {
                "entries": list(self.last.entries),
                "suggested": self.last.suggested,
                "computed": self.last.computed,
                "languages": self.last.languages,
                "page": self.last.page,
            },
            "focus": self.focus.to_json(),
            "ticks": {name: list(tasks) for name, tasks in self.ticks.items()},
            "restarted": self.restarted,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Session":
        """Return the session from its JSON.

        One that this version cannot read is restarted: language and script are kept where they can
        be read, and `restarted` is set so that the person is told. Nothing is raised.
        """
        try:
            if data["version"] != VERSION:
                return cls._restart(data)
            return cls._read(data)
        except (KeyError, TypeError, ValueError, AttributeError):
            return cls._restart(data)

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> "Session":
        interview = data["interview"]
        last = data["last"]
        return cls(
            locale=None if data["locale"] is None else Locale(data["locale"]),
            pinned=bool(data["pinned"]),
            institution=data["institution"],
            case=_case(data),
            said=dict(data["said"]),
            interview=None if interview is None else interview_from_json(interview),
            interviews=int(data["interviews"]),
            last=Last(
                entries=tuple(last["entries"]),
                suggested=bool(last["suggested"]),
                computed=bool(last["computed"]),
                languages=bool(last.get("languages", False)),
                page=str(last.get("page", "")),
            ),
            # A session of an earlier build was about nothing yet.
            focus=Focus.from_json(data["focus"]) if "focus" in data else Focus(),
            ticks={name: tuple(tasks) for name, tasks in data["ticks"].items()},
            restarted=bool(data["restarted"]),
        )

    @classmethod
    def _restart(cls, data: Mapping[str, Any]) -> "Session":
        locale: Locale | None = None
        pinned = False
        if isinstance(data, Mapping):
            named = data.get("locale")
            if isinstance(named, str) and named in tuple(Locale):
                locale = Locale(named)
                pinned = data.get("pinned") is True
        return cls(locale=locale, pinned=pinned, restarted=True)

    def open_interview(
        self, tool: str, answers: Mapping[str, Json], *, brief: bool = False
    ) -> "Session":
        """Return this session with a new interview in place of the one before."""
        number = self.interviews + 1
        interview = Interview(tool=tool, number=number, answers=dict(answers), brief=brief)
        return replace(self, interview=interview, interviews=number)


def _case(data: Mapping[str, Any]) -> Case:
    """Return the case; a session of an earlier build kept its slots without their words."""
    if "case" in data:
        return {slot: KeptSlot.from_json(kept) for slot, kept in data["case"].items()}
    return {slot: KeptSlot(value, "", "") for slot, value in data["told"].items()}


def interview_to_json(interview: Interview) -> dict[str, Json]:
    """Return an interview as JSON."""
    return {
        "tool": interview.tool,
        "number": interview.number,
        # A list of pairs: JSON stores may put the keys of an object into another order.
        "answers": [[fact, value] for fact, value in interview.answers.items()],
        "brief": interview.brief,
        "changing": interview.changing,
        "month": interview.month,
    }


def interview_from_json(data: Any) -> Interview:
    """Return an interview from its JSON.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it is not one.
    """
    return Interview(
        tool=data["tool"],
        number=int(data["number"]),
        answers=dict(data["answers"]),
        brief=bool(data["brief"]),
        changing=data["changing"],
        month=data.get("month"),
    )
