# What R's hdf5r sees in a result: Rscript facts_hdf5r.R FILE QUESTIONS prints the answers as JSON. The form of both is
# described in facts.py.
suppressMessages({library(hdf5r); library(jsonlite)})
arguments <- commandArgs(trailingOnly = TRUE)
questions <- fromJSON(arguments[2], simplifyVector = FALSE)
file <- H5File$new(arguments[1], "r")

type_of <- function(dataset) {
  type <- dataset$get_type()
  if (inherits(type, "H5T_STRING")) return("text")
  paste0(if (inherits(type, "H5T_FLOAT")) "float" else "int", 8 * type$get_size())
}

# hdf5r knows datasets, not dimensions: the scale of each axis is found by the references in DIMENSION_LIST, in the
# order of the file; the scale's own attribute NAME is the name of the dimension.
scales_of <- function(dataset) {
  if (h5attr(dataset, "CLASS") %in% "DIMENSION_SCALE") return(list(dataset))
  if (length(dataset$dims) == 0) return(list())
  lapply(dataset$attr_open("DIMENSION_LIST")$read(), function(reference) reference$dereference()[[1]])
}
attribute_of <- function(object, name) if (name %in% h5attr_names(object)) h5attr(object, name) else NULL

# An empty list becomes [], a named one {}.
labels_of <- function(labels) if (length(labels) == 0) setNames(list(), character(0)) else lapply(labels, I)

answer <- function(question) {
  dataset <- file[[question$name]]
  scales <- scales_of(dataset)
  labels <- lapply(scales, function(scale) scale$read())
  names(labels) <- vapply(scales, function(scale) h5attr(scale, "NAME"), "")
  values <- dataset$read(drop = FALSE)  # with the axes of length 1; R's first axis is the file's last one
  at <- lapply(question$at, function(place) {
    index <- vapply(names(labels), function(d) match(place[[d]], labels[[d]]), 1L)
    if (length(index) < 2) values[[max(index, 1)]] else values[matrix(rev(index), 1)][[1]]
  })
  attributes <- lapply(question$attributes, function(a) attribute_of(dataset, a))
  names(attributes) <- unlist(question$attributes)
  shape <- if (length(scales) == 0) integer(0) else rev(dataset$dims)
  list(dimensions = I(as.list(names(labels))), shape = I(as.list(shape)), labels = labels_of(labels),
       type = type_of(dataset), attributes = attributes, values = I(at),
       missing = if (is.character(values)) 0 else sum(is.na(values)),
       sum = if (is.character(values)) sum(nchar(values, "bytes")) else sum(as.numeric(values), na.rm = TRUE))
}

# A dataset may have several names (hard links): list group by group.
names_below <- function(group, prefix = "") {
  here <- group$ls()
  is_group <- here$obj_type == "H5I_GROUP"
  c(paste0(prefix, here$name[!is_group]),
    unlist(lapply(here$name[is_group], function(n) names_below(group[[n]], paste0(prefix, n, "/")))))
}

answers <- lapply(questions$datasets, answer)
names(answers) <- vapply(questions$datasets, function(q) q$name, "")
attributes <- lapply(questions$attributes, function(a) attribute_of(file, a))
names(attributes) <- unlist(questions$attributes)
cat(toJSON(list(attributes = attributes, datasets = answers, names = sort(names_below(file), method = "radix")),
           auto_unbox = TRUE, digits = NA, na = "null", null = "null"))
