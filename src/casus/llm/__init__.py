"""
Reading by a language model behind an endpoint that the user names.

settings  where the model is, from the environment
prompt    what it is asked
client    asking over HTTP, with patience and without trust
cache     answers kept in a folder
ground    answers become frames; what the text does not say is dropped
step      all of it as one step of reading

Nothing here is imported, and nothing contacted, unless the engine `llm` is chosen.
"""
