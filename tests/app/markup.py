"""What holds for the markup of every page."""

import re


def check(page: str, locale: str) -> None:
    """What every page keeps: its language, one heading of the first rank, and nothing inline."""
    assert f'<html lang="{locale}">' in page
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert len(re.findall(r"<main[ >]", page)) == 1
    assert not re.search(r"<[^>]*\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=", page)
    assert not re.search(r"""(src|href)=["'](https?:)?//""", page.replace("https://check.example.nl", ""))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), f"twice: {[name for name in ids if ids.count(name) > 1]}"
