"""The tables, one file a family."""

from app.models.assessment import Assessment, Event, StoredReport
from app.models.outbox import OutboxMessage, State
from app.models.tips import Edition, TipRevision

__all__ = ["Assessment", "Edition", "Event", "OutboxMessage", "State", "StoredReport", "TipRevision"]
