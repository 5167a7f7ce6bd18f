"""What all tests share. The services are one plugin each; a fixture for one folder belongs in that folder."""

from hypothesis import settings

pytest_plugins = [
    "tests.services.files",
    "tests.services.network",
    "tests.services.postgres",
    "tests.services.redis",
    "tests.services.browser",
]

# A machine that is busy with other workers is slow now and then, which says nothing about the code.
settings.register_profile("checkbot", deadline=None)
settings.load_profile("checkbot")
