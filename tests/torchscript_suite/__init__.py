"""PyTorch's own TorchScript tests as a measure: see README.md."""
