from app.chat.views import blueprint

__all__ = ["blueprint"]
