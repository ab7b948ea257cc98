"""How columns of the board and rungs of the ladder are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

COLUMN_NAMES = {
    "idea": _("Ideas and proposals"),
    "agreed": _("Agreed"),
    "site": _("Site and permits"),
    "construction": _("Construction"),
    "launched": _("Launched"),
}
