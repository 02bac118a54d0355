def _gluethread_text(v, longest):
    try:
        if v is None or bool(v != v):
            return None
    except Exception:
        pass
    return str(v)[:longest]


def _gluethread_pandas(d, rows, most):
    import json
    kinds = {"i": "long", "u": "long", "f": "double", "b": "boolean"}
    fields = [{"name": str(n), "type": kinds.get(getattr(t, "kind", ""), "string"), "nullable": True, "metadata": {}}
              for n, t in zip(d.columns, d.dtypes)]
    lines, size, cut = [], 0, $LONGEST
    for r in d.head(rows).itertuples(index=False, name=None):
        line = json.dumps([_gluethread_text(v, cut + 1) for v in r])
        size += len(line)
        if size > most:
            break
        lines.append(line)
    end = {"rows": len(lines), "more": len(d) > len(lines), "longest": cut}
    head = json.dumps({"type": "struct", "fields": fields})
    print("\n".join(["@@gluethread:table " + head] + lines + ["@@gluethread:end " + json.dumps(end)]))


def _gluethread_picture(figure, most):
    import base64, io, json
    axes = (figure.gcf() if hasattr(figure, "gcf") else figure).axes
    alt = (axes[0].get_title() if axes else "") or "Figure"
    for dpi in (100, 72, 50):
        png = io.BytesIO()
        figure.savefig(png, format="png", dpi=dpi, bbox_inches="tight")
        text = base64.b64encode(png.getvalue()).decode("ascii")
        if len(text) <= most:
            print("@@gluethread:picture " + json.dumps({"mime": "image/png", "alt": alt, "base64": text}))
            return
    print("The picture is too large to be sent: %d bytes even at 50 dpi." % (len(text) * 3 // 4))


def display(x, n=$ROWS):
    n = max(0, min(int(n), $ROWS))
    if hasattr(x, "_jdf"):
        _gluethread_show(x, n, $BYTES)
    elif hasattr(x, "itertuples") and hasattr(x, "dtypes"):
        _gluethread_pandas(x, n, $BYTES)
    elif hasattr(x, "savefig"):
        _gluethread_picture(x, $BYTES)
    elif hasattr(x, "figure") and hasattr(x.figure, "savefig"):
        _gluethread_picture(x.figure, $BYTES)
    elif hasattr(x, "toDF"):
        display(x.toDF(), n)
    else:
        print(x if isinstance(x, str) else repr(x))
