"""Momenta and products for the checks of the spinor route."""

from collections.abc import Mapping

import numpy as np

from amps.model import Model
from amps.numeric.momenta import random_momenta
from amps.reaction import Reaction, parse_reaction


def dot(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """p.q of shape (n, 4) each."""
    return p[:, 0] * q[:, 0] - np.sum(p[:, 1:] * q[:, 1:], axis=1)


def sample(
    text: str, model: Model, parameters: Mapping[str, float], sqrt_s: float = 3.0, n: int = 5
) -> tuple[Reaction, np.ndarray]:
    """A reaction and random momenta of it."""
    reaction = parse_reaction(text, model)
    masses = [0.0 if p.mass is None else parameters[p.mass] for p in reaction.legs]
    return reaction, random_momenta(reaction, masses, sqrt_s, n, seed=11)


def legs(momenta: np.ndarray) -> list[np.ndarray]:
    """Momenta leg by leg."""
    return [momenta[:, k] for k in range(momenta.shape[1])]


def transformed(momenta: np.ndarray, seed: int = 0) -> np.ndarray:
    """The same points after a random rotation and a boost."""
    generator = np.random.default_rng(seed)
    rotation = np.linalg.qr(generator.normal(size=(3, 3)))[0]
    rotation *= np.sign(np.linalg.det(rotation))
    beta = np.array([0.3, -0.5, 0.4])
    gamma = 1 / np.sqrt(1 - beta @ beta)
    boost = np.eye(4)
    boost[0, 0], boost[0, 1:], boost[1:, 0] = gamma, gamma * beta, gamma * beta
    boost[1:, 1:] += (gamma - 1) * np.outer(beta, beta) / (beta @ beta)
    turn = np.eye(4)
    turn[1:, 1:] = rotation
    return momenta @ (boost @ turn).T
