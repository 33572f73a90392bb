# make demo    build everything and run a ResNet-34 on a photo from Python and from C++
# make test    everything that the project tests
# make lint    ruff, mypy and clang-format
# make bench   measure against other runtimes, and write docs/performance.md
# make sdk     the C++ library, its headers and its CMake package, into build/sdk
#
# A fresh machine needs Python 3.10+, a C++20 compiler and make; the rest is installed into .venv.
# TORCH chooses the torch to compile with: make test TORCH=torch==2.8.0

TORCH ?= torch==2.13.0
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BUILD := build/dev
SDK := build/sdk
DEMO := build/demo
PEERS := build/bench/venv
export CMAKE_GENERATOR ?= Ninja
export PATH := $(abspath $(BIN)):$(PATH)

# One stamp for each choice of torch, so that another one is installed when asked for.
READY := $(VENV)/.ready-$(subst >,-,$(subst <,-,$(subst =,-,$(TORCH))))
CPP := $(shell git ls-files '*.cpp' '*.h' '*.hpp')

.PHONY: demo test lint format bench sdk develop clean

demo: sdk
	@$(BIN)/python examples/resnet34.py $(DEMO)
	@cmake -S examples/cpp -B $(DEMO)/cpp -DCMAKE_PREFIX_PATH=$(abspath $(SDK)) > $(DEMO)/cmake.log
	@cmake --build $(DEMO)/cpp > $(DEMO)/build.log
	@$(DEMO)/cpp/classify $(DEMO)/resnet34.flam $(DEMO)/photo.ppm 10

# Two workers on two cores; a few at most, since some tests hold whole models.
test: sdk
	$(BIN)/python -m pytest -n auto --maxprocesses 4 $(PYTEST)

lint: $(VENV)/.lint
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/clang-format --dry-run -Werror $(CPP)

format: $(VENV)/.lint
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/clang-format -i $(CPP)

# The peers have an environment of their own, so that what they bring along disturbs nothing; the package is used from
# the build folder.
bench: develop $(PEERS)/.ready
	PYTHONPATH=src:$(BUILD)/python PYTHONWARNINGS=ignore $(PEERS)/bin/python -m benchmarks

$(PEERS)/.ready: benchmarks/requirements.txt benchmarks/requirements-alone.txt
	@echo "making the environment $(PEERS) with the peers"
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet -r benchmarks/requirements.txt
	$(PEERS)/bin/python -m pip install --quiet --no-deps -r benchmarks/requirements-alone.txt
	touch $@

sdk: develop
	cmake --install $(BUILD) --component sdk --prefix $(SDK) --strip > /dev/null

# The package as this tree has it: Python files are used in place, C++ ones are compiled again where they changed.
develop: $(READY)
	@echo "building (the first time: minutes, on two cores)"
	@$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps -Cbuild-dir=$(BUILD) -e .

$(READY): pyproject.toml Makefile
	@echo "making the environment $(VENV) with $(TORCH)"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet "pip>=23.1" cmake ninja nanobind scikit-build-core numpy "$(TORCH)" \
	  beartype einops expecttest hypothesis jaxtyping "opencv-python-headless>=5" "pillow>=13" pytest pytest-xdist scikit-learn
	$(if $(filter torch==2.13.0,$(TORCH)),$(BIN)/python -m pip install --quiet --no-deps \
	  torchvision==0.28.0 timm==1.0.31 transformers==5.24.0)
	$(if $(filter torch==2.13.0,$(TORCH)),$(BIN)/python -m pip install --quiet \
	  huggingface_hub packaging pyyaml regex safetensors tokenizers tqdm)
	rm -f $(VENV)/.ready-*
	touch $@

$(VENV)/.lint: $(READY)
	$(BIN)/python -m pip install --quiet clang-format==14.0.6 mypy==2.4.1 ruff==0.17.6
	touch $@

clean:
	rm -rf build
