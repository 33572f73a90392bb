// Loops of ufuncs that compute in floats: roots, exponentials, trigonometry, rounding.
#include <array>
#include <cmath>

#include "kernels/np_loops.h"

namespace flambeau::np {

namespace {

constexpr double kPi = 3.14159265358979323846;

#define FLAMBEAU_UNARY(Name, kComplex, expression)                                      \
  struct Name {                                                                         \
    template <typename T>                                                               \
    static constexpr bool takes = is_float_type<T> || (kComplex && is_complex_type<T>); \
    template <typename T>                                                               \
    static T call(T x) {                                                                \
      return expression;                                                                \
    }                                                                                   \
  };
FLAMBEAU_UNARY(Sqrt, true, std::sqrt(x))
FLAMBEAU_UNARY(Cbrt, false, std::cbrt(x))
FLAMBEAU_UNARY(Exp, true, std::exp(x))
FLAMBEAU_UNARY(Exp2, false, std::exp2(x))
FLAMBEAU_UNARY(Expm1, false, std::expm1(x))
FLAMBEAU_UNARY(Log, true, std::log(x))
FLAMBEAU_UNARY(Log2, false, std::log2(x))
FLAMBEAU_UNARY(Log10, true, std::log10(x))
FLAMBEAU_UNARY(Log1p, false, std::log1p(x))
FLAMBEAU_UNARY(Sin, true, std::sin(x))
FLAMBEAU_UNARY(Cos, true, std::cos(x))
FLAMBEAU_UNARY(Tan, true, std::tan(x))
FLAMBEAU_UNARY(Arcsin, true, std::asin(x))
FLAMBEAU_UNARY(Arccos, true, std::acos(x))
FLAMBEAU_UNARY(Arctan, true, std::atan(x))
FLAMBEAU_UNARY(Sinh, true, std::sinh(x))
FLAMBEAU_UNARY(Cosh, true, std::cosh(x))
FLAMBEAU_UNARY(Tanh, true, std::tanh(x))
FLAMBEAU_UNARY(Arcsinh, true, std::asinh(x))
FLAMBEAU_UNARY(Arccosh, true, std::acosh(x))
FLAMBEAU_UNARY(Arctanh, true, std::atanh(x))
FLAMBEAU_UNARY(Fabs, false, std::fabs(x))
FLAMBEAU_UNARY(Deg2rad, false, x* static_cast<T>(kPi / 180.0))
FLAMBEAU_UNARY(Rad2deg, false, x* static_cast<T>(180.0 / kPi))
FLAMBEAU_UNARY(Floor, false, std::floor(x))
FLAMBEAU_UNARY(Ceil, false, std::ceil(x))
FLAMBEAU_UNARY(Trunc, false, std::trunc(x))
FLAMBEAU_UNARY(Rint, false, std::nearbyint(x))
FLAMBEAU_UNARY(Spacing, false, std::nextafter(x, x < 0 ? -INFINITY : INFINITY) - x)
#undef FLAMBEAU_UNARY

#define FLAMBEAU_BINARY(Name, kComplex, expression)                                     \
  struct Name {                                                                         \
    template <typename T>                                                               \
    static constexpr bool takes = is_float_type<T> || (kComplex && is_complex_type<T>); \
    template <typename T>                                                               \
    static T call(T a, T b) {                                                           \
      return expression;                                                                \
    }                                                                                   \
  };
FLAMBEAU_BINARY(Divide, true, a / b)
FLAMBEAU_BINARY(Arctan2, false, std::atan2(a, b))
FLAMBEAU_BINARY(Hypot, false, std::hypot(a, b))
FLAMBEAU_BINARY(Copysign, false, std::copysign(a, b))
FLAMBEAU_BINARY(Nextafter, false, std::nextafter(a, b))
FLAMBEAU_BINARY(Heaviside, false, std::isnan(a) ? a : a == 0 ? b : a < 0 ? T(0) : T(1))
FLAMBEAU_BINARY(Logaddexp, false,
                a == b ? a + static_cast<T>(0.693147180559945309417)
                       : (a > b ? a + std::log1p(std::exp(b - a)) : b + std::log1p(std::exp(a - b))))
FLAMBEAU_BINARY(Logaddexp2, false,
                a == b ? a + T(1)
                       : (a > b ? a + static_cast<T>(1.4426950408889634) * std::log1p(std::exp2(b - a))
                                : b + static_cast<T>(1.4426950408889634) * std::log1p(std::exp2(a - b))))
#undef FLAMBEAU_BINARY

constexpr std::array kTable = {
    Ufunc{"divide", 2, Rule::Division, find_binary<Divide>, {&NumberLoops::div}},
    Ufunc{"arctan2", 2, Rule::Float, find_binary<Arctan2>, {&NumberLoops::atan2}},
    Ufunc{"hypot", 2, Rule::Float, find_binary<Hypot>, {&NumberLoops::hypot}},
    Ufunc{"copysign", 2, Rule::Float, find_binary<Copysign>},
    Ufunc{"nextafter", 2, Rule::Float, find_binary<Nextafter>},
    Ufunc{"heaviside", 2, Rule::Float, find_binary<Heaviside>},
    Ufunc{"logaddexp", 2, Rule::Float, find_binary<Logaddexp>},
    Ufunc{"logaddexp2", 2, Rule::Float, find_binary<Logaddexp2>},
    Ufunc{"sqrt", 1, Rule::Float, find_unary<Sqrt>, {&NumberLoops::sqrt}},
    Ufunc{"cbrt", 1, Rule::Float, find_unary<Cbrt>},
    Ufunc{"exp", 1, Rule::Float, find_unary<Exp>, {&NumberLoops::exp}},
    Ufunc{"exp2", 1, Rule::Float, find_unary<Exp2>, {&NumberLoops::exp2}},
    Ufunc{"expm1", 1, Rule::Float, find_unary<Expm1>, {&NumberLoops::expm1}},
    Ufunc{"log", 1, Rule::Float, find_unary<Log>, {&NumberLoops::log}},
    Ufunc{"log2", 1, Rule::Float, find_unary<Log2>, {&NumberLoops::log2}},
    Ufunc{"log10", 1, Rule::Float, find_unary<Log10>, {&NumberLoops::log10}},
    Ufunc{"log1p", 1, Rule::Float, find_unary<Log1p>, {&NumberLoops::log1p}},
    Ufunc{"sin", 1, Rule::Float, find_unary<Sin>, {&NumberLoops::sin}},
    Ufunc{"cos", 1, Rule::Float, find_unary<Cos>, {&NumberLoops::cos}},
    Ufunc{"tan", 1, Rule::Float, find_unary<Tan>, {&NumberLoops::tan}},
    Ufunc{"arcsin", 1, Rule::Float, find_unary<Arcsin>, {&NumberLoops::asin}},
    Ufunc{"arccos", 1, Rule::Float, find_unary<Arccos>, {&NumberLoops::acos}},
    Ufunc{"arctan", 1, Rule::Float, find_unary<Arctan>, {&NumberLoops::atan}},
    Ufunc{"sinh", 1, Rule::Float, find_unary<Sinh>, {&NumberLoops::sinh}},
    Ufunc{"cosh", 1, Rule::Float, find_unary<Cosh>, {&NumberLoops::cosh}},
    Ufunc{"tanh", 1, Rule::Float, find_unary<Tanh>, {&NumberLoops::tanh}},
    Ufunc{"arcsinh", 1, Rule::Float, find_unary<Arcsinh>, {&NumberLoops::asinh}},
    Ufunc{"arccosh", 1, Rule::Float, find_unary<Arccosh>, {&NumberLoops::acosh}},
    Ufunc{"arctanh", 1, Rule::Float, find_unary<Arctanh>, {&NumberLoops::atanh}},
    Ufunc{"fabs", 1, Rule::Float, find_unary<Fabs>, {&NumberLoops::abs}},
    Ufunc{"deg2rad", 1, Rule::Float, find_unary<Deg2rad>},
    Ufunc{"rad2deg", 1, Rule::Float, find_unary<Rad2deg>},
    Ufunc{"rint", 1, Rule::Float, find_unary<Rint>, {&NumberLoops::round}},
    Ufunc{"spacing", 1, Rule::Float, find_unary<Spacing>},
    Ufunc{"floor", 1, Rule::Rounding, find_unary<Floor>, {&NumberLoops::floor}},
    Ufunc{"ceil", 1, Rule::Rounding, find_unary<Ceil>, {&NumberLoops::ceil}},
    Ufunc{"trunc", 1, Rule::Rounding, find_unary<Trunc>, {&NumberLoops::trunc}},
};

}  // namespace

std::span<const Ufunc> math_ufuncs() { return kTable; }

}  // namespace flambeau::np
