"""Each route as each role: the table of permissions is what decides, for every address that the app has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.permissions import GRANTS, PERMISSION_NAMES, ROLE_NAMES, Permission, Role
from app.security import Access
from app.security.access import Declared
from tests.app.staff import signed_in

# What fits each kind of argument, and leads to nothing that is there.
UNKNOWN = {"int": "987654321", "uuid": "00000000-0000-4000-8000-000000000000"}


def staff_routes(app: Flask) -> list[tuple[Rule, str, Declared]]:
    """Every address that asks for a colleague, with each method."""
    found = [
        (rule, method, app.view_functions[rule.endpoint].declared)  # type: ignore[attr-defined]
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]
    return [each for each in found if each[2].who is Access.STAFF]


def address(rule: Rule) -> str:
    """The address with arguments that lead to nothing."""

    def filled(match: re.Match[str]) -> str:
        converter = match[1].split("(")[0]
        return re.findall(r"\w+", match[1])[1] if converter == "any" else UNKNOWN.get(converter, "nothing")

    return re.sub(r"<(?:([^:<>]+):)?\w+>", lambda match: filled(match) if match[1] else "nothing", rule.rule)


def ask(client: FlaskClient, rule: Rule, method: str) -> TestResponse:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/staff/account").get_data(as_text=True))
    data = {"csrf_token": found[1] if found else ""} if method == "POST" else None
    return client.open(address(rule), method=method, data=data)


@pytest.fixture
def reached(app: Flask, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The app with every staff view in place of itself saying that somebody came that far."""
    before = dict(app.view_functions)

    def stub(view: Any) -> Any:
        def came(**_: object) -> tuple[str, int]:
            return "reached", 202

        came.declared = view.declared  # type: ignore[attr-defined]
        return came

    for rule, _, _ in staff_routes(app):
        if rule.endpoint != "auth.account":
            app.view_functions[rule.endpoint] = stub(before[rule.endpoint])
    yield app
    app.view_functions.update(before)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_reaches_exactly_what_the_table_grants_it(reached: Flask, role: Role) -> None:
    client = signed_in(reached, role)
    came = set()
    for rule, method, said in staff_routes(reached):
        if rule.endpoint != "auth.account":
            reply = ask(client, rule, method)
            granted = said.permission is None or said.permission in GRANTS[role]
            assert (method, rule.rule, reply.status_code) == (method, rule.rule, 202 if granted else 404)
            came.add(granted)
    assert True in came


def test_who_is_not_signed_in_is_led_to_the_door(reached: Flask) -> None:
    reached.config["WTF_CSRF_ENABLED"] = False
    client = reached.test_client()
    for rule, method, _ in staff_routes(reached):
        reply = client.open(address(rule), method=method)
        assert (rule.rule, reply.status_code) == (rule.rule, 303)
        assert reply.headers["Location"].startswith("/staff/login")


def test_who_lacks_a_permission_sees_what_an_unknown_address_gives(app: Flask) -> None:
    client = signed_in(app, Role.EDITOR)
    refused, unknown = client.get("/staff/people"), client.get("/staff/nothing-here")
    assert (refused.status_code, refused.data) == (404, unknown.data)


def test_an_unknown_id_gives_the_page_of_an_unknown_address(app: Flask) -> None:
    client = signed_in(app, *Role)
    unknown = client.get("/staff/nothing-here").data
    for rule, method, _ in staff_routes(app):
        if "<int" in rule.rule or "<uuid" in rule.rule:
            reply = ask(client, rule, method)
            assert (method, rule.rule, reply.status_code) == (method, rule.rule, 404)
            assert reply.data == unknown


def test_every_route_of_staff_with_data_of_a_company_is_noted(app: Flask) -> None:
    for rule, method, said in staff_routes(app):
        if method == "GET" and said.permission is Permission.READ_COMPANIES and "<uuid" in rule.rule:
            assert said.noting, f"{rule.rule} shows a company and is not noted in the audit log"


def test_the_table_names_every_role_and_permission() -> None:
    assert set(GRANTS) == set(ROLE_NAMES) == set(Role)
    assert set(PERMISSION_NAMES) == set(Permission) == set().union(*GRANTS.values())
