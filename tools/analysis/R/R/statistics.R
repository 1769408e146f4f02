# Estimates with intervals as the command makes them (docs/analysis.md, engine/statistics): value, lower, upper and n,
# the independent observations. `size` consecutive runs are one observation; missing runs are left out.

estimate <- function(value, lower, upper, n) c(value = value, lower = lower, upper = upper, n = n)

runs_per_observation <- function(result) result$samples_per_observation * result$replications

# Means of observations, NA where all runs of one are missing.
observation_means <- function(runs, size) {
  means <- if (size == 1) runs else colMeans(matrix(runs, nrow = size), na.rm = TRUE)
  means[is.nan(means)] <- NA
  means
}

# Student's interval over observations.
mean_interval <- function(observations, confidence) {
  x <- observations[!is.na(observations)]
  n <- length(x)
  if (n == 0) return(estimate(NA_real_, NA_real_, NA_real_, 0))
  value <- mean(x)
  if (n == 1) return(estimate(value, NA_real_, NA_real_, 1))
  half_width <- qt(0.5 + confidence / 2, n - 1) * sqrt(sum((x - value)^2) / (n - 1) / n)
  estimate(value, value - half_width, value + half_width, n)
}

# Of a share of independent trials. Wilson 1927.
wilson_interval <- function(successes, trials, confidence, n = trials) {
  if (trials == 0) return(estimate(NA_real_, NA_real_, NA_real_, 0))
  p <- successes / trials
  squared_by_trials <- qnorm(0.5 + confidence / 2)^2 / trials
  score_interval(p, squared_by_trials * p * (1 - p), squared_by_trials, n)
}

# Wilson's, by the squares of the normal half width and of the quantile, this one over the trials.
score_interval <- function(p, half_width_squared, squared_by_trials, n) {
  shrink <- 1 + squared_by_trials
  centre <- (p + squared_by_trials / 2) / shrink
  distance <- sqrt(half_width_squared + squared_by_trials^2 / 4) / shrink
  estimate(p, max(0, centre - distance), min(1, centre + distance), n)
}

# Of runs that say 1 (it happened) or 0: with as many trials as would have the variance between observations (Korn and
# Graubard 1998); without such a variance the runs are the trials, or the observations where all say the same.
probability_interval <- function(happened, size, confidence) {
  means <- observation_means(happened, size)
  means <- means[!is.na(means)]
  n <- length(means)
  always <- sum(means == 1)
  if (size == 1 || always == n || all(means == 0)) return(wilson_interval(always, n, confidence))
  result <- mean_interval(means, confidence)
  if (n == 1) return(result)
  if (all(means == means[1]))
    return(wilson_interval(sum(happened == 1, na.rm = TRUE), sum(!is.na(happened)), confidence, n))
  p <- result[["value"]]
  half_width_squared <- (result[["upper"]] - p)^2
  score_interval(p, half_width_squared, half_width_squared / (p * (1 - p)), n)
}

is_indicator <- function(runs) all(is.na(runs) | runs == 0 | runs == 1)

mean_of_runs <- function(runs, size, confidence, is_probability = is_indicator(runs)) {
  if (is_probability) return(probability_interval(runs, size, confidence))
  mean_interval(observation_means(runs, size), confidence)
}

# Two-sided, of the t-test that the mean of the observations is 0.
p_value <- function(observations) {
  x <- observations[!is.na(observations)]
  n <- length(x)
  if (n < 2) return(NA_real_)
  value <- mean(x)
  standard_error <- sqrt(sum((x - value)^2) / (n - 1) / n)
  if (standard_error == 0) return(as.numeric(value == 0))
  2 * pt(-abs(value) / standard_error, n - 1)
}

# At most 100 values that arms share, from the least to the greatest, with ranks evenly spaced in log-odds between.
shared_thresholds <- function(runs, most = 100) {
  pooled <- sort(runs)
  if (length(pooled) == 0) return(numeric(0))
  last <- length(pooled) - 1
  log_odds <- log(max(last, 1)) * (2 * seq(0, most - 3) / (most - 3) - 1)
  ranks <- floor(last / (1 + exp(-log_odds)) + 0.5)
  unique(c(pooled[1], pooled[ranks + 1], pooled[last + 1]))
}
