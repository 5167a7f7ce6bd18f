from app.pictures.views import blueprint

__all__ = ["blueprint"]
