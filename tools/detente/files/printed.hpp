#pragma once

#include <string>

namespace detente {

/// Sends what has been printed on its way, so that it stands before what follows on standard error, and a reader gets
/// what a long command has found so far. Throws IoError if any of it is lost: the command ends there, rather than
/// compute what nobody gets.
void require_printed();

/// What is said where printed output is lost.
std::string lost_print(int reason);  // errno; 0: not known

/// Whether printing has failed before.
bool is_print_lost();

}  // namespace detente
