"""The tables, one file a family."""

from app.models.assessment import Assessment, Event, StoredReport
from app.models.consent import Consent, ConsentKind
from app.models.drawing import Drawing
from app.models.handover import Ended, Handover, HandoverMessage, HandoverState, Presence
from app.models.outbox import MailKind, OutboxMessage, State
from app.models.pictures import Picture
from app.models.plan import Tick
from app.models.review import ReviewDraft
from app.models.sharing import Share
from app.models.staff import AuditEntry, Passkey, Staff, StaffRole, StaffSession
from app.models.tips import Edition, TipRevision

__all__ = [
    "Assessment",
    "AuditEntry",
    "Consent",
    "ConsentKind",
    "Drawing",
    "Edition",
    "Ended",
    "Event",
    "Handover",
    "HandoverMessage",
    "HandoverState",
    "MailKind",
    "OutboxMessage",
    "Passkey",
    "Picture",
    "Presence",
    "ReviewDraft",
    "Share",
    "Staff",
    "StaffRole",
    "StaffSession",
    "State",
    "StoredReport",
    "Tick",
    "TipRevision",
]
