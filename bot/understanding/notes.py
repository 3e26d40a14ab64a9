"""Collect what was read of a message, and set aside what contradicts itself."""

from collections.abc import Iterable

from bot.messages.changed import replace
from bot.understanding.people.people import ORDER
from bot.understanding.tokens import Span, Tokens
from bot.understanding.understanding import FactValue, Found, Holder, Time, Unclear


class Notes:
    """Everything found so far; of several values of a person's fact only an agreement stays."""

    def __init__(self, message: Tokens, whose: tuple[Holder, ...]) -> None:
        self._message = message
        self._whose = whose
        self._conflicts: set[tuple[str, Holder, str | None, str]] = set()
        self._found: dict[tuple[str, Holder, str | None, str], Found] = {}
        self.spans: dict[str, list[Span]] = {}
        self.unclear: list[Unclear] = []
        self.inexact: set[str] = set()

    @property
    def kept(self) -> tuple[Found, ...]:
        """What was told without contradiction, in order."""
        return tuple(self._found.values())

    def add(self, found: Iterable[Found], unclear: Iterable[Unclear] = ()) -> None:
        """Note values and what was unclear; two values that differ make the fact unclear."""
        self.unclear += unclear
        for said in found:
            time: Time = "done" if said.field == "used" else said.time
            one = replace(said, of=self._whose[said.start], time=time)
            span = self.place(one)
            self.span(one.field, span)
            if one.how is not None:
                self.inexact.add(one.field)
            key = (one.field, one.of, one.cycle, one.time)
            known = self._found.get(key)
            if key in self._conflicts:
                continue
            if known is None:
                self._found[key] = one
            elif known.value != one.value:
                self._conflicts.add(key)
                del self._found[key]
                self.unclear.append(Unclear(one.field, "conflict", span, (known.value, one.value)))

    def place(self, one: Found) -> Span:
        """Return where a value stands in the folded text."""
        return self._message.span(one.start, one.stop)

    def case_of(self, about: Holder, *, asks_what_is_left: bool) -> dict[str, FactValue]:
        """Return the facts of a person that count now: stays of an earlier cycle do not."""
        self._settle_cycle(about, asks_what_is_left=asks_what_is_left)
        case = {
            one.field: one.value for one in self.kept if one.of == about and one.time == "planned"
        }
        cycle = case.get("cycle")
        used = [one for one in self.kept if one.field == "used" and one.of == about]
        counted = [one for one in used if cycle is None or one.cycle in (None, cycle)]
        if len(counted) == 1:
            case["used"] = counted[0].value
        elif used and not counted and asks_what_is_left:
            case["used"] = {"months": 0}
        return case

    def _settle_cycle(self, about: Holder, *, asks_what_is_left: bool) -> None:
        """Take the latest of the cycles that stays were told of as the one that is asked about."""
        if ("cycle", about, None, "planned") in self._found:
            return
        used = [one for one in self.kept if one.field == "used" and one.of == about and one.cycle]
        unclear = [one for one in self.unclear if one.field == "cycle"]
        if not unclear or len(used) < (1 if asks_what_is_left else 2):
            return
        latest = max(used, key=lambda one: ORDER[one.cycle or ""])
        if {one.cycle for one in used} >= set(unclear[0].candidates):
            self.unclear.remove(unclear[0])
            for field, value in (("cycle", latest.cycle), ("role", "student")):
                self._found.setdefault(
                    (field, about, None, "planned"),
                    Found(field, value or "", latest.start, latest.stop, of=about),
                )

    def span(self, field: str, *spans: Span) -> None:
        """Note places that a field was read from."""
        if spans:
            self.spans.setdefault(field, []).extend(spans)
