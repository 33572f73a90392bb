// The Mersenne Twister as Python's random.Random draws from it.
//
// M. Matsumoto and T. Nishimura, "Mersenne Twister: A 623-dimensionally equidistributed uniform pseudo-random number
// generator", 1998; seeding by an array as in their version of 2002.
#include <array>
#include <random>

#include "ops/kernel.h"

namespace flambeau {

namespace {

constexpr std::size_t kWords = 624;
constexpr std::size_t kShift = 397;

using Words = std::vector<Value>;

uint32_t word_at(const Words& state, std::size_t i) { return static_cast<uint32_t>(state[i].to_int()); }

void store(Words& state, std::size_t i, uint32_t word) { state[i] = Value(static_cast<int64_t>(word)); }

void seed(Words& state, const std::vector<uint32_t>& key) {
  std::array<uint32_t, kWords> words;
  words[0] = 19650218U;
  for (std::size_t i = 1; i < kWords; ++i) {
    words[i] = 1812433253U * (words[i - 1] ^ (words[i - 1] >> 30)) + static_cast<uint32_t>(i);
  }
  std::size_t i = 1, j = 0;
  const auto advance = [&] {
    if (++i < kWords) return;
    words[0] = words[kWords - 1];
    i = 1;
  };
  for (std::size_t left = std::max(kWords, key.size()); left != 0; --left) {
    words[i] = (words[i] ^ ((words[i - 1] ^ (words[i - 1] >> 30)) * 1664525U)) + key[j] + static_cast<uint32_t>(j);
    advance();
    if (++j >= key.size()) j = 0;
  }
  for (std::size_t left = kWords - 1; left != 0; --left) {
    words[i] = (words[i] ^ ((words[i - 1] ^ (words[i - 1] >> 30)) * 1566083941U)) - static_cast<uint32_t>(i);
    advance();
  }
  words[0] = 0x80000000U;
  state.resize(kWords + 1);
  for (std::size_t k = 0; k < kWords; ++k) store(state, k, words[k]);
  state[kWords] = Value(static_cast<int64_t>(kWords));
}

// The next 624 words, in place.
void refill(Words& state) {
  for (std::size_t i = 0; i < kWords; ++i) {
    const uint32_t mixed = (word_at(state, i) & 0x80000000U) | (word_at(state, (i + 1) % kWords) & 0x7fffffffU);
    const uint32_t twisted = word_at(state, (i + kShift) % kWords) ^ (mixed >> 1) ^ (mixed & 1U ? 0x9908b0dfU : 0U);
    store(state, i, twisted);
  }
  state[kWords] = Value(0);
}

uint32_t next(const Value& list) {
  Words& state = list.change_items();
  if (state.size() < 2) {
    std::random_device device;
    seed(state, {device(), device(), device(), device()});
  }
  if (state.size() != kWords + 1) raise("ValueError", "the state of a random generator has ", kWords + 1, " numbers");
  if (state[kWords].to_int() >= static_cast<int64_t>(kWords)) refill(state);
  const auto place = static_cast<std::size_t>(std::max<int64_t>(state[kWords].to_int(), 0));
  state[kWords] = Value(static_cast<int64_t>(place + 1));
  uint32_t word = word_at(state, place);
  word ^= word >> 11;
  word ^= (word << 7) & 0x9d2c5680U;
  word ^= (word << 15) & 0xefc60000U;
  return word ^ (word >> 18);
}

void twister_seed(const Value& state, const Ints& key) {
  std::vector<uint32_t> words;
  for (const int64_t word : key) words.push_back(static_cast<uint32_t>(word));
  if (words.empty()) words.push_back(0);
  seed(state.change_items(), words);
}

int64_t twister_word(const Value& state) { return next(state); }

double twister_double(const Value& state) {
  const uint32_t high = next(state) >> 5, low = next(state) >> 6;
  return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
}

}  // namespace

KERNEL(py_twister_seed, twister_seed)
KERNEL(py_twister_word, twister_word)
KERNEL(py_twister_double, twister_double)

}  // namespace flambeau
