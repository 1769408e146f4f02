"""SALib.sample.latin: samples (N, num_vars) of a problem's laws. What SALib refuses is refused."""
import numpy
from scipy import stats


def sample(problem, N, seed=None):
    if not problem["num_vars"] == len(problem["names"]) == len(problem["bounds"]) == len(problem["dists"]):
        raise ValueError("num_vars, names, bounds and dists do not agree")
    random = numpy.random.default_rng(seed)
    columns = []
    for dist, bounds in zip(problem["dists"], problem["bounds"]):
        shares = (random.permutation(N) + random.random(N)) / N
        columns.append(LAWS[dist](shares, *bounds))
    return numpy.stack(columns, axis=1)


def uniform(share, low, high):
    if low >= high:
        raise ValueError("lower bound must be less than upper bound")
    return low + share * (high - low)


def triangular(share, low, high, peak):
    if high <= 0 or not 0 <= peak < 1 or low > high:
        raise ValueError("scale must be greater than zero; peak on interval [0,1]")
    return stats.triang.ppf(share, c=peak, loc=low, scale=high - low)


def truncated_normal(share, low, high, mean, deviation):
    if deviation <= 0 or low >= high:
        raise ValueError("stdev must be > 0, lower bound less than upper bound")
    return stats.truncnorm.ppf(share, (low - mean) / deviation, (high - mean) / deviation, loc=mean, scale=deviation)


LAWS = {"unif": uniform, "triang": triangular, "truncnorm": truncated_normal}
