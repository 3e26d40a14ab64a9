"""The page "My case": what is known, since when and from which words, each line changeable."""

from dataclasses import dataclass, replace
from datetime import date

from bot.dialogue import case
from bot.dialogue.session import Session
from bot.dialogue.telling import told_in
from bot.dialogue.turn import Outcome
from bot.forms import slot_wording as wording
from bot.forms.form import paragraphs
from bot.messages.button_data import Verb, data
from bot.messages.effect import Button, Reply
from bot.messages.markup import plain
from bot.messages.voice import Voice
from bot.understanding import understand
from knowledge.vocabulary import load_vocabulary
from locales import fold

# The line of the institution in force, which is no slot of a form.
_INSTITUTION = "institution"
_VOCABULARY = load_vocabulary("steps")
_CLEARING = frozenset(_VOCABULARY.in_order("clearing"))
_REMOVING = tuple(f"{word} " for word in _VOCABULARY.in_order("removing"))


@dataclass(frozen=True, slots=True)
class CasePage:
    """Shows and changes the case."""

    def show(self, session: Session, voice: Voice, note: str = "") -> Outcome:
        """Every slot on a line of its own, with a button to remove it."""
        lines = self._lines(session, voice)
        if not lines:
            empty = Reply(paragraphs(note, voice.say("case.empty")), voice.locale, in_place=True)
            return session, (empty,)
        shown = "\n".join(
            f"{voice.say('case.line', number=number, slot=plain(words))} {origin}".rstrip()
            for number, (_, words, origin) in enumerate(lines, start=1)
        )
        remove = voice.label("button.case_remove")
        rows = tuple(
            (
                Button(
                    f"{remove}: {self._short(slot, words, session, voice)}",
                    data(Verb.CASE, "remove", slot),
                ),
            )
            for slot, words, _ in lines
        )
        clear = Button(voice.label("button.case_clear"), data(Verb.CASE, "clear"))
        html = paragraphs(note, voice.say("case.title"), shown, voice.say("case.how"))
        return session, (Reply(html, voice.locale, (*rows, (clear,)), in_place=True),)

    def tap(self, session: Session, arguments: tuple[str, ...], voice: Voice) -> Outcome | None:
        """Return a tapped button of the page; None for one that is out of date."""
        match arguments:
            case ():
                after, effects = self.show(session, voice)
                # It is opened from a result, which stays on the screen.
                return after, tuple(
                    replace(one, anew=True) if isinstance(one, Reply) else one for one in effects
                )
            case ("clear",):
                return self.show(_emptied(session), voice)
            case ("remove", slot):
                return self._remove(session, slot, voice)
        return None

    def typed(self, session: Session, words: str, voice: Voice, today: date) -> Outcome:
        """Return what stood behind `/case`: slots to note, a line to remove, or nothing."""
        folded = fold(words).strip(" .!")
        if folded in _CLEARING:
            return self.show(_emptied(session), voice)
        removing = next((one for one in _REMOVING if folded.startswith(one)), None)
        if removing is not None:
            lines = self._lines(session, voice)
            number = folded.removeprefix(removing).strip(" .")
            if number.isdecimal() and 1 <= int(number) <= len(lines):
                removed = self._remove(session, lines[int(number) - 1][0], voice)
                return removed or self.show(session, voice)
            return self.show(session, voice)
        reading = understand(words, today)
        told = {slot: one for slot, one in told_in(reading).items() if slot in case.SLOTS}
        noted = case.note(session.case, told, dict.fromkeys(told, words), today)
        institution = reading.institution or session.institution
        return self.show(replace(session, case=noted, institution=institution), voice)

    def _remove(self, session: Session, slot: str, voice: Voice) -> Outcome | None:
        gone = next((words for one, words, _ in self._lines(session, voice) if one == slot), None)
        if gone is None:
            return None
        if slot == _INSTITUTION:
            session = replace(session, institution=None)
        else:
            session = replace(session, case=case.without(session.case, (slot,)))
        return self.show(session, voice, voice.say("case.removed", slot=plain(gone)))

    def _short(self, slot: str, words: str, session: Session, voice: Voice) -> str:
        """Return what a button says of a line: short names, which fit."""
        if slot == _INSTITUTION:
            return voice.label(f"topic.{session.institution}")
        if slot == "programme":
            return voice.label(f"short.{session.case[slot].value}")
        return plain(words)

    def _lines(self, session: Session, voice: Voice) -> list[tuple[str, str, str]]:
        """Each slot with its words as HTML, and where it came from."""
        lines = [
            (slot, wording.fact(slot, kept.value, voice), _origin(kept, voice))
            for slot, kept in session.case.items()
        ]
        if session.institution is not None:
            name = voice.label(f"topic.{session.institution}")
            lines.append((_INSTITUTION, voice.say("case.institution", institution=name), ""))
        return lines


def _emptied(session: Session) -> Session:
    return replace(session, case={}, said={}, institution=None)


def _origin(kept: case.KeptSlot, voice: Voice) -> str:
    if not kept.on:
        return ""
    on = date.fromisoformat(kept.on)
    if kept.words:
        return voice.say("case.words", words=kept.words, on=on)
    return voice.say("case.on", on=on)
