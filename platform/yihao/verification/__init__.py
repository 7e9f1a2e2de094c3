"""Does every promise about custody hold on this live system? Read by `verify_custody`.

One snapshot, all workspaces, read with custody's eyes; every broken promise is named.
"""
