"""The features of the app, each with its pages."""

from __future__ import annotations

from app import auth, chat, embed, handover, landing, pictures, results, review

_FEATURES = (
    landing,
    chat,
    pictures,
    results,
    embed,
    auth,
    handover,
    review,
)
BLUEPRINTS = tuple(feature.blueprint for feature in _FEATURES)
