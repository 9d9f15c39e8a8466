"""
Open a spaCy pipeline that the user has installed, or kept in a folder.

The only module that touches spaCy; it is imported when a pipeline is asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from casus.errors import ExtraMissingError, InputError
from casus.spacy_adapter.words import Word, Words

_PROBE: Final = "Rebels attacked the town on Monday."
_NEEDED: Final = (("TAG", "tagger"), ("POS", "attribute_ruler or morphologizer"), ("DEP", "parser"))
"""What words must have, and the component that usually gives it."""
_LANGUAGES: Final = frozenset({"en", "xx"})


class SpacyPipeline:
    """An opened pipeline. `known_as` and `digests` are what runs are known by; `lemmas`: whether it gives any."""

    def __init__(self, nlp: Any, tried: Any) -> None:
        """`nlp` is a spaCy `Language`, `tried` what it makes of one sentence. Raises InputError for what it lacks."""
        self._nlp = nlp
        meta = nlp.meta
        self.known_as = f"{meta['lang']}_{meta['name']}"
        self.digests = (("spacy", f"{self.known_as} {meta['version']}"), *_files(nlp.path))
        declared = [frozenset(map(str, labels)) for labels in meta.get("labels", {}).values()]
        self.labels = frozenset[str]().union(*(labels for labels in declared if "nsubj" in labels))
        _check(nlp, tried, self.known_as)
        self.lemmas = bool(tried.has_annotation("LEMMA"))

    def read(self, texts: Iterable[str]) -> Iterator[Words]:
        """What the pipeline makes of each text, in order."""
        return map(_words, self._nlp.pipe(texts))


def open_pipeline(name: str) -> SpacyPipeline:
    """
    The pipeline with that name, or in that folder.

    Raises ExtraMissingError without spaCy, and InputError for a pipeline that is not there, cannot be loaded, is not
    for English or lacks a component.
    """
    try:
        spacy = import_module("spacy")
    except ImportError as error:
        raise ExtraMissingError("spaCy is not installed", remedy='pip install "casus[spacy]"') from error
    known = sorted(spacy.util.get_installed_models())
    named = name not in ("", "NAME")
    if name not in known and not (named and Path(name).is_dir()):
        raise InputError(
            f"spaCy pipeline {name!r} is not installed" if named else "no spaCy pipeline is named",
            expected=f"spacy:NAME with one of {', '.join(known) or '(none is installed)'}, or a folder with one",
            remedy=f"install it with `python -m spacy download {name if named else 'en_core_web_sm'}`",
        )
    try:
        nlp = spacy.load(name)
        tried = nlp(_PROBE)
    except Exception as error:  # whatever a foreign component raises while it is loaded
        raise InputError(
            f"spaCy pipeline {name!r} cannot be loaded ({type(error).__name__}: {error!s:.200})",
            expected=f"a pipeline for spaCy {spacy.__version__}",
            remedy="install it again, with all that it needs",
        ) from error
    return SpacyPipeline(nlp, tried)


def _check(nlp: Any, tried: Any, name: str) -> None:
    """Refuse a pipeline for another language or without a component that is needed."""
    if nlp.lang not in _LANGUAGES:
        raise InputError(
            f"spaCy pipeline {name!r} is for {nlp.lang!r}", expected="one for English", remedy="name another"
        )
    missing = [component for annotation, component in _NEEDED if not tried.has_annotation(annotation)]
    if missing:
        raise InputError(
            f"spaCy pipeline {name!r} has no {' and no '.join(missing)}",
            expected=f"tags, word classes and trees; it has {', '.join(nlp.pipe_names) or 'no component'}",
            remedy="name a pipeline with these components, such as en_core_web_sm",
        )


def _files(folder: Path | None) -> tuple[tuple[str, str], ...]:
    """SHA-256 over the pipeline's files: the same name and version may stand over other weights."""
    if folder is None:
        return ()
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        with path.open("rb") as file:
            total.update(
                f"{path.relative_to(folder).as_posix()}\n{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode()
            )
    return (("spacy/files", total.hexdigest()),)


def _words(doc: Any) -> Words:
    opens = {sentence.start for sentence in doc.sents}
    words = (
        Word(
            token.idx,
            token.idx + len(token.text),
            token.text,
            token.lemma_,
            token.pos_,
            token.tag_,
            token.head.i if token.head.i != token.i else -1,
            token.dep_,
            token.i in opens,
        )
        for token in doc
    )
    return Words(tuple(words), tuple((entity.start, entity.end, entity.label_) for entity in doc.ents))
