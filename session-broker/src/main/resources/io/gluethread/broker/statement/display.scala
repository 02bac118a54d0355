def display(d: org.apache.spark.sql.Dataset[_], n: Int = $ROWS): Unit =
  _gluethread_show(d.toDF(), math.max(0, math.min(n, $ROWS)), $BYTES)
