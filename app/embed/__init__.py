from app.embed.views import blueprint

__all__ = ["blueprint"]
