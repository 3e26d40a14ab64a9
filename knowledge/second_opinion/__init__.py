"""A second opinion about what a question means: a sentence encoder that knows other words.

Optional, for it needs the package of the extra `semantic`; the finder works without it. It is asked
only where the finder is not sure, and says in which order the finder's answers come. Whether there
is an answer at all is for the finder to say. Measured in docs/decisions/0004-second-opinion.md.
"""

from knowledge.second_opinion.encoder import installed_encoder
from knowledge.second_opinion.opinion import (
    Ranker,
    SecondOpinion,
    gaps_of,
    load_second_opinion,
)

__all__ = ["Ranker", "SecondOpinion", "gaps_of", "installed_encoder", "load_second_opinion"]
