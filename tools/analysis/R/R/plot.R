looks <- function(count) {
  list(colour = rep(palette.colors(8, "Okabe-Ito")[c(1, 6, 7, 4, 8, 2, 3)], length.out = count),
       dash = rep(1:6, length.out = count))
}

with_units <- function(meaning, units) if (units == "1") meaning else paste0(meaning, " [", units, "]")

wrapped <- function(text, width) paste(strwrap(text, width), collapse = "\n")

detente_plot_fan <- function(result, variable, label = NULL, policy = NULL, scenario = NULL) {
  file_of(result)
  scenario <- one_scenario(result, scenario)
  data <- detente_summary(result, variable, policy, scenario)
  if (is.null(data$q50)) fail("'", result$path, "' has no full year, and quantiles are of the ends of years")
  data <- of_label(data, label, variable, result)
  policies <- unique(data$policy)
  several <- length(policies) > 1
  limits <- range(unlist(data[c("mean", "q05", "q95")]), na.rm = TRUE)
  limits[2] <- limits[2] + 0.3 * diff(limits)  # room for the legend
  panels <- list(mfrow = c(1, length(policies)), mar = c(3, 3, 2, 0.5), oma = c(0, 3, 2, 0), mgp = c(2, 0.6, 0))
  before <- par(if (several) panels else list(mar = c(3, 6, 4, 1), mgp = c(2, 0.6, 0)))
  on.exit(par(before))
  for (name in policies) fan_panel(data[data$policy == name, ], name, limits, name == policies[1])
  meaning <- sub("^mean over runs: ", "", attr(data, "meaning"))
  mtext(wrapped(with_units(meaning, attr(data, "units")), 45), side = 2, outer = several,
        line = if (several) 0.5 else 3)
  mtext(paste(c(variable, label, scenario), collapse = ", "), side = 3, outer = several,
        line = if (several) 0.5 else 2.2, font = 2)
  invisible(data)
}

one_scenario <- function(result, scenario) {
  if (is.null(scenario)) return(result$scenarios[1])
  if (length(scenario) != 1) fail("a figure is of one scenario, and these are ", length(scenario))
  scenario
}

# The rows of one label; which, the user says where there are several.
of_label <- function(data, label, variable, result) {
  axis <- grep("^q[0-9]", setdiff(names(data), c("policy", "scenario", "month", "date", "mean", "sd")), value = TRUE,
               invert = TRUE)
  if (length(axis) == 0) return(data)
  if (length(axis) > 1) fail(variable, " has the axes ", quoted(axis), "; draw it from detente_summary()")
  choices <- unique(data[[axis]])
  if (length(label) != 1) fail(variable, " is by ", axis, "; say which with label =, one of ", quoted(choices))
  check_names(label, choices, axis, result)
  chosen <- data[data[[axis]] == label, ]
  attributes(chosen)[c("units", "meaning")] <- attributes(data)[c("units", "meaning")]
  chosen
}

fan_panel <- function(data, title, limits, has_legend) {
  day <- as.Date(paste0(data$date, "-01"))
  ends <- !is.na(data$q50)
  band <- function(low, high, strength)
    polygon(c(day[ends], rev(day[ends])), c(data[[low]][ends], rev(data[[high]][ends])),
            col = adjustcolor("#0072B2", strength), border = NA)
  plot.new()
  plot.window(range(day), limits)
  band("q05", "q95", 0.2)
  band("q25", "q75", 0.35)
  lines(day[ends], data$q50[ends], col = "#00446B", lwd = 2)
  lines(day, data$mean, lty = 2)
  years <- pretty(as.numeric(format(day, "%Y")), 4)
  axis(1, as.Date(paste0(years, "-01-01")), years)
  axis(2, las = 1)
  box()
  mtext(title, side = 3, line = 0.3)
  if (!has_legend) return()
  legend("topleft", c("median", "mean", "middle 50 % of runs", "middle 90 % of runs"), bty = "n",
         cex = 0.75 / par("cex"), lty = c(1, 2, NA, NA), lwd = c(2, 1, NA, NA), pch = c(NA, NA, 15, 15), pt.cex = 2,
         col = c("#00446B", "black", adjustcolor("#0072B2", 0.48), adjustcolor("#0072B2", 0.2)))
}

detente_plot_exceedance <- function(result, outcome = "crisis_cost", policy = NULL, scenario = NULL,
                                    confidence = 0.95) {
  file_of(result)
  scenario <- one_scenario(result, scenario)
  data <- detente_exceedance(result, outcome, policy, scenario, confidence = confidence)
  if (nrow(data) == 0) fail("'", outcome, "' is missing in all runs of '", result$path, "': there is no curve")
  policies <- unique(data$policy)
  look <- looks(length(policies))
  least <- min(data$share[data$share > 0])  # the axis is logarithmic
  before <- par(mar = c(4.5, 4.5, 2.5, 1), mgp = c(2.8, 0.6, 0))
  on.exit(par(before))
  plot.new()
  span <- range(data$threshold)
  plot.window(span, c(least, 1), log = if (span[1] > 0 && span[2] > 3 * span[1]) "xy" else "y")
  for (k in seq_along(policies)) {
    one <- data[data$policy == policies[k], ]
    polygon(c(one$threshold, rev(one$threshold)), pmax(c(one$lower, rev(one$upper)), least / 10),
            col = adjustcolor(look$colour[k], 0.2), border = NA)
    drawn <- one$share > 0
    lines(one$threshold[drawn], one$share[drawn], col = look$colour[k], lty = look$dash[k], lwd = 2)
  }
  axis(1)
  at <- 10^(floor(log10(least)):0)
  axis(2, at, paste(format(100 * at, drop0trailing = TRUE, scientific = FALSE, trim = TRUE), "%"), las = 1)
  box()
  mtext(with_units(wrapped(attr(data, "meaning"), 70), attr(data, "units")), side = 1, line = 2.2)
  mtext("share of runs at or above", side = 2, line = 3.2)
  mtext(paste(c(outcome, scenario), collapse = ", "), side = 3, line = 0.8, font = 2)
  is_low <- max(data$share[data$threshold >= mean(span)], 0) < 0.5  # then the upper right is free
  legend(if (is_low) "topright" else "bottomleft", policies, col = look$colour, lty = look$dash, lwd = 2, bty = "n",
         title = paste0("band: ", format(100 * confidence), " % interval, point by point"), cex = 0.85)
  invisible(data)
}
