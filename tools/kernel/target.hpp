#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detente {

/// An instruction set that the kernel is compiled for: the machine's ordinary one, or a level of x86-64 (v3: AVX2, v4:
/// AVX-512). The bits of a result do not depend on it, only the time.
enum class Target { baseline, v3, v4 };

/// All targets, from the least to the widest.
std::vector<Target> const& all_targets();
/// "baseline", "v3", "v4".
std::string to_text(Target target);
/// The target of a name; nothing if there is none.
std::optional<Target> target_of(std::string_view name);
/// Whether this processor (and its operating system) can run the target.
bool runs_here(Target target);

}  // namespace detente
