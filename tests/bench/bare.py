"""The least a Flask view does for the same work: select a row, validate, insert a row, commit, render a fragment.

It runs on the app's own database with the same pragmas, and alone under the same server: `python -m tests.bench.bare`.
"""

from __future__ import annotations

import uuid
from typing import Any
from unittest.mock import patch

from flask import Flask, abort, render_template, request
from flask_sqlalchemy import SQLAlchemy
from granian import Granian
from jinja2 import DictLoader
from marshmallow import EXCLUDE, Schema, fields, validate
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Its listeners set the pragmas of every SQLite connection.
import app.extensions  # noqa: F401
from app import config, web
from tests.bench.posts import Post

FRAGMENT = """<ol>{% for line in lines %}<li>{{ line }}</li>{% endfor %}</ol>
<form method="post" action="{{ url_for('add', key=key) }}">
  <input type="hidden" name="seq" value="{{ seq }}">
  <fieldset>
    <legend>{{ question }}</legend>
    {% for option in options %}<button name="value" value="{{ option }}"><span>{{ option }}</span></button>
    {% endfor %}
  </fieldset>
</form>"""
OPTIONS = ("never", "sometimes", "often", "mostly", "always")


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base, engine_options={"pool_pre_ping": True})


class Book(db.Model):  # type: ignore[misc, name-defined]
    __tablename__ = "bare_books"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)


class Note(db.Model):  # type: ignore[misc, name-defined]
    __tablename__ = "bare_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("bare_books.id"))
    seq: Mapped[int]
    question: Mapped[str]
    value: Mapped[str]


class NoteForm(Schema):
    class Meta:
        unknown = EXCLUDE

    seq = fields.Integer(required=True, validate=validate.Range(0, 10_000))
    question = fields.String(required=True, validate=validate.Length(max=60))
    value = fields.String(required=True, validate=validate.Length(max=60))


def add(key: str) -> str:
    book = db.session.scalar(select(Book).where(Book.key == key))
    if book is None:
        abort(404)
    note = NoteForm().load(request.form.to_dict())
    db.session.add(Note(book_id=book.id, **note))
    db.session.commit()
    lines = (note["question"], note["value"])
    return render_template("fragment", key=key, lines=lines, seq=note["seq"] + 1, question="And then?", options=OPTIONS)


def create(settings: dict[str, Any]) -> Flask:
    """The bare application on the database of these settings."""
    made = Flask(__name__)
    made.config["SQLALCHEMY_DATABASE_URI"] = settings["SQLALCHEMY_DATABASE_URI"]
    made.jinja_loader = DictLoader({"fragment": FRAGMENT})
    made.add_url_rule("/bare/<key>", view_func=add, methods=["POST"])
    db.init_app(made)
    with made.app_context():
        db.create_all()
    return made


def web_app() -> Flask:
    """What each web process serves."""
    return create(config.settings())


def begin(bare: Flask, count: int) -> list[Post]:
    """A new book; gives as many notes for it, to be posted in order."""
    with bare.app_context():
        book = Book(key=uuid.uuid4().hex)
        db.session.add(book)
        db.session.commit()
        path = f"/bare/{book.key}"
    return [
        Post(path, [("seq", str(seq)), ("question", "scope.channels"), ("value", OPTIONS[seq % 5])])
        for seq in range(count)
    ]


def serve() -> None:
    """The bare application under the server of the app, with the settings that this one reads too."""
    settings = config.settings()

    def instead(target: str, **options: Any) -> Any:
        return Granian("tests.bench.bare:web_app", **options)

    with patch.object(web, "Granian", instead):
        web.run(settings["HOST"], settings["PORT"], settings["WEB_PROCESSES"], settings["WEB_THREADS"])


if __name__ == "__main__":
    serve()
