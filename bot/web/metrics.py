"""Counters and times of the web pages, beside those of Telegram: never text, never who."""

from collections.abc import Sequence

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from bot.messages.effect import Reply
from bot.messages.event import Said

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class WebMetrics:
    """What is counted of the pages."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self.messages = Counter(
            "razmena_web_messages",
            "Messages of visitors that were answered, by kind",
            ["kind"],
            registry=registry,
        )
        self.replies = Counter(
            "razmena_web_replies",
            "Replies to visitors, by language and by what they did with the question",
            ["language", "outcome"],
            registry=registry,
        )
        self.checks = Counter(
            "razmena_web_checks", "Forms computed on the page of all fields", registry=registry
        )
        self.refused = Counter(
            "razmena_web_refused", "Requests that were refused, by why", ["why"], registry=registry
        )
        self.faults = Counter(
            "razmena_web_faults", "Messages that a fault of the program hit", registry=registry
        )
        self.seconds = Histogram(
            "razmena_web_respond_seconds",
            "How long the conversation takes for one message of a visitor",
            buckets=_SECONDS,
            registry=registry,
        )

    def count(self, content: object, replies: Sequence[Reply]) -> None:
        """Count a message and its replies."""
        self.messages.labels("message" if isinstance(content, Said) else "button").inc()
        for reply in replies:
            outcome = "talk" if reply.outcome is None else reply.outcome.value
            self.replies.labels(reply.locale.tag, outcome).inc()

    def show(self) -> bytes:
        """Return all of it as text for Prometheus."""
        return generate_latest(self._registry)
