from app.results.views import blueprint

__all__ = ["blueprint"]
