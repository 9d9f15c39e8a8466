"""Reports made up for archives: about conflict, about other things, and files that hold them."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable
from pathlib import Path

TOWNS = ("Koravets", "Melnitsa", "Dravnik", "Ostrava Gate", "Lumen Bridge", "Petrograd Mill", "Tarvo", "Sennaya")
OTHER_WORDS = tuple(
    f"{first}{second}{third}"
    for first in ("mar", "tel", "sor", "ban", "kel", "dri", "pan", "vol", "han", "gre")
    for second in ("a", "e", "i", "o", "u", "ai", "ou", "ea", "ia", "oo")
    for third in ("n", "st", "r", "ld", "ck", "m", "sh", "t", "nd", "p")
)
"""A thousand words that mean nothing, to fill reports with."""

SIDES = ("Highland Front", "Tarvenian army", "River Brigade", "Northern Council")
ACTS = (
    "attacked an army post near {town} on Monday, killing {n} soldiers",
    "shelled the town of {town} on Tuesday and wounded {n} civilians",
    "withdrew from {town} after {n} days of fighting",
    "took control of {town}, officials said on Wednesday",
    "freed {n} prisoners near {town} under a ceasefire agreement",
)


def report(number: int) -> dict[str, str]:
    """A made-up report of war; the same number gives the same report."""
    dice = random.Random(number)
    sentences = [
        f"The {dice.choice(SIDES)} {dice.choice(ACTS).format(town=dice.choice(TOWNS), n=dice.randint(2, 90))}."
        for _ in range(4)
    ]
    day = f"2024-05-{1 + number % 28:02}"
    title = f"Fighting reported near {dice.choice(TOWNS)}, report {number}"
    return {"id": f"r{number}", "title": title, "date": day, "source": "Meridian Post", "text": " ".join(sentences)}


def other(number: int) -> dict[str, str]:
    """A made-up report of sport."""
    dice = random.Random(number)
    goals, fans = dice.randint(2, 5), dice.randint(5, 60)
    text = (
        f"The home side won {goals}-1 in the league on Saturday before a crowd of {fans} thousand. The striker scored "
        "twice in the second half, and the coach was pleased with the passing of his young team. The visitors stay in "
        "third place and play at home next week. Tickets for the cup game can be bought online from Monday morning."
    )
    return {"id": f"o{number}", "title": f"Home win, game {number}", "date": "2024-05-04", "text": text}


def write_lines(path: Path, rows: Iterable[dict[str, str]]) -> Path:
    """A file of JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def page(row: dict[str, str]) -> bytes:
    """A report as a web page."""
    sentences = row["text"].split(". ")
    paragraphs = "".join(f"<p>{sentence.rstrip('.')}.</p>" for sentence in sentences)
    return (
        f"<html><head><title>{row['title']}</title></head><body><nav><a href='/'>Home</a></nav><article>"
        f"<h1>{row['title']}</h1>{paragraphs}</article></body></html>"
    ).encode()


def warc_record(
    body: bytes,
    *,
    url: str = "https://news.example/a",
    media: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    more: str = "",
) -> bytes:
    """One response record."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http;msgtype=response"
        f"\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode()
    return head + http + b"\r\n\r\n"


def info_record() -> bytes:
    """The record that such files begin with."""
    body = b"software: made up\r\n"
    head = f"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\n\r\n" + body + b"\r\n\r\n"


def packed(records: Iterable[bytes]) -> bytes:
    """Records, each packed by itself."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)
