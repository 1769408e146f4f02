detente_run <- function(experiment, out, runs = NULL, policy = NULL, scenario = NULL, seed = NULL, set = character(),
                        further = character(), program = NULL, quiet = FALSE) {
  settings <- function(option, value) if (length(value)) c(option, paste(value, collapse = ","))
  whole <- function(number) if (is.numeric(number)) format(number, scientific = FALSE, digits = 15) else number
  arguments <- c("run", experiment, "--out", out, "-q", "--progress", "none", settings("--runs", whole(runs)),
                 settings("--policy", policy), settings("--scenario", scenario), settings("--seed", whole(seed)),
                 rbind(rep("--set", length(set)), set), further)
  said <- call_program(find_program(program), arguments)
  if (!quiet) message(said)
  detente_open(out)
}

# The program: as given, else $DETENTE, PATH, or the build in a clone that is the working directory.
find_program <- function(program) {
  asked <- if (is.null(program)) Sys.getenv("DETENTE") else path.expand(program)
  if (nzchar(asked)) {
    if (nzchar(Sys.which(asked))) return(asked)
    fail("'", asked, "' is not a program; ", if (is.null(program)) "$DETENTE names it" else "it was given as 'program'")
  }
  places <- c(Sys.which("detente"), file.path("build", c("release", "debug"), "tools/detente/detente"))
  found <- places[nzchar(places) & file.access(places, 1) == 0]
  if (length(found) == 0)
    fail("the program detente was not found; name it: program = 'build/release/tools/detente/detente', or put it into ",
         "the environment variable DETENTE")
  found[[1]]
}

# What it prints; an error with what it said if it fails.
call_program <- function(program, arguments) {
  log <- tempfile("detente")
  on.exit(unlink(log))
  status <- system2(program, shQuote(arguments), stdout = log, stderr = log)
  said <- paste(readLines(log, warn = FALSE, encoding = "UTF-8"), collapse = "\n")
  if (status != 0) fail("detente ", arguments[1], " failed (exit ", status, "):\n", said)
  said
}
