"""The main job over real HTTP: one case goes round through four levels, step by step."""
