from app.chat.person import views as person
from app.chat.views import blueprint

__all__ = ["blueprint", "person"]
