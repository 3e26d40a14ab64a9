"""Commands for operators and editors: what was not answered, and how the bot is doing."""

import re
import time
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from bot.messages.effect import Outcome, Reply
from bot.messages.event import Said
from bot.messages.markup import escape, plain
from bot.storage import NoteKind, Store, StoredNote, WantedNotes
from bot.telegram.incoming import Incoming
from bot.telegram.metrics import Metrics
from bot.telegram.options import Program
from bot.telegram.splitting import TEXT_LIMIT, width
from locales import Locale, Text, Value, format_value, render

_MOST_QUESTIONS = 100
_LONGEST_QUESTION = 300
_COMMAND = re.compile(r"/(unanswered|status)\s*", re.IGNORECASE)
_OUTCOMES = (*(outcome.value for outcome in Outcome), "none")


class Desk:
    """Answers an administrator's commands; for everybody else they do not exist."""

    def __init__(
        self,
        bot_id: int,
        admins: frozenset[int],
        store: Store,
        metrics: Metrics,
        program: Program,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._bot_id = bot_id
        self._admins = admins
        self._store = store
        self._metrics = metrics
        self._program = program
        self._clock = clock
        self._since = clock()

    def command(self, incoming: Incoming) -> str | None:
        """Return the command that an administrator sent in the private chat with the bot."""
        # Telegram gives a private chat the id of the person in it.
        alone = not incoming.group and incoming.chat == incoming.person
        if not alone or incoming.person not in self._admins or not isinstance(incoming.what, Said):
            return None
        command = _COMMAND.fullmatch(incoming.what.text)
        return None if command is None else command.group(1).lower()

    async def reply(self, command: str, locale: Locale) -> Reply:
        """Return the answer to a command.

        Raises:
            StorageError: the database cannot be read.
        """
        answer = self._unanswered if command == "unanswered" else self._status
        return Reply(await answer(locale), locale)

    async def _unanswered(self, locale: Locale) -> str:
        """Return the newest questions that were not answered, as many as one message holds."""
        wanted = WantedNotes(latest=_MOST_QUESTIONS + 1)
        notes = await self._store.notes(NoteKind.UNANSWERED, wanted)
        if not notes:
            return _say("no_unanswered", locale)
        html, older = _say("unanswered", locale), "\n\n" + _say("older", locale)
        day, shown = "", 0
        for note in notes[: -_MOST_QUESTIONS - 1 : -1]:
            line = _line(note, locale, heading=note.day != day)
            if width(plain(html + line + older)) > TEXT_LIMIT:
                break
            html, day, shown = html + line, note.day, shown + 1
        return html if shown == len(notes) else html + older

    async def _status(self, locale: Locale) -> str:
        """Return how the bot is doing: figures, no texts and no people."""
        backlog = await self._store.backlog(self._bot_id)
        now = self._clock()
        others = backlog.updates - 1  # but for this command itself
        oldest = backlog.oldest_update or now
        lines = [
            _say("status", locale),
            _say("running", locale, time=_span(now - self._since)),
            *self._about_program(locale),
            _say("updates", locale, number=sum(self._metrics.updates_by_kind().values())),
            *_parts(self._metrics.updates_by_kind()),
            _say("replies", locale, number=sum(self._metrics.replies_by_outcome().values())),
            *_outcomes(self._metrics.replies_by_outcome(), locale),
            _say("inbox", locale, number=others)
            if others < 1
            else _say("inbox_age", locale, number=others, seconds=int(now - oldest)),
            _say("outbox", locale, number=backlog.messages),
        ]
        return "\n".join(lines)

    def _about_program(self, locale: Locale) -> list[str]:
        version, seconds = self._program.version, self._program.load_seconds
        lines = []
        if version is not None:
            lines.append(_say("version", locale, version=version))
        if seconds is not None:
            lines.append(_say("loaded", locale, seconds=Decimal(f"{seconds:.1f}")))
            opinion = self._program.second_opinion
            lines.append(
                _say("words_alone", locale)
                if opinion is None
                else _say("second_opinion", locale, name=opinion)
            )
        return lines


def _say(message: str, locale: Locale, **values: Value) -> str:
    return render(Text(f"telegram.admin.{message}", values), locale, markup=True)


def _line(note: StoredNote, locale: Locale, *, heading: bool) -> str:
    words = note.words
    if len(words) > _LONGEST_QUESTION:
        words = f"{words[: _LONGEST_QUESTION - 1]}…"
    day = format_value(date.fromisoformat(note.day), locale, markup=True)
    return (f"\n\n<b>{day}</b>" if heading else "") + f"\n• {escape(words)}"


def _parts(numbers: Mapping[str, int]) -> list[str]:
    return [f"• {escape(name)}: {number}" for name, number in sorted(numbers.items())]


def _outcomes(numbers: Mapping[str, int], locale: Locale) -> list[str]:
    return [
        f"• {_say(f'outcome.{outcome}', locale, number=numbers[outcome])}"
        for outcome in _OUTCOMES
        if outcome in numbers
    ]


def _span(seconds: float) -> tuple[Value, ...] | Text:
    """Return a length of time, its two largest parts.

    Days and hours, hours and minutes, or minutes.
    """
    minutes = int(max(seconds, 0.0)) // 60
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = (
        (Text("units.days", count=days), days),
        (Text("units.hours", count=hours), hours),
        (Text("telegram.admin.minutes", {"number": minutes}), minutes),
    )
    kept = tuple(text for text, number in parts if number)[:2]
    return kept or parts[-1][0]
