package io.gatesync.messaging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses MESSAGING =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.gatesync.messaging");

    @Test
    void programs_without_spring_can_use_messaging() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(MESSAGING);
    }

    @Test
    void only_one_package_names_a_vendor_of_serializers() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.gatesync.messaging.apicurio")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.apicurio..", "io.confluent..")
                .check(MESSAGING);
    }

    @Test
    void only_configuration_leads_to_the_vendors_package() {
        noClasses()
                .that()
                .resideInAPackage("io.gatesync.messaging")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.gatesync.messaging.apicurio")
                .check(MESSAGING);
    }
}
