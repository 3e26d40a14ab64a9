"""Changes to the text of a YAML file that leave everything else in it as it is."""

import json
from collections.abc import Sequence

import yaml

YamlPlace = tuple[str | int, ...]


def set_value(text: str, path: YamlPlace, value: str | Sequence[str]) -> str:
    """Return a file's text with another value at a place; a key that is not there is added.

    Args:
        text: the file.
        path: the way to the value.
        value: words as they are to be written (`quoted` words, or a number), or a list of them.
    """
    node = _at(text, path)
    if node is None:
        if len(path) != 1:
            raise KeyError(".".join(map(str, path)))
        return f"{text.rstrip()}\n{path[0]}: {_flow(value)}\n"
    start, stop = node.start_mark.index, _end(node)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        stop -= text[start:stop].endswith("\n")
    if isinstance(value, str) or (isinstance(node, yaml.SequenceNode) and node.flow_style):
        return text[:start] + _flow(value) + text[stop:]
    indent = f"\n{' ' * node.start_mark.column}"
    return text[:start] + indent.join(f"- {one}" for one in value) + text[stop:]


def has_value(text: str, path: YamlPlace) -> bool:
    """Return whether there is anything at a place of a file's text."""
    return _at(text, path) is not None


def quoted(words: str) -> str:
    """Return words as YAML has them between quotation marks."""
    return json.dumps(words, ensure_ascii=False)


def _flow(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else f"[{', '.join(value)}]"


def _at(text: str, path: YamlPlace) -> yaml.Node | None:
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.BaseLoader)
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((one for key, one in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
        else:
            return None
    return node


def _end(node: yaml.Node) -> int:
    """Return where a value ends; a block's own mark stands before what follows it."""
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    return int(node.end_mark.index)
