#pragma once

#include "engine/config/form.hpp"

#include <string>

namespace detente {

/// All that an experiment and the files it names may hold, from the reading of one: the reader is shown a file in which
/// everything is there. With the name of an experiment (`file`, else empty) it is read too, and its ids are known.
/// Meanings and units come from the tables of parameters and levers. Throws ConfigError.
Form experiment_form(std::string const& file = "");

}  // namespace detente
