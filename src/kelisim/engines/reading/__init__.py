"""The reader: the text of an article in, claims with their quotes out."""

from .article import Article
from .claims import VERSION, Claim, Evidence, Reading, RunnerUp, Span, Unclear
from .lexicon import Lexicon, LexiconError, Lexicons, standard
from .reader import read

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
