"""Each rule of the architecture fails on an offending file, and only that rule."""

from pathlib import Path

import pytest

from tests import test_architecture as rules
from tests.source import read

LONG = "\n".join(["def long():", *["    x = 1"] * 40]) + "\n"
TASK = "from app.extensions import huey\n@huey.task()\n"

OFFENCES = [
    (rules.rooms_import_downward, "questionnaire/model.py", "from tips.model import Tip"),
    (rules.rooms_import_downward, "tips/bank.py", "import reports"),
    (rules.rooms_import_downward, "reports/pages.py", "from app.models import Report"),
    (rules.rooms_import_downward, "app/content.py", "from tests.source import read"),
    (rules.pure_packages_stay_pure, "questionnaire/model.py", "from flask import Flask"),
    (rules.pure_packages_stay_pure, "tips/bank.py", "import sqlalchemy.orm"),
    (rules.pure_packages_stay_pure, "reports/pages.py", "from flask_babel import gettext"),
    (rules.pure_packages_stay_pure, "reports/pdf.py", "import huey"),
    (rules.pure_packages_stay_pure, "reports/pdf.py", "import os\nkey = os.environ['KEY']"),
    (rules.pure_packages_stay_pure, "reports/pdf.py", "from os import getenv"),
    (rules.pure_packages_stay_pure, "tips/bank.py", "import datetime\nx = datetime.datetime.now(datetime.UTC)"),
    (rules.pure_packages_stay_pure, "tips/bank.py", "from datetime import date\nx = date.today()"),
    (rules.pure_packages_stay_pure, "questionnaire/model.py", "from time import time"),
    (rules.layers_import_downward, "app/chat/service.py", "from app.chat.views import page"),
    (rules.layers_import_downward, "app/chat/service.py", "from app.chat import views"),
    (rules.layers_import_downward, "app/chat/service.py", "from . import views"),
    (rules.layers_import_downward, "app/chat/service.py", "from app.api import turn"),
    (rules.layers_import_downward, "app/models/event.py", "from app.chat.service import turn"),
    (rules.layers_import_downward, "app/extensions.py", "from app.models import Event"),
    (rules.only_views_touch_the_request, "app/chat/service.py", "from flask import request"),
    (rules.only_views_touch_the_request, "app/mailer.py", "import flask\nhost = flask.request.host"),
    (rules.only_views_touch_the_request, "app/models/event.py", "from flask import g, session"),
    (rules.features_do_not_import_each_other, "app/chat/views.py", "from app.results.service import result"),
    (rules.features_do_not_import_each_other, "app/results/forms.py", "from app import chat"),
    (rules.only_the_outside_commits, "app/chat/service.py", "def f(db):\n    db.session.commit()"),
    (rules.only_the_outside_commits, "app/models/event.py", "def f(db):\n    db.session().commit()"),
    (rules.only_the_outside_commits, "app/content.py", "def f(session):\n    with session.begin():\n        pass"),
    (rules.jobs_carry_ids, "app/jobs.py", "from app.models.event import Event"),
    (rules.jobs_carry_ids, "app/jobs.py", f"{TASK}def deliver(report: Report) -> None: ..."),
    (rules.jobs_carry_ids, "app/jobs.py", f"{TASK}def deliver(report) -> None: ..."),
    (rules.every_file_has_a_subject, "app/utils.py", ""),
    (rules.every_file_has_a_subject, "tips/common/words.py", ""),
    (rules.imports_stand_at_the_top, "tips/bank.py", "def f():\n    import json"),
    (rules.imports_stand_at_the_top, "app/__init__.py", "def wire():\n    from app.chat import views"),
    (
        rules.packages_only_hand_names_on,
        "app/chat/__init__.py",
        "from flask import Blueprint\nbp = Blueprint('a', 'b')",
    ),
    (rules.packages_only_hand_names_on, "tips/__init__.py", "def f(): ..."),
    (rules.modules_stay_small, "app/content.py", "x = 1\n" * 251),
    (rules.functions_stay_small, "app/content.py", LONG),
]

# What the rules must let through, in one small program.
SOUND = {
    "questionnaire/model.py": "from datetime import datetime\ndef age(now: datetime, time: int): ...",
    "questionnaire/__init__.py": '"""Says."""\nfrom questionnaire.model import age\n__all__ = ["age"]',
    "tips/bank.py": "from questionnaire.model import age",
    "reports/pages.py": "import jinja2\nfrom tips.bank import age",
    "app/__init__.py": "def create_app():\n    from app.chat import views",
    "app/extensions.py": "from flask_sqlalchemy import SQLAlchemy",
    "app/models/event.py": "from app.extensions import db",
    "app/chat/service.py": "from app.models.event import Event\nfrom app.extensions import db\ndb.session.flush()",
    "app/chat/views.py": "from flask import request\nfrom app.chat import service\nservice.db.session.commit()",
    "app/results/views.py": "from app import security\nfrom app.models import event",
    "app/api/turn.py": "from flask import request\nfrom app.chat.service import db\ndb.session.commit()",
    "app/delivery.py": "def send(db): db.session.commit()",
    "app/jobs.py": f"{TASK}def deliver(report_id: int, key: str | None = None) -> None: ...",
    "app/migrations/versions/0001.py": LONG,
}


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def test_a_sound_program_breaks_no_rule(tmp_path: Path) -> None:
    write(tmp_path, SOUND)
    assert [offence for rule in rules.RULES for offence in rule(read(tmp_path))] == []


@pytest.mark.parametrize(("rule", "path", "text"), OFFENCES)
def test_an_offence_is_seen_by_its_rule_alone(tmp_path: Path, rule: rules.Rule, path: str, text: str) -> None:
    write(tmp_path, {**SOUND, path: text})
    found = {seen.__name__: list(seen(read(tmp_path))) for seen in rules.RULES}
    assert [name for name, offences in found.items() if offences] == [rule.__name__]
    assert found[rule.__name__][0].startswith(f"{path}:")


def test_every_rule_has_an_offence() -> None:
    assert {rule for rule, _, _ in OFFENCES} == set(rules.RULES)
