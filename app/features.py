"""The features of the app, each with its pages."""

from __future__ import annotations

from app import auth, chat, desk, embed, handover, landing, pictures, portfolio, results, review

_FEATURES = (
    landing,
    chat,
    pictures,
    results,
    embed,
    auth,
    handover,
    review,
    desk,
    portfolio,
)
BLUEPRINTS = tuple(feature.blueprint for feature in _FEATURES)
from app import auth, chat, embed, handover, landing, pictures, results, review, tipdesk

FEATURES = (landing, chat, pictures, results, embed, auth, handover, review, tipdesk)
BLUEPRINTS = tuple(feature.blueprint for feature in FEATURES)
from app import auth, chat, embed, handover, insight, landing, pictures, results

BLUEPRINTS = tuple(feature.blueprint for feature in (landing, chat, pictures, results, embed, auth, handover, insight))
