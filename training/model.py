"""The network: a MiniLM encoder, a head per layer of the reading, and scorers for pairs.

The encoder is written out here rather than taken from a library: the graph that is exported then holds exactly these
operations, and training needs nothing but torch.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from training.labels import GROUPS, HEADS

WIDTH: Final = 384
HEADS_OF_ATTENTION: Final = 12
ARC, LABEL, PAIR, HIDDEN, LINK = 256, 96, 128, 96, 96
# Distances: words in signed powers of two, and sentences from three before to three after.
WORD_BUCKETS, SENTENCE_BUCKETS = 17, 7


class SharedDropout(nn.Module):
    """Dropout with one mask for all words of a window: drawing one per word took a tenth of the training time."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate, self.factor = rate, 1.0

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        shape = (x.shape[0], *(1 for _ in x.shape[1:-1]), x.shape[-1])
        kept = 1 - self.rate * self.factor
        return x * torch.empty(shape).bernoulli_(kept).div_(kept)


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = SharedDropout(0.1)

    def forward(self, h: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = h.shape
        qkv = self.qkv(h).view(batch, length, 3, HEADS_OF_ATTENTION, WIDTH // HEADS_OF_ATTENTION)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        context = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        context = context.transpose(1, 2).reshape(batch, length, WIDTH)
        h = self.norm1(h + self.drop(self.out(context)))
        return self.norm2(h + self.drop(self.down(functional.gelu(self.up(h)))))


class Encoder(nn.Module):
    """Word pieces and letter case in, one vector per piece out."""

    def __init__(self, vocabulary: int = 30522, layers: int = 6) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.case = nn.Embedding(8, WIDTH)  # the vocabulary is uncased
        nn.init.normal_(self.case.weight, std=0.02)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.drop = SharedDropout(0.1)

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor | None) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        h = self.drop(self.norm(self.pieces(ids) + self.case(case) + self.positions(places)))
        for layer in self.layers:
            h = layer(h, mask)
        return h

    def load_pretrained(self, folder: Path) -> None:
        """Take over the weights of a BERT-shaped checkpoint in safetensors form."""
        old = load_file(folder / "model.safetensors")
        new: dict[str, Tensor] = {
            "pieces.weight": old["embeddings.word_embeddings.weight"],
            # there is one segment only: its embedding is a constant, folded into the positions
            "positions.weight": old["embeddings.position_embeddings.weight"]
            + old["embeddings.token_type_embeddings.weight"][0],
        }
        for part in ("weight", "bias"):
            new[f"norm.{part}"] = old[f"embeddings.LayerNorm.{part}"]
            for n in range(len(self.layers)):
                new |= _layer_weights(old, n, part)
        self.load_state_dict(new | {"case.weight": self.case.weight.data})


def _layer_weights(old: dict[str, Tensor], n: int, part: str) -> dict[str, Tensor]:
    source, target = f"encoder.layer.{n}", f"layers.{n}"
    return {
        f"{target}.qkv.{part}": torch.cat(
            [old[f"{source}.attention.self.{x}.{part}"] for x in ("query", "key", "value")]
        ),
        f"{target}.out.{part}": old[f"{source}.attention.output.dense.{part}"],
        f"{target}.norm1.{part}": old[f"{source}.attention.output.LayerNorm.{part}"],
        f"{target}.up.{part}": old[f"{source}.intermediate.dense.{part}"],
        f"{target}.down.{part}": old[f"{source}.output.dense.{part}"],
        f"{target}.norm2.{part}": old[f"{source}.output.LayerNorm.{part}"],
    }


def with_one(x: Tensor) -> Tensor:
    """Append a constant 1, so that a bilinear form also holds linear terms."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class ArgumentScorer(nn.Module):
    """Scores (trigger, token) pairs for every label: a bilinear form, a small hidden layer, and distance terms.

    Exported as plain arrays: at run time only the pairs of found triggers are worth computing.
    """

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.bilinear = nn.Parameter(torch.randn(labels, PAIR + 1, PAIR + 1) * 0.02)
        self.output = nn.Parameter(torch.randn(HIDDEN, labels) * 0.05)
        self.words = nn.Parameter(torch.zeros(WORD_BUCKETS, labels))
        self.sentences = nn.Parameter(torch.zeros(SENTENCE_BUCKETS, labels))
        self.words_hidden = nn.Parameter(torch.zeros(WORD_BUCKETS, HIDDEN))
        self.sentences_hidden = nn.Parameter(torch.zeros(SENTENCE_BUCKETS, HIDDEN))

    def forward(self, trigger: Tensor, tokens: Tensor, words: Tensor, sentences: Tensor) -> Tensor:
        """Triggers (P, D), tokens (P, W, D) or (W, D), bucket numbers (P, W) -> (P, W, labels)."""
        left, left_hidden = trigger.split((PAIR, HIDDEN), -1)
        right, right_hidden = tokens.split((PAIR, HIDDEN), -1)
        mapped = torch.einsum("pi,oij->poj", with_one(left), self.bilinear)
        if tokens.ndim == 2:  # at run time all triggers share one window
            scores = (mapped.flatten(0, 1) @ with_one(right).T).view(*mapped.shape[:2], -1).transpose(1, 2)
        else:
            scores = torch.einsum("poj,pwj->pwo", mapped, with_one(right))
        hidden = left_hidden.unsqueeze(1) + right_hidden + self.words_hidden[words] + self.sentences_hidden[sentences]
        return scores + functional.relu(hidden) @ self.output + self.words[words] + self.sentences[sentences]


class LinkScorer(nn.Module):
    """Scores pairs of mentions or triggers: a bilinear form plus weights for distance and surface features."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.bilinear = nn.Parameter(torch.randn(LINK + 1, LINK + 1) * 0.02)
        self.words = nn.Parameter(torch.zeros(WORD_BUCKETS))
        self.features = nn.Parameter(torch.zeros(features))

    def forward(self, left: Tensor, right: Tensor, words: Tensor, features: Tensor) -> Tensor:
        """`left` (A, LINK), `right` (B, LINK), `words` (A, B), `features` (A, B, F) -> (A, B)."""
        return with_one(left) @ self.bilinear @ with_one(right).T + self.words[words] + features @ self.features


def _projection(size: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(WIDTH, size), nn.GELU(), SharedDropout(0.2))


class Reader(nn.Module):
    """Encoder and all heads."""

    def __init__(self, upos: int, xpos: int, deprel: int) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.drop = SharedDropout(0.2)
        self.linear = nn.ModuleDict({name: nn.Linear(WIDTH, len(labels)) for name, labels in HEADS.items()})
        self.linear.update(
            {"start": nn.Linear(WIDTH, 2), "upos": nn.Linear(WIDTH, upos), "xpos": nn.Linear(WIDTH, xpos)}
        )
        self.root = nn.Parameter(torch.zeros(WIDTH))
        self.arc_head, self.arc_child = _projection(ARC), _projection(ARC)
        self.label_head, self.label_child = _projection(LABEL), _projection(LABEL)
        self.arc = nn.Parameter(torch.randn(ARC, ARC + 1) * 0.02)
        self.label = nn.Parameter(torch.randn(deprel, LABEL + 1, LABEL + 1) * 0.02)
        self.token = _projection(PAIR + HIDDEN)
        self.trigger = nn.ModuleDict({name: _projection(PAIR + HIDDEN) for name in GROUPS})
        self.arguments = nn.ModuleDict(
            {name: ArgumentScorer(sum(len(labels) for labels in groups.values())) for name, groups in GROUPS.items()}
        )
        # a mention is the sum of what its first and its last word say
        self.ends = nn.ModuleDict({end: _projection(LINK) for end in ("first", "last")})
        self.happening = nn.ModuleDict({name: _projection(LINK) for name in ("same", "content", "speech")})
        self.coreference, self.same, self.content = LinkScorer(12), LinkScorer(3), LinkScorer(3)

    def words(self, ids: Tensor, case: Tensor, mask: Tensor | None, first: Tensor) -> Tensor:
        """One vector per word: that of its first piece."""
        h = self.encoder(ids, case, mask)
        return self.drop(torch.gather(h, 1, first.unsqueeze(-1).expand(-1, -1, WIDTH)))

    def arcs(self, w: Tensor) -> Tensor:
        """(B, W, W + 1): how likely each word (or the root, at 0) governs each word."""
        heads = self.arc_head(self.with_root(w))
        return self.arc_child(w) @ self.arc[:, :-1] @ heads.transpose(1, 2) + (heads @ self.arc[:, -1]).unsqueeze(1)

    def with_root(self, w: Tensor) -> Tensor:
        return torch.cat([self.root.expand(w.shape[0], 1, -1), w], 1)

    def relations(self, child: Tensor, head: Tensor) -> Tensor:
        """Label scores of given (child, head) pairs, both (N, LABEL)."""
        mapped = torch.einsum("ni,oij->noj", with_one(child), self.label)
        return torch.einsum("noj,nj->no", mapped, with_one(head))
