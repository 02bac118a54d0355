"""The Python side of a session: runs statements with PySpark on the session's own Spark.

Speaks JSON lines with the JVM over what were its standard input and output. Imported code and statements get a standard
input that is empty and an output that is the statement's.
"""

import __future__
import ast
import builtins
import io
import json
import os
import queue
import signal
import sys
import threading
import traceback
import types

STDIN = "<stdin>"
FUTURES = 0
for _name in __future__.all_feature_names:
    FUTURES |= getattr(__future__, _name).compiler_flag


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

    def take(self):
        try:
            self.flush()
            return self.buffer.text(), self.buffer.dropped
        finally:
            self.buffer.reset()


class Session:
    def __init__(self, limit):
        self.module = types.ModuleType("__main__", None)
        self.module.__builtins__ = builtins
        self.scope = self.module.__dict__
        self.flags = 0
        self.running = False
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

    def attach(self, port, secret):
        os.environ["PYSPARK_GATEWAY_PORT"] = str(port)
        os.environ["PYSPARK_GATEWAY_SECRET"] = secret
        from pyspark.conf import SparkConf
        from pyspark.context import SparkContext
        from pyspark.java_gateway import launch_gateway
        from pyspark.sql import SparkSession

        gateway = launch_gateway()
        os.environ.pop("PYSPARK_GATEWAY_PORT")
        os.environ.pop("PYSPARK_GATEWAY_SECRET")
        jvm = gateway.jvm
        java_spark = jvm.io.gluethread.sparkhost.SessionHost.spark()
        java_context = jvm.org.apache.spark.api.java.JavaSparkContext(java_spark.sparkContext())
        conf = SparkConf(_jvm=jvm, _jconf=java_context.getConf())
        self.context = SparkContext(gateway=gateway, jsc=java_context, conf=conf)
        self.scope["sc"] = self.context
        self.scope["spark"] = SparkSession(self.context, java_spark)

    def run(self, code, group):
        try:
            tree = compile(code, STDIN, "exec", ast.PyCF_ONLY_AST | self.flags, True)
            steps = [ast.Module([node], []) for node in tree.body[:-1]]
            steps += [ast.Interactive([node]) for node in tree.body[-1:]]
            compiled = []
            for step in steps:
                mode = "single" if isinstance(step, ast.Interactive) else "exec"
                program = compile(step, STDIN, mode, self.flags, True)
                self.flags |= program.co_flags & FUTURES
                compiled.append(program)
        except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError) as error:
            return failure(error, "".join(traceback.format_exception_only(type(error), error)).splitlines(True))
        try:
            try:
                self.running = True
                self.context.setJobGroup(group, "statement", True)
                for program in compiled:
                    exec(program, self.scope)
            finally:
                self.running = False
        except BaseException as error:
            try:
                return failure(error, user_traceback(error))
            except BaseException as worse:
                return {"status": "error", "ename": type(error).__name__, "evalue": "", "traceback": [
                    "the error itself cannot be shown: " + type(worse).__name__ + "\n"]}
        return {"status": "ok"}


def failure(error, lines):
    return {"status": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": lines}


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
    version, problem = pyspark_version(sys.argv[1])
    reply(op="python", version=version, problem=problem)
    session = Session(int(sys.argv[2]))
    session.own_the_process()
    threading.Thread(target=listen, daemon=True).start()
    while True:
        order = statements.get()
        if order["op"] == "attach":
            session.attach(order["port"], order["secret"])
            signal.signal(signal.SIGINT, session.on_interrupt)
            reply(op="attached")
            continue
        answer = session.run(order["code"], order["group"])
        out, out_dropped = session.out.take()
        err, err_dropped = session.err.take()
        reply(op="done", text=out + err, dropped=out_dropped + err_dropped, **answer)


main()
