package io.gluethread.bot;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The walls between packages. The bot sees every module of the service, so they are all tested here. */
@AnalyzeClasses(packages = "io.gluethread", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String[] SERVICE = {
        "io.gluethread.broker..", "io.gluethread.commands..", "io.gluethread.cost..", "io.gluethread.bot.."
    };

    @ArchTest
    static final ArchRule aws_stops_at_its_adapters = noClasses()
            .that()
            .resideOutsideOfPackages("..glue.aws..", "..price.aws..", "io.gluethread.playground..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..")
            .because("the core must be testable with no AWS on the classpath");

    @ArchTest
    static final ArchRule slack_stops_at_the_edge = noClasses()
            .that()
            .resideOutsideOfPackages("io.gluethread.bot.slack", "io.gluethread.playground..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.slack..")
            .because("everything else must be testable, and movable, without Slack's SDK");

    @ArchTest
    static final ArchRule the_broker_knows_nobody_above_it = noClasses()
            .that()
            .resideInAPackage("io.gluethread.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.gluethread.commands..", "io.gluethread.cost..", "io.gluethread.bot..")
            .because("results travel up through interfaces that the broker owns");

    @ArchTest
    static final ArchRule commands_know_no_glue = noClasses()
            .that()
            .resideInAPackage("io.gluethread.commands..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.gluethread.broker.glue.aws..",
                    "io.gluethread.broker.glue.memory..",
                    "io.gluethread.cost..",
                    "io.gluethread.bot..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(io.gluethread.broker.glue.Glue.class, io.gluethread.broker.glue.GlueException.class)
            .because("what people ask is answered by the broker, whatever runs below it");

    @ArchTest
    static final ArchRule cost_knows_no_commands = noClasses()
            .that()
            .resideInAPackage("io.gluethread.cost..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.gluethread.commands..", "io.gluethread.bot..")
            .because("a digest is a value; others put it into words");

    @ArchTest
    static final ArchRule nobody_needs_the_playground = noClasses()
            .that()
            .resideInAnyPackage(SERVICE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.gluethread.playground..")
            .because("the bot in the playground is the production bot, and nothing in it knows");

    @ArchTest
    static final ArchRule rendering_is_pure = noClasses()
            .that()
            .resideInAPackage("io.gluethread.bot.slack.blocks")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java.lang..",
                    "java.math..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify..",
                    "io.gluethread.bot.slack.blocks",
                    "io.gluethread.broker.session",
                    "io.gluethread.broker.statement",
                    "io.gluethread.commands.reply",
                    "io.gluethread.cost")
            .because("a plan is a function of the ledger, and is tested as one");

    @ArchTest
    static final ArchRule packages_have_no_cycles = slices().assignedFrom(packagesWithTheBrokersValuesAsOne())
            .should()
            .beFreeOfCycles()
            .because("a package that needs its own user cannot be understood alone");

    @ArchTest
    static final ArchRule number_30_channels_and_people_are_never_listed = noClasses()
            .that()
            .resideInAnyPackage(SERVICE)
            .should()
            .callMethodWhere(
                    target(nameMatching("(conversationsList|usersList|usersConversations|conversationsMembers)")))
            .because("there may be any number of them; one is asked for when it is needed");

    @ArchTest
    static final ArchRule time_is_handed_in = noClasses()
            .that()
            .resideInAnyPackage(SERVICE)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests turn the clock by hand");

    @ArchTest
    static final ArchRule waiting_has_one_place = noClasses()
            .that()
            .resideInAPackage("io.gluethread.bot..")
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", java.time.Duration.class)
            .because("a loop waits in Pulse, where it can be woken");

    @ArchTest
    static final ArchRule the_environment_is_read_in_main = noClasses()
            .that()
            .resideInAnyPackage(SERVICE)
            .and()
            .doNotHaveFullyQualifiedName(Main.class.getName())
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .because("everything else is told by Config");

    @ArchTest
    static final ArchRule nobody_prints = noClasses()
            .that()
            .resideInAnyPackage(SERVICE)
            .and()
            .doNotHaveFullyQualifiedName(Main.class.getName())
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("a service logs");

    @ArchTest
    static final ArchRule every_package_is_null_marked = classes()
            .that()
            .resideInAnyPackage(SERVICE)
            .should(bePartOfANullMarkedPackage())
            .because("null does not exist unless it is marked");

    @ArchTest
    static final ArchRule names_say_what_a_thing_is = noClasses()
            .that()
            .resideInAnyPackage(SERVICE)
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
            .because("such names say nothing");

    /** A session's views hold results, and results name sessions: the broker's values are one. */
    private static SliceAssignment packagesWithTheBrokersValuesAsOne() {
        Set<String> values =
                Set.of("io.gluethread.broker.session", "io.gluethread.broker.statement", "io.gluethread.broker.glue");
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                return SliceIdentifier.of(values.contains(name) ? "the broker's values" : name);
            }

            @Override
            public String getDescription() {
                return "packages, the broker's values as one";
            }
        };
    }

    private static ArchCondition<JavaClass> bePartOfANullMarkedPackage() {
        return new ArchCondition<>("be part of a null-marked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, "%s is not null-marked".formatted(type.getPackageName())));
            }
        };
    }
}
