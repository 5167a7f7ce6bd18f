"""The features of the app, each with its pages."""

from __future__ import annotations

from app import (
    auth,
    chat,
    desk,
    embed,
    handover,
    insight,
    landing,
    pictures,
    portfolio,
    results,
    review,
    tipdesk,
)

_FEATURES = (
    landing,
    chat,
    pictures,
    results,
    embed,
    auth,
    desk,
    review,
    handover,
    portfolio,
    tipdesk,
    insight,
)
BLUEPRINTS = tuple(feature.blueprint for feature in _FEATURES)
