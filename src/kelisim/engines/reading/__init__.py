"""The reader: the text of an article in, claims with their quotes out."""

from kelisim.engines.reading.article import Article
from kelisim.engines.reading.claims import VERSION, Claim, Evidence, Reading, RunnerUp, Span, Unclear
from kelisim.engines.reading.lexicon import Lexicon, LexiconError, Lexicons, standard
from kelisim.engines.reading.reader import read

__all__ = [
    "VERSION",
    "Article",
    "Claim",
    "Evidence",
    "Lexicon",
    "LexiconError",
    "Lexicons",
    "Reading",
    "RunnerUp",
    "Span",
    "Unclear",
    "read",
    "standard",
]
