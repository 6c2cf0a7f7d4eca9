"""A C++ source file as the tidy rules see it: its code without comments and literals, and its scopes.

This is no parser. It knows comments, literals and braces, and guesses from the words before a brace what the brace
opens; that is enough for the house's own style, which is all it is used for.
"""
import re

_TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/'
    r'|R"(?P<fence>[^()\s\\]{0,16})\(.*?\)(?P=fence)"'
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|(?<![0-9a-fA-F])'(?:[^'\\\n]|\\[^\n]+?)'",
    re.DOTALL)


def blank(text):
    """The text with everything but its line breaks replaced by spaces."""
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    return _TOKEN.sub(lambda m: blank(m.group()) if m.group().startswith(("//", "/*")) else m.group(), text)


def code_only(text):
    """Comments and the insides of literals blanked out; offsets and lines stay where they were."""
    def replace(match):
        token = match.group()
        if token.startswith(("//", "/*")):
            return blank(token)
        return '"' + blank(token[1:-1]) + '"'
    return _TOKEN.sub(replace, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


class Scope:
    def __init__(self, kind, head, begin):
        self.kind = kind    # "namespace", "type", "enum", "function" or "block"
        self.head = head    # the words before the brace
        self.begin = begin  # offset of the opening brace
        self.end = begin    # offset of the closing brace
        self.parent = None


_FUNCTION_END = re.compile(
    r"\)\s*(?:const|noexcept|override|final|mutable|&|\s)*(?:->\s*[\w:<>,&*\s]+)?(?::\s*[^;{}]*)?$")


def _kind(head, parent):
    words = head.strip()
    if re.search(r"\bnamespace\b[\w:\s]*$", words) or words.endswith('extern "C"'):
        return "namespace"
    if re.search(r"\benum\b[^()]*$", words):
        return "enum"
    if re.search(r"\b(?:struct|class|union)\b[^()=]*$", words):
        return "type"
    if parent is None or parent.kind in ("namespace", "type"):
        if "=" not in re.sub(r"operator\s*\S+|[<>=!]=|\([^()]*\)", "", words) and _FUNCTION_END.search(words):
            return "function"
    return "block"


def scopes(code):
    """All brace pairs of code_only() text, outermost first."""
    found, stack = [], []
    statement = 0
    for match in re.finditer(r"[{};]", code):
        at = match.start()
        if match.group() == "{":
            parent = stack[-1] if stack else None
            scope = Scope(_kind(code[statement:at], parent), code[statement:at], at)
            scope.parent = parent
            found.append(scope)
            stack.append(scope)
        elif match.group() == "}" and stack:
            stack.pop().end = at
        statement = at + 1
    return found


def innermost(all_scopes, offset):
    inside = [scope for scope in all_scopes if scope.begin < offset < scope.end]
    return max(inside, key=lambda scope: scope.begin, default=None)
