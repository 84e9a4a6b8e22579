package io.gatesync.projector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** Every package for itself, the root package too, which a pattern such as {@code projector.(*)..} leaves out. */
    private static final SliceAssignment PACKAGES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    };

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.gatesync.projector");

    @Test
    void what_a_batch_changes_is_worked_out_without_kafka_spring_or_jdbc() {
        noClasses()
                .that()
                .resideInAPackage("..changes..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework..", "java.sql..", "javax.sql..")
                .check(classes);
    }

    @Test
    void only_the_tables_and_the_status_know_sql() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..tables..", "..status..", "io.gatesync.projector")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.springframework.jdbc..")
                .check(classes);
    }

    @Test
    void the_status_reads_tables_and_knows_nothing_of_how_they_are_written() {
        noClasses()
                .that()
                .resideInAPackage("..status..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..tables..", "..projection..", "..changes..", "org.apache.kafka..")
                .check(classes);
    }

    @Test
    void no_class_knows_a_vendor_of_serializers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.apicurio..", "io.confluent..")
                .check(classes);
    }

    @Test
    void no_part_knows_how_the_service_is_put_together() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.gatesync.projector")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.gatesync.projector")
                .check(classes);
    }

    @Test
    void packages_do_not_depend_on_each_other_in_circles() {
        slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(classes);
    }
}
