"""The tables, one file a family."""

from app.models.assessment import Assessment, Event, StoredReport
from app.models.consent import Consent, ConsentKind
from app.models.drafts import DraftAct, DraftEvent, DraftState, Publication, PublicationState, TipDraft
from app.models.drawing import Drawing
from app.models.figures import ShownTip, TipVote
from app.models.handover import Ended, Handover, HandoverMessage, HandoverState, Presence
from app.models.outbox import MailKind, OutboxMessage, State
from app.models.pictures import Picture
from app.models.plan import Tick
from app.models.portfolio import Portfolio, PortfolioKind, PortfolioMember
from app.models.review import ReviewDraft
from app.models.shared import DeskState, NameWord, SharedAssessment
from app.models.sharing import Share
from app.models.staff import AuditEntry, Passkey, Staff, StaffRole, StaffSession
from app.models.tips import Edition, TipRevision, TranslationCheck
from app.models.uploads import TipUpload

__all__ = [
    "Assessment",
    "AuditEntry",
    "Consent",
    "ConsentKind",
    "DeskState",
    "DraftAct",
    "DraftEvent",
    "DraftState",
    "Drawing",
    "Edition",
    "Ended",
    "Event",
    "Handover",
    "HandoverMessage",
    "HandoverState",
    "MailKind",
    "NameWord",
    "OutboxMessage",
    "Passkey",
    "Picture",
    "Portfolio",
    "PortfolioKind",
    "PortfolioMember",
    "Presence",
    "Publication",
    "PublicationState",
    "ReviewDraft",
    "Share",
    "SharedAssessment",
    "ShownTip",
    "Staff",
    "StaffRole",
    "StaffSession",
    "State",
    "StoredReport",
    "Tick",
    "TipDraft",
    "TipRevision",
    "TipUpload",
    "TipVote",
    "TranslationCheck",
]
