"""The features of the app, each with its pages."""

from __future__ import annotations

from app import auth, chat, embed, handover, landing, pictures, results

BLUEPRINTS = tuple(feature.blueprint for feature in (landing, chat, pictures, results, embed, auth, handover))
from app import auth, chat, embed, landing, pictures, results, review

BLUEPRINTS = tuple(feature.blueprint for feature in (landing, chat, pictures, results, embed, auth, review))
