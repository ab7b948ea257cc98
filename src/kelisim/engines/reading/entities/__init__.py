"""What an article names, and whether the ledger knows it: suggestions, never decisions."""

from kelisim.engines.reading.entities.entity import Entity, Kind
from kelisim.engines.reading.entities.find import entities_of
from kelisim.engines.reading.entities.match import Index, Known, Reason, Suggestion

__all__ = ["Entity", "Index", "Kind", "Known", "Reason", "Suggestion", "entities_of"]
