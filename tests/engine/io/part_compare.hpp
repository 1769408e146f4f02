#pragma once

#include "engine/io/part_file.hpp"

#include <algorithm>
#include <string>
#include <tuple>

namespace detente {

/// What differs between two parts, by name; empty if nothing does.
inline std::string difference(PartRecord const& a, PartRecord const& b) {
  auto const same_chunk = [](EncodedChunk const& x, EncodedChunk const& y) {
    return std::tie(x.dataset, x.position, x.bytes) == std::tie(y.dataset, y.position, y.bytes);
  };
  auto const same_event = [](Event const& x, Event const& y) {
    return std::tie(x.run, x.month, x.kind, x.entity, x.from, x.to, x.contributions) ==
           std::tie(y.run, y.month, y.kind, y.entity, y.from, y.to, y.contributions);
  };
  std::string names;
  if (std::tie(a.part, a.arm, a.first_run, a.runs) != std::tie(b.part, b.arm, b.first_run, b.runs)) names += "place ";
  if (!std::equal(a.chunks.begin(), a.chunks.end(), b.chunks.begin(), b.chunks.end(), same_chunk)) names += "chunks ";
  if (!std::equal(a.events.begin(), a.events.end(), b.events.begin(), b.events.end(), same_event)) names += "events ";
  if (a.contributions != b.contributions) names += "contributions ";
  if (a.sum != b.sum) names += "sum ";
  if (a.sum_of_squares != b.sum_of_squares) names += "sum_of_squares ";
  if (a.counts != b.counts) names += "counts ";
  return names;
}

/// A part with a little of everything; no two numbers in it are the same but zeros.
inline PartRecord sample_part() {
  PartRecord part;
  part.part = 5;
  part.arm = 3;
  part.first_run = 4096;
  part.runs = 23;
  part.chunks = {{0, chunk_position(0, 4096), {std::byte{1}, std::byte{2}, std::byte{3}}},
                 {7, chunk_position(41, 4352), {}},
                 {8, chunk_position(2, 4353), {std::byte{255}}}};
  part.events = {{.run = 4096, .month = 1, .kind = 0, .entity = 9, .from = 0, .to = 0.1, .contributions = 1},
                 {.run = 4097, .month = 2, .kind = 2, .entity = 0, .from = -3.5, .to = 1e300, .contributions = -1},
                 {.run = 4118, .month = 300, .kind = 2, .entity = 11, .from = 4, .to = 5, .contributions = 0}};
  part.contributions = {0.25F, -1.1F, 3e-30F, 0};
  part.sum = {0.1, -2.2, 1e-300};
  part.sum_of_squares = {3.3, 4.4, 5.5};
  part.counts.assign(2 * histogram_bins, 0);
  part.counts[3] = 17;
  part.counts[2047] = 4'000'000'000U;
  return part;
}

}  // namespace detente
