"""Personal data: encrypted fields, blind indexes to find them by, masks to show them in.

Values lie in a workspace's own tables under that workspace's own keys. `keys` says where keys come
from, `cipher` what a stored value looks like, `fields` how a model declares one.
"""
