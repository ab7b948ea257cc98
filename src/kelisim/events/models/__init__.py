"""Forums, delegations, visits, exhibitions, a file a subject."""

from kelisim.events.models.events import PUBLIC_EVENT as PUBLIC_EVENT
from kelisim.events.models.events import Event as Event
from kelisim.events.models.events import EventKind as EventKind
from kelisim.events.models.events import EventPart as EventPart
from kelisim.events.models.events import EventPartner as EventPartner
from kelisim.events.models.lessons import Lesson as Lesson
from kelisim.events.models.meetings import Consent as Consent
from kelisim.events.models.meetings import Meeting as Meeting
from kelisim.events.models.meetings import MeetingPart as MeetingPart
from kelisim.events.models.meetings import MeetingParticipation as MeetingParticipation
from kelisim.events.models.meetings import MeetingProject as MeetingProject
from kelisim.events.models.meetings import MeetingProposal as MeetingProposal
from kelisim.events.models.meetings import MeetingRequest as MeetingRequest
from kelisim.events.models.meetings import MeetingState as MeetingState
from kelisim.events.models.meetings import Timetable as Timetable
from kelisim.events.models.participations import Participation as Participation
from kelisim.events.models.participations import ParticipationRole as ParticipationRole
from kelisim.events.models.participations import ParticipationState as ParticipationState
from kelisim.events.models.programme import ProgrammeItem as ProgrammeItem
from kelisim.events.models.programme import ProgrammeKind as ProgrammeKind
