from reports.exports.formats import FORMATS, Format

__all__ = ["FORMATS", "Format"]
