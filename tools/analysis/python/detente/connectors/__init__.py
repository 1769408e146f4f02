"""Connectors to other tools, each imported by itself and only where its tool is: ema, salib, optuna."""
