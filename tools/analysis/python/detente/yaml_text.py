"""YAML as the command reads it: YAML 1.2, in which dates, on, off, yes and no are texts."""
import re
from typing import Any

import numpy as np
import yaml

class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Knows numbers, true, false and null; all else is text."""
    yaml_implicit_resolvers: dict = {}


_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|True|TRUE|false|False|FALSE)$"),
                              list("tTfF"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float",
                              re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"),
                              list("-+.0123456789"))
_Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))
_Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(loader.construct_scalar(node)))


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, _) -> bool:  # the command takes no anchors
        return True


_Dumper.add_multi_representer(np.integer, lambda dumper, x: dumper.represent_int(int(x)))
_Dumper.add_multi_representer(np.floating, lambda dumper, x: dumper.represent_float(float(x)))
_Dumper.add_representer(np.ndarray, lambda dumper, x: dumper.represent_list(x.tolist()))
_Dumper.add_representer(tuple, lambda dumper, x: dumper.represent_list(list(x)))


def load(text: str) -> Any:
    """The content of a YAML text; yaml.YAMLError if it is none."""
    return yaml.load(text, Loader=_Loader)


def dump(content: Any) -> str:
    """A YAML text of the content, keys in their order; numbers keep all digits."""
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None)
