package io.gatesync.processor.decision;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class DecisionArchitectureTest {
    private static final JavaClasses PROCESSOR = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gatesync.processor");

    @Test
    void the_decision_knows_nothing_but_java() {
        classes()
                .that()
                .resideInAPackage("io.gatesync.processor.decision")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.gatesync.processor.decision", "java..")
                .check(PROCESSOR);
    }

    @Test
    void the_topology_needs_no_spring() {
        noClasses()
                .that()
                .resideInAPackage("io.gatesync.processor.topology")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(PROCESSOR);
    }

    @Test
    void no_serializer_vendor_is_named_in_the_code() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.apicurio..", "io.confluent..")
                .check(PROCESSOR);
    }
}
