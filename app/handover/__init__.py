from app.handover.views import blueprint

__all__ = ["blueprint"]
