package io.gatesync.access;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void who_may_do_what_knows_neither_http_nor_kafka_nor_spring_boot() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..",
                        "org.springframework.boot..",
                        "org.springframework.web..",
                        "org.springframework.context..",
                        "org.apache.kafka..",
                        "io.gatesync.schemas..",
                        "io.gatesync.messaging..",
                        "io.gatesync.service..")
                .check(new ClassFileImporter()
                        .withImportOption(new DoNotIncludeTests())
                        .importPackagesOf(Tokens.class));
    }
}
