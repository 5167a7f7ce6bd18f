import psycopg

from tests.services.postgres import PostgresServer


def test_a_test_gets_a_database_that_answers(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_each_database_is_empty_and_speaks_utf8(postgres_server: PostgresServer, postgres_url: str) -> None:
    other = postgres_server.create_database()
    with psycopg.connect(postgres_server.url(other)) as connection:
        connection.execute("CREATE TABLE klant (naam text)")
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT to_regclass('klant'), current_setting('server_encoding')").fetchone() == (
            None,
            "UTF8",
        )
    postgres_server.drop_database(other)


def test_a_worker_can_share_one_database(postgres_session_url: str, postgres_url: str) -> None:
    assert postgres_session_url != postgres_url
    with psycopg.connect(postgres_session_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
