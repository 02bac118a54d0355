def _gluethread_show(d, rows, most):
    import json
    from pyspark.sql import functions as F
    schema = d._jdf.schema().json()
    fields = json.loads(schema)["fields"]
    d = d.toDF(*["c%d" % i for i in range(len(fields))])
    cells = []
    for i, f in enumerate(fields):
        c = F.col("c%d" % i)
        t = f["type"] if isinstance(f["type"], str) else f["type"]["type"]
        if t == "binary":
            c = F.hex(c)
        elif t in ("struct", "array", "map"):
            c = F.to_json(c, {"ignoreNullFields": "false"})
        else:
            c = c.cast("string")
        cells.append(F.substring(c, 1, $MORE_THAN_LONGEST))
    taken = d.select(F.to_json(F.array(*cells))).take(rows + 1) if cells else []
    lines, size = [], 0
    for r in taken[:rows]:
        size += len(r[0].encode("utf-8"))
        if size > most:
            break
        lines.append(r[0])
    end = {"rows": len(lines), "more": len(taken) > len(lines), "longest": $LONGEST}
    print("\n".join(["@@gluethread:table " + schema] + lines + ["@@gluethread:end " + json.dumps(end)]))
