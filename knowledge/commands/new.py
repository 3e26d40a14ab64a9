"""`new`: an empty entry with the right keys."""

import argparse
from typing import TextIO

from knowledge.entry import EntryKind, Tool
from rules.institutions import ANY, registry

NAME = "new"
HELP = "Print an empty entry, to be pasted into a file of knowledge/entries."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the entry's id and whose rule it is as arguments."""
    parser.add_argument("id", help="a new name, such as short-phd-grant")
    parser.add_argument("--institution", choices=[*registry().ids, ANY], default=registry().default)
    parser.add_argument("--kind", choices=[*EntryKind], default=EntryKind.ANSWER)


def run(chosen: argparse.Namespace, out: TextIO) -> int:
    """Print the entry."""
    kind = "" if chosen.kind == EntryKind.ANSWER else f"\n  kind: {chosen.kind}"
    out.write(
        f"""- id: {chosen.id}
  institution: {chosen.institution}{kind}
  title: {{sr: "", en: ""}}            # what a button shows; Serbian in Cyrillic
  phrasings:                       # at least 6 per language, as people really ask
    sr:                            # either script
      - ""
    en:
      - ""
  answer:                          # the first line answers; numbers as {{group.name:form}}
    sr: |

    en: |

  sources: []                      # document/section, from sources.yaml
  facts: []                        # from facts.yaml
  # tool: grant                    # {" | ".join(Tool)}
  # programme: short_phd           # what the tool starts with
  # same_question: recognition     # shared by entries of several institutions
  # holds_for: …                    # facts with values, never given to who tells another value
  # contact: true                  # show the operator's contact under it
  related: []                      # up to three ids
  # follow_ups:                    # how people ask in a few words once the matter is named
"""
    )
    return 0
