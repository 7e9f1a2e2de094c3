"""Sudden events (突发事件卡): one event, one answer, every citizen told; no ticket per call."""
