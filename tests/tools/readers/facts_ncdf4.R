# What R's ncdf4 sees in a result: Rscript facts_ncdf4.R FILE QUESTIONS prints the answers as JSON. The form of both is
# described in facts.py.
suppressMessages({library(ncdf4); library(jsonlite)})
arguments <- commandArgs(trailingOnly = TRUE)
questions <- fromJSON(arguments[2], simplifyVector = FALSE)
file <- nc_open(arguments[1])

# The strings are UTF-8, but ncdf4 does not mark them so.
utf8 <- function(x) {
  if (is.character(x)) Encoding(x) <- "UTF-8"
  x
}
types <- c(double = "float64", float = "float32", int = "int32", "8 byte int" = "int64", string = "text",
           character = "text", integer = "int32")
attribute_of <- function(object, name) {
  # What ncdf4 says about 64-bit attributes goes to standard output, where the answers go.
  capture.output(found <- ncatt_get(file, object, name))
  if (!found$hasatt) NULL else utf8(found$value)
}

# ncdf4 keeps coordinates apart, as dimensions; both have "group/" before their names.
# An empty list becomes [], a named one {}.
labels_of <- function(labels) if (length(labels) == 0) setNames(list(), character(0)) else lapply(labels, I)

answer <- function(question) {
  name <- question$name
  if (!name %in% c(names(file$var), names(file$dim))) return(list(type = "not seen"))
  variable <- file$var[[name]]
  if (is.null(variable)) {
    coordinate <- file$dim[[name]]
    dimensions <- list(coordinate)
    type <- types[[typeof(coordinate$vals)]]
  } else {
    dimensions <- rev(variable$dim)  # R's first axis is the file's last one
    type <- types[[variable$prec]]
  }
  # Without collapse_degen = FALSE axes of length 1 go away.
  values <- utf8(ncvar_get(file, name, collapse_degen = FALSE))
  labels <- lapply(dimensions, function(d) utf8(as.vector(d$vals)))
  names(labels) <- vapply(dimensions, function(d) basename(d$name), "")
  shape <- vapply(dimensions, function(d) d$len, 1L)
  at <- lapply(question$at, function(place) {
    index <- vapply(names(labels), function(d) match(place[[d]], labels[[d]]), 1L)
    if (length(index) == 0) values[[1]] else values[matrix(rev(index), 1)][[1]]
  })
  attributes <- lapply(question$attributes, function(a) attribute_of(name, a))
  names(attributes) <- unlist(question$attributes)
  list(dimensions = I(as.list(names(labels))), shape = I(as.list(shape)), labels = labels_of(labels), type = type,
       attributes = attributes, values = I(at),
       missing = if (is.character(values)) 0 else sum(is.na(values)),
       sum = if (is.character(values)) sum(nchar(values, "bytes")) else sum(as.numeric(values), na.rm = TRUE))
}

answers <- lapply(questions$datasets, answer)
names(answers) <- vapply(questions$datasets, function(q) q$name, "")
attributes <- lapply(questions$attributes, function(a) attribute_of(0, a))
names(attributes) <- unlist(questions$attributes)
cat(toJSON(list(attributes = attributes, datasets = answers, names = sort(c(names(file$var), names(file$dim)), method = "radix")),
           auto_unbox = TRUE, digits = NA, na = "null", null = "null"))
