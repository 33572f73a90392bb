// The generator behind numpy.random.default_rng, drawn from as numpy.random.Generator draws.
//
// M. O'Neill, "PCG: A family of simple fast space-efficient statistically good algorithms for random number
// generation", 2014 (PCG-XSL-RR-128/64); seeding by NumPy's SeedSequence, after M. O'Neill, "Developing a seed_seq
// alternative", 2015; bounded integers by D. Lemire, "Fast random integer generation in an interval", 2019; normal
// numbers by G. Marsaglia and W. W. Tsang, "The ziggurat method for generating random variables", 2000, with 256
// layers.
#include <array>
#include <bit>
#include <cmath>
#include <random>

#include "ops/kernel.h"

namespace flambeau {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr Wide wide(uint64_t high, uint64_t low) { return static_cast<Wide>(high) << 64 | low; }

constexpr Wide kMultiplier = wide(0x2360ed051fc65da4, 0x4385df649fccf645);
constexpr double kTwoToMinus53 = 1.0 / 9007199254740992.0;

// The pool of a SeedSequence, from which the words of a state are made.
class SeedPool {
 public:
  explicit SeedPool(const std::vector<uint32_t>& entropy) {
    for (std::size_t i = 0; i < pool_.size(); ++i) pool_[i] = hashed(i < entropy.size() ? entropy[i] : 0);
    for (std::size_t from = 0; from < pool_.size(); ++from) {
      for (std::size_t to = 0; to < pool_.size(); ++to) {
        if (from != to) pool_[to] = mixed(pool_[to], hashed(pool_[from]));
      }
    }
    for (std::size_t from = pool_.size(); from < entropy.size(); ++from) {
      for (uint32_t& word : pool_) word = mixed(word, hashed(entropy[from]));
    }
  }

  std::array<uint64_t, 4> words() const {
    std::array<uint64_t, 4> out{};
    uint32_t constant = 0x8b51f9dd;
    for (std::size_t i = 0; i < 8; ++i) {
      uint32_t word = pool_[i % 4] ^ constant;
      constant *= 0x58f38ded;
      word *= constant;
      word ^= word >> 16;
      out[i / 2] |= static_cast<uint64_t>(word) << (i % 2 * 32);
    }
    return out;
  }

 private:
  uint32_t hashed(uint32_t value) {
    value ^= constant_;
    constant_ *= 0x931e8875;
    value *= constant_;
    return value ^ value >> 16;
  }
  static uint32_t mixed(uint32_t x, uint32_t y) {
    const uint32_t out = 0xca01f9dd * x - 0x4973f715 * y;
    return out ^ out >> 16;
  }

  std::array<uint32_t, 4> pool_{};
  uint32_t constant_ = 0x43b0d7e5;
};

// A state of the program: a list of the halves of its state and increment, and half a number that is left over.
class Pcg {
 public:
  explicit Pcg(const Value& list) : list_(list.change_items()) {
    if (list_.size() == 1) seed({entropy(), entropy(), entropy(), entropy()});
    if (list_.size() != 6) raise("ValueError", "the state of a random generator has 6 numbers");
  }

  void seed(const std::vector<uint32_t>& entropy) {
    const std::array<uint64_t, 4> words = SeedPool(entropy).words();
    const Wide increment = wide(words[2], words[3]) << 1 | 1;
    const Wide state = (increment + wide(words[0], words[1])) * kMultiplier + increment;
    list_.clear();
    for (const Wide half : {state, increment}) {
      list_.emplace_back(static_cast<int64_t>(static_cast<uint64_t>(half >> 64)));
      list_.emplace_back(static_cast<int64_t>(static_cast<uint64_t>(half)));
    }
    list_.emplace_back(int64_t{0});
    list_.emplace_back(int64_t{0});
  }

  uint64_t next64() {
    const Wide state = at(0) * kMultiplier + at(2);
    const auto high = static_cast<uint64_t>(state >> 64), low = static_cast<uint64_t>(state);
    list_[0] = Value(static_cast<int64_t>(high));
    list_[1] = Value(static_cast<int64_t>(low));
    return std::rotr(high ^ low, static_cast<int>(high >> 58));
  }

  // Half of a number; the other half is next.
  uint32_t next32() {
    if (list_[4].to_int() != 0) {
      list_[4] = Value(int64_t{0});
      return static_cast<uint32_t>(list_[5].to_int());
    }
    const uint64_t both = next64();
    list_[4] = Value(int64_t{1});
    list_[5] = Value(static_cast<int64_t>(both >> 32));
    return static_cast<uint32_t>(both);
  }

  double next_double() { return static_cast<double>(next64() >> 11) * kTwoToMinus53; }

  // One of the numbers from 0 to `most`.
  uint64_t below(uint64_t most) {
    if (most == 0) return 0;
    if (most == 0xffffffff) return next32();
    if (most == ~uint64_t{0}) return next64();
    if (most < 0xffffffff) {
      const auto count = static_cast<uint32_t>(most + 1);
      uint64_t product = static_cast<uint64_t>(next32()) * count;
      if (static_cast<uint32_t>(product) < count) {
        const uint32_t least = (0U - count) % count;
        while (static_cast<uint32_t>(product) < least) product = static_cast<uint64_t>(next32()) * count;
      }
      return product >> 32;
    }
    const uint64_t count = most + 1;
    Wide product = static_cast<Wide>(next64()) * count;
    if (static_cast<uint64_t>(product) < count) {
      const uint64_t least = (0U - count) % count;
      while (static_cast<uint64_t>(product) < least) product = static_cast<Wide>(next64()) * count;
    }
    return static_cast<uint64_t>(product >> 64);
  }

 private:
  static uint32_t entropy() { return std::random_device()(); }
  Wide at(std::size_t half) const {
    return wide(static_cast<uint64_t>(list_[half].to_int()), static_cast<uint64_t>(list_[half + 1].to_int()));
  }

  std::vector<Value>& list_;
};

// Layers of equal area under exp(-x**2 / 2): `width` of a layer by 2**-52, the share of it that lies wholly under the
// curve by 2**52, and the curve's height at its edge.
struct Ziggurat {
  static constexpr double kEdge = 3.6541528853610087963519472518;  // where the tail begins
  std::array<double, 256> width, height;
  std::array<uint64_t, 256> inside;

  Ziggurat() {
    constexpr long double kScale = 4503599627370496.0L;
    long double edge = kEdge, before = kEdge;
    const long double area =
        edge * std::exp(-edge * edge / 2) + std::sqrt(std::acos(-1.0L) / 2) * std::erfc(edge / std::sqrt(2.0L));
    const long double bottom = area / std::exp(-edge * edge / 2);
    inside[0] = static_cast<uint64_t>(edge / bottom * kScale);
    inside[1] = 0;
    width[0] = static_cast<double>(bottom / kScale);
    width[255] = static_cast<double>(edge / kScale);
    height[0] = 1;
    height[255] = static_cast<double>(std::exp(-edge * edge / 2));
    for (std::size_t i = 254; i >= 1; --i) {
      edge = std::sqrt(-2 * std::log(area / edge + std::exp(-edge * edge / 2)));
      inside[i + 1] = static_cast<uint64_t>(edge / before * kScale);
      before = edge;
      height[i] = static_cast<double>(std::exp(-edge * edge / 2));
      width[i] = static_cast<double>(edge / kScale);
    }
  }
};

double normal(Pcg& pcg) {
  static const Ziggurat layers;
  while (true) {
    uint64_t bits = pcg.next64();
    const std::size_t layer = bits & 0xff;
    bits >>= 8;
    const bool negative = (bits & 1) != 0;
    const uint64_t place = (bits >> 1) & 0x000fffffffffffff;
    const double x = static_cast<double>(place) * layers.width[layer] * (negative ? -1 : 1);
    if (place < layers.inside[layer]) return x;
    if (layer == 0) {
      while (true) {
        const double beyond = -std::log1p(-pcg.next_double()) / Ziggurat::kEdge;
        const double other = -std::log1p(-pcg.next_double());
        if (other + other > beyond * beyond) {
          return ((place >> 8) & 1) != 0 ? -(Ziggurat::kEdge + beyond) : Ziggurat::kEdge + beyond;
        }
      }
    }
    const double below = layers.height[layer], above = layers.height[layer - 1];
    if ((above - below) * pcg.next_double() + below < std::exp(-0.5 * x * x)) return x;
  }
}

void pcg_seed(const Value& state, const Ints& key) {
  std::vector<uint32_t> words;
  for (const int64_t word : key) words.push_back(static_cast<uint32_t>(word));
  state.change_items().assign(6, Value(int64_t{0}));
  Pcg(state).seed(words);
}

double pcg_double(const Value& state) { return Pcg(state).next_double(); }

double pcg_normal(const Value& state) {
  Pcg pcg(state);
  return normal(pcg);
}

int64_t pcg_below(const Value& state, int64_t most) {
  return static_cast<int64_t>(Pcg(state).below(static_cast<uint64_t>(most)));
}

}  // namespace

KERNEL(py_pcg_seed, pcg_seed)
KERNEL(py_pcg_double, pcg_double)
KERNEL(py_pcg_normal, pcg_normal)
KERNEL(py_pcg_below, pcg_below)

}  // namespace flambeau
