detente_mean <- function(result, outcome = "crisis_cost", policy = NULL, scenario = NULL, confidence = 0.95) {
  file_of(result)
  check_confidence(confidence)
  columns <- chosen_columns(result, outcome)
  policies <- positions(policy, result$policies, "policy", result)
  scenarios <- positions(scenario, result$scenarios, "scenario", result)
  size <- runs_per_observation(result)
  over_arms(policies, scenarios, function(p, s) {
    found <- apply(arm_values(result, columns, p, s), 2, mean_of_runs, size, confidence)
    data.frame(policy = result$policies[p], scenario = result$scenarios[s], outcome = columns$column,
               units = columns$units, mean = found["value", ], lower = found["lower", ], upper = found["upper", ],
               n = found["n", ])
  })
}

# Those of the command.
usual_outcomes <- c("crisis_cost", "crisis_cost.component", "policy_cost", "asset_value", "net_position",
                    "open_conflict")

detente_compare <- function(result, a, b = result$baseline, outcome = NULL, scenario = NULL, confidence = 0.95) {
  file_of(result)
  check_confidence(confidence)
  if (length(a) != 1 || length(b) != 1) fail("a and b are one policy each; for several call it several times")
  arms <- match(check_names(c(a, b), result$policies, "policy", result), result$policies)
  if (is.null(outcome)) outcome <- intersect(usual_outcomes, result$outcomes$outcome)
  columns <- chosen_columns(result, outcome)
  size <- runs_per_observation(result)
  over_arms(1, positions(scenario, result$scenarios, "scenario", result), function(policy, s) {
    of_a <- arm_values(result, columns, arms[1], s)
    of_b <- arm_values(result, columns, arms[2], s)
    found <- vapply(seq_len(nrow(columns)), function(k) compared(of_a[, k], of_b[, k], size, confidence), numeric(8))
    frame <- data.frame(a = a, b = b, scenario = result$scenarios[s], outcome = columns$column,
                        units = columns$units, t(found))
    frame$p_holm <- p.adjust(frame$p_value, "holm")
    frame
  })
}

# One outcome, a less b run by run: a run that is missing in one is left out of the difference.
compared <- function(of_a, of_b, size, confidence) {
  is_probability <- is_indicator(of_a) && is_indicator(of_b)
  differences <- observation_means(of_a - of_b, size)
  mean <- mean_interval(differences, confidence)
  c(mean_a = mean_of_runs(of_a, size, confidence, is_probability)[["value"]],
    mean_b = mean_of_runs(of_b, size, confidence, is_probability)[["value"]],
    difference = mean[["value"]], lower = mean[["lower"]], upper = mean[["upper"]], n = mean[["n"]],
    share_lower = probability_interval(as.numeric(of_a < of_b), size, confidence)[["value"]],
    p_value = p_value(differences))
}

detente_exceedance <- function(result, outcome = "crisis_cost", policy = NULL, scenario = NULL, thresholds = NULL,
                               confidence = 0.95) {
  file_of(result)
  check_confidence(confidence)
  column <- chosen_columns(result, outcome)
  if (nrow(column) != 1)
    fail("an exceedance curve is of one outcome, and this is ", nrow(column), ", as ",
         quoted(utils::head(column$column, 3)))
  policies <- positions(policy, result$policies, "policy", result)
  scenarios <- positions(scenario, result$scenarios, "scenario", result)
  size <- runs_per_observation(result)
  if (is.null(thresholds)) {
    pooled <- lapply(policies, function(p) lapply(scenarios, function(s) arm_values(result, column, p, s)[, 1]))
    thresholds <- shared_thresholds(unlist(pooled))
  }
  if (!is.numeric(thresholds) || anyNA(thresholds)) fail("thresholds are numbers, in ", column$units)
  frame <- over_arms(policies, scenarios, function(p, s) {
    runs <- arm_values(result, column, p, s)[, 1]
    found <- vapply(thresholds, function(x) probability_interval(as.numeric(runs >= x), size, confidence),
                    estimate(0, 0, 0, 0))
    data.frame(policy = rep(result$policies[p], length(thresholds)),
               scenario = rep(result$scenarios[s], length(thresholds)), threshold = thresholds,
               share = found["value", ], lower = found["lower", ], upper = found["upper", ], n = found["n", ])
  })
  attr(frame, "units") <- column$units
  attr(frame, "meaning") <- column$meaning
  frame
}
