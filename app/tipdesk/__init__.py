from app.tipdesk.editing import views as editing
from app.tipdesk.history import views as history
from app.tipdesk.publishing import views as publishing
from app.tipdesk.reviewing import views as reviewing
from app.tipdesk.views import blueprint

__all__ = ["blueprint", "editing", "history", "publishing", "reviewing"]
