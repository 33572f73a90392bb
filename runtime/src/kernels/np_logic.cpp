// Loops of ufuncs that give bools: comparisons, truth, NaN and infinity.
#include <array>
#include <cmath>

#include "kernels/np_loops.h"

namespace flambeau::np {

namespace {

template <typename T>
bool less(T a, T b) {
  if constexpr (is_complex_type<T>) return a.real() != b.real() ? a.real() < b.real() : a.imag() < b.imag();
  else return a < b;
}
template <typename T>
bool less_equal(T a, T b) {
  if constexpr (is_complex_type<T>) return a.real() != b.real() ? a.real() < b.real() : a.imag() <= b.imag();
  else return a <= b;
}

struct Less {
  template <typename T>
  static bool call(T a, T b) {
    return less(a, b);
  }
};
struct LessEqual {
  template <typename T>
  static bool call(T a, T b) {
    return less_equal(a, b);
  }
};
struct Greater {
  template <typename T>
  static bool call(T a, T b) {
    return less(b, a);
  }
};
struct GreaterEqual {
  template <typename T>
  static bool call(T a, T b) {
    return less_equal(b, a);
  }
};
struct Equal {
  template <typename T>
  static bool call(T a, T b) {
    return a == b;
  }
};
struct NotEqual {
  template <typename T>
  static bool call(T a, T b) {
    return a != b;
  }
};
struct LogicalAnd {
  static bool call(bool a, bool b) { return a && b; }
};
struct LogicalOr {
  static bool call(bool a, bool b) { return a || b; }
};
struct LogicalXor {
  static bool call(bool a, bool b) { return a != b; }
};
struct LogicalNot {
  static bool call(bool a) { return !a; }
};
struct IsNan {
  template <typename T>
  static bool call(T x) {
    if constexpr (is_complex_type<T>) return std::isnan(x.real()) || std::isnan(x.imag());
    else if constexpr (std::is_floating_point_v<T>) return std::isnan(x);
    else return false;
  }
};
struct IsInf {
  template <typename T>
  static bool call(T x) {
    if constexpr (is_complex_type<T>) return std::isinf(x.real()) || std::isinf(x.imag());
    else if constexpr (std::is_floating_point_v<T>) return std::isinf(x);
    else return false;
  }
};
struct IsFinite {
  template <typename T>
  static bool call(T x) {
    if constexpr (is_complex_type<T>) return std::isfinite(x.real()) && std::isfinite(x.imag());
    else if constexpr (std::is_floating_point_v<T>) return std::isfinite(x);
    else return true;
  }
};
struct SignBit {
  template <typename T>
  static bool call(T x) {
    if constexpr (std::is_floating_point_v<T>) return std::signbit(x);
    else if constexpr (is_complex_type<T> || std::is_same_v<T, bool>) return false;
    else return x < T(0);
  }
};

template <typename F>
Loop truth_of_two(Dtype) {
  return &binary_run<bool, bool, F>;
}
Loop truth_of_one(Dtype) { return &unary_run<bool, bool, LogicalNot>; }

constexpr std::array kTable = {
    Ufunc{"less", 2, Rule::Compare, find_binary_test<Less>, {nullptr, nullptr, &ByteLoops::less, kLess, true}},
    Ufunc{"less_equal",
          2,
          Rule::Compare,
          find_binary_test<LessEqual>,
          {nullptr, nullptr, &ByteLoops::less_equal, kLessEqual, true}},
    Ufunc{"greater",
          2,
          Rule::Compare,
          find_binary_test<Greater>,
          {nullptr, nullptr, &ByteLoops::greater, kGreater, true}},
    Ufunc{"greater_equal",
          2,
          Rule::Compare,
          find_binary_test<GreaterEqual>,
          {nullptr, nullptr, &ByteLoops::greater_equal, kGreaterEqual, true}},
    Ufunc{"equal", 2, Rule::Compare, find_binary_test<Equal>, {nullptr, nullptr, &ByteLoops::equal, kEqual, true}},
    Ufunc{"not_equal",
          2,
          Rule::Compare,
          find_binary_test<NotEqual>,
          {nullptr, nullptr, &ByteLoops::not_equal, kNotEqual, true}},
    Ufunc{"isnan", 1, Rule::Compare, find_unary_test<IsNan>},
    Ufunc{"isinf", 1, Rule::Compare, find_unary_test<IsInf>},
    Ufunc{"isfinite", 1, Rule::Compare, find_unary_test<IsFinite>},
    Ufunc{"signbit", 1, Rule::Compare, find_unary_test<SignBit>},
    Ufunc{"logical_and",
          2,
          Rule::Truth,
          truth_of_two<LogicalAnd>,
          {nullptr, nullptr, &ByteLoops::conjunction, kNoComparison, true}},
    Ufunc{"logical_or",
          2,
          Rule::Truth,
          truth_of_two<LogicalOr>,
          {nullptr, nullptr, &ByteLoops::disjunction, kNoComparison, true}},
    Ufunc{"logical_xor",
          2,
          Rule::Truth,
          truth_of_two<LogicalXor>,
          {nullptr, nullptr, &ByteLoops::exclusive, kNoComparison, true}},
    Ufunc{"logical_not", 1, Rule::Truth, truth_of_one},
};

}  // namespace

std::span<const Ufunc> logic_ufuncs() { return kTable; }

}  // namespace flambeau::np
