# Makes data.csv and structure.csv: an invented index of 51 units, 49 indicators in 8 headings in 2 halves, 3 years. Every
# figure is drawn at random; nobody's. Run with R >= 4.0 in this folder: Rscript make-data.R
set.seed(20260701, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
units <- sprintf("U%02d", 1:51)
n <- length(units)
region <- rep_len(c("north", "south", "east", "west"), n)[order(rep_len(c(3, 1, 4, 2, 5), n), 1:n)]
people <- exp(rnorm(n, 3, 1))
area <- exp(rnorm(n, 5, 0.8))
product <- people * exp(rnorm(n, 1, 0.4))
size <- c("small", "middle", "large")[1 + (people > 12) + (people > 40)]
headings <- list(
  open = list(trade = 6, physical = 8, institutions = 6, exchange = 5, knowledge = 5),
  lasting = list(nature = 7, society = 6, economy = 6))
structure <- data.frame(code = "total", parent = "", weight = 1, level = 4, direction = NA, denominator = NA, scale = NA, target = NA, lower = NA, upper = NA)
add <- function(...) structure <<- rbind(structure, data.frame(...))
years <- 2023:2025
table <- data.frame(unit = rep(units, 3), name = rep(sprintf("Unit %02d", 1:51), 3), period = rep(years, each = n),
  region = rep(region, 3), size = rep(size, 3), people = signif(rep(people, 3) * rep(c(1, 1.01, 1.02), each = n), 6),
  area = signif(rep(area, 3), 6), product = signif(rep(product, 3) * rep(c(1, 1.05, 1.09), each = n), 6))
names(table)[4:5] <- c("group:region", "group:size")
ability <- rnorm(n)
k <- 0
for (half in names(headings)) {
  add(code = half, parent = "total", weight = if (half == "open") 1 else 1.5, level = 3, direction = NA, denominator = NA, scale = NA, target = NA, lower = NA, upper = NA)
  for (heading in names(headings[[half]])) {
    add(code = heading, parent = half, weight = 0.5 + round(runif(1), 2), level = 2, direction = NA, denominator = NA, scale = NA, target = NA, lower = NA, upper = NA)
    common <- 0.6 * ability + 0.8 * rnorm(n)
    for (j in 1:headings[[half]][[heading]]) {
      k <- k + 1
      code <- paste0(heading, j)
      latent <- 0.7 * common + 0.7 * rnorm(n)
      kind <- k %% 7
      x <- switch(kind + 1,
        50 + 12 * latent,                              # about normal
        exp(1 + 3.6 * latent),                         # very skewed: only the logarithm mends it
        replace(20 + 4 * latent, sample(n, 2), c(180, 260)), # two far out, mended by winsorising
        round(3.5 + 1.2 * latent),                     # marks with ties
        100 - exp(1.2 * latent),                       # skewed to the left
        pmax(0, round(8 + 9 * latent)),                # counts with zeros
        (30 + 8 * latent) * people / 10)               # grows with the number of people
      direction <- if (k %% 5 == 0) -1 else 1
      denominated <- kind == 6
      growth <- cbind(x * (1 + 0.05 * rnorm(n)) - 0.4, x, x)
      growth[, 2] <- (growth[, 1] + x) / 2 + 0.2 * rnorm(n)
      if (kind %in% c(3, 5)) growth <- pmax(round(growth), 0)
      values <- signif(as.vector(growth), 6)
      # Gaps: some in the judged year, more before; a unit that lacks a third of all, and one that lacks a heading.
      gone <- runif(3 * n) < rep(c(0.15, 0.10, 0.06), each = n)
      gone[2 * n + 7] <- k %% 5 < 2
      if (heading == "nature") gone[2 * n + 23] <- TRUE
      values[gone] <- NA
      table[[code]] <- values
      now <- values[(2 * n + 1):(3 * n)]
      q <- signif(quantile(now, c(0.05, 0.9, 0.95, 0.1), na.rm = TRUE, names = FALSE), 4)
      add(code = code, parent = heading, weight = sample(1:3, 1), level = 1, direction = direction,
        denominator = if (denominated) c("people", "area", "product")[1 + k %% 3] else NA,
        scale = if (denominated) c(1, 100, 1000)[1 + k %% 3] else NA,
        target = if (direction == 1) q[2] else q[4], lower = q[1], upper = q[3])
    }
  }
}
write.csv(table, "data.csv", row.names = FALSE, na = "", quote = FALSE)
write.csv(structure, "structure.csv", row.names = FALSE, na = "", quote = FALSE)
