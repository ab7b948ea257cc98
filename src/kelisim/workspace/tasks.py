"""What a worker of the queue has to know before it begins: the kinds of long work."""

from kelisim.workspace.works import press

__all__ = ["press"]
