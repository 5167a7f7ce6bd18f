"""PDF/UA-1 by a validator that works offline."""

import page


def failed(made: bytes) -> dict[str, str]:
    """What the validator says of a PDF, by rule; nothing where it conforms."""
    return {failure.rule_id: failure.message for failure in page.validate_pdf_bytes(made, profile="ua1").failures}
