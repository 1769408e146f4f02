#pragma once

#include "engine/statistics/estimate.hpp"

#include <string>
#include <vector>

namespace detente {

// Numbers in sentences. A sentence says "less" or "more" only where the interval excludes zero.

/// 6,726; 3.2 or 0.015 where that is all there is; "unknown" for what is no number.
std::string grouped(double value);
/// 34 %, 3.2 %, 0.12 %: two significant digits below 10 %.
std::string percent(double share);
/// Three significant digits, without an exponent where that is readable.
std::string plain(double value);
/// The same of a difference: +1.9, -1,150.
std::string signed_plain(double value);

/// "95 % interval".
std::string interval_name(double confidence);
/// "6,673 to 6,779".
std::string grouped_range(double lower, double upper);
/// "31 to 36 %".
std::string percent_range(Estimate const& share);

/// "95 % interval 6,673 to 6,779"; "too few runs for an interval" where there is none.
std::string money_interval(Estimate const& estimate, double confidence, std::string const& of = "");

/// "95 % interval 31 to 36 %", of a share.
std::string share_interval(Estimate const& share, double confidence);

/// "508 million euro less than status_quo (95 % interval 456 to 561 less)", or where the interval holds zero "no
/// distinguishable difference to status_quo (95 % interval 12 less to 30 more, million euro)"; where there is no
/// interval "a difference to status_quo of which too few runs say how sure it is".
std::string money_change(Estimate const& change, std::string const& baseline, double confidence);

/// "1 run", "2,048 runs".
std::string counted(std::int64_t count, std::string const& one, std::string const& many);

/// Underscores to spaces: ids as people read them.
std::string spaced(std::string id);

/// Rounded to two significant digits.
double round_number(double value);

}  // namespace detente
