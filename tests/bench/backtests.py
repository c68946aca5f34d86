"""The backtests of backtests.ts with numpy, a bar at a time: argument 1 runs every n-th of them (default 1).

Prints JSON: elapsedMs (times n) with one filter run for each pair of noises, as backtests.ts has; refilteringMs with one
for each backtest, as a loop over whole backtests has; backtests and meanSharpe of those that ran.
"""

import itertools
import json
import os
import sys
import time

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
GRID = [
    [1e-7, 1e-6, 1e-5, 1e-4, 1e-3],
    [1e-5, 1e-4, 1e-3, 1e-2, 1e-1],
    [1, 1.5, 2, 2.5],
    [0, 0.25, 0.5, 0.75, 1],
    [0, 1],
    [0, 1],
]
BURN_IN = 60


def read_pair():
    with open(os.path.join(HERE, "../../static/data/intraday.csv")) as file:
        rows = [line.strip().split(",") for line in file][1:]
    day = np.unique([row[0][:10] for row in rows], return_inverse=True)[1]
    return day, np.array([float(row[2]) for row in rows]), np.array([float(row[1]) for row in rows])


def kalman(x, y, delta, noise):
    state, covariance = np.zeros(2), np.zeros((2, 2))
    process, identity = np.eye(2) * delta, np.eye(2)
    beta, z = np.empty(len(x)), np.empty(len(x))
    for t in range(len(x)):
        h = np.array([1.0, x[t]])
        covariance = covariance + process
        e = y[t] - h @ state
        s = h @ covariance @ h + noise
        gain = covariance @ h / s
        state = state + gain * e
        a = identity - np.outer(gain, h)
        covariance = a @ covariance @ a.T + noise * np.outer(gain, gain)
        beta[t], z[t] = state[1], e / np.sqrt(s)
    return beta, z


def returns_of(day, x, y, beta, z, entry, exit, delay, cost):
    bars = len(x)
    wanted = np.zeros(bars)
    side = 0
    for t in range(BURN_IN, bars):
        if t == 0 or day[t] != day[t - 1]:
            side = 0
            continue
        side = -1 if z[t] > entry else 1 if z[t] < -entry else 0 if abs(z[t]) < exit else side
        wanted[t] = side
    result = np.zeros(bars)
    side, leg_x, leg_y = 0, 0.0, 0.0
    for t in range(bars):
        growth = 1.0
        if side != 0:
            rise_x, rise_y = x[t] / x[t - 1], y[t] / y[t - 1]
            growth += leg_x * (rise_x - 1) + leg_y * (rise_y - 1)
            leg_x *= rise_x / growth
            leg_y *= rise_y / growth
        is_open = t >= delay and t + 1 < bars and day[t + 1] == day[t - delay]
        target = wanted[t - delay] if is_open else 0
        if target != side:
            growth *= 1 - cost * (abs(leg_x) + abs(leg_y))
            hedge = beta[t - delay] * x[t] / y[t]
            leg_y = target / (1 + abs(hedge))
            leg_x = -leg_y * hedge
            opening = cost * (abs(leg_x) + abs(leg_y))
            growth *= 1 - opening
            leg_x /= 1 - opening
            leg_y /= 1 - opening
            side = target
        result[t] = growth - 1
    return result


def sharpe(returns):
    sample = returns[BURN_IN + 1 :]
    deviation = sample.std(ddof=1)
    if deviation <= 1e-12 * np.abs(sample).max():
        return 0.0
    lags = int(4 * (len(sample) / 100) ** (2 / 9))
    centred = sample - sample.mean()
    ratio = 1 + sum(
        2 * (1 - k / (lags + 1)) * (centred[k:] @ centred[:-k]) / (centred @ centred)
        for k in range(1, lags + 1)
    )
    return sample.mean() / deviation / np.sqrt(ratio) * np.sqrt(252 * 390)


def main():
    stride = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    day, x, y = read_pair()
    cells = list(itertools.product(*GRID))
    filters = len(GRID[0]) * len(GRID[1])
    start = time.perf_counter()
    beta, z = kalman(x, y, *cells[0][:2])
    filter_ms = (time.perf_counter() - start) * 1e3
    known, sharpes, trading_ms = {}, [], 0.0
    for delta, noise, *rules, cost in cells[::stride]:
        if (delta, noise) not in known:
            known[delta, noise] = kalman(x, y, delta, noise)
        start = time.perf_counter()
        sharpes.append(sharpe(returns_of(day, x, y, *known[delta, noise], *rules, cost * 1e-4)))
        trading_ms += (time.perf_counter() - start) * 1e3
    answer = {
        "elapsedMs": filters * filter_ms + stride * trading_ms,
        "refilteringMs": len(cells) * filter_ms + stride * trading_ms,
        "backtests": len(sharpes),
        "meanSharpe": np.mean(sharpes),
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
