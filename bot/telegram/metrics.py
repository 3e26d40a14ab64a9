"""Counters and times for the operator, in Prometheus' form: never text, never who."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

from bot.storage import Backlog

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 600)


class Metrics:
    """What is counted. Each bot has a registry of its own."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.updates = Counter(
            "razmena_updates", "Updates that came in, by kind", ["kind"], registry=registry
        )
        self.ignored = Counter(
            "razmena_updates_ignored", "Updates that are not for the bot", registry=registry
        )
        self.set_aside = Counter(
            "razmena_updates_set_aside",
            "Updates that could not be taken and were passed over",
            registry=registry,
        )
        self.unheard = Counter(
            "razmena_updates_unheard",
            "Updates of people who sent too many at a time",
            registry=registry,
        )
        self.replies = Counter(
            "razmena_replies",
            "Replies sent, by language and by what they did with the question",
            ["language", "outcome"],
            registry=registry,
        )
        self.respond = Histogram(
            "razmena_respond_seconds",
            "How long the conversation takes for one update",
            buckets=_SECONDS,
            registry=registry,
        )
        self.latency = Histogram(
            "razmena_answer_seconds",
            "From an update's coming in to its reply being out",
            buckets=_SECONDS,
            registry=registry,
        )
        self.late = Counter(
            "razmena_late", "Updates answered when more than ten minutes old", registry=registry
        )
        self.faults = Counter(
            "razmena_respond_faults", "Updates that a fault of the program hit", registry=registry
        )
        self.cut = Counter(
            "razmena_respond_cut",
            "Updates that took more processor time than one may take",
            registry=registry,
        )
        self.refusals = Counter(
            "razmena_refusals", "Calls that Telegram refused, by kind", ["fault"], registry=registry
        )
        self.given_up = Counter(
            "razmena_given_up", "Messages that were never sent", registry=registry
        )
        self.presumed_sent = Counter(
            "razmena_presumed_sent",
            "Messages sent twice without an answer, and taken as sent",
            registry=registry,
        )
        self.poll_faults = Counter(
            "razmena_poll_faults", "Polls that failed", ["fault"], registry=registry
        )
        self.storage_faults = Counter(
            "razmena_storage_faults", "Times that the database could not be used", registry=registry
        )
        self.forgotten_until = Gauge(
            "razmena_forgotten_in_backups_until_seconds",
            "When backups from before the last deletion of a person are to be gone",
            registry=registry,
        )
        self._uncleared = Gauge(
            "razmena_uncleared_seconds",
            "For how long something forgotten may still stand in the database's files; 0: nothing",
            registry=registry,
        )
        self._waiting_updates = Gauge(
            "razmena_inbox_updates", "Updates that are not done", registry=registry
        )
        self._oldest = Gauge(
            "razmena_inbox_age_seconds", "Age of the oldest undone update", registry=registry
        )
        self._waiting_messages = Gauge(
            "razmena_outbox_messages", "Messages that are not sent", registry=registry
        )

    def updates_by_kind(self) -> dict[str, int]:
        """Return how many updates came in."""
        return _totals(self.updates, "kind")

    def replies_by_outcome(self) -> dict[str, int]:
        """Return how many replies were sent."""
        return _totals(self.replies, "outcome")

    def show(self, backlog: Backlog, now: float) -> bytes:
        """Return all of it as text for Prometheus."""
        self._waiting_updates.set(backlog.updates)
        self._oldest.set(0 if backlog.oldest_update is None else now - backlog.oldest_update)
        self._waiting_messages.set(backlog.messages)
        since = backlog.uncleared_since
        self._uncleared.set(0 if since is None else max(0.0, now - since))
        return generate_latest(self._registry)


def _totals(counter: Counter, label: str) -> dict[str, int]:
    """Return a counter's numbers by one of its labels, the others summed up."""
    totals: dict[str, int] = {}
    for metric in counter.collect():
        for sample in metric.samples:
            if sample.name.endswith("_total"):
                name = sample.labels[label]
                totals[name] = totals.get(name, 0) + int(sample.value)
    return totals
