from app.portfolio.views import blueprint

__all__ = ["blueprint"]
