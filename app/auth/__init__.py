from app.auth.signing_in import init_app
from app.auth.views import blueprint

__all__ = ["blueprint", "init_app"]
