package io.gatesync.localstack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String STACK = "io.gatesync.localstack";
    private static final String COMMANDS = STACK + ".cli";

    private final JavaClasses classes =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(STACK);

    @Test
    void the_stack_knows_nothing_of_the_commands() {
        noClasses()
                .that()
                .resideInAPackage(STACK)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(COMMANDS, "picocli..", "io.gatesync.client..")
                .check(classes);
    }
}
