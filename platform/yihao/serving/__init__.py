"""Running an installation: its servers, its web, its workers, under one supervisor."""
