detente_open <- function(path) {
  if (!is.character(path) || length(path) != 1 || is.na(path)) fail("path is one file or folder, as text")
  path <- path.expand(path)
  if (dir.exists(path)) path <- result_in(path)
  if (!file.exists(path))
    fail("cannot open '", path, "' (no such file or folder); the working directory is '", getwd(), "'")
  file <- open_file(path)
  connection <- new.env(parent = emptyenv())
  connection$file <- file
  reg.finalizer(connection, close_connection, onexit = TRUE)
  describe(path, connection)
}

# The result of an output folder.
result_in <- function(folder) {
  path <- file.path(folder, "result.h5")
  if (file.exists(path)) return(path)
  if (file.exists(file.path(folder, "manifest.json")))
    fail("'", folder, "' has no result yet; 'detente status ", folder, "' says how far it is, 'detente resume ", folder,
         "' goes on")
  fail("'", folder, "' is no output of detente (it has neither result.h5 nor manifest.json); ",
       "outputs are folders as outputs/quickstart")
}

open_file <- function(path) {
  head <- tryCatch(readBin(path, "raw", 8), error = function(e) fail("cannot open '", path, "' (not readable)"),
                   warning = function(w) fail("cannot open '", path, "' (not readable)"))
  if (!identical(head, as.raw(c(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a))))
    fail("cannot open '", path, "' (not an HDF5 file); a result is the file result.h5 of an output folder")
  file <- tryCatch(quietly(nc_open(path)), error = function(e) NULL)
  if (is.null(file))
    fail("cannot open '", path, "' (truncated or damaged); copy it again and compare sha256sum, or run it again")
  schema <- attribute(file, 0, "schema")
  version <- attribute(file, 0, "schema_version")
  problem <- if (identical(schema, "detente/analysis")) "it is an analysis; open the result.h5 that it was made of"
    else if (!identical(schema, "detente/result")) "its attribute schema is not 'detente/result'"
    else if (!isTRUE(version == 1)) paste0("its form is version ", version, ", this package reads version 1; ",
                                           "take the package that came with the program that wrote it")
  if (!is.null(problem)) {
    nc_close(file)
    fail("'", path, "' cannot be read as a result: ", problem)
  }
  file
}

describe <- function(path, connection) {
  file <- connection$file
  of <- function(name) attribute(file, 0, name)
  result <- structure(list(path = path, connection = connection), class = "detente_result")
  result$title <- of("title")
  result$seed <- of("seed_text")  # text: R has no 64-bit integers
  result$start <- of("start")
  for (name in c("months", "samples", "replications", "samples_per_observation", "dropped_runs"))
    result[[name]] <- as.integer(of(name))
  result$design <- of("design")
  result$baseline <- of("baseline_policy")
  result$policies <- labels_of(result, "policy")
  result$scenarios <- labels_of(result, "scenario")
  result$runs <- as.integer(file$dim$run$len)
  result$dates <- read_all(result, "date")
  result$program <- read_all(result, "provenance/program")
  result$outcomes <- outcome_columns(file)
  result$history <- variables_below(file, "^history/")
  result$summary <- sub("_mean$", "", grep("_mean$", variables_below(file, "^summary/"), value = TRUE))
  result$events <- sub("_first_row$", "", grep("_first_row$", variables_below(file, "^events/"), value = TRUE))
  result
}

variables_below <- function(file, group) sub(group, "", grep(group, names(file$var), value = TRUE))

# One row for each outcome and label, under the name that the command gives it.
outcome_columns <- function(file) {
  rows <- lapply(grep("^outcomes/", names(file$var), value = TRUE), function(path) {
    variable <- file$var[[path]]
    outcome <- sub("^outcomes/", "", path)
    axis <- if (variable$ndims == 4) basename(variable$dim[[1]]$name) else NA_character_
    labels <- if (is.na(axis)) NA_character_ else as.character(plain(as.vector(variable$dim[[1]]$vals)))
    column <- if (is.na(axis)) outcome else paste0(outcome, "[", labels, "]")
    data.frame(column, outcome, axis, label = labels, position = seq_along(labels), units = plain(variable$units),
               meaning = plain(variable$longname))
  })
  do.call(rbind, rows)
}

close_connection <- function(connection) {
  if (!is.null(connection$file)) nc_close(connection$file)
  connection$file <- NULL
}

close.detente_result <- function(con, ...) invisible(close_connection(con$connection))

print.detente_result <- function(x, ...) {
  line <- function(head, ...) cat("  ", formatC(head, width = -11), ..., "\n", sep = "")
  cat("result of detente: ", x$title, "\n", sep = "")
  line("file", x$path, if (is.null(x$connection$file)) " (closed)")
  line("policies", paste0(x$policies, ifelse(x$policies == x$baseline, " (baseline)", ""), collapse = ", "))
  line("scenarios", paste(x$scenarios, collapse = ", "))
  line("runs", x$runs, " of each policy in each scenario: ", x$samples, " samples, ", x$replications, " replication",
       if (x$replications != 1) "s", "; design ", x$design)
  if (x$dropped_runs > 0) line("dropped", x$dropped_runs, " runs came to no result and are left out everywhere")
  line("time", x$dates[1], " to ", x$dates[length(x$dates)], ", ", x$months, " months")
  line("outcomes", length(unique(x$outcomes$outcome)), ", with labels ", nrow(x$outcomes), " (see $outcomes)")
  line("summary", one_line(x$summary))
  line("histories", one_line(x$history))
  line("events", one_line(x$events))
  invisible(x)
}

one_line <- function(names) {
  if (length(names) == 0) return("none are kept")
  if (length(names) > 8) names <- c(names[1:7], paste("and", length(names) - 7, "more"))
  paste(names, collapse = ", ")
}
