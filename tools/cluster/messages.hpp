#pragma once

#include <cstdint>
#include <mpi.h>
#include <string>
#include <vector>

namespace detente {

// What ranks tell each other. Every rank must call these, in the same order. Who waits sleeps, so that it takes no core
// from those that still compute.

/// The text of the rank `from`, in all.
std::string broadcast(std::string const& text, int from);

/// The least of the numbers of all ranks, in all.
int least(int number);

/// Marks that any rank has set, in all.
std::vector<std::uint8_t> any_of(std::vector<std::uint8_t> marks);

/// Gives control back once all have come here.
void meet();

}  // namespace detente
