package io.gluethread.deploy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which methods of a client the service's own class files call: what is granted is held against this, not against a list. */
final class Calls {
    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(Calls::isOurs)
            .importPackages("io.gluethread");

    private Calls() {}

    private static boolean isOurs(Location location) {
        return !location.contains("/playground/") && !location.contains("/deploy/");
    }

    static Set<String> on(String... owners) {
        Set<String> wanted = Set.of(owners);
        return SERVICE.stream()
                .flatMap(type -> Stream.concat(
                        type.getMethodCallsFromSelf().stream().map(call -> call.getTarget()),
                        type.getMethodReferencesFromSelf().stream().map(ref -> ref.getTarget())))
                .filter(target -> wanted.contains(target.getOwner().getName()))
                .map(target -> target.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
