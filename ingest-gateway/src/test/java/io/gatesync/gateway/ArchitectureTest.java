package io.gatesync.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackagesOf(GatewayApplication.class);

    @Test
    void reading_and_answering_know_neither_kafka_nor_spring_nor_http() {
        noClasses()
                .that()
                .resideInAnyPackage("..gateway.input..", "..gateway.answer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.springframework..",
                        "jakarta.servlet..",
                        "io.gatesync.messaging..",
                        "..gateway.kafka..",
                        "..gateway.http..")
                .check(GATEWAY);
    }

    @Test
    void what_devices_send_is_read_without_knowing_what_they_are_answered() {
        noClasses()
                .that()
                .resideInAPackage("..gateway.input..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..gateway.answer..", "io.gatesync.schemas..")
                .check(GATEWAY);
    }

    @Test
    void the_side_of_kafka_knows_no_http() {
        noClasses()
                .that()
                .resideInAPackage("..gateway.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "..gateway.http..")
                .check(GATEWAY);
    }

    @Test
    void the_endpoints_know_no_kafka_client() {
        noClasses()
                .that()
                .resideInAPackage("..gateway.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..")
                .check(GATEWAY);
    }

    @Test
    void no_vendor_of_schema_registries_is_named_in_code() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.apicurio..", "io.confluent..")
                .check(GATEWAY);
    }
}
