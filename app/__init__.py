"""The Flask application of the Checkbot."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """Wire the app: settings, extensions, features. `overrides` are settings that win from the environment."""
    # Here, as a renderer is of this package and would load all of it for nothing, each time one is started.
    from app import (
        assets,
        auth,
        branding,
        config,
        desks,
        errors,
        extensions,
        features,
        locale,
        logs,
        security,
    )

    app = Flask(__name__)
    app.config.from_mapping({**config.settings(), **(overrides or {})})
    if app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=app.config["PROXIES"], x_proto=app.config["PROXIES"])  # type: ignore[method-assign]
    logs.init_app(app)
    extensions.db.init_app(app)
    extensions.migrate.init_app(app, extensions.db)
    extensions.csrf.init_app(app)
    extensions.limiter.init_app(app)
    extensions.compress.init_app(app)
    assets.init_app(app)
    branding.init_app(app)
    locale.init_app(app)
    security.init_app(app)
    auth.init_app(app)
    desks.init_app(app)
    errors.init_app(app)
    for blueprint in features.BLUEPRINTS:
        app.register_blueprint(blueprint)
    security.require_declared(app)
    return app
