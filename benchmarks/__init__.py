"""Measured in one run: models by Flambeau and its peers, small programs by Flambeau, CPython and TorchScript.

    python -m benchmarks                    all of it, into docs/performance.md
    python -m benchmarks.peers --models resnet34 vit_b_16 --peers onnx_runtime open_vino
    python -m benchmarks.language fib beam_search

``make bench`` makes the environment with the peers first.
"""
