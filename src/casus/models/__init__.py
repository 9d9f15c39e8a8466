"""The trained reading engine: shipped weights, and what turns scores into sentences, trees, frames, mentions."""
