from app.landing.views import blueprint

__all__ = ["blueprint"]
