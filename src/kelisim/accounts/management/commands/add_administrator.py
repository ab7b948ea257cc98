"""`kelisim manage add_administrator`: the first person of an installation, who adds offices and all others in the browser."""

from __future__ import annotations

from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse

from kelisim.accounts.models import Role, User
from kelisim.accounts.services import make_sign_in_link


class Command(BaseCommand):
    """Whoever may run commands on the machine may do this; there is no other way to the first account."""

    help = "Add an administrator and print a link that signs in once, within twelve hours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with pghistory.context(user=None, action="accounts.add_administrator"), transaction.atomic():
                user = User.objects.create_user(options["email"], name=options["name"], role=Role.ADMINISTRATOR)
                secret = make_sign_in_link(user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{user} ({user.email}) is an administrator. Open this page of the installation, once:")
        self.stdout.write(reverse("sign_in_link", args=[secret]))
