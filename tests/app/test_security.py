"""Access: every route says who may use it, and a token opens what it is for."""

from __future__ import annotations

import re
import uuid

import pytest
from flask import Flask

from app import create_app, security
from app.security import Access


def test_every_route_declares_who_may_use_it(app: Flask) -> None:
    declared = {rule.endpoint: app.view_functions[rule.endpoint].declared.who for rule in app.url_map.iter_rules()}
    assert set(declared.values()) == set(Access)
    public = {endpoint for endpoint, who in declared.items() if who is Access.PUBLIC}
    assert public == {
        "static",
        "embed.script",
        "embed.start",
        "landing.brand_style",
        "landing.design",
        "landing.logo",
        "landing.privacy",
        "landing.show",
        "landing.show_english",
    }


def test_a_route_that_does_not_say_so_keeps_the_app_from_starting(app: Flask) -> None:
    app.add_url_rule("/open", "open", lambda: "open")
    with pytest.raises(RuntimeError, match="/open does not say who may use it"):
        security.require_declared(app)


@pytest.mark.parametrize("who", [Access.OWNER, Access.RESULT, Access.ERASE, Access.SHARE])
def test_every_route_behind_a_token_answers_a_wrong_one_with_the_same_page(app: Flask, who: Access) -> None:
    client = app.test_client()
    pages = set()
    for rule in app.url_map.iter_rules():
        if app.view_functions[rule.endpoint].declared.who is who:
            path = re.sub(r"<int.*:\w+>", "1", rule.rule.replace("<secret>", "0" * 32))
            path = re.sub(r"<any\((\w+).*:\w+>", r"\1", path)
            method = "POST" if "POST" in (rule.methods or set()) else "GET"
            reply = client.open(path, method=method)
            assert (rule.endpoint, reply.status_code) == (rule.endpoint, 404)
            pages.add(reply.data)
    assert len(pages) == 1


def test_a_route_whose_authority_is_a_cookie_refuses_a_form_without_its_token(app: Flask) -> None:
    app.add_url_rule("/desk", "desk", security.access(Access.PUBLIC)(lambda: "done"), methods=["POST"])
    reply = app.test_client().post("/desk", headers={"Accept-Language": "en-GB,en"})
    assert reply.status_code == 400
    assert "open too long" in reply.get_data(as_text=True)


def test_tokens_differ_by_purpose_check_and_secret(app: Flask) -> None:
    check = uuid.UUID(int=1)
    with app.app_context():
        made = {security.token(who, check) for who in (Access.OWNER, Access.RESULT, Access.ERASE, Access.SHARE)}
        made.add(security.token(Access.OWNER, uuid.UUID(int=2)))
        again = security.token(Access.OWNER, check)
    other = create_app({**app.config, "SECRET_KEY": "another"})
    with other.app_context():
        made.add(security.token(Access.OWNER, check))
    assert len(made) == 6
    assert again in made
    assert {len(bytes.fromhex(secret)) for secret in made} == {16}


def test_what_anybody_may_see_can_be_kept_by_any_cache(app: Flask) -> None:
    with app.test_client().get("/static/base.css") as reply:
        kept = "Cookie" in reply.headers["Vary"], reply.headers["Cache-Control"]
    assert kept == (False, "public, max-age=31536000")
