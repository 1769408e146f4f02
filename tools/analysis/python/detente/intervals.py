"""Estimates with intervals from runs of one arm, by the methods of the command: docs/analysis.md says which and why.

In all of these `runs` is an array of float64, one-dimensional where nothing else is said, NaN where a run is missing;
`cluster` is the number of consecutive runs that form one independent observation (1: every run is one; else a sample
with its replications, or a batch), of which runs hold whole ones; `confidence` lies between 0 and 1.
"""
import functools
import math
from typing import NamedTuple

import numpy as np
from scipy import special, stats

FEWEST_TAIL_RUNS = 10.0  # with less runs in the tail its mean has no interval


class Estimate(NamedTuple):
    """A number with its interval; n counts independent observations. NaN where there is too little to say."""
    value: float
    lower: float
    upper: float
    n: int

    @property
    def excludes_zero(self) -> bool:
        return self.lower > 0 or self.upper < 0


NOTHING = Estimate(math.nan, math.nan, math.nan, 0)


def present(runs: np.ndarray) -> np.ndarray:
    return runs[~np.isnan(runs)]


@functools.lru_cache(maxsize=None)
def student_quantile(freedom: int, confidence: float) -> float:
    return float(special.stdtrit(freedom, 0.5 + confidence / 2))


def normal_quantile(confidence: float) -> float:
    return float(special.ndtri(0.5 + confidence / 2))


def cluster_means(runs: np.ndarray, size: int) -> np.ndarray:
    """Means of consecutive clusters without what is missing; NaN for a cluster of nothing else. Runs (..., runs) give
    (..., runs / size). ValueError if they are no whole clusters."""
    if size == 1:
        return runs
    if runs.shape[-1] % size:
        raise ValueError(f"{runs.shape[-1]} runs are no whole observations of {size}")
    return _means(runs.reshape(*runs.shape[:-1], -1, size))


def _means(values: np.ndarray) -> np.ndarray:
    """Over the last axis, without what is missing; NaN for nothing else."""
    counts = np.sum(~np.isnan(values), axis=-1)
    return np.divide(np.nansum(values, axis=-1), counts, out=np.full(counts.shape, np.nan), where=counts > 0)


def _half_widths(observations: np.ndarray, means: np.ndarray, confidence: float) -> np.ndarray:
    """Of Student's intervals over the last axis; NaN for fewer than two observations."""
    counts = np.sum(~np.isnan(observations), axis=-1)
    squares = np.nansum((observations - means[..., None]) ** 2, axis=-1)
    quantiles = special.stdtrit(np.where(counts > 1, counts - 1, np.nan), 0.5 + confidence / 2)
    return quantiles * np.sqrt(squares / np.maximum(counts - 1, 1) / np.maximum(counts, 1))


def mean_interval(observations: np.ndarray, confidence: float = 0.95) -> Estimate:
    """Mean of independent observations (n,) with Student's interval, NaN for fewer than two."""
    mean = _means(observations)
    half_width = float(_half_widths(observations, mean, confidence))
    return Estimate(float(mean), float(mean) - half_width, float(mean) + half_width, present(observations).size)


def _score_interval(p: float, half_width: float, n: int) -> Estimate:
    """Wilson's interval with as many trials as make p +- half_width of the normal one."""
    square = half_width * half_width / (p * (1 - p))  # of the normal quantile, by trials
    centre = (p + square / 2) / (1 + square)
    distance = math.sqrt(half_width * half_width + square * square / 4) / (1 + square)
    return Estimate(p, max(0.0, centre - distance), min(1.0, centre + distance), n)


def wilson_interval(successes: int, n: int, confidence: float = 0.95) -> Estimate:
    """Probability of successes in n independent trials (Wilson 1927); NaN for n = 0."""
    if n == 0:
        return NOTHING
    z, p = normal_quantile(confidence), successes / n
    shrink = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / shrink
    distance = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / shrink
    return Estimate(p, max(0.0, centre - distance), min(1.0, centre + distance), n)


def probability_interval(happened: np.ndarray, cluster: int = 1, confidence: float = 0.95) -> Estimate:
    """Probability of what happened (1), or did not (0), in each run. Of clusters, Wilson's interval with as many trials
    as would vary as they do (Korn and Graubard 1998); clusters that do not vary say nothing of that: then runs are the
    trials, or, where all say 0 or all say 1, the clusters."""
    means = present(cluster_means(happened, cluster))
    always = int(np.sum(means == 1))
    if cluster == 1 or always == means.size or not means.any():
        return wilson_interval(always, means.size, confidence)
    result = mean_interval(means, confidence)
    if means.size == 1:
        return result
    if (means == means[0]).all():
        known = present(happened)
        return wilson_interval(int(known.sum()), known.size, confidence)._replace(n=means.size)
    return _score_interval(result.value, result.upper - result.value, means.size)


def is_indicator(runs: np.ndarray) -> bool:
    """Every run says that something happened (1) or not (0): the mean is a probability."""
    return bool(np.isin(present(runs), (0.0, 1.0)).all())


def mean_or_probability(runs: np.ndarray, cluster: int = 1, confidence: float = 0.95) -> Estimate:
    if is_indicator(runs):
        return probability_interval(runs, cluster, confidence)
    return mean_interval(cluster_means(runs, cluster), confidence)


@functools.lru_cache(maxsize=None)
def _binomial_ranks(runs: int, p: float, confidence: float) -> tuple[int, int]:
    """Ranks, from 1, of the runs that bound a quantile: at least so many and less than so many are below it."""
    beside = (1 - confidence) / 2
    return int(stats.binom.ppf(beside, runs, p)), int(stats.binom.ppf(1 - beside, runs, p)) + 1


def quantile_intervals(runs: np.ndarray, p: float, cluster: int = 1, confidence: float = 0.95) -> np.ndarray:
    """Quantile p, 0 < p < 1, of single runs (type 7 of Hyndman and Fan) between two runs: order statistics (David and
    Nagaraja 2003), of clusters Woodruff 1952. Runs (..., runs) give value, lower, upper, n: (..., 4). A side on which
    no run is far enough is NaN."""
    cells = runs.reshape(-1, runs.shape[-1])
    counts = np.sum(~np.isnan(cells), axis=1)
    result = np.tile(np.array(NOTHING), (len(cells), 1))
    for count in np.unique(counts[counts > 0]):
        result[counts == count] = _quantiles_of(cells[counts == count], int(count), p, cluster, confidence)
    return result.reshape(*runs.shape[:-1], 4)


def quantile_interval(runs: np.ndarray, p: float, cluster: int = 1, confidence: float = 0.95) -> Estimate:
    """The same of one arm (runs,)."""
    *ends, n = quantile_intervals(runs, p, cluster, confidence).tolist()
    return Estimate(*ends, int(n))


def _quantiles_of(cells: np.ndarray, count: int, p: float, cluster: int, confidence: float) -> np.ndarray:
    """Of cells (cells, runs) that have so many runs each."""
    ordered = np.sort(cells, axis=1)[:, :count]  # what is missing comes last
    values = np.quantile(ordered, p, axis=1)
    if cluster == 1:
        first, last = (np.full(len(cells), float(rank)) for rank in _binomial_ranks(count, p, confidence))
        n = np.full(len(cells), count)
    else:
        below = cluster_means(np.where(np.isnan(cells), np.nan, cells <= values[:, None]), cluster)
        n, half_widths = np.sum(~np.isnan(below), axis=1), _half_widths(below, _means(below), confidence)
        first, last = np.floor(count * (p - half_widths)), np.ceil(count * (p + half_widths)) + 1

    def run_of(rank: np.ndarray) -> np.ndarray:
        is_there = (rank >= 1) & (rank <= count)
        at = np.where(is_there, rank, 1).astype(int) - 1
        return np.where(is_there, np.take_along_axis(ordered, at[:, None], axis=1)[:, 0], np.nan)

    return np.stack([values, run_of(first), run_of(last), n], axis=1)


def tail_mean(runs: np.ndarray, level: float = 0.95, upper: bool = True, cluster: int = 1,
              confidence: float = 0.95) -> Estimate:
    """Expected shortfall: mean of the worst share 1 - level of runs, the highest or (upper=False) the lowest
    (Rockafellar and Uryasev 2002; interval by Manistre and Hancock 2005). No interval with less than 10 runs in it."""
    sign = 1.0 if upper else -1.0
    costs = np.sort(present(sign * runs))
    if costs.size == 0:
        return NOTHING
    q, share = costs[max(math.ceil(level * costs.size), 1) - 1], 1 - level
    means = cluster_means(q + np.maximum(sign * runs - q, 0) / share, cluster)
    mean = mean_interval(means, confidence)
    half_width, beyond = math.nan, int(np.sum(present(means) > q))
    if costs.size * share > FEWEST_TAIL_RUNS - 1e-9 and beyond != 1 and mean.n > 1:
        # From Student's interval of n observations to that of those that reach into the tail.
        widening = 1.0
        if beyond > 0:
            widening = student_quantile(beyond - 1, confidence) / student_quantile(mean.n - 1, confidence)
        half_width = (mean.upper - mean.lower) / 2 * widening
    value = sign * mean.value
    return Estimate(value, value - half_width, value + half_width, mean.n)


def shared_thresholds(runs: np.ndarray, most: int = 100) -> np.ndarray:
    """At most `most` (4 or more) values seen in the pooled runs of all arms, ascending, from the least to the greatest;
    their ranks are evenly spaced in log-odds, so that both tails are drawn as finely as the middle."""
    pooled = np.sort(present(runs.ravel()))
    if pooled.size == 0:
        return pooled
    last = pooled.size - 1
    log_odds = math.log(max(last, 1.0)) * np.linspace(-1, 1, most - 2)
    ranks = np.floor(last / (1 + np.exp(-log_odds)) + 0.5).astype(int)
    return np.unique(np.concatenate([pooled[:1], pooled[ranks], pooled[-1:]]))


class Comparison(NamedTuple):
    """Two arms, a less b, run by run."""
    difference: Estimate
    lower_in: Estimate  # share of pairs of runs in which a is lower; equal in, higher in
    equal_in: Estimate
    higher_in: Estimate
    run_quantiles: tuple[float, float, float]  # 5, 50 and 95 % of differences of single runs
    variance_reduction: float  # as many times more runs would the same interval take in independent luck
    p_value: float  # two-sided, of the paired t-test


def paired_comparison(a: np.ndarray, b: np.ndarray, cluster: int = 1, confidence: float = 0.95) -> Comparison:
    """a less b; a run missing in one is left out in both."""
    change = a - b
    difference = mean_interval(cluster_means(change, cluster), confidence)

    def share(holds: np.ndarray) -> Estimate:
        return probability_interval(np.where(np.isnan(change), np.nan, holds), cluster, confidence)

    both = ~np.isnan(change)
    kept = change[both]
    quantiles = tuple(float(one) for one in np.quantile(kept, [0.05, 0.5, 0.95])) if kept.size else (math.nan,) * 3
    squares = [float(np.sum((one[both] - one[both].mean()) ** 2)) if kept.size else math.nan for one in (a, b, change)]
    with np.errstate(divide="ignore", invalid="ignore"):
        reduction = float(np.float64(squares[0] + squares[1]) / np.float64(squares[2]))
    return Comparison(difference, share(change < 0), share(change == 0), share(change > 0), quantiles, reduction,
                      _two_sided_p(difference, confidence))


def _two_sided_p(mean: Estimate, confidence: float) -> float:
    if math.isnan(mean.lower):
        return math.nan
    standard_error = (mean.upper - mean.lower) / 2 / student_quantile(mean.n - 1, confidence)
    if standard_error == 0:
        return 1.0 if mean.value == 0 else 0.0
    return float(2 * special.stdtr(mean.n - 1, -abs(mean.value) / standard_error))


def holm_adjusted(p_values: np.ndarray) -> np.ndarray:
    """p-values adjusted over all that are there (Holm 1979); NaN stays."""
    adjusted = np.array(p_values, dtype=float)
    order = [int(k) for k in np.argsort(adjusted, kind="stable") if not math.isnan(adjusted[k])]
    largest = 0.0
    for rank, k in enumerate(order):
        largest = max(largest, min(1.0, (len(order) - rank) * adjusted[k]))
        adjusted[k] = largest
    return adjusted
