"""casus reads news reports about armed conflict and says, with the words that prove it, what they say."""

__version__ = "0.1.0"
