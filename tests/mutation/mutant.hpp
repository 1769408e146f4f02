#pragma once

// What the mutants of tests/mutation are made of. The sources of the copy hold all of them at once; the environment
// variable DETENTE_MUTANT says which one is on, none if it is not set.

#include <cstdlib>
#include <iterator>
#include <type_traits>
#include <utility>

namespace detente::mutation {

inline int number_of_environment() {
  char const* const text = std::getenv("DETENTE_MUTANT");
  return text == nullptr ? -1 : std::atoi(text);
}
inline int const active = number_of_environment();

/// False in what the compiler computes.
[[gnu::always_inline]] inline constexpr bool is_on(int number) {
  if (std::is_constant_evaluated()) return false;
  return active == number;
}

template <class T>
concept LaneExpression = requires {
  typename std::decay_t<T>::PlainObject;
};

/// The value of an expression, with nothing in it that refers to its parts.
template <class T>
[[gnu::always_inline]] inline constexpr auto value(T&& x) {
  if constexpr (LaneExpression<T>) {
    return typename std::decay_t<T>::PlainObject(std::forward<T>(x));
  } else {
    return std::decay_t<T>(std::forward<T>(x));
  }
}

/// One of two values that are computed only then; the type is that of the original.
template <class Original, class Changed>
[[gnu::always_inline]] inline constexpr auto either(int number, Original original, Changed changed) {
  using T = decltype(original());
  return is_on(number) ? static_cast<T>(changed()) : original();
}

/// Indices of neighbours that exist.
template <class Index>
constexpr auto before(Index index) {
  static_assert(std::is_integral_v<Index>, "no position");
  return index > 0 ? static_cast<Index>(index - 1) : index;
}
template <class Holder, class Index>
constexpr auto after(Holder const& holder, Index index) {
  static_assert(std::is_integral_v<Index>, "no position");
  auto const next = static_cast<Index>(index + 1);
  if constexpr (requires { holder.size(); }) {
    return next < static_cast<Index>(holder.size()) ? next : Index{};
  } else {
    return next < static_cast<Index>(std::size(holder)) ? next : Index{};
  }
}

}  // namespace detente::mutation
