"""What is said of a cell that was refused or understood beyond its letters, and how fields are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIELDS: dict[str, str | Promise] = {
    "title": gettext_lazy("Project"),
    "number": gettext_lazy("Number of the project"),
    "organisation": gettext_lazy("Investor"),
    "bin": gettext_lazy("BIN of the investor"),
    "area": gettext_lazy("Area"),
    "site": gettext_lazy("Site"),
    "zone": gettext_lazy("Zone"),
    "sector": gettext_lazy("Sector (ISIC)"),
    "stage": gettext_lazy("Stage"),
    "status": gettext_lazy("Status"),
    "amount": gettext_lazy("Amount"),
    "currency": gettext_lazy("Currency"),
    "spent": gettext_lazy("Amount spent"),
    "jobs_planned": gettext_lazy("Jobs planned"),
    "jobs_created": gettext_lazy("Jobs created (to be confirmed)"),
    "planned_start": gettext_lazy("Start planned"),
    "planned_launch": gettext_lazy("Launch planned"),
    "launched_on": gettext_lazy("Launched (to be confirmed)"),
    "origin": gettext_lazy("Origin of capital"),
    "product": gettext_lazy("Product"),
    "capacity": gettext_lazy("Capacity a year"),
    "owner": gettext_lazy("Responsible"),
    "next_step": gettext_lazy("Next step"),
    "about": gettext_lazy("Description"),
    "id": gettext_lazy("Identifier in Kelisim"),
    "row": gettext_lazy("Number of the row (not taken)"),
}
FAULTS: dict[str, str | Promise] = {
    "formula_error": gettext_lazy("The formula gives the error %(detail)s. Mend it in the sheet."),
    "formula_not_computed": gettext_lazy("The formula has no stored result. Open the sheet in Excel, save it, and upload it again."),
    "too_long": gettext_lazy("Longer than %(detail)s characters. Shorten it."),
    "no_number": gettext_lazy("“%(detail)s” is no number. Write digits only, such as 120."),
    "several_numbers": gettext_lazy("“%(detail)s” is more than one number. Write the one that counts."),
    "no_exact_number": gettext_lazy("“%(detail)s” is not one exact number. Write the number that is planned."),
    "no_whole_number": gettext_lazy("%(detail)s is not whole. Write a whole number."),
    "negative": gettext_lazy("“%(detail)s” is negative. Leave out the minus."),
    "too_large": gettext_lazy("“%(detail)s” is too large to be kept."),
    "unknown_words": gettext_lazy("“%(detail)s” beside the number is not understood. Write the number and its unit alone."),
    "no_unit": gettext_lazy("“%(detail)s” names no unit or no currency, nor does the head. Say above which unit such numbers have."),
    "unit_doubtful": gettext_lazy("“%(detail)s” looks like whole units, while the column is in millions or more. Write the unit beside it."),
    "currency_refused": gettext_lazy("The currency beside “%(detail)s” was refused, so the amount is not taken either."),
    "no_day": gettext_lazy("“%(detail)s” is no day. Write it as 22.11.2026."),
    "no_such_day": gettext_lazy("There is no day “%(detail)s”. Write one that exists, as 22.11.2026."),
    "no_exact_day": gettext_lazy("“%(detail)s” is a period; here a day is needed, such as 22.11.2026."),
    "several_words": gettext_lazy("“%(detail)s” names several. Write one of them."),
    "unknown_word": gettext_lazy("“%(detail)s” is not known here. Write one of: %(choices)s."),
    "no_bin": gettext_lazy("“%(detail)s” is no BIN: twelve digits, the last of which checks the others."),
    "no_capacity": gettext_lazy("“%(detail)s” is not one number with its unit. Write it as 12 000 tonnes."),
    "unknown_area": gettext_lazy("No place is called “%(detail)s”. Write the name or the code of a region or district."),
    "several_areas": gettext_lazy("“%(detail)s” fits several places. Write the code, such as KZ-61."),
    "unknown_zone": gettext_lazy("No zone is called “%(detail)s”. Record the zone first, or keep it as the site."),
    "unknown_sector": gettext_lazy("“%(detail)s” is no sector of ISIC. Write its code, such as C13."),
    "unknown_owner": gettext_lazy("Nobody in your office is called “%(detail)s”."),
    "unknown_currency": gettext_lazy("“%(detail)s” is no currency. Write its code, such as KZT."),
    "title_missing": gettext_lazy("The project has no name."),
    "area_missing": gettext_lazy("It is not said where it stands, and no area is chosen for all."),
    "several_projects": gettext_lazy("%(detail)s projects of the pool fit. Write the number of the project."),
    "unknown_id": gettext_lazy("No project of your office has the identifier “%(detail)s”."),
    "gone_on": gettext_lazy("Somebody changed the project after the trial. Try the sheet once more."),
    "twice": gettext_lazy("Row %(detail)s is about the same project."),
    "not_sound": "%(detail)s",
    "two_investors": gettext_lazy("The BIN belongs to “%(detail)s”, the name says another."),
}  # fmt: skip
NOTES: dict[str, str | Promise] = {
    "not_known_yet": gettext_lazy("“%(detail)s”: nothing was taken."),
    "last_day": gettext_lazy("“%(detail)s” is taken as its last day."),
    "excel_number": gettext_lazy("The number %(detail)s is taken as a day of Excel."),
    "two_digits": gettext_lazy("“%(detail)s”: the year is taken as one of this century."),
    "day_first": gettext_lazy("“%(detail)s” is taken as day, month, year."),
    "by_word": gettext_lazy("“%(detail)s” is understood by one of its words."),
    "noughts": gettext_lazy("The leading noughts of %(detail)s were restored."),
    "new_investor": gettext_lazy("“%(detail)s” is not recorded yet and is added."),
}
LEFT_OUT: dict[str, str | Promise] = {
    "numbering": gettext_lazy("Numbers of the columns"),
    "head": gettext_lazy("The head once more"),
    "sum": gettext_lazy("A sum of rows above"),
    "section": gettext_lazy("The heading of a section"),
}
TAKEN_BACK: dict[str, str | Promise] = {
    "undone": gettext_lazy("Taken back"),
    "changed_since": gettext_lazy("Somebody has changed it since: it stays"),
}


def said(code: str, detail: str = "", choices: str = "") -> str:
    """A fault or a note in the reader's language."""
    known = FAULTS | NOTES | LEFT_OUT | TAKEN_BACK
    words = known.get(code) or _("Not understood: %(detail)s")
    return str(words) % {"detail": detail, "choices": choices}
