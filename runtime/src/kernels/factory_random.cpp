// Random tensors. The order in which numbers are drawn follows eager PyTorch on a CPU.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>
#include <vector>

#include "kernels/draw.h"
#include "kernels/factory.h"
#include "kernels/random.h"
#include "ops/kernel.h"

namespace flambeau {

void Generator::seed(uint64_t value) {
  const std::lock_guard lock(mutex);
  words_[0] = static_cast<uint32_t>(value);
  for (uint32_t i = 1; i < kWords; ++i) words_[i] = 1812433253U * (words_[i - 1] ^ (words_[i - 1] >> 30)) + i;
  at_ = kWords;
  kept_.reset();
}

// M. Matsumoto and T. Nishimura: Mersenne Twister (1998), with the constants of MT19937.
void Generator::renew() {
  for (std::size_t i = 0; i < kWords; ++i) {
    const uint32_t joined = (words_[i] & 0x80000000U) | (words_[(i + 1) % kWords] & 0x7fffffffU);
    words_[i] = words_[(i + 397) % kWords] ^ (joined >> 1) ^ ((joined & 1U) != 0 ? 0x9908b0dfU : 0U);
  }
  at_ = 0;
}

uint32_t Generator::next32() {
  if (at_ == kWords) renew();
  uint32_t y = words_[at_++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680U;
  y ^= (y << 15) & 0xefc60000U;
  return y ^ (y >> 18);
}

void Generator::load(const int64_t* state) {
  for (std::size_t i = 0; i < kWords; ++i) words_[i] = static_cast<uint32_t>(state[i]);
  at_ = static_cast<std::size_t>(std::clamp<int64_t>(state[kWords], 0, kWords));
  kept_.reset();
  if (state[kWords + 1] != 0) kept_ = std::bit_cast<double>(state[kWords + 2]);
}

void Generator::store(int64_t* state) const {
  std::copy(words_.begin(), words_.end(), state);
  state[kWords] = static_cast<int64_t>(at_);
  state[kWords + 1] = kept_ ? 1 : 0;
  state[kWords + 2] = std::bit_cast<int64_t>(kept_.value_or(0));
}

float Generator::uniform_float() { return std::ldexp(static_cast<float>(next32() & ((1U << 24) - 1U)), -24); }

double Generator::uniform_double() {
  return std::ldexp(static_cast<double>(next64() & ((uint64_t{1} << 53) - 1U)), -53);
}

// Box and Muller's transformation.
double Generator::normal() {
  if (kept_) {
    const double value = *kept_;
    kept_.reset();
    return value;
  }
  const double u1 = uniform_double();
  const double u2 = uniform_double();
  const double radius = std::sqrt(-2.0 * std::log1p(-u2));
  const double angle = 2.0 * std::numbers::pi * u1;
  kept_ = radius * std::sin(angle);
  return radius * std::cos(angle);
}

namespace {
thread_local Generator* chosen = nullptr;
}

Generator& default_generator() {
  static Generator generator;
  return chosen != nullptr ? *chosen : generator;
}

DrawsFrom::DrawsFrom(const Value& state) : before_(chosen) {
  if (state.is_none()) return;
  state_ = state.tensor();
  check(state_.dtype() == Dtype::Int64 && state_.numel() == Generator::kStateSize && state_.is_contiguous(),
        "this is no state of a generator");
  own_.emplace().load(state_.data<int64_t>());
  chosen = &*own_;
}

DrawsFrom::~DrawsFrom() {
  if (own_) own_->store(state_.data<int64_t>());
  chosen = before_;
}

namespace {

using Format = std::optional<int64_t>;

// Gives every element of `self` in memory order the next value of draw(generator, T{}).
template <typename F>
void draw_elements(const Tensor& self, const char* op, F&& draw) {
  check_writable(self, op);
  const Tensor ordered = in_memory_order(self, self);
  const Tensor out = ordered.is_contiguous() ? ordered : empty(ordered.sizes(), self.dtype());
  Generator& generator = default_generator();
  {
    const std::lock_guard lock(generator.mutex);
    dispatch_real(out.dtype(), op, [&](auto tag) {
      using T = typename decltype(tag)::type;
      auto* data = out.data<T>();
      for (int64_t i = 0; i < out.numel(); ++i) data[i] = draw(generator, tag);
    });
  }
  if (!out.is_same(ordered)) copy_elements(ordered, out);
}

template <typename T, typename From>
T narrow_to(From value) {
  if constexpr (std::is_same_v<T, Half> || std::is_same_v<T, BFloat16>) {
    return T(static_cast<float>(value));
  } else {
    return static_cast<T>(value);
  }
}

template <typename T>
T uniform_in(Generator& generator, double from, double to) {
  if constexpr (std::is_same_v<T, double>) {
    return generator.uniform_double() * (to - from) + from;
  } else {
    const auto low = static_cast<float>(from), high = static_cast<float>(to);
    return narrow_to<T>(generator.uniform_float() * (high - low) + low);
  }
}

Tensor uniform_(const Tensor& self, double from, double to, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  check_float(self.dtype(), "check_uniform_bounds");
  check(from <= to, "uniform_ expects to return a [from, to) range, but found from=", from, " > to=", to);
  draw_elements(self, "uniform_", [&](Generator& generator, auto tag) {
    return uniform_in<typename decltype(tag)::type>(generator, from, to);
  });
  return self;
}

// Sixteen uniform numbers become sixteen normal ones, the first eight paired with the last eight.
template <typename T>
void make_normal(T* data, double mean, double std) {
  using Wide = std::conditional_t<std::is_same_v<T, double>, double, float>;
  for (int j = 0; j < 8; ++j) {
    const Wide u1 = Wide(1) - static_cast<Wide>(data[j]);
    const Wide u2 = static_cast<Wide>(data[j + 8]);
    const Wide radius = std::sqrt(Wide(-2) * std::log(u1));
    const Wide angle = Wide(2) * std::numbers::pi_v<Wide> * u2;
    data[j] = narrow_to<T>(radius * std::cos(angle) * static_cast<Wide>(std) + static_cast<Wide>(mean));
    data[j + 8] = narrow_to<T>(radius * std::sin(angle) * static_cast<Wide>(std) + static_cast<Wide>(mean));
  }
}

Tensor normal_(const Tensor& self, double mean, double std, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  check(std >= 0, "normal expects std >= 0.0, but found std ", std);
  check_float(self.dtype(), "normal_kernel_cpu");
  const int64_t count = self.numel();
  if (count < 16 || !self.is_contiguous()) {
    draw_elements(self, "normal_", [&](Generator& generator, auto tag) {
      return narrow_to<typename decltype(tag)::type>(generator.normal() * std + mean);
    });
    return self;
  }
  uniform_(self, 0, 1, Value());
  Generator& generator = default_generator();
  const std::lock_guard lock(generator.mutex);
  dispatch_floating(self.dtype(), "normal_", [&](auto tag) {
    using T = typename decltype(tag)::type;
    auto* data = self.data<T>();
    for (int64_t i = 0; i + 16 <= count; i += 16) make_normal(data + i, mean, std);
    if (count % 16 == 0) return;
    T* last = data + count - 16;
    for (int j = 0; j < 16; ++j) last[j] = uniform_in<T>(generator, 0, 1);
    make_normal(last, mean, std);
  });
  return self;
}

Tensor normal_scaled(const Tensor& standard, const Tensor& mean, const Tensor& std) {
  const Tensor m = expand_to(to_dtype(mean, Dtype::Float64), standard.sizes());
  const Tensor s = expand_to(to_dtype(std, Dtype::Float64), standard.sizes());
  map_elements({standard, Dtype::Float64},
               {{standard, Dtype::Float64, Dtype::Float64},
                {m, Dtype::Float64, Dtype::Float64},
                {s, Dtype::Float64, Dtype::Float64}},
               [](std::byte* out, const std::byte* const* in, int64_t n) {
                 const auto* z = reinterpret_cast<const double*>(in[0]);
                 const auto* m1 = reinterpret_cast<const double*>(in[1]);
                 const auto* s1 = reinterpret_cast<const double*>(in[2]);
                 for (int64_t i = 0; i < n; ++i) reinterpret_cast<double*>(out)[i] = z[i] * s1[i] + m1[i];
               });
  return standard;
}

Tensor normal_tensors(const Tensor& mean, const Tensor& std, const Value& generator) {
  const Tensor out = empty(broadcast_shapes(mean.sizes(), std.sizes()), result_type(mean, std));
  return normal_scaled(normal_(out, 0, 1, generator), mean, std);
}
Tensor normal_tensor_float(const Tensor& mean, double std, const Value& generator) {
  check(std >= 0, "normal expects std >= 0.0, but found std ", std);
  return normal_tensors(mean, scalar_tensor(std, mean.dtype()), generator);
}
Tensor normal_float_tensor(double mean, const Tensor& std, const Value& generator) {
  return normal_tensors(scalar_tensor(mean, std.dtype()), std, generator);
}
Tensor normal_floats(double mean, double std, const Ints& size, const Value& generator, TENSOR_OPTIONS) {
  return normal_(empty(size, dtype.value_or(Dtype::Float32)), mean, std, generator);
}

Tensor rand(const Ints& size, TENSOR_OPTIONS) {
  return uniform_(empty(size, dtype.value_or(Dtype::Float32)), 0, 1, Value());
}
Tensor rand_generator(const Ints& size, const Value& drawn_from, TENSOR_OPTIONS) {
  const DrawsFrom source(drawn_from);
  return rand(size, dtype, layout, device, pin_memory);
}
Tensor rand_like(const Tensor& self, TENSOR_OPTIONS, Format format) {
  return uniform_(empty_as(self, format.value_or(kPreserveFormat), dtype.value_or(self.dtype())), 0, 1, Value());
}
Tensor rand_like_generator(const Tensor& self, const Value& drawn_from, TENSOR_OPTIONS, Format format) {
  const DrawsFrom source(drawn_from);
  return rand_like(self, dtype, layout, device, pin_memory, format);
}
Tensor randn(const Ints& size, TENSOR_OPTIONS) {
  return normal_(empty(size, dtype.value_or(Dtype::Float32)), 0, 1, Value());
}
Tensor randn_generator(const Ints& size, const Value& drawn_from, TENSOR_OPTIONS) {
  const DrawsFrom source(drawn_from);
  return randn(size, dtype, layout, device, pin_memory);
}
Tensor randn_like(const Tensor& self, TENSOR_OPTIONS, Format format) {
  return normal_(empty_as(self, format.value_or(kPreserveFormat), dtype.value_or(self.dtype())), 0, 1, Value());
}
Tensor randn_like_generator(const Tensor& self, const Value& drawn_from, TENSOR_OPTIONS, Format format) {
  const DrawsFrom source(drawn_from);
  return randn_like(self, dtype, layout, device, pin_memory, format);
}

// Integers in [low, high).
Tensor integers_(const Tensor& self, int64_t low, int64_t high) {
  check(low < high, "random_ expects 'from' to be less than 'to', but got from=", low, " >= to=", high);
  const uint64_t range = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
  draw_elements(self, "random_", [&](Generator& generator, auto tag) {
    // The remainder of 32 bits would be too skewed for a wide range.
    const uint64_t bits = range >= (uint64_t{1} << 28) ? generator.next64() : generator.next32();
    return narrow_to<typename decltype(tag)::type>(static_cast<int64_t>(bits % range + static_cast<uint64_t>(low)));
  });
  return self;
}

Tensor randint_low(int64_t low, int64_t high, const Ints& size, TENSOR_OPTIONS) {
  return integers_(empty(size, dtype.value_or(Dtype::Int64)), low, high);
}
Tensor randint_low_generator(int64_t low, int64_t high, const Ints& size, const Value& drawn_from, TENSOR_OPTIONS) {
  const DrawsFrom source(drawn_from);
  return integers_(empty(size, dtype.value_or(Dtype::Int64)), low, high);
}
Tensor randint(int64_t high, const Ints& size, TENSOR_OPTIONS) {
  return integers_(empty(size, dtype.value_or(Dtype::Int64)), 0, high);
}
Tensor randint_generator(int64_t high, const Ints& size, const Value& drawn_from, TENSOR_OPTIONS) {
  const DrawsFrom source(drawn_from);
  return integers_(empty(size, dtype.value_or(Dtype::Int64)), 0, high);
}
Tensor randint_like_low(const Tensor& self, int64_t low, int64_t high, TENSOR_OPTIONS, Format format) {
  return integers_(empty_as(self, format.value_or(kPreserveFormat), dtype.value_or(self.dtype())), low, high);
}
Tensor randint_like(const Tensor& self, int64_t high, TENSOR_OPTIONS, Format format) {
  return randint_like_low(self, 0, high, dtype, layout, device, pin_memory, format);
}

// One past the largest integer of which every smaller one is exact in `dtype`.
int64_t integer_limit(Dtype dtype) {
  switch (dtype) {
    case Dtype::Bool: return 2;
    case Dtype::UInt8: return 256;
    case Dtype::Int8: return 128;
    case Dtype::Int16: return 32768;
    case Dtype::Int32: return int64_t{1} << 31;
    case Dtype::Float16: return (1 << 11) + 1;
    case Dtype::BFloat16: return (1 << 8) + 1;
    case Dtype::Float32: return (1 << 24) + 1;
    case Dtype::Float64: return (int64_t{1} << 53) + 1;
    default: return INT64_MAX;
  }
}
Tensor random_from_(const Tensor& self, int64_t from, std::optional<int64_t> to, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  return integers_(self, from, to.value_or(integer_limit(self.dtype())));
}
Tensor random_to_(const Tensor& self, int64_t to, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  return integers_(self, 0, to);
}
Tensor random_(const Tensor& self, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  return integers_(self, 0, integer_limit(self.dtype()));
}

Tensor randperm(int64_t n, TENSOR_OPTIONS) {
  check(n >= 0, "n must be non-negative, got", n);
  Tensor out = empty(Ints{n}, Dtype::Int64);
  auto* data = out.data<int64_t>();
  std::iota(data, data + n, 0);
  Generator& generator = default_generator();
  const std::lock_guard lock(generator.mutex);
  for (int64_t i = 0; i + 1 < n; ++i) {
    const auto other = static_cast<int64_t>(generator.next32() % static_cast<uint64_t>(n - i));
    std::swap(data[i], data[i + other]);
  }
  return to_dtype(out, dtype.value_or(Dtype::Int64));
}
Tensor randperm_generator(int64_t n, const Value& drawn_from, TENSOR_OPTIONS) {
  const DrawsFrom source(drawn_from);
  return randperm(n, dtype, layout, device, pin_memory);
}

Tensor bernoulli_tensor_(const Tensor& self, const Tensor& p, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  const Tensor chance = contiguous(in_memory_order(expand_to(to_dtype(p, Dtype::Float64), self.sizes()), self));
  const bool wide = p.dtype() == Dtype::Float64;
  int64_t i = 0;
  draw_elements(self, "bernoulli_", [&](Generator& generator, auto tag) {
    const double limit = chance.data<double>()[i++];
    check(limit >= 0 && limit <= 1, "bernoulli_ expects p to be in [0, 1], but got p=", limit);
    const double u = wide ? generator.uniform_double() : static_cast<double>(generator.uniform_float());
    return narrow_to<typename decltype(tag)::type>(u < limit ? 1 : 0);
  });
  return self;
}
Tensor bernoulli_(const Tensor& self, double p, const Value& generator) {
  check(p >= 0 && p <= 1, "bernoulli_ expects p to be in [0, 1], but got p=", p);
  return bernoulli_tensor_(self, scalar_tensor(p, Dtype::Float64), generator);
}
Tensor bernoulli(const Tensor& self, const Value& generator) {
  return bernoulli_tensor_(output_for(self.sizes(), {self}, self.dtype()), self, generator);
}
Tensor bernoulli_tensor(const Tensor& self, const Tensor& p, const Value& generator) {
  return bernoulli_tensor_(output_for(self.sizes(), {self}, self.dtype()), p, generator);
}
Tensor bernoulli_p(const Tensor& self, double p, const Value& generator) {
  return bernoulli_(output_for(self.sizes(), {self}, self.dtype()), p, generator);
}

Tensor exponential_(const Tensor& self, double rate, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  check(rate > 0, "exponential_ expects lambda > 0.0, but found lambda=", rate);
  check_continuous(self.dtype(), "Exponential distribution");
  draw_elements(self, "exponential_", [&](Generator& generator, auto tag) {
    return narrow_to<typename decltype(tag)::type>(-std::log1p(-generator.uniform_double()) / rate);
  });
  return self;
}

Tensor cauchy_(const Tensor& self, double median, double sigma, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  check(sigma > 0, "cauchy_ expects sigma > 0.0, but found sigma=", sigma);
  check_continuous(self.dtype(), "Cauchy distribution");
  constexpr double kLeast = std::numeric_limits<double>::epsilon();  // nothing is as far away as the tangent's poles
  return draw_doubles(self, "cauchy_", [&](Generator& generator) {
    const double u = std::clamp(generator.uniform_double(), kLeast, 1 - kLeast);
    return median + sigma * std::tan(std::numbers::pi * (u - 0.5));
  });
}

Tensor log_normal_(const Tensor& self, double mean, double std, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  check(std > 0, "log_normal_ expects std > 0.0, but found std=", std);
  check_float(self.dtype(), "log_normal_cpu");
  return draw_doubles(self, "log_normal_",
                      [&](Generator& generator) { return std::exp(generator.normal() * std + mean); });
}

Tensor geometric_(const Tensor& self, double p, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  check(p > 0 && p < 1, "geometric_ expects p to be in (0, 1), but got p=", p);
  if (self.dtype() == Dtype::Bool) raise("NotImplementedError", "\"geometric_cpu\" not implemented for 'Bool'");
  return draw_doubles(self, "geometric_", [&](Generator& generator) {
    return std::ceil(std::log(generator.uniform_double()) / std::log1p(-p));
  });
}

// One row with replacement: draws in the cumulative sums, which have the dtype's precision as eager's have.
template <typename T>
void draw_row(const T* weights, int64_t categories, int64_t* out, int64_t samples) {
  std::vector<T> sums(static_cast<std::size_t>(categories));
  T sum = 0;
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = sum = narrow_to<T>(sum + weights[i]);
  for (T& one : sums) one = narrow_to<T>(one / sum);
  for (int64_t s = 0; s < samples; ++s) {
    const double at = default_generator().uniform_double();
    const auto found = std::partition_point(sums.begin(), sums.end() - 1, [&](T one) { return one < at; });
    out[s] = found - sums.begin();
  }
}

// One row without replacement: the categories of the largest weights, each divided by an exponential draw of its own.
template <typename T>
void draw_largest(const T* weights, int64_t categories, int64_t* out, int64_t samples) {
  std::vector<std::pair<T, int64_t>> order;
  for (int64_t i = 0; i < categories; ++i) {
    const auto draw = narrow_to<T>(-std::log1p(-default_generator().uniform_double()));
    order.emplace_back(narrow_to<T>(weights[i] / draw), i);
  }
  std::partial_sort(order.begin(), order.begin() + samples, order.end(), [](const auto& a, const auto& b) {
    return a.first > b.first || (!(b.first > a.first) && a.second < b.second);
  });
  for (int64_t s = 0; s < samples; ++s) out[s] = order[static_cast<std::size_t>(s)].second;
}

Tensor multinomial(const Tensor& self, int64_t samples, bool replacement, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  check(is_floating(self.dtype()),
        "multinomial only supports floating-point dtypes for input, got: ", scalar_type_name(self.dtype()));
  check(self.dim() == 1 || self.dim() == 2, "prob_dist must be 1 or 2 dim");
  check(samples > 0, "cannot sample n_sample <= 0 samples");
  const int64_t categories = self.size(-1);
  check(replacement || samples <= categories,
        "cannot sample n_sample > prob_dist.size(-1) samples without replacement");
  // Of halves eager computes as of floats.
  const Tensor weights = contiguous(to_dtype(self, self.dtype() == Dtype::Float64 ? Dtype::Float64 : Dtype::Float32));
  Ints sizes = self.sizes();
  sizes[sizes.size() - 1] = samples;
  Tensor out = empty(sizes, Dtype::Int64);
  const std::lock_guard lock(default_generator().mutex);
  const auto draw = [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* data = weights.data<T>();
    for (int64_t i = 0; i < weights.numel(); ++i) {
      check(data[i] >= 0 && std::isfinite(data[i]), "probability tensor contains either `inf`, `nan` or element < 0");
    }
    for (const T* row = data; row < data + weights.numel(); row += categories) {
      check(std::accumulate(row, row + categories, 0.0) > 0,
            "invalid multinomial distribution (sum of probabilities <= 0)");
    }
    int64_t* to = out.data<int64_t>();
    for (const T* row = data; row < data + weights.numel(); row += categories, to += samples) {
      if (replacement && samples > 1) {
        draw_row(row, categories, to, samples);
      } else {
        draw_largest(row, categories, to, samples);
      }
    }
  };
  if (weights.dtype() == Dtype::Float64) {
    draw(std::type_identity<double>{});
  } else {
    draw(std::type_identity<float>{});
  }
  return out;
}

Tensor generator_state(int64_t seed) {
  Generator generator;
  generator.seed(static_cast<uint64_t>(seed));
  Tensor state = empty(Ints{Generator::kStateSize}, Dtype::Int64);
  generator.store(state.data<int64_t>());
  return state;
}

void manual_seed(int64_t seed) { default_generator().seed(static_cast<uint64_t>(seed)); }

}  // namespace

KERNEL(aten_rand, rand)
KERNEL(aten_rand_generator, rand_generator)
KERNEL(aten_rand_like, rand_like)
KERNEL(aten_rand_like_generator, rand_like_generator)
KERNEL(aten_randn, randn)
KERNEL(aten_randn_generator, randn_generator)
KERNEL(aten_randn_like, randn_like)
KERNEL(aten_randn_like_generator, randn_like_generator)
KERNEL(aten_randint, randint)
KERNEL(aten_randint_generator, randint_generator)
KERNEL(aten_randint_low, randint_low)
KERNEL(aten_randint_low_generator, randint_low_generator)
KERNEL(aten_randint_like, randint_like)
KERNEL(aten_randint_like_low_dtype, randint_like_low)
KERNEL(aten_randperm, randperm)
KERNEL(aten_randperm_generator, randperm_generator)
KERNEL(aten_normal_Tensor_float, normal_tensor_float)
KERNEL(aten_normal_float_Tensor, normal_float_tensor)
KERNEL(aten_normal_Tensor_Tensor, normal_tensors)
KERNEL(aten_normal_float_float, normal_floats)
KERNEL(aten_normal_, normal_)
KERNEL(aten_uniform_, uniform_)
KERNEL(aten_bernoulli, bernoulli)
KERNEL(aten_bernoulli_p, bernoulli_p)
KERNEL(aten_bernoulli_Tensor, bernoulli_tensor)
KERNEL(aten_bernoulli__Tensor, bernoulli_tensor_)
KERNEL(aten_bernoulli__float, bernoulli_)
KERNEL(aten_random__from, random_from_)
KERNEL(aten_random__to, random_to_)
KERNEL(aten_random_, random_)
KERNEL(aten_exponential_, exponential_)
KERNEL(aten_cauchy_, cauchy_)
KERNEL(aten_log_normal_, log_normal_)
KERNEL(aten_geometric_, geometric_)
KERNEL(aten_multinomial, multinomial)
KERNEL(aten_manual_seed, manual_seed)
KERNEL(tensor_generator_state, generator_state)

}  // namespace flambeau
