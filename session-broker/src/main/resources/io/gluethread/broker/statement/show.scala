def _gluethread_show(d: org.apache.spark.sql.DataFrame, rows: Int, most: Int): Unit = {
  import org.apache.spark.sql.functions.{array, col, hex, substring, to_json}
  import org.apache.spark.sql.types.{ArrayType, BinaryType, MapType, StructType}
  val cells = d.schema.fields.zipWithIndex.map { case (field, i) =>
    val c = col("c" + i)
    val text = field.dataType match {
      case BinaryType => hex(c)
      case _: StructType | _: ArrayType | _: MapType => to_json(c, Map("ignoreNullFields" -> "false"))
      case _ => c.cast("string")
    }
    substring(text, 1, $MORE_THAN_LONGEST)
  }
  val taken =
    if (cells.isEmpty) Array.empty[String]
    else d.toDF(cells.indices.map("c" + _): _*).select(to_json(array(cells: _*))).take(rows + 1).map(_.getString(0))
  val out = new StringBuilder("@@gluethread:table ").append(d.schema.json).append('\n')
  var n = 0
  var left = most.toLong
  while (n < rows && n < taken.length && left >= 0) {
    left -= taken(n).getBytes("UTF-8").length
    if (left >= 0) {
      out.append(taken(n)).append('\n')
      n += 1
    }
  }
  println(out.append("@@gluethread:end {\"rows\":" + n + ",\"more\":" + (taken.length > n) + ",\"longest\":$LONGEST}"))
}
