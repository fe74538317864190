# Writes the JSON files of this folder: what the R package COINr (MIT) computes on data.csv with structure.csv.
# Run in this folder with COINr's functions at hand: Rscript reference.R COINR.R, a file that attaches or defines them.
# Where a function of COINr takes a coin, the driver hands over the data frame that it would take from there.
source(commandArgs(trailingOnly = TRUE)[1])

number <- function(x) ifelse(is.na(x), "null", ifelse(x == round(x) & abs(x) < 1e15, sprintf("%.0f", x), sprintf("%.17g", x)))
json <- function(x) {
  if (is.null(x)) "null"
  else if (is.data.frame(x) || (is.list(x) && !is.null(names(x))))
    paste0("{", paste0(sprintf('"%s":', names(x)), vapply(as.list(x), json, ""), collapse = ",\n"), "}")
  else if (is.list(x)) paste0("[", paste(vapply(x, json, ""), collapse = ",\n"), "]")
  else if (inherits(x, "single")) json1(unclass(x))
  else paste0("[", paste(if (is.character(x)) sprintf('"%s"', x) else if (is.logical(x) && !all(is.na(x))) tolower(x) else number(x), collapse = ","), "]")
}
json1 <- function(x) if (is.character(x)) sprintf('"%s"', x) else if (is.logical(x)) tolower(x) else number(x)
one <- function(x) structure(x, class = c("single", class(x)))
write_json <- function(x, file) writeLines(json(x), file)

panel <- read.csv("data.csv", check.names = FALSE, na.strings = "")
structure_table <- read.csv("structure.csv", na.strings = "")
iMeta <- data.frame(iCode = structure_table$code, Parent = structure_table$parent, Weight = structure_table$weight,
  Level = structure_table$level, Direction = structure_table$direction, Denominator = structure_table$denominator,
  Scale = structure_table$scale, Target = structure_table$target, dist2targ_cap_max = FALSE,
  goalpost_lower = structure_table$lower, goalpost_upper = structure_table$upper, goalpost_scale = 100, goalpost_trunc2posts = TRUE)
indicators <- iMeta$iCode[iMeta$Level == 1]
meta1 <- iMeta[iMeta$Level == 1, ]
headings <- iMeta$iCode[iMeta$Level == 2]
for (column in indicators) panel[[column]] <- as.numeric(panel[[column]])
year <- panel[panel$period == 2025, ]
row.names(year) <- NULL
units <- year$unit
x <- year[indicators]
directions <- meta1[c("iCode", "Direction")]

# screening, denominators
screen <- function(...) {
  s <- Screen(cbind(uCode = units, x), id_col = "uCode", ...)
  list(available = s$DataSummary$Dat_Avail, nonZero = s$DataSummary$Non_Zero, kept = s$DataSummary$Included)
}
den <- meta1[!is.na(meta1$Denominator), ]
denominated <- Denominate(cbind(uCode = units, x), denoms = cbind(uCode = units, year[c("people", "area", "product")]),
  denomby = data.frame(iCode = den$iCode, Denominator = den$Denominator, ScaleFactor = den$Scale))[indicators]
write_json(list(
  byNA = screen(unit_screen = "byNA", dat_thresh = 0.85),
  byNAandzeros = screen(unit_screen = "byNAandzeros", dat_thresh = 0.85, nonzero_thresh = 0.86),
  forced = screen(unit_screen = "byNA", dat_thresh = 0.85, Force = data.frame(uCode = "U07", Include = TRUE)),
  denominated = denominated), "steps.json")

# imputation
by_column <- function(f, para = NULL) Impute.data.frame(x, f, para)
by_row <- function(f) {
  parent <- meta1$Parent[match(names(x), meta1$iCode)]
  r <- lapply(split.default(x, factor(parent, headings)), function(g)
    Impute.data.frame(g, f, impute_by = "row", directions = meta1$Direction[match(names(g), meta1$iCode)]))
  r <- do.call(cbind, unname(r))
  r[indicators]
}
over_years <- function(...) {
  p <- data.frame(Time = panel$period, uCode = panel$unit, panel[indicators])
  after <- impute_panel(p, ...)
  periods <- split(seq_len(nrow(p)), p$Time)
  lapply(periods, function(rows) filled(after[rows, ], p[rows, ], p$uCode[rows]))
}
# Only the cells that were filled: column -> unit -> value.
filled <- function(table, before, names = units) {
  cells <- lapply(setNames(indicators, indicators), function(code) {
    at <- which(is.na(before[[code]]) & !is.na(table[[code]]))
    lapply(setNames(table[[code]][at], names[at]), one)
  })
  cells[lengths(cells) > 0]
}
of_cells <- function(tables) lapply(tables, filled, x)
write_json(of_cells(list(
  mean = by_column("i_mean"), median = by_column("i_median"),
  groupMean = by_column("i_mean_grp", list(f = year[["group:region"]])),
  groupMedian = by_column("i_median_grp", list(f = year[["group:size"]])),
  siblingsMean = by_row("i_mean"), siblingsMedian = by_row("i_median"))), "imputation.json")
write_json(list(
  latest = over_years(imp_type = "latest"), latest1 = over_years(imp_type = "latest", max_time = 1),
  linear = over_years(imp_type = "linear"), constant = over_years(imp_type = "constant")), "panel-imputation.json")

# treatment
treat <- function(...) {
  t <- Treat.data.frame(x, list(...))
  of <- function(name, part) sapply(t$info, function(i) i[[name]][[part]])
  list(treated = t$x_treat[sapply(t$info, function(i) i$by != "")], skewnessBefore = of("before", "Skew"), kurtosisBefore = of("before", "Kurt"),
    skewnessAfter = of("after", "Skew"), kurtosisAfter = of("after", "Kurt"),
    winsorised = sapply(t$info, function(i) i$nwin), by = sapply(t$info, function(i) i$by))
}
tabled <- function(t) { for (n in setdiff(names(t), "treated")) t[[n]] <- unname(t[[n]]); t }
para <- function(...) list(na.rm = TRUE, ...)
write_json(list(
  logCT = tabled(treat()),
  logCT1 = tabled(treat(f1_para = para(winmax = 1))),
  logCTorig = tabled(treat(f1_para = para(winmax = 1), f2 = "log_CT_orig")),
  logGII = tabled(treat(f1_para = para(winmax = 1), f2 = "log_GII")),
  boxcoxHalf = tabled(treat(f1_para = para(winmax = 1), f2 = "boxcox", f2_para = para(lambda = 0.5))),
  boxcoxZero = tabled(treat(f1_para = para(winmax = 1), f2 = "boxcox", f2_para = para(lambda = 0))),
  winsoriseOnly = tabled(treat(f2 = NULL)),
  strict = tabled(treat(f1_para = para(skew_thresh = 1, kurt_thresh = 2), f_pass_para = para(skew_thresh = 1, kurt_thresh = 2)))),
  "treatment.json")

# normalisation; the unit of reference is the one that has a figure above the least in most columns
turned <- sweep(as.matrix(x), 2, meta1$Direction, "*")
above_least <- t(t(turned) > apply(turned, 2, min, na.rm = TRUE))
iref <- which.max(rowSums(above_least, na.rm = TRUE))
# Columns for which a method is defined: a greatest of 0, a reference or target that is the least divide by 0.
finite <- function(table) Filter(function(c) any(!is.na(c)) && all(is.finite(c[!is.na(c)])) && !any(is.nan(c)), table)
normalise <- function(f, ..., data = x) Normalise.data.frame(data, list(f_n = f, f_n_para = list(...)), directions = directions)
over_all <- function(f, ...) {
  n <- normalise(f, ..., data = panel[indicators])
  lapply(split(n[indicators[seq(1, 49, 5)]], panel$period), as.list)
}
write_json(list(referenceUnit = one(units[iref]),
  minmax = normalise("n_minmax"), minmax1 = normalise("n_minmax", l_u = c(1, 100)),
  scaled = normalise("n_scaled", npara = c(-20, 180)),
  zscore = normalise("n_zscore"), zscore50 = normalise("n_zscore", m_sd = c(50, 10)),
  rank = normalise("n_rank"), borda = normalise("n_borda"), prank = normalise("n_prank"),
  dist2max = normalise("n_dist2max"), fracmax = finite(normalise("n_fracmax")),
  dist2ref = finite(normalise("n_dist2ref", iref = iref)),
  dist2refCapped = finite(normalise("n_dist2ref", iref = iref, cap_max = TRUE)),
  dist2targ = finite(Normalise.data.frame(x, NULL, iMeta_specs(meta1, "n_dist2targ"), directions)),
  dist2targCapped = finite(Normalise.data.frame(x, NULL, iMeta_specs(transform(meta1, dist2targ_cap_max = TRUE), "n_dist2targ"), directions)),
  goalposts = Normalise.data.frame(x, NULL, iMeta_specs(meta1, "n_goalposts"), directions),
  goalpostsFree = Normalise.data.frame(x, NULL, iMeta_specs(transform(meta1, goalpost_trunc2posts = FALSE), "n_goalposts"), directions)),
  "normalisation.json")
write_json(list(minmax = over_all("n_minmax"), zscore = over_all("n_zscore"), rank = over_all("n_rank")), "normalisation-over-years.json")

# aggregation of scores from 1 to 100, with gaps
n1 <- normalise("n_minmax", l_u = c(1, 100))
upper <- iMeta$iCode[iMeta$Level > 1]
aggregate_by <- function(data = n1, ...) Aggregate.tree(data, iMeta, ...)[upper]
full1 <- normalise("n_minmax", l_u = c(1, 100), data = by_column("i_mean"))
write_json(list(
  amean = aggregate_by(), gmean = aggregate_by(f_ag = "a_gmean"), hmean = aggregate_by(f_ag = "a_hmean"),
  threshold = aggregate_by(dat_thresh = 0.8),
  genmean2 = aggregate_by(full1, f_ag = "a_genmean", f_ag_para = list(p = 2)),
  genmeanHalf = aggregate_by(full1, f_ag = "a_genmean", f_ag_para = list(p = -0.5)),
  copeland = aggregate_by(full1, f_ag = "a_copeland", by_df = TRUE, w = rep(1, nrow(iMeta))),
  # Without the heading of which a unit has nothing: COINr places it by where it stands in the list.
  copelandGaps = aggregate_by(f_ag = "a_copeland", by_df = TRUE, w = rep(1, nrow(iMeta)))[setdiff(upper, c("nature", "lasting", "total"))],
  # Weights of which no part is half of all: else the last bit of a sum decides in COINr.
  copelandWeighted = aggregate_by(full1, f_ag = "a_copeland", by_df = TRUE, w = sqrt(1 + seq_len(nrow(iMeta)))),
  mixed = aggregate_by(f_ag = c("a_amean", "a_gmean", "a_hmean")),
  equal = aggregate_by(w = rep(1, nrow(iMeta)))), "aggregation.json")

# the usual way through all steps, ranks, one element left out at a time
kept <- screen(unit_screen = "byNA", dat_thresh = 0.66)$kept
whole <- list(kept = kept)
whole$imputed <- Impute.data.frame(denominated[kept, ], "i_mean_grp", list(f = year[["group:region"]][kept]))
whole$treated <- Treat.data.frame(whole$imputed)$x_treat
whole$normalised <- normalise("n_minmax", data = whole$treated)
whole$scores <- Aggregate.tree(whole$normalised, iMeta)[upper]
rank_of <- function(s) rank(-1 * s, na.last = "keep", ties.method = "min")
whole$rank <- rank_of(whole$scores$total)
whole$rankInRegion <- as.vector(ave(whole$scores$total, year[["group:region"]][kept], FUN = rank_of))
whole$without <- lapply(setNames(indicators, indicators), function(code)
  rank_of(Aggregate.tree(whole$normalised, iMeta, w = ifelse(iMeta$iCode == code, 0, iMeta$Weight))$total))
write_json(whole, "whole.json")

# statistics
effective <- get_eff_wts(iMeta)
matrix_of <- function(m) lapply(as.data.frame(m, check.names = FALSE), as.vector)
scores <- Aggregate.tree(normalise("n_minmax"), iMeta)
pca <- lapply(setNames(headings, headings), function(h) {
  p <- get_PCA(n1[meta1$iCode[meta1$Parent == h]][rowSums(is.na(n1[meta1$iCode[meta1$Parent == h]])) == 0, ])
  l <- p$rotation[, 1]
  list(loadings = unname(if (sum(l) < 0) -l else l), variances = p$sdev^2)
})
cor_all <- function(a, b, method) matrix_of(cor(a, b, use = "pairwise.complete.obs", method = method))
set.seed(5, kind = "Mersenne-Twister")
y <- round(runif(20 * 5), 4)
write_json(list(
  columns = lapply(x, function(c) as.list(stats_i(c))),
  effectiveWeights = list(code = effective$iCode, weight = effective$EffWeight),
  pearson = cor_all(scores[indicators], scores[indicators], "pearson"),
  pearsonUp = cor_all(scores[indicators], scores[upper], "pearson"),
  spearmanUp = cor_all(scores[headings], scores[upper], "spearman"),
  kendallUp = cor_all(scores[headings], scores[upper], "kendall"),
  pValueUp = matrix_of(sapply(scores[c("total", "open")], function(a) sapply(scores[headings], function(b) cor.test(a, b)$p.value))),
  denominators = cor_all(x, year[c("people", "area", "product")], "pearson"),
  cronbach = lapply(setNames(headings, headings), function(h) one(get_cronbach(n1[meta1$iCode[meta1$Parent == h]]))),
  pca = pca,
  sensitivity = c(list(rows = one(20), outputs = y), lapply(SA_estimate(y, 20, 3), function(v) v))), "statistics.json")
