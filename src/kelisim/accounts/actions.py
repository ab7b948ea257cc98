"""The frame of every write: permission, transaction, history context."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import transaction

Service = TypeVar("Service", bound=Callable[..., Any])


IS_ACTING: ContextVar[bool] = ContextVar("IS_ACTING", default=False)


@contextmanager
def _history(**facts: Any) -> Iterator[None]:
    """All history rows of a service name it, also those of the services that it calls."""
    if IS_ACTING.get():
        yield
        return
    token = IS_ACTING.set(True)
    try:
        with pghistory.context(**facts):
            yield
    finally:
        IS_ACTING.reset(token)


def action(name: str) -> Callable[[Service], Service]:
    """Make a function the service `name`, such as `agreements.sign_agreement`.

    The first argument is the subject, `by` the acting user. Raises `PermissionDenied` unless `by` has the permission
    of that name on the subject. The body runs in one transaction; its history rows carry user and action.
    """

    def frame(service: Service) -> Service:
        @functools.wraps(service)
        def act(subject: Any, /, *args: Any, **facts: Any) -> Any:
            by = facts["by"]
            if by is None or not by.has_perm(name, subject):
                raise PermissionDenied(name)
            with _history(user=by.pk, action=name), transaction.atomic():
                return service(subject, *args, **facts)

        act.action = name  # type: ignore[attr-defined]  # read by the tests that hold services against rules
        return act  # type: ignore[return-value]  # functools.wraps keeps the signature

    return frame
