"""The training run: seeded, resumable, and aware of its deadline."""

from __future__ import annotations

import copy
import multiprocessing
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import distributed, nn

from casus.models.encoding import PieceEncoder
from training.data import Windows, numbers
from training.losses import losses
from training.mix import Mix, corpora, label_lists
from training.model import Reader, SharedDropout

_WARM_UP: Final = 0.05
# Most of the dropout ends with 70 % of the time: at 11 epochs the network underfits (training loss of status: 0.78).
_CALM, _CALM_FACTOR = 0.7, 0.3
_AVERAGE: Final = 0.998  # per step; the average reaches back some 500 steps
_SAVE_SECONDS: Final = 180
# Processes average their weights after so many steps. Two processes of one thread each lose less on a busy machine than
# one process of two threads, whose threads wait for each other at every operation (measured: 1,100 against 400 word
# pieces a second beside five other programs).
_MEET: Final = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run depends on besides the data."""

    minutes: float = 60.0
    seed: int = 1
    threads: int = 1
    processes: int = 2
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3


def run(folder: Path, pretrained: Path, work: Path, settings: Settings) -> Path:
    """Train for the set time, going on from the last checkpoint in `work` if there is one; the checkpoint's path."""
    with tempfile.TemporaryDirectory() as meeting:
        arguments = (folder, pretrained, work, settings, f"file://{meeting}/store")
        context = multiprocessing.get_context("spawn")
        others = [context.Process(target=_member, args=(rank, *arguments)) for rank in range(1, settings.processes)]
        for other in others:
            other.start()
        path = _member(0, *arguments)
        for other in others:
            other.join()
    return path


def _member(rank: int, folder: Path, pretrained: Path, work: Path, settings: Settings, meeting: str) -> Path:
    """One of the processes that train together; each reads its own batches."""
    distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=settings.processes)
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed + 1000 * rank)
    sources = corpora(folder)
    upos, xpos, deprel = label_lists(sources)
    net = Reader(len(upos), len(xpos), len(deprel))
    net.encoder.load_pretrained(pretrained)
    # Half of the weights are word pieces; leaving them as pretrained saves a tenth of the time per step.
    net.encoder.pieces.weight.requires_grad_(requires_grad=False)
    windows = Windows(PieceEncoder(pretrained / "vocab.txt"), numbers(upos, xpos, deprel), settings.seed + rank)
    trainer = _Trainer(net, settings, {"upos": upos, "xpos": xpos, "deprel": deprel}, work / "last.pt")
    trainer.resume()
    trainer.train(Mix(sources, windows, settings.seed + trainer.step + 1000 * rank))
    distributed.destroy_process_group()
    return trainer.path


class _Trainer:
    """Weights, their running average, optimiser and clock of one run."""

    def __init__(self, net: Reader, settings: Settings, labels: dict[str, list[str]], path: Path) -> None:
        self.net, self.settings, self.labels, self.path = net, settings, labels, path
        self.average = copy.deepcopy(net)
        groups = [
            {"params": [p for p in net.encoder.parameters() if p.requires_grad], "base": settings.encoder_rate},
            {
                "params": [p for n, p in net.named_parameters() if not n.startswith("encoder.")],
                "base": settings.head_rate,
            },
        ]
        self.optimiser = torch.optim.AdamW(
            groups, lr=settings.encoder_rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True
        )
        self.step, self.spent, self.means = 0, 0.0, dict[str, float]()

    def resume(self) -> None:
        if self.path.exists():
            state = torch.load(self.path, weights_only=True)
            self.net.load_state_dict(state["net"])
            self.average.load_state_dict(state["average"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step, self.spent = state["step"], state["spent"]

    def save(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        state: dict[str, Any] = {
            "net": self.net.state_dict(),
            "average": self.average.state_dict(),
            "labels": self.labels,
        }
        state |= {"optimiser": self.optimiser.state_dict(), "step": self.step, "spent": self.spent}
        torch.save(state, self.path.with_suffix(".part"))
        self.path.with_suffix(".part").replace(self.path)

    def train(self, mix: Mix) -> None:
        self.net.train()
        begun, pieces, leads = time.monotonic() - self.spent, 0, distributed.get_rank() == 0
        first = saved = time.monotonic()
        while (progress := self._meet()) < 1:
            self._calm(progress)
            for _ in range(_MEET):
                name, batch = mix.draw(progress)
                self._update(name, batch, progress)
                pieces += int(batch.mask.sum())
                self.spent = time.monotonic() - begun
            if leads and self.step % (6 * _MEET) < _MEET:
                self._log(mix, pieces / (time.monotonic() - first) * self.settings.processes)
            if leads and time.monotonic() - saved > _SAVE_SECONDS:
                self.save()
                saved = time.monotonic()
        if leads:
            self.save()

    def _calm(self, progress: float) -> None:
        for module in self.net.modules():
            if isinstance(module, SharedDropout):
                module.factor = 1.0 if progress < _CALM else _CALM_FACTOR

    @torch.no_grad()
    def _meet(self) -> float:
        """Average the weights of all processes; the share of the time that is spent, the same for all."""
        weights = [p for p in self.net.parameters() if p.requires_grad]
        shared = torch.cat([*(p.flatten() for p in weights), torch.tensor([self.spent])])
        distributed.all_reduce(shared)
        shared /= self.settings.processes
        offset = 0
        for weight in weights:
            weight.copy_(shared[offset : offset + weight.numel()].view_as(weight))
            offset += weight.numel()
        return float(shared[-1]) / (60 * self.settings.minutes)

    def _update(self, name: str, batch: Any, progress: float) -> None:
        rate = progress / _WARM_UP if progress < _WARM_UP else max(0.01, (1 - progress) / (1 - _WARM_UP))
        for group in self.optimiser.param_groups:
            group["lr"] = group["base"] * rate
        found = losses(self.net, batch)
        total = torch.stack(list(found.values())).sum()
        if not torch.isfinite(total):
            raise FloatingPointError(f"the loss is not finite at step {self.step} on {name}: {found}")
        total.backward()
        nn.utils.clip_grad_norm_([p for p in self.net.parameters() if p.grad is not None], 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self._follow()
        for key, value in found.items():
            self.means[key] = 0.97 * self.means.get(key, float(value.detach())) + 0.03 * float(value.detach())

    @torch.no_grad()
    def _follow(self) -> None:
        if self.step % 4:
            return
        keep = min(_AVERAGE**4, self.step / (self.step + 40))
        for mean, weight in zip(self.average.parameters(), self.net.parameters(), strict=True):
            if weight.requires_grad:
                mean.lerp_(weight, 1 - keep)

    def _log(self, mix: Mix, speed: float) -> None:
        epochs = {name: round(corpus.epochs, 1) for name, corpus in mix.corpora.items()}
        shown = " ".join(f"{name}={value:.3f}" for name, value in sorted(self.means.items()))
        print(f"step {self.step} min {self.spent / 60:.1f} pieces/s {speed:.0f} epochs {epochs} {shown}", flush=True)  # noqa: T201
