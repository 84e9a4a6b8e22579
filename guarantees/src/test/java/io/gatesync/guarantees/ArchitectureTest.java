package io.gatesync.guarantees;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses GUARANTEES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gatesync.guarantees");

    @Test
    void what_devices_are_told_is_judged_without_kafka_and_tables() {
        classes()
                .that()
                .resideInAPackage("io.gatesync.guarantees.devices")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util..",
                        "org.jspecify..",
                        "io.gatesync.client",
                        "io.gatesync.guarantees",
                        "io.gatesync.guarantees.devices")
                .check(GUARANTEES);
    }

    @Test
    void what_lies_in_topics_and_tables_is_judged_without_the_gateway() {
        noClasses()
                .that()
                .resideInAPackage("io.gatesync.guarantees.topics")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.gatesync.client", "io.gatesync.guarantees.devices")
                .check(GUARANTEES);
    }

    @Test
    void a_guarantee_and_its_finding_know_nothing_of_what_is_watched() {
        classes()
                .that()
                .resideInAPackage("io.gatesync.guarantees")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java.lang..", "java.util..", "org.jspecify..", "io.gatesync.guarantees")
                .check(GUARANTEES);
    }

    @Test
    void no_test_framework_is_needed_to_use_a_guarantee() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.assertj..", "org.junit..")
                .check(GUARANTEES);
    }
}
