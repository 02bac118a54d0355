package io.gluethread.sparkhost.sql;

import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import scala.Function1;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/** Puts this package's rules into a Spark session that is being made. */
public final class GlueSql extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        extensions.injectResolutionRule(always(HiveTables::new));
        extensions.injectPostHocResolutionRule(always(BareNames::new));
        return BoxedUnit.UNIT;
    }

    private static Function1<SparkSession, Rule<LogicalPlan>> always(Supplier<Rule<LogicalPlan>> rule) {
        return new AbstractFunction1<>() {
            @Override
            public Rule<LogicalPlan> apply(SparkSession session) {
                return rule.get();
            }
        };
    }
}
