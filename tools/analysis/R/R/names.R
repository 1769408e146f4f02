# Names that a user wrote, against those that there are.

fail <- function(...) stop(paste0(...), call. = FALSE)

quoted <- function(names) paste0("'", names, "'", collapse = ", ")

# The nearest of the choices by edits, without regard to case; NULL if none is near: the bounds are the command's.
nearest <- function(word, choices) {
  distances <- drop(adist(word, choices, ignore.case = TRUE))
  best <- which.min(distances)
  if (length(best) == 0 || distances[best] > nchar(word) %/% 3 + 1) return(NULL)
  if (distances[best] >= max(nchar(word), nchar(choices[best]))) return(NULL)
  choices[best]
}

# Stops unless all are among the choices; the message has the nearest choice, or all where they are few.
check_names <- function(names, choices, what, result, remedy = NULL) {
  if (!is.character(names) || length(names) == 0 || anyNA(names))
    fail("a ", what, " is named by text, as ", what, " = '", if (length(choices)) choices[1] else "...", "'")
  for (name in setdiff(names, choices)) {
    near <- nearest(name, choices)
    further <- if (!is.null(near)) paste0("; did you mean '", near, "'?")
      else if (!is.null(remedy)) paste0("; ", remedy)
      else if (length(choices) == 0) "; there is none"
      else if (length(choices) <= 12) paste0("; there are ", quoted(choices))
    fail("no ", what, " '", name, "' in '", result$path, "'", further)
  }
  names
}

# The positions, from 1, of the named choices; of all if nothing is named.
positions <- function(names, choices, what, result) {
  if (is.null(names)) return(seq_along(choices))
  match(unique(check_names(names, choices, what, result)), choices)
}

# The positions, from 1, of runs by number, from 0; of all if nothing is named.
run_positions <- function(run, kept, what, result) {
  if (is.null(run)) return(seq_along(kept))
  if (!is.numeric(run) || length(run) == 0) fail("a run is named by its number, from 0")
  at <- match(unique(run), kept)
  if (anyNA(at)) {
    fail("run ", unique(run)[is.na(at)][1], " has no ", what, " in '", result$path, "' (",
         if (length(kept)) paste0("kept are ", min(kept), " to ", max(kept)) else "none are kept",
         "; 'record' in the experiment says how many)")
  }
  sort(at)
}

check_confidence <- function(confidence) {
  if (!is.numeric(confidence) || length(confidence) != 1 || is.na(confidence) || confidence <= 0 || confidence >= 1)
    fail("confidence is a number between 0 and 1, as 0.95")
}
