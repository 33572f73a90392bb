"""Rewrites of the IR, one a file, named by a verb; ``pipeline`` lists them in order."""

from .pipeline import run_pipeline, run_reduction, run_storing

__all__ = ["run_pipeline", "run_reduction", "run_storing"]
