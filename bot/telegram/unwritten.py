"""What is answered as it comes, and of which nothing is written down."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.limits.allowance import Allowance
from bot.limits.time_limit import TimeLimit
from bot.telegram.api import RawBot
from bot.telegram.assistant import Conversation
from bot.telegram.metrics import Metrics


@dataclass(eq=False)
class UnwrittenAnswerer:
    """Answers queries of one kind, each person's at a rate that leaves others their turn.

    Attributes:
        bot: who sends the answers.
        assistant: what finds them.
        metrics: what counts them.
        limit: the processor time that one may take.
        clock: seconds since 1970.
        allowance: how much each person may ask for.
    """

    bot: RawBot
    assistant: Conversation[Any]
    metrics: Metrics
    limit: TimeLimit = field(kw_only=True)
    clock: Callable[[], float] = field(default=time.time, kw_only=True)
    allowance: Allowance = field(default_factory=Allowance, init=False)
