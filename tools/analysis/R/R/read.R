# Reading datasets. ncdf4 turns axes round: the last one of the file is the first one of R.

# ncdf4 reports on standard output what it also throws, and what it thinks of 64-bit attributes.
quietly <- function(call) {
  value <- NULL
  capture.output(value <- call)
  value
}

# Strings of the file are UTF-8, but ncdf4 does not mark them so; what is missing is NA.
plain <- function(values) {
  if (is.character(values)) Encoding(values) <- "UTF-8"
  if (is.double(values)) values[is.nan(values)] <- NA
  values
}

attribute <- function(file, object, name) {
  found <- quietly(ncatt_get(file, object, name))
  if (found$hasatt) plain(found$value) else NULL
}

file_of <- function(result) {
  if (!inherits(result, "detente_result")) fail("this is no open result; detente_open(path) opens one")
  file <- result$connection$file
  if (is.null(file)) fail("'", result$path, "' was closed; detente_open() opens it again")
  file
}

# Names of the axes in R's order, without their group.
axes_of <- function(result, name) vapply(file_of(result)$var[[name]]$dim, function(d) basename(d$name), "")

labels_of <- function(result, dimension) {
  found <- file_of(result)$dim[[dimension]]
  if (is.null(found)) NULL else plain(as.vector(found$vals))
}

# The part of a dataset at `at`, a list by axis of first and last position, from 1; all axes stay.
read_part <- function(result, name, at = list()) {
  file <- file_of(result)
  axes <- axes_of(result, name)
  extent <- vapply(file$var[[name]]$dim, function(d) as.integer(d$len), 1L)
  first <- rep(1L, length(axes))
  count <- extent
  for (axis in names(at)) {
    k <- match(axis, axes)
    first[k] <- at[[axis]][1]
    count[k] <- at[[axis]][2] - at[[axis]][1] + 1L
  }
  if (any(count == 0)) return(array(numeric(0), count))
  values <- tryCatch(
    quietly(if (length(axes) == 0) ncvar_get(file, name)
            else ncvar_get(file, name, start = first, count = count, collapse_degen = FALSE)),
    error = function(e) fail("cannot read '", name, "' of '", result$path, "' (the file is damaged there); ",
                             "make it again: its experiment stands in provenance/experiment"))
  if (length(axes) == 0) plain(values) else array(plain(values), count)
}

read_arm <- function(result, name, policy, scenario, at = list())
  read_part(result, name, c(list(policy = c(policy, policy), scenario = c(scenario, scenario)), at))

# A whole small dataset as a vector.
read_all <- function(result, name) as.vector(read_part(result, name))

# Columns with the label of every element of an array, by the labels of its axes in R's order.
label_columns <- function(labels) {
  extent <- lengths(labels)
  columns <- lapply(seq_along(labels), function(k)
    rep(rep(labels[[k]], each = prod(extent[seq_len(k - 1)])), times = prod(extent[-seq_len(k)])))
  stats::setNames(columns, names(labels))
}

# One frame out of one for each arm.
over_arms <- function(policies, scenarios, frame_of) {
  frames <- list()
  for (p in policies) for (s in scenarios) frames[[length(frames) + 1]] <- frame_of(p, s)
  frame <- do.call(rbind, frames)
  rownames(frame) <- NULL
  frame
}
