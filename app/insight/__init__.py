from app.insight.files import views as files
from app.insight.views import blueprint

__all__ = ["blueprint", "files"]
