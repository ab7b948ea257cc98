"""What an office begins with: a procedure of study. Its head changes it in the settings."""

from __future__ import annotations

from kelisim.accounts.models import Office
from kelisim.common.reference import rows_of, words_of
from kelisim.common.services import store, store_new
from kelisim.projects.models import ProcedureStep, StudyProcedure

APP = "kelisim.projects"
BASIS = "Administrative Procedural and Process-Related Code of the Republic of Kazakhstan, art. 76"


def load_reference() -> None:
    """Give a procedure to each office that never had one; what somebody put away stays away."""
    with_one = StudyProcedure.everything.values("office")
    for office in Office.objects.exclude(pk__in=with_one):
        give_procedure(office)


def give_procedure(office: Office) -> StudyProcedure:
    """The usual steps, fifteen working days together, each with no owner of its own."""
    name, *steps = rows_of("study_procedure.csv", APP)
    procedure = store(StudyProcedure(office=office, name=words_of(name), basis=BASIS))
    store_new([_step(procedure, row) for row in steps])
    return procedure


def _step(procedure: StudyProcedure, row: dict[str, str]) -> ProcedureStep:
    return ProcedureStep(procedure=procedure, place=int(row["place"]), days=int(row["days"]), title=words_of(row))
