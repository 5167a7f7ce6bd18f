from app.results.shares import views as shares
from app.results.ticks import views as ticks
from app.results.views import blueprint
from app.results.votes import views as votes

__all__ = ["blueprint", "shares", "ticks", "votes"]
