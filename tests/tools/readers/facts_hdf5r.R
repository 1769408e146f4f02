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

# hdf5r knows datasets, not dimensions. The coordinates stand beside a dataset, under the names of the dimensions; HDF5
# says which is attached to which axis, counted in the order of the file. The other way, to read the references in the
# attribute DIMENSION_LIST, fails in hdf5r 1.3.8 whenever R collects garbage at that moment.
coordinates_in <- function(group) {
  names <- group$ls()
  coordinates <- lapply(names$name[names$obj_type == "H5I_DATASET"], function(name) group[[name]])
  Filter(function(dataset) "CLASS" %in% h5attr_names(dataset), coordinates)
}
groups <- list()
scales_of <- function(dataset, group) {
  if ("CLASS" %in% h5attr_names(dataset)) return(list(dataset))  # a scale has only itself
  if (is.null(groups[[group]])) groups[[group]] <<- coordinates_in(file[[group]])
  lapply(seq_along(dataset$dims) - 1, function(axis) {
    is_attached <- function(scale)
      .Call("R_H5DSis_attached", dataset$id, scale$id, axis, PACKAGE = "hdf5r")$return_val == 1
    Filter(is_attached, groups[[group]])[[1]]
  })
}
# With the axes of length 1; R's first axis is the file's last one. hdf5r 1.3.8 cannot read text where there is none.
read <- function(dataset) {
  if (type_of(dataset) == "text" && any(dataset$dims == 0)) character(0) else dataset$read(drop = FALSE)
}
attribute_of <- function(object, name) if (name %in% h5attr_names(object)) h5attr(object, name) else NULL

# An empty list becomes [], a named one {}.
labels_of <- function(labels) if (length(labels) == 0) setNames(list(), character(0)) else lapply(labels, I)

answer <- function(question) {
  dataset <- file[[question$name]]
  group <- dirname(question$name)
  scales <- scales_of(dataset, if (group == ".") "/" else group)
  labels <- lapply(scales, read)
  names(labels) <- vapply(scales, function(scale) h5attr(scale, "NAME"), "")
  values <- read(dataset)
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
  if (nrow(here) == 0) return(character(0))
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
