"""What can be wrong with a question that somebody asks the rules."""

from locales import Locale, Text, Value, render


class QuestionError(ValueError):
    """A question that the rules cannot answer, and why.

    Attributes:
        code: one stable word for programs.
        text: what is wrong and what is allowed, for a person.
        field: the name of the fact or key that is meant; empty for the whole question.
    """

    def __init__(self, code: str, text: Text, field: str = "") -> None:
        self.code = code
        self.text = text
        self.field = field
        super().__init__(code, field)

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"

    @property
    def message(self) -> str:
        """The English words of `text`."""
        return render(self.text, Locale.EN)


class FactError(QuestionError):
    """Something given cannot be used: a wrong name, a wrong type, a value out of range.

    Codes: `wrong_type`, `not_allowed`, `out_of_range`, `bad_duration`, `bad_date`, `missing_key`,
    `unknown_key`, `unknown_fact`, `unknown_programme`, `not_in_force`, `bad_json`,
    `not_an_object`; on the command line also `bad_fact`.
    """


class NoPublishedRateError(QuestionError):
    """No source publishes this amount; `text` names where it is published.

    Attributes:
        source: the section that speaks of the programme, `document/section`.
    """

    def __init__(self, text: Text, source: str) -> None:
        super().__init__("no_published_rate", text, "programme")
        self.source = source


def fact_error(code: str, field: str, **values: Value) -> FactError:
    """Return an error worded by the message `rules.error.<code>`, which may name the field."""
    return FactError(code, Text(f"rules.error.{code}", {"field": field, **values}), field)
