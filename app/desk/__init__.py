from app.desk.views import blueprint

__all__ = ["blueprint"]
