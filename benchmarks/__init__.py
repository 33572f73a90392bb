"""Ratios to eager PyTorch and TorchScript, measured in one run: ``python -m benchmarks``."""
