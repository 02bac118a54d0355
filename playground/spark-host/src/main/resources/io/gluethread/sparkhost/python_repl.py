"""The Python side of a session: runs statements with PySpark on the session's own Spark.

Speaks JSON lines with the JVM over what were its standard input and output. Imported code and statements get a standard
input that is empty and an output that is the statement's.
"""

import __future__
import ast
import base64
import builtins
import io
import json
import os
import queue
import re
import signal
import sys
import threading
import traceback
import types

STDIN = "<stdin>"
FUTURES = 0
for _name in __future__.all_feature_names:
    FUTURES |= getattr(__future__, _name).compiler_flag
MAGIC = re.compile(r"%(%?\w+)[ \t]*(.*?)\s*$")
# Packages that AWS Glue brings along and a Python of one's own may not have, by the names they are installed by.
ON_GLUE = {
    "boto3": "boto3", "botocore": "botocore", "matplotlib": "matplotlib", "numpy": "numpy", "pandas": "pandas",
    "plotly": "plotly", "pyarrow": "pyarrow", "requests": "requests", "s3fs": "s3fs", "scipy": "scipy",
    "sklearn": "scikit-learn", "statsmodels": "statsmodels", "seaborn": "seaborn",
}


class Kept(io.RawIOBase):
    """Keeps the first bytes of a statement's output and counts the others."""

    def __init__(self, limit):
        super().__init__()
        self.limit = limit
        self.reset()

    def reset(self):
        self.kept = bytearray()
        self.dropped = 0

    def writable(self):
        return True

    def write(self, data):
        data = bytes(data)
        room = 0 if self.dropped else max(0, self.limit - len(self.kept))
        self.kept += data[:room]
        self.dropped += max(0, len(data) - room)
        return len(data)

    def text(self):
        return self.kept.decode("utf-8", "ignore" if self.dropped else "replace")


class Stream(io.TextIOWrapper):
    def __init__(self, limit):
        super().__init__(Kept(limit), encoding="utf-8", errors="backslashreplace", newline="\n", write_through=True)

    def close(self):
        """Later statements print, too, whatever one of them closes."""
        self.flush()

    def take(self):
        try:
            self.flush()
            return self.buffer.text(), self.buffer.dropped
        finally:
            self.buffer.reset()


class Capped(io.RawIOBase):
    """A script's output file, which takes no more than so many bytes and says where it was cut."""

    def __init__(self, path, limit):
        super().__init__()
        self.file = open(path, "ab", buffering=0)
        self.left = limit

    def writable(self):
        return True

    def write(self, data):
        data = bytes(data)
        if self.left > 0:
            self.file.write(data[:self.left])
            self.left -= len(data)
            if self.left <= 0:
                self.file.write(b"\n... output cut here\n")
        return len(data)


class Magic:
    """A line such as %matplot plt among the lines of a statement, as Livy knows it."""

    def __init__(self, name, argument):
        self.name, self.argument = name, argument

    def run(self, session):
        if self.name == "matplot":
            session.picture(self.argument)
        elif self.name in ("json", "table"):
            raise UnknownMagic(
                "%{} answers with data that Glue's statements do not carry; print it instead".format(self.name))
        else:
            raise UnknownMagic("unknown magic command '{}'".format(self.name))


class UnknownMagic(Exception):
    pass


UnknownMagic.__module__ = "builtins"  # its name in tracebacks is bare, as in Livy's


class Session:
    def __init__(self, limit):
        self.module = types.ModuleType("__main__", None)
        self.module.__builtins__ = builtins
        self.scope = self.module.__dict__
        self.flags = 0
        self.running = False
        self.context = None
        self.limit = limit
        self.out = Stream(limit)
        self.err = Stream(limit)

    def own_the_process(self):
        """From here on this process is the user's: its main module, its streams."""
        sys.modules["__main__"] = self.module
        sys.argv = [""]
        sys.stdout = self.out
        sys.stderr = self.err
        signal.signal(signal.SIGINT, self.on_interrupt)

    def on_interrupt(self, _signal, _frame):
        if self.running:
            raise KeyboardInterrupt()

    def connect(self, port, secret):
        os.environ["PYSPARK_GATEWAY_PORT"] = str(port)
        os.environ["PYSPARK_GATEWAY_SECRET"] = secret
        from pyspark.context import SparkContext
        from pyspark.java_gateway import launch_gateway

        gateway = launch_gateway()
        os.environ.pop("PYSPARK_GATEWAY_PORT")
        os.environ.pop("PYSPARK_GATEWAY_SECRET")
        SparkContext._gateway = gateway
        SparkContext._jvm = gateway.jvm
        return gateway

    def attach(self, port, secret):
        """Gives statements the session's Spark as sc and spark."""
        gateway = self.connect(port, secret)
        from pyspark.conf import SparkConf
        from pyspark.context import SparkContext
        from pyspark.sql import SparkSession

        jvm = gateway.jvm
        java_spark = jvm.io.gluethread.sparkhost.SessionHost.spark()
        java_context = jvm.org.apache.spark.api.java.JavaSparkContext(java_spark.sparkContext())
        conf = SparkConf(_jvm=jvm, _jconf=java_context.getConf())
        self.context = SparkContext(gateway=gateway, jsc=java_context, conf=conf)
        self.scope["sc"] = self.context
        self.scope["spark"] = SparkSession(self.context, java_spark)

    def attach_script(self, port, secret):
        """Lets a script make its own SparkContext, as in a job; what it gets is the one that runs already."""
        gateway = self.connect(port, secret)
        from pyspark.context import SparkContext

        def running_context(_self, _conf):
            spark = gateway.jvm.io.gluethread.sparkhost.SessionHost.spark()
            return gateway.jvm.org.apache.spark.api.java.JavaSparkContext(spark.sparkContext())

        SparkContext._initialize_context = running_context

    def run(self, code, group):
        try:
            compiled = self.steps(code)
        except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError) as error:
            return failure(error, "".join(traceback.format_exception_only(type(error), error)).splitlines(True))
        if sys.stdin.closed:
            sys.stdin = open(os.devnull)  # exit() closes it
        try:
            try:
                self.running = True
                self.context.setJobGroup(group, "statement", True)
                for step in compiled:
                    if isinstance(step, Magic):
                        step.run(self)
                    else:
                        exec(step, self.scope)
            finally:
                self.running = False
        except BaseException as error:
            return told(error, user_traceback)
        return {"status": "ok"}

    def steps(self, code):
        """What there is to run; nothing of it if any part is no Python."""
        try:
            return self.compiled(code, True)
        except SyntaxError:
            parts = parts_by_magic(code)
            if not any(isinstance(part, Magic) for part in parts):
                raise
        steps = []
        for i, part in enumerate(parts):
            steps += [part] if isinstance(part, Magic) else self.compiled(part, i == len(parts) - 1)
        return steps

    def compiled(self, code, last):
        tree = compile(code, STDIN, "exec", ast.PyCF_ONLY_AST | self.flags, True)
        nodes = [ast.Module([node], []) for node in tree.body]
        if last and tree.body:
            nodes[-1] = ast.Interactive([tree.body[-1]])
        programs = []
        for node in nodes:
            mode = "single" if isinstance(node, ast.Interactive) else "exec"
            programs.append(compile(node, STDIN, mode, self.flags, True))
            self.flags |= programs[-1].co_flags & FUTURES
        return programs

    def picture(self, name):
        """Prints a figure as a line that those who show statements know to be a picture."""
        if not name:
            raise UnknownMagic("%matplot needs what to show, for example: %matplot plt")
        thing = eval(compile(name, STDIN, "eval"), self.scope)
        figure = thing.gcf() if hasattr(thing, "gcf") else thing
        if not hasattr(figure, "savefig") and hasattr(getattr(figure, "figure", None), "savefig"):
            figure = figure.figure
        if not hasattr(figure, "savefig"):
            raise TypeError("%matplot shows matplotlib.pyplot or a figure of matplotlib, not " + type(thing).__name__)
        title = figure.axes[0].get_title() if figure.axes else ""
        self.out.flush()
        room = self.limit - len(self.out.buffer.kept) - 1000
        for dpi in (100, 72, 50):
            png = io.BytesIO()
            figure.savefig(png, format="png", dpi=dpi, bbox_inches="tight")
            text = base64.b64encode(png.getvalue()).decode("ascii")
            if len(text) <= room:
                said = json.dumps({"mime": "image/png", "alt": title or "Figure", "base64": text})
                print("@@gluethread:picture " + said)
                return
        print("The picture is too large for a statement's answer, even at 50 dpi.")

    def script(self, path, arguments, output, limit):
        """Runs a job's script as Python would run it by itself; what it prints goes to a file as it comes."""
        stream = io.TextIOWrapper(
            Capped(output, limit), encoding="utf-8", errors="backslashreplace", newline="\n", write_through=True)
        sys.stdout = sys.stderr = stream
        sys.argv = [path] + arguments
        sys.path.insert(0, os.path.dirname(path))
        self.scope["__file__"] = path
        try:
            with open(path, "rb") as file:
                program = compile(file.read(), path, "exec", 0, True)
            exec(program, self.scope)
        except SystemExit as left:
            if left.code in (None, 0):
                return {"status": "ok"}
            return told(left, lambda error: ["SystemExit: {}\n".format(error.code)])
        except BaseException as error:
            result = told(error, lambda one: script_traceback(one, path))
            stream.write("".join(result["traceback"]))
            return result
        finally:
            stream.flush()
        return {"status": "ok"}


def parts_by_magic(code):
    """The code before, between and after lines that are magics; each part keeps the numbers of its lines."""
    parts, begun = [], []
    lines = code.split("\n")
    for number, line in enumerate(lines):
        magic = MAGIC.match(line)
        if magic:
            if any(text.strip() for text in begun):
                parts.append("\n".join(begun))
            parts.append(Magic(magic.group(1), magic.group(2)))
            begun = [""] * (number + 1)
        else:
            begun.append(line)
    if any(text.strip() for text in begun):
        parts.append("\n".join(begun))
    return parts


def told(error, lines):
    try:
        return failure(error, lines(error))
    except BaseException as worse:
        return {"status": "error", "ename": type(error).__name__, "evalue": "", "traceback": [
            "the error itself cannot be shown: " + type(worse).__name__ + "\n"]}


def failure(error, lines):
    value = str(error)
    if isinstance(error, ModuleNotFoundError) and error.name in ON_GLUE:
        value += " (AWS Glue has it; to have it here: {} -m pip install {})".format(sys.executable, ON_GLUE[error.name])
    return {"status": "error", "ename": type(error).__name__, "evalue": value, "traceback": lines}


def script_traceback(error, path):
    """A traceback that begins in the script."""
    told_of = traceback.TracebackException(type(error), error, error.__traceback__)
    while told_of.stack and told_of.stack[0].filename != path:
        del told_of.stack[0]
    return list(told_of.format())


def user_traceback(error):
    """The lines of a traceback with frames of statements only.

    The outermost frame, which says no more than that the statement ran, is left out, as Livy does.
    """
    told = traceback.TracebackException(type(error), error, error.__traceback__)
    todo, seen = [told], set()
    while todo:
        one = todo.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        frames = [frame for frame in one.stack if frame.filename == STDIN]
        if frames and frames[0].name == "<module>":
            del frames[0]
        one.stack[:] = frames
        todo += [one.__cause__, one.__context__]
    lines = list(told.format())
    header = "Traceback (most recent call last):\n"
    return lines if header in lines else [header] + lines


def pyspark_version(wanted):
    try:
        import pyspark
    except Exception as error:
        return None, type(error).__name__ + ": " + str(error)
    version = pyspark.__version__
    if not version.startswith(wanted):
        return None, "found PySpark " + version
    return version, ""


def main():
    orders = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)

    def reply(**message):
        replies.write(json.dumps(message).encode("ascii") + b"\n")
        replies.flush()

    statements = queue.Queue()

    def listen():
        for line in orders:
            order = json.loads(line)
            if order["op"] == "interrupt":
                os.kill(os.getpid(), signal.SIGINT)
            else:
                statements.put(order)
        os._exit(0)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("MPLBACKEND", "Agg")  # there is no screen
    version, problem = pyspark_version(sys.argv[1])
    reply(op="python", version=version, problem=problem)
    session = Session(int(sys.argv[2]))
    session.own_the_process()
    threading.Thread(target=listen, daemon=True).start()
    while True:
        order = statements.get()
        if order["op"] == "attach":
            (session.attach_script if order["script"] else session.attach)(order["port"], order["secret"])
            signal.signal(signal.SIGINT, session.on_interrupt)
            reply(op="attached")
            continue
        if order["op"] == "script":
            reply(op="done", text="", dropped=0, **session.script(
                order["path"], order["arguments"], order["output"], order["limit"]))
            continue
        answer = session.run(order["code"], order["group"])
        out, out_dropped = session.out.take()
        err, err_dropped = session.err.take()
        reply(op="done", text=out + err, dropped=out_dropped + err_dropped, **answer)


main()
