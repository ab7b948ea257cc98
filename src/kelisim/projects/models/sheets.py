"""The pool as a spreadsheet: imports with every row, remembered columns, an office's own template."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kelisim.accounts.models import User
from kelisim.common.ledger import OfficeRecord, tracked
from kelisim.common.models import File
from kelisim.projects.models.projects import Project


@tracked
class SheetColumns(OfficeRecord):
    """What the columns of an office's sheet mean; remembered under the words of its head."""

    digest = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    defaults = models.JSONField(default=dict, blank=True)

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("columns of a sheet"), _("columns of sheets")
        constraints = [models.UniqueConstraint(fields=["office", "digest"], name="sheet_columns_once")]

    def __str__(self) -> str:
        return ", ".join(self.columns)


class ImportState(models.TextChoices):
    """How far an import has come."""

    OPENED = "opened", _("Columns to be named")
    TRIED = "tried", _("Tried")
    DONE = "done", _("Imported")
    UNDONE = "undone", _("Undone")


@tracked
class SheetImport(OfficeRecord):
    """A sheet whose rows become projects. What came of each row is in its `SheetRow`."""

    file = models.ForeignKey(File, models.PROTECT, verbose_name=_("file"), related_name="+")
    sheet = models.CharField(_("sheet"), max_length=120)
    head = models.JSONField(default=dict, blank=True)
    columns = models.JSONField(default=dict, blank=True)
    defaults = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=ImportState.choices, default=ImportState.OPENED)
    counts = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(User, models.PROTECT, verbose_name=_("begun by"), related_name="+")
    done_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("import"), _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.file} · {self.sheet}"


class RowOutcome(models.TextChoices):
    """What comes of a row of a sheet."""

    NEW = "new", _("New project")
    CHANGED = "changed", _("Changes a project")
    SAME = "same", _("Nothing new")
    REFUSED = "refused", _("Refused")
    LEFT_OUT = "left_out", _("No project")


class SheetRow(models.Model):
    """A row of an imported sheet: its cells as they stood, what was read, what is wrong, what it did.

    `cells` are texts by column letter. `faults` name the cell, its text and what would be right. `before` holds the
    fields of the project that the import replaced, so that it can be undone.
    """

    of = models.ForeignKey(SheetImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(default=dict)
    facts = models.JSONField(default=dict, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=RowOutcome.choices)
    project = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="sheet_rows")
    match = models.CharField(max_length=20, blank=True)
    faults = models.JSONField(default=list, blank=True)
    before = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("row of a sheet"), _("rows of a sheet")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="sheet_row_once"),
            models.CheckConstraint(condition=Q(outcome__in=RowOutcome.values), name="sheet_row_outcome_known"),
        ]

    def __str__(self) -> str:
        return str(self.number)


@tracked
class SheetTemplate(OfficeRecord):
    """An office's own form of the pool: a workbook whose head says which columns an export fills."""

    name = models.CharField(_("name"), max_length=200)
    file = models.ForeignKey(File, models.PROTECT, verbose_name=_("file"), related_name="+")
    sheet = models.CharField(_("sheet"), max_length=120)
    head_row = models.PositiveIntegerField(_("last row of the head"))
    columns = models.JSONField(_("columns"), default=dict)

    class Meta(OfficeRecord.Meta):
        verbose_name, verbose_name_plural = _("template of an export"), _("templates of exports")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
