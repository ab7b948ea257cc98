"""Settings: users, offices, one's own access tokens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kelisim.accounts import services
from kelisim.accounts.fields import Translated
from kelisim.accounts.models import Office, Role, Token, User
from kelisim.accounts.queries import offices_for_list, users_for_list
from kelisim.common import formats
from kelisim.common.models import Area
from kelisim.common.templatetags.kelisim import tr_text
from kelisim.workspace.columns import Column, choice
from kelisim.workspace.filters import by_office
from kelisim.workspace.forms.accounts import OfficeForm, TokenForm, UserForm
from kelisim.workspace.lists import by_choice, by_yes
from kelisim.workspace.pages import attempt, typed
from kelisim.workspace.records import Kind


def users_with(rows: QuerySet[User], words: str) -> QuerySet[User]:
    """Users by a part of the name or the e-mail."""
    return rows.filter(Q(name__icontains=words) | Q(email__icontains=words))


def offices_with(rows: QuerySet[Office], words: str) -> QuerySet[Office]:
    """Offices by a part of the address or the name."""
    return rows.filter(Q(slug__icontains=words) | Q(name__icontains=words))


def offices_with_areas(user: User) -> QuerySet[Office]:
    """Offices with the names of the places that they work for."""
    codes = ExpressionWrapper(OuterRef("area_codes"), output_field=ArrayField(CharField(max_length=10)))
    areas = Area.objects.alias(codes=codes).filter(codes__contains=[F("code")]).order_by("code")
    return offices_for_list(user).annotate(area_names=ArraySubquery(areas.values("name")))


def areas_of(office: Any) -> list[str]:
    """The places that an office works for, by name."""
    return [tr_text(Translated(name)) for name in office.area_names]


USER = Kind(
    noun="user",
    plural="users",
    model=User,
    services=services,
    rows=users_for_list,
    search=users_with,
    form=UserForm,
    columns=(
        Column("name", gettext_lazy("Name"), "name", sort="name"),
        Column("email", gettext_lazy("E-mail"), sort="email"),
        Column("role", gettext_lazy("Role"), "choice", choice("role"), sort="role"),
        Column("office", gettext_lazy("Office"), "translated", "office.name", sort="office__name"),
        Column("is_active", gettext_lazy("Active"), "yes", sort="is_active"),
        Column("created_at", gettext_lazy("Recorded"), "moment", sort="created_at", is_shown=False),
    ),
    facts=(
        Column("email", gettext_lazy("E-mail")),
        Column("role", gettext_lazy("Role"), "choice", choice("role")),
        Column("office", gettext_lazy("Office"), "link"),
        Column("language", gettext_lazy("Language"), get=lambda row: formats.language_name(row.language)),
        Column("is_active", gettext_lazy("Active"), "yes"),
    ),
    title=gettext_lazy("Users"),
    new=gettext_lazy("Add a user"),
    icon="users",
    empty=gettext_lazy("Those who sign in stand here."),
    filters=(
        by_choice("role", gettext_lazy("Role"), Role.choices),
        by_yes("active", gettext_lazy("Active"), lambda rows, yes: rows.filter(is_active=yes)),
        by_office(),
    ),
    order="name",
    verbs=("edit",),
)
OFFICE = Kind(
    noun="office",
    plural="offices",
    model=Office,
    services=services,
    rows=offices_with_areas,
    search=offices_with,
    form=OfficeForm,
    columns=(
        Column("name", gettext_lazy("Name"), "translated", sort="name"),
        Column("slug", gettext_lazy("Short name"), sort="slug"),
        Column("area_codes", gettext_lazy("Areas"), "many", areas_of),
    ),
    facts=(
        Column("slug", gettext_lazy("Short name")),
        Column("area_codes", gettext_lazy("Areas"), "many", areas_of),
        Column("is_sample", gettext_lazy("Sample"), "yes"),
    ),
    title=gettext_lazy("Offices"),
    new=gettext_lazy("Open an office"),
    icon="pin",
    empty=gettext_lazy("The offices of this installation and the areas that they work for."),
    order="slug",
    subjects=None,
    verbs=("edit",),
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own access tokens; a new one is shown once, in the answer to the form."""
    if not request.user.is_staff_member:
        raise PermissionDenied
    form, secret = TokenForm(typed(request), user=request.user), None
    if form.is_valid():
        secret = attempt(form, lambda: services.create_token(request.user, by=request.user, **form.facts))
        form = TokenForm(user=request.user) if secret else form
    context: dict[str, Any] = {"form": form, "secret": secret, "tokens": request.user.tokens.all()}
    return render(request, "workspace/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own tokens now."""
    token = get_object_or_404(Token, pk=pk, user=request.user)
    services.revoke_token(token, by=request.user)
    messages.success(request, _("%(name)s no longer opens anything.") % {"name": token.name})
    return redirect("workspace:tokens")
