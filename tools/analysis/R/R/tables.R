# Rows of result$outcomes that are asked for: an outcome with labels stands for all, peak_level[BEL_PRI] for one.
chosen_columns <- function(result, outcome) {
  columns <- result$outcomes
  if (is.null(outcome)) return(columns)
  check_names(outcome, unique(c(columns$outcome, columns$column)), "outcome", result,
              "all are in $outcomes of the open result")
  rows <- unlist(lapply(outcome, function(name) which(columns$outcome == name | columns$column == name)))
  columns[unique(rows), ]
}

# A matrix of one arm: a row for each run, a column for each of the chosen. A dataset is read once for all its labels.
arm_values <- function(result, columns, policy, scenario) {
  values <- matrix(NA_real_, result$runs, nrow(columns), dimnames = list(NULL, columns$column))
  for (name in unique(columns$outcome)) {
    wanted <- which(columns$outcome == name)
    at <- list()
    place <- 1L
    if (!is.na(columns$axis[wanted[1]])) {
      span <- range(columns$position[wanted])
      at[[columns$axis[wanted[1]]]] <- span
      place <- columns$position[wanted] - span[1] + 1L
    }
    part <- read_arm(result, paste0("outcomes/", name), policy, scenario, at)
    values[, wanted] <- t(matrix(part, ncol = result$runs))[, place]
  }
  values
}

detente_outcomes <- function(result, policy = NULL, scenario = NULL, outcome = NULL) {
  file_of(result)
  policies <- positions(policy, result$policies, "policy", result)
  scenarios <- positions(scenario, result$scenarios, "scenario", result)
  columns <- chosen_columns(result, outcome)
  run <- labels_of(result, "run")
  sample <- read_all(result, "sample_of_run")
  replication <- read_all(result, "replication_of_run")
  frame <- over_arms(policies, scenarios, function(p, s) {
    keys <- list(policy = result$policies[p], scenario = result$scenarios[s], run = run, sample = sample,
                 replication = replication)
    data.frame(keys, arm_values(result, columns, p, s), check.names = FALSE)
  })
  attr(frame, "units") <- stats::setNames(columns$units, columns$column)
  attr(frame, "meaning") <- stats::setNames(columns$meaning, columns$column)
  frame
}

detente_events <- function(result, kind = "move", policy = NULL, scenario = NULL, run = NULL) {
  file <- file_of(result)
  check_names(kind, result$events, "kind of event", result)
  if (length(kind) != 1) fail("one kind of event at a time: each has columns of its own")
  policies <- positions(policy, result$policies, "policy", result)
  scenarios <- positions(scenario, result$scenarios, "scenario", result)
  runs <- run_positions(run, labels_of(result, "event_run"), "events", result)
  group <- paste0("events/", kind, "/")
  drivers <- labels_of(result, paste0(group, "driver"))
  first_row <- read_part(result, paste0("events/", kind, "_first_row"))  # run, scenario, policy
  rows <- read_part(result, paste0("events/", kind, "_rows"))
  what <- attribute(file, paste0(group, "entity"), "dimension")
  frame <- over_arms(policies, scenarios, function(p, s) {
    from <- first_row[runs[1], s, p] + 1
    last <- runs[length(runs)]
    at <- list(event = c(from, first_row[last, s, p] + rows[last, s, p]))
    column <- function(name) as.vector(read_part(result, paste0(group, name), at))
    numbers <- column("run_index")
    month <- column("month_index")
    entity <- column("entity") + 1
    frame <- data.frame(
      policy = rep(result$policies[p], length(month)), scenario = rep(result$scenarios[s], length(month)),
      run = numbers, month = month, date = result$dates[month + 1], lived_in = result$dates[month],
      entity = if (is.null(what)) rep(NA_character_, length(month)) else labels_of(result, what)[entity],
      name = entity_names(result, what, entity), from = column("from"), to = column("to"))
    if (!is.null(drivers)) {
      contribution <- t(read_part(result, paste0(group, "contribution"), at))
      colnames(contribution) <- drivers
      frame <- cbind(frame, contribution)
    }
    frame[numbers %in% labels_of(result, "event_run")[runs], , drop = FALSE]
  })
  attr(frame, "drivers") <- drivers
  frame
}

# What people write; the id where the file has no name for it.
entity_names <- function(result, what, entity) {
  if (is.null(what)) return(rep(NA_character_, length(entity)))
  path <- paste0(what, "_name")
  names <- if (is.null(file_of(result)$var[[path]])) labels_of(result, what) else read_all(result, path)
  names[entity]
}

detente_history <- function(result, variable, policy = NULL, scenario = NULL, run = NULL) {
  file <- file_of(result)
  check_names(variable, result$history, "history", result,
              paste0("kept are ", one_line(result$history), ": 'record.history' in the experiment says which"))
  if (length(variable) != 1) fail("one variable at a time: each has labels of its own")
  policies <- positions(policy, result$policies, "policy", result)
  scenarios <- positions(scenario, result$scenarios, "scenario", result)
  kept <- labels_of(result, "history_run")
  runs <- run_positions(run, kept, "history", result)
  path <- paste0("history/", variable)
  further <- setdiff(axes_of(result, path), c("month", "history_run", "scenario", "policy"))
  span <- range(runs)
  frame <- over_arms(policies, scenarios, function(p, s) {
    values <- read_arm(result, path, p, s, list(history_run = span))
    labels <- stats::setNames(lapply(further, function(axis) labels_of(result, axis)), further)
    labels <- c(labels, list(month = labels_of(result, "month"), run = kept[span[1]:span[2]]))
    columns <- label_columns(labels)
    frame <- as.data.frame(c(
      list(policy = result$policies[p], scenario = result$scenarios[s], run = columns$run, month = columns$month,
           date = result$dates[columns$month + 1]),
      columns[rev(further)], list(value = as.vector(values))))
    frame[frame$run %in% kept[runs], , drop = FALSE]
  })
  with_meaning(frame, file$var[[path]])
}

with_meaning <- function(frame, variable) {
  attr(frame, "units") <- plain(variable$units)
  attr(frame, "meaning") <- plain(variable$longname)
  frame
}

detente_summary <- function(result, variable, policy = NULL, scenario = NULL) {
  file <- file_of(result)
  check_names(variable, result$summary, "summary", result,
              paste0("kept are ", one_line(result$summary), ": 'record.summary' in the experiment says which"))
  if (length(variable) != 1) fail("one variable at a time: each has labels of its own")
  policies <- positions(policy, result$policies, "policy", result)
  scenarios <- positions(scenario, result$scenarios, "scenario", result)
  path <- function(what) paste0("summary/", variable, "_", what)
  further <- setdiff(axes_of(result, path("mean")), c("month", "scenario", "policy"))
  months <- labels_of(result, "month")
  frame <- over_arms(policies, scenarios, function(p, s) {
    labels <- stats::setNames(lapply(further, function(axis) labels_of(result, axis)), further)
    columns <- label_columns(c(labels, list(month = months)))
    as.data.frame(c(
      list(policy = result$policies[p], scenario = result$scenarios[s], month = columns$month,
           date = result$dates[columns$month + 1]),
      columns[rev(further)],
      list(mean = as.vector(read_arm(result, path("mean"), p, s)), sd = as.vector(read_arm(result, path("sd"), p, s))),
      quantile_columns(result, path("quantile"), p, s, length(months))))
  })
  with_meaning(frame, file$var[[path("mean")]])
}

# Quantiles at the ends of years, NA in the other months: a column for each.
quantile_columns <- function(result, path, policy, scenario, months) {
  shares <- labels_of(result, "quantile")
  if (is.null(file_of(result)$var[[path]])) return(list())
  values <- read_arm(result, path, policy, scenario)  # labels, quantile, year_end
  years <- labels_of(result, "year_end")
  values <- array(values, c(length(values) / length(shares) / length(years), length(shares), length(years)))
  columns <- lapply(seq_along(shares), function(q) {
    column <- matrix(NA_real_, dim(values)[1], months)
    column[, years + 1] <- values[, q, ]
    as.vector(column)
  })
  stats::setNames(columns, sprintf("q%02d", round(100 * shares)))
}
