"""The demonstration's lives played through the services, one commit an act: the measure for the fast stage."""

from dataclasses import dataclass

from govdesk.domain.case import CaseFile
from govdesk.domain.roles import Actor, Transcription
from govdesk.services.case_actions import act
from govdesk.services.demonstration_steps import Step
from govdesk.services.desk import Desk
from govdesk.services.registration import CaseDraft, register_case


@dataclass
class ServiceStage:
    desk: Desk

    def register(self, actor: Actor, draft: CaseDraft) -> CaseFile:
        return self._file(actor, register_case(self.desk, actor, draft).id)

    def take(self, actor: Actor, file: CaseFile, step: Step, said: Transcription | None) -> CaseFile:
        case_id = int(file.case.id or 0)
        act(self.desk, actor, case_id, step.action, step.values, transcription=said)
        return self._file(actor, case_id)

    def _file(self, actor: Actor, case_id: int) -> CaseFile:
        with self.desk.looking(actor) as work:
            return work.cases.get(case_id)
