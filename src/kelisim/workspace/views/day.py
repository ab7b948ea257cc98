"""My day."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render


@login_required
def my_day(request):
    return render(request, "workspace/day.html", {})
