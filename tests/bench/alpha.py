"""One pass of the filter over 100,000 bars with numpy, a bar at a time, and with statsmodels where it is installed.

Prints JSON: elapsedMs and lastBeta, and statsmodelsMs (null where it is missing). Imports are not timed.
"""

import json
import time

import numpy as np

from backtests import kalman

try:
    from statsmodels.tsa.statespace.kalman_filter import KalmanFilter
except ImportError:
    KalmanFilter = None

BARS, DELTA, NOISE = 100_000, 1e-5, 1e-3


def with_statsmodels(x, y):
    model = KalmanFilter(k_endog=1, k_states=2)
    model.bind(y.copy())
    model["design"] = np.stack([np.ones(BARS), x])[np.newaxis]
    model["transition"] = model["selection"] = np.eye(2)
    model["state_cov"] = DELTA * np.eye(2)
    model["obs_cov"] = np.array([[NOISE]])
    model.initialize_known(np.zeros(2), DELTA * np.eye(2))  # the forecast of the first bar's state
    start = time.perf_counter()
    result = model.filter()
    elapsed_ms = 1000 * (time.perf_counter() - start)
    return elapsed_ms, result.filtered_state[1, -1]


def main():
    t = np.arange(BARS)
    x = 28 + np.sin(t / 1000)
    y = 3.5 * x + 0.05 * np.sin(0.7 * t)
    start = time.perf_counter()
    beta = kalman(x, y, DELTA, NOISE)[0][-1]
    elapsed_ms = 1000 * (time.perf_counter() - start)
    compiled_ms = None
    if KalmanFilter is not None:
        compiled_ms, compiled_beta = with_statsmodels(x, y)
        assert abs(compiled_beta / beta - 1) < 1e-9
    print(json.dumps({"elapsedMs": elapsed_ms, "lastBeta": beta, "statsmodelsMs": compiled_ms}))


if __name__ == "__main__":
    main()
