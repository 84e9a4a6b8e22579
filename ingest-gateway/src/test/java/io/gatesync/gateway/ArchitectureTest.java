package io.gatesync.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "io.gatesync.gateway";
    private static final String HTTP = ROOT + ".http";
    private static final String INPUT = ROOT + ".input";
    private static final String LISTS = ROOT + ".ticketlist";
    private static final String COMPARISON = ROOT + ".comparison";
    private static final String PUBLISH = ROOT + ".publish";
    private static final String OUTCOMES = ROOT + ".outcomes";
    private static final String ANSWER = ROOT + ".answer";

    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackagesOf(GatewayApplication.class);

    @Test
    void what_is_published_knows_nothing_of_what_is_answered() {
        check(noClasses()
                .that()
                .resideInAnyPackage(PUBLISH, OUTCOMES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ANSWER, HTTP, "jakarta.servlet..", "org.springframework.web.."));
    }

    @Test
    void what_is_published_knows_nothing_of_who_waits_for_its_outcome() {
        check(noClasses()
                .that()
                .resideInAPackage(PUBLISH)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(OUTCOMES));
    }

    @Test
    void who_waits_for_an_outcome_knows_nothing_of_how_scans_are_read_and_published() {
        check(noClasses()
                .that()
                .resideInAPackage(OUTCOMES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INPUT, PUBLISH));
    }

    @Test
    void reading_and_answering_know_neither_kafka_nor_spring_nor_http() {
        check(noClasses()
                .that()
                .resideInAnyPackage(INPUT, LISTS, COMPARISON, ANSWER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.springframework..",
                        "jakarta.servlet..",
                        "io.gatesync.messaging..",
                        "io.gatesync.service..",
                        PUBLISH,
                        OUTCOMES,
                        HTTP));
    }

    @Test
    void what_devices_send_is_read_without_knowing_what_they_are_answered() {
        check(noClasses()
                .that()
                .resideInAnyPackage(INPUT, LISTS, COMPARISON)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ANSWER, "io.gatesync.schemas.."));
    }

    @Test
    void the_endpoints_know_no_kafka_client() {
        check(noClasses()
                .that()
                .resideInAPackage(HTTP)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.apache.avro.."));
    }

    @Test
    void no_part_knows_the_settings_that_it_is_built_from() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT));
    }

    @Test
    void no_packages_depend_on_each_other_in_a_circle() {
        // Each package is a slice, the root package as well.
        check(slices().matching("io.gatesync.(**)").should().beFreeOfCycles());
    }

    @Test
    void no_vendor_of_schema_registries_is_named_in_code() {
        check(noClasses().should().dependOnClassesThat().resideInAnyPackage("io.apicurio..", "io.confluent.."));
    }

    private static void check(ArchRule rule) {
        rule.check(GATEWAY);
    }
}
