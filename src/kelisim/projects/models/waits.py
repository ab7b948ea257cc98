"""What was read of past projects, kept so that a page need not read them all."""

from __future__ import annotations

from django.db import models


class PastStays(models.Model):
    """How long past projects stayed in each stage, as one audience knows them: a survival curve a stage. Written by `waits.py`.

    `change` are the last rows of the histories at that time: while they are the same, nothing has changed.
    """

    audience = models.CharField(max_length=40)
    is_sample = models.BooleanField()
    curves = models.JSONField()
    stays = models.PositiveIntegerField()
    change = models.CharField(max_length=60)
    read_on = models.DateField()
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audience", "is_sample"], name="past_stays_once")]

    def __str__(self) -> str:
        return f"{self.audience}, {self.read_on}"
