"""Small arithmetic of the agents, on plain floats."""
import math

from peer_world import DT


def rho(rate):
    """Share covered in a month at this rate [1/year]; also the probability of an event of this hazard."""
    return 1 - math.exp(-DT * rate)


def sigmoid(x):
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


def logit(x):
    return math.log(x / (1 - x))


def anchored_at(start):
    """The anchor of an index that starts here."""
    return logit(min(max(start, 0.01), 0.99))


def clip01(x):
    return 0.0 if x < 0 else 1.0 if x > 1 else x


def relax(x, target, share, vol, eps):
    """(R1)"""
    return clip01(x + share * (target - x) + vol * math.sqrt(DT * max(x * (1 - x), 0)) * eps)


def chosen(weights, point):
    """Index of the weight in which a point of [0, sum) falls."""
    for index, weight in enumerate(weights[:-1]):
        point -= weight
        if point < 0:
            return index
    return len(weights) - 1


class Agent:
    """State in attributes; `step` writes the month's end into `following`, `advance` makes it the present."""

    def __init__(self, model, constants):
        self.model, self.following, self.anchors = model, {}, {}
        self.__dict__.update(vars(constants))

    def anchor(self, **predictors):
        """Called at the reference: remembers the predictors of indices as they are there."""
        self.etas = predictors

    def settle(self, start):
        """Called at the start: anchors the indices where they start."""
        for name, eta in self.etas.items():
            self.anchors[name] = anchored_at(start[name]) - eta

    def moved(self, name, eta, rate, vol):
        """An anchored index (R3) a month on."""
        return relax(getattr(self, name), sigmoid(self.anchors[name] + eta), rho(rate), vol, self.model.normal())

    def advance(self):
        self.__dict__.update(self.following)
