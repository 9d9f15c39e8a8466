"""A user's own spaCy pipeline as the source of sentences, words, trees and names."""
