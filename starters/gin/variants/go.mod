// Keeps the files below out of the starter's own packages: they replace some of them.
module starter-gin/variants

go 1.26.0
