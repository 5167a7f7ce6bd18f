import pytest

from tests.services.programs import find_program


def test_a_missing_program_names_its_package() -> None:
    with pytest.raises(pytest.fail.Exception, match="apt-get install redis-server"):
        find_program("no-such-program", "redis-server")
