"""What is answered as it comes, and of which nothing is written down."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.limits.allowance import Allowance
from bot.limits.fair_share import FairShare
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
        share: in what order they are answered, and the processor time that each may take.
        clock: seconds since 1970.
        allowance: how much each person may ask for.
    """

    bot: RawBot
    assistant: Conversation[Any]
    metrics: Metrics
    share: FairShare = field(kw_only=True)
    clock: Callable[[], float] = field(default=time.time, kw_only=True)
    allowance: Allowance = field(init=False)

    def __post_init__(self) -> None:
        self.allowance = Allowance(self.share.processor_time)
