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
    void theDecisionKnowsNothingButJava() {
        classes()
                .that()
                .resideInAPackage("io.gatesync.processor.decision")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.gatesync.processor.decision", "java..")
                .check(PROCESSOR);
    }

    @Test
    void theTopologyNeedsNoSpring() {
        noClasses()
                .that()
                .resideInAPackage("io.gatesync.processor.topology")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(PROCESSOR);
    }

    @Test
    void noSerializerVendorIsNamedInTheCode() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.apicurio..", "io.confluent..")
                .check(PROCESSOR);
    }
}
