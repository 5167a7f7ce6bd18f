import pytest
from redis import Redis


def test_redis_answers(redis_url: str) -> None:
    with Redis.from_url(redis_url) as client:
        assert client.ping()


def test_each_test_gets_an_empty_redis(redis_server: str, request: pytest.FixtureRequest) -> None:
    with Redis.from_url(redis_server) as client:
        client.set("left", "behind")
        request.getfixturevalue("redis_url")
        assert client.dbsize() == 0
