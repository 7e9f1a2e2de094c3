"""The supervisor without Django around it: starts faster, and starts even if an app does not."""

import argparse
import sys

from yihao import installation
from yihao.serving import checks, supervisor
from yihao.serving.telling import tell_refusal


def main() -> int:
    """Serve; what people can put right is said in one sentence."""
    parser = argparse.ArgumentParser(prog="python -m yihao.serving", description=__doc__)
    supervisor.add_options(parser)
    options = parser.parse_args()
    try:
        installation.read_env_file()
        return supervisor.run(servers_only=options.servers_only, durable=not options.not_durable)
    except installation.Refusal as refusal:
        tell_refusal(refusal)
    except OSError as problem:
        known = checks.refusal_for(problem, folder=installation.home())
        if known is None:
            raise
        tell_refusal(known)
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main())
