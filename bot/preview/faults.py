"""Faults on demand: what Telegram, or the way to it, does on a bad day."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum

from bot.preview.call import Call
from bot.preview.refusal import RefusalError, too_many_requests


class FaultKind(StrEnum):
    """What goes wrong with a call."""

    REFUSE = "refuse"
    BAD_GATEWAY = "bad gateway"
    HANG = "hang"
    RESET = "reset"
    RESET_AFTER = "reset after"
    DELAY = "delay"
    DELAY_AFTER = "delay after"
    ODD_ANSWER = "odd answer"
    ODD_ANSWER_AFTER = "odd answer after"


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next calls of a kind.

    Attributes:
        kind: what.
        left: how many more calls it strikes; None for all until it is removed.
        method: only calls of this method; None for every method but getUpdates.
        chat_id: only calls about this chat.
        refusal: for REFUSE.
        seconds: for DELAY and DELAY_AFTER.
        status: for ODD_ANSWER and ODD_ANSWER_AFTER.
        body: for ODD_ANSWER and ODD_ANSWER_AFTER.
        struck: how many calls it has struck.
    """

    kind: FaultKind
    left: int | None = 1
    method: str | None = None
    chat_id: int | None = None
    refusal: RefusalError | None = None
    seconds: float = 0.0
    status: int = 200
    body: bytes = b""
    struck: int = 0

    def strikes(self, call: Call) -> bool:
        """Say whether it strikes this call."""
        if self.left == 0:
            return False
        if self.method is None:
            if call.method.lower() == "getupdates":
                return False
        elif call.method.lower() != self.method.lower():
            return False
        return self.chat_id is None or call.arguments.get("chat_id") == str(self.chat_id)


@dataclass(slots=True)
class Faults:
    """The faults that are switched on, and the switches."""

    _active: list[Fault] = field(default_factory=list)

    def too_many_requests(
        self,
        retry_after: int,
        *,
        times: int | None = 1,
        method: str | None = None,
        chat_id: int | None = None,
    ) -> Fault:
        """Answer the next calls with 429 and `retry_after` seconds."""
        refusal = too_many_requests(retry_after)
        return self._add(
            Fault(FaultKind.REFUSE, times, method, chat_id, refusal),
        )

    def refuse(
        self,
        code: int,
        description: str,
        *,
        times: int | None = 1,
        method: str | None = None,
        chat_id: int | None = None,
    ) -> Fault:
        """Answer the next calls with an error of Telegram's: `500, "Internal Server Error"`."""
        refusal = RefusalError(code, description)
        return self._add(Fault(FaultKind.REFUSE, times, method, chat_id, refusal))

    def bad_gateway(
        self, *, times: int | None = 1, method: str | None = None, chat_id: int | None = None
    ) -> Fault:
        """Answer with the 502 of the server before Telegram's: a page, not JSON."""
        return self._add(Fault(FaultKind.BAD_GATEWAY, times, method, chat_id))

    def hang(
        self, *, times: int | None = 1, method: str | None = None, chat_id: int | None = None
    ) -> Fault:
        """Take the next calls and never answer; nothing is done."""
        return self._add(Fault(FaultKind.HANG, times, method, chat_id))

    def reset(
        self,
        *,
        done: bool = False,
        times: int | None = 1,
        method: str | None = None,
        chat_id: int | None = None,
    ) -> Fault:
        """Cut the connection of the next calls, before they are done or after (`done`)."""
        kind = FaultKind.RESET_AFTER if done else FaultKind.RESET
        return self._add(Fault(kind, times, method, chat_id))

    def delay(
        self,
        seconds: float,
        *,
        done: bool = False,
        times: int | None = 1,
        method: str | None = None,
        chat_id: int | None = None,
    ) -> Fault:
        """Do the next calls late, or at once and answer late (`done`)."""
        kind = FaultKind.DELAY_AFTER if done else FaultKind.DELAY
        return self._add(Fault(kind, times, method, chat_id, seconds=seconds))

    def odd_answer(
        self,
        body: bytes,
        *,
        status: int = 200,
        done: bool = False,
        times: int | None = 1,
        method: str | None = None,
        chat_id: int | None = None,
    ) -> Fault:
        """Answer the next calls with these bytes, as a proxy on the way may.

        Nothing is done, or it is done all the same (`done`).
        """
        kind = FaultKind.ODD_ANSWER_AFTER if done else FaultKind.ODD_ANSWER
        return self._add(Fault(kind, times, method, chat_id, status=status, body=body))

    def remove(self, fault: Fault) -> None:
        """Switch a fault off."""
        if fault in self._active:
            self._active.remove(fault)

    def clear(self) -> None:
        """Switch all faults off."""
        self._active.clear()

    def striking(self, call: Call) -> Fault | None:
        """Return the fault that strikes this call, counted; the oldest first."""
        if not self._active:
            return None
        for fault in self._active:
            if fault.strikes(call):
                fault.struck += 1
                if fault.left is not None:
                    fault.left -= 1
                    if fault.left == 0:
                        self._active.remove(fault)
                return fault
        return None

    def _add(self, fault: Fault) -> Fault:
        self._active.append(fault)
        return fault


async def hang() -> None:
    """Wait until the caller gives up."""
    await asyncio.get_running_loop().create_future()
