"""The page on which a citizen rates a request: plain HTML, large type, no JavaScript."""
