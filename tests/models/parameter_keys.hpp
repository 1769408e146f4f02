#pragma once

#include "models/parameter_info.hpp"

#include <cstddef>
#include <string>

namespace detente {

/// The key under which a coefficient is read.
template <class Table, class Value>
std::string key_of(Table& table, Value const& member) {
  std::string key = "none";
  Table::describe(table, [&](auto& value, ParameterInfo const& info) {
    if (static_cast<void const*>(&value) == static_cast<void const*>(&member)) key = info.key;
  });
  return key;
}

/// Bytes of all coefficients that are described.
template <class Table>
std::size_t described_bytes() {
  Table table{};
  std::size_t bytes = 0;
  Table::describe(table, [&](auto& value, ParameterInfo const&) { bytes += sizeof(value); });
  return bytes;
}

// The key of a coefficient is the name that the equations give it, under the name of its group.
#define EXPECT_OWN_KEY(group, member) EXPECT_EQ(key_of(p.group, p.group.member), #group "." #member)

}  // namespace detente
