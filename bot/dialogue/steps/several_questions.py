"""Several questions in one message: each answered by the rules or an entry, in the order asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.dialogue import policy
from bot.dialogue.computing import Computing
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.of_a_pack import is_of_a_pack
from bot.dialogue.entries.finding import Finding
from bot.dialogue.state import case
from bot.dialogue.state.session import FormState
from bot.dialogue.steps.multi_question import Part, SideBySide, parts_of
from bot.dialogue.steps.rules import RulesSteps
from bot.dialogue.telling import told_in
from bot.dialogue.turn import Message, Outcome
from bot.forms.form import paragraphs
from bot.messages.button_data import Verb, data
from bot.messages.effect import Button, Reply
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from bot.understanding import QuestionKind
from bot.understanding.questions.asked_of_rules import OfRules, asked_of_rules
from knowledge import EntryKind, Match
from rules.institutions import registry


@dataclass(frozen=True, slots=True)
class SeveralQuestions:
    """The step that answers each of several questions."""

    finding: Finding
    computing: Computing
    rules_steps: RulesSteps

    def several_questions(self, message: Message) -> Outcome | None:
        """Answer several questions that the rules or an entry answer, in the order asked."""
        home = message.reading.institution or message.context.strictly_of
        if is_of_a_pack(home) and OfRules.GRADUATES in asked_of_rules(message.reading):
            # "I'll graduate in spring. By when can I do a traineeship?" asks once.
            return None
        bare = self._bare_kinds(message)
        if bare is not None:
            return bare
        parts = parts_of(message)
        if not parts:
            return None
        parts = tuple(part for part in parts if not _only_tells(part))
        if len(parts) > 1 and all(_asks_a_length(part) for part in parts):
            # Of several kinds of mobility: the lengths of all of them stand in one list.
            lengths = case.values(message.session.case)
            return self.computing.open(FormState("options", 0, lengths, brief=True), message)
        found = [self._answer_to(part, message) for part in parts]
        computed = [one for one in found if isinstance(one, FormState)]
        if not computed:
            return self._entries_side_by_side(parts, found, message)
        whole = self.computing.computed(message)
        if whole is not None and all(_needs_more(one, whole) for one in computed):
            # The computation needs what the other questions tell.
            entries = [one for one in found if isinstance(one, Match)]
            found = [whole, *entries] if len(entries) + 1 == len(parts) else [whole]
        tools = {one.tool for one in computed}
        if whole is not None and len(computed) == len(parts) and tools == {"grade"}:
            return self.computing.open(whole, message)
        told = list({_name(one): one for one in found if one is not None}.values())
        most = policy.MOST_ANSWERS
        outcome = self.rules_steps.all_of(told[:most], message)
        return self._with_buttons(outcome, told[most:], message) if told[most:] else outcome

    def _with_buttons(
        self, outcome: Outcome, rest: Sequence[FormState | Match], message: Message
    ) -> Outcome:
        """Return the outcome with a button for each question that is left open."""
        session, effects = outcome
        rows = tuple((self._button(one, message.voice),) for one in rest)
        last = effects[-1]
        if not isinstance(last, Reply):
            return outcome
        html = paragraphs(last.html, message.voice.say("suggest.rest"))
        return session, (*effects[:-1], replace(last, html=html, buttons=(*rows, *last.buttons)))

    def _button(self, answer: FormState | Match, voice: Voice) -> Button:
        if isinstance(answer, FormState):
            return Button(voice.label(f"tool.{answer.tool}"), data(Verb.TOOL, answer.tool))
        return Button(answer.entry.title.plain(voice.locale), data(Verb.ENTRY, answer.entry.id))

    def _bare_kinds(self, message: Message) -> Outcome | None:
        """Answer questions of a word or two ("how long, how much?") with their overviews."""
        asked = message.reading.questions
        if len(asked) < 2 or message.session.said:
            return None
        longest = max(len(message.text[slice(*one.span)].split()) for one in asked)
        if longest > policy.BARE_PART:
            return None
        entries = self.finding.matcher.knowledge.entries
        ids = dict.fromkeys(_overview(one.kind, message) or "" for one in asked)
        found = [Match(entries[one], 1.0) for one in ids if one in entries]
        if len(found) < len(ids):
            return None
        told, rest = found[: policy.MOST_ANSWERS], found[policy.MOST_ANSWERS :]
        return self.finding.responder.tell(
            told, message.session, message.voice, message.today, to_choose=rest
        )

    def _answer_to(self, part: Part, message: Message) -> FormState | Match | None:
        computed = self.computing.computed(
            message, part.reading, self._told_elsewhere(part, message)
        )
        if computed is not None and not self.computing.asks_else(computed, part.message):
            return computed
        sure = part.sure(self.finding)
        if sure is not None and sure.entry.kind is EntryKind.OVERVIEW:
            # "Which papers?" beside "PhD student" asks of papers, not of all for doctoral students.
            return self._overview_of(part) or sure
        if sure is not None or part.pointing:
            return sure
        found = part.candidates(self.finding)
        best = found[0] if found and _alone(found) else None
        narrow = best is not None and best.entry.kind is not EntryKind.OVERVIEW
        return best if narrow else self._overview_of(part) or best

    def _told_elsewhere(self, part: Part, message: Message) -> dict[str, Json]:
        """Return what the other questions tell of the stay that this one asks about."""
        own, asked = told_in(part.reading), part.reading.questions
        if not {one.kind for one in asked} & policy.ASKED_OF_A_STAY:
            return {}
        of_another_stay = case.OF_A_STAY if own.keys() & case.OF_A_STAY else frozenset[str]()
        return {
            slot: one
            for slot, one in message.session.said.items()
            if slot not in own and slot not in of_another_stay
        }

    def _overview_of(self, part: Part) -> Match | None:
        """Return the overview of what a part asks, where nothing narrower answers."""
        asked = part.reading.questions
        name = (_overview(asked[0].kind, part.message) if asked else None) or ""
        entry = self.finding.matcher.knowledge.entries.get(name)
        return None if entry is None or part.of_a_place else Match(entry, policy.ALONE)

    def _entries_side_by_side(
        self,
        parts: Sequence[Part],
        each: Sequence[FormState | Match | None],
        message: Message,
    ) -> Outcome | None:
        session, voice, today = message.session, message.voice, message.today
        found = self.finding.candidates(message)
        several = SideBySide(parts, self.finding)
        answers = several.answers(found)
        whole = found[0].entry if found and self.finding.matcher.is_clear(found) else None
        gap = any(isinstance(one, Match) and one.entry.kind is EntryKind.GAP for one in each)
        if not answers and not gap and 1 < len(parts) <= policy.MOST_ANSWERS:
            # Every question has some answer, if only the overview of its kind.
            clear = {part.text for part in parts if part.sure(self.finding)}
            told = {
                one.entry.id: one
                for part, one in zip(parts, each, strict=True)
                if isinstance(one, Match)
                and (one.entry.kind is EntryKind.OVERVIEW or part.text in clear)
            }
            other = whole is not None and whole.kind is EntryKind.ANSWER and whole.id not in told
            if len(told) == len(parts) and not other:
                answers = tuple(told.values())
        if answers:
            return self.finding.responder.tell(answers, session, voice, today)
        partly = several.some_of(found)
        if partly is not None:
            return self.finding.responder.tell(
                partly[0], session, voice, today, to_choose=partly[1]
            )
        if self.computing.computed(message) is not None:
            return None
        if _is_one_question(parts):
            return None
        if len(parts) > policy.MOST_ANSWERS or not (found and self.finding.matcher.is_clear(found)):
            offered = several.to_choose_from(found)
            if len(offered) > 1:
                return self.finding.responder.suggest(
                    offered, session, voice, today, "suggest.mean"
                )
        return None


def _asks_a_length(part: Part) -> bool:
    asked = {one.kind for one in part.reading.questions}
    return asked == {kinds.LENGTH} and "duration" not in told_in(part.reading)


def _is_one_question(parts: Sequence[Part]) -> bool:
    """Return whether all parts but the first only go on asking: "can I appeal? to whom?"."""
    return all(len(part.reading.words) < policy.BARE_PART for part in parts[1:])


def _only_tells(part: Part) -> bool:
    """Return whether a part of a message says who somebody is and asks nothing: "I am staff"."""
    told = told_in(part.alone.reading).keys()
    only_who = bool(told) and told <= policy.WHO_SOMEBODY_IS
    return only_who and not kinds.asks_something(part.alone.reading)


def _overview(kind: QuestionKind, message: Message) -> str | None:
    return registry().overview(kind.value, message.context.home)


def _alone(found: Sequence[Match]) -> bool:
    return found[0].score >= policy.ALONE


def _name(answer: FormState | Match) -> str:
    if isinstance(answer, FormState):
        return f"{answer.tool} {sorted(answer.answers.items(), key=str)}"
    return answer.entry.id


def _needs_more(part: FormState, whole: FormState) -> bool:
    """Tell whether the whole message tells the form of one question more than the question does."""
    return part.tool == whole.tool and part.answers.keys() < whole.answers.keys()
