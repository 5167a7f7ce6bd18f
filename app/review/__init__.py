from app.review.views import blueprint

__all__ = ["blueprint"]
