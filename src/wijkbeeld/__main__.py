"""``python -m wijkbeeld``: the command, where no script is installed."""

from wijkbeeld.cli import app

if __name__ == "__main__":
    app(prog_name="wijkbeeld")
