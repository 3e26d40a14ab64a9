"""Somebody who wanders through an interview, and what must hold of every step they take."""

from dataclasses import dataclass, field

from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import FormState
from bot.forms.condition_words import in_their_cycle
from bot.forms.programmes import to
from bot.forms.verdict_words import because
from bot.messages.button_data import Pressed, Verb, parse, value_of
from bot.messages.effect import Button, Outcome, Reply
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from bot.preview.kit import parse_html, utf16_length
from locales import Locale
from rules import Rulebook, Verdict, parse_facts
from rules.facts import FACTS
from tests.unit.dialogue.person import NOON, Person

TEXT_LIMIT, CAPTION_LIMIT, DATA_LIMIT, START_LIMIT = 4096, 1024, 64, 64
_MOST_QUESTIONS = 30


@dataclass
class Walker:
    """A person whose every step is checked.

    Attributes:
        seen: every button that was ever shown to them, the newest last.
        path: what they did, for whoever reads a failure.
    """

    assistant: Assistant
    rulebook: Rulebook
    client_language: str = "en"
    seen: list[Button] = field(default_factory=list)
    path: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.person = Person(self.assistant, self.client_language)

    @property
    def interview(self) -> FormState | None:
        return self.person.session.form

    @property
    def asked(self) -> str | None:
        """The fact that the last reply asks for, by the reply alone."""
        reply = self._question()
        return None if reply is None else _fact_of(reply)

    def says(self, text: str) -> None:
        self.path.append(f"says {text!r}")
        self.person.says(text)
        self._check()

    def taps(self, data: str) -> None:
        self.path.append(f"taps {data!r}")
        before = self.interview
        self.person.sends_data(data)
        self._answer_is_taken(parse(data), before)
        self._check()

    def types(self, button: Button) -> None:
        """Type what stands on a button. It is as good as a tap."""
        pressed, before = _answer_in(button), self.interview
        self.says(button.label)
        if pressed is not None and before is not None and self.interview is not None:
            _, fact, value = pressed.arguments
            kept = self.interview.answers.get(fact)
            assert kept == value_of(value), f"{kept} for {button.label!r}: {self.path}"

    def finishes(self) -> None:
        """Answer whatever is asked by its first button; there is a result before long."""
        for _ in range(_MOST_QUESTIONS):
            reply = self._question()
            if reply is None:
                return
            self._answers_first(reply)
        raise AssertionError(f"still asked for {self.asked} after: {self.path}")

    def _answers_first(self, reply: Reply) -> None:
        options = [
            button.data for row in reply.buttons for button in row if _answer_in(button) is not None
        ]
        if options:
            # A stay is asked for until there is none: that is the last of its options.
            self.taps(options[-1] if "stay" in options[-1] else options[0])
        else:
            self.says("2026-10-01")

    def _question(self) -> Reply | None:
        replies = self.person.replies
        # Only a form's question stands in the place of the one before it.
        asked = replies and replies[-1].outcome is Outcome.ASK and replies[-1].in_place
        return replies[-1] if asked else None

    # What holds of every step --------------------------------------------------------------------

    def _check(self) -> None:
        assert self.person.replies, f"silence after: {self.path}"
        for reply in self.person.replies:
            self._fits_telegram(reply)
            self.seen += [button for row in reply.buttons for button in row if button.data]
        self._a_question_can_be_answered_and_left()
        self._only_what_is_open_is_asked()
        for reply in self.person.replies:
            self._verdict_is_that_of_the_rules(reply)

    def _fits_telegram(self, reply: Reply) -> None:
        text, _ = parse_html(reply.html)
        carried = reply.picture is not None or reply.file is not None
        assert 0 < utf16_length(text) <= (CAPTION_LIMIT if carried else TEXT_LIMIT), self.path
        for row in reply.buttons:
            assert 1 <= len(row) <= 8
            for button in row:
                assert button.label.strip(), self.path
                if button.copy is not None:
                    assert 1 <= len(button.copy) <= 256, self.path
                elif button.start is None:
                    assert 1 <= len(button.data.encode()) <= DATA_LIMIT
                    assert parse(button.data) is not None
                else:
                    assert 1 <= len(button.start) <= START_LIMIT

    def _a_question_can_be_answered_and_left(self) -> None:
        reply = self._question()
        if reply is None:
            return
        steps = {
            pressed.arguments[1]
            for row in reply.buttons
            for button in row
            if (pressed := parse(button.data)) is not None and pressed.verb is Verb.STEP
        }
        assert {"why", "cancel"} <= steps, self.path
        assert self.interview is not None
        assert "back" in steps or not self.interview.answers, self.path

    def _only_what_is_open_is_asked(self) -> None:
        asked, interview = self.asked, self.interview
        if asked is None or interview is None:
            return
        assert asked not in interview.answers or interview.changing == asked, (
            f"asked again for {asked} = {interview.answers[asked]}: {self.path}"
        )
        decides = interview.tool == "eligibility" and "programme" in interview.answers
        if decides and interview.changing is None:
            assert asked in self._verdict(interview).missing, self.path

    def _words_of(self, verdict: Verdict, voice: Voice) -> tuple[str, ...]:
        """Return what a reply tells of a verdict: the outcome first, in it its only reason."""
        if len(verdict.reasons) == 1:
            return because(verdict.outcome, verdict.reasons[0].text, voice)
        outcome = voice.say(
            f"verdict.{verdict.outcome}",
            to=to(self.rulebook, verdict.programme, voice),
            **self.rulebook.institution.named,
        )
        return (outcome, *(voice.text(reason.text) for reason in verdict.reasons))

    def _promise(self, verdict: Verdict, voice: Voice) -> str:
        """Return what is said to whoever meets every condition."""
        words = to(self.rulebook, verdict.programme, voice)
        return voice.say("verdict.eligible", to=words, **self.rulebook.institution.named)

    def _verdict_is_that_of_the_rules(self, reply: Reply) -> None:
        interview = self.interview
        about = [answer.id for answer in reply.answers]
        if reply.outcome is not Outcome.ANSWER or about != ["eligibility"] or interview is None:
            return
        verdict = in_their_cycle(self._verdict(interview), interview.answers)
        voice = Voice(reply.locale)
        if verdict.outcome == "incomplete":
            # Half told: what is told is judged, and nothing is promised for certain.
            assert self._promise(verdict, voice) not in reply.html, self.path
            return
        first, *rest = self._words_of(verdict, voice)
        assert reply.answers[0].text.startswith(parse_html(first)[0]), self.path
        for words in (first, *rest):
            assert words in reply.html, self.path

    def _verdict(self, interview: FormState) -> Verdict:
        told = {fact: value for fact, value in interview.answers.items() if fact in FACTS}
        programme = str(interview.answers["programme"])
        return self.rulebook.check(programme, parse_facts(told), on=NOON.date())

    def _answer_is_taken(self, pressed: Pressed | None, before: FormState | None) -> None:
        """A tapped answer of the interview in use is its answer from then on; another is not."""
        if pressed is None or pressed.verb is not Verb.ANSWER:
            return
        number, fact, value = pressed.arguments
        if before is None or str(before.number) != number:
            assert self.interview == before, self.path
            return
        assert self.interview is not None
        kept = self.interview.answers.get(fact)
        refused = "no longer works" in self.person.replies[0].html or self.interview == before
        assert kept == value_of(value) or refused or _no_answer(fact, kept), self.path


def _no_answer(fact: str, kept: Json) -> bool:
    return kept is None and fact.startswith("stay")


def _fact_of(reply: Reply) -> str | None:
    """What a question asks for, as the data of its buttons tells."""
    facts = {
        answer.arguments[1]
        for row in reply.buttons
        for button in row
        if (answer := _answer_in(button)) is not None
    }
    return facts.pop() if len(facts) == 1 else None


def _answer_in(button: Button) -> Pressed | None:
    pressed = parse(button.data)
    return pressed if pressed is not None and pressed.verb is Verb.ANSWER else None


def languages() -> tuple[str, ...]:
    """The data of the buttons that choose a language."""
    return tuple(f"{Verb.LANGUAGE.value}:{locale.value}" for locale in Locale)
