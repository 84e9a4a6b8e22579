package io.gatesync.processor;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaConstructor.CONSTRUCTOR_NAME;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gatesync.processor.topology.ScanTopology;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
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
                .resideInAnyPackage("io.gatesync.processor.decision", "java..", "org.jspecify.annotations")
                .check(PROCESSOR);
    }

    /** Whoever makes the client otherwise runs the topology with Kafka's own consumer, and lets scans overtake tickets. */
    @Test
    void only_the_topology_itself_makes_the_client_that_runs_it() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ScanTopology.class.getName())
                .should()
                .accessTargetWhere(targetOwner(assignableTo(KafkaStreams.class)).and(target(name(CONSTRUCTOR_NAME))))
                .orShould()
                .beAssignableTo(KafkaStreams.class)
                .check(PROCESSOR);
    }

    @Test
    void only_the_root_package_knows_spring() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.gatesync.processor")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(PROCESSOR);
    }

    @Test
    void no_package_knows_the_root_package() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.gatesync.processor")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.gatesync.processor")
                .check(PROCESSOR);
    }

    @Test
    void the_other_packages_know_each_other_without_a_circle() {
        slices().matching("io.gatesync.processor.(*)..")
                .should()
                .beFreeOfCycles()
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
