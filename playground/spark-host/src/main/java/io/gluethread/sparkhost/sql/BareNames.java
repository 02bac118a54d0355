package io.gluethread.sparkhost.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.RegExpReplace;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.ShowNamespaces;
import org.apache.spark.sql.catalyst.plans.logical.ShowTables;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.command.ShowTablesCommand;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Nil$;

/**
 * {@code SHOW TABLES} and {@code SHOW DATABASES} tell a name such as {@code covid-19} as it is, without the back-ticks that
 * Spark puts around it, and call the column as AWS's tutorials print it. Only where somebody wrote the statement: Spark's
 * own catalog functions read the same answer and need it as it was. (Spark's setting for the old names of columns,
 * {@code spark.sql.legacy.keepCommandOutputSchema}, breaks {@code catalog.listDatabases} for such names.)
 */
final class BareNames extends Rule<LogicalPlan> {
    private static final String QUOTED = "^`(.*)`$";

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        boolean tables = plan instanceof ShowTables || plan instanceof ShowTablesCommand;
        if (!(tables || plan instanceof ShowNamespaces)
                || plan.origin().sqlText().isEmpty()) {
            return plan;
        }
        List<NamedExpression> columns = new ArrayList<>(JavaConverters.seqAsJavaList(plan.output()));
        Attribute name = (Attribute) columns.get(0);
        columns.set(0, alias(new RegExpReplace(name, text(QUOTED), text("$1")), tables ? "database" : "databaseName"));
        return new Project(JavaConverters.asScalaBuffer(columns).toList(), plan);
    }

    private static NamedExpression alias(Expression value, String name) {
        Seq<String> none = nil();
        return new Alias(value, name, NamedExpression.newExprId(), none, Option.empty(), none);
    }

    private static Literal text(String text) {
        return Literal$.MODULE$.apply(text);
    }

    @SuppressWarnings("unchecked") // the empty list is one of anything
    private static <T> Seq<T> nil() {
        return (Seq<T>) (Seq<?>) Nil$.MODULE$;
    }
}
