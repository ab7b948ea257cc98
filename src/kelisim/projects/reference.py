"""What an installation begins with: calculation indices, and for each office a procedure of study. People change both in the settings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kelisim.accounts.models import Office
from kelisim.common.reference import rows_of, words_of
from kelisim.common.services import store, store_new
from kelisim.projects.models import CalculationIndex, ProcedureStep, StudyProcedure

APP = "kelisim.projects"
BASIS = "Administrative Procedural and Process-Related Code of the Republic of Kazakhstan, art. 76"


def load_reference() -> None:
    """Store the indices, and a procedure for each office, where there never was one; what somebody put away stays away."""
    if not CalculationIndex.everything.exists():
        store_new([_index(row) for row in rows_of("indices.csv", APP)])
    with_one = StudyProcedure.everything.values("office")
    for office in Office.objects.exclude(pk__in=with_one):
        give_procedure(office)


def give_procedure(office: Office) -> StudyProcedure:
    """The usual steps, fifteen working days together, each with no owner of its own."""
    name, *steps = rows_of("study_procedure.csv", APP)
    procedure = store(StudyProcedure(office=office, name=words_of(name), basis=BASIS))
    store_new([_step(procedure, row) for row in steps])
    return procedure


def _index(row: dict[str, str]) -> CalculationIndex:
    return CalculationIndex(day=date.fromisoformat(row["day"]), tenge=Decimal(row["tenge"]), basis=row["basis"])


def _step(procedure: StudyProcedure, row: dict[str, str]) -> ProcedureStep:
    return ProcedureStep(procedure=procedure, place=int(row["place"]), days=int(row["days"]), title=words_of(row))
